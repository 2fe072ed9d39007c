"""Working with the record: search, review, evidence and citations, the case file."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, func, select

from onrecord.desk.pages import Pages
from onrecord.desk.views.entries import passages
from onrecord.desk.words import entry_address, head
from onrecord.errors import ConfigError, DataError, OnRecordError
from onrecord.export import citation
from onrecord.export.cited import citation as cited
from onrecord.query import pages as entries
from onrecord.query import review, search
from onrecord.query.filters import KINDS
from onrecord.query.held import hashes
from onrecord.store import fulltext
from onrecord.store.tables import reports
from onrecord.web import problems

_PAGE = 25
_AROUND = 240
"""Characters on either side of a passage."""
_MOST = 500
"""Things of a case file at most."""
_ID = re.compile(r"[scet][0-9a-f]{12}")
Field = Annotated[str, Form(max_length=4_000)]


def routes(pages: Pages) -> APIRouter:
    """The routes."""
    router = APIRouter()
    _search(router, pages)
    _review(router, pages)
    _evidence(router, pages)
    _case(router, pages)
    return router


def _search(router: APIRouter, pages: Pages) -> None:
    @router.get("/search")
    def searched(
        request: Request, q: str = "", since: str | None = None, until: str | None = None, outlet: str | None = None,
        page: Annotated[int, Query(ge=1, le=400)] = 1,
    ) -> Response:  # fmt: skip
        words = q.strip()[:300]
        days = (since or None, until or None)

        asked = {"q": words, "since": since or "", "until": until or "", "outlet": outlet or ""}
        empty = {"found": None, "asked": asked, "page": page, "more": False, "facets": {}, "entries": {}}

        def shown(connection: Connection) -> dict[str, Any]:
            if not words:
                return empty
            found = search.search(connection, words, _PAGE + 1, (page - 1) * _PAGE, days, outlet or None)
            told = {noun: entries.page(connection, kind, _asked(kind, asked), 5) for noun, kind in KINDS.items()}
            return empty | {
                "found": found[:_PAGE], "more": len(found) > _PAGE,
                "facets": _facets(connection, words), "entries": {noun: one.entries for noun, one in told.items()},
            }  # fmt: skip

        if _ID.fullmatch(words):
            return RedirectResponse(entry_address(words), 303)
        return pages.to(request, "search.html", shown, empty)


def _asked(kind: str, asked: dict[str, str]) -> Any:
    from onrecord.query.filters import Filter

    return Filter(
        text=asked["q"], since=asked["since"] or None, until=asked["until"] or None, outlet=asked["outlet"] or None,
        series="all" if kind == "e" else None,
    )  # fmt: skip


def _facets(connection: Connection, words: str) -> dict[str, list[tuple[str, int]]]:
    """How many reports with the words each outlet and each year has, the most first."""
    matches = fulltext.reports_with(connection, words).subquery()
    joined = select().join_from(reports, matches, matches.c.k == reports.c.key).where(reports.c.current == 1)
    year = func.substr(reports.c.published, 1, 4)
    made = {}
    for name, column, order in (("outlet", reports.c.outlet, None), ("year", year, "newest")):
        number = func.count()
        asked = joined.add_columns(column.label("value"), number.label("many")).where(column.is_not(None))
        asked = asked.group_by(column).order_by(column.desc() if order else number.desc(), column).limit(12)
        made[name] = [(row.value, row.many) for row in connection.execute(asked)]
    return made


def _review(router: APIRouter, pages: Pages) -> None:
    house = pages.house

    @router.get("/review")
    def queue(
        request: Request, kind: str = "", kept: str = "", limit: Annotated[int, Query(ge=1, le=50)] = 20
    ) -> Response:  # fmt: skip
        def shown(connection: Connection) -> dict[str, Any]:
            if kind and kind not in KINDS:
                raise ConfigError(f"kind {kind!r}: there are {', '.join(KINDS)}")
            pairs = review.uncertain(connection, KINDS.get(kind), limit)
            sides = [side for pair in pairs for side in (pair.one, pair.other)]
            told = passages(connection, [msgspec.to_builtins(side) for side in sides])
            return {
                "pairs": pairs, "marked": {side.id: one for side, one in zip(sides, told, strict=True)},
                "kind": kind, "kinds": list(KINDS), "kept": _kept(kept),
            }  # fmt: skip

        return pages.to(request, "review.html", shown)

    @router.post("/review")
    def judge(  # noqa: PLR0913 - one parameter for each field
        verb: Field, one: Field, other: Field = "", value: Field = "", note: Field = "", by: Field = "",
        after: Field = "/review",
    ) -> Response:  # fmt: skip
        house.judge(verb, one, other or None, value=value or None, note=note or None, by=by or None)
        inside = after if re.fullmatch(r"/(review|events|claims|statements|ties)[\w/?=&-]*", after) else "/review"
        if inside.startswith("/review") and other and verb in _KEPT:
            inside += ("&" if "?" in inside else "?") + urlencode({"kept": f"{verb}.{one}.{other}"})
        return RedirectResponse(inside, 303)


_KEPT = {"join": "the same", "split": "different", "accept": "right as it is"}
"""What is said of a judgement that was just kept."""


def _kept(given: str) -> dict[str, str] | None:
    """The judgement that was just kept, so that it can be undone."""
    verb, _, ids = given.partition(".")
    one, _, other = ids.partition(".")
    if verb not in _KEPT or not (_ID.fullmatch(one) and _ID.fullmatch(other)):
        return None
    return {"verb": verb, "one": one, "other": other, "words": f"{one} and {other}, {_KEPT[verb]}"}


def _evidence(router: APIRouter, pages: Pages) -> None:
    @router.get("/evidence/{id}")
    def evidence(request: Request, id: str) -> Response:
        def shown(connection: Connection) -> dict[str, Any]:
            made = cited(connection, id)
            whole = made.whole
            span = made.span
            sealed = hashes(connection, made.report.id)
            return {
                "id": id, "made": made, "sealed": sealed, "entry": _entry(connection, id),
                "forms": {name: write(made) for name, write in citation.FORMATS.items()},
                "before": _before(whole, span.start), "after": _after(whole, span.end),
                "holds": whole[span.start : span.end] == span.text,
            }  # fmt: skip

        return pages.to(request, "evidence.html", shown)


def _before(whole: str, start: int) -> str:
    """What stands before a passage: some words, none of them cut."""
    cut = whole[max(0, start - _AROUND) : start]
    return cut if start <= _AROUND else "… " + cut.partition(" ")[2]


def _after(whole: str, end: int) -> str:
    cut = whole[end : end + _AROUND]
    return cut if end + _AROUND >= len(whole) else cut.rpartition(" ")[0] + " …"


def _entry(connection: Connection, id_: str) -> dict[str, Any] | None:
    try:
        return entries.one(connection, id_)
    except DataError:
        return None


def _case(router: APIRouter, pages: Pages) -> None:
    house = pages.house

    @router.get("/case")
    def case(request: Request) -> Response:
        return pages.to(request, "case.html", lambda _: {})

    @router.post("/case/{form}")
    def export(form: str, pinned: Annotated[str, Form(max_length=400_000)]) -> Response:
        makers = {"json": _as_json, "markdown": _as_markdown, "bibtex": _as_bibtex}
        if form not in makers:
            problem = problems.plain(404, f"{form[:40]!r}: a case file is saved as {', '.join(makers)}")
            return Response(problem.encoded(), 404, media_type=problems.MEDIA)
        with house.asking() as connection:
            found = [_pinned(connection, one) for one in _pins(pinned)]
        body, name, media = makers[form](found)
        headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
        return Response(body, 200, headers, media)


class Pin(msgspec.Struct, frozen=True):
    """What was pinned: an id, and a note in the user's own words."""

    id: str
    note: str = ""


def _pins(text: str) -> list[Pin]:
    try:
        found = msgspec.json.decode(text, type=list[Pin])
    except msgspec.DecodeError as error:
        raise ConfigError(f"a case file is a list of ids with notes: {error}") from None
    return found[:_MOST]


def _pinned(connection: Connection, pin: Pin) -> dict[str, Any]:
    """One thing of a case file; what the record does not hold is said to be so."""
    try:
        made = cited(connection, pin.id)
    except OnRecordError as error:
        return {"id": pin.id, "note": pin.note, "missing": str(error)}
    entry = _entry(connection, pin.id)
    return {
        "id": pin.id, "note": pin.note, "head": head(entry) if entry else made.report.title or made.report.id,
        "standing": (entry or {}).get("standing"), "passage": made.span.text, "report": made.report.id,
        "span": list(made.span.offsets), "in": "title" if made.span.part == "title" else "text",
        "sha256": made.report.sha256, "ledger": made.ledger, "citation": citation.as_text(made),
        "bibtex": citation.as_bibtex(made),
    }  # fmt: skip


def _as_json(found: list[dict[str, Any]]) -> tuple[str, str, str]:
    plain = [{name: value for name, value in one.items() if name != "bibtex"} for one in found]
    return json.dumps({"case": plain}, ensure_ascii=False, indent=1) + "\n", "case.json", "application/json"


def _as_bibtex(found: list[dict[str, Any]]) -> tuple[str, str, str]:
    return "\n".join(one["bibtex"] for one in found if "bibtex" in one), "case.bib", "application/x-bibtex"


def _as_markdown(found: list[dict[str, Any]]) -> tuple[str, str, str]:
    lines = ["# Case file", ""]
    for number, one in enumerate(found, 1):
        if "missing" in one:
            lines += [
                f"## {number}. {_flat(one['id'])}",
                "",
                f"Not in this record: {_flat(one['missing'])}",
                "",
            ]
        else:
            stands = f" ({one['standing'].replace('_', ' ')})" if one["standing"] else ""
            lines += [f"## {number}. {_flat(one['head'])}{stands}", "", f"> {_flat(one['passage'])}", ""]
            lines += [_flat(one["citation"]), ""]
        if one["note"]:
            lines += [f"Note: {_flat(one['note'])}", ""]
    return "\n".join(lines), "case.md", "text/markdown"


def _flat(text: str) -> str:
    """Words on one line that Markdown takes for nothing but words."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", " ".join(text.split()))
