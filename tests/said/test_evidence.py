"""What the trained reader is told of each word."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord import who
from onrecord.language import Parser
from onrecord.model import Report
from onrecord.said import evidence, rules

TEXT = 'Orlov said the bridge was "safe". He denied that it moved.'


@pytest.fixture(scope="module")
def told() -> tuple[list[str], evidence.Evidence]:
    parsed = Parser().parse(Report(id="t", text=TEXT))
    drafts = rules.read(parsed, who.find(parsed)).drafts
    return [t.text for t in parsed.tokens], evidence.evidence(parsed, drafts)


def column(told: tuple[list[str], evidence.Evidence], name: str) -> dict[str, int]:
    words, found = told
    return dict(zip(words, found.words[:, list(evidence.CHANNELS).index(name)].tolist(), strict=True))


def test_values_stay_below_their_numbers(told: tuple[list[str], evidence.Evidence]) -> None:
    assert (told[1].words.max(0) < np.array(list(evidence.CHANNELS.values()))).all()


def test_letters_marks_and_cues(told: tuple[list[str], evidence.Evidence]) -> None:
    assert evidence.SHAPES[column(told, "shape")["Orlov"]] == "title"
    assert evidence.MARKS[column(told, "marks")["safe"]] == "inside"
    assert evidence.CUED[column(told, "cued")["denied"]] == "verb"
    assert evidence.PLACES[column(told, "place")["He"]] == "sentence"


def test_what_the_rules_say_is_passed_on(told: tuple[list[str], evidence.Evidence]) -> None:
    ruled = {word: evidence.RULED[value] for word, value in column(told, "ruled").items()}
    assert ruled["Orlov"] == "source"
    assert ruled["said"] == "cue"
    assert ruled["bridge"] == "clause+"
    words, found = told
    bridge, said = words.index("bridge"), words.index("said")
    codes, steps = found.pairs(np.array([bridge]), np.array([said, words.index("denied")]))
    assert codes[0, 0] % 2 == 1  # linked by a rule
    assert codes[0, 1] % 2 == 0
    assert codes.max() < evidence.PAIRS
    assert steps.max() < evidence.DISTANCES
