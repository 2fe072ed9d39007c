"""What can be asked for in the address of a question, and the checks that it must pass."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query
from pydantic import AfterValidator

from onrecord.query.filters import Filter

_LONG = 300


def _without_nul(said: str) -> str:
    if "\0" in said:
        raise ValueError("holds a NUL character, which PostgreSQL cannot keep: remove it")
    return said


Said = Annotated[str, AfterValidator(_without_nul)]
"""Words of a body; in an address the guard looks for NUL characters."""
Who = Annotated[
    str | None, Query(max_length=_LONG, description="Who acts, says it, holds a stance: a code, a name, an id.")
]
To = Annotated[str | None, Query(max_length=_LONG, description="Whom it is done to, or said of.")]
Type = Annotated[str | None, Query(max_length=_LONG, description="PLOVER type, act of a cue, kind of a tie.")]
Series = Annotated[
    str | None,
    Query(max_length=_LONG, description="Of events: observed attributed disputed background not_counted, or all."),
]
Standing = Annotated[str | None, Query(max_length=_LONG, description="As contested, denied, corroborated.")]
Since = Annotated[str | None, Query(max_length=_LONG, description="From this day on: 2024, 2024-06 or 2024-06-19.")]
Until = Annotated[str | None, Query(max_length=_LONG, description="Until this day.")]
Place = Annotated[str | None, Query(max_length=_LONG, description="A country, or a place by name.")]
Outlet = Annotated[str | None, Query(max_length=_LONG, description="Told by this outlet.")]
Text = Annotated[str | None, Query(max_length=_LONG, description="All these words stand in it.")]
Reports = Annotated[int, Query(ge=1, le=1_000_000, description="Told in at least so many reports.")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many on a page.")]
Offset = Annotated[int, Query(ge=0, le=100_000, description="How many to leave out.")]
Cursor = Annotated[str | None, Query(max_length=_LONG, description="Where the page before ended: it says so.")]
Oldest = Annotated[bool, Query(description="The oldest first, those without a day left out.")]


def _filter(  # noqa: PLR0913 - one parameter for each filter
    who: Who = None,
    to: To = None,
    type: Type = None,
    series: Series = None,
    standing: Standing = None,
    since: Since = None,
    until: Until = None,
    place: Place = None,
    outlet: Outlet = None,
    text: Text = None,
    reports: Reports = 1,
) -> Filter:
    return Filter(who, to, type, series, standing, since, until, place, outlet, text, reports)


Asked = Annotated[Filter, Depends(_filter)]
