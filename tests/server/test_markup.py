"""Forms and uploads in bad encodings; markup in every field of a report, which stays text."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from tests.server.conftest import EVIL_ID
from tests.server.running import API, FORM, PART, UPLOAD, guarded, request, sent

BAD = [
    b"text=%",
    b"text=%ff%fe",
    b"text=\xff\xfe",
    b"=&&&==",
    b"text=a&" * 3000,
    b"text=%00",
    b"\0",
    b"text=" + b"a;" * 9,
]


@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
def test_forms_in_bad_encodings(port: int, body: bytes) -> None:
    for path in ("/read", "/review", "/case/json", "/login"):
        answer = sent(port, request(path, FORM, "Accept: text/html", method="POST", body=body))
        assert answer.status in (200, 303, 400, 403, 422), (path, answer)
        guarded(answer)


PARTS = [
    b'name="file"; filename="../../etc/passwd.txt"', b'name="file"; filename="a.zip"', b'name="file"; filename=""', b"",
    b'name="file"; filename="' + b"a" * 5000 + b'.txt"', b'name="file"; filename="a\0.txt"', b'name="x"',
    b"name=\"file\"; filename*=UTF-8''%ff%00.txt",
]  # fmt: skip
CONTENTS = [b"PK\x03\x04" + b"\0" * 60, b"\x1f\x8b\x08\0\0\0\0\0", b"\xff" * 99, b"<html><script>x</script>"]


@pytest.mark.parametrize("content", CONTENTS, ids=range(len(CONTENTS)))
@pytest.mark.parametrize("part", PARTS, ids=range(len(PARTS)))
def test_uploads_that_are_no_report(port: int, part: bytes, content: bytes) -> None:
    body = PART + part + b"\r\n\r\n" + content + b"\r\n--x--\r\n"
    answer = sent(port, request("/read", UPLOAD, "Accept: text/html", method="POST", body=body))
    assert answer.status in (400, 422) or (answer.status == 200 and content.startswith(b"<html>"))
    guarded(answer)
    assert b"<script>x" not in answer.body


PAGES = [
    "/", "/read", "/reports", "/claims", "/events", "/statements", "/ties", "/actors", "/dyads", "/timeline", "/map",
    "/network", "/review", "/case", "/search?q=shelled", "/search?q=<script>alert(1)</script>", "/login",
]  # fmt: skip


class Page(HTMLParser):
    """What a page would run or fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.run: list[str] = []
        self.led: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "script" and given.get("type") != "application/json":
            self.run.append(given.get("src", "inline"))
        self.run += [name for name in given if name.startswith("on") or name in ("style", "srcdoc")]
        self.led += [given[name] for name in ("src", "href", "action", "formaction", "data", "poster") if name in given]


def test_markup_in_a_report_stays_text(port: int) -> None:
    own = quote(EVIL_ID, safe="")
    claims = json.loads(sent(port, request(f"{API}/claims?text=shelled&limit=200")).body)["items"]
    ids = [one["id"] for one in claims if one["report"] == EVIL_ID]
    assert ids
    reports = json.loads(sent(port, request(f"{API}/reports")).body)["items"]
    sources = {one["url"] for one in reports if (one["url"] or "").startswith("https://")}
    pages = [*PAGES, f"/reports/{own}", f"/evidence/{own}", *(f"/claims/{id_}" for id_ in ids)]
    for path in [*pages, *(f"/reports/{quote(one['report'], safe='')}" for one in reports)]:
        answer = sent(port, request(path.replace("<", "%3C").replace(">", "%3E"), "Accept: text/html"))
        assert answer.status in (200, 501), (path, answer.status)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        guarded(answer)
        page = Page(answer.body.decode())
        assert all(one.startswith("/static/") for one in page.run), (path, page.run)
        for address in page.led:
            outside = not address.startswith(("/", "#", "?")) or address.startswith("//")
            assert not outside or address in sources or not address, (path, address)


def test_markup_in_a_report_is_data_in_the_api(port: int) -> None:
    own = quote(EVIL_ID, safe="")
    for path in (f"/reports/{own}", "/reports", "/claims", "/search?q=shelled", "/actors", f"/reports/{own}/family"):
        answer = sent(port, request(API + path, "Accept: text/html"))
        assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
        guarded(answer)
    assert json.loads(sent(port, request(f"{API}/reports/{own}")).body)["report"]["id"] == EVIL_ID
    text = sent(port, request(f"{API}/reports/{own}/text"))
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    guarded(text)
