"""The names of acts that stand for claims: "has not confirmed the shipment", after "has shipped shells"."""

from __future__ import annotations

from onrecord.language import Parsed, Token
from onrecord.standing.backrefs import AHEAD, FARTHEST, SHORT, Reference, Told, points, ring_of, told_before
from onrecord.standing.draft import Draft
from onrecord.standing.drafts import Ledger

_PLANS = frozenset(("plan", "decision", "move", "proposal", "offer", "promise", "pledge", "threat"))
"""Nouns for what is to be done: they mean the nearest promise, threat or forecast."""
_STEM = 4
"""Letters at least that a verb and its noun share."""
_TAIL = 3
_NOMINAL = frozenset(
    ("", "ment", "al", "ing", "ion", "ation", "tion", "sion", "ction", "ure", "zure", "ance", "ence", "age", "er",
     "ery", "d", "th", "ition", "uction", "ssion", "pt", "ption")
)  # fmt: skip
"""What turns a verb into the name of its act: ship-ment, withdraw-al, seiz-ure."""


def named_before(parsed: Parsed, lo: int, hi: int, ledger: Ledger) -> Draft | None:
    """The claim that an act's name means: "has not confirmed the shipment", after "has shipped shells"."""
    noun = parsed.tokens[parsed.head_of(lo, hi)]
    if noun.pos != "NOUN" or not points(parsed, noun) or hi - lo > SHORT:
        return None
    sentence = parsed.sentences[noun.sentence]
    found: list[Told] = []
    for draft, at in told_before(parsed, Reference(lo, hi), ledger):
        ring = ring_of(parsed, at, sentence.i, sentence.paragraph)
        planned = noun.lemma in _PLANS and draft.has(AHEAD)
        if ring > FARTHEST or not draft.stances:
            continue
        if planned or any(_names(noun, parsed.tokens[i]) for i in _telling(parsed, draft)):
            found.append((ring, -at, draft))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _telling(parsed: Parsed, draft: Draft) -> list[int]:
    """The words of a claim that an act's name can take up: its verb, what hangs on the verb, and its events."""
    heads = sorted(draft.heads)
    below = [child.i for head in heads for child in parsed.children(head, "xcomp", "ccomp", "conj", "dobj", "nsubj")]
    return [*heads, *below]


def _names(noun: Token, word: Token) -> bool:
    """Whether a noun names what a verb tells, or is the same noun."""
    if word.pos in ("NOUN", "PROPN"):
        return noun.lemma == word.lemma
    if word.pos != "VERB":
        return False
    pairs = zip(noun.lemma, word.lemma, strict=False)
    common = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(noun.lemma), len(word.lemma)))
    ending, rest = noun.lemma[common:], word.lemma[common:]
    return common >= _STEM and ending in _NOMINAL and len(rest) <= _TAIL
