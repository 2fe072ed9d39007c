"""Words as merging compares them: stems of what carries content, each with the weight of its rarity."""

from __future__ import annotations

import json
import math
import re
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import NamedTuple

import snowballstemmer

from onrecord.codebook.tables import cells

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_ENDS = re.compile(r"[.!?…][”\"’')\]]*\s+(?=[“\"‘'(\[]?[A-Z0-9])|\n+")
_SHORT = ("mr", "mrs", "ms", "dr", "gen", "lt", "col", "sgt", "capt", "st", "sen", "rep", "gov", "prof", "jan", "feb",
          "mar", "apr", "aug", "sept", "oct", "nov", "dec", "no", "vs", "u.s", "u.n", "u.k", "e.u")  # fmt: skip
_FIRST_WORD = 1996
"""Where the words begin in the vocabulary, which counts them down from the commonest."""
_COMMON = 130
"""So many of the commonest words are left out: they hold a sentence together, and tell nothing."""
_SCALE = 400
_RAREST = math.log1p(30522 / _SCALE)
LONGEST = 600
"""Characters of a passage at most, on either side of its word: a text without stops is cut."""


@cache
def _ranks() -> dict[str, int]:
    """The rank of a word among English words: the vocabulary of the encoder lists them by frequency."""
    vocabulary = json.loads((files("onrecord.data") / "models" / "wordpieces.json").read_text(encoding="utf-8"))
    return {
        word: number - _FIRST_WORD
        for word, number in vocabulary["model"]["vocab"].items()
        if number >= _FIRST_WORD and word[:2] != "##"
    }


@cache
def _bases() -> dict[str, str]:
    """The base of irregular past forms ("withdrew")."""
    return {past: verb for verb, past in cells("past_forms.tsv")}


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word: equal for "withdrew", "withdrawing" and "withdraw", not for other words."""
    lower = word.casefold().replace("’", "'").removesuffix("'s")
    made: str = _stemmer().stemWord(_bases().get(lower, lower))
    return made


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=100_000)
def weight(word: str) -> float:
    """How much a word tells, from 0 (the commonest) to 1 (rare, or a name): by its rank among English words."""
    lower = word.casefold().replace("’", "'").removesuffix("'s")
    if len(lower) < 2 and not lower.isdigit():
        return 0.0
    ranks = [rank for form in (lower, stem(lower)) if (rank := _ranks().get(form)) is not None]
    if not ranks:
        return 1.0
    return 0.0 if min(ranks) < _COMMON else math.log1p(min(ranks) / _SCALE) / _RAREST


class Weighed(dict[str, float]):
    """Stems with their weights, and the length of the whole."""

    @cached_property
    def length(self) -> float:
        """As of a vector."""
        return math.sqrt(math.fsum(value * value for value in self.values()))


class Bag(NamedTuple):
    """The content words of a text: stems with their weights; of two words with one stem, the rarer's.

    Attributes:
        words: all of them.
        plain: those in small letters: what is done and with what, rather than who, where and how many.
        names: those with a capital.
    """

    words: Weighed
    plain: Weighed
    names: Weighed


@lru_cache(maxsize=20_000)
def bag(text: str) -> Bag:
    """The content words of a text. Nobody changes what it gives: it is kept for the next who asks."""
    found, plain, names = Weighed(), Weighed(), Weighed()
    for match in _WORD.finditer(text):
        word = match.group()
        heavy = weight(word)
        if heavy > 0:
            base = stem(word)
            found[base] = max(found.get(base, 0.0), heavy)
            if word.islower():
                plain[base] = found[base]
            elif word[0].isupper():
                names[base] = found[base]
    return Bag(found, plain, names)


def cosine(one: Weighed, other: Weighed) -> float:
    """How alike two bags of words are, 0 to 1."""
    both = one.keys() & other.keys()
    if not both:
        return 0.0
    return math.fsum([one[word] * other[word] for word in both]) / (one.length * other.length)


def passage(text: str, lo: int, hi: int) -> tuple[int, int]:
    """The sentence around characters `[lo, hi)`, as far as stops and line breaks tell."""
    first, last = max(0, lo - LONGEST), min(len(text), hi + LONGEST)
    starts = [match.end() for match in _ENDS.finditer(text, first, lo) if not _abbreviation(text, match.start())]
    begin = starts[-1] if starts else first
    for match in _ENDS.finditer(text, hi, last):
        if not _abbreviation(text, match.start()):
            return begin, match.start() + (text[match.start()] != "\n")
    return begin, last


def _abbreviation(text: str, stop: int) -> bool:
    """Whether the stop at a place belongs to an abbreviation, or to an initial."""
    word = re.search(r"[\w.]+$", text[max(0, stop - 8) : stop])
    return text[stop] == "." and word is not None and (word.group().lower() in _SHORT or len(word.group()) == 1)
