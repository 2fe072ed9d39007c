"""A real server on this machine, and a caller that sends what no client would."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import NamedTuple

from onrecord.server.app import make
from onrecord.server.running import listen, server
from onrecord.web.exchange import HEADERS
from onrecord.web.settings import Settings

API = "/api/v1"
FORM = "Content-Type: application/x-www-form-urlencoded"
UPLOAD = "Content-Type: multipart/form-data; boundary=x"
JSON = "Content-Type: application/json"
PART = b"--x\r\nContent-Disposition: form-data; "


class Answer(NamedTuple):
    """What came back: status (0 where nothing did), headers by small letters, body, seconds that it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


@contextmanager
def serving(settings: Settings) -> Iterator[int]:
    """A server in this process; gives its port."""
    with listen("127.0.0.1", 0) as at:
        made = server(make(settings), settings)
        thread = Thread(target=made.run, kwargs={"sockets": [at]}, daemon=True)
        thread.start()
        until = time.monotonic() + 60
        while not made.started:
            assert time.monotonic() < until
            time.sleep(0.01)
        try:
            yield at.getsockname()[1]
        finally:
            made.should_exit = True
            thread.join(20)


def sent(port: int, *pieces: bytes, pause: float = 0.0, limit: float = 20.0) -> Answer:
    """Send pieces of anything with pauses between them, and read until the server closes.

    Args:
        port: of the server.
        pieces: bytes, as they go over the wire.
        pause: seconds before each piece but the first.
        limit: seconds without an answer that end the reading.
    """
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=limit) as connection:
        raw = b""
        try:
            for number, piece in enumerate(pieces):
                time.sleep(pause if number else 0)
                connection.sendall(piece)
        except OSError:  # it was answered, and closed, before all was sent
            pass
        try:
            while piece := connection.recv(1 << 16):
                raw += piece
        except OSError:
            pass
    return parsed(raw, time.monotonic() - begun)


def parsed(raw: bytes, seconds: float) -> Answer:
    """The first answer in what came back."""
    head, _, body = raw.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 "):
        return Answer(0, {}, raw, seconds)
    lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    return Answer(int(lines[0].split()[1]), headers, body, seconds)


def request(target: str, *headers: str, method: str = "GET", body: bytes = b"", close: bool = True) -> bytes:
    """A request as it goes over the wire."""
    lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", *headers]
    if close:
        lines.append("Connection: close")
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def is_problem(answer: Answer, status: int) -> None:
    """Check that an answer is the problem of a status."""
    assert answer.status == status, answer
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.JSONDecoder().raw_decode(answer.body.decode())[0]["status"] == status
    guarded(answer)


def guarded(answer: Answer) -> None:
    """Check that an answer says what every answer must say."""
    for name, value in HEADERS.items():
        assert answer.headers.get(name) == value, (name, answer.status)
    assert "server" not in answer.headers
