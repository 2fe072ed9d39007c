"""Inputs that go wrong: each is named with its reason, the exit code is right, and the others are read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.cli.command import SHORT, Command

GERMAN = (
    "Der Außenminister sagte am Dienstag in Berlin, die Verhandlungen mit der Türkei seien gescheitert. Die Regierung "
    "in Ankara wies das zurück und warf Deutschland vor, die Gespräche absichtlich verzögert zu haben.\n"
)
REFUSED = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "white space"),
    "line.txt": (b"The minister said that talks would go on. " * 125_000, "longer than 1,000,000 characters"),
    "program.txt": (b"\x7fELF" + bytes(range(256)) * 40, "program"),
    "noise.txt": (bytes(range(1, 32)) * 300 + b"some words", "binary"),
    "damaged.txt": ("Łódź said żółć. ".encode() * 20 + b"\xff\xfe\xc3 and so on", "damaged UTF-8"),
    "marked.txt": (b"\xff\xfe" + b"Peru said", "UTF-16"),
    "nul.txt": (b"Peru said\x00 that it would sign a treaty with Chile.", "NUL"),
    "menu.html": (b"<html><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav></body></html>", "no article"),
    "german.txt": (GERMAN.encode(), "German"),
    "broken.txt.gz": (gzip.compress(SHORT.encode())[:-12], "gzip"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "PNG"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_reason_and_the_others_are_read(
    onrecord: Command, tmp_path: Path, good: Path, name: str
) -> None:
    data, reason = REFUSED[name]
    bad = tmp_path / name
    bad.write_bytes(data)
    result = onrecord("read", bad, good, "--json")
    assert result.code == 1
    assert [reading["report"]["text"] for reading in result.readings] == [SHORT]
    assert result.err.startswith(f"onrecord: {bad}: ")
    assert reason in result.err
    assert result.err.count("\n") == 1


ODD = {
    "word.txt": "Ceasefire",
    "scripts.txt": "Peru said on Tuesday that 北京 and Москва had signed القاهرة, and it would wait for an answer.",
    "unclosed.txt": "\"We will go, the minister said. “And we will stay, he added. 'Never, said the army of Peru.",
    "nested.txt": "“‘" * 5000 + " we will stay, the minister said " + "’”" * 5000,
    "shouting.txt": "PERU SAYS CHILE SHELLED A PORT ON TUESDAY, AND THE MINISTER IN LIMA DENIED IT AGAIN",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_but_readable(onrecord: Command, tmp_path: Path, good: Path, name: str) -> None:
    odd = tmp_path / name
    odd.write_text(ODD[name], encoding="utf-8")
    result = onrecord("read", odd, good, "--json")
    assert (result.code, result.err) == (0, "")
    assert [reading["report"]["text"] for reading in result.readings] == [ODD[name], SHORT]
    assert onrecord("read", odd).code == 0


def test_broken_lines_among_good_ones(onrecord: Command, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    lines = [
        json.dumps({"id": "first", "text": SHORT}), '{"id": "cut", "text": "Per', json.dumps({"id": "textless"}),
        json.dumps({"id": "dated", "text": SHORT, "published": "last spring"}), "", json.dumps(["no", "object"]),
        json.dumps({"id": "typed", "text": 7}), json.dumps({"id": "last", "text": SHORT}),
    ]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    result = onrecord("read", path, "--json")
    assert result.code == 1
    assert [reading["report"]["id"] for reading in result.readings] == ["first", "last"]
    complaints = result.err.splitlines()
    assert [line.split(": ")[1] for line in complaints] == [f"{path}:{number}" for number in (2, 3, 4, 6, 7)]
    assert "no text" in complaints[1]
    assert "not a date" in complaints[2]


def test_missing_files_and_directories_without_readable_ones(onrecord: Command, tmp_path: Path, good: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "table.xlsx").write_bytes(b"PK\x03\x04")
    result = onrecord("read", tmp_path / "none.txt", bare, good, "--json")
    assert result.code == 1
    assert len(result.readings) == 1
    assert result.err.splitlines()[0] == f"onrecord: {tmp_path / 'none.txt'}: no such file (check the path)"
    assert "without readable files" in result.err.splitlines()[1]


def test_a_date_that_is_no_date_is_wrong_usage(onrecord: Command, good: Path) -> None:
    for date in ("yesterday", "2024-13-01", "13.12."):
        result = onrecord("read", good, "--published", date)
        assert (result.code, result.out) == (2, "")
        assert date in result.err
        assert "YYYY-MM-DD" in result.err


def test_another_language_is_read_when_forced(onrecord: Command, tmp_path: Path) -> None:
    path = tmp_path / "german.txt"
    path.write_text(GERMAN, encoding="utf-8")
    refused = onrecord("read", path)
    assert refused.code == 1
    assert refused.out == ""
    assert "--force" in refused.err
    assert onrecord("read", path, "--force", "--json").readings[0]["report"]["text"] == GERMAN


def test_a_name_with_odd_characters_is_told_on_one_line(onrecord: Command) -> None:
    result = onrecord("read", "no\nsuch\x1b[31mfile")
    assert result.code == 1
    assert result.err.count("\n") == 1
    assert "\x1b" not in result.err


def test_a_fault_in_one_report_does_not_cost_the_others(
    onrecord: Command, report: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.reader import Reader

    whole = Reader.read_report

    def faulty(self: Reader, given):  # type: ignore[no-untyped-def]
        if given.text == SHORT:
            raise ZeroDivisionError("no luck")
        return whole(self, given)

    monkeypatch.setattr(Reader, "read_report", faulty)
    result = onrecord("read", good, report, "--json")
    assert result.code == 1
    assert len(result.readings) == 1
    assert "ZeroDivisionError: no luck" in result.err
    assert str(good) in result.err


@pytest.mark.parametrize(
    "arguments",
    [("read",), ("rede", "x"), ("read", "x", "--jsno"), ("explain", "x", "--at", "third"), ("read", "x", "--only")],
)
def test_wrong_usage_is_told_in_the_shape_of_every_error(onrecord: Command, arguments: tuple[str, ...]) -> None:
    result = onrecord(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("onrecord: ")
    assert result.err.endswith("--help tells how to call it)\n")
    assert result.err.count("\n") == 1


def test_a_bare_command_shows_the_help(onrecord: Command) -> None:
    result = onrecord()
    assert result.code == 2
    assert "Usage: onrecord" in result.out + result.err


def test_rules_for_english_on_another_language_are_announced(onrecord: Command, tmp_path: Path) -> None:
    path = tmp_path / "german.txt"
    path.write_text(GERMAN, encoding="utf-8")
    told = "detected as German (de), and read by rules for English"
    shown = onrecord("read", path, "--force")
    assert shown.code == 0
    assert told in shown.err
    assert "Detected as German" in shown.out.splitlines()[0]
    assert told in onrecord("read", path, "--force", "--json").err
