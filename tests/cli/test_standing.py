"""`onrecord standing`: the matrix, its JSON, and grades of the user's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import Command

GRADES = 'name = "Desk"\n[[sources]]\nsource = "united nations"\nreliability = "B"\nnote = "on the ground"\n'


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen on which the tables stand in columns, whatever runs the tests."""
    monkeypatch.setenv("COLUMNS", "100")


def test_the_matrix_has_a_column_for_each_holder(onrecord: Command, report: Path) -> None:
    done = onrecord("standing", report, "--published", "2026-03-03")
    assert done.code == 0
    assert "A  Turkey" in done.out
    assert "Syria" in done.out
    assert "United Nations" in done.out
    row = next(line for line in done.out.splitlines() if "shelling a border post" in line)
    assert "!" in row
    assert "x" not in row
    assert "! alleges it" in done.out
    assert "x denies it" in done.out
    assert "? doubts it" not in done.out, "only signs that occur are explained"


def test_json_has_every_stance_and_its_holder(onrecord: Command, report: Path) -> None:
    made = onrecord("standing", report, "--json").readings[0]
    holders = {one["holder"] for one in made["holders"]}
    stances = [stance for claim in made["claims"] for stance in claim["stances"]]
    assert {one["holder"] for one in stances} == holders
    assert sum(one["stances"] for one in made["holders"]) >= len(made["holders"])
    reading = onrecord("read", report, "--json").readings[0]
    assert [claim["claim"] for claim in made["claims"]] == [
        claim["id"] for claim in reading["claims"] if any(one["holder"] != "outlet" for one in claim["stances"])
        or claim["standing"] not in ("outlet_voice", "presupposed")
    ]  # fmt: skip


def test_the_reports_own_voice_is_shown_where_asked_for(onrecord: Command, tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("Rebels shelled the town of Goma on Tuesday.\n", encoding="utf-8")
    assert "left out" in onrecord("standing", path).out
    assert onrecord("standing", path, "--every", "--json").readings[0]["left_out"] == 0


def test_more_holders_than_fit_are_shown_below(onrecord: Command, tmp_path: Path) -> None:
    names = ("Chad", "Peru", "Laos", "Malta", "Togo", "Benin", "Oman", "Nepal", "Fiji", "Cuba")
    path = tmp_path / "many.txt"
    path.write_text("\n\n".join(f"{name} said the pass near it was closed." for name in names), encoding="utf-8")
    out = onrecord("standing", path).out
    assert "H  Nepal" in out
    assert "J  Cuba" in out
    assert out.count("Who stands how to what") == 2


def test_grades_stand_beside_holders_and_change_nothing(onrecord: Command, report: Path, tmp_path: Path) -> None:
    plain = onrecord("standing", report, "--json").readings[0]
    claim = plain["claims"][0]["claim"]
    file = tmp_path / "grades.toml"
    file.write_text(f'{GRADES}[[claims]]\nclaim = "{claim}"\ncredibility = 2\n', encoding="utf-8")
    graded = onrecord("standing", report, "--json", "--grades", file).readings[0]
    assert [one["standing"] for one in graded["claims"]] == [one["standing"] for one in plain["claims"]]
    holder = next(one for one in graded["holders"] if "grade" in one)
    assert holder["name"] == "United Nations"
    assert holder["grade"]["reliability"] == "B"
    assert graded["claims"][0]["grade"]["credibility"] == 2
    assert graded["grades"] == "Desk"
    assert plain["grades"] is None
    shown = onrecord("standing", report, "--grades", file).out
    assert "[grade:B]" in shown
    assert "[grade:2]" in shown
    assert "no standing follows" in shown


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('name = "x"\n[[sources]]\nsource = "UN"\nreliability = "G"\n', "reliability"),
        ('name = "x"\n[[claims]]\nclaim = "c1"\ncredibility = 7\n', "credibility"),
        ('name = "x"\n[[sources]]\nsource = "UN"\nreliability = "A"\nweight = 3\n', "weight"),
        ("[[sources]]\n", "source"),
        ("name = \n", "no TOML"),
        (GRADES + '[[sources]]\nsource = "United Nations"\nreliability = "A"\n', "graded twice"),
    ],
)
def test_a_grade_that_is_none_ends_the_command(
    onrecord: Command, report: Path, tmp_path: Path, text: str, fault: str
) -> None:
    file = tmp_path / "grades.toml"
    file.write_text(text, encoding="utf-8")
    done = onrecord("standing", report, "--grades", file)
    assert done.code == 2
    assert fault in done.err
    assert "grades.toml" in done.err
    assert not done.out


def test_a_grade_that_meets_nobody_is_named(onrecord: Command, report: Path, tmp_path: Path) -> None:
    file = tmp_path / "grades.toml"
    text = '[[sources]]\nsource = "Martian"\nreliability = "A"\n[[claims]]\nclaim = "C1"\ncredibility = 1\n'
    file.write_text(f'name = "Desk"\n{text}', encoding="utf-8")
    done = onrecord("standing", report, "--grades", file)
    assert done.code == 0
    assert "no holder is called 'Martian'" in done.err
    assert "no claim has the id 'C1'" in done.err


def test_a_report_that_cannot_be_read_costs_no_other(onrecord: Command, report: Path, tmp_path: Path) -> None:
    done = onrecord("standing", tmp_path / "missing.txt", report, "--json")
    assert done.code == 1
    assert "missing.txt" in done.err
    assert len(done.out.splitlines()) == 1
    assert json.loads(done.out)["claims"]
