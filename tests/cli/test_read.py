from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from onrecord.render.rows import SECTIONS, SHOWN
from tests.cli.command import SHORT, Command


def test_json_is_one_object_a_line_in_input_order(onrecord: Command, report: Path, good: Path) -> None:
    result = onrecord("read", good, report, good, "--json")
    assert result.code == 0
    assert result.err == ""
    assert [reading["report"]["text"] == SHORT for reading in result.readings] == [True, False, True]
    assert all(reading["schema"] == "onrecord.reading/1" for reading in result.readings)


def test_json_is_the_same_twice_to_the_byte(onrecord: Command, report: Path) -> None:
    assert onrecord("read", report, "--json").out == onrecord("read", report, "--json").out


def test_published_and_outlet_fill_what_the_input_does_not_say(onrecord: Command, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    lines = [{"id": "a", "text": SHORT, "outlet": "Meridian"}, {"id": "b", "text": SHORT, "published": "2023-02-01"}]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    result = onrecord("read", path, "--json", "--outlet", "Northwire", "--published", "2024-12-13")
    found = [(item["report"]["id"], item["report"]["outlet"], item["report"]["published"]) for item in result.readings]
    assert found == [("a", "Meridian", "2024-12-13"), ("b", "Northwire", "2023-02-01")]


def test_only_keeps_the_parts_asked_for(onrecord: Command, report: Path) -> None:
    result = onrecord("read", report, "--json", "--only", "statements, events")
    assert set(result.readings[0]) == {"schema", "report", "statements", "events", "reader"}
    view = onrecord("read", report, "--only", "ties").out
    assert "No tie is told." in view
    assert "Who says what" not in view
    assert "[Turkey]" not in view


@pytest.mark.parametrize("only", ["statement", "events,who", "", ",", "text;events"])
def test_only_with_an_unknown_part_is_wrong_usage(onrecord: Command, report: Path, only: str) -> None:
    result = onrecord("read", report, "--only", only)
    assert result.code == 2
    assert result.out == ""
    assert "--only" in result.err
    assert "statements" in result.err


def test_reads_standard_input_and_directories(onrecord: Command, report: Path, good: Path) -> None:
    assert onrecord("read", "-", "--json", stdin=SHORT.encode()).readings[0]["report"]["text"] == SHORT
    assert len(onrecord("read", report.parent, "--json").readings) == 2


def test_the_view_marks_the_text_by_brackets(onrecord: Command, report: Path) -> None:
    out = onrecord("read", report, "--published", "2025-03-03").out
    for mark in (
        "[Turkey]",
        "<said>",
        "{We will answer in kind,}",
        "<said>ˢ²",
        "Marks: [source]  <cue>  {what is said}  *event*",
    ):
        assert mark in out.replace("\n", " "), mark
    for head in ("Who says what", "What is disputed, doubted", "What happened"):
        assert head in out
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in out.splitlines())


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_view_keeps_to_the_width(
    onrecord: Command, report: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = onrecord("read", report, "--only", ",".join(SECTIONS)).out
    assert max(map(cell_len, out.splitlines())) <= width


@pytest.mark.parametrize("width", [66, 80, 100])
def test_words_of_the_closed_lists_are_never_broken(
    onrecord: Command, report: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    wide = onrecord("read", report).out
    monkeypatch.setenv("COLUMNS", str(width))
    narrow = set(onrecord("read", report).out.split())
    words = re.findall(r"\b(?:alleged|denied|asserted|unconfirmed|alleges|denies|observed|attributed|disputed)\b", wide)
    assert words
    assert set(words) <= {word.strip("(),;:.") for word in narrow}


def test_a_narrow_screen_gets_rows_one_under_the_other(
    onrecord: Command, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    out = onrecord("read", report).out
    assert "\nS1\n  Who: Turkey\n" in out
    assert "\nE1\n  Event: accused; ACCUSE" in out


def test_a_long_path_is_never_broken(onrecord: Command, good: Path) -> None:
    folder = good.parent / ("a-folder-with-a-long-name-" * 4)
    folder.mkdir()
    copy = folder / "copy.txt"
    copy.write_bytes(good.read_bytes())
    assert f"{copy}\n" in onrecord("read", good, copy).out


def test_each_input_is_named_where_there_are_several(onrecord: Command, report: Path, good: Path) -> None:
    assert str(good) not in onrecord("read", good).out
    for arguments in ((good, report), (report.parent,)):
        out = onrecord("read", *arguments).out
        assert f"{good}\n" in out
        assert f"{report}\n" in out


def test_sections_shown_first_are_those_that_answer_the_first_questions() -> None:
    assert SHOWN == ("text", "statements", "claims", "events", "ties", "abstained")


def test_a_report_cannot_steer_the_terminal(onrecord: Command, tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    odd = (
        "Peru\x1b[31m said\x07 on Tuesday that \u202eit would sign\u202c a treaty with Chile next week.\r\nIt rained.\n"
    )
    path.write_bytes(odd.encode())
    out = onrecord("read", path).out
    assert onrecord("read", path, "--json").readings[0]["report"]["text"] == odd
    assert not set(out) & {"\x1b", "\x07", "\u202e", "\u202c", "\r"}
    assert "\x1b" not in onrecord("explain", path, "--text", "said").out


def on_a_terminal(*arguments: str, **environment: str) -> bytes:
    """What the command writes when standard output is a terminal."""
    ours, theirs = pty.openpty()
    whole = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **environment}
    command = [sys.executable, "-c", "from onrecord.cli.main import run; run()", *arguments]
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=whole):
        os.close(theirs)
        written = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            written += piece
    os.close(ours)
    return written


def test_colour_on_a_terminal_and_none_with_no_color(report: Path) -> None:
    coloured = on_a_terminal("read", str(report), NO_COLOR="")
    assert b"\x1b[1;36mTurkey" in coloured
    plain = on_a_terminal("read", str(report), NO_COLOR="1")
    assert b"[Turkey" in plain.replace(b"\x1b[1m", b"").replace(b"\x1b[2m", b"").replace(b"\x1b[0m", b"").replace(
        b"\x1b[1;2m", b""
    )
    assert b";36m" not in plain
