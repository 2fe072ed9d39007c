"""Statements inside statements: who relays whom, and what the relaying one makes of it."""

from __future__ import annotations

from onrecord.codebook.stances import Choice, StanceKind
from onrecord.model import Statement
from onrecord.standing.clause import Proposition
from onrecord.standing.drafts import SAME_PLACE
from onrecord.standing.gathering import SAYING, Gathering

_FACTIVE = frozenset(("admit", "confirm", "document"))


def told_by(g: Gathering, one: Statement) -> Statement | None:
    """The statement that this one merely relays: the same content, with a longer chain."""
    mine = g.content[one.id]
    if not mine:
        return None
    for other in g.beside(one):
        deeper = other.parent == one.id or (
            len(other.chain) > len(one.chain) > 0 and other.chain[: len(one.chain)] == one.chain
        )
        if same_holder(g, one, other) or not (deeper or _speaks_of(g, one, other)):
            continue
        if _same_ranges(mine, g.content[other.id]):
            return other
    return None


def same_holder(g: Gathering, one: Statement, other: Statement) -> bool:
    """Whether two statements share a holder: nobody relays or judges himself."""
    return other is one or bool({who.name for who in g.holders[one.id]} & {who.name for who in g.holders[other.id]})


def _speaks_of(g: Gathering, one: Statement, other: Statement) -> bool:
    """ "addressed claims that ...": the claim is somebody else's, who speaks of it takes no stance."""
    verb, noun = g.spoken[one.id].cue.verb, g.spoken[other.id].cue.verb
    if verb is None or noun is None or g.spoken[one.id].act not in SAYING:
        return False
    token = g.parsed.tokens[noun]
    return token.pos == "NOUN" and verb in (token.head, g.parsed.tokens[token.head].head)


def reports(g: Gathering, one: Statement, proposition: Proposition) -> bool:
    """Whether a proposition only reports what somebody else says: that statement makes the claim."""
    for other in g.inside(one):
        verb = g.spoken[other.id].cue.verb
        if verb is None or not proposition.lo <= verb < proposition.hi:
            continue
        if verb == proposition.head:
            return True
        if g.parsed.tokens[verb].dep == "conj" and g.parsed.tokens[verb].head == proposition.head:
            return True
    return False


def relay(g: Gathering, one: Statement, told: Statement, kind: StanceKind) -> None:
    """Give one statement a stance on every claim that another, which it relays, has made."""
    links = tuple(link for link in (*one.chain[1:], *told.chain[1:]) if link)
    for draft in g.made[told.id]:
        g.take(one, draft, Choice(kind, "nested"), None)
        if links and kind is not StanceKind.JUDGES_FALSE:
            draft.chains[links] = None  # who relays a source and the source are one origin


def judge(g: Gathering, one: Statement) -> None:
    """What the one who relays a statement makes of it: true, untrue, or nothing."""
    if not g.made[one.id]:
        return
    around = [other for other in g.around(one) if not same_holder(g, one, other)]
    falsely = g.spoken[one.id].cue.falsely
    if falsely and not around:
        for draft in g.made[one.id]:
            g.outlet(draft, StanceKind.JUDGES_FALSE, one)
    for other in around:
        if other.form == "direct":
            continue
        factive = g.spoken[one.id].act in _FACTIVE
        kind = StanceKind.ASSERTS if factive else StanceKind.RELAYS
        relay(g, other, one, StanceKind.JUDGES_FALSE if falsely else kind)


def _same_ranges(mine: list[tuple[int, int]], other: list[tuple[int, int]]) -> bool:
    one = {i for lo, hi in mine for i in range(lo, hi)}
    two = {i for lo, hi in other for i in range(lo, hi)}
    return bool(one and two) and len(one & two) / len(one | two) >= SAME_PLACE
