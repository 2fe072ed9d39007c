"""Readings as tables for pandas: one row for each value, every row with its report, its id and its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from onrecord.errors import EngineError
from onrecord.model import Actor, Claim, Entity, Event, Reading, Statement, Tie, Time

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    "statements": (
        "report", "outlet", "published", "id", "source", "source_kind", "entities", "iso3", "sectors", "cue", "act",
        "form", "content", "verbatim", "venue", "addressee", "when_start", "when_end", "parent", "chain",
        "in_title", "start", "end",
    ),
    "claims": ("report", "outlet", "published", "id", "text", "standing", "roots", "events", "ties", "holders"),
    "stances": ("report", "outlet", "published", "claim", "holder", "stance", "low", "high", "statement", "standing"),
    "events": (
        "report", "outlet", "published", "id", "type", "mode", "contexts", "cameo", "quad", "trigger", "actors",
        "actor_iso3", "actor_sectors", "recipients", "recipient_iso3", "recipient_sectors", "where", "where_iso3",
        "where_admin1", "lat", "lon", "when_start", "when_end", "when_precision", "level", "realis", "aux", "series",
        "claim", "standing", "in_title", "start", "end",
    ),
    "ties": (
        "report", "outlet", "published", "id", "kind", "parties", "roles", "from", "to", "status", "trigger",
        "obligation", "cause", "invoked", "claims",
    ),
    "entities": ("report", "outlet", "published", "id", "name", "kind", "iso3", "sectors", "roles", "mentions"),
    "times": ("report", "outlet", "published", "text", "kind", "from", "to", "precision", "anchor", "in_title", "start",
              "end"),
    "places": ("report", "outlet", "published", "text", "name", "iso3", "admin1", "lat", "lon", "precision", "in_title",
               "start", "end"),
    "quantities": ("report", "outlet", "published", "text", "what", "unit", "min", "max", "best", "exclusive_min",
                   "exclusive_max", "approx", "in_title", "start", "end"),
}  # fmt: skip
"""The tables and their columns; `start` and `end` are code point offsets, lists are Python lists."""


def to_frames(readings: Iterable[Reading]) -> dict[str, pd.DataFrame]:
    """The tables of some readings, by name; an empty table has its columns too.

    Raises:
        EngineError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise EngineError("tables need pandas: pip install onrecord[frames]") from error
    rows = to_rows(readings)
    return {name: pandas.DataFrame(rows[name], columns=list(columns)) for name, columns in COLUMNS.items()}


def to_rows(readings: Iterable[Reading]) -> dict[str, list[Row]]:
    """The same rows as plain dicts, for those who use no pandas."""
    made: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for reading in readings:
        report = reading.report
        origin = {"report": report.id, "outlet": report.outlet, "published": report.published}
        for name, row in _rows(reading):
            made[name].append({**origin, **row})
    return made


def _rows(reading: Reading) -> Iterator[tuple[str, Row]]:
    standings = {claim.id: claim.standing for claim in reading.claims}
    for statement in reading.statements:
        yield "statements", _statement(statement)
    for claim in reading.claims:
        yield "claims", _claim(claim)
        for stance in claim.stances:
            low, high = stance.likelihood or (None, None)
            yield "stances", {
                "claim": claim.id, "holder": stance.holder, "stance": stance.stance, "low": low, "high": high,
                "statement": stance.statement, "standing": claim.standing,
            }  # fmt: skip
    for event in reading.events:
        yield "events", _event(event, standings.get(event.claim or ""))
    for tie in reading.ties:
        yield "ties", _tie(tie)
    for entity in reading.entities:
        yield "entities", _entity(entity)
    for time in reading.times:
        yield "times", _time(time)
    for place in reading.places:
        codes = {"name": place.name, "iso3": place.iso3, "admin1": place.admin1, "lat": place.lat, "lon": place.lon}
        yield "places", {**codes, "precision": place.precision, **_stands(place)}
    for item in reading.quantities:
        bounds = {name: getattr(item, name) for name in COLUMNS["quantities"][4:12]}
        yield "quantities", {**bounds, **_stands(item)}


def _stands(value: Any) -> Row:
    """The words and the place of a value that has offsets."""
    start, end = value.offsets or (None, None)
    return {"text": value.text, "in_title": value.part == "title", "start": start, "end": end}


def _statement(item: Statement) -> Row:
    source, cue = item.source, item.cue
    anchor = cue or source or (item.content[0] if item.content else None)
    place = _stands(anchor) if anchor is not None else {"in_title": None, "start": None, "end": None}
    return {
        "id": item.id,
        "source": source.text if source else None,
        "source_kind": source.kind if source else None,
        "entities": list(source.entities) if source else [],
        "iso3": list(source.iso3) if source else [],
        "sectors": list(source.sectors) if source else [],
        "cue": cue.text if cue else None,
        "act": cue.act if cue else None,
        "form": item.form,
        "content": " … ".join(piece.text for piece in item.content),
        "verbatim": [piece.text for piece in item.verbatim],
        "venue": item.venue,
        "addressee": item.addressee,
        "when_start": item.when.start if item.when else None,
        "when_end": item.when.end if item.when else None,
        "parent": item.parent,
        "chain": list(item.chain),
        **{name: place[name] for name in ("in_title", "start", "end")},
    }


def _claim(item: Claim) -> Row:
    return {
        "id": item.id, "text": item.text, "standing": item.standing, "roots": item.roots,
        "events": list(item.events), "ties": list(item.ties),
        "holders": list(dict.fromkeys(stance.holder for stance in item.stances)),
    }  # fmt: skip


def _event(item: Event, standing: str | None) -> Row:
    place, when = item.where, item.when
    return {
        "id": item.id, "type": item.type, "mode": item.mode, "contexts": list(item.contexts), "cameo": item.cameo,
        "quad": item.quad, "trigger": item.trigger.text,
        **_sides("actor", item.actors), **_sides("recipient", item.recipients),
        "where": place.name if place else None, "where_iso3": place.iso3 if place else None,
        "where_admin1": place.admin1 if place else None,
        "lat": place.lat if place else None, "lon": place.lon if place else None,
        "when_start": when.start if when else None, "when_end": when.end if when else None,
        "when_precision": when.precision if when else None,
        "level": item.level, "realis": item.realis, "aux": list(item.aux), "series": item.series,
        "claim": item.claim, "standing": standing,
        **{name: value for name, value in _stands(item.trigger).items() if name != "text"},
    }  # fmt: skip


def _sides(role: str, sides: tuple[Actor, ...]) -> Row:
    return {
        f"{role}s": [side.entity or side.text for side in sides],
        f"{role}_iso3": [side.iso3 for side in sides],
        f"{role}_sectors": [side.sector for side in sides],
    }


def _tie(item: Tie) -> Row:
    return {
        "id": item.id, "kind": item.kind, "parties": [party.entity for party in item.parties],
        "roles": [party.role for party in item.parties], "from": item.since, "to": item.to, "status": item.status,
        "trigger": item.trigger.text if item.trigger else None,
        "obligation": item.obligation.text if item.obligation else None,
        "cause": item.cause.text if item.cause else None, "invoked": item.invoked, "claims": list(item.claims),
    }  # fmt: skip


def _entity(item: Entity) -> Row:
    return {
        "id": item.id, "name": item.name, "kind": item.kind, "iso3": item.iso3, "sectors": list(item.sectors),
        "roles": [role.title for role in item.roles], "mentions": len(item.mentions),
    }  # fmt: skip


def _time(item: Time) -> Row:
    return {
        "kind": item.kind, "from": item.start, "to": item.end, "precision": item.precision, "anchor": item.anchor,
        **_stands(item),
    }  # fmt: skip
