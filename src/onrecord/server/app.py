"""The application: the desk and the API over one record, behind the guard, with one shape of error."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread
from typing import Any

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from onrecord._version import __version__
from onrecord.api import router as api
from onrecord.api.described import components
from onrecord.api.made import PREFIX
from onrecord.desk import Desk
from onrecord.errors import OnRecordError
from onrecord.web import problems
from onrecord.web.exchange import Refused
from onrecord.web.guard import Guard
from onrecord.web.house import House
from onrecord.web.paths import whole
from onrecord.web.problems import MEDIA, Problem
from onrecord.web.ready import Ready
from onrecord.web.settings import Settings, checked

_LOG = logging.getLogger("onrecord.server")
_ABOUT = (
    "Who said what happened, how each side stands to it, and where in the text that is written. Spans are half-open, "
    "in Unicode code points. A standing follows from the stances alone and is no truth score. What is inside a "
    "statement is its holder's, not the record's."
)


def make(settings: Settings) -> FastAPI:
    """The application of a record.

    Args:
        settings: of the server.

    Raises:
        ConfigError: settings that are not safe.
        StoreError: the record cannot be opened.
    """
    house = House(checked(settings))
    ready = Ready()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        Thread(target=desk.warm, daemon=True).start()
        yield
        house.close()

    app = FastAPI(
        title="OnRecord", version=__version__, description=_ABOUT, openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None, redoc_url=None, redirect_slashes=False, dependencies=[Depends(whole)], lifespan=lifespan,
        separate_input_output_schemas=False,
    )  # fmt: skip
    desk = Desk(house, ready)
    app.include_router(api(house, ready))
    app.include_router(desk.routes(), include_in_schema=False)
    _errors(app, desk)
    _described(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
    guard = Guard(app.build_middleware_stack(), settings, desk.problem_page)
    desk.guard = guard
    app.middleware_stack = guard
    return app


def _errors(app: FastAPI, desk: Desk) -> None:
    def told(request: Request, problem: Problem) -> Response:
        headers = {"cache-control": "no-store"} | ({"retry-after": "5"} if problem.status == 503 else {})
        if not request.scope["path"].startswith("/api/"):
            return Response(desk.problem_page(problem), problem.status, headers, "text/html")
        return Response(problem.encoded(), problem.status, headers, MEDIA)

    @app.exception_handler(OnRecordError)
    async def ours(request: Request, error: OnRecordError) -> Response:
        return told(request, problems.of(error, asked=request.method in ("GET", "HEAD")))

    @app.exception_handler(RequestValidationError)
    async def misasked(request: Request, error: RequestValidationError) -> Response:
        return told(request, problems.plain(422, _words(error.errors()), "request"))

    @app.exception_handler(HTTPException)
    async def of_http(request: Request, error: HTTPException) -> Response:
        known = error.problem if isinstance(error, Refused) else None
        answer = told(request, known or problems.plain(error.status_code, str(error.detail)))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, error: Exception) -> Response:
        _LOG.error("%s %s", request.method, request.scope["path"], exc_info=error)
        return told(request, problems.plain(500, "something failed that should not: the server's log says what"))


def _words(found: Any) -> str:
    """What is wrong with a request, in a line; of what was sent nothing is repeated."""
    told = [f"{'.'.join(str(part) for part in one['loc'][1:]) or one['loc'][0]}: {one['msg']}" for one in found[:5]]
    return "; ".join(told)


def _described(app: FastAPI) -> None:
    """OpenAPI with the schemas of what is answered."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = plain()
            schemas = made.setdefault("components", {}).setdefault("schemas", {})
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
            schemas |= components()
            made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            made["security"] = [{}, {"token": []}]
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
