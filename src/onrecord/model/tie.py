"""Ties: what stands between parties over time."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.span import Span

TieKind = Literal[
    "mutual_defence", "non_aggression", "alliance", "sanctions", "talks", "armistice", "arms_supply",
    "basing", "diplomatic_relations", "membership", "aid", "recognition", "personal", "troops",
]  # fmt: skip
TieRole = Literal["party", "sender", "target", "mediator", "host"]
TieStatus = Literal["proposed", "signed", "in_force", "suspended", "collapsed", "ended", "announced"]


TieChangeKind = Literal[
    "proposed", "announced", "signed", "ratified", "in_force", "extended", "tightened", "eased", "weakened", "evaded",
    "enforced", "violated", "suspended", "resumed", "collapsed", "ended", "invoked",
]  # fmt: skip


class TieParty(msgspec.Struct, frozen=True):
    """A party to a tie: an entity id and what it is in it."""

    entity: str
    role: TieRole = "party"


class TieChange(Span, frozen=True, kw_only=True):
    """What the report says was done to a tie, or will be: the word that says it, and the rest.

    Attributes:
        change: what.
        done: False where it is planned, offered, demanded or feared.
        by: entity ids of those who did it.
        when: ISO date with the precision known; None where the report gives none.
        event: id of the event that the word triggers.
        statement: id of the statement whose words say it; None where the report itself does.
    """

    change: TieChangeKind
    done: bool
    by: tuple[str, ...] = ()
    when: str | None = None
    event: str | None = None
    statement: str | None = None


class Tie(msgspec.Struct, frozen=True):
    """A standing relation that the report speaks of.

    Attributes:
        id: hashes report, kind and parties.
        since, to: ISO dates with the precision known; JSON name of `since` is `from`.
        name: how a treaty is called, where it has a name ("the Treaty of Arden").
        article: the clause of it that the report cites ("Article 4").
        measure: what sanctions consist in ("an oil embargo").
        aim: what talks are to bring about ("ending the war").
        trigger: the clause that calls the obligation ("if either is attacked").
        obligation: what is then owed ("immediate military assistance").
        invoked: whether the report says that it was called upon.
        cause: over what talks collapsed or relations ended, where the report says it.
        invoked_by: entity ids of those who called upon it.
        changes: what was done to it, in order of place.
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
    invoked_by: tuple[str, ...] = ()
    name: Span | None = None
    article: Span | None = None
    measure: Span | None = None
    aim: Span | None = None
    changes: tuple[TieChange, ...] = ()
    mentions: tuple[Span, ...] = ()
    claims: tuple[str, ...] = ()
