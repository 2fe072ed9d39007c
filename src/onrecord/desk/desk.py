"""The desk as a whole: its pages, the door in front of them, the files that they load."""

from __future__ import annotations

from time import sleep
from urllib.parse import parse_qs

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from onrecord.desk import assets
from onrecord.desk.pages import Pages
from onrecord.desk.views import entries, people, pictures, reading, working
from onrecord.web.guard import COOKIE, Guard
from onrecord.web.house import House
from onrecord.web.problems import Problem, plain
from onrecord.web.ready import Ready

_FIRST = 2.0
"""Seconds that belong to the first page, before the models are loaded."""
_LONG = "public, max-age=31536000, immutable"


class Desk:
    """The pages of a record.

    Args:
        house: the record and what is allowed.
        ready: pages that are kept.
    """

    def __init__(self, house: House, ready: Ready) -> None:
        self._house = house
        self._pages = Pages(house, ready)
        self.guard: Guard | None = None

    def routes(self) -> APIRouter:
        """All routes."""
        router = APIRouter(default_response_class=Response)
        for view in (reading, entries, people, pictures, working):
            router.include_router(view.routes(self._pages))
        self._doors(router)
        return router

    def problem_page(self, problem: Problem) -> bytes:
        """An error as a page."""
        return self._pages.problem(problem)

    def warm(self) -> None:
        """Make what the first visitor would wait for: the bundle that draws charts, the reader's models."""
        assets.asset(assets.VEGA)
        sleep(_FIRST)
        self._house.reader()

    def _doors(self, router: APIRouter) -> None:
        pages = self._pages
        token = self._house.settings.token

        @router.get("/static/{edition}/{name}")
        def static(edition: str, name: str) -> Response:
            found = assets.asset(name)
            if found is None:
                problem = plain(404, "no such file")
                return Response(pages.problem(problem), 404, media_type="text/html")
            kept = _LONG if edition == assets.edition() else "no-cache"
            return Response(found.body, 200, {"cache-control": kept}, found.media)

        @router.get("/favicon.ico")
        def icon() -> Response:
            return static("", "icon.svg")

        @router.get("/login")
        def door(request: Request, next: str = "/") -> Response:
            return pages.once(request, "login.html", {"next": _inside(next), "wrong": False})

        @router.post("/login")
        async def enter(request: Request) -> Response:
            try:
                form = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
            except ValueError:
                raise HTTPException(400, "more fields than the form has") from None
            after = _inside(form.get("next", ["/"])[0])
            who = request.client.host if request.client else "?"
            if token is None:
                return RedirectResponse(after, 303)
            assert self.guard is not None  # the application is made with it
            if not self.guard.guess(form.get("token", [""])[0].strip(), who):
                return pages.once(request, "login.html", {"next": after, "wrong": True}, 401)
            answer = RedirectResponse(after, 303)
            answer.set_cookie(
                COOKIE, self.guard.cookie, httponly=True, samesite="strict", max_age=30 * 86_400, path="/"
            )
            return answer

        @router.post("/logout")
        def leave() -> Response:
            answer = RedirectResponse("/login", 303)
            answer.delete_cookie(COOKIE, path="/")
            return answer


def _inside(address: str) -> str:
    """A place to go on to: of this server alone."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if inside and "\\" not in address else "/"
