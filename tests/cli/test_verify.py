from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from onrecord.query.verify import verify
from tests.cli.command import REPORT, Command


@pytest.fixture
def readings(onrecord: Command, report: Path) -> Path:
    path = report.parent / "readings.jsonl"
    out = onrecord("read", report, "--published", "2025-03-03", "--outlet", "Northwire", "--json").out
    path.write_text(out, encoding="utf-8")
    return path


@pytest.fixture
def plain(readings: Path) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(readings.read_text(encoding="utf-8"))
    return decoded


def faults(reading: dict[str, Any], known: dict[str, str] | None = None) -> list[str]:
    return [str(fault) for fault in verify(json.dumps(reading), known).faults]


def test_a_sound_reading_passes(onrecord: Command, readings: Path, report: Path) -> None:
    for arguments in ((readings,), (readings, "--source", report), (readings, "--source", report.parent)):
        result = onrecord("verify", *arguments)
        assert (result.code, result.err) == (0, "")
        assert result.out.startswith("ok: 1 reading, ")
        assert "1 of 1 hashed again from the " in result.out


def test_every_changed_character_of_the_text_fails(plain: dict[str, Any]) -> None:
    assert faults(plain) == []
    text = plain["report"]["text"]
    for at in range(len(text)):
        changed = deepcopy(plain)
        changed["report"]["text"] = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
        assert faults(changed), f"character {at}, {text[at]!r}, was changed unseen"


def test_a_changed_character_is_told_with_its_place(onrecord: Command, readings: Path) -> None:
    broken = readings.with_name("broken.jsonl")
    broken.write_text(readings.read_text(encoding="utf-8").replace("accused", "accusad", 1), encoding="utf-8")
    result = onrecord("verify", broken)
    assert result.code == 1
    assert result.out == "FAILED: 1 of 1 reading\n"
    assert f"onrecord: {broken}:1: report r" in result.err
    at = REPORT.index("accused")
    assert f"at [{at}, {at + 7}] of the text: expected 'accused', found 'accusad'" in result.err


def test_another_source_fails(onrecord: Command, readings: Path, report: Path) -> None:
    report.write_text(REPORT.replace("three", "seven"), encoding="utf-8")
    result = onrecord("verify", readings, "--source", report)
    assert result.code == 1
    assert "report.sha256: no report of the given source has the sha256" in result.err


def test_a_text_that_is_not_its_source_is_told_where(plain: dict[str, Any]) -> None:
    known = {plain["report"]["sha256"]: REPORT.replace("three", "seven")}
    told = "\n".join(faults(plain, known))
    assert f"report.text: at character {REPORT.index('three')}: expected 'seven" in told


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("statements", lambda item: item["source"].update(span=[0, 10**6])),
        ("statements", lambda item: item["cue"].update(text="claimed")),
        ("statements", lambda item: item["cue"].update(span=[-1, 5])),
        ("statements", lambda item: item["cue"].update(span=[9, 3])),
        ("statements", lambda item: item["cue"].update(span="here")),
        ("statements", lambda item: item["cue"].update({"in": "margin"})),
        ("statements", lambda item: item["cue"].update(act="mumble")),
        ("statements", lambda item: item["source"].update(entities=["country:XXX"])),
        ("statements", lambda item: item.update(parent="s000000000000")),
        ("statements", lambda item: item.pop("form")),
        ("events", lambda item: item["trigger"].update(text=item["trigger"]["text"].upper())),
        ("events", lambda item: item.update(claim="c000000000000")),
        ("events", lambda item: item.update(id=None)),
        ("claims", lambda item: item.update(events=["e000000000000"])),
        ("claims", lambda item: item.update(spans=[[0, 10**6]])),
        ("claims", lambda item: item["stances"][0].update(statement="s000000000000")),
        ("events", lambda item: item.update(quad="verbal cooperation")),
        ("events", lambda item: item.update(type="AID", quad="material cooperation")),
        ("events", lambda item: item.update(mode="dance")),
        ("events", lambda item: item.update(series="background")),
        ("claims", lambda item: item.update(standing="corroborated")),
        ("claims", lambda item: item.update(standing="true")),
        ("claims", lambda item: item.update(text=item["text"] + "!")),
        ("claims", lambda item: item["stances"][0].update(stance="denies")),
        ("claims", lambda item: item["stances"][0].update(stance="sings")),
        ("entities", lambda item: item["mentions"][0].update(span=[1, 2])),
    ],
)
def test_what_does_not_hold_is_found(plain: dict[str, Any], field: str, change: Any) -> None:
    assert plain[field], f"the test report gives no {field}"
    change(plain[field][0])
    assert faults(plain)


def test_an_entity_that_is_named_by_another_id(plain: dict[str, Any]) -> None:
    named = plain["statements"][0]["source"]["entities"][0]
    next(item for item in plain["entities"] if item["id"] == named)["id"] = "country:ZZZ"
    assert any("not among the entities" in fault for fault in faults(plain))


def test_an_id_that_is_there_twice(plain: dict[str, Any]) -> None:
    plain["statements"].append(plain["statements"][0])
    assert any("is there twice" in fault for fault in faults(plain))


def test_another_schema(plain: dict[str, Any]) -> None:
    plain["schema"] = "onrecord.reading/9"
    assert any(fault.startswith("schema") for fault in faults(plain))


def test_parts_of_a_reading_can_be_verified(onrecord: Command, report: Path) -> None:
    out = onrecord("read", report, "--json", "--only", "events,claims").out
    assert onrecord("verify", "-", stdin=out.encode()).code == 0


def test_lines_that_are_no_readings(onrecord: Command, readings: Path) -> None:
    mixed = readings.with_name("mixed.jsonl")
    good = readings.read_text(encoding="utf-8")
    mixed.write_text(good + '{"report": 3}\n[]\n{"cut\n\n' + good, encoding="utf-8")
    result = onrecord("verify", mixed)
    assert result.code == 1
    assert result.out == "FAILED: 3 of 5 readings\n"
    assert [line.split(": ")[1] for line in result.err.splitlines()] == [f"{mixed}:{row}" for row in (2, 3, 4)]


def test_nothing_to_verify(onrecord: Command, tmp_path: Path, readings: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    assert "holds no reading" in onrecord("verify", empty).err
    assert onrecord("verify", empty).code == 1
    assert onrecord("verify", tmp_path / "none.jsonl").code == 1
    assert onrecord("verify", readings, "--source", tmp_path / "none.txt").code == 1


def test_a_source_that_is_not_at_hand_is_said(onrecord: Command, tmp_path: Path, readings: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text(json.dumps({"id": "n1", "text": REPORT, "title": "Turkey accuses Syria"}), encoding="utf-8")
    kept = tmp_path / "kept.jsonl"
    kept.write_text(onrecord("read", lines, "--json").out, encoding="utf-8")
    without = onrecord("verify", kept)
    assert without.code == 0
    assert "0 of 1 hashed again" in without.out
    assert "--source" in without.err
    assert "1 of 1 hashed again from the given sources" in onrecord("verify", kept, "--source", lines).out
    kept.write_text(kept.read_text(encoding="utf-8").replace("United Nations", "United nations"), encoding="utf-8")
    assert onrecord("verify", kept, "--source", lines).code == 1


CHANGES = [
    ("entities", lambda item: item.update(name="Elsewhere")),
    ("entities", lambda item: item.update(iso3="AND")),
    ("statements", lambda item: item["cue"].update(act="praise")),
    ("statements", lambda item: item.update(chain=["Northwire"])),
    ("claims", lambda item: item["stances"][0].update(holder="somebody")),
    ("times", lambda item: item.update(start="1999-01-01")),
    ("quantities", lambda item: item.update(best=9000)),
    ("events", lambda item: item.update(aux=["unseen"])),
]


@pytest.mark.parametrize(("field", "change"), CHANGES)
def test_read_again_anything_that_was_changed_is_found(
    onrecord: Command, readings: Path, plain: dict[str, Any], field: str, change: Any
) -> None:
    assert plain[field], f"the test report gives no {field}"
    change(plain[field][0])
    readings.write_text(json.dumps(plain), encoding="utf-8")
    result = onrecord("verify", readings, "--again")
    assert result.code == 1
    assert f"{field}[0]." in result.err
    assert "when read again" in result.err


def test_read_again_to_the_same_bytes(onrecord: Command, readings: Path, report: Path, plain: dict[str, Any]) -> None:
    sound = onrecord("verify", readings, "--again", "--source", report)
    assert (sound.code, sound.err) == (0, "")
    assert "all read again to the same bytes" in sound.out
    parts = onrecord("read", report, "--json", "--only", "events,claims").out
    assert onrecord("verify", "-", "--again", stdin=parts.encode()).code == 0
    readings.write_text(json.dumps(plain), encoding="utf-8")
    assert "the same values in other bytes" in onrecord("verify", readings, "--again").err


def test_another_version_cannot_read_again(onrecord: Command, readings: Path, plain: dict[str, Any]) -> None:
    plain["reader"]["version"] = "99.0"
    readings.write_text(json.dumps(plain), encoding="utf-8")
    result = onrecord("verify", readings, "--again")
    assert result.code == 1
    assert "read by OnRecord 99.0" in result.err
    assert onrecord("verify", readings).code == 0


def test_a_file_that_holds_no_readings_is_one_error(onrecord: Command, report: Path, readings: Path) -> None:
    result = onrecord("verify", report)
    assert (result.code, result.out) == (1, "")
    assert result.err.count("\n") == 1
    assert "holds no readings" in result.err
    missing = onrecord("verify", report.parent / "none.jsonl").err
    assert missing == onrecord("read", report.parent / "none.jsonl").err


def test_a_source_for_one_of_two_readings(onrecord: Command, report: Path, good: Path) -> None:
    both = report.parent / "both.jsonl"
    both.write_text(onrecord("read", report, good, "--json").out, encoding="utf-8")
    assert "--source can be given several times" in onrecord("verify", both, "--source", good).err
    assert onrecord("verify", both, "--source", good, "--source", report).code == 0
