"""Routes of questions across the record: search, brief, who is in it, dyads, places, networks, counts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from onrecord.analysis import dyads, network, overview, people, places, timeline
from onrecord.api.asked import Asked, Limit, Offset, Outlet, Since, Until
from onrecord.api.described import answers, list_of, ref
from onrecord.query import search
from onrecord.query.brief import brief
from onrecord.web.answers import Answers

Words = Annotated[
    str, Query(min_length=1, max_length=300, description="All of them; between quotation marks, as they stand.")
]
Name = Annotated[str | None, Query(max_length=300, description="A part of a name, or of an id.")]
Side = Annotated[str, Path(max_length=300, description="A code, a name, or an id.")]


def routes(made: Answers) -> APIRouter:
    """The routes."""
    router = APIRouter(tags=["questions"])

    @router.get("/overview", responses=answers(ref("Overview"), 304))
    def counts(request: Request) -> Response:
        """What the record holds, counted."""
        return made.to(request, overview.overview)

    @router.get("/search", responses=answers(list_of("Hit"), 304))
    def searched(  # noqa: PLR0913 - one parameter for each filter
        request: Request, q: Words, since: Since = None, until: Until = None, outlet: Outlet = None,
        limit: Limit = 50, offset: Offset = 0,
    ) -> Response:  # fmt: skip
        """Reports that hold all the words, best first, with the passage."""
        return made.to(
            request,
            lambda connection: {"items": search.search(connection, q, limit, offset, (since, until), outlet)},
        )

    @router.get("/actors", responses=answers(list_of("KnownActor"), 304))
    def actors(request: Request, name: Name = None, limit: Limit = 50, offset: Offset = 0) -> Response:
        """Who is in the record, those in most reports first."""
        return made.to(request, lambda connection: {"items": search.actors(connection, name, limit, offset)})

    @router.get("/actors/{who}", responses=answers(ref("ActorPage"), 304, 404))
    def actor(request: Request, who: Side) -> Response:
        """One of them: names, offices, counts, with whom, and where they said otherwise before."""
        return made.to(request, lambda connection: people.profile(connection, who))

    @router.get("/dyads", responses=answers(list_of("Dyad"), 304))
    def pairs(request: Request, limit: Limit = 50, offset: Offset = 0) -> Response:
        """Pairs of countries, those with most events between them first."""
        return made.to(request, lambda connection: {"items": dyads.dyads(connection, limit, offset)})

    @router.get("/dyads/{one}/{other}", responses=answers(ref("DyadSeries"), 304, 404))
    def dyad(request: Request, one: Side, other: Side, since: Since = None, until: Until = None) -> Response:
        """Two sides over time: events by month and series, ties, claims about each other."""
        return made.to(request, lambda connection: dyads.dyad(connection, one, other, since, until))

    @router.get("/brief/{one}/{other}", responses=answers(ref("Brief"), 304))
    def briefly(request: Request, one: Side, other: Side, since: Since = None, until: Until = None) -> Response:
        """What the record holds of two sides, each line a record with its citation."""
        return made.to(request, lambda connection: brief(connection, one, other, since, until))

    @router.get("/bars", responses=answers(list_of("Bar"), 304))
    def bars(request: Request, asked: Asked, limit: Limit = 200) -> Response:
        """Events as bars of a timeline: from when to when as told, and when it was told."""
        return made.to(request, lambda connection: {"items": timeline.timeline(connection, asked, limit)})

    @router.get("/places", responses=answers(list_of("Spot"), 304))
    def where(request: Request, asked: Asked, limit: Limit = 200) -> Response:
        """Places of events, as sharp as they are told and no sharper."""
        return made.to(request, lambda connection: {"items": places.places(connection, asked, limit)})

    @router.get("/network", responses=answers(ref("Network"), 304))
    def net(
        request: Request, since: Since = None, until: Until = None,
        series: Annotated[str, Query(max_length=40)] = "observed",
        most: Annotated[int, Query(ge=2, le=200, description="Sides at most.")] = 60,
    ) -> Response:  # fmt: skip
        """Who acts towards whom, over time."""
        return made.to(request, lambda connection: network.network(connection, since, until, series, most=most))

    return router
