"""One request and its answer: the body is measured as it comes, the answer marked as it goes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.exceptions import HTTPException

from onrecord.web.problems import Problem, plain
from onrecord.web.settings import Settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""Said with every answer: nothing from elsewhere, nothing inline, in nobody's frame."""
CLOSE = {"connection": "close"}


class Refused(HTTPException):
    """A request that goes no further. Frameworks hand an HTTPException on as it is, and nothing else."""

    def __init__(self, problem: Problem, headers: dict[str, str] | None = None) -> None:
        super().__init__(problem.status, problem.detail, headers or {})
        self.problem = problem


class Exchange:
    """What goes in and out.

    Args:
        scope, receive, send: of ASGI.
        settings: of the server.

    Raises:
        Refused: the request says that its body is too large.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send, settings: Settings) -> None:
        self.begun = False
        self._receive = receive
        self._send = send
        self._bare = scope["method"] == "HEAD"
        self._largest = settings.largest
        self._patience = settings.patience
        self._until = time.monotonic() + settings.patience
        self._got = 0
        self._ended = False

    def announced(self, length: str) -> None:
        """Check the length that a request gives.

        Raises:
            Refused: it is too much.
        """
        if length.isdecimal() and int(length[:20]) > self._largest:
            raise self._too_large()

    async def receive(self) -> MutableMapping[str, Any]:
        """What comes next.

        Raises:
            Refused: it is too much, or takes too long, and nothing was answered yet.
        """
        if self._ended or self.begun:
            return await self._receive()  # waits for the caller to leave: that may take as long as the answer
        try:
            message = await asyncio.wait_for(self._receive(), max(0.01, self._until - time.monotonic()))
        except TimeoutError:
            if self.begun:
                return await self._receive()
            raise Refused(plain(408, f"the body did not come within {self._patience:g} seconds"), CLOSE) from None
        self._got += len(message.get("body", b""))
        self._ended = not message.get("more_body", False)
        if self._got > self._largest and not self.begun:
            raise self._too_large()
        return message

    async def send(self, message: MutableMapping[str, Any]) -> None:
        """Hand on a part of the answer; nothing of its body where only its head was asked for."""
        if message["type"] == "http.response.start":
            self.begun = True
            given = {name.lower() for name, _ in message["headers"]}
            more = [(name.encode(), value.encode()) for name, value in HEADERS.items() if name.encode() not in given]
            message = {**message, "headers": [*message["headers"], *more]}
        elif self._bare and "body" in message:
            message = {**message, "body": b""}
        await self._send(message)

    def _too_large(self) -> Refused:
        return Refused(plain(413, f"more than {self._largest:,} bytes: send less at once"), CLOSE)
