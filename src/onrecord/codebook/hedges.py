"""Hedges and estimative words: what weakens a proposition, and by how much where a scale exists.

Source: the ranges are those of Intelligence Community Directive 203 (2015), section D.6.e(2)(a).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onrecord.codebook.stances import StanceKind
from onrecord.codebook.tables import table


class Estimate(NamedTuple):
    """Estimative words with their range, and where they stand in the words they were found in."""

    low: float
    high: float
    phrase: str
    at: int
    length: int


@cache
def hedges(kind: str) -> dict[str, StanceKind]:
    """The words of one kind of hedge (`adverb modifier passive noun seeming`) and the stance they leave."""
    return {row["word"]: StanceKind(row["stance"]) for row in table("hedges.tsv") if row["kind"] == kind}


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], float, float], ...]]:
    """Estimative phrases by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], float, float]]] = {}
    for row in table("estimative.tsv"):
        words = tuple(row["phrase"].split(" "))
        found.setdefault(words[0], []).append((words, float(row["low"]), float(row["high"])))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


def estimate(words: Sequence[str]) -> Estimate | None:
    """The first estimative phrase among lower-case words, the longest where several begin at one word."""
    phrases = _phrases()
    for at, word in enumerate(words):
        for phrase, low, high in phrases.get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return Estimate(low, high, " ".join(phrase), at, len(phrase))
    return None
