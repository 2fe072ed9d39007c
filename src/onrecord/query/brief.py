"""A brief: what the record holds of two sides, each line a record with its citation, and no prose of anybody's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from onrecord.query.filters import Filter
from onrecord.query.pages import called, page, sentence, shown_at
from onrecord.store.tables import reports

MOST = 12
"""Lines of a section at most; the rest is counted."""


class Line(msgspec.Struct, frozen=True):
    """One line.

    Attributes:
        id: of the entry.
        day: when it was, or was said; None where unknown.
        head: who to whom, and what it is: fields of the record.
        text: the passage, as it stands in the report.
        note: standing, origins, series: what to know before believing it.
        cite: number of the report among the references.
        span: of the passage.
    """

    id: str
    day: str | None
    head: str
    text: str
    note: str
    cite: int
    span: tuple[int, int]


class Section(msgspec.Struct, frozen=True):
    """Lines of one kind; `more` says that there are others."""

    title: str
    lines: tuple[Line, ...]
    more: bool


class Source(msgspec.Struct, frozen=True):
    """A report that is cited."""

    number: int
    report: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None


class Brief(msgspec.Struct, frozen=True):
    """The whole of it.

    Attributes:
        sides: as asked for.
        since, until: days, as asked for.
        sections: those that hold something.
        sources: the reports, by number.
    """

    sides: tuple[str, str]
    since: str | None
    until: str | None
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


def brief(
    connection: Connection, one: str, other: str, since: str | None = None, until: str | None = None, most: int = MOST
) -> Brief:
    """What the record holds of two sides.

    Args:
        connection: of a reader.
        one, other: codes, names or ids.
        since, until: days, ISO.
        most: lines of a section.

    Raises:
        ConfigError: a name that nobody has, or several have.
    """
    made = _Writer(connection, (one, other), (since, until), most)
    sections = tuple(section for section in made.sections() if section.lines)
    return Brief((one, other), since, until, sections, made.sources())


class _Writer:
    """Gathers lines and numbers the reports that they cite."""

    def __init__(
        self, connection: Connection, sides: tuple[str, str], days: tuple[str | None, str | None], most: int
    ) -> None:
        self._db = connection
        self._sides = sides
        self._days = days
        self._most = most
        self._numbers: dict[str, int] = {}
        self._rows: dict[str, Any] = {}

    def sections(self) -> Iterator[Section]:
        """The sections in order: what stands between them, what is told, what is disputed, who said what."""
        yield self._section("Between them", "t", ({},))
        yield self._section("Told as fact", "e", ({"series": "observed"},))
        yield self._section("Disputed, denied, unconfirmed", "e", ({"series": "disputed"},))
        yield self._section("On somebody's word", "e", ({"series": "attributed"},))
        yield self._section("What each said of the other", "s", ({},))

    def _section(self, title: str, kind: str, filters: tuple[dict[str, str], ...]) -> Section:
        found: dict[str, dict[str, Any]] = {}
        more = False
        for one, other in (self._sides, self._sides[::-1]):
            for more_asked in filters:
                asked = Filter(who=one, to=other, since=self._days[0], until=self._days[1], **more_asked)  # type: ignore[arg-type]
                some = page(self._db, kind, asked, self._most)
                more = more or some.cursor is not None
                found |= {entry["id"]: entry for entry in some.entries}
        ordered = sorted(found.values(), key=lambda entry: (_day(kind, entry) or "", entry["id"]))
        more = more or len(ordered) > self._most
        shown = ordered[-self._most :]
        names = called(self._db, shown)
        return Section(title, tuple(self._line(kind, entry, names) for entry in shown), more)

    def _line(self, kind: str, entry: dict[str, Any], names: Mapping[str, str]) -> Line:
        lo, hi, text = self._passage(kind, entry)
        return Line(
            entry["id"], _day(kind, entry), _head(kind, entry, names), text, _note(kind, entry),
            self._number(entry["report"]), (lo, hi),
        )  # fmt: skip

    def _passage(self, kind: str, entry: dict[str, Any]) -> tuple[int, int, str]:
        """The sentence that an entry was read from, as it stands."""
        row = self._report(entry["report"])
        whole = (row.title or "") if shown_at(entry).get("in") == "title" else row.text
        if kind == "s" and entry["content"]:
            lo, hi = entry["content"][0]["span"][0], entry["content"][-1]["span"][1]
        else:
            lo, hi = sentence(entry, row.title, row.text)
        return lo, hi, " ".join(whole[lo:hi].split())

    def _report(self, id_: str) -> Any:
        if id_ not in self._rows:
            self._rows[id_] = self._db.execute(
                select(reports).where(reports.c.id == id_, reports.c.current == 1)
            ).first()
        return self._rows[id_]

    def _number(self, id_: str) -> int:
        return self._numbers.setdefault(id_, len(self._numbers) + 1)

    def sources(self) -> tuple[Source, ...]:
        """The reports that were cited."""
        found = []
        for id_, number in self._numbers.items():
            row = self._report(id_)
            found.append(Source(number, id_, row.outlet, row.published, row.title, row.url))
        return tuple(found)


def _day(kind: str, entry: dict[str, Any]) -> str | None:
    when = entry.get("when") if kind in "es" else {"start": entry.get("from")}
    start = when.get("start") if isinstance(when, dict) else None
    found: str | None = start or entry["first"]
    return found


def _head(kind: str, entry: dict[str, Any], names: Mapping[str, str]) -> str:
    if kind == "e":
        what = f"{entry['type']} {entry['mode']}" if entry["mode"] else entry["type"]
        return f"{_named(entry['actors'])} → {_named(entry['recipients'])}: {what}"
    if kind == "s":
        source = entry["source"]["text"] if entry["source"] else "no source named"
        cue = entry["cue"]["text"] if entry["cue"] else "says"
        return f"{source} {cue}"
    parties = ", ".join(names.get(one["entity"], one["entity"]) for one in entry["parties"])
    return f"{entry['kind'].replace('_', ' ')}: {parties} ({entry['status'].replace('_', ' ')})"


def _named(actors: list[dict[str, Any]]) -> str:
    return ", ".join(actor["text"] for actor in actors) or "?"


def _note(kind: str, entry: dict[str, Any]) -> str:
    told = f"{entry['reports']} report{'s' if entry['reports'] > 1 else ''}"
    if kind == "e":
        roots = f"{entry['roots']} independent origin{'s' if entry['roots'] > 1 else ''}"
        return f"{entry['standing'].replace('_', ' ')}; {told}, {roots}"
    return told
