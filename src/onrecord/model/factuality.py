"""Factuality: how certain a report has it that what a word tells happened."""

from __future__ import annotations

from onrecord.model.span import Span


class Factuality(Span, frozen=True, kw_only=True):
    """A verb, or the word of an event, with how certain it is told.

    Attributes:
        value: from -3, certainly not, over 0, open, to 3, certainly; to a tenth.
        realis: what its clause is told as (`actual negated future hypothetical conditional asked must purpose`).
        event: id of the event that the word triggers, or None.
        statement: id of the statement whose words tell it; None for the report itself.
        because: the three factors that weigh most, each with its weight.
    """

    value: float
    realis: str
    event: str | None = None
    statement: str | None = None
    because: tuple[str, ...] = ()
