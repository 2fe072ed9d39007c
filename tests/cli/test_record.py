"""The commands of a record, as a user types them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.command import REPORT, SHORT, Command


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two reports and no record yet."""
    monkeypatch.setenv("ONRECORD_RECORD", str(tmp_path / "record.db"))
    (tmp_path / "one.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "two.txt").write_text(SHORT, encoding="utf-8")
    return tmp_path


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_add_counts_and_goes_on_where_it_was(here: Path, onrecord: Command) -> None:
    first = onrecord("add", here / "one.txt", "--published", "2025-03-03", "--outlet", "Northwire")
    assert (first.code, first.out.split(": ", 1)[1]) == (0, "1 added, 0 duplicate, 0 revised, 0 failed\n")
    done = onrecord("add", here, here / "missing.txt", "--published", "2025-03-03", "--outlet", "Northwire")
    assert done.code == 1
    assert "1 added, 1 duplicate, 0 revised, 1 failed" in done.out
    assert "missing.txt: no such file" in done.err
    again = onrecord("add", here / "one.txt", "--published", "2025-03-04", "--outlet", "Northwire", "--again")
    assert again.code == 0


def test_a_report_with_its_own_id_is_revised(here: Path, onrecord: Command) -> None:
    path = here / "lines.jsonl"
    path.write_text(json.dumps({"id": "nw-1", "text": REPORT, "published": "2025-03-03"}) + "\n", encoding="utf-8")
    assert "1 added" in onrecord("add", path).out
    text = REPORT.replace("three soldiers", "four soldiers")
    path.write_text(json.dumps({"id": "nw-1", "text": text, "published": "2025-03-03"}) + "\n", encoding="utf-8")
    assert "1 revised" in onrecord("add", path).out
    told = json.loads(onrecord("diff", "nw-1", "--json").out)
    assert [(change["old_text"], change["new_text"]) for change in told["text"]] == [("three", "four")]
    assert "four" in onrecord("diff", "nw-1").out
    proof = onrecord("verify", "--record", here / "record.db")
    assert proof.code == 0
    assert proof.out.startswith("ok: 2 additions, 2 revisions")


def test_readings_go_in_and_out_byte_for_byte(here: Path, onrecord: Command) -> None:
    read = onrecord("read", here / "one.txt", here / "two.txt", "--published", "2025-03-03", "--json")
    (here / "readings.jsonl").write_text(read.out, encoding="utf-8")
    assert "2 added" in onrecord("add", here / "readings.jsonl").out
    out = onrecord("export", "jsonl").out
    assert sorted(out.splitlines()) == sorted(read.out.splitlines())
    before = onrecord("claims", "--json", "--all").out
    (here / "export.jsonl").write_text(out, encoding="utf-8")
    assert "2 added" in onrecord("add", here / "export.jsonl", "--record", here / "other.db").out
    assert onrecord("claims", "--json", "--all", "--record", here / "other.db").out == before
    (here / "broken.jsonl").write_text(read.out.splitlines()[0] + "\n{}\n", encoding="utf-8")
    broken = onrecord("add", here / "broken.jsonl")
    assert broken.code == 1
    assert "broken.jsonl:2:" in broken.err


def test_questions(here: Path, onrecord: Command) -> None:
    onrecord("add", here, "--published", "2025-03-03", "--outlet", "Northwire")
    found = lines(onrecord("events", "--json").out)
    assert {event["series"] for event in found} == {"observed"}
    disputed = lines(onrecord("events", "--series", "all", "--type", "assault", "--json").out)
    assert {event["type"] for event in disputed} == {"ASSAULT"}
    assert all(event["series"] != "observed" for event in disputed)
    rows = list(csv.DictReader(io.StringIO(onrecord("events", "--csv", "--series", "all").out)))
    assert {row["id"] for row in rows} >= {event["id"] for event in found}
    page = onrecord("claims", "--limit", "1", "--json")
    assert "there are more: --cursor " in page.err
    cursor = page.err.split("--cursor ")[1].split(",")[0]
    assert lines(onrecord("claims", "--limit", "1", "--json", "--cursor", cursor).out) != lines(page.out)
    for command in (
        ("events",), ("claims",), ("statements",), ("ties",), ("actors",), ("timeline",), ("search", "soldiers"),
        ("brief", "TUR", "SYR"), ("review",), ("statements", "--who", "Aydin"), ("timeline", "--json"),
    ):  # fmt: skip
        done = onrecord(*command)
        assert done.code == 0, done.err
        assert done.out.strip()
    event = str(disputed[0]["id"])
    for form, mark in (("text", "Northwire"), ("bibtex", "@"), ("csl", "["), ("annotation", "TextQuoteSelector")):
        cited = onrecord("cite", event, "--format", form)
        assert cited.code == 0, cited.err
        assert mark in cited.out
    assert onrecord("why", event).code == 0


def test_judgements_by_hand(here: Path, onrecord: Command) -> None:
    onrecord("add", here, "--published", "2025-03-03", "--outlet", "Northwire")
    one, two = (event["id"] for event in lines(onrecord("events", "--series", "all", "--json").out)[:2])
    assert onrecord("judge", "join", one, two, "--by", "A. Editor").code == 0
    whole = lines(onrecord("events", "--series", "all", "--json").out)
    (entry,) = [event for event in whole if len(event["anchors"]) == 2]  # type: ignore[arg-type]
    assert entry["judged"][0]["by"] == "A. Editor"  # type: ignore[index]
    assert onrecord("rebuild").code == 0
    assert onrecord("judge", "undo", one, two, "--value", "join").code == 0
    whole = lines(onrecord("events", "--series", "all", "--json").out)
    assert all(len(event["anchors"]) == 1 for event in whole)  # type: ignore[arg-type]
    assert "2 judgements" in onrecord("verify", "--record", here / "record.db").out
    for wrong, said in (
        (("judge", "fuse", one), "a judgement is one of"),
        (("judge", "join", one), "join needs two ids"),
        (("judge", "correct", one), "correct needs --field and --value"),
        (("judge", "undo", one), "undo needs --value"),
    ):
        done = onrecord(*wrong)
        assert (done.code, said in done.err) == (2, True), done.err


def test_migrate_says_what_it_would_do(here: Path, onrecord: Command) -> None:
    onrecord("add", here / "two.txt")
    assert "up to date (tables 2)" in onrecord("migrate", "--dry-run").out
    assert "up to date" in onrecord("migrate").out


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (("events",), 1, "no record there (onrecord add FILE"),
        (("export", "tape"), 2, "no form of export"),
        (("verify",), 2, "verify needs a file of readings, or --record"),
        (("events", "--json", "--csv"), 2, "--json or --csv, not both"),
        (("events", "--limit", "0"), 2, "--limit 0"),
        (("review", "--kind", "verbs"), 2, "--kind 'verbs'"),
    ],
)
def test_what_goes_wrong_is_told(here: Path, onrecord: Command, command: tuple[str, ...], code: int, said: str) -> None:
    done = onrecord(*command)
    assert done.code == code
    assert said in done.err
    assert "Traceback" not in done.err
