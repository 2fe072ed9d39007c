"""The names that `who` knows: countries with capitals and seats, organisations, armed groups, media, peoples."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.codebook.countries import countries, name_of
from onrecord.codebook.gazetteer import Gazetteer, fold
from onrecord.codebook.overlay import Overlay, overlaid
from onrecord.codebook.shared_names import wordings
from onrecord.codebook.tables import lines, table


class Known(NamedTuple):
    """What one wording of a known thing says.

    Attributes:
        key: entity id; `none` for a phrase that only holds a country's name ("Gulf of Mexico").
        name, kind: of the entity.
        iso3: its country's code.
        sectors: as in the table: codes, perhaps dated (`REB:2001-12-07/2021-08-15`).
        form: `name`, `acronym`, `demonym`, `people`, `capital`, `seat` or `part`.
    """

    key: str
    name: str
    kind: str
    iso3: str | None
    sectors: str
    form: str


_UNRECOGNISED = frozenset(("South Ossetia", "Abkhazia", "Somaliland", "Transnistria", "Northern Cyprus"))


class _Names(Gazetteer[Known]):
    """A gazetteer that leaves out and corrects what an overlay says."""

    def __init__(self, overlay: Overlay) -> None:
        super().__init__()
        self._rows = overlay.rows
        self._dropped = {(row.id, fold(word)) for row in overlay.rows.values() for word in row.without}

    def add(self, name: str, value: Known, *, exact: bool = False) -> None:
        row = self._rows.get(value.key)
        if row is not None:
            if (row.id, fold(name)) in self._dropped:
                return
            value = value._replace(
                name=row.name or value.name, iso3=row.iso3 or value.iso3, sectors=" ".join(row.sectors) or value.sectors
            )
        super().add(name, value, exact=exact)


@overlaid
def names(overlay: Overlay) -> Gazetteer[Known]:
    """Every wording of everything known but people."""
    found = _Names(overlay)
    if overlay.rows:
        _add_overlay(found, overlay)
    _add_countries(found)
    _add_shared(found)
    _add_entities(found)
    return found


def _add_overlay(found: Gazetteer[Known], overlay: Overlay) -> None:
    """The user's wordings, before those of the tables, so that they are what a shared name means."""
    known = {row["id"]: row for row in table("entities.tsv")}
    for row in overlay.rows.values():
        if row.kind == "person":
            continue
        before = known.get(row.id)
        if row.kind == "country":
            base = Known(row.id, name_of(row.key), "country", row.key, "GOV", "name")
        elif before is not None:
            base = Known(row.id, before["name"], row.kind, before["iso3"] or None, before["sectors"], "name")
        else:
            base = Known(row.id, row.name, row.kind, row.iso3 or None, " ".join(row.sectors), "name")
        for word in dict.fromkeys((*filter(None, (row.name,)), *row.names)):
            found.add(word.removeprefix("the "), base)
        for word in row.acronyms:
            found.add(word, base._replace(form="acronym"), exact=True)


def _add_countries(found: Gazetteer[Known]) -> None:
    forms = {"name": "name", "adjective": "demonym", "people": "people", "capital": "capital"}
    for country in countries().values():
        key = f"country:{country.iso3}"
        for word, form in country.wordings():
            if form == "part":
                usual = _USUAL.get(word, word)
                sectors = "PRE" if usual in _UNRECOGNISED else ""
                found.add(word, Known(_place_key(usual), usual, "place", country.iso3, sectors, "part"))
            else:
                found.add(word, Known(key, country.name, "country", country.iso3, "GOV", forms[form]))
        if country.name.startswith("Saint "):
            found.add("St. " + country.name[6:], Known(key, country.name, "country", country.iso3, "GOV", "name"))


def _add_shared(found: Gazetteer[Known]) -> None:
    """Names that two states share, for each of them; which one is meant the report decides."""
    for word, form, sharer in wordings():
        country = countries()[sharer.iso3]
        if all(known.key != sharer.entity for known in found.get(word)):
            found.add(word, Known(sharer.entity, country.name, "country", sharer.iso3, "GOV", form))


_USUAL = {
    "the Gaza Strip": "Gaza", "Gaza Strip": "Gaza", "Donbass": "Donbas", "Transdniestria": "Transnistria",
    "Trans-Dniester": "Transnistria", "Transdniester": "Transnistria", "North Cyprus": "Northern Cyprus",
    "northern Cyprus": "Northern Cyprus",
}  # fmt: skip
"""Other names of lands within states."""


def _place_key(word: str) -> str:
    return "place:" + word.lower().replace(" ", "-")


def _add_entities(found: Gazetteer[Known]) -> None:
    for row in table("entities.tsv"):
        key, name, kind, iso3 = row["id"], row["name"], row["kind"], row["iso3"] or None
        form = "name"
        if kind == "none":
            key = "none"
        elif kind == "seat":
            form, kind = "seat", "country"
            key, name = f"country:{iso3}", name_of(iso3 or "")
            if iso3 == "EUR":
                key, name, kind = "igo:eu", "European Union", "igo"
        known = Known(key, name, kind, iso3, row["sectors"], form)
        for word in (row["name"], *filter(None, row["names"].split(";"))):
            found.add(word.removeprefix("the "), known)
        for word in filter(None, row["acronyms"].split(";")):
            found.add(word, known._replace(form="acronym"), exact=True)


def sectors_at(written: str, date: str | None) -> tuple[str, ...]:
    """The sectors of a table cell that hold at a date; without a date the undated ones, or the last."""
    if ":" not in written:
        return tuple(written.split())
    held: list[str] = []
    for item in written.split():
        code, _, period = item.partition(":")
        since, _, to = period.partition("/")
        if not period:
            if not held:
                held.append(code)
        elif date is not None and since <= date[:10] and (not to or date[:10] < to):
            held.append(code)
    return tuple(held)


SMALLEST_CITY = 40
"""Thousands of people. Smaller towns share their names with too many others to tell a country by name alone."""


@cache
def _places() -> dict[str, str]:
    """Cities (the largest of a name first) and regions to their country."""
    found: dict[str, str] = {}
    for name in ("places_cities.tsv", "places_regions.tsv"):
        for line in lines(name):
            row = line.split("\t")
            if name == "places_cities.tsv" and int(row[6] or 0) < SMALLEST_CITY:
                break  # the table runs from the largest city down
            if row[2]:
                for key in row[0].split("|"):
                    found.setdefault(key, row[2])
    for feature in table("places_features.tsv"):
        if not feature["iso3"]:  # the Sahel is more than Burkina Faso's region of that name
            for name in feature["names"].split("|"):
                found.pop(fold(name), None)
        elif " " in feature["names"] or feature["kind"] == "city":
            for name in feature["names"].split("|"):
                found.setdefault(fold(name).replace("'", ""), feature["iso3"])
    return found


def place_iso3(name: str) -> str | None:
    """The country of a city or region by its name alone; None where the tables have none."""
    key = fold(name).replace("'", "").replace(".", "")
    places = _places()
    return places.get(key) or places.get(key.replace("-", " "))


@cache
def words(kind: str) -> frozenset[str]:
    """A word class of `data/name_words.tsv`."""
    return frozenset(word for row in table("name_words.tsv") if row["class"] == kind for word in row["words"].split())
