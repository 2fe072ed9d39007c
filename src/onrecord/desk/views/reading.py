"""Reading: the first page, a text that is pasted or uploaded, the reports of the record and one of them in full."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from onrecord import intake
from onrecord.analysis.overview import overview
from onrecord.desk import cards, marked
from onrecord.desk.pages import Pages
from onrecord.desk.words import report_address
from onrecord.errors import InputError, OnRecordError
from onrecord.model import Reading, Report
from onrecord.query import compared
from onrecord.query import pages as entries
from onrecord.query.filters import Filter
from onrecord.query.held import family, hashes, held
from onrecord.render import rows
from onrecord.web import problems

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
_SUFFIXES = (".txt", ".html", ".htm", ".xhtml", ".md")
Field = Annotated[str, Form(max_length=2_000)]


def routes(pages: Pages) -> APIRouter:
    """The routes."""
    router = APIRouter()
    house = pages.house

    @router.get("/")
    def home(request: Request) -> Response:
        def shown(connection: Connection) -> dict[str, Any]:
            disputed = _disputed(connection)
            reports, _ = held(connection, 6)
            return {
                "overview": overview(connection), "disputed": disputed, "reports": reports,
                "names": entries.called(connection, disputed),
            }  # fmt: skip

        return pages.to(request, "home.html", shown)

    @router.get("/read")
    def form(request: Request) -> Response:
        return pages.to(request, "read.html", lambda _: {"given": {}, "problem": None})

    @router.post("/read")
    def read(  # noqa: PLR0913 - one parameter for each field
        request: Request, text: Annotated[str, Form(max_length=1_000_000)] = "", title: Field = "", outlet: Field = "",
        published: Field = "", url: Field = "", keep: Field = "", force: Field = "",
        file: Annotated[UploadFile | None, File()] = None,
    ) -> Response:  # fmt: skip
        given = {"text": text, "title": title, "outlet": outlet, "published": published, "url": url}
        try:
            report = _report(given, file, bool(force))
            made = house.read(report)
            if keep:
                house.keep(made)
                return RedirectResponse(report_address(report.id), 303)
        except OnRecordError as error:
            problem = problems.of(error)
            told = problem.detail.replace("--force reads it all the same", "tick the box below to read it all the same")
            problem = msgspec.structs.replace(problem, detail=told)
            return pages.once(request, "read.html", {"given": given, "problem": problem}, problem.status)
        return pages.once(request, "reading.html", _shown(made, False, None) | {"given": given})

    @router.get("/reports")
    def listed(
        request: Request, since: str | None = None, until: str | None = None, outlet: str | None = None,
        cursor: str | None = None, limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> Response:  # fmt: skip
        empty = {"found": (), "cursor": None, "asked": {"since": since, "until": until, "outlet": outlet}}

        def shown(connection: Connection) -> dict[str, Any]:
            found, more = held(connection, limit, cursor, (since or None, until or None), outlet or None)
            return empty | {"found": found, "cursor": more}

        return pages.to(request, "reports.html", shown, empty)

    @router.get("/reports/{id}")
    def report(
        request: Request, id: str, at: str = "", part: Annotated[str, Query(alias="in")] = "text",
        revision: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    ) -> Response:  # fmt: skip
        def shown(connection: Connection) -> dict[str, Any]:
            made = compared.stored(connection, id, revision)
            known = compared.revisions(connection, id)
            place = _AT.fullmatch(at)
            target = (part, int(place[1]), int(place[2])) if place else None
            current = revision in (None, known[-1])
            return _shown(made, current, target) | {
                "given": None, "revisions": known, "revision": revision or known[-1],
                "family": [one for one in family(connection, id) if one.report != id],
                "hashes": hashes(connection, id),
                "changed": compared.latest(connection, id) if current and len(known) > 1 else None,
            }  # fmt: skip

        return pages.to(request, "reading.html", shown)

    return router


def _disputed(connection: Connection, most: int = 10) -> list[dict[str, Any]]:
    """Claims that are contested, denied or unconfirmed: first those that several reports tell."""
    found: dict[str, dict[str, Any]] = {}
    for reports in (2, 1):
        for standing in ("contested", "denied", "unconfirmed"):
            page = entries.page(connection, "c", Filter(standing=standing, reports=reports), 4)
            found |= {entry["id"]: entry for entry in page.entries if entry["id"] not in found}
    return list(found.values())[:most]


def _report(given: dict[str, str], file: UploadFile | None, force: bool) -> Report:
    """The report of what was pasted, or of the file that was chosen.

    Raises:
        InputError: nothing to read, more than one report, another language, a date that is no date.
    """
    known = {name: value.strip() for name, value in given.items() if name != "text" and value.strip()}
    options = intake.Options(force=force)
    if file is None or not file.filename:
        if not given["text"].strip():
            raise InputError("the form", "no text", "paste a report, or choose a file")
        return intake.from_text(given["text"].replace("\r\n", "\n"), options=options, **known)
    suffix = Path(file.filename).suffix.lower()
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{suffix if suffix in _SUFFIXES else '.txt'}"
        path.write_bytes(file.file.read())
        try:
            (found,) = list(intake.reports([path], options))
        except ValueError:
            raise InputError(file.filename, "not one report", "choose a file with one report in it") from None
    if isinstance(found, InputError):
        raise InputError(file.filename, found.reason, found.advice)
    return _filled(found, known, options)


def _filled(report: Report, known: dict[str, str], options: intake.Options) -> Report:
    """A report of a file, with what the form says in the place of what the file does not."""
    if not known:
        return report
    own = {"title": report.title, "outlet": report.outlet, "published": report.published, "url": report.url}
    fields: dict[str, Any] = {name: known.get(name) or value for name, value in own.items()}
    return intake.from_text(report.text, options=options, byline=report.byline, **fields)


def _shown(made: Reading, kept: bool, target: tuple[str, int, int] | None) -> dict[str, Any]:
    """What the page of a reading shows."""
    at = {part: (target[1], target[2]) if target and target[0] == part else None for part in ("title", "text")}
    return {
        "report": made.report, "kept": kept, "target": target,
        "title": list(marked.pieces(made, "title", at["title"])) if made.report.title else [],
        "text": list(marked.pieces(made, "text", at["text"])),
        "groups": cards.groups(made, kept), "heading": rows.heading(made), "headline": rows.headline(made),
        "summary": rows.summary(made),
        "foreign": rows.foreign(made.report), "revisions": [1], "revision": 1, "family": [], "hashes": None,
        "changed": None,
    }  # fmt: skip
