"""People and the offices they held, with dates.

Source: `data/offices.tsv` (built by `train/build_gazetteer.py`), `data/people.tsv`, `data/given_names.tsv`.
After a row's as-of date an office without an end is unknown, neither held nor left.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.codebook.gazetteer import Gazetteer, fold
from onrecord.codebook.overlay import Overlay, in_force, overlaid
from onrecord.codebook.tables import cells, table

_HEADS = re.compile(
    r"^(acting )?(president|prime minister|premier|chancellor|king|queen|emperor|emir|amir|sultan|supreme leader|"
    r"taoiseach|pope|leader)$"
)
_ALWAYS = "9999"
"""The day up to which an office without an end is known to be held, where a user says so."""
_ARTICLE = re.compile(r"^al-(?=\w{3})")
_SURNAME_FIRST = frozenset(("KOR", "PRK", "CHN", "TWN", "VNM"))
"""Where the family name stands before the given name."""
_SECONDS = re.compile(r"minister|secretary|vice president|crown prince|speaker|governor")


class Office(NamedTuple):
    """An office held from `since` up to, not including, `to`; where `to` is empty, known to be held on `open_on`."""

    iso3: str
    title: str
    sectors: tuple[str, ...]
    since: str
    to: str
    open_on: str

    def on(self, date: str) -> bool | None:
        """Whether it was held on a day; None where the table cannot know."""
        if date < self.since:
            return False
        if self.to:
            return date < self.to
        return True if date[: len(self.open_on)] <= self.open_on else None

    @property
    def rank(self) -> int:
        """0 for heads of state and government, 1 for ministers and the like, 2 for others."""
        title = self.title.lower()
        return 0 if _HEADS.match(title) else 1 if _SECONDS.search(title) else 2


class Person(NamedTuple):
    """A person of the tables; `short` are the surnames that suffice in foreign news."""

    id: str
    name: str
    iso3: str | None
    gender: str
    short: tuple[str, ...]
    offices: tuple[Office, ...]


@cache
def _table() -> dict[str, list[list[str]]]:
    """The cells of `offices.tsv` by person; only the first of a person's rows has the name and its spellings."""
    found: dict[str, list[list[str]]] = {}
    for row in cells("offices.tsv"):
        found.setdefault(row[0], []).append(row)
    return found


@overlaid
def _rows(overlay: Overlay) -> dict[str, list[list[str]]]:
    """The same, with the offices of an overlay in the place of those that it corrects."""
    found = dict(_table())
    for row in overlay.people():
        offices = [
            [row.key, row.name, "", office.iso3 or row.iso3, office.title, " ".join(office.sectors or row.sectors),
             office.since, office.to, "" if office.to else _ALWAYS]
            for office in row.offices
        ]  # fmt: skip
        if offices:
            before = found.get(row.key)
            offices[0][1:3] = [row.name or (before[0][1] if before else ""), before[0][2] if before else ""]
            found[row.key] = offices
    return found


def _office(row: list[str]) -> Office:
    return Office(row[3], row[4], tuple(row[5].split()), row[6], row[7], row[8])


@overlaid
def _noted(overlay: Overlay) -> dict[str, dict[str, str]]:
    found = {row["person"]: row for row in table("people.tsv")}
    for row in overlay.people():
        before = found.get(row.key) or {"spellings": "", "short": "", "gender": "", "iso3": "", "name": ""}
        known = _table().get(row.key)
        dropped = {fold(word) for word in row.without}
        spellings, short = (
            [*own, *(word for word in before[name].split(";") if word and fold(word) not in dropped)]
            for name, own in (("spellings", row.names), ("short", row.short))
        )
        found[row.key] = {
            "person": row.key,
            "name": row.name or before["name"] or (known[0][1] if known else ""),
            "spellings": ";".join(spellings),
            "iso3": row.iso3 or before["iso3"] or next((r[3] for r in reversed(known or ()) if r[3]), ""),
            "gender": row.gender or before["gender"],
            "short": ";".join(short),
            "offices": "",
        }
    return found


def person(key: str) -> Person:
    """The person with this id (`donald-trump`)."""
    return _person(in_force(), key)


@lru_cache(maxsize=16384)
def _person(_: Overlay, key: str) -> Person:
    noted = _noted().get(key)
    rows = _rows().get(key, [])
    name = rows[0][1] if rows else ""
    offices = [_office(row) for row in rows]
    iso3 = noted["iso3"] if noted else next((o.iso3 for o in reversed(offices) if o.iso3), None)
    return Person(
        key,
        noted["name"] if noted else name,
        iso3 or None,
        noted["gender"] if noted else "",
        tuple(filter(None, noted["short"].split(";"))) if noted else (),
        tuple(offices),
    )


@overlaid
def full_names(overlay: Overlay) -> Gazetteer[str]:
    """Every spelling of every full name, to person ids."""
    found: Gazetteer[str] = Gazetteer()
    for key, row in _noted().items():
        for name in dict.fromkeys((row["name"], *filter(None, row["spellings"].split(";")))):
            found.defer(name, key)
    dropped = {(row.key, fold(word)) for row in overlay.people() for word in row.without}
    for key, rows in _rows().items():
        for spelling in (rows[0][1], *rows[0][2].split(";")):
            if " " in spelling and not (dropped and (key, fold(spelling)) in dropped):
                found.defer(spelling, key)
    return found


def is_noted(key: str) -> bool:
    """Whether a person is of those often named in foreign news."""
    return key in _noted()


@overlaid
def short_names(overlay: Overlay) -> dict[str, str]:
    """Surnames that name one person in foreign news when nobody else of the report bears them."""
    found = {fold(short): row.key for row in overlay.people() for short in row.short}
    for key, row in _noted().items():
        for short in filter(None, row["short"].split(";")):
            found.setdefault(fold(short), key)
    return found


@overlaid
def noted_by_surname(_: Overlay) -> dict[str, tuple[str, ...]]:
    """The people often named in foreign news by their surnames, the short name's bearer first."""
    found: dict[str, list[str]] = {short: [key] for short, key in short_names().items()}
    for key, row in _noted().items():
        parts = fold(row["name"]).split()
        first = (parts[0],) if parts[0] in first_surnames() and row["iso3"] in _SURNAME_FIRST else ()
        for word in dict.fromkeys((parts[-1], parts[-1].removeprefix("al-"), *first)):
            if key not in found.setdefault(word, []):
                found[word].append(key)
    return {word: tuple(keys) for word, keys in found.items()}


@overlaid
def by_ends(_: Overlay) -> dict[tuple[str, str], tuple[str, ...]]:
    """People by the first and the last part of their names, folded, the last without its article."""
    found: dict[tuple[str, str], list[str]] = {}
    for key, rows in _rows().items():
        parts = fold(rows[0][1]).split()
        if len(parts) > 1:
            found.setdefault((parts[0], _ARTICLE.sub("", parts[-1])), []).append(key)
    return {ends: tuple(keys) for ends, keys in found.items()}


@overlaid
def given_names(_: Overlay) -> dict[str, str]:
    """Given names to `f`, `m` or `x`; those seen in the offices table alone give `x`."""
    found = {fold(row["name"]): row["kind"] for row in table("given_names.tsv") if row["kind"] in ("f", "m", "x")}
    counts: dict[str, int] = {}
    for rows in _rows().values():
        name, iso3 = rows[0][1], rows[0][3]
        if " " in name and iso3 not in _SURNAME_FIRST:
            first = fold(name.split()[0])
            counts[first] = counts.get(first, 0) + 1
    for first, count in counts.items():
        if count >= 2 and len(first) > 2:
            found.setdefault(first, "x")
    return found


@cache
def first_surnames() -> frozenset[str]:
    """Family names that stand before the given name (Korean, Chinese, Vietnamese)."""
    return frozenset(fold(row["name"]) for row in table("given_names.tsv") if row["kind"] == "surname-first")


class Standing(NamedTuple):
    """What a person's offices come to on a day: held, left, and whether the table cannot know."""

    held: tuple[Office, ...]
    left: tuple[Office, ...]
    unknown: tuple[Office, ...]

    @property
    def sectors(self) -> tuple[str, ...]:
        """Sectors of the highest office held; ELI where all are left; nothing where it is unknown."""
        if self.held:
            ordered = sorted(self.held, key=lambda office: office.rank)
            return tuple(dict.fromkeys(code for office in ordered for code in office.sectors))
        if self.unknown:
            return ()
        return ("ELI",) if self.left else ()


def standing(key: str, date: str | None) -> Standing:
    """The offices of a person as of a day; without a day all are unknown, since no clock fills it in."""
    offices = person(key).offices
    if date is None:
        return Standing((), (), offices)
    status = [(office, office.on(date)) for office in offices]
    return Standing(
        tuple(office for office, state in status if state),
        tuple(office for office, state in status if state is False and office.since <= date),
        tuple(office for office, state in status if state is None),
    )
