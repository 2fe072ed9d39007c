"""`onrecord obligations` and `onrecord context`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Command

PACT = "Russia and North Korea signed a mutual defence pact in June 2024, promising help if either is attacked.\n"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen on which the tables stand in columns, whatever runs the tests."""
    monkeypatch.setenv("COLUMNS", "100")


def test_obligations_say_whose_words_they_are(onrecord: Command) -> None:
    done = onrecord("obligations", "--attack", "RUS")
    assert done.code == 0
    assert "An attack on Russia would call on" in done.out
    assert "Article 4" in done.out
    assert "Reference as of" in done.out


@pytest.mark.parametrize("name", ["JPN", "Japan", "Japanese", "jpn"])
def test_a_state_has_many_names(onrecord: Command, name: str) -> None:
    rows = onrecord("obligations", "--attack", name, "--json").readings
    assert "us-japan-1960" in {row["treaty"] for row in rows}


def test_a_day_after_the_table_is_told(onrecord: Command) -> None:
    late, none = (
        onrecord("obligations", "--attack", "JPN", "--on", "2035-01-01"),
        onrecord("obligations", "--attack", "CHE"),
    )
    assert "Of what came after" in " ".join(late.out.split())  # the screen's width breaks lines
    assert "Reference as of" in none.out


def test_an_attacker_breaks_its_promises(onrecord: Command) -> None:
    rows = onrecord("obligations", "--attack", "UKR", "--by", "RUS", "--on", "2021-12-31", "--json").readings
    assert {row["treaty"] for row in rows if row["breaks"]} >= {"budapest-memorandum", "minsk-agreements"}
    assert "would break" in onrecord("obligations", "--attack", "UKR", "--by", "RUS").out


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("--attack", "Atlantis"), "Atlantis"),
        (("--attack", "RUS", "--on", "yesterday"), "yesterday"),
        (("--attack", "Korea"), "PRK"),
        (("--attack", "NATO"), "is a body, no state"),
        (("--attack", "RUS", "--by", "Russia"), "is the state that is attacked"),
        ((), "--attack"),
    ],
)
def test_a_wrong_call_is_named(onrecord: Command, arguments: tuple[str, ...], fault: str) -> None:
    done = onrecord("obligations", *arguments)
    assert done.code == 2
    assert fault in done.err
    assert not done.out


def test_context_stands_beside_a_report_and_says_so(onrecord: Command, tmp_path: Path) -> None:
    path = tmp_path / "pact.txt"
    path.write_text(PACT, encoding="utf-8")
    done = onrecord("context", path, "--published", "2025-03-10")
    assert done.code == 0
    assert "Reference, not said by the report" in done.out
    assert "KCNA" in done.out
    (made,) = onrecord("context", path, "--published", "2025-03-10", "--json").readings
    assert {one["treaty"] for one in made["context"]} == {"russia-north-korea-2024"}
    assert all(one["reference"] is True for one in made["context"])


def test_context_of_nothing_and_of_a_missing_file(onrecord: Command, report: Path, tmp_path: Path) -> None:
    done = onrecord("context", tmp_path / "gone.txt", report)
    assert done.code == 1
    assert "gone.txt" in done.err
    assert "has nothing on its ties" in done.out
