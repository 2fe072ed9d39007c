"""Pictures of many events: the timeline, the map, the network over time."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from onrecord.analysis.network import Network, network
from onrecord.analysis.places import places
from onrecord.analysis.timeline import timeline
from onrecord.desk import assets
from onrecord.desk.drawn import spec
from onrecord.desk.pages import Pages
from onrecord.desk.views.entries import asked_of, choices, filter_of
from onrecord.model.event import Series


def routes(pages: Pages) -> APIRouter:
    """The routes."""
    router = APIRouter()

    @router.get("/timeline")
    def days(request: Request, limit: Annotated[int, Query(ge=10, le=250)] = 100) -> Response:
        empty = _empty(request)

        def shown(connection: Connection) -> dict[str, Any]:
            found = timeline(connection, filter_of(empty["asked"], series="observed"), limit)
            return empty | {"found": found, "charts": {"timeline": spec("timeline", found)} if found else {}}

        return pages.to(request, "timeline.html", shown, empty)

    @router.get("/map")
    def world(request: Request) -> Response:
        empty = _empty(request)

        def shown(connection: Connection) -> dict[str, Any]:
            found = places(connection, filter_of(empty["asked"], series="observed"))
            charts = {"world": spec("world", found, assets.address(assets.WORLD))} if found else {}
            return empty | {"found": found, "charts": charts}

        return pages.to(request, "map.html", shown, empty)

    @router.get("/network")
    def net(
        request: Request, since: str | None = None, until: str | None = None, series: str = "observed",
        most: Annotated[int, Query(ge=2, le=120)] = 40,
    ) -> Response:  # fmt: skip
        asked = {"since": since, "until": until, "series": series, "most": most}
        empty = {"made": Network((), (), ()), "charts": {}, "asked": asked, "all_series": (*get_args(Series), "all")}

        def shown(connection: Connection) -> dict[str, Any]:
            made = network(connection, since or None, until or None, series, most=most)
            return empty | {"made": made, "charts": {"network": spec("network", made)} if made.edges else {}}

        return pages.to(request, "network.html", shown, empty)

    return router


def _empty(request: Request) -> dict[str, Any]:
    """What a picture's page shows before anything is found."""
    return {"found": (), "charts": {}, "asked": asked_of(request), "choices": choices("events")}
