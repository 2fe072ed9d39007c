"""Hedges and the scale of estimative words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from onrecord.codebook.hedges import estimate, hedges
from onrecord.codebook.stances import StanceKind
from onrecord.codebook.tables import table

SCALE = ["almost no chance", "very unlikely", "unlikely", "roughly even", "likely", "very likely", "almost certain"]


def test_the_scale_has_no_gap() -> None:
    ranges = {row["class"]: (float(row["low"]), float(row["high"])) for row in table("estimative.tsv")}
    assert list(ranges) == SCALE
    edges = [ranges[name] for name in SCALE]
    assert all(one[1] == other[0] for one, other in pairwise(edges))
    assert (edges[0][0], edges[-1][1]) == (0.01, 0.99)


@pytest.mark.parametrize(
    ("words", "low", "phrase"),
    [
        ("it will very likely rain", 0.80, "very likely"),
        ("it is likely", 0.55, "likely"),
        ("it is not likely", 0.20, "not likely"),
        ("almost certainly not", 0.01, "almost certainly not"),
        ("almost certainly", 0.95, "almost certainly"),
    ],
)
def test_the_longest_phrase_wins(words: str, low: float, phrase: str) -> None:
    found = estimate(words.split())
    assert found is not None
    assert (found.low, found.phrase) == (low, phrase)


def test_no_estimative_words() -> None:
    assert estimate(["they", "shelled", "the", "town"]) is None
    assert estimate([]) is None


@pytest.mark.parametrize("kind", ["adverb", "modifier", "passive", "seeming", "noun"])
def test_each_kind_of_hedge(kind: str) -> None:
    found = hedges(kind)
    assert found
    assert all(isinstance(stance, StanceKind) for stance in found.values())
