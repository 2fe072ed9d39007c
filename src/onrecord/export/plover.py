"""Events as PLOVER JSON: one object an event, one a line, with the field names of the PLOVER manual.

| field | holds |
|---|---|
| `id` | id of the entry |
| `date`, `enddate` | full days; `onrecord.date_basis` says what `date` is |
| `source`, `recipient` | actors: `code` (country), `sector`, `actor_text`, `identifier_id`, `identifier_text` |
| `event`, `mode`, `context` | type (a list of one), mode, contexts |
| `quad_code` | 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict |
| `event_scale` | the manual's conflict-cooperation score of the mode or type |
| `event_loc` | `name`, `latitude`, `longitude`, `cc3`, `admin1 code` |
| `event_text` | the words that tell it, a list |
| `text`, `text_info` | the sentence, and where it stands in the report: `start`, `end`, and `in` for the title |
| `cite_info` | `citation` (id of the report), `url`, `title`, `language`, `publication`, `coder`, `codebook` |
| `onrecord` | what PLOVER has no field for: series, standing, holders, roots, anchors ... |

Fields without a value are left out, and so are events without an actor, or without the recipient that their type
requires. `text` is a sentence of somebody's report: whoever passes a file on answers for the right to.

Source: the PLOVER manual, "PLOVER JSON" (openeventdata).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any

from sqlalchemy import Connection

from onrecord._version import __version__
from onrecord.export.columns import Entry, inner
from onrecord.export.dyads import Side, complete, day, intensity, mutual, quad_number
from onrecord.export.known import Known
from onrecord.export.lines import Written, json_line
from onrecord.query.filters import Filter
from onrecord.query.pages import every

_BESIDE = (
    "series", "standing", "roots", "level", "realis", "aux", "own", "score", "claim", "holders", "history", "figures",
    "trigger", "when", "where", "quantities", "reports", "outlets", "first", "last", "anchors", "judged",
)  # fmt: skip


def write(connection: Connection, kind: str, asked: Filter, out: IO[bytes]) -> Written:
    """Write events as PLOVER JSON.

    Args:
        connection: of a reader.
        kind: `e`.
        asked: which events.
        out: where to.
    """
    known, count, left = Known(connection), 0, 0
    for event in known.beside(every(connection, kind, asked)):
        if complete(event):
            json_line(out, plover(event, known))
            count += 1
        else:
            left += 1
    return Written(count, left)


def plover(event: Entry, known: Known) -> dict[str, Any]:
    """An event as the object of its PLOVER JSON."""
    report = known.report(event["report"])
    text, lo, hi = known.sentence(event)
    filed = day(event)
    end = inner(event, "when", "end")
    sides = event["actors"], event["actors"] if mutual(event) else event["recipients"]
    return _filled(
        {
            "id": event["id"],
            "date": filed.day,
            "enddate": end if end is not None and len(end) == 10 and end != filed.day else None,
            "source": _actors(sides[0], known),
            "recipient": _actors(sides[1], known),
            "event": [event["type"]],
            "mode": event["mode"],
            "context": event["contexts"],
            "quad_code": quad_number(event),
            "event_scale": intensity(event),
            "event_loc": _place(event),
            "event_text": [event["trigger"]["text"]],
            "text": text,
            "text_info": _filled({"start": lo, "end": hi, "in": event["trigger"].get("in")}),
            "cite_info": _filled(
                {
                    "citation": report.id, "url": report.url, "title": report.title, "language": report.language,
                    "publication": report.outlet, "coder": f"onrecord {__version__}", "codebook": "plover-2.0",
                }
            ),
            "onrecord": _filled(
                {"date_basis": filed.basis, "mutual": mutual(event)}
                | {name: event[name] for name in _BESIDE if name in event}
            ),
        }
    )  # fmt: skip


def _actors(sides: Sequence[Side], known: Known) -> list[dict[str, Any]]:
    return [
        _filled(
            {
                "code": side["iso3"], "sector": side["sector"], "actor_text": side["text"],
                "identifier_id": side["entity"],
                "identifier_text": known.called(side["entity"], "") if side["entity"] else None,
            }
        )
        for side in sides
    ]  # fmt: skip


def _place(event: Entry) -> dict[str, Any] | None:
    place = event["where"]
    if place is None:
        return None
    return _filled(
        {
            "name": place["name"], "latitude": place["lat"], "longitude": place["lon"], "cc3": place["iso3"],
            "admin1 code": place["admin1"],
        }
    )  # fmt: skip


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None and value != [] and value != ""}
