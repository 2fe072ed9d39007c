"""Words of time that stand beside a cue and belong neither to the source nor to the content."""

from __future__ import annotations

from onrecord.language.parsed import Token

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORDS = frozenset(
    (*_DAYS, *(day[:3] for day in _DAYS), "today", "yesterday", "tomorrow", "tonight", "weekend", "week", "month",
     "year",
     "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
     "jan.", "feb.", "aug.", "sept.", "oct.", "nov.", "dec.", "morning", "evening", "afternoon", "night", "midday",
     "mon.", "tues.", "wed.", "thurs.", "fri.", "sat.", "sun.")
)  # fmt: skip


def is_time(token: Token) -> bool:
    """Whether a noun names a day or a month, or "today", "last week"."""
    return token.lower in _WORDS
