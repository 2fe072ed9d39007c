"""What the classifier may do to the events of the rules: let them fall, retype them, add to them, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord import intake, who
from onrecord.happened import Circumstances
from onrecord.happened.coder import by_rules
from onrecord.happened.evidence import CHANNELS, TYPES, evidence
from onrecord.happened.ruled import Ruled
from onrecord.happened.trained import Scores, modes
from onrecord.happened.weigh import weigh
from onrecord.language import Parser
from onrecord.model import Note

TEXT = "Sudan expelled two Norwegian envoys, and Kenyan troops walloped rebel camps."


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def read(parser: Parser, text: str = TEXT) -> tuple[Ruled, np.ndarray]:
    parsed = parser.parse(intake.from_text(text, options=intake.Options(force=True)))
    ruled = by_rules(parsed, who.find(parsed), (), Circumstances((), (), ()))
    return ruled, evidence(ruled.parsed, ruled.found, ruled.written, ())


def says(ruled: Ruled, *told: tuple[str, str, float]) -> Scores:
    """Scores in which some words tell a type with a probability, and the others what the rules made of them."""
    n = len(ruled.parsed.tokens)
    types = np.zeros((n, 1 + len(TYPES)), np.float32)
    types[:, 0] = 1
    for draft, event in ruled.written:
        types[draft.candidate.anchor] = 0
        types[draft.candidate.anchor, 1 + TYPES.index(event.type)] = 1
    for word, type_, chance in told:
        at = next(token.i for token in ruled.parsed.tokens if token.text == word)
        types[at] = 0
        types[at, ("none", *TYPES).index(type_)] = chance
        types[at, 0 if type_ != "none" else 1] += 1 - chance
    return Scores(types, np.ones(n, np.float32), np.full((n, len(modes())), 0.01, np.float32))


def events(ruled: Ruled) -> dict[str, str]:
    return {row[1].trigger.text: row[1].type for row in ruled.writer.events.values()}


def test_it_leaves_what_it_agrees_with(parser: Parser) -> None:
    ruled, told = read(parser)
    before = events(ruled)
    assert weigh(ruled, told, says(ruled)) == []
    assert events(ruled) == before
    assert before["expelled"] == "SANCTION"
    assert all("the classifier: " in row[2].because for row in ruled.writer.events.values())


def test_an_event_falls_only_where_it_is_sure(parser: Parser) -> None:
    ruled, told = read(parser)
    assert weigh(ruled, told, says(ruled, ("expelled", "none", 0.7))) == []
    assert "expelled" in events(ruled)
    ruled, told = read(parser)
    (note,) = weigh(ruled, told, says(ruled, ("expelled", "none", 0.999)))
    assert isinstance(note, Note)
    assert "no event" in note.says
    assert "expelled" not in events(ruled)


def test_a_type_changes_only_where_it_is_sure(parser: Parser) -> None:
    ruled, told = read(parser)
    weigh(ruled, told, says(ruled, ("expelled", "COERCE", 0.5)))
    assert events(ruled)["expelled"] == "SANCTION"
    ruled, told = read(parser)
    weigh(ruled, told, says(ruled, ("expelled", "COERCE", 0.99)))
    assert events(ruled)["expelled"] == "COERCE"


def test_a_word_that_no_row_fits_becomes_an_event_with_sides(parser: Parser) -> None:
    ruled, told = read(parser)
    assert "walloped" not in events(ruled)
    weigh(ruled, told, says(ruled, ("walloped", "ASSAULT", 0.95)))
    (event,) = (row[1] for row in ruled.writer.events.values() if row[1].trigger.text == "walloped")
    assert event.type == "ASSAULT"
    assert [side.iso3 for side in event.actors] == ["KEN"]


def test_words_that_cannot_tell_one_never_do(parser: Parser) -> None:
    ruled, told = read(parser)
    before = events(ruled)
    weigh(ruled, told, says(ruled, ("two", "ASSAULT", 0.99), ("and", "AID", 0.99)))
    assert events(ruled) == before


def test_what_is_not_told_as_done_is_never_observed_by_it(parser: Parser) -> None:
    ruled, told = read(parser, "If Kenyan troops pummelled the camp, Sudan would protest.")
    weigh(ruled, told, says(ruled, ("pummelled", "ASSAULT", 0.99)))
    for _, event, _ in ruled.writer.events.values():
        if event.trigger.text == "pummelled":
            assert event.realis == "conditional"


def test_the_evidence_has_its_columns(parser: Parser) -> None:
    ruled, told = read(parser)
    assert told.shape == (len(ruled.parsed.tokens), len(CHANNELS))
    assert (told < np.array(list(CHANNELS.values()))).all()
