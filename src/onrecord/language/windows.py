"""Windows of a report for the encoder: whole paragraphs, packed until a window is full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.language.parsed import Parsed

SIZE = 160
"""Word pieces of a window at most, both ends marked. Chosen on PolNeAR: windows of 256 did far worse."""
LONGEST_WORD = 12
"""Word pieces of one word at most: the rest of an address or a blob tells nothing."""


class Window(NamedTuple):
    """Tokens `[lo, hi)` of a report that the encoder reads together."""

    lo: int
    hi: int


def windows(parsed: Parsed, lengths: Sequence[int], skip: int = 0) -> list[Window]:
    """Windows that follow one another and hold every token once.

    Args:
        parsed: the report.
        lengths: word pieces of every token.
        skip: paragraphs that make a window of their own before the packing begins (training varies it).
    """
    room = SIZE - 2
    found: list[Window] = []
    lo = hi = used = 0
    for number, (a, b) in enumerate(_units(parsed, lengths, room)):
        size = sum(lengths[a:b])
        if hi > lo and (used + size > room or number == skip):
            found.append(Window(lo, hi))
            lo, used = a, 0
        hi, used = b, used + size
    if hi > lo:
        found.append(Window(lo, hi))
    return found


def _units(parsed: Parsed, lengths: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    """Paragraphs; the sentences of those that are too long, and even pieces of sentences that are too long."""
    at, sentences = 0, parsed.sentences
    while at < len(sentences):
        end = at
        while end < len(sentences) and sentences[end].paragraph == sentences[at].paragraph:
            end += 1
        lo, hi = sentences[at].lo, sentences[end - 1].hi
        if sum(lengths[lo:hi]) <= room:
            yield lo, hi
        else:
            for sentence in sentences[at:end]:
                yield from _cut(sentence.lo, sentence.hi, lengths, room)
        at = end


def _cut(lo: int, hi: int, lengths: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    while sum(lengths[lo:hi]) > room:
        used, cut = 0, lo
        while used + lengths[cut] <= room:
            used += lengths[cut]
            cut += 1
        yield lo, cut
        lo = cut
    if hi > lo:
        yield lo, hi
