"""Claims, events, statements and ties: their lists with filters, and the page of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, select

from onrecord.analysis import claim as of_claim
from onrecord.codebook import plover
from onrecord.codebook.standing import Standing
from onrecord.desk.drawn import spec
from onrecord.desk.pages import Pages
from onrecord.errors import DataError
from onrecord.model.event import Series
from onrecord.query import pages as entries
from onrecord.query.filters import KINDS, Filter
from onrecord.record.words import passage
from onrecord.store.asking import many
from onrecord.store.tables import reports

_MOST = 60
"""Passages of a page: an entry that is told in more says how many."""
ASKED = ("who", "to", "type", "series", "standing", "since", "until", "place", "outlet", "text", "reports")


def asked_of(request: Request) -> dict[str, str]:
    """The filters of a request that say something."""
    return {name: value.strip() for name in ASKED if (value := request.query_params.get(name, "")[:300]).strip()}


def filter_of(asked: Mapping[str, str], **more: Any) -> Filter:
    """The filter of a request."""
    plain: dict[str, Any] = {**more, **asked}
    number = str(plain.get("reports", "1"))
    plain["reports"] = int(number) if number.isdigit() and len(number) < 7 else 1
    return Filter(**plain)


def routes(pages: Pages) -> APIRouter:
    """The routes."""
    router = APIRouter()
    for noun in KINDS:
        _list(router, pages, noun)
        _one(router, pages, noun)
    return router


def _list(router: APIRouter, pages: Pages, noun: str) -> None:
    @router.get(f"/{noun}", name=f"page of {noun}")
    def listed(
        request: Request, cursor: str | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 25
    ) -> Response:
        asked = asked_of(request)

        empty: dict[str, Any] = {
            "noun": noun,
            "found": [],
            "more": None,
            "asked": asked,
            "choices": choices(noun),
            "names": {},
        }

        def shown(connection: Connection) -> dict[str, Any]:
            wanted = filter_of(asked, **({"series": "all"} if noun == "events" else {}))
            page = entries.page(connection, KINDS[noun], wanted, limit, cursor or None)
            more = urlencode({**asked, "cursor": page.cursor}) if page.cursor else None
            names = entries.called(connection, page.entries)
            return empty | {"found": page.entries, "more": more, "names": names}

        return pages.to(request, "entries.html", shown, empty)


def choices(noun: str) -> dict[str, Sequence[str]]:
    """What the filters of a list offer to choose from."""
    standings = [one.value for one in Standing]
    return {
        "claims": {"standing": standings},
        "events": {"type": list(plover.types()), "series": list(get_args(Series)), "standing": standings},
    }.get(noun, {})  # type: ignore[return-value]


def _one(router: APIRouter, pages: Pages, noun: str) -> None:
    @router.get(f"/{noun}/{{id}}", name=f"page of one of {noun}")
    def one(request: Request, id: str) -> Response:
        if id[:1] != KINDS[noun]:
            raise DataError(f"{id[:40]}: not an id of {noun}")

        def shown(connection: Connection) -> dict[str, Any]:
            entry = entries.one(connection, id)
            names = entries.called(connection, [entry])
            told = {
                "noun": noun, "entry": entry, "names": names, "told_at": passages(connection, entry["anchors"][:_MOST]),
                "standings": entries.standings(connection, entry.get("claims", ())),
                "hidden": max(0, len(entry["anchors"]) - _MOST), "charts": {},
            }  # fmt: skip
            return told | (_of_claim(entry, names) if noun == "claims" else {})

        return pages.to(request, "claim.html" if noun == "claims" else "entry.html", shown)


def _of_claim(entry: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    cells = of_claim.matrix(entry)
    figures = of_claim.figures(entry)
    charts = {}
    if any(cell.first for cell in cells):
        charts["matrix"] = spec("matrix", cells, names)
    if figures:
        charts["figures"] = spec("figures", figures, names)
    return {"cells": cells, "figures": figures, "tree": of_claim.tree(entry), "charts": charts}


class Passage(msgspec.Struct, frozen=True):
    """A place where an entry is told: the sentence around it, in three pieces, and the report."""

    report: str
    outlet: str | None
    published: str | None
    title: str | None
    span: tuple[int, int]
    part: str
    before: str
    words: str
    after: str


def passages(connection: Connection, anchors: Sequence[Mapping[str, Any]]) -> list[Passage]:
    """The sentences around anchors, in their order."""
    wanted = {anchor["report"] for anchor in anchors}
    asked = select(reports).where(reports.c.current == 1)
    rows = {row.id: row for row in many(connection, asked, reports.c.id, sorted(wanted))}
    made = []
    for anchor in anchors:
        row = rows[anchor["report"]]
        part = anchor.get("in", "text")
        whole = (row.title or "") if part == "title" else row.text
        lo, hi = anchor["span"]
        start, end = passage(whole, lo, hi)
        start, end = min(start, lo), max(end, hi)
        made.append(
            Passage(row.id, row.outlet, row.published, row.title, (lo, hi), part, whole[start:lo], whole[lo:hi],
                    whole[hi:end])
        )  # fmt: skip
    return made
