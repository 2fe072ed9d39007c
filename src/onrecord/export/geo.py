"""Events as GeoJSON (RFC 7946): a FeatureCollection of points, written one feature a line as they come.

No point is sharper than the text: `precision` says whether it stands for a spot, a city, a region, a country or a sea.
Events without a place, or with one that no point would be honest for, are left out.
"""

from __future__ import annotations

from typing import IO, Any

import msgspec
from sqlalchemy import Connection

from onrecord.export.columns import Entry, inner, listed
from onrecord.export.dyads import Side, day, intensity
from onrecord.export.known import Known
from onrecord.export.lines import Written
from onrecord.query.filters import Filter
from onrecord.query.pages import every

PROPERTIES: dict[str, str] = {
    "type": "PLOVER type",
    "mode": "PLOVER mode",
    "quad": "quad of the type",
    "intensity": "the PLOVER manual's score of the mode or type, -10 to 10",
    "place": "place, by its usual name",
    "iso3": "country of the place",
    "admin1": "first-level region, ISO 3166-2",
    "precision": "what the point stands for: point city admin1 country sea region",
    "date": "a full day, to sort and filter by",
    "date_basis": "what it is: told, start (first day of a longer time), published (the text gives none)",
    "start": "first day as the text gives it, with the precision known",
    "end": "last day as the text gives it",
    "actors": "names, with | between them",
    "recipients": "names, with | between them",
    "series": "observed attributed disputed background not_counted; only observed is told as fact",
    "standing": "what follows from all the stances on it; no truth score",
    "holders": "who says so, as objects with holder and stance",
    "roots": "independent origins",
    "reports": "reports that tell it",
    "outlets": "outlets that tell it",
    "text": "the sentence",
    "report": "report that the sentence is from",
    "url": "its address",
    "anchors": "every place that it was read from",
}
"""The properties of a feature, with what they tell."""


def write(connection: Connection, kind: str, asked: Filter, out: IO[bytes]) -> Written:
    """Write events as a FeatureCollection.

    Args:
        connection: of a reader.
        kind: `e`.
        asked: which events.
        out: where to.
    """
    known, count, left = Known(connection), 0, 0
    out.write(b'{"type":"FeatureCollection","features":[')
    for event in known.beside(every(connection, kind, asked)):
        if inner(event, "where", "lat") is None or inner(event, "where", "lon") is None:
            left += 1
            continue
        out.write(b"\n" if count == 0 else b",\n")
        out.write(msgspec.json.encode(feature(event, known)))
        count += 1
    out.write(b"\n]}\n")
    return Written(count, left)


def feature(event: Entry, known: Known) -> dict[str, Any]:
    """An event that has coordinates as a Feature."""
    place, filed = event["where"], day(event)
    values = {name: event[name] for name in PROPERTIES if name in event} | {
        "intensity": intensity(event),
        "place": place["name"],
        "iso3": place["iso3"],
        "admin1": place["admin1"],
        "precision": place["precision"],
        "date": filed.day,
        "date_basis": filed.basis,
        "start": inner(event, "when", "start"),
        "end": inner(event, "when", "end"),
        "actors": _names(event["actors"], known),
        "recipients": _names(event["recipients"], known),
        "holders": [{"holder": one["holder"], "stance": one["stance"]} for one in event["holders"]],
        "text": known.sentence(event)[0],
        "url": known.report(event["report"]).url,
    }
    return {
        "type": "Feature",
        "id": event["id"],
        "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
        "properties": {name: values[name] for name in PROPERTIES},
    }


def _names(sides: list[Side], known: Known) -> str | None:
    return listed(known.called(side["entity"], side["text"]) for side in sides)
