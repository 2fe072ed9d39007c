"""Reading, keeping, judging, checking: what is sent in."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from onrecord import Reading, Record
from onrecord.api.proving import FORMATS
from onrecord.cli.main import app as command
from onrecord.query.filters import KINDS
from onrecord.server.app import make
from onrecord.web.settings import Settings
from tests.api.asking import API, EVENT, described, faults, problem
from tests.api.conftest import HERE

TEXT = "The defence minister said on Monday that the army had shelled the town of Odessa. Kyiv denied it."


def test_read_is_what_the_command_prints(client: TestClient, tmp_path: Path) -> None:
    fields = {"id": "r1", "text": TEXT, "title": "Shelling", "outlet": "Herald", "published": "2026-05-12"}
    given = tmp_path / "reports.jsonl"
    given.write_text(json.dumps(fields) + "\n", encoding="utf-8")
    printed = CliRunner().invoke(command, ["read", "--json", str(given)])
    assert printed.exit_code == 0, printed.output
    made = json.loads(printed.stdout)
    answer = client.post(f"{API}/read", json=fields)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert told["report"].pop("sha256") != made["report"].pop("sha256")  # of the text, and of the line of the file
    assert told == made


def test_read_is_the_reading_byte_for_byte(client: TestClient, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    printed = CliRunner().invoke(command, ["read", "--json", str(path)])
    answer = client.post(f"{API}/read", json={"text": TEXT})
    assert answer.text == printed.stdout.rstrip("\n")
    assert not faults(described(client), "/read", "post", 200, "application/json", answer.json())
    proof = client.post(f"{API}/verify", content=answer.content)
    assert proof.json()["faults"] == []
    assert proof.json()["rehashed"] is True
    assert not faults(described(client), "/verify", "post", 200, "application/json", proof.json())


def test_verify_names_what_does_not_hold(client: TestClient, bundled: tuple[Reading, ...]) -> None:
    plain = json.loads(bundled[0].to_json())
    plain["report"]["text"] = plain["report"]["text"][:-9] + "otherwise"
    plain["statements"][0]["parent"] = "s\ud800"
    proof = client.post(f"{API}/verify", content=json.dumps(plain)).json()
    assert any(fault["path"] == "statements[0].parent" for fault in proof["faults"])
    assert not proof["rehashed"]


@pytest.mark.parametrize(
    "given",
    [
        {"text": ""}, {"text": " "}, {"text": TEXT, "published": "yesterday"}, {"text": TEXT, "more": 1},
        {"text": TEXT, "id": ""}, {"text": TEXT + "\0"}, {"text": TEXT, "url": "x" * 2001},
        {"text": "Der Minister sagte am Montag, die Armee habe die Stadt beschossen. Kiew bestritt das."},
    ],
)  # fmt: skip
def test_what_cannot_be_read(client: TestClient, given: dict[str, Any]) -> None:
    answer = client.post(f"{API}/read", json=given)
    problem(answer, 422, answer.json()["type"].rpartition(":")[2])


@pytest.mark.parametrize("field", ["title", "outlet", "byline", "url", "dateline", "id"])
def test_no_field_may_hold_a_nul(client: TestClient, field: str) -> None:
    problem(client.post(f"{API}/read", json={"text": TEXT, field: "a\0b"}), 422, "request")


def test_another_language_when_it_is_asked_for(client: TestClient) -> None:
    given = {"text": "Der Minister sagte am Montag, die Armee habe die Stadt beschossen.", "force": True}
    assert client.post(f"{API}/read", json=given).status_code == 200


def test_nothing_is_kept_by_a_server_that_only_reads(client: TestClient) -> None:
    judged = {"verb": "accept", "one": EVENT}
    for path, given in (("/reports", {"text": TEXT}), ("/judgements", judged)):
        assert problem(client.post(API + path, json=given), 403, "not-allowed")["detail"].endswith("judgements")


def test_a_report_is_kept(writable: TestClient) -> None:
    before = writable.get(f"{API}/reports")
    given = {"text": TEXT, "id": "mine", "outlet": "Herald", "published": "2026-05-20"}
    kept = writable.post(f"{API}/reports", json=given)
    assert kept.status_code == 201
    assert kept.json() == {"report": "mine", "what": "added", "revision": 1, "reprint_of": None}
    assert not faults(described(writable), "/reports", "post", 201, "application/json", kept.json())
    after = writable.get(f"{API}/reports", headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.headers["etag"] != before.headers["etag"]
    assert after.json()["items"][0]["report"] == "mine"
    assert writable.post(f"{API}/reports", json=given).json()["what"] == "duplicate"
    assert writable.post(f"{API}/reports", json=given | {"text": TEXT + " It is so."}).json()["revision"] == 2
    told = writable.get(f"{API}/reports/mine/revisions").json()
    assert told["revisions"] == [1, 2]
    assert told["changed"]["old"] == "mine/1"
    assert not writable.get(f"{API}/verify").json()["breaks"]


def test_a_judgement_is_kept(writable: TestClient) -> None:
    event = writable.get(f"{API}/events?series=all&limit=1").json()["items"][0]["id"]
    given = {"verb": "note", "one": event, "note": "seen", "by": "me"}
    kept = writable.post(f"{API}/judgements", json=given)
    assert (kept.status_code, kept.json()) == (201, {"kept": True})
    judged = writable.get(f"{API}/events/{event}").json()["judged"]
    assert [(one["verb"], one["note"], one["by"]) for one in judged] == [("note", "seen", "me")]
    for wrong in ({"verb": "join"}, {"verb": "correct"}, {"verb": "undo"}, {"verb": "join", "other": event}):
        answer = writable.post(f"{API}/judgements", json=wrong | {"one": event})
        problem(answer, 422, answer.json()["type"].rpartition(":")[2])
    problem(writable.post(f"{API}/judgements", json={"verb": "note", "one": "none"}), 422, "data")
    problem(writable.post(f"{API}/judgements", json=given | {"note": "a\0b"}), 422, "request")


WORDS = [
    '"', '""', "*", "a*", "NEAR(", "NEAR(a b, 2)", "-a", "a OR", "AND", "NOT x", "(", "^a", "title:a", "{a}", "\\",
    "'; --", "%", "_", "a'b", "é", "😀", "ª", "\u2028", "<b>", "& |", "!a", "a & !", ":*", "a:*", "\ud7ff\ue000\uffff",
    "1e400", "²",
]  # fmt: skip


def test_words_are_words_and_no_question_of_the_database(writable: TestClient) -> None:
    for words in WORDS:
        for path, name in (("/search", "q"), ("/events", "text"), ("/actors", "name"), ("/claims", "outlet")):
            assert writable.get(API + path, params={name: words}).status_code in (200, 422), (path, words)


def test_both_databases_answer(writable: TestClient) -> None:
    for path in ("/events", "/claims", "/reports", "/overview", "/dyads", "/bars", "/review", "/places", "/network"):
        assert writable.get(API + path).status_code == 200, path


ODD = ["a/b", "a/../b", "a%2Fb", "100%", "ünï ç⌘", "#?&=+;", "a\\b//", "text", "x/text", "'\"<b>\n"]
"""Ids. Not among them: `..`, which callers take out of an address before they send it, however it is written."""


def test_a_report_is_reached_by_any_id(writable: TestClient) -> None:
    for number, id_ in enumerate(ODD):
        given = {"text": f"{TEXT} It was raid {number}.", "id": id_}
        assert writable.post(f"{API}/reports", json=given).status_code == 201
    for id_ in ODD:
        address = f"{API}/reports/{quote(id_, safe='')}"
        assert writable.get(address).json()["report"]["id"] == id_
        assert writable.get(f"{address}/proof").json()["report"] == id_
        assert writable.get(f"{API}/cite/{quote(id_, safe='')}").status_code == 200
    found, cursor = [], None
    while True:
        page = writable.get(f"{API}/reports", params={"limit": 1} | ({"cursor": cursor} if cursor else {})).json()
        found += [one["report"] for one in page["items"]]
        cursor = page["cursor"]
        if cursor is None:
            break
    assert set(ODD) < set(found)
    assert len(set(found)) == len(found) == len(ODD) + 2


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_of_export(client: TestClient, form: str) -> None:
    kinds = [noun for noun, letter in KINDS.items() if letter in FORMATS[form].kinds]
    for kind in kinds:
        asked = {"kind": kind} | ({"series": "all"} if kind == "events" and FORMATS[form].filters else {})
        with client.stream("GET", f"{API}/export/{form}", params=asked) as answer:
            body = b"".join(answer.iter_bytes())
        if answer.status_code == 501:  # its extra is not installed
            assert FORMATS[form].extra is not None
            assert answer.headers["content-type"] == "application/problem+json"
            continue
        assert answer.status_code == 200, body
        assert answer.headers["content-disposition"] == f'attachment; filename="onrecord-{form}{FORMATS[form].suffix}"'
        assert answer.headers["cache-control"] == "no-store"
        assert len(body) > 100


def test_an_export_is_what_the_library_writes(client: TestClient, affair: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    done = CliRunner().invoke(command, ["export", "csv", str(out), "--record", str(affair), "--who", "IRN"])
    assert done.exit_code == 0, done.output
    assert client.get(f"{API}/export/csv?who=IRN").content == out.read_bytes()


def test_more_at_once_than_is_read(affair: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(str(affair), rate=0, queue=1)
    with TestClient(make(settings), base_url=HERE) as client, ThreadPoolExecutor(2) as pool:
        begun, go = Event(), Event()

        def slow(*_: object) -> dict[str, bool]:
            begun.set()
            assert go.wait(20)
            return {"read": True}

        monkeypatch.setattr("onrecord.reader.Reader.read_report", slow)
        first = pool.submit(client.post, f"{API}/read", json={"text": TEXT})
        assert begun.wait(20)
        busy = client.post(f"{API}/read", json={"text": TEXT})
        problem(busy, 503, "busy")
        assert busy.headers["retry-after"] == "5"
        go.set()
        assert first.result().json() == {"read": True}


def test_few_walk_through_the_whole_record_at_once(record: Record) -> None:
    with TestClient(make(Settings(record.name, rate=0)), base_url=HERE) as own, ThreadPoolExecutor(2) as pool:
        go, begun = Event(), [Event(), Event()]
        waiting = iter(begun)

        def slow(*_: object) -> None:
            next(waiting).set()
            assert go.wait(20)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("onrecord.api.proving.write", slow)
            some = [pool.submit(own.get, f"{API}/export/csv") for _ in begun]
            assert all(one.wait(20) for one in begun)
            problem(own.get(f"{API}/export/csv"), 503, "busy")
            problem(own.get(f"{API}/verify"), 503, "busy")
            go.set()
            assert [one.result().status_code for one in some] == [200, 200]
        assert own.get(f"{API}/verify").status_code == 200


def test_the_bundled_reports_read_the_same(client: TestClient, bundled: tuple[Reading, ...]) -> None:
    report = bundled[0].report
    fields = {name: getattr(report, name) for name in ("id", "title", "outlet", "published", "byline", "url")}
    given = {name: value for name, value in fields.items() if value is not None}
    made = client.post(f"{API}/read", json=given | {"text": report.text}).json()
    wanted = json.loads(bundled[0].to_json())
    assert made["statements"] == wanted["statements"]
    assert made["events"] == wanted["events"]
