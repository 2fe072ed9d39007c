"""All routes of the API as one router, under `/api/v1`."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.dependencies.models import Dependant

from onrecord.api import asking, entries, judging, proving, reports
from onrecord.errors import ConfigError
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
    whole = APIRouter(prefix=PREFIX, dependencies=[Depends(_known)])
    for part in (reports, entries, asking, proving, judging):
        whole.include_router(part.routes(made))
    return whole


def _known(request: Request) -> None:
    """Refuse a parameter that the route does not have: a misspelt filter must not answer with everything.

    Raises:
        ConfigError: the message names those that it has.
    """
    if not request.query_params:
        return
    has = _parameters(request.scope["route"].dependant)
    unknown = sorted(request.query_params.keys() - has)
    if unknown:
        named = ", ".join(sorted(has)) or "none"
        raise ConfigError(f"no parameter {unknown[0][:100]!r} here; there are: {named}")


def _parameters(of: Dependant) -> set[str]:
    """The names of the query's parameters that a route has, those of its dependencies too."""
    own = {field.alias for field in of.query_params}
    return own.union(*(_parameters(one) for one in of.dependencies))
