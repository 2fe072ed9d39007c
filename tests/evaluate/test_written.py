"""The written sentences are whole, their parts are apart, and the reader finds as many of their acts as it did."""

from __future__ import annotations

from typing import get_args

import pytest

from onrecord.evaluate.written import FLOORS, Outcome, Sentence, figures, main, outcome, sentences, sided, written
from onrecord.model import Report
from onrecord.model.event import EventType
from onrecord.pipeline import Pipeline

TEXT = "Norway sent food to Chad. Peru sang."


def test_rows_are_whole() -> None:
    rows = written()
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows)
    for row in rows:
        for start, end, type_, realis, *sides in row["events"]:
            assert 0 <= start < end <= len(row["text"])
            assert type_ in get_args(EventType)
            assert realis in ("actual", "not")
            assert all(0 <= a < b <= len(row["text"]) for side in sides for a, b in side)


def test_what_is_measured_teaches_nothing() -> None:
    assert {row["part"] for row in written()} == {"train", "test"}
    taught = {sentence.id for sentence in sentences("train")}
    assert not taught & {sentence.id for sentence in sentences("test")}


def test_an_act_is_found_with_its_sides() -> None:
    reading = Pipeline().read(Report(id="a", text=TEXT))
    right = outcome(Sentence("1", "070", TEXT, "AID", (("Norway",), ("Chad",))), reading)
    turned = outcome(Sentence("2", "070", TEXT, "AID", (("Chad",), ("Norway",))), reading)
    mere = Outcome(Sentence("3", "010", TEXT, None, ((), ())), [], [])
    assert (sided(right), sided(turned)) == (True, False)
    assert figures([right, turned, mere]) == {"found": 1.0, "sides": 0.5, "beside": 0.0, "stated": 1.0}


def test_figures_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    told = capsys.readouterr().out
    assert told.startswith("written, test: 568 sentences, found ")
    assert len(told.splitlines()) == 1 + 20
    assert set(FLOORS) == {"found", "sides"}
