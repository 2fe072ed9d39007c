"""What a stage returns: its values, what it would not decide, and why it decided as it did."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from onrecord.model.span import Span

T = TypeVar("T")


class Abstained(Span, frozen=True, kw_only=True):
    """What a stage saw but would not decide."""

    stage: str
    reason: str


class Note(msgspec.Struct, frozen=True):
    """Why a stage read a span as it did; shown by `onrecord explain`, not part of the reading.

    Attributes:
        stage: `said`, `happened`, ...
        span: the words decided on.
        says: what was decided, for a person ("cue of an accusation", "ASSAULT, actor Ukraine").
        rule: the rule's or table row's name (`said.clause-complement`, `cues.tsv:accuse`).
        because: what in the text the rule saw.
        alternatives: what else it could have been, the likeliest first.
    """

    stage: str
    span: Span
    says: str
    rule: str
    because: str = ""
    alternatives: tuple[str, ...] = ()


class Found(msgspec.Struct, Generic[T], frozen=True):
    """A stage's result: frozen values in order of place."""

    values: tuple[T, ...] = ()
    abstained: tuple[Abstained, ...] = ()
    notes: tuple[Note, ...] = ()
