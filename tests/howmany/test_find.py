"""Promises of the stage that hold for every text."""

from __future__ import annotations

import pytest

from onrecord import howmany, when
from onrecord.language import Parser
from onrecord.model import Quantity, Report

ODD = [
    "",
    "5",
    "one one one one",
    "$ £ € % 5% $5 $$5 5$ €-5 -5 +5 5+ ~5",
    "İİİ five men İ 20 İ kg",
    "\N{PARTY POPPER}5\N{PARTY POPPER} men \N{PARTY POPPER}",
    "TWENTY MEN AND 30 TANKS CROSSED THE RIVER; DOZENS DIED.",
    '"' * 3000 + " forty men " + '"' * 3000,
    "three hundred " * 300,
    "1" * 400,
    "1,2,3,4,5,6 1.2.3.4 1/2/3/4 1-2-3-4 1:2:3 10^9 1e9",
    "more than about at least nearly over under some",
    "more than more than 5 nearly almost 6 or so or more",
    "between 5 and, from 6 to, 7 or, 8 -, half a, a third of, dozens of, hundreds of thousands of",
    "²³ ½ ¾ ٣ 五 Ⅷ",
    "10 000 000 men, 10.000 men, 10'000 men",
    "first second third",
]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def find(parser: Parser, text: str, title: str | None = None) -> tuple[Quantity, ...]:
    parsed = parser.parse(Report(id="r", text=text, title=title, published="2026-05-13"))
    return howmany.find(parsed, when.find(parsed).values).values


@pytest.mark.parametrize("text", ODD)
def test_odd_texts(parser: Parser, text: str) -> None:
    ends: dict[object, int] = {}
    for quantity in find(parser, text, title=text[:40] or None):
        start, end = quantity.offsets
        whole = text[:40] if quantity.part == "title" else text
        assert whole[start:end] == quantity.text
        assert start >= ends.get(quantity.part, 0), "in order, none overlapping"
        ends[quantity.part] = end
        assert any(value is not None for value in (quantity.min, quantity.max, quantity.best))
        if quantity.min is not None and quantity.max is not None:
            assert quantity.min <= quantity.max


def test_the_same_twice(parser: Parser) -> None:
    text = "Nearly 40 of the 200 to 300 men paid $5m."
    assert find(parser, text) == find(parser, text)


def test_every_quantity_leaves_a_note(parser: Parser) -> None:
    parsed = parser.parse(Report(id="r", text="Forty men took at least 12 boats."))
    found = howmany.find(parsed, ())
    assert [note.span.text for note in found.notes] == [quantity.text for quantity in found.values]
    assert all(note.rule.startswith("howmany.") for note in found.notes)


def test_nothing_inside_times(parser: Parser) -> None:
    assert find(parser, "In 2019, after 12 days, on 3 May 2020, it ended.") == ()
