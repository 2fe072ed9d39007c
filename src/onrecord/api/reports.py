"""Routes of reports: the list, one with its text and reading, its revisions, its family; reading and keeping a text."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from onrecord import intake
from onrecord.api.asked import Cursor, Limit, Outlet, Said, Since, Until
from onrecord.api.described import answers, list_of, page_of, ref
from onrecord.model import Report
from onrecord.query import compared
from onrecord.query.held import family, hashes, held
from onrecord.web.answers import Answers, json

Id = Annotated[str, Path(max_length=300, description="Of the report.")]
Revision = Annotated[int | None, Query(ge=1, le=1_000_000, description="Another revision than the current one.")]


class Given(BaseModel):
    """A text to be read, and what is known of it."""

    model_config = ConfigDict(extra="forbid")

    text: Said = Field(min_length=1, max_length=1_000_000, description="The report, kept code point for code point.")
    title: Said | None = Field(None, max_length=2_000)
    outlet: Said | None = Field(None, max_length=300)
    published: Said | None = Field(None, max_length=40, description="Day of publication, as 2024-12-13.")
    byline: Said | None = Field(None, max_length=300)
    url: Said | None = Field(None, max_length=2_000)
    dateline: Said | None = Field(None, max_length=200, description="A place, where the text does not begin with one.")
    id: Said | None = Field(None, min_length=1, max_length=300)
    force: bool = Field(False, description="Read it even where it is in another language than English.")


def report_of(given: Given) -> Report:
    """The report of a text that was sent.

    Raises:
        InputError: nothing to read, too long, another language, a date that is no date.
    """
    fields: dict[str, Any] = given.model_dump(exclude={"text", "force"}, exclude_none=True)
    return intake.from_text(given.text, options=intake.Options(force=given.force), **fields)


def routes(made: Answers) -> APIRouter:
    """The routes."""
    router = APIRouter()
    house = made.house

    @router.post("/read", tags=["reading"], responses=answers(ref("Reading"), 403, 408, 413))
    def read(given: Given) -> Response:
        """Read a text. Nothing is kept."""
        return json(house.read(report_of(given)))

    @router.post("/reports", tags=["reports"], status_code=201, responses=answers(ref("Kept"), 403, 408, 413, ok=201))
    def keep(given: Given) -> Response:
        """Read a text and keep it in the record. For a server that was started with `--writable`."""
        house.may_write()
        kept = house.keep(house.read(report_of(given)))
        return json(kept._asdict(), 201)

    @router.get("/reports", tags=["reports"], responses=answers(page_of("Held"), 304))
    def reports(
        request: Request, since: Since = None, until: Until = None, outlet: Outlet = None, limit: Limit = 50,
        cursor: Cursor = None,
    ) -> Response:  # fmt: skip
        """The reports of the record, newest first."""

        def page(connection: Any) -> Any:
            found, more = held(connection, limit, cursor, (since, until), outlet)
            return {"items": found, "cursor": more}

        return made.to(request, page)

    @router.get("/reports/{id}", tags=["reports"], responses=answers(ref("Reading"), 304, 404))
    def report(request: Request, id: Id, revision: Revision = None) -> Response:
        """What a report was read as, byte for byte, with its text."""
        return made.to(request, lambda connection: compared.stored(connection, id, revision).to_json())

    @router.get(
        "/reports/{id}/text", tags=["reports"], responses=answers(None, 304, 404, media=("text/plain",)),
        response_class=Response,
    )  # fmt: skip
    def text(request: Request, id: Id, revision: Revision = None) -> Response:
        """The text of a report, in UTF-8. Spans count its code points."""
        return made.to(request, lambda connection: compared.stored(connection, id, revision).report.text, "text/plain")

    @router.get("/reports/{id}/revisions", tags=["reports"], responses=answers({"type": "object"}, 304, 404))
    def revisions(request: Request, id: Id) -> Response:
        """The revisions of a report, and what changed in the latest."""

        def told(connection: Any) -> Any:
            found = compared.revisions(connection, id)
            return {"revisions": found, "changed": compared.latest(connection, id) if len(found) > 1 else None}

        return made.to(request, told)

    @router.get("/reports/{id}/family", tags=["reports"], responses=answers(list_of("Held"), 304, 404))
    def of_family(request: Request, id: Id) -> Response:
        """The reports that go back to the same one, it first."""
        return made.to(request, lambda connection: {"items": family(connection, id)})

    @router.get("/reports/{id}/proof", tags=["proof"], responses=answers(ref("Hashes"), 304, 404))
    def of_proof(request: Request, id: Id) -> Response:
        """Hashes of the report's bytes, text and reading, and its link in the chain of additions."""
        return made.to(request, lambda connection: hashes(connection, id))

    return router
