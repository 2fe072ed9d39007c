"""All routes of the API as one router, under `/api/v1`."""

from __future__ import annotations

from fastapi import APIRouter

from onrecord.api import asking, entries, judging, proving, reports
from onrecord.web.answers import Answers
from onrecord.web.house import House
from onrecord.web.ready import Ready

PREFIX = "/api/v1"


def router(house: House, ready: Ready) -> APIRouter:
    """The API of a record.

    Args:
        house: the record and what is allowed.
        ready: answers that are kept.
    """
    made = Answers(house, ready)
    whole = APIRouter(prefix=PREFIX)
    for part in (reports, entries, asking, proving, judging):
        whole.include_router(part.routes(made))
    return whole
