"""Routes of proof: citations, the check of a reading and of the whole record, exports, codebook and schema."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from sqlalchemy import Connection

from onrecord.api.asked import Asked
from onrecord.api.described import answers, ref
from onrecord.codebook import own
from onrecord.export import citation
from onrecord.export.cited import citation as cited
from onrecord.export.formats import FORMATS, write
from onrecord.query import codebook
from onrecord.query.filters import KINDS, Filter
from onrecord.query.schema import schema
from onrecord.query.verify import verify
from onrecord.query.whole import Whole, prove
from onrecord.web.answers import Answers, json
from onrecord.web.house import House

_MEDIA = {
    "text": "text/plain", "bibtex": "application/x-bibtex", "csl": "application/vnd.citationstyles.csl+json",
    "annotation": "application/ld+json",
}  # fmt: skip
_BYTES = "application/octet-stream"
_OF_SUFFIX = {
    ".csv": "text/csv", ".tsv": "text/tab-separated-values", ".jsonl": "application/x-ndjson",
    ".geojson": "application/geo+json", ".parquet": "application/vnd.apache.parquet",
}  # fmt: skip
_EXPORTS = sorted({_OF_SUFFIX.get(form.suffix, _BYTES) for form in FORMATS.values()})
_PIECE = 1 << 16
_PROOF = {
    "type": "object",
    "required": ["report", "spans", "references", "rehashed", "faults"],
    "properties": {
        "report": {"type": "string"},
        "spans": {"type": "integer", "description": "Passages cut from the text again."},
        "references": {"type": "integer", "description": "Ids followed."},
        "rehashed": {"type": "boolean", "description": "Whether the text gave the reading's sha256 again."},
        "faults": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "problem"],
                "properties": {"path": {"type": "string"}, "problem": {"type": "string"}},
            },
        },
    },
}
_READING = {"requestBody": {"required": True, "content": {"application/json": {"schema": ref("Reading")}}}}
"""The body is checked as it came, byte for byte, and hence not parsed before."""


def routes(made: Answers) -> APIRouter:
    """The routes."""
    router = APIRouter(tags=["proof"])
    house = made.house

    @router.get("/cite/{id}", responses=answers(None, 304, 404, media=_MEDIA.values()), response_class=Response)
    def cite(
        request: Request,
        id: Annotated[str, Path(max_length=300, description="Of an entry, of any telling of it, or of a report.")],
        form: Literal["text", "bibtex", "csl", "annotation"] = "text",
    ) -> Response:
        """A citation with the exact passage."""
        return made.to(request, lambda connection: citation.FORMATS[form](cited(connection, id)), _MEDIA[form])

    @router.get("/verify", responses=answers(ref("Whole"), 304))
    def whole(request: Request) -> Response:
        """Every hash of the record made again, every span cut again, every link followed. It takes its time."""

        def proof(connection: Connection) -> Whole:
            with house.walking():
                return prove(connection)

        return made.to(request, proof)

    @router.post("/verify", responses=answers(_PROOF, 403, 408, 413), openapi_extra=_READING)
    async def one(request: Request) -> Response:
        """Check a reading as `POST /read` gave it: its spans, ids, hashes and all that is derived."""
        proof = await run_in_threadpool(verify, await request.body())
        return json(proof._asdict() | {"faults": [fault._asdict() for fault in proof.faults]})

    @router.get("/export/{form}", responses=answers(None, 501, media=_EXPORTS), response_class=Response)
    def export(
        form: Annotated[
            str, Path(max_length=40, description="A form of export.", json_schema_extra={"enum": list(FORMATS)})
        ],
        asked: Asked,
        kind: Annotated[Literal["events", "claims", "statements", "ties"], Query()] = "events",
    ) -> Response:
        """The record, or a part of it, in another form."""
        return exported(house, form, KINDS[kind], asked)

    @router.get("/codebook", responses=answers({"type": "object"}, 304))
    def types(request: Request) -> Response:
        """The types of events with their modes, contexts and CAMEO codes."""
        return made.to(request, lambda _: {"items": codebook.entries(own.NONE)})

    @router.get("/schema", responses=answers({"type": "object"}, 304))
    def of_reading(request: Request) -> Response:
        """The JSON Schema of a reading."""
        return made.to(request, lambda _: schema())

    return router


def exported(house: House, form: str, kind: str, asked: Filter) -> Response:
    """An export as a download.

    Raises:
        BusyError: others are made already.
        ConfigError: a filter or kind that the form has no place for.
        EngineError: an extra is missing.
    """
    out: Any = SpooledTemporaryFile(max_size=8_000_000)  # noqa: SIM115 - closed when it was sent
    try:
        with house.walking(), house.asking() as connection:
            write(connection, form, out, kind, asked)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    suffix = FORMATS[form].suffix

    def sent() -> Iterator[bytes]:
        with out:
            while piece := out.read(_PIECE):
                yield piece

    name = f"onrecord-{form}{suffix}"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return StreamingResponse(sent(), media_type=_OF_SUFFIX.get(suffix, _BYTES), headers=headers)
