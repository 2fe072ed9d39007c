"""Objecting in so many words: they are put forward; and one passage is never two claims of one holder."""

from __future__ import annotations

import pytest

from onrecord.model import Reading, Report
from onrecord.pipeline import Pipeline

READER = Pipeline()
QUOTED = "“The army is shelling our villages.”"


def read(text: str) -> Reading:
    reading = READER.read(Report(id="r", text=text))
    assert len({claim.id for claim in reading.claims}) == len(reading.claims)
    return reading


def stances(reading: Reading, words: str) -> set[str]:
    return {stance.stance for claim in reading.claims if words in claim.text for stance in claim.stances}


@pytest.mark.parametrize(
    "text",
    [
        "“The army is shelling our villages,” the mayor protested.",
        "The mayor protested, “The army is shelling our villages.”",
        f"Why the mayor is protesting: {QUOTED}",
    ],
)
def test_words_of_protest_are_put_forward(text: str) -> None:
    assert stances(read(text), "shelling our villages") == {"asserts"}


@pytest.mark.parametrize("joined", ["", "that "])
def test_words_denied_are_denied(joined: str) -> None:
    text = f"The minister denied {joined}“our troops fired on the crowd in Arden”."
    assert stances(read(text), "fired on the crowd") == {"denies"}


def test_a_quotation_that_another_introduces_is_that_others() -> None:
    reading = read(f"The captain said: {QUOTED} The colonel protested, “Nobody has seen a shot fired.”")
    assert [(one.source.text if one.source else "", len(one.content)) for one in reading.statements] == [
        ("The captain", 1),
        ("The colonel", 1),
    ]


def test_a_colon_after_a_cue_is_no_second_saying() -> None:
    reading = read(f"Why the mayor is protesting: {QUOTED}")
    assert len(reading.statements) == 1
