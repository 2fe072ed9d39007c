"""What only the classifier sees is written by the rules of sides and realis, and never made to happen by it."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord import intake, who
from onrecord.happened import Circumstances
from onrecord.happened.coder import by_rules
from onrecord.happened.evidence import TYPES
from onrecord.happened.proposing import DONE, LEAST, SIDE, propose
from onrecord.happened.ruled import Ruled
from onrecord.happened.trained import Scores, Sided
from onrecord.language import Parser
from onrecord.model import Event


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def ruled(parser: Parser, text: str) -> Ruled:
    parsed = parser.parse(intake.from_text(text, options=intake.Options(force=True)))
    return by_rules(parsed, who.find(parsed), (), Circumstances((), (), ()))


def scores(of: Ruled, word: str, type_: str, chance: float, done: float = 0.9, recipient: str = "") -> Scores:
    """Scores in which one word tells a type; all others tell nothing."""
    tokens = of.parsed.tokens
    types, happened = np.zeros((len(tokens), 1 + len(TYPES)), np.float32), np.zeros(len(tokens), np.float32)
    sides = np.zeros((len(tokens), len(tokens), 2), np.float32)
    types[:, 0] = 1
    at = next(token.i for token in tokens if token.text == word)
    types[at, 0], types[at, 1 + TYPES.index(type_)], happened[at] = 1 - chance, chance, done
    if recipient:
        sides[at, next(token.i for token in tokens if token.text == recipient), 1] = SIDE + 0.1
    return Scores(types, happened, (Sided(np.arange(len(tokens)), sides),))


def proposed(parser: Parser, text: str, word: str, type_: str = "ASSAULT", **more: float | str) -> Event | None:
    found = ruled(parser, text)
    assert word not in {row[1].trigger.text for row in found.writer.events.values()}
    propose(found, scores(found, word, type_, **{"chance": LEAST + 0.1, **more}), ())  # type: ignore[arg-type]
    return next((row[1] for row in found.writer.events.values() if row[1].trigger.text == word), None)


WALLOPED = "Kenyan troops walloped rebel fighters near the border."


def test_a_sure_word_is_an_event_with_the_sides_of_its_clause(parser: Parser) -> None:
    event = proposed(parser, WALLOPED, "walloped")
    assert event is not None
    assert (event.type, event.realis) == ("ASSAULT", "actual")
    assert [side.iso3 for side in event.actors] == ["KEN"]
    assert [side.text for side in event.recipients] == ["rebel fighters"]


def test_a_word_that_is_not_sure_is_none(parser: Parser) -> None:
    assert proposed(parser, WALLOPED, "walloped", chance=LEAST - 0.1) is None


def test_what_the_classifier_doubts_is_not_observed(parser: Parser) -> None:
    event = proposed(parser, WALLOPED, "walloped", done=DONE - 0.1)
    assert event is not None
    assert event.realis == "hypothetical"


@pytest.mark.parametrize(
    "text", ["Kenyan troops may wallop rebel fighters.", "Kenyan troops did not wallop rebel fighters."]
)
def test_what_the_rules_hold_undone_stays_so(parser: Parser, text: str) -> None:
    event = proposed(parser, text, "wallop", done=1.0)
    assert event is None or event.realis not in ("actual", "asserted")


def test_a_side_that_no_frame_finds_is_the_classifiers(parser: Parser) -> None:
    text = "Kenyan troops walloped a village, home of the Oromo."
    event = proposed(parser, text, "walloped", recipient="Oromo")
    assert event is not None
    assert [side.text for side in event.recipients] == ["the Oromo"]


def test_private_people_are_no_event(parser: Parser) -> None:
    assert proposed(parser, "A cyclist walloped a waiter.", "walloped") is None
