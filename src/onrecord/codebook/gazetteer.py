"""A longest-match finder of names over tokens, for any table of names: who and where run on it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_AFFIXES = re.compile(r"^[(\"'‘“]+|[)\",;:”]+$")
_CUTS = re.compile(r"(?<=[^\W\d_])([-–—/])(?=[^\W\d_])")
_OFTEN_SMALL = frozenset((
    "party", "union", "army", "front", "movement", "council", "agency", "ministry", "department", "forces", "group",
    "brigade", "guard", "guards", "police", "parliament", "government", "region", "province", "district", "office",
    "magazine", "news", "newspaper", "network", "coalition", "organisation", "organization",
))  # fmt: skip
"""Words that some papers write small at the end of a name: "Labour party", "Kursk region"."""
_FIRST = re.compile(r"[^\s\-–—/()\"]+")
_POSSESSIVE = re.compile(r"(.+?)('s|')$")


class Word(Protocol):
    """What the finder needs of a token."""

    @property
    def text(self) -> str:
        """The token as written."""
        ...

    @property
    def lower(self) -> str:
        """The token in lower case."""
        ...


class Match(NamedTuple, Generic[T]):
    """A name found at tokens `[lo, hi)` and all the table says of it, in the table's order."""

    lo: int
    hi: int
    values: tuple[T, ...]


class _Entry(NamedTuple):
    """A name's words where their letters' case matters, and its value."""

    words: tuple[str, ...]
    exact: bool
    value: Any


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """A word in lower case, without accents, with a straight apostrophe."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").replace("‘", "'").replace("ʼ", "'"))
    kept = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    return kept.translate(_LETTERS)


_LETTERS = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "–": "-", "—": "-"})


def split(name: str) -> list[str]:
    """A name's words as the parser cuts them: hyphens between letters and the possessive stand alone."""
    words: list[str] = []
    for piece in name.replace("’", "'").split():
        for part in _CUTS.split(_AFFIXES.sub("", piece)):
            possessive = _POSSESSIVE.match(part)
            words.extend(possessive.groups() if possessive else (part,) if part else ())
    return words


class Gazetteer(Generic[T]):
    """Names in a tree of words; finds the longest at a place.

    A word that the table writes with a capital must have one in the text too ("Turkey", not "turkey"; "TURKEY"
    is fine). A name in capitals and digits alone (an acronym) matches only as it is written ("WHO", not "who"),
    and so does every name added with `exact`. Accents are ignored. Several values may share a name.
    """

    def __init__(self, entries: Iterable[tuple[str, T]] = ()) -> None:
        self._root: dict[str, Any] = {}
        self._deferred: dict[str, list[tuple[str, T]]] = {}
        for name, value in entries:
            self.add(name, value)

    def add(self, name: str, value: T, *, exact: bool = False) -> None:
        """Put a name into the tree; a name that is there already keeps its earlier values first."""
        words = tuple(split(name))
        if not words:
            return
        node = self._root
        for word in words:
            node = node.setdefault(fold(word), {})
        acronym = not any(char.islower() for char in name) and any(char.isupper() for char in name)
        node.setdefault("", []).append(_Entry(words, exact or acronym, value))

    def defer(self, name: str, value: T) -> None:
        """Put a name into the tree only when its first word is looked up: large tables then load fast."""
        first = _FIRST.match(name)
        if first:
            self._deferred.setdefault(fold(first.group()), []).append((name, value))

    def _grow(self, word: str) -> None:
        for name, value in self._deferred.pop(word):
            self.add(name, value)

    def longest(self, tokens: Sequence[Word], lo: int, hi: int | None = None) -> Match[T] | None:
        """The longest name that begins at token `lo` and ends at or before `hi`."""
        first = tokens[lo]
        lower = first.lower if first.lower.isascii() else fold(first.text)
        if lower in self._deferred:
            self._grow(lower)
        node = self._root.get(lower)
        if node is None:
            return None
        end = len(tokens) if hi is None else hi
        best: Match[T] | None = None
        at = lo + 1
        while True:
            entries = node.get("")
            if entries is not None:
                values = tuple(entry.value for entry in entries if _written_so(entry, tokens, lo))
                if values:
                    best = Match(lo, at, values)
            if at >= end:
                return best
            lower = tokens[at].lower
            node = node.get(lower if lower.isascii() else fold(tokens[at].text))
            if node is None:
                return best
            at += 1

    def find(self, tokens: Sequence[Word], lo: int = 0, hi: int | None = None) -> Iterator[Match[T]]:
        """Every name in `[lo, hi)`, from the left, the longest at each place, none inside another."""
        end = len(tokens) if hi is None else hi
        at = lo
        while at < end:
            match = self.longest(tokens, at, end)
            if match is None:
                at += 1
            else:
                yield match
                at = match.hi

    def get(self, name: str) -> tuple[T, ...]:
        """What the table says of exactly this name, whatever its letters' case."""
        node: dict[str, Any] | None = self._root
        parts = split(name)
        if parts and fold(parts[0]) in self._deferred:
            self._grow(fold(parts[0]))
        for word in parts:
            node = node.get(fold(word)) if node is not None else None
        entries = node.get("", ()) if node else ()
        return tuple(entry.value for entry in entries)


def _written_so(entry: _Entry, tokens: Sequence[Word], lo: int) -> bool:
    """Whether the text's letters have the case that the entry asks for."""
    for offset, word in enumerate(entry.words):
        text = tokens[lo + offset].text
        if entry.exact:
            if text != word and text.replace("’", "'") != word:
                return False
        elif word[0].isupper() and text[0].islower() and not (offset and text in _OFTEN_SMALL):
            return False
    return True
