"""Numerals in digits and words."""

from __future__ import annotations

import re

import pytest

from onrecord.language.numerals import NUMERAL, lowered, ordinal, value


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("7", 7),
        ("10,400", 10400),
        ("2.4 million", 2400000),
        ("1.5bn", 1500000000),
        ("3m", 3000000),
        ("5 1/2", 5.5),
        ("seventeen", 17),
        ("ninety-nine", 99),
        ("a hundred", 100),
        ("two hundred and five", 205),
        ("three thousand two hundred", 3200),
        ("half a million", 500000),
        ("one-and-a-half million", 1500000),
        ("two and a half", 2.5),
        ("twenty thousand three hundred and ninety-one", 20391),
    ],
)
def test_value(text: str, want: float) -> None:
    match = re.compile(NUMERAL).match(text)
    assert match is not None
    assert match[0] == text
    assert value(text) == want


@pytest.mark.parametrize("text", ["two five", "three and five", "eleven twelve"])
def test_no_number(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize(
    ("word", "want"),
    [("third", 3), ("21st", 21), ("forty-second", 42), ("hundredth", 100), ("house", None), ("th", None)],
)
def test_ordinal(word: str, want: int | None) -> None:
    assert ordinal(word) == want


def test_lowered_keeps_offsets() -> None:
    assert len(lowered("İSTANBUL ẞ")) == len("İSTANBUL ẞ")
