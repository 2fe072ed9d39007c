"""`onrecord codebook`, and `--codebook FILE` wherever reports are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import onrecord as library
from onrecord.codebook import plover
from tests.cli.command import Command
from tests.docs.blocks import ROOT

BORDER = ROOT / "docs" / "examples" / "border.toml"
TEXT = "Kenya padlocked the crossing into Somalia on Monday. Kenya accused Somalia of shelling a town.\n"


def test_all_types_in_a_table(onrecord: Command) -> None:
    result = onrecord("codebook")
    assert (result.code, result.err) == (0, "")
    for name, code in plover.types().items():
        row = next(line for line in result.out.splitlines() if line.startswith(name))
        assert ("required" in row) == code.recipient_required
        assert code.definition.split()[0] in row
    told = " ".join(result.out.split())
    assert "from -10 (most hostile) to 10" in told
    assert "the manual prints +3" in told


@pytest.mark.parametrize("name", [*plover.types()])
def test_one_type_with_all_that_belongs_to_it(onrecord: Command, name: str) -> None:
    result = onrecord("codebook", name.lower())
    assert (result.code, result.err) == (0, "")
    shown = " ".join(result.out.split())
    code = plover.types()[name]
    assert result.out.startswith(f"{name}  {code.definition.split()[0]}")
    for mode, told in code.modes.items():
        assert f"{mode} {told.intensity:+g} {told.definition.split()[0]}" in shown.replace(" 0 ", " +0 ")
    for cameo in plover.cameo().values():
        assert (f"\n{cameo.code} " in result.out or f"\n{cameo.code}\n" in result.out) == (cameo.type == name)
    assert all(context in result.out for context in plover.contexts())


def test_json_of_one_and_of_all(onrecord: Command) -> None:
    result = onrecord("codebook", "ASSAULT", "--json")
    assert result.out.count("\n") == 1
    made = json.loads(result.out)
    assert (made["type"], made["quad"], made["intensity"]) == ("ASSAULT", "material conflict", -9)
    assert made["recipient_required"] is False
    assert {"mode": "drone", "intensity": -9.5, "definition": "Attacks with aircraft that nobody sits in."} in (
        made["modes"]
    )
    assert [code["code"] for code in made["cameo"] if code["differs"]][:2] == ["1712", "185"]
    assert {context["context"] for context in made["contexts"]} == {*plover.contexts()}
    verbs = next(terms for terms in made["triggers"] if terms["pos"] == "v")
    assert verbs["count"] > len(verbs["examples"]) == 12
    assert made["scale"] == plover.SCALE
    assert "prints +3" in json.loads(onrecord("codebook", "accuse", "--json").out)["scale"]
    listed = json.loads(onrecord("codebook", "--json").out)
    assert [row["type"] for row in listed] == [*plover.types()]
    assert listed[-1] == made


def test_own_types_are_listed_too(onrecord: Command) -> None:
    result = onrecord("codebook", "--codebook", BORDER)
    assert "The types of border" in result.out
    assert "BORDER_CLASH" in result.out
    assert "own types" in onrecord("codebook", "coerce", "--codebook", BORDER).out
    shown = onrecord("codebook", "border_clash", "--codebook", BORDER).out
    for told in ("ASSAULT heavy-weapons", "-9.5", "exchange fire across", "border, frontier", "between,by,of=with"):
        assert told in shown
    made = json.loads(onrecord("codebook", "border_clash", "--codebook", BORDER, "--json").out)
    assert (made["plover"], made["codebook"], made["triggers"][0]["pos"]) == ("ASSAULT", "border", "v")
    assert len(json.loads(onrecord("codebook", "--codebook", BORDER, "--json").out)) == 18


def test_the_check(onrecord: Command, tmp_path: Path) -> None:
    result = onrecord("codebook", "--codebook", BORDER, "--check")
    assert (result.code, result.out) == (0, "ok: 8 sentences of border\n")
    path = tmp_path / "bad.toml"
    text = BORDER.read_text(encoding="utf-8").replace('"extend"', '"replace"')
    text = text.replace('"Kenya reopened its border with Somalia."', '"Kenya and Peru exchanged fire across the sea."')
    path.write_text(text.replace('"Kenya padlocked', '"Kenya painted'), encoding="utf-8")
    result = onrecord("codebook", "--codebook", path, "--check")
    assert result.code == 1
    first, second, last = result.out.splitlines()
    assert first.startswith("BORDER_CLASH: counterexample is coded with it: “Kenya and Peru")
    assert "read as: BORDER_CLASH ASSAULT/heavy-weapons by “exchanged fire across”" in first
    assert second.endswith("“Kenya painted the crossing into Somalia.” (read as: no event)")
    assert last == "FAILED: 2 of 8 sentences of border"
    made = json.loads(onrecord("codebook", "--codebook", path, "--check", "--json").out)
    assert [row["ok"] for row in made].count(False) == 2


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("asault",), "there is no type 'asault': the nearest is ASSAULT"),
        (("border_clas", "--codebook", BORDER), "the nearest is BORDER_CLASH"),
        (("meet",), "meet is a mode of REQUEST and REJECT"),
        (("--check",), "--check reads the examples of a whole file"),
        (("aid", "--codebook", BORDER, "--check"), "--check reads the examples of a whole file"),
        (("--codebook", "none.toml"), "none.toml: cannot be read"),
    ],
)
def test_wrong_calls(onrecord: Command, arguments: tuple[str, ...], reason: str) -> None:
    result = onrecord("codebook", *arguments)
    assert (result.code, result.out) == (2, "")
    assert reason in result.err


def test_a_check_of_nothing_is_no_check(onrecord: Command, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("name='m'\n[[types]]\nname='X'\nplover='AID'\ntriggers=['gift']\n", encoding="utf-8")
    result = onrecord("codebook", "--codebook", path, "--check")
    assert (result.code, result.out) == (2, "")
    assert "holds no examples to check" in result.err


def test_own_types_everywhere(onrecord: Command, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    plain = onrecord("read", report, "--json").readings[0]
    result = onrecord("read", report, "--json", "--codebook", BORDER)
    mine = result.readings[0]
    assert [event["own"] for event in mine["events"]] == ["BORDER_CLOSED", None, None]
    assert {event["own"] for event in plain["events"]} == {None}
    assert "codebook" not in plain["reader"]["models"]
    kept = tmp_path / "readings.jsonl"
    kept.write_text(result.out, encoding="utf-8")
    assert onrecord("verify", kept).code == 0
    assert onrecord("verify", kept, "--again", "--codebook", BORDER).code == 0
    told = onrecord("verify", kept, "--again").err
    assert "only the same version and models" in told
    assert "give --codebook FILE, as when it was read" in told
    assert onrecord("verify", kept, "--codebook", BORDER).code == 2
    shown = onrecord("explain", report, "--text", "padlocked", "--codebook", BORDER).out
    assert "BORDER_CLOSED, COERCE/restrict" in shown
    assert "own codebook:padlock/BORDER_CLOSED" in " ".join(shown.split())
    assert "BORDER_CLOSED" in onrecord("read", report, "--codebook", BORDER).out


def test_a_file_that_cannot_be_used_ends_the_command(onrecord: Command, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text("name = 'm'\n[[types]]\nname = 'X'\nplover = 'AIDE'\n", encoding="utf-8")
    result = onrecord("read", "-", "--codebook", path, stdin=TEXT.encode())
    assert (result.code, result.out) == (2, "")
    assert f"{path}: types 1 (X)" in result.err


def test_the_library() -> None:
    reading = library.Reader(codebook=BORDER).read(TEXT)
    assert [row["own"] for row in reading.to_dict()["events"]] == ["BORDER_CLOSED", None, None]
