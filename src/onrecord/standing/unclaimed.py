"""What is said and makes no claim: a mere name, a refused plan, what is only spoken about."""

from __future__ import annotations

from onrecord.language import Token
from onrecord.standing.backrefs import TOLD
from onrecord.standing.clause import Proposition
from onrecord.standing.cues import Spoken
from onrecord.standing.gathering import SAYING, Gathering

_TELLING = SAYING | {"agree", "reason"}
_HELPERS = frozenset(("PRON", "AUX", "PART", "PUNCT"))
_NOT = frozenset(("not", "n't", "n’t"))
_ANNOUNCING = frozenset(
    ("announce", "report", "declare", "claim", "reveal", "disclose", "proclaim", "note", "record", "register")
)
"""Verbs whose object tells that there is what it names: "announced a closure"."""
_NAMING = frozenset(("PROPN", "PRON", "DET", "CCONJ", "ADP", "PART", "PUNCT"))
_FEW = 3
"""Tokens of a noun phrase at most that is no proposition where no event stands in it."""


def no_claim(g: Gathering, said: Spoken, proposition: Proposition) -> bool:
    """A refused plan is no proposition that could be so or not, nor is a mere name."""
    if said.act == "retract" and not said.source:
        return True
    if proposition.subject is None and proposition.frame is None and _says_nothing(g, proposition):
        return True
    if proposition.clausal or proposition.subject is not None or said.act == "label":
        return False
    if _merely_named(g, said, proposition):
        return True
    named = all(g.parsed.tokens[i].pos in _NAMING for i in range(proposition.lo, proposition.hi))
    named = named or _thin(g, said, proposition)
    if said.act == "retract" and g.parsed.tokens[proposition.head].lemma not in TOLD:
        return True
    if said.act not in ("reject", "threaten") and not named:
        return False
    return not g.ledger.events_in(proposition.lo, proposition.hi, "content")


def _merely_named(g: Gathering, said: Spoken, proposition: Proposition) -> bool:
    """ "Discussed the implications of the raid": what is spoken about is no proposition; what is announced may be."""
    if said.act not in SAYING or said.cue.verb is None or said.form == "direct":
        return False
    if g.parsed.tokens[said.cue.verb].lemma in _ANNOUNCING or proposition.via is not None:
        return False
    tokens = g.parsed.tokens[proposition.lo : proposition.hi]
    figures = any(token.pos == "NUM" for token in tokens)
    return not figures and not g.ledger.events_in(proposition.lo, proposition.hi, "content")


def _says_nothing(g: Gathering, proposition: Proposition) -> bool:
    """ "I can't", "There is": a subject and a helper whose verb stands elsewhere."""
    words = g.parsed.tokens[proposition.lo : proposition.hi]
    return proposition.clausal and len(words) <= _FEW and all(_helping(word) for word in words)


def _helping(word: Token) -> bool:
    return word.pos in _HELPERS or word.tag == "MD" or word.lower in _NOT


def _thin(g: Gathering, said: Spoken, proposition: Proposition) -> bool:
    """ "said goodbye", "saw the world they left": a few words, or a thing told apart, that say nothing of it."""
    if said.form in ("direct", "mixed") or said.act not in _TELLING:
        return False
    if g.parsed.tokens[proposition.head].lemma in TOLD:
        return False  # "remarks on the strait": what was told before
    short = proposition.hi - proposition.lo <= _FEW
    return short or g.parsed.child(proposition.head, "relcl") is not None
