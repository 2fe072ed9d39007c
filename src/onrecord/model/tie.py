"""Ties: what stands between parties over time."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.span import Span

TieKind = Literal[
    "mutual_defence", "non_aggression", "alliance", "sanctions", "talks", "armistice", "arms_supply",
    "basing", "diplomatic_relations", "membership", "aid", "recognition", "personal",
]  # fmt: skip
TieRole = Literal["party", "sender", "target", "mediator", "host"]
TieStatus = Literal["proposed", "signed", "in_force", "suspended", "collapsed", "ended", "announced"]


class TieParty(msgspec.Struct, frozen=True):
    """A party to a tie: an entity id and what it is in it."""

    entity: str
    role: TieRole = "party"


class Tie(msgspec.Struct, frozen=True):
    """A standing relation that the report speaks of.

    Attributes:
        id: hashes report, kind and parties.
        since, to: ISO dates with the precision known; JSON name of `since` is `from`.
        trigger: the clause that calls the obligation ("if either is attacked").
        obligation: what is then owed ("immediate military assistance").
        invoked: whether the report says that it was called upon.
        cause: over what talks collapsed or relations ended, where the report says it.
        mentions: where the report speaks of it, in order.
        claims: ids of the claims about it.
    """

    id: str
    kind: TieKind
    parties: tuple[TieParty, ...]
    since: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    status: TieStatus = "in_force"
    trigger: Span | None = None
    obligation: Span | None = None
    cause: Span | None = None
    invoked: bool = False
    mentions: tuple[Span, ...] = ()
    claims: tuple[str, ...] = ()
