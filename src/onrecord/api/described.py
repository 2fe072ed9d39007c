"""What OpenAPI says of the answers: the schema of a reading, of entries, of everything that `query` gives."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, get_args

import msgspec

from onrecord.analysis import dyads, network, overview, people, places, timeline
from onrecord.query import brief, held, review, search, whole
from onrecord.query.schema import schema
from onrecord.record.keeping import Kept, What
from onrecord.web.problems import MEDIA, Problem

_REF = "#/components/schemas/{name}"
_STRUCTS: tuple[Any, ...] = (
    search.Hit, brief.Brief, held.Held, held.Hashes, review.Pair, whole.Whole, Problem,
    overview.Overview, people.ActorPage, dyads.Dyad, dyads.DyadSeries, timeline.Bar, places.Spot, network.Network,
)  # fmt: skip
_ENTRY: dict[str, Any] = {
    "type": "object",
    "description": "A statement, claim, event or tie of the record, with the fields of a reading's (docs/reading.md) "
    "and those of the record (docs/record.md).",
    "required": ["id", "report", "anchors", "reports", "roots", "outlets", "first", "last"],
    "properties": {
        "id": {"type": "string"},
        "report": {"type": "string", "description": "The report whose fields and spans are shown."},
        "anchors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["report", "span"],
                "properties": {
                    "report": {"type": "string"},
                    "span": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
                    "in": {"const": "title"},
                },
            },
        },
        "reports": {"type": "integer", "minimum": 1},
        "roots": {"type": "integer", "minimum": 0},
        "outlets": {"type": "array", "items": {"type": "string"}},
        "first": {"type": ["string", "null"]},
        "last": {"type": ["string", "null"]},
    },
}

_KEPT: dict[str, Any] = {
    "type": "object",
    "description": "What became of a report.",
    "required": list(Kept._fields),
    "properties": {
        "report": {"type": "string"},
        "what": {"enum": list(get_args(What))},
        "revision": {"type": "integer", "minimum": 1},
        "reprint_of": {"type": ["string", "null"]},
    },
}


def ref(name: str) -> dict[str, Any]:
    """A reference to a schema."""
    return {"$ref": _REF.format(name=name)}


def page_of(name: str) -> dict[str, Any]:
    """The schema of a page."""
    return {
        "type": "object",
        "required": ["items", "cursor"],
        "properties": {
            "items": {"type": "array", "items": ref(name)},
            "cursor": {"type": ["string", "null"], "description": "Gives the next page; null where this is the last."},
        },
    }


def list_of(name: str) -> dict[str, Any]:
    """The schema of a list without pages."""
    return {"type": "object", "required": ["items"], "properties": {"items": {"type": "array", "items": ref(name)}}}


def answers(
    made: dict[str, Any] | None, *statuses: int, media: Collection[str] = ("application/json",), ok: int = 200
) -> Any:
    """The `responses` of a route: the good one, and the problems that it may have.

    Args:
        made: schema of the answer; None for one that is no JSON.
        statuses: of problems, beside those that every route may have.
        media: types that the answer may have.
        ok: status of the answer.
    """
    problem = {"content": {MEDIA: {"schema": ref("Problem")}}}
    schema = {"schema": made} if made is not None else {}
    told: dict[int | str, dict[str, Any]] = {
        ok: {"description": "The answer.", "content": dict.fromkeys(media, schema)}
    }
    words = {
        304: "The caller has it already.", 400: "It cannot be read at all.", 401: "A token is needed.",
        403: "Not allowed here.", 404: "Not there.", 408: "Too slow.", 413: "Too large.",
        421: "Another host was meant.", 422: "What was asked cannot be used.", 429: "Too many requests.",
        501: "A part is not installed.", 503: "Busy, or the record cannot be read.",
    }  # fmt: skip
    for status in sorted({*statuses, 400, 401, 421, 422, 429, 503}):
        told[status] = {"description": words[status], **({} if status == 304 else problem)}
    return told


def components() -> dict[str, Any]:
    """All schemas, by name."""
    _, made = msgspec.json.schema_components(_STRUCTS, ref_template=_REF)
    reading = _moved(schema())
    (_, known) = msgspec.json.schema_components((search.Actor,), ref_template=_REF)
    parts = reading.pop("$defs")
    assert not {name for name in parts if name in made and made[name] != parts[name]}
    every: dict[str, Any] = made | parts | {"KnownActor": known["Actor"], "Entry": _ENTRY, "Kept": _KEPT}
    return every


def _moved(part: Any) -> Any:
    """The same schema, its references pointing into OpenAPI's components."""
    if isinstance(part, dict):
        return {
            name: value.replace("#/$defs/", "#/components/schemas/") if name == "$ref" else _moved(value)
            for name, value in part.items()
        }
    return [_moved(one) for one in part] if isinstance(part, list) else part
