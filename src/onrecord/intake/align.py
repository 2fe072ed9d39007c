"""The map from an article's text back to the page's source: the one place that knows it."""

from __future__ import annotations

import re
from array import array
from html import unescape

Run = tuple[int, int, int]

_MARKUP = re.compile(r"<!--|<[a-zA-Z/!?][^<>]*>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});?")
_UNSEEN = re.compile(r"<(script|style|noscript|template|svg)\b", re.I)
_UNQUOTED = re.compile(r'[^"\\\n]{16,}')
_ANCHOR = 24
"""Characters, spaces left out, that place a passage: shorter ones come twice in a page."""


_WORD = re.compile(r"\S+")
_NEAR = 20_000
"""How far on a passage is looked for once it is not found whole: the alignment stays linear on any page."""


def align(text: str, source: str) -> tuple[Run, ...]:
    """Runs `(offset in text, offset in source, length)`, in order of the text.

    Every run is the same characters in both; what has no run was written otherwise in the source (an entity,
    other white space) or put in by the extraction (a line break). No run is empty and none overlap in the text.
    """
    return _Alignment(text, source).runs()


class _Alignment:
    """A text and the visible characters of its source, white space left out of both."""

    def __init__(self, text: str, source: str) -> None:
        self._text, self._source = text, source
        self._letters, self._places = _visible(source)
        self._cursor = self._raw = 0
        self._runs: list[Run] = []

    def runs(self) -> tuple[Run, ...]:
        """The runs of every line."""
        at = 0
        for line in self._text.split("\n"):
            offsets = [at + place for word in _WORD.finditer(line) for place in range(word.start(), word.end())]
            self._line("".join(line.split()), offsets)
            at += len(line) + 1
        return tuple(self._runs)

    def _line(self, letters: str, offsets: list[int]) -> None:
        """Align one line: whole from where the last one ended, else whole from the top, else piece by piece."""
        if not letters:
            return
        short = len(letters) < _ANCHOR
        found = self._letters.find(letters, self._cursor, self._cursor + _NEAR if short else len(self._letters))
        if found < 0 and not short:
            found = self._letters.find(letters)
        if found >= 0:
            self._match(offsets, found)
            self._cursor = found + len(letters)
        elif not short and not self._pieces(letters, offsets):
            self._written(offsets[0], offsets[-1] + 1)

    def _pieces(self, letters: str, offsets: list[int]) -> bool:
        """Align the passages of a line that the extraction changed: anchors, each extended while both agree."""
        at = 0
        before = len(self._runs)
        while at + _ANCHOR <= len(letters):
            found = self._letters.find(letters[at : at + _ANCHOR], self._cursor, self._cursor + _NEAR)
            if found < 0:
                at += _ANCHOR // 4
                continue
            length = _ANCHOR
            limit = min(len(letters) - at, len(self._letters) - found)
            while length < limit and letters[at + length] == self._letters[found + length]:
                length += 1
            self._match(offsets[at : at + length], found)
            self._cursor = found + length
            at += length
        return len(self._runs) > before

    def _written(self, start: int, end: int) -> None:
        """Align a line that no visible text holds with the source as it is written: text inside a script."""
        for piece in _UNQUOTED.finditer(self._text, start, end):
            found = self._source.find(piece[0], self._raw)
            if found >= 0:
                self._runs.append((piece.start(), found, len(piece[0])))
                self._raw = found + len(piece[0])

    def _match(self, offsets: list[int], found: int) -> None:
        """Add runs for characters of the text that stand one after the other from `found` on."""
        start = place = length = 0
        for step, offset in enumerate(offsets):
            here = self._places[found + step]
            gap = offset - start
            if length and here - place == gap and self._same(start + length, place + length, gap - length):
                length = gap + 1
                continue
            if length:
                self._runs.append((start, place, length))
            start, place, length = (offset, here, 1) if here >= 0 else (0, 0, 0)
        if length:
            self._runs.append((start, place, length))

    def _same(self, start: int, place: int, length: int) -> bool:
        """Whether the white space between two characters is the same in both."""
        return self._text[start : start + length] == self._source[place : place + length]


def _visible(source: str) -> tuple[str, array[int]]:
    """What a page shows, white space left out, and where each of its characters stands in the source.

    An entity's character has the place -1: it is found there, but is not the same in the source.
    """
    pieces: list[str] = []
    places = array("q")
    closings = _Closings(source)
    at = 0
    for markup in _MARKUP.finditer(source):
        if markup.start() < at:
            continue  # inside a comment or a script
        _append(source, at, markup.start(), pieces, places)
        at = closings.after(markup)
        if markup[0].startswith("&"):
            shown = "".join(unescape(markup[0]).split())
            pieces.append(shown)
            places.extend([-1] * len(shown))
    _append(source, at, len(source), pieces, places)
    return "".join(pieces), places


class _Closings:
    """Where comments and unseen elements end; what once was not found is not looked for again."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._ends: dict[str, re.Pattern[str]] = {}
        self._missing: set[str] = set()

    def after(self, markup: re.Match[str]) -> int:
        """The offset behind a tag, or behind the whole comment or element that it opens."""
        unseen = _UNSEEN.match(markup[0])
        closing = "-->" if markup[0] == "<!--" else rf"</{unseen[1].lower()}\s*>" if unseen else ""
        if not closing or closing in self._missing:
            return markup.end()
        pattern = self._ends.setdefault(closing, re.compile(closing, re.I))
        found = pattern.search(self._source, markup.end())
        if found:
            return found.end()
        self._missing.add(closing)
        return markup.end()


def _append(source: str, start: int, end: int, pieces: list[str], places: array[int]) -> None:
    """Add the words at `[start, end)` of the source."""
    for word in _WORD.finditer(source, start, end):
        pieces.append(word[0])
        places.extend(range(word.start(), word.end()))
