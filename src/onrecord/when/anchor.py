"""What a date may be counted from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from onrecord.when.calendar import Stretch


@dataclass(slots=True)
class Anchor:
    """What a date may be counted from.

    Attributes:
        published: the day of publication, else of the dateline; None when unknown.
        last: the last date resolved in the text before this one, for "the following day", "that month".
        ahead: whether the words speak of a plan; asked only where it matters.
        same_sentence: whether `last` stands in the same sentence.
        bound: `by`-like (`open_start`) or `since`-like (`open_end`) preposition, else None.
    """

    published: date | None
    last: Stretch | None
    ahead: Callable[[], bool | None]
    bound: str | None = None
    same_sentence: bool = False
