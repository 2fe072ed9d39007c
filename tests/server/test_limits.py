"""Too much, too slowly, too often: bodies, heads, answers that nobody takes, thousands of requests."""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path

import pytest

from onrecord.web.settings import Settings
from tests.server.running import API, FORM, JSON, PART, UPLOAD, guarded, is_problem, request, sent, serving

ALIVE = request(f"{API}/overview")
BEGIN = {FORM: b"text=", UPLOAD: PART + b'name="file"; filename="a.txt"\r\n\r\n', JSON: b'"', "": b""}
WAYS = [(f"{API}/read", JSON), (f"{API}/verify", ""), ("/read", FORM), ("/read", UPLOAD), ("/login", FORM)]


@pytest.mark.parametrize("path", [f"{API}/read", "/read", "/login"])
def test_a_body_that_says_it_is_too_large(port: int, path: str) -> None:
    answer = sent(port, request(path, "Content-Length: 100001", method="POST"))
    is_problem(answer, 413)
    assert answer.headers["connection"] == "close"


@pytest.mark.parametrize(("path", "media"), WAYS)
class TestBodies:
    """However a body is read: as JSON, as bytes, as a form, as an upload."""

    def test_too_large_in_chunks(self, port: int, path: str, media: str) -> None:
        head = request(path, *filter(None, [media]), "Transfer-Encoding: chunked", method="POST")
        piece = b"a" * 20_000
        chunks = [b"%x\r\n%s\r\n" % (len(one), one) for one in (BEGIN[media] + piece, *[piece] * 5)]
        answer = sent(port, head, *chunks, pause=0.02)
        assert answer.status == 413
        assert answer.headers["connection"] == "close"
        guarded(answer)

    def test_too_slow(self, port: int, path: str, media: str) -> None:
        head = request(path, *filter(None, [media]), "Content-Length: 1000", method="POST")
        answer = sent(port, head + BEGIN[media], *[b"a"] * 12, pause=0.1)
        assert answer.status == 408
        assert answer.seconds < 5
        assert answer.headers["connection"] == "close"
        guarded(answer)

    def test_cut_off(self, port: int, path: str, media: str) -> None:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(request(path, *filter(None, [media]), "Content-Length: 1000", method="POST") + b"{")


def test_a_slow_head(port: int) -> None:
    answer = sent(port, b"GET / HTTP/1.1\r\n", *[b"X: y\r\n"] * 15, pause=0.1)
    assert (answer.status, answer.body) == (0, b"")
    assert answer.seconds < 4


def test_a_slow_head_after_an_answer(port: int) -> None:
    begun = time.monotonic()
    answer = sent(port, request(f"{API}/codebook", close=False), b"GET / HTTP/1.1\r\n", *[b"X: y\r\n"] * 15, pause=0.1)
    assert answer.status == 200
    assert time.monotonic() - begun < 5


def test_a_silent_connection_is_closed(port: int) -> None:
    assert sent(port).seconds < 3
    assert sent(port, request(f"{API}/codebook", close=False)).seconds < 4


def test_a_body_that_goes_on_after_the_answer(port: int) -> None:
    head = request("/none", "Content-Length: 90000", method="POST", close=False)
    answer = sent(port, head, *[b"a"] * 25, pause=0.1)
    assert answer.status in (404, 408)
    assert answer.seconds < 4


def test_who_takes_no_answer_is_dropped(affair: Path) -> None:
    """A caller that asks for much, over and over, and reads nothing."""
    with serving(Settings(str(affair), rate=0, patience=0.5)) as own:
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect(("127.0.0.1", own))
            connection.sendall(request(f"{API}/events?series=all&limit=200", close=False) * 60)
            time.sleep(3)
            raw = 0
            connection.settimeout(5)
            try:
                while piece := connection.recv(1 << 16):
                    raw += len(piece)
            except OSError:
                pass
        assert raw < 8_000_000
        assert sent(own, ALIVE).status == 200


def test_who_takes_it_slowly_gets_all_of_it(affair: Path) -> None:
    with serving(Settings(str(affair), rate=0, patience=0.5)) as own, socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", own))
        connection.sendall(request(f"{API}/claims?limit=200"))
        raw = b""
        while piece := connection.recv(1 << 13):
            raw += piece
            time.sleep(0.02)
    length = int(re.search(rb"content-length: (\d+)", raw)[1])  # type: ignore[index]
    assert len(raw.partition(b"\r\n\r\n")[2]) == length > 50_000


def test_thousands_of_tiny_requests(affair: Path) -> None:
    with serving(Settings(str(affair), rate=60)) as own:
        many = sent(own, request(f"{API}/codebook", method="HEAD", close=False) * 1999 + request(f"{API}/codebook"))
        statuses = re.findall(rb"HTTP/1.1 (\d+)", b"HTTP/1.1 %d" % many.status + many.body)
        assert len(statuses) == 2000
        assert set(statuses) == {b"200", b"429"}
        assert 20 <= statuses.count(b"200") <= 20 + many.seconds * 1.1
        refused = sent(own, request(f"{API}/overview"))
        is_problem(refused, 429)
        assert 1 <= int(refused.headers["retry-after"]) <= 2
        time.sleep(int(refused.headers["retry-after"]))
        assert sent(own, request(f"{API}/overview")).status == 200


def test_more_connections_than_are_served(affair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.server.running._AT_ONCE", 5)
    with serving(Settings(str(affair), rate=0, patience=1.5)) as own:
        held = [socket.create_connection(("127.0.0.1", own)) for _ in range(5)]
        time.sleep(0.1)
        busy = sent(own, request(f"{API}/overview"))
        is_problem(busy, 503)
        assert busy.headers["retry-after"] == "5"
        held += [socket.create_connection(("127.0.0.1", own)) for _ in range(20)]
        time.sleep(2)
        assert sent(own, request(f"{API}/overview")).status == 200
        for one in held:
            one.close()
