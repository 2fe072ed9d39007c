"""`onrecord factuality`."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import Command


def test_json_has_a_number_for_each_word(onrecord: Command, report: Path) -> None:
    (made,) = onrecord("factuality", report, "--json").readings
    text = report.read_text(encoding="utf-8")
    assert made["factuality"]
    for one in made["factuality"]:
        assert text[one["span"][0] : one["span"][1]] == one["text"]
        assert -3 <= one["value"] <= 3


def test_the_view_shows_words_in_their_place(onrecord: Command, report: Path) -> None:
    done = onrecord("factuality", report)
    assert done.code == 0
    assert "*accused*" in done.out
    assert "+3.0" in done.out


def test_what_cannot_be_read_is_named(onrecord: Command, report: Path, tmp_path: Path) -> None:
    done = onrecord("factuality", tmp_path / "gone.txt", report, "--json")
    assert done.code == 1
    assert "gone.txt" in done.err
    assert len(done.readings) == 1
