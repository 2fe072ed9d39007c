"""What a user may say about inputs that do not say it themselves."""

from __future__ import annotations

import msgspec

from onrecord.errors import ConfigError
from onrecord.intake.dates import iso_date

MAX_CHARS = 1_000_000
"""Longest text read, in characters: some 170,000 words, more than any report; a longer one is a bundle of several."""


class Options(msgspec.Struct, frozen=True):
    """How inputs are read.

    Attributes:
        published: publication date of inputs that give none; ISO 8601, with the precision known.
        outlet: outlet of inputs that name none.
        force: read text in another language too.
        max_chars: the longest text that is read.

    Raises:
        ConfigError: `published` is no date, or `max_chars` is not positive.
    """

    published: str | None = None
    outlet: str | None = None
    force: bool = False
    max_chars: int = MAX_CHARS

    def __post_init__(self) -> None:
        if self.published is not None and iso_date(self.published) is None:
            raise ConfigError(f"--published {self.published!r} is not a date: write it as YYYY-MM-DD, e.g. 2024-12-13")
        if self.max_chars < 1:
            raise ConfigError(f"max_chars must be at least 1, not {self.max_chars}")
