"""`onrecord who`: names by themselves, lines of questions, and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import onrecord as library
from tests.cli.command import Command
from tests.docs.blocks import ROOT

MINE = ROOT / "docs" / "examples" / "mine.toml"


def test_the_view_names_what_decided(onrecord: Command) -> None:
    result = onrecord("who", "Foreign Minister Lavrov", "--on", "2024-06-01")
    assert (result.code, result.err) == (0, "")
    for shown in ("Sergei Lavrov", "person:sergei-lavrov", "RUS Russia", "foreign minister, RUS, since 2004", "why"):
        assert shown in result.out


def test_candidates_are_shown_and_nobody_is_chosen(onrecord: Command) -> None:
    result = onrecord("who", "Congo")
    assert "may be" in result.out
    assert "country:COD" in result.out
    assert "country:COG" in result.out
    assert "none that is known" in result.out


def test_members_by_day(onrecord: Command) -> None:
    assert "32 on 2024-06-01" in onrecord("who", "NATO", "--on", "2024-06-01").out
    assert "NATO" in onrecord("who", "Finland", "--on", "2024-06-01").out
    assert "NATO" not in onrecord("who", "Finland", "--on", "2020-06-01").out


def test_json_keeps_the_order_and_goes_on_after_a_bad_line(onrecord: Command, tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "text": "Barack Obama", "date": "January 1, 2010", "context": null}',
        '{"id": 2, "text": "the army", "context": "Mali"}',
        "nothing",
        '{"id": "c", "text": " "}',
        '{"id": "d", "text": "x", "date": "yesterday"}',
        '{"id": "e"}',
        '{"id": "f", "text": "Congolese officials"}',
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    result = onrecord("who", "--json", path)
    assert result.code == 1
    found = [json.loads(line) for line in result.out.splitlines()]
    assert [row["id"] for row in found] == ["a", 2, "f"]
    assert (found[0]["entity"], found[0]["iso3"], found[0]["sectors"]) == ("person:barack-obama", "USA", ["GOV"])
    assert found[1]["iso3"] == "MLI"
    assert [one["iso3"] for one in found[2]["candidates"]] == ["COD", "COG"]
    assert [line.split(": ")[1] for line in result.err.splitlines()] == [f"{path}:{n}" for n in (3, 4, 5, 6)]
    assert onrecord("who", "--json", stdin=path.read_bytes()).out == result.out


def test_json_of_names(onrecord: Command) -> None:
    result = onrecord("who", "Swedish police", "--json")
    assert json.loads(result.out)["entity"] == "government:SWE/police"


def test_an_office_after_the_table_is_unknown(onrecord: Command) -> None:
    row = json.loads(onrecord("who", "Sergei Lavrov", "--on", "2040-01-01", "--json").out)
    assert row["sectors"] == []
    assert "the table ends before" in row["why"][-1]


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        ((), 2, "name somebody"),
        (("NATO", "--on", "June"), 1, "has no single reading"),
        (("NATO", "--entities", "none.toml"), 2, "cannot be read"),
        (("x" * 2000,), 1, "longer than"),
    ],
)
def test_wrong_calls(onrecord: Command, arguments: tuple[str, ...], code: int, reason: str) -> None:
    result = onrecord("who", *arguments)
    assert (result.code, result.out) == (code, "")
    assert reason in result.err


def test_own_entities_everywhere(onrecord: Command, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Northwind said on Monday that Minister Kovar had refused a licence.\n", encoding="utf-8")
    plain = onrecord("read", report, "--json", "--published", "2025-06-02").readings[0]
    result = onrecord("read", report, "--json", "--published", "2025-06-02", "--entities", MINE)
    mine = result.readings[0]
    assert {"organization:northwind-shipping", "person:ana-kovar"} <= {entity["id"] for entity in mine["entities"]}
    assert "organization:northwind-shipping" not in {entity["id"] for entity in plain["entities"]}
    assert "entities" not in plain["reader"]["models"]
    assert len(mine["reader"]["models"]["entities"]) == 64
    kept = tmp_path / "readings.jsonl"
    kept.write_text(result.out, encoding="utf-8")
    assert onrecord("verify", kept, "--again", "--entities", MINE).code == 0
    assert "only the same version and models" in onrecord("verify", kept, "--again").err
    assert onrecord("verify", kept, "--entities", MINE).code == 2
    assert "Ana Kovar" in onrecord("explain", report, "--text", "Kovar", "--entities", MINE).out


def test_the_library(tmp_path: Path) -> None:
    found = library.Reader(entities=MINE).who("NWS")
    assert (found.entity, found.iso3, found.sectors) == ("organization:northwind-shipping", "PAN", ("BUS",))
    with pytest.raises(library.InputError, match="empty"):
        library.Reader().who("")
