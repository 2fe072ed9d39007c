"""Accusations: what somebody is accused of, and which tellings accuse though their cue does not."""

from __future__ import annotations

from onrecord.model import Event, Statement
from onrecord.standing.clause import Proposition
from onrecord.standing.cues import own_act
from onrecord.standing.gathering import SAYING, Gathering
from onrecord.standing.holders import Holder

_HOSTILE = frozenset(("ASSAULT", "COERCE"))
_THEM = frozenset(("they", "he", "she", "it"))
_OURS = frozenset(("we", "us", "our", "i", "me"))


def accused_of(g: Gathering, one: Statement, proposition: Proposition, lo: int, hi: int) -> Proposition:
    """ "blamed Baku for tabling maps": what somebody is accused of, not who."""
    said = g.spoken[one.id]
    if said.act != "accuse" or proposition.clausal:
        return proposition
    tokens = g.parsed.tokens
    for i in range(lo + 1, hi):
        token = tokens[i]
        if token.lower in ("for", "of", "over") and token.head in (said.cue.verb, proposition.head):
            inner = g.parsed.child(i, "pcomp", "pobj")
            if inner is not None and inner.i < hi:
                accused = g.cast.party(lo, i)
                g.accused[one.id] = frozenset((*accused.iso3, *accused.entities))
                stop = min(hi, max(inner.hi, proposition.hi))
                return Proposition(i + 1, stop, inner.i, clausal=tokens[inner.i].pos == "VERB")
    return proposition


def accuses(g: Gathering, one: Statement, proposition: Proposition, speaker: Holder) -> bool:
    """Whether telling it is accusing somebody: of an attack on the speaker's own side, or said of them."""
    said = g.spoken[one.id]
    if said.act not in SAYING or own_act(g.parsed, g.cast, proposition, Holder("", speaker.iso3)):
        subject = g.parsed.child(proposition.head, "nsubj")
        if subject is None or subject.lower != "they":
            return False
    if one.cue is not None and _speech_act(g, one, "ACCUSE"):
        return True
    if any(_against(event, speaker) for event in _hostile(g, proposition.lo, proposition.hi)):
        return True
    subject = g.parsed.child(proposition.head, "nsubj")
    if subject is None or subject.lower not in _THEM or not _said_of(g, one):
        return False
    return any(_hostile(g, lo, hi) for lo, hi in g.content[one.id])


def _hostile(g: Gathering, lo: int, hi: int) -> list[Event]:
    """Attacks that tokens `[lo, hi)` tell of as done."""
    told = g.ledger.events_in(lo, hi, "content")
    return [event for event in told if event.type in _HOSTILE and event.realis == "asserted"]


def _said_of(g: Gathering, one: Statement) -> bool:
    """ "said of Russian forces"."""
    verb = g.spoken[one.id].cue.verb
    return verb is not None and any(child.lower == "of" for child in g.parsed.children(verb, "prep"))


def _speech_act(g: Gathering, one: Statement, kind: str) -> bool:
    assert one.cue is not None
    lo, hi = g.parsed.range_of(one.cue)
    events = (event for i in range(lo, hi) for event in g.ledger.triggers.get(i, ()))
    return any(event.type == kind and event.level == "speech_act" for event in events)


def _against(event: Event, speaker: Holder) -> bool:
    """Whether an event is another side's act on the speaker's own."""
    actors = {actor.iso3 for actor in event.actors if actor.iso3}
    if not actors or actors & speaker.iso3:
        return False
    victims = {one.iso3 for one in event.recipients if one.iso3}
    return bool(victims & speaker.iso3) or any(one.text.lower().split(" ")[0] in _OURS for one in event.recipients)
