"""What somebody thinks, plans or wants inside what is said: "Bolivia plans to open its flats, the minister said".

The plan is Bolivia's, whom the minister passes on. "I doubt that he fled," a guard said: the doubt is the guard's.
"""

from __future__ import annotations

from typing import NamedTuple

from onrecord.codebook.stances import Choice, StanceKind, by_wording
from onrecord.codebook.standing import View
from onrecord.language import Parsed, Token
from onrecord.language.phrases import noun_phrase
from onrecord.model import Stance, Statement
from onrecord.standing.clause import Proposition, trimmed
from onrecord.standing.cues import own_act
from onrecord.standing.draft import Draft
from onrecord.standing.gathering import SAYING, Gathering
from onrecord.standing.negation import negation

_ITSELF = frozenset(("it", "he", "she", "they"))
_NOBODY = frozenset(("no", "nobody", "none", "neither", "few"))
_SPEAKER = frozenset(("i", "we"))
_HELD = frozenset(
    (StanceKind.ESTIMATES, StanceKind.FORECASTS, StanceKind.PROMISES, StanceKind.DEMANDS, StanceKind.DOUBTS)
)
"""Stances that are states of mind: the verb that tells one names who is in it."""
_FUTURE = frozenset(("will", "would", "'ll", "’ll", "shall", "'d", "’d"))


class Attitude(NamedTuple):
    """Whose state of mind a clause tells of, and on what.

    Attributes:
        subject: the token that names the holder.
        stance: what it is.
        inner: the proposition that it is about.
    """

    subject: Token
    stance: Choice
    inner: Proposition


def attitude(parsed: Parsed, proposition: Proposition) -> Attitude | None:
    """The state of mind that a proposition tells of: "Bolivia plans to open its flats"; None for any other."""
    verb = parsed.tokens[proposition.head]
    if verb.pos != "VERB" or proposition.mood or proposition.frame is not None:
        return None
    subject = parsed.child(verb.i, "nsubj")
    below = [child for child in parsed.children(verb.i, "ccomp", "xcomp") if child.i > verb.i]
    if subject is not None and parsed.tokens[subject.lo].lower in _NOBODY:
        return None  # "no one doubts that"
    if subject is None or not below or parsed.child(verb.i, "neg") is not None:
        return None
    if any(child.tag == "MD" for child in parsed.children(verb.i, "aux")):
        return None
    choice = by_wording(verb.lower)
    if choice is None or choice.stance not in _HELD:
        return None
    lo, hi = trimmed(parsed, max(below[0].lo, verb.i + 1), min(below[0].hi, proposition.hi))
    if hi > lo and parsed.tokens[lo].lower == "that" and parsed.tokens[lo].i != below[0].i:
        lo += 1
    if hi - lo < 2 or not lo <= below[0].i < hi:
        return None
    ahead = any(child.lower in _FUTURE for child in parsed.children(below[0].i, "aux"))
    if choice.stance is StanceKind.ESTIMATES and ahead:
        choice = Choice(StanceKind.FORECASTS, f"{choice.rule}+future")
    if below[0].dep == "xcomp" and choice.stance is StanceKind.DEMANDS:
        choice = Choice(StanceKind.PROMISES, f"{choice.rule}+own")  # "wants to leave": its own act
    apart = noun_phrase(parsed, subject.i) if below[0].dep == "xcomp" else None
    return Attitude(
        subject, choice, Proposition(lo, hi, below[0].i, negation(parsed, below[0].i, lo, hi), subject=apart)
    )


def held(g: Gathering, one: Statement, proposition: Proposition) -> bool:
    """Take down the state of mind that a proposition tells of, in the name of whose it is; False where it is none."""
    found = attitude(g.parsed, proposition)
    if found is None:
        return False
    inner = found.inner._replace(dropped=())
    if found.subject.lower in _SPEAKER:
        if one.form not in ("direct", "mixed"):
            return False
        g.take(one, _claimed(g, one, inner._replace(subject=None)), found.stance, None, inner)
        return True
    if found.subject.lower in _ITSELF and own_act(g.parsed, g.cast, proposition, g.holders[one.id][0]):
        g.take(one, _claimed(g, one, inner._replace(subject=None)), found.stance, None, inner)
        return True  # "the ministry says it expects him": as the ministry expects him
    if found.subject.pos not in ("NOUN", "PROPN") or g.spoken[one.id].act not in SAYING:
        return False
    lo, hi = noun_phrase(g.parsed, found.subject.i)
    party = g.cast.party(lo, hi)
    name = party.entities[0] if len(party.entities) == 1 else g.parsed.words(lo, hi)
    if name in {who.name for who in g.holders[one.id]}:
        g.take(one, _claimed(g, one, inner), found.stance, None, inner)
        return True
    draft = _claimed(g, one, inner)
    span = g.parsed.token_span(proposition.head, proposition.head + 1)
    offsets = span.offsets if span.part != "title" else None
    draft.takes(Stance(name, one.id, found.stance.stance.value, None, offsets), View(name, found.stance.stance, name))
    g.take(one, draft, Choice(StanceKind.RELAYS, "attitude"), None)
    return True


def _claimed(g: Gathering, one: Statement, inner: Proposition) -> Draft:
    draft = g.ledger.claim(inner)
    g.made[one.id].append(draft)
    return draft
