"""A dateline that ends in a colon is no part of the first sentence."""

from __future__ import annotations

from onrecord import intake
from onrecord.language import Parser

TEXT = "GAZA CITY, Palestinian Territories: Four children were hurt on Friday, medics said."


def test_the_dateline_is_parsed_by_itself() -> None:
    parsed = Parser().parse(intake.from_text(TEXT, options=intake.Options(force=True)))
    four = next(token for token in parsed.tokens if token.text == "Four")
    assert parsed.sentences[four.sentence].lo == four.i
