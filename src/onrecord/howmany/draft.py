"""A quantity in the making."""

from __future__ import annotations

from dataclasses import dataclass

Number = int | float


@dataclass(slots=True)
class Draft:
    """What has been read of a quantity so far.

    Attributes:
        start, end: offsets in `Parsed.text`.
        least, most, best, over, short, rough: `min`, `max`, `best`, `exclusive_min`, `exclusive_max`, `approx`.
        rule: what kind of quantity it is, for the note.
        doubt: why part of it stays undecided.
    """

    start: int
    end: int
    least: Number | None = None
    most: Number | None = None
    best: Number | None = None
    over: bool = False
    short: bool = False
    rough: bool = False
    unit: str | None = None
    what: str | None = None
    rule: str = "count"
    doubt: str | None = None
