"""A report: the text that was read and what is known about it."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.identity import identity
from onrecord.model.span import Offsets, Span


class Dateline(msgspec.Struct, frozen=True):
    """Where and when the report says it was filed: `SEOUL, Dec 13`.

    Attributes:
        place: the place as worded, without its capitals undone; None when not given.
        date: ISO 8601 with the precision known; None when not given.
    """

    place: str | None = None
    date: str | None = None


class Report(msgspec.Struct, frozen=True):
    """One news report, after intake and before any reading.

    Attributes:
        id: given by the input (`.jsonl`), else a hash of outlet, date, address, title and text.
        outlet, title, byline, published, dateline, url: as the input or its metadata say.
        published: ISO 8601 date (`YYYY-MM-DD`), with a time only where the input gives one.
        language: ISO 639-1, `en`.
        text: the text that offsets count in, unchanged code point for code point.
        sha256: of the bytes that were read (for a `.jsonl` line: of that line's bytes).
        map: for HTML only: runs `(offset in text, offset in decoded source, length)`.
    """

    id: str
    text: str
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    dateline: Dateline | None = None
    url: str | None = None
    language: str | None = None
    sha256: str = ""
    map: tuple[tuple[int, int, int], ...] | msgspec.UnsetType = msgspec.UNSET

    def span(self, start: int, end: int, part: Literal["text", "title"] = "text") -> Span:
        """The passage at `[start, end)` of the text, or of the title."""
        if part == "title":
            return Span((start, end), (self.title or "")[start:end], "title")
        return Span((start, end), self.text[start:end])

    def holds(self, offsets: Offsets, text: str, in_title: bool) -> bool:
        """Whether `text` really stands at `offsets` of this report."""
        where = (self.title or "") if in_title else self.text
        return where[offsets[0] : offsets[1]] == text


def report_id(text: str, *, outlet: str | None, published: str | None, url: str | None, title: str | None) -> str:
    """The id of a report whose input gives none: equal inputs, equal ids."""
    return identity("r", outlet, published, url, title, text)
