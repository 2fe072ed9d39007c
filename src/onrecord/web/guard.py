"""What stands before every request: whose it is, how many, how large, how slow; and what every answer says.

A plain ASGI layer: it sees a request before any route does.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable
from math import ceil
from urllib.parse import quote, urlsplit

from onrecord.web.exchange import App, Exchange, Receive, Refused, Scope, Send
from onrecord.web.limits import Bucket, neighbour
from onrecord.web.paths import apart, asked_for
from onrecord.web.problems import MEDIA, Problem, plain
from onrecord.web.settings import Settings

COOKIE = "onrecord"
"""Holds a mark that only this server can make, never the token."""
HEAD = 32_768
"""Bytes of the head of a request at most."""
_OPEN = ("/login", "/favicon.ico")
_OPEN_UNDER = "/static/"
_SAFE = ("GET", "HEAD", "OPTIONS")
_GUESSES = 10
"""Wrong tokens a minute from one address."""
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]*))(?::\d{1,5})?")


class Guard:
    """The layer.

    Args:
        app: what is behind it.
        settings: of the server.
        page: makes a page out of a problem, for those who look with a browser.
    """

    def __init__(self, app: App, settings: Settings, page: Callable[[Problem], bytes]) -> None:
        self._app = app
        self._settings = settings
        self._page = page
        self._requests = Bucket(settings.rate, settings.rate // 3) if settings.rate else None
        self._guesses = Bucket(_GUESSES, _GUESSES)
        self._salt = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        exchange = Exchange(scope, receive, send, self._settings)
        scope = {**scope, "path": apart(scope)}
        try:
            self._admit(scope, headers)
            exchange.announced(headers.get("content-length", ""))
            asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
            await self._app(asked, exchange.receive, exchange.send)
        except Refused as refused:
            if not exchange.begun:
                await self._refuse(scope, headers, refused, exchange.send)

    @property
    def cookie(self) -> str:
        """What the cookie of somebody who knows the token holds.

        Made with a salt of this run: a cookie cannot be made out of a guess of the token, only be given for it.
        """
        return hmac.new(self._salt, (self._settings.token or "").encode(), hashlib.sha256).hexdigest()

    def guess(self, shown: str, host: str) -> bool:
        """Whether a token that somebody shows is the right one; wrong ones are counted.

        Args:
            shown: the token.
            host: address of who shows it.

        Raises:
            Refused: too many were wrong; then even the right one is not looked at.
        """
        who, now = neighbour(host), time.monotonic()
        if wait := self._guesses.wait(who, now):
            raise _enough("too many wrong tokens", wait)
        if same(shown, self._settings.token or ""):
            return True
        self._guesses.take(who, now)
        return False

    def _admit(self, scope: Scope, headers: dict[str, str]) -> None:
        """Let pass what may be asked, by whom it may be.

        Raises:
            Refused: it may not.
        """
        target = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        if target + sum(len(name) + len(value) for name, value in scope["headers"]) > HEAD:
            raise Refused(plain(431, f"a head of more than {HEAD:,} bytes"), {"connection": "close"})
        address = (scope.get("client") or ("?",))[0]
        host = headers.get("host", "").lower()
        self._here(host)
        if self._requests is not None and (wait := self._requests.take(neighbour(address), time.monotonic())):
            raise _enough(f"more than {self._settings.rate} requests a minute", wait)
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            raise Refused(plain(400, "a NUL character in the address: leave it out"))
        if scope["method"] not in _SAFE:
            _same_origin(headers, host)
        path = scope["path"]
        if self._settings.token is not None and path not in _OPEN and not path.startswith(_OPEN_UNDER):
            self._known(headers, address)

    def _here(self, host: str) -> None:
        """Whether a request is for this server: a page elsewhere may have its own name lead to 127.0.0.1."""
        found = _HOST.fullmatch(host)
        name = (found[1] or found[2]) if found else None
        known = ("localhost", "127.0.0.1", "::1", self._settings.host.strip("[]").lower())
        if name is None or (self._settings.loopback and name not in known):
            raise Refused(plain(421, f"this server is {self._settings.host}, not {host[:100]!r}"))

    def _known(self, headers: dict[str, str], address: str) -> None:
        """Let nobody past who does not know the token."""
        if same(_cookies(headers.get("cookie", "")).get(COOKIE, ""), self.cookie):
            return
        scheme, _, shown = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and shown.strip() and self.guess(shown.strip(), address):
            return
        raise Refused(
            plain(401, "a token is needed: send it as Authorization: Bearer ...", "token"),
            {"www-authenticate": 'Bearer realm="onrecord"'},
        )

    async def _refuse(self, scope: Scope, headers: dict[str, str], refused: Refused, send: Send) -> None:
        problem = refused.problem
        looks = "text/html" in headers.get("accept", "") and not scope["path"].startswith("/api/")
        extra = dict(refused.headers or {})
        status = problem.status
        if looks and status == 401 and scope["method"] == "GET":
            status = 303
            extra["location"] = "/login?next=" + quote(asked_for(scope), safe="/")
        body = self._page(problem) if looks else problem.encoded()
        sent = {
            "content-type": "text/html; charset=utf-8" if looks else MEDIA, "content-length": str(len(body)),
            "cache-control": "no-store", **extra,
        }  # fmt: skip
        raw = [(name.encode(), value.encode("latin-1", "replace")) for name, value in sent.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": body})


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing."""
    return bool(other) and hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


def _enough(told: str, wait: float) -> Refused:
    seconds = max(1, ceil(wait))
    return Refused(plain(429, f"{told}: wait {seconds} s"), {"retry-after": str(seconds)})


def _same_origin(headers: dict[str, str], host: str) -> None:
    """No page of somebody else's may make a browser change anything here."""
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    try:
        ours = origin is None or urlsplit(origin).netloc.lower() == host
    except ValueError:
        ours = False
    if site not in (None, "same-origin", "none") or not ours:
        raise Refused(plain(403, "asked for by a page of another site", "origin"))


def _cookies(header: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in header.split(";"):
        name, sign, value = pair.strip().partition("=")
        if sign:
            found.setdefault(name, value)
    return found
