"""Whatever goes wrong has one shape, on every path and for every class of error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.errors import ConfigError, DataError, EngineError, InputError, OnRecordError, StoreError
from onrecord.web.problems import BusyError, NotAllowedError, of
from tests.api.asking import API, EVENT, REPORT, addresses, described, problem

NOT_THERE = [
    *(f"/reports/none{part}" for part in ("", "/text", "/revisions", "/family", "/proof")),
    "/events/e000000000000", "/events/none", "/claims/c0", "/statements/sx", "/ties/t", "/events/c000000000000",
    "/cite/none", "/cite/e000000000000", "/why/none", f"/why/{EVENT}?other=none", f"/reports/{REPORT}?revision=7",
]  # fmt: skip
NO_ROUTE = ["/none", "", "/", "/reports/", "/reports/a/b", "/events/a/b", "/dyads/IRN", "/export", "/openapi.json/x"]
WRONG = [
    *(f"/events?limit={limit}" for limit in ("0", "201", "x", "1e3", "-1")), "/reports?limit=0", "/actors?limit=x",
    *(f"/{noun}?since=2024-xx" for noun in ("events", "reports", "bars", "places", "network", "dyads/IRN/USA")),
    *(f"/events?until={day}" for day in ("x", "2024-13", "12/5/24", "%C2%B2%C2%B2%C2%B2%C2%B2", "")),
    "/dyads/IRN/USA?until=2024-02-30", "/brief/IRN/USA?since=x", "/search?q=a&since=x", "/network?since=x",
    *(f"/events?cursor={one}" for one in ("", "x", "!!", "AAAA", "MS4y4pyT", "%C3%A9", "OTk5OTk5OTk5OTk5OTk5OTk5OTku")),
    *(f"/reports?cursor={one}" for one in ("", "x", "!!", "AAAA", "AAoA", "%C3%A9")),
    "/search", "/search?q=", "/search?q=%20", "/search?q=%22%22", "/search?q=***", "/network?most=1",
    "/events?who=Nobody+at+all", "/claims?outlet=None", "/events?place=Nowhere", "/events?reports=0",
    "/events?reports=x", "/actors/Nobody", "/actors/person:nobody", "/dyads/Nobody/IRN", "/brief/IRN/Nobody",
    "/cite/none?form=x", "/export/x", "/export/csv?kind=x", "/export/gdelt?kind=claims", "/export/jsonl?who=IRN",
    "/review?kind=x", "/review?limit=101", f"/reports/{REPORT}?revision=0", f"/reports/{REPORT}?revision=x",
    f"/events/{'e' * 101}", f"/reports/{'r' * 301}", f"/search?q={'a' * 301}", f"/events?who={'a' * 301}",
]  # fmt: skip


@pytest.mark.parametrize("path", NOT_THERE)
def test_what_is_not_there(client: TestClient, path: str) -> None:
    problem(client.get(API + path), 404, "data")


@pytest.mark.parametrize("path", NO_ROUTE)
def test_no_such_route(client: TestClient, path: str) -> None:
    problem(client.get(API + path, follow_redirects=False), 404, "http")


@pytest.mark.parametrize("path", WRONG)
def test_a_wrong_parameter(client: TestClient, path: str) -> None:
    answer = client.get(API + path)
    kind = answer.json()["type"].rpartition(":")[2]
    assert kind in ("request", "config")
    problem(answer, 422, kind)


def test_a_wrong_method_on_every_route(client: TestClient) -> None:
    for path, item in described(client)["paths"].items():
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"):
            answer = client.request(method, path)
            problem(answer, 405, "http")
            assert {one.strip().lower() for one in answer.headers["allow"].split(",")} & set(item), path


def test_a_wrong_parameter_on_every_route(client: TestClient) -> None:
    """A NUL anywhere in the address is refused before any route sees it: no database can hold one."""
    for address in addresses(client).values():
        problem(client.get(f"{address}{'&' if '?' in address else '?'}x=%00"), 400, "http")
        problem(client.get(f"{address.partition('?')[0]}%00"), 400, "http")


BODIES: list[tuple[bytes, int]] = [
    (b"", 422), (b"{", 422), (b"null", 422), (b"[]", 422), (b'"x"', 422), (b"\xff\xfe", 422), (b"\xe9", 400),
    (b"{} {}", 422), (b"[" * 100_000, 400), (b'{"a":' * 100_000, 400), (b'{"text": 1' + b"0" * 5_000 + b"}", 400),
    (b'{"text": NaN}', 422), (b'{"text": "\\ud800"}', 422), (b'{"\\ud800": 1}', 422), (b'{"text": null}', 422),
    (b'{"verb": "join"}', 422), (b'{"__proto__": {}}', 422), (b'{"' + b"x" * 100_000 + b'": 1}', 422),
]  # fmt: skip


@pytest.mark.parametrize("path", ["/read", "/reports", "/judgements", "/verify"])
@pytest.mark.parametrize(("body", "status"), BODIES, ids=range(len(BODIES)))
def test_a_body_that_cannot_be_used(client: TestClient, path: str, body: bytes, status: int) -> None:
    answer = client.post(API + path, content=body, headers={"content-type": "application/json"})
    kind = answer.json()["type"].rpartition(":")[2]
    assert len(answer.content) < 3_000
    problem(answer, 422 if path == "/verify" else status, kind)


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "x"])
def test_a_body_of_another_type(client: TestClient, media: str) -> None:
    given = json.dumps({"text": "The minister said on Monday that the army had shelled the town."})
    problem(client.post(f"{API}/read", content=given, headers={"content-type": media}), 422, "request")


def errors() -> Iterator[type[OnRecordError]]:
    waiting: list[type[OnRecordError]] = [OnRecordError]
    while waiting:
        waiting += waiting[0].__subclasses__()
        yield waiting.pop(0)


def test_every_class_of_error_has_a_status() -> None:
    wanted = {
        InputError: 422, ConfigError: 422, DataError: 422, StoreError: 503, EngineError: 501, BusyError: 503,
        NotAllowedError: 403, OnRecordError: 500,
    }  # fmt: skip
    for cls in errors():
        error = cls("here", "why") if issubclass(cls, InputError) else cls("why")
        known = next(wanted[base] for base in cls.__mro__ if base in wanted)
        assert of(error).status == known, cls
    assert of(DataError("none"), asked=True).status == 404


def test_what_is_repeated_is_short_and_can_be_encoded() -> None:
    told = of(ConfigError("\ud800" * 50_000))
    assert len(told.encoded()) < 2_000


def test_a_record_that_went_away(client: TestClient, affair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.api.entries.pages.page", fails)
    answer = client.get(f"{API}/events?limit=7")
    problem(answer, 503, "store")
    assert answer.headers["retry-after"] == "5"


def fails(*_: object) -> None:
    raise StoreError("affair.db: the disk failed")


def test_a_fault_of_ours_says_nothing_of_its_inside(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.api.entries.pages.page", lambda *_: {}["secret"])
    told = problem(client.get(f"{API}/events?limit=9"), 500, "http")
    assert "secret" not in told["detail"]
