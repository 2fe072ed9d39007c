"""Events, ties, who is in them, and the reports, as FollowTheMoney entities: one JSON object a line.

| of the record | becomes |
|---|---|
| a person | `Person` |
| a country, government or military | `PublicBody` |
| an IGO, organization, armed group, outlet | `Organization` |
| a people, a place that acts | `LegalEntity` |
| a report | `Article`, without its text |
| an event | `Event`, with its parties as `involved`; parties without an entity are `namesMentioned` |
| a report that tells an event | `Documentation`, with the places in the report as its `description` |
| a tie | `UnknownLink`, with kind and status as its `role` |

An event that is not told as fact says so at the end of its name; `keywords` and `notes` have series, standing and
who says so. Dates have the precision of the text; where it gives none there is none. A tie is never a `Sanction`:
whoever is in a report's sanctions, proposed or lifted, would be taken for listed. Claims and statements have no schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha1
from typing import IO, Any

from sqlalchemy import Connection

from onrecord.codebook.countries import name_of
from onrecord.errors import EngineError
from onrecord.export.columns import Entry, passage
from onrecord.export.dyads import Side, tie_pairs, ties
from onrecord.export.known import Known, entities
from onrecord.export.lines import Written, json_line
from onrecord.model import Report
from onrecord.query.filters import Filter
from onrecord.query.pages import every

_SCHEMATA = {
    "person": "Person", "country": "PublicBody", "government": "PublicBody", "military": "PublicBody",
    "igo": "Organization", "organization": "Organization", "armed_group": "Organization", "media": "Organization",
}  # fmt: skip
_OTHER = "LegalEntity"


def write(connection: Connection, kind: str, asked: Filter, out: IO[bytes]) -> Written:
    """Write a record as FollowTheMoney entities.

    Args:
        connection: of a reader.
        kind: `e`.
        asked: which events, and ties beside them.
        out: where to.

    Raises:
        EngineError: followthemoney is not installed.
    """
    try:
        from followthemoney import model
    except ImportError as error:
        raise EngineError("FollowTheMoney entities need followthemoney: pip install 'onrecord[ftm]'") from error
    total = 0
    for entity in _Maker(model, Known(connection)).all(connection, asked):
        json_line(out, entity)
        total += 1
    return Written(total)


class _Maker:
    """Makes entities, each party and report once.

    Args:
        model: of followthemoney.
        known: names and reports.
    """

    def __init__(self, model: Any, known: Known) -> None:
        self._model = model
        self._known = known
        self._made: set[str] = set()

    def all(self, connection: Connection, asked: Filter) -> Iterator[dict[str, Any]]:
        """The entities: parties and reports before the events and ties that name them."""
        for event in self._known.beside(every(connection, "e", asked), tellings=True):
            yield from self._parties(event)
            yield from self._reports(event)
            yield self._event(event)
            yield from self._tellings(event)
        for tie in self._known.beside(ties(connection, asked), tellings=True):
            yield from self._parties(tie)
            yield from self._reports(tie)
            yield from self._links(tie)

    def _parties(self, entry: Entry) -> Iterator[dict[str, Any]]:
        for entity in dict.fromkeys(entities(entry)):
            if _id("party", entity) in self._made:
                continue
            kind, _, rest = entity.partition(":")
            found = self._known.name(entity)
            country = found.iso3 if found is not None else rest if kind == "country" else None
            name = found.name if found is not None else name_of(rest) if kind == "country" else entity
            yield self._entity(
                _SCHEMATA.get(kind, _OTHER), _id("party", entity),
                name=name, country=country, topics="gov.igo" if kind == "igo" else None,
            )  # fmt: skip

    def _reports(self, entry: Entry) -> Iterator[dict[str, Any]]:
        for id_ in _tellers(entry):
            if _id("report", id_) not in self._made:
                report = self._known.head(id_)
                yield self._entity(
                    "Article", _id("report", id_),
                    title=report.title, fileName=id_, publisher=report.outlet, publishedAt=report.published,
                    author=report.byline, sourceUrl=report.url, language=report.language,
                )  # fmt: skip

    def _event(self, event: Entry) -> dict[str, Any]:
        sides: Sequence[Side] = (*event["actors"], *event["recipients"])
        report: Report = self._known.report(event["report"])
        place = event["where"]
        return self._entity(
            "Event", _id("event", event["id"]),
            name=self._title(event),
            **_dates(event),
            summary=" ".join(self._known.sentence(event)[0].split()),
            location=place["name"] if place is not None else None,
            country=place["iso3"] if place is not None else None,
            involved=[_id("party", side["entity"]) for side in sides if side["entity"] is not None],
            namesMentioned=[side["text"] for side in sides if side["entity"] is None],
            keywords=[
                event["type"], *([event["mode"]] if event["mode"] else []), *event["contexts"],
                f"series:{event['series']}", f"standing:{event['standing']}", f"realis:{event['realis']}",
            ],
            notes=_told(event), publisher=event["outlets"], sourceUrl=report.url, proof=_id("report", report.id),
            recordId=event["id"],
        )  # fmt: skip

    def _title(self, event: Entry) -> str:
        what = f"{event['type']} ({event['mode']})" if event["mode"] else event["type"]
        sides = [
            ", ".join(self._known.called(side["entity"], side["text"]) for side in some)
            for some in (event["actors"], event["recipients"])
        ]
        name = f"{what}: {sides[0] or '?'}" + (f" → {sides[1]}" if sides[1] else "")
        return name if event["series"] == "observed" else f"{name} [{event['series'].replace('_', ' ')}]"

    def _tellings(self, event: Entry) -> Iterator[dict[str, Any]]:
        for id_ in _tellers(event):
            places = [passage(id_, anchor) for anchor in event["anchors"] if anchor["report"] == id_]
            yield self._entity(
                "Documentation", _id("telling", event["id"], id_),
                document=_id("report", id_), entity=_id("event", event["id"]), role="tells it", description=places,
                date=self._known.head(id_).published,
            )  # fmt: skip

    def _links(self, tie: Entry) -> Iterator[dict[str, Any]]:
        role = f"{tie['kind'].replace('_', ' ')} ({tie['status'].replace('_', ' ')})"
        for one, other in tie_pairs(tie):
            yield self._entity(
                "UnknownLink", _id("tie", tie["id"], one, other),
                subject=_id("party", one), object=_id("party", other), role=role, status=tie["status"],
                startDate=tie["from"], endDate=tie["to"], summary=tie["name"]["text"] if tie["name"] else None,
                publisher=tie["outlets"], proof=_id("report", tie["report"]), recordId=tie["id"],
                description=[passage(anchor["report"], anchor) for anchor in tie["anchors"]],
            )  # fmt: skip

    def _entity(self, schema: str, id_: str, **values: Any) -> dict[str, Any]:
        """An entity as plain JSON; what the schema's types cannot hold is left out by followthemoney."""
        made = self._model.make_entity(schema)
        made.id = id_
        for name, value in values.items():
            made.add(name, value)
        self._made.add(id_)
        plain = made.to_dict()
        return {
            "id": plain["id"], "schema": plain["schema"], "properties": dict(sorted(plain["properties"].items()))
        }  # fmt: skip


def _id(*parts: str) -> str:
    """The id of an entity: the same for the same thing in every export."""
    return f"onrecord-{parts[0]}-{sha1(chr(0).join(parts).encode('utf-8')).hexdigest()[:20]}"


def _tellers(entry: Entry) -> list[str]:
    return list(dict.fromkeys(anchor["report"] for anchor in entry["anchors"]))


def _dates(event: Entry) -> dict[str, str | None]:
    when = event["when"]
    if when is None:
        return {}
    if when["start"] == when["end"]:
        return {"date": when["start"]}
    return {"startDate": when["start"], "endDate": when["end"]}


def _told(event: Entry) -> str:
    """What to know before believing it."""
    holders = "; ".join(f"{one['holder']} {one['stance']}" for one in event["holders"])
    return (
        f"OnRecord: series {event['series']}, standing {event['standing']}, realis {event['realis']}, "
        f"{event['roots']} independent origin(s), {event['reports']} report(s). Holders: {holders}"
    )
