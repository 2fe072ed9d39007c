"""Routes of review: the pairs that merging was least sure of, why it decided so, and what people judge."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from onrecord.api.asked import Said
from onrecord.api.described import answers, list_of
from onrecord.query import review
from onrecord.query.filters import KINDS
from onrecord.web.answers import Answers, json


class Judged(BaseModel):
    """What a person judged."""

    model_config = ConfigDict(extra="forbid")

    verb: Literal["join", "split", "accept", "correct", "note", "undo"]
    one: Said = Field(max_length=100, description="Id of an item.")
    other: Said | None = Field(None, max_length=100, description="Id of another item of the same kind.")
    field: Said | None = Field(None, max_length=100, description="Of a correction.")
    value: Said | None = Field(None, max_length=1_000)
    note: Said | None = Field(None, max_length=4_000)
    by: Said | None = Field(None, max_length=200, description="Who judges.")


def routes(made: Answers) -> APIRouter:
    """The routes."""
    router = APIRouter(tags=["review"])

    @router.get("/review", responses=answers(list_of("Pair"), 304))
    def uncertain(
        request: Request,
        kind: Annotated[Literal["events", "claims", "statements", "ties"] | None, Query()] = None,
        limit: Annotated[int, Query(ge=1, le=100)] = 50,
    ) -> Response:
        """Pairs that merging was least sure of, with what weighs for and against."""
        letter = KINDS[kind] if kind is not None else None
        return made.to(request, lambda connection: {"items": review.uncertain(connection, letter, limit)})

    @router.get("/why/{one}", responses=answers(list_of("Pair"), 304, 404))
    def why(
        request: Request,
        one: Annotated[str, Path(max_length=100)],
        other: Annotated[str | None, Query(max_length=100)] = None,
    ) -> Response:
        """Why two items are one entry or two; of one alone, against all that it was compared with."""
        return made.to(request, lambda connection: {"items": review.why(connection, one, other)})

    @router.post("/judgements", status_code=201, responses=answers({"type": "object"}, 403, 408, 413, ok=201))
    def judge(judged: Judged) -> Response:
        """Keep a judgement; it outlives re-reading. For a server that was started with `--writable`."""
        made.house.judge(
            judged.verb, judged.one, judged.other, field=judged.field, value=judged.value, note=judged.note,
            by=judged.by,
        )  # fmt: skip
        return json({"kept": True}, 201)

    return router
