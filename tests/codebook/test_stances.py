"""Stances: every act of a cue has one, and wordings say more than their act."""

from __future__ import annotations

from typing import get_args

import pytest

from onrecord.codebook.stances import Frame, StanceKind, by_act, by_wording, leaves_open, negated, takes_none
from onrecord.model.statement import Act


@pytest.mark.parametrize("act", get_args(Act))
def test_every_act_is_in_the_table(act: str) -> None:
    plain = by_act(act, Frame())
    assert (plain is None) == (act == "ask")


@pytest.mark.parametrize(
    ("act", "frame", "stance"),
    [
        ("say", Frame(), "asserts"),
        ("say", Frame(cue_negated=True), None),
        ("confirm", Frame(cue_negated=True), "not_confirmed"),
        ("warn", Frame(), "asserts"),
        ("warn", Frame(possible=True), "forecasts"),
        ("warn", Frame(future=True), "forecasts"),
        ("warn", Frame(future=True, own=True), "threatens"),
        ("warn", Frame(own=True), "asserts"),
        ("agree", Frame(), "asserts"),
        ("agree", Frame(infinitive=True), "promises"),
        ("document", Frame(obliging=True), "obliges"),
        ("doubt", Frame(cue_negated=True), "asserts"),
        ("estimate", Frame(future=True), "forecasts"),
    ],
)
def test_frames(act: str, frame: Frame, stance: str | None) -> None:
    choice = by_act(act, frame)
    assert (choice.stance.value if choice else None) == stance


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("neither confirmed nor denied", "neither_confirms_nor_denies"),
        ("would not confirm or deny", "neither_confirms_nor_denies"),
        ("could not independently verify", "could_not_verify"),
        ("did not immediately respond to a request", "no_response"),
        ("declined to comment", "declines"),
        ("cannot rule out", "cannot_rule_out"),
        ("ruled out", "denies"),
        ("found no evidence", "no_evidence"),
        ("has not confirmed", "not_confirmed"),
        ("refused to confirm", "not_confirmed"),
        ("has no doubt", "asserts"),
        ("were sceptical about", "doubts"),
        ("disputed", "disputes"),
        ("rumours swirled", "rumours"),
        ("put", "asserts"),
        ("alleged", "alleges"),
    ],
)
def test_wordings(words: str, stance: str) -> None:
    choice = by_wording(words)
    assert choice is not None
    assert choice.stance.value == stance


@pytest.mark.parametrize("words", ["said", "has said", "told reporters", "confirmed", "added", "wrote", ""])
def test_plain_cues_have_no_wording_of_their_own(words: str) -> None:
    assert by_wording(words) is None


def test_open_answers() -> None:
    assert leaves_open("We’ll see.")
    assert leaves_open("Time will tell")
    assert not leaves_open("We will see them in court and win.")


def test_permission_takes_no_stance() -> None:
    assert takes_none("allowed")
    assert not takes_none("alleged")


def test_negation_flips_assertion_alone() -> None:
    flipped = {kind for kind in StanceKind if negated(kind) is not None}
    assert flipped == {StanceKind.ASSERTS, StanceKind.CONFIRMS}
