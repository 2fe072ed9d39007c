from __future__ import annotations

import json
from pathlib import Path

from tests.cli.command import REPORT, SHORT, Command


def test_by_words_and_by_place_tell_the_same(onrecord: Command, report: Path) -> None:
    at = REPORT.index("accused")
    words = onrecord("explain", report, "--text", "accused")
    place = onrecord("explain", report, "--at", at + 2)
    assert words.code == place.code == 0
    for out in (words.out, place.out):
        assert "“accused”" in out
        assert "cue" in out
        assert "by rule" in out
        assert "\x1b" not in out


def test_the_first_of_several_is_said_to_be_that(onrecord: Command, report: Path) -> None:
    result = onrecord("explain", report, "--text", "Syria")
    assert result.code == 0
    assert "stands there 2 times: this is the first; for the others --at" in result.err
    assert onrecord("explain", report, "--text", "Selim").err == ""


def test_claims_and_sources_are_told(onrecord: Command, report: Path) -> None:
    assert "claim C" in onrecord("explain", report, "--text", "it had fired").out
    out = onrecord("explain", report, "--text", "The United Nations").out
    assert "is a name and is United Nations" in out or "who: " in out
    assert "No rule spoke" not in out


def test_where_nothing_stands(onrecord: Command, report: Path) -> None:
    out = onrecord("explain", report, "--at", REPORT.index(" on Monday")).out
    assert "What stands here" in out


def test_several_reports_need_an_id(onrecord: Command, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    lines = [{"id": "a", "text": SHORT}, {"id": "b", "text": REPORT, "title": "Turkey accuses Syria of shelling"}]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    without = onrecord("explain", path, "--text", "said")
    assert without.code == 2
    assert "--id a" in without.err
    titled = onrecord("explain", path, "--id", "b", "--at", 8, "--title")
    assert titled.code == 0
    assert "title 7–14: Turkey »accuses«" in titled.out
    assert onrecord("explain", path, "--id", "c", "--at", 1).code == 1


def test_passages_that_are_not_there(onrecord: Command, report: Path, tmp_path: Path) -> None:
    assert onrecord("explain", report).code == 2
    assert onrecord("explain", report, "--at", 3, "--text", "said").code == 2
    assert onrecord("explain", report, "--at", 10**6).code == 2
    assert onrecord("explain", report, "--at", 0, "--title").code == 2
    absent = onrecord("explain", report, "--text", "lighthouse")
    assert absent.code == 1
    assert "lighthouse" in absent.err
    assert onrecord("explain", tmp_path / "none.txt", "--at", 0).code == 1
