"""Actors and dyads: who is in the record, one of them with all that was said, two of them over time."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from msgspec.structs import replace
from sqlalchemy import Connection

from onrecord.analysis import dyads as pairs
from onrecord.analysis import people
from onrecord.codebook.countries import name_of
from onrecord.desk.drawn import spec
from onrecord.desk.pages import Pages
from onrecord.query import pages as entries
from onrecord.query import search
from onrecord.query.brief import brief
from onrecord.query.filters import Filter

_PAGE = 50
_DRAWN, _ABOUT = 250, 100
"""Events and claims of a chart, the newest: a page stays small, and the lists lead to all."""


def routes(pages: Pages) -> APIRouter:
    """The routes."""
    router = APIRouter()

    @router.get("/actors")
    def actors(request: Request, name: str = "", page: Annotated[int, Query(ge=1, le=2000)] = 1) -> Response:
        def shown(connection: Connection) -> dict[str, Any]:
            found = search.actors(connection, name.strip() or None, _PAGE + 1, (page - 1) * _PAGE)
            more = urlencode({"name": name, "page": page + 1}) if len(found) > _PAGE else None
            return {"found": found[:_PAGE], "name": name, "more": more}

        return pages.to(request, "actors.html", shown)

    @router.get("/actors/{who:path}")
    def actor(request: Request, who: str, cursor: str | None = None) -> Response:
        def shown(connection: Connection) -> dict[str, Any]:
            found = people.profile(connection, who)
            said = entries.page(connection, "s", Filter(who=found.entity), 25, cursor or None)
            held = entries.page(connection, "c", Filter(who=found.entity), 12)
            acts = entries.page(connection, "e", Filter(who=found.entity, series="all"), 12)
            return {
                "actor": found, "said": said.entries, "held": held.entries, "acts": acts.entries,
                "more": urlencode({"cursor": said.cursor}) if said.cursor else None,
                "names": entries.called(connection, [*held.entries, *acts.entries]) | _sides(connection, found),
            }  # fmt: skip

        return pages.to(request, "actor.html", shown)

    @router.get("/dyads")
    def listed(request: Request, page: Annotated[int, Query(ge=1, le=2000)] = 1) -> Response:
        def shown(connection: Connection) -> dict[str, Any]:
            found = pairs.dyads(connection, _PAGE + 1, (page - 1) * _PAGE)
            return {"found": found[:_PAGE], "more": urlencode({"page": page + 1}) if len(found) > _PAGE else None}

        return pages.to(request, "dyads.html", shown)

    @router.get("/dyads/{one}/{other}")
    def dyad(request: Request, one: str, other: str, since: str | None = None, until: str | None = None) -> Response:
        def shown(connection: Connection) -> dict[str, Any]:
            days = (since or None, until or None)
            made = pairs.dyad(connection, one, other, *days)
            charts = {}
            if made.points or made.claims:
                charts["dyad"] = spec("dyad", replace(made, points=made.points[:_DRAWN], claims=made.claims[:_ABOUT]))
            elif made.ties:  # else they are the last row of the chart of events
                charts["ties"] = spec("ties", made)
            return {
                "rests_on": _rests_on(connection, [tie.id for tie in made.ties]),
                "one": one, "other": other, "made": made, "charts": charts, "asked": {"since": since, "until": until},
                "brief": brief(connection, one, other, *days),
            }  # fmt: skip

        return pages.to(request, "dyad.html", shown)

    return router


def _sides(connection: Connection, found: people.ActorPage) -> dict[str, str]:
    """Names of those with whom somebody has events, by code or id."""
    known = entries.known_as(connection, [label for label, _ in found.with_ if ":" in label])
    return {label: known[label].name if label in known else name_of(label) for label, _ in found.with_}


def _rests_on(connection: Connection, ties: list[str]) -> dict[str, list[str]]:
    """The standings of the claims about each tie: what is contested is no plain fact."""
    found = entries.objects(connection, [entries.entry_of(connection, id_) for id_ in ties])
    claims = {id_: list(entry["claims"]) for id_, entry in zip(ties, found, strict=True)}
    known = entries.standings(connection, [one for held in claims.values() for one in held])
    return {id_: sorted({known[one] for one in held if one in known}) for id_, held in claims.items()}
