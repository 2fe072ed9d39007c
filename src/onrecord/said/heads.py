"""The head of a report: place, date and wire before its first sentence belong to no source and no content."""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.said import sources
from onrecord.said.draft import Draft

_HEAD = re.compile(
    r"(?P<place>[^\W\d_][\w.'’/\- ]{2,40}?)(?:,[^—–()\n]{2,60}?)?"
    r"\s?(?:\([^()\n]{2,40}\))?\s?(?:—|–|--|(?<=[\s)])-)\s?(?=\S)"
)
"""A place, perhaps a region and a date, perhaps a wire in brackets, and a dash."""
_LINES = 5
"""Paragraphs in which a dateline can stand: headline, standfirst, byline, date come before it."""


class Heads:
    """Where each paragraph's own words begin, for those that open with a dateline."""

    def __init__(self, parsed: Parsed) -> None:
        known = parsed.report.dateline.place if parsed.report.dateline is not None else None
        self._starts = [paragraph.start for paragraph in parsed.paragraphs[: _LINES + 1]]
        self._ends: dict[int, int] = {}
        for number, paragraph in enumerate(parsed.paragraphs[:_LINES]):
            found = None if paragraph.in_title else _HEAD.match(parsed.text, paragraph.start, paragraph.end)
            if found is None:
                continue
            place = found["place"].strip()
            if (place.isupper() and not found.group().count(" - ") > 1) or (known or "").lower() == place.lower():
                self._ends[number] = found.end()

    def end(self, offset: int) -> int:
        """The end of the dateline that `offset` stands in; `offset` itself where it stands in none."""
        number = bisect_right(self._starts, offset) - 1
        return max(offset, self._ends.get(number, offset))

    def __bool__(self) -> bool:
        return bool(self._ends)


def behead(parsed: Parsed, drafts: list[Draft]) -> None:
    """Take datelines off sources and contents; a source that was nothing else gives way to the next subject."""
    heads = Heads(parsed)
    if not heads:
        return
    for draft in drafts:
        draft.pieces = [(heads.end(lo), hi) for lo, hi in draft.pieces if heads.end(lo) < hi]
        if draft.source is None:
            continue
        lo, hi = draft.source
        begin = heads.end(parsed.tokens[lo].start)
        if begin == parsed.tokens[lo].start:
            continue
        after = parsed.token_range(begin, begin + 1)[0]
        other = _subject(parsed, draft.cue_token, after)
        if after < hi:
            draft.source = after, hi
        elif other is not None:
            draft.source = sources.phrase(parsed, other.i)


def _subject(parsed: Parsed, verb: int, after: int) -> Token | None:
    return next((child for child in parsed.children(verb, "nsubj", "nsubjpass") if child.i >= after), None)
