"""The classifier gives every event of the rules a score and says what else the word may be; it changes nothing else."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from onrecord import intake, who
from onrecord.happened import Circumstances
from onrecord.happened.coder import by_rules
from onrecord.happened.evidence import CHANNELS, TYPES, evidence
from onrecord.happened.ruled import Ruled
from onrecord.happened.trained import Scores
from onrecord.happened.weigh import weigh
from onrecord.language import Parser
from onrecord.model import Event, Report
from onrecord.pipeline import Pipeline

TEXT = "Sudan expelled two Norwegian envoys, and Kenyan troops walloped rebel camps."


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def read(parser: Parser, text: str = TEXT) -> tuple[Ruled, np.ndarray]:
    parsed = parser.parse(intake.from_text(text, options=intake.Options(force=True)))
    ruled = by_rules(parsed, who.find(parsed), (), Circumstances((), (), ()))
    return ruled, evidence(ruled.parsed, ruled.found, ruled.written, ())


def says(ruled: Ruled, word: str, type_: str, chance: float) -> Scores:
    """Scores in which one word tells a type with a probability, and all others tell nothing."""
    n = len(ruled.parsed.tokens)
    types = np.zeros((n, 1 + len(TYPES)), np.float32)
    types[:, 0] = 1
    at = next(token.i for token in ruled.parsed.tokens if token.text == word)
    types[at, 0] = 1 - chance
    types[at, 1 + TYPES.index(type_)] = chance
    return Scores(types, np.ones(n, np.float32))


def events(ruled: Ruled) -> dict[str, Event]:
    return {row[1].trigger.text: row[1] for row in ruled.writer.events.values()}


def test_an_event_gets_the_score_of_its_type(parser: Parser) -> None:
    ruled, _ = read(parser)
    weigh(ruled, says(ruled, "expelled", "SANCTION", 0.8))
    assert events(ruled)["expelled"].score == pytest.approx(0.8, abs=0.006)
    (note,) = (row[2] for row in ruled.writer.events.values() if row[1].trigger.text == "expelled")
    assert "the classifier: SANCTION 0.80, none 0.20" in note.because


def test_another_type_of_the_classifier_changes_the_score_alone(parser: Parser) -> None:
    ruled, _ = read(parser)
    before = events(ruled)
    weigh(ruled, says(ruled, "expelled", "COERCE", 0.99))
    after = events(ruled)
    assert after["expelled"].score == 0
    assert {k: msgspec.structs.replace(e, score=None) for k, e in after.items()} == before


def test_words_that_the_rules_pass_over_stay_so(parser: Parser) -> None:
    ruled, _ = read(parser)
    weigh(ruled, says(ruled, "walloped", "ASSAULT", 0.99))
    assert "walloped" not in events(ruled)


def test_every_event_of_a_reading_has_a_score() -> None:
    reading = Pipeline().read(Report(id="a", text=TEXT))
    assert reading.events
    assert all(event.score is not None and 0 <= event.score <= 1 for event in reading.events)


def test_the_evidence_has_its_columns(parser: Parser) -> None:
    ruled, told = read(parser)
    assert told.shape == (len(ruled.parsed.tokens), len(CHANNELS))
    assert (told < np.array(list(CHANNELS.values()))).all()
