"""The server itself: uvicorn, which closes connections that send nothing, or take nothing."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from onrecord.errors import ConfigError
from onrecord.web.exchange import HEADERS, Receive, Scope, Send
from onrecord.web.guard import HEAD
from onrecord.web.problems import MEDIA, Problem, plain
from onrecord.web.settings import Settings

_AT_ONCE = 200
"""Connections at once; more are told to come again, and twice as many are not let in."""


class Protocol(H11Protocol):
    """HTTP/1.1, with a limit to how long a caller may take to send a head, or to take an answer."""

    patience = 10.0

    def connection_made(self, transport: Any) -> None:
        """A connection was opened: its first request must come soon."""
        super().connection_made(transport)
        self._timers: dict[str, asyncio.TimerHandle] = {}
        if len(self.connections) > 2 * _AT_ONCE:
            transport.abort()
        elif len(self.connections) > _AT_ONCE:
            self.app = _full
        self._expect_head()

    def on_response_complete(self) -> None:
        """An answer was given: the next request must come soon, unless it is there already."""
        answered = self.cycle
        super().on_response_complete()
        if self.cycle is answered:
            self._expect_head()

    def pause_writing(self) -> None:
        """More was answered than the caller has taken: it must go on taking."""
        super().pause_writing()
        self._expect_taking()

    def resume_writing(self) -> None:
        """The caller took it."""
        super().resume_writing()
        self._let_be("taking")

    def connection_lost(self, exc: Exception | None) -> None:
        """It was closed."""
        self._let_be("taking")
        self._let_be("head")
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, or what has a head that is too large; in the shape of every other problem."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            problem = plain(400, f"no request of HTTP/1.1, or one with a head of more than {HEAD:,} bytes")
            body = problem.encoded()
            head = h11.Response(status_code=400, headers=_heading(body), reason=problem.title.encode())
            for event in (head, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _expect_head(self) -> None:
        self._let_be("head")
        self._timers["head"] = self.loop.call_later(self.patience, self._no_head, self.cycle, self._waiting())

    def _no_head(self, answered: Any, waiting: int) -> None:
        """Close a connection over which no whole head came since the last answer, once that was taken."""
        if self.cycle is not answered:
            return
        if waiting and self._waiting() < waiting:
            self._expect_head()
        elif waiting:
            self.transport.abort()
        else:
            self.transport.close()

    def _expect_taking(self) -> None:
        self._let_be("taking")
        self._timers["taking"] = self.loop.call_later(self.patience, self._not_taken, self._waiting())

    def _not_taken(self, waiting: int) -> None:
        """Drop a connection whose caller took nothing of an answer."""
        if self._waiting() < waiting:
            self._expect_taking()
        else:
            self.transport.abort()

    def _waiting(self) -> int:
        """Bytes of answers that the caller has not taken."""
        return int(self.transport.get_write_buffer_size())

    def _let_be(self, what: str) -> None:
        timer = self._timers.pop(what, None)
        if timer is not None:
            timer.cancel()


def _heading(body: bytes) -> list[tuple[bytes, bytes]]:
    given = {
        "content-type": MEDIA,
        "content-length": str(len(body)),
        "connection": "close",
        "cache-control": "no-store",
    }
    return [(name.encode(), value.encode()) for name, value in (given | HEADERS).items()]


async def _full(scope: Scope, receive: Receive, send: Send) -> None:
    """What is answered when there are too many connections."""
    problem: Problem = plain(503, "too many connections: try again in some seconds", "busy")
    body = problem.encoded()
    headers = [*_heading(body), (b"retry-after", b"5")]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def listen(host: str, port: int) -> socket.socket:
    """A socket to serve at; port 0 takes one that is free.

    Raises:
        ConfigError: no such address, or the port is taken.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen()  # who is told of it may come at once, and waits until it is served
    except OSError as error:
        raise ConfigError(f"--host {host} --port {port}: {error.strerror or error} (choose another --port)") from error
    return made


def server(app: FastAPI, settings: Settings) -> uvicorn.Server:
    """A server of the application, not running yet.

    Args:
        app: the application.
        settings: of the server.
    """
    protocol = type("OfSettings", (Protocol,), {"patience": settings.patience})
    config = uvicorn.Config(
        app, http=protocol, ws="none", log_level="error", access_log=False, server_header=False, date_header=True,
        timeout_keep_alive=max(1, int(settings.patience)), timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=HEAD, proxy_headers=False, lifespan="on",
    )  # fmt: skip
    return uvicorn.Server(config)


def run(app: FastAPI, settings: Settings, at: socket.socket) -> None:
    """Serve until it is stopped.

    Args:
        app: the application.
        settings: of the server.
        at: the socket.
    """
    server(app, settings).run(sockets=[at])
