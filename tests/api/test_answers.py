"""Every route answers what `onrecord.query` gives, in the shape that OpenAPI states."""

from __future__ import annotations

import gzip
import json
from typing import Any

import msgspec
import pytest
from fastapi.testclient import TestClient

from onrecord import Record
from onrecord.analysis import dyads, network, overview, people, places, timeline
from onrecord.codebook import own
from onrecord.export import citation
from onrecord.export.cited import citation as cited
from onrecord.query import codebook, compared, held, pages, review, search, whole
from onrecord.query.brief import brief
from onrecord.query.filters import KINDS, Filter
from onrecord.query.schema import schema
from tests.api.asking import API, EVENT, REPORT, addresses, described, faults


def plain(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


def ask(client: TestClient, path: str, **asked: Any) -> Any:
    answer = client.get(API + path, params=asked or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("noun", KINDS)
def test_entries(client: TestClient, record: Record, noun: str) -> None:
    kind = KINDS[noun]
    asked = Filter(series="all") if kind == "e" else Filter()
    with record.reading_connection() as connection:
        some = pages.page(connection, kind, asked, 5)
        got = ask(client, f"/{noun}", limit=5, **({"series": "all"} if kind == "e" else {}))
        assert got == {"items": plain(some.entries), "cursor": some.cursor}
        assert ask(client, f"/{noun}/{some.entries[0]['id']}") == plain(some.entries[0])


FILTERS: list[tuple[str, dict[str, Any]]] = [
    ("events", {"who": "IRN", "to": "SDN", "series": "all"}),
    ("events", {"type": "assault", "series": "all", "place": "El Fasher"}),
    ("events", {"since": "2026-05-10", "until": "2026-05-13", "series": "all"}),
    ("events", {"reports": 2, "series": "all"}),
    ("claims", {"standing": "contested"}),
    ("claims", {"who": "IRN", "text": "drones"}),
    ("statements", {"outlet": "Eastport Herald"}),
]


@pytest.mark.parametrize(("noun", "asked"), FILTERS)
def test_filters(client: TestClient, record: Record, noun: str, asked: dict[str, Any]) -> None:
    with record.reading_connection() as connection:
        wanted = plain(pages.page(connection, KINDS[noun], Filter(**asked), 200).entries)
    assert wanted
    assert ask(client, f"/{noun}", limit=200, **asked)["items"] == wanted


def test_events_are_those_told_as_fact_unless_others_are_asked_for(client: TestClient) -> None:
    assert {event["series"] for event in ask(client, "/events", limit=200)["items"]} == {"observed"}
    assert {event["series"] for event in ask(client, "/timeline", limit=200)["items"]} == {"observed"}
    assert len({event["series"] for event in ask(client, "/events", limit=200, series="all")["items"]}) > 1


def test_timeline_is_oldest_first_and_dated(client: TestClient) -> None:
    events = ask(client, "/timeline", limit=200)["items"]
    assert events == ask(client, "/events", limit=200, oldest=True)["items"]
    starts = [event["when"]["start"][:7] for event in events if event["when"] and event["when"]["start"]]
    assert starts == sorted(starts)
    assert len(starts) > 1


@pytest.mark.parametrize("path", ["/events", "/statements", "/claims", "/ties", "/timeline", "/reports"])
@pytest.mark.parametrize("limit", [1, 3, 200])
def test_paging_gives_every_entry_once(client: TestClient, path: str, limit: int) -> None:
    asked = {"limit": limit} | ({"series": "all"} if path in ("/events", "/timeline") else {})
    every = [json.dumps(one) for one in ask(client, path, **asked | {"limit": 200})["items"]]
    found: list[str] = []
    cursor: str | None = None
    while True:
        some = ask(client, path, **asked, **({"cursor": cursor} if cursor else {}))
        assert len(some["items"]) <= limit
        found += [json.dumps(one) for one in some["items"]]
        cursor = some["cursor"]
        if cursor is None:
            break
    assert found == every
    assert len(set(found)) == len(found) > 0


def test_reports(client: TestClient, record: Record) -> None:
    with record.reading_connection() as connection:
        some, cursor = held.held(connection, 3)
        assert ask(client, "/reports", limit=3) == {"items": plain(some), "cursor": cursor}
        named, _ = held.held(connection, outlet="eastport herald", days=("2026", "2026-05-13"))
        got = ask(client, "/reports", outlet="eastport herald", since="2026", until="2026-05-13")
        assert got["items"] == plain(named)
        assert named
        stored = compared.stored(connection, REPORT)
        assert ask(client, f"/reports/{REPORT}/revisions") == {"revisions": [1], "changed": None}
        assert ask(client, f"/reports/{REPORT}/family")["items"] == plain(held.family(connection, REPORT))
        assert ask(client, f"/reports/{REPORT}/proof") == plain(held.hashes(connection, REPORT))
    answer = client.get(f"{API}/reports/{REPORT}")
    assert answer.content == stored.to_json().encode()
    text = client.get(f"{API}/reports/{REPORT}/text")
    assert (text.text, text.headers["content-type"]) == (stored.report.text, "text/plain; charset=utf-8")


def test_questions(client: TestClient, record: Record) -> None:
    with record.reading_connection() as connection:
        wanted: dict[str, Any] = {
            "/overview": overview.overview(connection),
            "/search?q=drones": {"items": search.search(connection, "drones")},
            '/search?q="shipped drones"&since=2026-05-11&limit=2': {
                "items": search.search(connection, '"shipped drones"', 2, 0, ("2026-05-11", None))
            },
            "/actors": {"items": search.actors(connection)},
            "/actors?name=iran&limit=1": {"items": search.actors(connection, "iran", 1)},
            "/actors/Iran": people.profile(connection, "Iran"),
            "/dyads": {"items": dyads.dyads(connection)},
            "/dyads/IRN/USA": dyads.dyad(connection, "IRN", "USA"),
            "/brief/IRN/USA?since=2026": brief(connection, "IRN", "USA", "2026"),
            "/bars?series=all": {"items": timeline.timeline(connection, Filter(series="all"), 200)},
            "/places": {"items": places.places(connection, Filter(), 200)},
            "/network?series=all&most=5": network.network(connection, None, None, "all", most=5),
            "/review": {"items": review.uncertain(connection)},
            "/review?kind=events&limit=3": {"items": review.uncertain(connection, "e", 3)},
            f"/why/{EVENT}": {"items": review.why(connection, EVENT)},
            "/codebook": {"items": codebook.entries(own.NONE)},
            "/schema": schema(),
            "/verify": whole.prove(connection),
        }
        for path, value in wanted.items():
            assert ask(client, path) == plain(value), path
        for form, write in citation.FORMATS.items():
            answer = client.get(f"{API}/cite/{EVENT}", params={"form": form})
            assert answer.text == write(cited(connection, EVENT)), form
    assert not ask(client, "/verify")["breaks"]


def test_answers_keep_to_the_schemas_of_openapi(client: TestClient) -> None:
    document = described(client)
    for route, address in addresses(client).items():
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.text)
        media = answer.headers["content-type"].partition(";")[0]
        if media == "application/json":
            assert not faults(document, route, "get", 200, media, answer.json()), route


def test_an_answer_is_made_once_for_each_state(client: TestClient) -> None:
    for route, address in addresses(client).items():
        if route == "/export/{form}":
            continue
        first = client.get(address)
        mark = first.headers["etag"]
        assert mark.startswith('W/"')
        assert first.headers["cache-control"] == "private, no-cache"
        for given in (mark, mark.removeprefix("W/"), f'"other", {mark}'):
            again = client.get(address, headers={"if-none-match": given})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", mark), address
        for given in ('"other"', "*", mark.strip('W/"'), ""):
            assert client.get(address, headers={"if-none-match": given}).content == first.content


def test_every_question_has_its_own_tag(client: TestClient) -> None:
    marks = [client.get(address).headers.get("etag") for address in addresses(client).values()]
    assert len(set(marks)) == len(marks)
    assert client.get(f"{API}/events?limit=1").headers["etag"] != client.get(f"{API}/events?limit=2").headers["etag"]


def test_what_is_not_there_is_not_told_to_be_known(client: TestClient) -> None:
    assert client.get(f"{API}/reports/none", headers={"if-none-match": "*"}).status_code == 404


def test_large_answers_are_squeezed(client: TestClient) -> None:
    with client.stream("GET", f"{API}/events?series=all", headers={"accept-encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert int(answer.headers["content-length"]) == len(raw)
    whole_ = client.get(f"{API}/events?series=all", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in whole_.headers
    assert gzip.decompress(raw) == whole_.content
    assert len(raw) * 3 < len(whole_.content)


def test_the_head_of_every_answer(client: TestClient) -> None:
    for address in addresses(client).values():
        get, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (200, b""), address
        assert head.headers.get("etag") == get.headers.get("etag")
        assert head.headers.get("content-length") == get.headers.get("content-length")
