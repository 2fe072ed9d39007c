"""Rows as in the event table of GDELT 2.0: an event has one for every actor and recipient. Tabs, names first.

The 61 columns of GDELT come first, in their order, so that programs which count them read them too; behind them stand
OnRecord's own, in small letters. An event without an actor is left out.

What differs from GDELT: an event told in forty reports is one event, with `NumArticles` 40; by default only what is
told as fact is written (`series`); `QuadClass` is that of the PLOVER type; country codes are ISO 3166-1 alpha-3.
Empty are `GoldsteinScale` (the codebook has the PLOVER manual's score instead: `intensity`), `AvgTone`, where actors
are, and codes of FIPS 10-4.

Source: the GDELT Event Database codebook 2.0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import IO, Any

from sqlalchemy import Connection

from onrecord.codebook.countries import countries, name_of
from onrecord.export.columns import Cell, Column, inner, made
from onrecord.export.dyads import OWN, Dyad, day, dyads, intensity, quad_number
from onrecord.export.known import Known
from onrecord.export.lines import Written, tabs
from onrecord.query.filters import Filter
from onrecord.query.pages import every

_TYPES = {"JRN": "MED", "MED": "HLH"} | {
    code: code
    for code in (
        "GOV", "MIL", "SPY", "COP", "JUD", "LEG", "REB", "UAF", "ELI", "OPP", "CVL", "BUS", "LAB", "AGR", "EDU", "REF",
        "CRM", "IGO",
    )
}  # fmt: skip
"""CAMEO's codes for the PLOVER sectors that mean the same there; the others have none."""


def _text(name: str, told: str, of: Callable[[Dyad], Cell]) -> Column:
    return Column(name, "text", told, of)


def _whole(name: str, told: str, of: Callable[[Dyad], Cell]) -> Column:
    return Column(name, "whole", told, of)


def _empty(*names: str, why: str) -> tuple[Column, ...]:
    return tuple(Column(name, "text", f"empty: {why}", lambda dyad: None) for name in names)


def _number(dyad: Dyad) -> int:
    """A number of 48 bits for a row: no table of 64-bit numbers, or of doubles, is too small for it."""
    return int(sha256(f"{dyad.event['id']}/{dyad.number}".encode()).hexdigest()[:12], 16)


def _digits(dyad: Dyad, length: int) -> int | None:
    found = day(dyad.event).day
    return int(found.replace("-", "")[:length]) if found is not None else None


def _fraction(dyad: Dyad) -> float | None:
    found = day(dyad.event).day
    if found is None:
        return None
    year, month, day_ = map(int, found.split("-"))
    return round(year + (month * 30 + day_) / 365, 4)


def _cameo(length: int) -> Callable[[Dyad], Cell]:
    def of(dyad: Dyad) -> Cell:
        code = dyad.event["cameo"]
        return code[:length] if code is not None else None

    return of


def _side(number: int) -> tuple[Column, ...]:
    name = f"Actor{number}"

    def side(dyad: Dyad) -> dict[str, Any]:
        return (dyad.actor if number == 1 else dyad.recipient) or {}  # type: ignore[return-value]

    def country(dyad: Dyad) -> str | None:
        code = side(dyad).get("iso3")
        return code if code in countries() else None

    def sector(dyad: Dyad) -> str | None:
        found = side(dyad)
        if found.get("iso3") in ("EUR", "UNO", "IGO"):
            return "IGO"
        return _TYPES.get(found.get("sector") or "")

    def called(dyad: Dyad) -> str | None:
        found = side(dyad)
        return dyad.known.called(found["entity"], found["text"]) if found else None

    return (
        _text(
            f"{name}Code",
            "country and type, one behind the other",
            lambda dyad: f"{country(dyad) or ''}{sector(dyad) or ''}" or None,
        ),
        _text(f"{name}Name", "commonest name of the entity in the record, else the words", called),
        _text(f"{name}CountryCode", "country, ISO 3166-1 alpha-3 or XKX", country),
        _text(
            f"{name}KnownGroupCode",
            "UNO for the United Nations",
            lambda dyad: "UNO" if side(dyad).get("iso3") == "UNO" else None,
        ),
        *_empty(f"{name}EthnicCode", f"{name}Religion1Code", f"{name}Religion2Code", why="not coded"),
        _text(f"{name}Type1Code", "CAMEO's code for the sector, where it has one", sector),
        *_empty(f"{name}Type2Code", f"{name}Type3Code", why="an event keeps the main sector alone"),
    )


def _nowhere(side: str) -> tuple[Column, ...]:
    parts = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
    return _empty(*(f"{side}Geo_{part}" for part in parts), why="the report says where the act was, not where they are")


def _added(dyad: Dyad) -> int | None:
    first = dyad.event["first"]
    return int(first[:10].replace("-", "")) if first else None


def _geo_type(dyad: Dyad) -> int | None:
    place = dyad.event["where"]
    if place is None:
        return None
    american = place["iso3"] == "USA"
    kinds = {"country": 1, "admin1": 2 if american else 5, "city": 3 if american else 4, "point": 3 if american else 4}
    return kinds.get(place["precision"])


def _geo_name(dyad: Dyad) -> str | None:
    place = dyad.event["where"]
    if place is None:
        return None
    country = name_of(place["iso3"]) if place["iso3"] else None
    return place["name"] if country in (None, place["name"]) else f"{place['name']}, {country}"


COLUMNS: tuple[Column, ...] = (
    _whole("GLOBALEVENTID", "a number made of the event's id and the pair: the same every time", _number),
    _whole("SQLDATE", "YYYYMMDD, a full day; date_basis says what it is", lambda dyad: _digits(dyad, 8)),
    _whole("MonthYear", "YYYYMM of it", lambda dyad: _digits(dyad, 6)),
    _whole("Year", "YYYY of it", lambda dyad: _digits(dyad, 4)),
    Column("FractionDate", "number", "year + (month * 30 + day) / 365", _fraction),
    *_side(1),
    *_side(2),
    *_empty("IsRootEvent", why="not told"),
    _text("EventCode", "CAMEO code", _cameo(4)),
    _text("EventBaseCode", "its first three digits", _cameo(3)),
    _text("EventRootCode", "its first two digits", _cameo(2)),
    _whole(
        "QuadClass",
        "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, of the PLOVER type",
        lambda dyad: quad_number(dyad.event),
    ),
    *_empty("GoldsteinScale", why="the codebook has another score, see intensity"),
    _whole("NumMentions", "places that it was read from", lambda dyad: len(dyad.event["anchors"])),
    _whole("NumSources", "outlets that tell it, by name", lambda dyad: len(dyad.event["outlets"])),
    _whole("NumArticles", "reports that tell it", lambda dyad: dyad.event["reports"]),
    *_empty("AvgTone", why="OnRecord measures no tone"),
    *_nowhere("Actor1"),
    *_nowhere("Actor2"),
    _whole(
        "ActionGeo_Type",
        "1 country, 2 US state, 3 US city, 4 other city, 5 other region; empty for seas and areas",
        _geo_type,
    ),
    _text("ActionGeo_FullName", "place and its country", _geo_name),
    *_empty(
        "ActionGeo_CountryCode",
        "ActionGeo_ADM1Code",
        "ActionGeo_ADM2Code",
        why="codes of FIPS 10-4; see place_iso3 and place_admin1",
    ),
    Column(
        "ActionGeo_Lat", "number", "degrees, no sharper than the text", lambda dyad: inner(dyad.event, "where", "lat")
    ),
    Column(
        "ActionGeo_Long", "number", "degrees, no sharper than the text", lambda dyad: inner(dyad.event, "where", "lon")
    ),
    *_empty("ActionGeo_FeatureID", why="not kept"),
    _whole("DATEADDED", "YYYYMMDD of the first report that tells it", _added),
    _text(
        "SOURCEURL",
        "address of the report whose words are shown",
        lambda dyad: dyad.known.report(dyad.event["report"]).url,
    ),
    Column(
        "intensity",
        "number",
        "the PLOVER manual's score of the mode or type, -10 to 10",
        lambda dyad: intensity(dyad.event),
    ),
    _text("type", "PLOVER type", lambda dyad: dyad.event["type"]),
    _text("mode", "PLOVER mode", lambda dyad: dyad.event["mode"]),
    *OWN,
)
"""The columns, with what they tell."""


def write(connection: Connection, kind: str, asked: Filter, out: IO[bytes]) -> Written:
    """Write events as GDELT rows.

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
            if not event["actors"]:
                left += 1
            yield from dyads(event, known)

    count = tabs(out, COLUMNS, made(COLUMNS, kept()))
    return Written(count, left)
