"""Rows as in POLECAT: an event has one for every actor and recipient. Tabs between the columns, names first.

The columns are those of POLECAT's files, in their order, and behind them OnRecord's own, in small letters. Left out
is what PLOVER does not count as an event: one without an actor, or without the recipient that its type requires.

What differs from POLECAT: a missing value is empty, not `None`; countries are ISO 3166-1 alpha-3 with PLOVER's EUR,
UNO and IGO; `Intensity` is the PLOVER manual's score (`onrecord codebook`); `Event Date` is a full day even where the
text is less sharp, and `date_basis` says so.

Source: the header of the POLECAT weekly files (Harvard Dataverse, AJGVIT).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO

from sqlalchemy import Connection

from onrecord._version import __version__
from onrecord.export.columns import Cell, Column, inner, listed, made
from onrecord.export.dyads import OWN, Dyad, complete, day, dyads, intensity
from onrecord.export.known import Known
from onrecord.export.lines import Written, tabs
from onrecord.query.filters import Filter
from onrecord.query.pages import every


def _text(name: str, told: str, of: Callable[[Dyad], Cell]) -> Column:
    return Column(name, "text", told, of)


def _empty(name: str, why: str) -> Column:
    return Column(name, "text", f"empty: {why}", lambda dyad: None)


def _where(name: str, part: str, told: str, precisions: tuple[str, ...] = ()) -> Column:
    """A part of the place, where it is as sharp as that."""

    def of(dyad: Dyad) -> Cell:
        place = dyad.event["where"]
        if place is None or (precisions and place["precision"] not in precisions):
            return None
        found: Cell = place[part]
        return found

    return Column(name, "number" if part in ("lat", "lon") else "text", told, of)


def _side(side: str) -> tuple[Column, ...]:
    which = side.lower()

    def part(dyad: Dyad, name: str) -> Cell:
        found: Cell = inner(getattr(dyad, which) or {}, name)
        return found

    def name(dyad: Dyad) -> Cell:
        found = getattr(dyad, which)
        return dyad.known.called(found["entity"], found["text"]) if found is not None else None

    return (
        _text(f"{side} Name", "commonest name of the entity in the record, else the words", name),
        _text(f"{side} Country", "country, ISO 3166-1 alpha-3, XKX, EUR, UNO, IGO", lambda dyad: part(dyad, "iso3")),
        _empty(f"{side} COW", "OnRecord has no numbers of the Correlates of War"),
        _text(f"Primary {side} Sector", "PLOVER sector", lambda dyad: part(dyad, "sector")),
        _text(f"{side} Sectors", "the same: an event keeps the main sector alone", lambda dyad: part(dyad, "sector")),
        _empty(f"{side} Title", "the office is in the reading's entities"),
        _text(f"{side} Name Raw", "the words", lambda dyad: part(dyad, "text")),
        _empty(f"Wikipedia {side} ID", "OnRecord links to no encyclopedia"),
    )


COLUMNS: tuple[Column, ...] = (
    _text("Event ID", "id of the entry; the same in all rows of one event", lambda dyad: dyad.event["id"]),
    _text("Event Date", "a full day; date_basis says what it is", lambda dyad: day(dyad.event).day),
    _text("Event Type", "PLOVER type", lambda dyad: dyad.event["type"]),
    _text("Event Mode", "PLOVER mode", lambda dyad: dyad.event["mode"]),
    Column(
        "Intensity",
        "number",
        "the PLOVER manual's score of the mode or type, -10 to 10",
        lambda dyad: intensity(dyad.event),
    ),
    _text("Quad Code", "quad of the type, in capitals", lambda dyad: dyad.event["quad"].upper()),
    _text("Contexts", "PLOVER contexts, list", lambda dyad: listed(dyad.event["contexts"])),
    *_side("Actor"),
    *_side("Recipient"),
    _where("Placename", "name", "place, by its usual name"),
    _where("City", "name", "the same, where it is a city", ("city",)),
    _empty("District", "OnRecord knows none"),
    _where(
        "Province",
        "name",
        "the same, where it is a first-level region; place_admin1 has the code of every place",
        ("admin1",),
    ),
    _where("Country", "iso3", "country of the place, ISO 3166-1 alpha-3"),
    _where("Latitude", "lat", "degrees, no sharper than the text; place_precision says what they stand for"),
    _where("Longitude", "lon", "degrees, no sharper than the text"),
    _empty("GeoNames ID", "not kept"),
    _where("Raw Placename", "text", "place, as worded"),
    _empty("Feature Type", "place_precision says what kind of place it is"),
    _text("Source", "outlets that tell it, list", lambda dyad: listed(dyad.event["outlets"])),
    _text("Publication Date", "day of the first report that tells it", lambda dyad: dyad.event["first"]),
    _empty("Story People", "onrecord export jsonl has all entities of a report"),
    _empty("Story Organizations", "onrecord export jsonl has all entities of a report"),
    _empty("Story Locations", "onrecord export jsonl has all places of a report"),
    _text(
        "Language", "of the report whose words are shown", lambda dyad: dyad.known.report(dyad.event["report"]).language
    ),
    _text("Version", "of OnRecord", lambda dyad: f"onrecord {__version__}"),
    *OWN,
)
"""The columns, with what they tell."""


def write(connection: Connection, kind: str, asked: Filter, out: IO[bytes]) -> Written:
    """Write events as POLECAT rows.

    Args:
        connection: of a reader.
        kind: `e`.
        asked: which events.
        out: where to.
    """
    known, left = Known(connection), 0

    def kept() -> Iterator[Dyad]:
        nonlocal left
        for event in known.beside(every(connection, kind, asked)):
            if complete(event):
                yield from dyads(event, known)
            else:
                left += 1

    count = tabs(out, COLUMNS, made(COLUMNS, kept()))
    return Written(count, left)
