"""Readings as tables for pandas: one row for each value, every row with its report, its id and its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from onrecord.errors import EngineError
from onrecord.model import (
    Actor,
    Claim,
    Entity,
    Event,
    Offsets,
    Quantity,
    Reading,
    Role,
    Span,
    Stance,
    Statement,
    Tie,
    TieChange,
    Time,
)  # fmt: skip

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
Names = dict[str, str]

_ORIGIN = ("report", "outlet", "published")
_PLACE = ("in_title", "span_start", "span_end")

COLUMNS: dict[str, tuple[str, ...]] = {
    "statements": (
        *_ORIGIN, "id", "source", "source_kind", "source_ids", "source_iso3", "source_sectors", "cue", "act", "form",
        "content", "verbatim", "venue", "addressee", "start", "end", "parent", "chain", "in_title", "source_start",
        "source_end", "cue_start", "cue_end", "content_start", "content_end",
    ),
    "claims": (*_ORIGIN, "id", "text", "standing", "roots", "events", "ties", "holders", "holder_ids", *_PLACE),
    "stances": (*_ORIGIN, "claim", "holder", "holder_id", "stance", "low", "high", "statement", "standing"),
    "events": (
        *_ORIGIN, "id", "type", "mode", "own", "contexts", "cameo", "quad", "trigger", "actors", "actor_ids",
        "actor_iso3", "actor_sectors", "recipients", "recipient_ids", "recipient_iso3", "recipient_sectors", "where",
        "where_iso3", "where_admin1", "lat", "lon", "start", "end", "precision", "quantities", "quantities_best",
        "level", "realis", "aux", "series", "score", "claim", "standing", "in_title", "trigger_start", "trigger_end",
    ),
    "ties": (
        *_ORIGIN, "id", "kind", "parties", "party_ids", "roles", "start", "end", "status", "trigger", "obligation",
        "cause", "invoked", "invoked_by", "name", "article", "measure", "aim", "claims",
    ),
    "changes": (*_ORIGIN, "tie", "kind", "change", "done", "text", "by", "when", "event", "statement", *_PLACE),
    "entities": (*_ORIGIN, "id", "name", "kind", "iso3", "sectors", "roles", "mentions"),
    "roles": (*_ORIGIN, "entity", "name", "title", "iso3", "start", "end", "former"),
    "times": (*_ORIGIN, "text", "kind", "start", "end", "precision", "anchor", *_PLACE),
    "places": (*_ORIGIN, "text", "name", "iso3", "admin1", "lat", "lon", "precision", *_PLACE),
    "quantities": (
        *_ORIGIN, "text", "what", "unit", "min", "max", "best", "exclusive_min", "exclusive_max", "approx", "fate",
        "events", "claims", *_PLACE,
    ),
    "abstained": (*_ORIGIN, "stage", "text", "reason", *_PLACE),
}  # fmt: skip
"""The tables and their columns: `start` and `end` are dates, `..._start` and `..._end` code point offsets, lists are
Python lists, `..._ids` entity ids beside the wordings or names in the column without it."""

_FLOATS = frozenset(("lat", "lon", "low", "high", "min", "max", "best"))
_WHOLE = frozenset(("roots", "mentions"))


def to_frames(readings: Iterable[Reading]) -> dict[str, pd.DataFrame]:
    """The tables of some readings, by name; an empty table has its columns too.

    Raises:
        EngineError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise EngineError("tables need pandas: pip install pandas") from error
    rows = to_rows(readings)
    made = {}
    for name, columns in COLUMNS.items():
        frame = pandas.DataFrame(rows[name], columns=list(columns))
        types = {column: kind for column in columns if (kind := _dtype(column)) is not None}
        made[name] = frame.astype(types)
    return made


def _dtype(column: str) -> str | None:
    """Numbers stay numbers where some or all are missing."""
    if column in _FLOATS:
        return "float64"
    return "Int64" if column in _WHOLE or column.endswith(("_start", "_end")) else None


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
    names = {entity.id: entity.name for entity in reading.entities}
    standings = {claim.id: claim.standing for claim in reading.claims}
    for statement in reading.statements:
        yield "statements", _statement(statement)
    for claim in reading.claims:
        yield "claims", _claim(claim, names)
        for stance in claim.stances:
            yield "stances", {"claim": claim.id, "standing": claim.standing, **_stance(stance, names)}
    for event in reading.events:
        yield "events", _event(event, standings.get(event.claim or ""))
    for tie in reading.ties:
        yield "ties", _tie(tie, names)
        for change in tie.changes:
            yield "changes", _change(tie, change, names)
    for entity in reading.entities:
        yield "entities", _entity(entity)
        for role in entity.roles:
            yield "roles", {
                "entity": entity.id, "name": entity.name, "title": role.title, "iso3": role.iso3,
                "start": role.since, "end": role.to, "former": role.former,
            }  # fmt: skip
    for time in reading.times:
        yield "times", _time(time)
    for place in reading.places:
        codes = {"name": place.name, "iso3": place.iso3, "admin1": place.admin1, "lat": place.lat, "lon": place.lon}
        yield "places", {"text": place.text, **codes, "precision": place.precision, **_place(place)}
    events, claims = _users(reading.events), _users(reading.claims)
    for item in reading.quantities:
        bounds = {name: getattr(item, name) for name in _BOUNDS}
        used = {"events": events.get(_key(item), []), "claims": claims.get(_key(item), [])}
        yield "quantities", {"text": item.text, **bounds, **used, **_place(item)}
    for doubt in reading.abstained:
        yield "abstained", {"stage": doubt.stage, "text": doubt.text, "reason": doubt.reason, **_place(doubt)}


_BOUNDS = ("what", "unit", "min", "max", "best", "exclusive_min", "exclusive_max", "approx", "fate")


def _key(item: Quantity) -> tuple[bool, Offsets]:
    """What makes two quantities one figure: where it is written."""
    return item.part == "title", item.offsets


def _users(items: Iterable[Event | Claim]) -> dict[tuple[bool, Offsets], list[str]]:
    """The ids of those that hold a figure, by the figure."""
    found: dict[tuple[bool, Offsets], list[str]] = {}
    for item in items:
        for quantity in item.quantities:
            found.setdefault(_key(quantity), []).append(item.id)
    return found


def _offsets(span: Any) -> tuple[int | None, int | None]:
    return span.offsets or (None, None) if span is not None else (None, None)


def _place(value: Any) -> Row:
    """Where a value is written."""
    start, end = _offsets(value)
    return {"in_title": value.part == "title", "span_start": start, "span_end": end}


def _statement(item: Statement) -> Row:
    source, cue = item.source, item.cue
    content = item.content[0] if item.content else None
    anchor = cue or source or content
    places = {}
    for name, span in (("source", source), ("cue", cue), ("content", content)):
        places[f"{name}_start"], places[f"{name}_end"] = _offsets(span)
    if len(item.content) > 1:
        places["content_end"] = item.content[-1].end
    return {
        "id": item.id,
        "source": source.text if source else None,
        "source_kind": source.kind if source else None,
        "source_ids": list(source.entities) if source else [],
        "source_iso3": list(source.iso3) if source else [],
        "source_sectors": list(source.sectors) if source else [],
        "cue": cue.text if cue else None,
        "act": cue.act if cue else None,
        "form": item.form,
        "content": " … ".join(piece.text for piece in item.content),
        "verbatim": [piece.text for piece in item.verbatim],
        "venue": item.venue,
        "addressee": item.addressee,
        "start": item.when.start if item.when else None,
        "end": item.when.end if item.when else None,
        "parent": item.parent,
        "chain": list(item.chain),
        "in_title": anchor.part == "title" if anchor else None,
        **places,
    }


def _claim(item: Claim, names: Names) -> Row:
    holders = list(dict.fromkeys(stance.holder for stance in item.stances))
    start, end = (item.spans[0][0], item.spans[0][1]) if item.spans else (None, None)
    return {
        "id": item.id, "text": item.text, "standing": item.standing, "roots": item.roots,
        "events": list(item.events), "ties": list(item.ties),
        "holders": [names.get(holder, holder) for holder in holders],
        "holder_ids": [holder if holder in names else None for holder in holders],
        "in_title": item.part == "title", "span_start": start, "span_end": end,
    }  # fmt: skip


def _stance(item: Stance, names: Names) -> Row:
    low, high = item.likelihood or (None, None)
    return {
        "holder": names.get(item.holder, item.holder), "holder_id": item.holder if item.holder in names else None,
        "stance": item.stance, "low": low, "high": high, "statement": item.statement,
    }  # fmt: skip


def _event(item: Event, standing: str | None) -> Row:
    place, when = item.where, item.when
    start, end = item.trigger.offsets
    return {
        "id": item.id, "type": item.type, "mode": item.mode, "own": item.own, "contexts": list(item.contexts),
        "cameo": item.cameo, "quad": item.quad, "trigger": item.trigger.text,
        **_sides("actor", item.actors), **_sides("recipient", item.recipients),
        "where": place.name if place else None, "where_iso3": place.iso3 if place else None,
        "where_admin1": place.admin1 if place else None,
        "lat": place.lat if place else None, "lon": place.lon if place else None,
        "start": when.start if when else None, "end": when.end if when else None,
        "precision": when.precision if when else None,
        "quantities": [quantity.text for quantity in item.quantities],
        "quantities_best": [quantity.best for quantity in item.quantities],
        "level": item.level, "realis": item.realis, "aux": list(item.aux), "series": item.series,
        "score": item.score, "claim": item.claim, "standing": standing,
        "in_title": item.trigger.part == "title", "trigger_start": start, "trigger_end": end,
    }  # fmt: skip


def _sides(role: str, sides: tuple[Actor, ...]) -> Row:
    return {
        f"{role}s": [side.text for side in sides],
        f"{role}_ids": [side.entity for side in sides],
        f"{role}_iso3": [side.iso3 for side in sides],
        f"{role}_sectors": [side.sector for side in sides],
    }


def _tie(item: Tie, names: Names) -> Row:
    return {
        "id": item.id, "kind": item.kind, "parties": [names.get(party.entity, party.entity) for party in item.parties],
        "party_ids": [party.entity for party in item.parties],
        "roles": [party.role for party in item.parties], "start": item.since, "end": item.to, "status": item.status,
        "trigger": item.trigger.text if item.trigger else None,
        "obligation": item.obligation.text if item.obligation else None,
        "cause": item.cause.text if item.cause else None, "invoked": item.invoked,
        "invoked_by": [names.get(one, one) for one in item.invoked_by],
        **{part: _words(getattr(item, part)) for part in ("name", "article", "measure", "aim")},
        "claims": list(item.claims),
    }  # fmt: skip


def _words(span: Span | None) -> str | None:
    return span.text if span is not None else None


def _change(tie: Tie, item: TieChange, names: Names) -> Row:
    return {
        "tie": tie.id, "kind": tie.kind, "change": item.change, "done": item.done, "text": item.text,
        "by": [names.get(one, one) for one in item.by], "when": item.when, "event": item.event,
        "statement": item.statement, **_place(item),
    }  # fmt: skip


def _entity(item: Entity) -> Row:
    return {
        "id": item.id, "name": item.name, "kind": item.kind, "iso3": item.iso3, "sectors": list(item.sectors),
        "roles": [_office(role) for role in item.roles], "mentions": len(item.mentions),
    }  # fmt: skip


def _office(role: Role) -> str:
    """`foreign minister (former, 2015 to 2019)`."""
    dates = f"{role.since or '…'} to {role.to or '…'}" if role.since or role.to else ""
    told = ", ".join(part for part in ("former" if role.former else "", dates) if part)
    return role.title + (f" ({told})" if told else "")


def _time(item: Time) -> Row:
    return {
        "text": item.text, "kind": item.kind, "start": item.start, "end": item.end, "precision": item.precision,
        "anchor": item.anchor, **_place(item),
    }  # fmt: skip
