"""The number of factuality: its scale, its order, and that nothing else hangs on it."""

from __future__ import annotations

import pytest

from onrecord.model import Report
from onrecord.pipeline import Pipeline
from onrecord.standing.factuality import MOST, value, weights

READER = Pipeline()


def numbers(text: str) -> dict[str, float]:
    _, weighed = READER.weigh(Report(id="r", text=text))
    return {one.text: one.value for one in weighed}


@pytest.mark.parametrize(
    ("surer", "less", "word"),
    [
        ("The army crossed the river.", "The army may cross the river.", ("crossed", "cross")),
        ("The army crossed the river.", "The army did not cross the river.", ("crossed", "cross")),
        ("The army will cross the river.", "The army did not cross the river.", ("cross", "cross")),
        ("The army crossed the river.", "The army refused to cross the river.", ("crossed", "cross")),
        ("The army crossed the river.", "If the army crossed the river, the town fell.", ("crossed", "crossed")),
    ],
)
def test_what_is_told_less_surely_is_lower(surer: str, less: str, word: tuple[str, str]) -> None:
    assert numbers(surer)[word[0]] > numbers(less)[word[1]]


def test_a_denied_act_is_below_zero_and_a_told_one_near_the_top() -> None:
    assert numbers("The army did not cross the river.")["cross"] < 0
    assert numbers("The army crossed the river.")["crossed"] > 2


def test_numbers_keep_to_the_scale_and_name_their_weights() -> None:
    text = "Norway accused Russia of jamming satellites. Moscow denied that it would ever jam them, and may sue."
    reading, weighed = READER.weigh(Report(id="r", text=text))
    known = {event.id for event in reading.events}
    said = {statement.id for statement in reading.statements}
    assert [one.start for one in weighed] == sorted(one.start for one in weighed)
    for one in weighed:
        assert -MOST <= one.value <= MOST
        assert text[one.start : one.end] == one.text
        assert one.event is None or one.event in known
        assert one.statement is None or one.statement in said
        assert 1 <= len(one.because) <= 3
        assert all(because.rpartition(" ")[0] in weights() for because in one.because)
    assert {one.event for one in weighed if one.event} == known


def test_the_reading_is_the_same_with_and_without_it() -> None:
    report = Report(id="r", text="Kyiv said the bridge had fallen. Moscow denied it.")
    assert READER.weigh(report)[0].to_json() == READER.read(report).to_json()


def test_unknown_factors_weigh_nothing() -> None:
    assert value(()) == value(("no=such",)) == round(max(-MOST, min(MOST, weights()["bias"])), 1)


@pytest.mark.parametrize("text", ["?", "No.", "🙂 🙂", "если да"])
def test_odd_texts(text: str) -> None:
    READER.weigh(Report(id="r", text=text))
