"""Pages out of templates: made once for each state of the record, every word escaped."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from sqlalchemy import Connection

from onrecord._version import __version__
from onrecord.desk import assets
from onrecord.desk.words import FILTERS
from onrecord.errors import ConfigError
from onrecord.web.answers import Answers
from onrecord.web.house import House
from onrecord.web.problems import Problem
from onrecord.web.ready import Ready

HTML = "text/html; charset=utf-8"
MENU = (
    (("Read", "/read"), ("Reports", "/reports")),
    (("Claims", "/claims"), ("Events", "/events"), ("Statements", "/statements"), ("Ties", "/ties")),
    (("Actors", "/actors"), ("Dyads", "/dyads")),
    (("Timeline", "/timeline"), ("Map", "/map"), ("Network", "/network")),
    (("Review", "/review"), ("Case file", "/case")),
)
"""What there is to look at: reports, what they say, who is in them, pictures of it, work on it."""


class Pages:
    """Makes pages.

    Args:
        house: the record and what is allowed.
        ready: pages of before.
    """

    def __init__(self, house: House, ready: Ready) -> None:
        self.house = house
        self._answers = Answers(house, ready)
        self._env = Environment(
            loader=PackageLoader("onrecord.desk"), autoescape=select_autoescape(default=True),
            undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
        )  # fmt: skip
        self._env.filters |= FILTERS
        self._env.filters["data"] = data
        settings = house.settings
        self._env.globals |= {
            "asset": assets.address, "menu": MENU, "version": __version__, "writable": settings.writable,
            "misasked": "", "locked": settings.token is not None, "note": settings.note,
            "record_name": house.record.name,
        }  # fmt: skip

    def to(
        self,
        request: Request,
        template: str,
        make: Callable[[Connection], Mapping[str, Any]],
        empty: Mapping[str, Any] | None = None,
    ) -> Response:
        """The page that answers a request; only its tag, where the caller has it already.

        Args:
            request: its path and query are all that the page depends on, beside the record.
            template: by name.
            make: gives what the template shows.
            empty: what it shows where the question cannot be answered as it was asked: the page says why, and the
                question can be mended; without it that is an error of its own.
        """

        def page(connection: Connection) -> str:
            return self.made(template, request.url.path, make(connection))

        try:
            return self._answers.to(request, page, HTML)
        except ConfigError as error:
            if empty is None:
                raise
            return self.once(request, template, {**empty, "misasked": str(error)}, 422)

    def once(self, request: Request, template: str, shown: Mapping[str, Any], status: int = 200) -> Response:
        """A page that is not kept here: what was just sent in.

        The browser may hold on to it, or going back to it would ask to send everything again.
        """
        body = self.made(template, request.url.path, shown)
        return Response(body, status, {"cache-control": "private, no-cache"}, HTML)

    def made(self, template: str, path: str, shown: Mapping[str, Any]) -> str:
        """The page as a string."""
        return self._env.get_template(template).render(path=path, **shown)

    def problem(self, problem: Problem) -> bytes:
        """The page of an error; of a missing token, the door."""
        template = "login.html" if problem.status == 401 else "error.html"
        shown = {"problem": problem, "next": "/", "wrong": False}
        return self.made(template, "", shown).encode("utf-8")


def data(value: Any) -> Markup:
    """A value as JSON that may stand inside a script element: no tag can end it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)
