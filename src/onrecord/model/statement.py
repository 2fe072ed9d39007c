"""Statements: a source, a cue, a content."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.entity import Party
from onrecord.model.span import Span
from onrecord.model.time import Time

Act = Literal[
    "say", "ask", "answer", "accuse", "deny", "confirm", "admit", "reject", "demand", "urge", "promise",
    "threaten", "warn", "praise", "condemn", "estimate", "forecast", "doubt", "agree", "refuse", "retract",
    "decline", "withhold", "label", "order", "reason", "document", "witness",
]  # fmt: skip
Form = Literal["direct", "indirect", "mixed", "label", "none"]


class Cue(Span, frozen=True, kw_only=True):
    """The words that attribute: "said", "according to", "has not confirmed"."""

    act: Act


class Statement(msgspec.Struct, frozen=True):
    """Somebody is cited.

    Attributes:
        id: hashes report, cue, source and content spans.
        source: None when implicit ("It is understood that ...").
        cue: None only in a label or a dialogue line that has none.
        form: `direct` (all in quotation marks), `indirect`, `mixed`, `label`, `none` (silence).
        content: of direct speech the text between the marks; of indirect and mixed speech the clause,
            without "that" and the final stop. Several spans where it is interrupted.
        verbatim: exactly what stands between quotation marks inside the content.
        venue: where it was said ("Time", "news conference", "Telegram"); None when not given.
        when: when it was said; None when the report gives no day.
        parent: the id of the statement that relays this one.
        chain: outlet first (None when unknown), then relays, the origin last.
    """

    id: str
    source: Party | None
    cue: Cue | None
    form: Form
    content: tuple[Span, ...] = ()
    verbatim: tuple[Span, ...] = ()
    venue: str | None = None
    addressee: str | None = None
    when: Time | None = None
    parent: str | None = None
    chain: tuple[str | None, ...] = ()

    def says(self, span: Span) -> bool:
        """Whether `span` lies inside the content."""
        return any(piece.contains(span) for piece in self.content)


class Stance(msgspec.Struct, frozen=True):
    """How one holder stands to a claim.

    Attributes:
        holder: an entity id, `outlet`, or the source's wording where no entity is known.
        statement: id of the statement it was read from; None for the outlet's own voice.
        stance: see `onrecord.codebook.stances`.
        likelihood: `(low, high)` in 0..1 for estimative words (ICD 203), else None.
        span: the words that show it: the cue, or the hedge.
        scale: whose words the likelihood is: `icd203` of an intelligence service, which is held to that table;
            `lexical` of anybody else, who may mean them otherwise; None without a likelihood.
    """

    holder: str
    statement: str | None
    stance: str
    likelihood: tuple[float, float] | None = None
    span: tuple[int, int] | None = None
    scale: Literal["icd203", "lexical"] | None = None
