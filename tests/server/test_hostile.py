"""What no caller should send, in heads and addresses: every answer is one that was meant, and the server goes on."""

from __future__ import annotations

import pytest

from tests.server.running import API, guarded, is_problem, request, sent

POST = b"POST /api/v1/read HTTP/1.1\r\nHost: 127.0.0.1\r\n"
MALFORMED = {
    "no http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "no line": b"\r\n\r\n\r\n",
    "words": b"hello there\r\n\r\n",
    "http/0.9": b"GET /\r\n\r\n",
    "http/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil\r\n\r\n",
    "a space before the colon": b"GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n",
    "a bare return in a header": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\rb\r\n\r\n",
    "a nul in a header": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\0b\r\n\r\n",
    "a folded first header": b"GET / HTTP/1.1\r\n Host: 127.0.0.1\r\n\r\n",
    "bytes in the address": b"GET /\xc3\xa9\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "a space in the address": b"GET /a b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "a nul in the address": b"GET /a\0b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "two lengths": b"POST /api/v1/read HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a length below zero": b"POST /api/v1/read HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n{}",
    "a length that is none": b"POST /api/v1/read HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0x2\r\n\r\n{}",
    "a huge length": b"POST /api/v1/read HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + b"9" * 40 + b"\r\n\r\n{}",
    "an unknown coding": b"POST /api/v1/read HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: gzip\r\n\r\n{}",
    "chunked twice": POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "a chunk of no size": POST + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n",
    "a huge head": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"A: b\r\n" * 20_000 + b"\r\n",
    "a huge address": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
}  # fmt: skip


@pytest.mark.parametrize("raw", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_http(port: int, raw: bytes) -> None:
    answer = sent(port, raw)
    assert answer.seconds < 5
    if answer.status:  # a long head may be cut off before its answer is read
        is_problem(answer, answer.status)
        assert answer.status in (400, 431) or raw.startswith(b"PRI")  # which names no host


def test_a_request_smuggled_behind_another(port: int) -> None:
    """Both a length and chunks: chunks win, and what follows them is no second request of ours."""
    inner = b"GET /api/v1/codebook HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    head = b"POST /api/v1/judgements HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nContent-Length: "
    answer = sent(port, head + str(5 + len(inner)).encode() + b"\r\n\r\n0\r\n\r\n" + inner)
    assert answer.status in (400, 422)
    assert answer.body.count(b"HTTP/1.1 200") <= 1


ELSEWHERE = [
    "evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "127.0.0.1@evil", "localhost:/evil?", "localhost#",
    "127.0.0.1:80:90", "[::1", "[::2]", "0.0.0.0", "2130706433",
]  # fmt: skip


@pytest.mark.parametrize("host", ELSEWHERE)
def test_a_page_whose_name_leads_here(port: int, host: str) -> None:
    is_problem(sent(port, f"GET /api/v1/overview HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()), 421)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8471", "LOCALHOST", "[::1]:80"])
def test_the_names_of_this_machine(port: int, host: str) -> None:
    raw = f"GET /api/v1/overview HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    assert sent(port, raw.encode()).status == 200


OF_ANOTHER = [
    "Origin: http://evil.example", "Origin: null", "Origin: http://127.0.0.1:1", "Origin: http://[", "Origin: x",
    "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site",
    "Origin: http://127.0.0.1\r\nSec-Fetch-Site: cross-site",
]  # fmt: skip


@pytest.mark.parametrize("header", OF_ANOTHER)
@pytest.mark.parametrize("path", [f"{API}/read", "/read", "/review", "/login"])
def test_a_page_of_another_site(port: int, path: str, header: str) -> None:
    body = b'{"text": "x"}'
    is_problem(sent(port, request(path, header, "Content-Type: application/json", method="POST", body=body)), 403)


@pytest.mark.parametrize("header", ["Origin: http://127.0.0.1", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none"])
def test_a_page_of_ours(port: int, header: str) -> None:
    raw = request(f"{API}/read", header, "Content-Type: application/json", method="POST", body=b"{}")
    assert sent(port, raw).status == 422


TRAVERSALS = [
    "/static/../../../etc/passwd", "/static/x/../../../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd",
    "/static/x/..%2f..%2f..%2fetc%2fpasswd", "/static/x/%252e%252e%252f%252e%252e%252fetc%252fpasswd",
    "/static/x//etc/passwd", "/static/x/..%5c..%5cetc%5cpasswd", "/static/x/desk.css%00.js",
    "/static//etc/passwd",
    "/static/x/..%c0%af..%c0%afetc",
    "/static/x/%2fetc%2fpasswd", "/static/x/../desk.py", "/static/x/desk.css/", "/../etc/passwd",
    "/%2e%2e/etc/passwd",
    "http://evil.example/etc/passwd", "//evil.example/etc/passwd", "/api/v1/../../etc/passwd",
    "/api/v1/reports/../../x",
    "/static/x/desk.css;.txt", "/static/x/DESK.CSS", "/static/%00/desk", "*",
]  # fmt: skip


@pytest.mark.parametrize("target", TRAVERSALS)
def test_path_traversal(port: int, target: str) -> None:
    answer = sent(port, request(target))
    assert answer.status in (400, 404)
    assert b"root:" not in answer.body
    guarded(answer)


def test_the_files_of_the_desk_are_guarded(port: int) -> None:
    for name, media in (("desk.css", "text/css"), ("desk.js", "text/javascript"), ("icon.svg", "image/svg+xml")):
        answer = sent(port, request(f"/static/x/{name}"))
        assert answer.status == 200
        assert answer.headers["content-type"].startswith(media)
        guarded(answer)


def test_requests_in_one_piece_are_answered_in_order(port: int) -> None:
    raw = request(f"{API}/codebook", close=False) + request("/none", close=False) + request(f"{API}/overview")
    answer = sent(port, raw)
    assert answer.status == 200
    assert answer.body.index(b"HTTP/1.1 404") < answer.body.index(b'"revisions"')


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "get", "A" * 200])
def test_other_methods(port: int, method: str) -> None:
    for path in (f"{API}/events", "/events", "/static/x/desk.css"):
        answer = sent(port, request(path, method=method))
        assert answer.status == 405
        guarded(answer)


def test_the_head_alone(port: int) -> None:
    for path in ("/", f"{API}/events", "/none", "/static/x/desk.css"):
        get, head = sent(port, request(path)), sent(port, request(path, method="HEAD"))
        assert (head.status, head.body) == (get.status, b"")
        assert head.headers.get("content-length") == get.headers.get("content-length")


def test_http_1_0(port: int) -> None:
    assert sent(port, b"GET /api/v1/overview HTTP/1.0\r\nHost: localhost\r\n\r\n").status == 200
    is_problem(sent(port, b"GET /api/v1/overview HTTP/1.0\r\n\r\n"), 421)


def test_an_upgrade_that_is_not_offered(port: int) -> None:
    raw = request(f"{API}/overview", "Upgrade: websocket", "Sec-WebSocket-Key: x", close=False)
    assert sent(port, raw.replace(b"\r\n\r\n", b"\r\nConnection: upgrade\r\n\r\n")).status == 200


def test_a_header_is_never_split(port: int) -> None:
    for target in (
        "/login?next=/%0d%0aX-Evil:%201",
        "/reports?cursor=%0d%0aX-Evil:%201",
        "/reports/a%0d%0aX-Evil:%201",
    ):
        answer = sent(port, request(target, "Accept: text/html"))
        assert "x-evil" not in answer.headers
        assert answer.status in (200, 404, 422)
