"""Spans: the exact places in a report that every field points at."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.errors import DataError

Offsets = tuple[int, int]
"""Half-open `[start, end)` in Unicode code points of `report.text` (or of the title)."""

TitleMark = Literal["title"] | msgspec.UnsetType
"""`"title"` where the offsets count in `report.title`; left out of the JSON where they count in the text."""


class Span(msgspec.Struct, frozen=True):
    """A passage with its place: `report.text[start:end] == text`.

    Attributes:
        offsets: half-open code point offsets; JSON name `span`.
        text: the characters that stand there.
        part: `"title"` for a span into the title; JSON name `in`, left out for the text.

    Raises:
        DataError: the offsets are negative, reversed, or as long as some other text.
    """

    offsets: Offsets = msgspec.field(name="span")
    text: str
    part: TitleMark = msgspec.field(default=msgspec.UNSET, name="in")

    def __post_init__(self) -> None:
        check_offsets(self.offsets, self.text)

    @property
    def start(self) -> int:
        """The first character's offset."""
        return self.offsets[0]

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.offsets[1]

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span, in the same part of the report."""
        return self.part == other.part and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character, in the same part of the report."""
        return self.part == other.part and self.start < other.end and other.start < self.end


def check_offsets(offsets: Offsets, text: str) -> None:
    """Refuse offsets that cannot be those of `text`."""
    start, end = offsets
    if start < 0 or end < start:
        raise DataError(f"span [{start}, {end}] does not run forward from 0")
    if end - start != len(text):
        raise DataError(f"span [{start}, {end}] has {end - start} characters, its text {len(text)}: {text[:60]!r}")
