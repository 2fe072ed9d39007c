"""Routes of what the record holds: events, claims, statements, ties; one entry; days in order."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Request, Response
from sqlalchemy import Connection

from onrecord.api.asked import Asked, Cursor, Limit, Oldest
from onrecord.api.described import answers, page_of, ref
from onrecord.errors import DataError
from onrecord.query import pages
from onrecord.query.filters import KINDS, Filter
from onrecord.web.answers import Answers

Id = Annotated[str, Path(max_length=100, description="Of the entry, or of any telling of it.")]


def routes(made: Answers) -> APIRouter:
    """The routes."""
    router = APIRouter(tags=["entries"])
    for noun in KINDS:
        _listed(router, made, noun)
        _one(router, made, noun)

    @router.get("/timeline", responses=answers(page_of("Entry"), 304))
    def timeline(request: Request, asked: Asked, limit: Limit = 50, cursor: Cursor = None) -> Response:
        """Events day by day, the oldest first; those told as fact, unless `series` asks for others."""
        return made.to(request, lambda connection: _page(connection, "e", asked, limit, cursor, True))

    return router


def _listed(router: APIRouter, made: Answers, noun: str) -> None:
    @router.get(f"/{noun}", name=noun, responses=answers(page_of("Entry"), 304))
    def listed(
        request: Request, asked: Asked, limit: Limit = 50, cursor: Cursor = None, oldest: Oldest = False
    ) -> Response:
        return made.to(request, lambda connection: _page(connection, KINDS[noun], asked, limit, cursor, oldest))

    listed.__doc__ = f"The {noun} of the record, newest first."


def _one(router: APIRouter, made: Answers, noun: str) -> None:
    @router.get(f"/{noun}/{{id}}", name=f"one of {noun}", responses=answers(ref("Entry"), 304, 404))
    def one(request: Request, id: Id) -> Response:
        if id[:1] != KINDS[noun]:
            raise DataError(f"{id}: not an id of {noun} (theirs begin with {KINDS[noun]!r})")
        return made.to(request, lambda connection: pages.one(connection, id))

    one.__doc__ = f"One of the {noun}, with every place that it was read from."


def _page(
    connection: Connection, kind: str, asked: Filter, limit: int, cursor: str | None, oldest: bool
) -> dict[str, Any]:
    """A page as it is answered; of events those told as fact, unless a series is asked for."""
    if kind == "e" and asked.series is None:
        asked = msgspec.structs.replace(asked, series="observed")
    page = pages.page(connection, kind, asked, limit, cursor, oldest)
    return {"items": page.entries, "cursor": page.cursor}
