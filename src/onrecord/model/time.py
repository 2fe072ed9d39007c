"""When: a time expression and the interval that it stands for."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.span import Offsets, TitleMark, check_offsets

TimeKind = Literal["date", "time", "duration", "set", "vague"]
Precision = Literal["day", "month", "year", "interval", "night", "open_start", "open_end"]
TimeAnchor = Literal["self", "published", "context", "none"]


class Time(msgspec.Struct, frozen=True):
    """A time expression, or a time known without one (a statement's day taken from the report).

    Attributes:
        offsets, text: where it is written, preposition included; None when it is not written.
        kind: `date`, `time`, `duration`, `set` ("every day"), `vague` ("in recent years");
            the last three have no start and no end.
        start, end: ISO 8601 with the precision known, both inclusive; None is open or unknown.
        precision: how sharp it is; None for durations, sets and vague times.
        anchor: what resolved it: the words themselves, the publication date, other words, nothing.
        value: the normal form in the manner of TIMEX3 (`1998-W32`, `P3M`, `PAST_REF`), of the words alone: a bound
            ("since", "by") is told by `precision`; None where nothing resolves them.
    """

    offsets: Offsets | None = msgspec.field(default=None, name="span")
    text: str | None = None
    kind: TimeKind = "date"
    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    anchor: TimeAnchor = "none"
    value: str | None = None
    part: TitleMark = msgspec.field(default=msgspec.UNSET, name="in")

    def __post_init__(self) -> None:
        if self.offsets is not None:
            check_offsets(self.offsets, self.text or "")
