"""Where a report says that there is no tie: negated, lacking, denied, refused."""

from __future__ import annotations

from onrecord.codebook.ties import terms
from onrecord.language import Parsed, Token
from onrecord.language.phrases import subject

_NONE = frozenset(("no", "neither", "none", "nobody", "nor"))
_NEVER = frozenset(("not", "never", "n't", "n’t", "neither", "nor"))


def negated(parsed: Parsed, i: int) -> bool:
    """Whether a noun or a verb has a negation of its own, or a negative subject."""
    for child in parsed.children(i):
        if child.dep == "neg" or child.lower in _NEVER or (child.dep == "det" and child.lower in _NONE):
            return True
        if child.dep in ("nsubj", "nsubjpass") and parsed.tokens[child.lo].lower in _NONE:
            return True
    token = parsed.tokens[i]
    if token.dep == "conj" and token.head != i and token.pos in ("NOUN", "PROPN"):
        above = parsed.children(token.head, "det")  # "no treaty or pact"
        joined = parsed.child(token.head, "cc")
        return joined is not None and joined.lower in ("or", "nor") and any(one.lower in _NONE for one in above)
    return False


def unmade(parsed: Parsed, verb: int) -> bool:
    """Whether a verb that would make a tie, or keep one, is told as not done: negated, refused, denied.

    A verb that ends one, where it is negated, leaves the tie as it was ("has not lifted").
    """
    tokens = parsed.tokens
    words = terms()
    i = verb
    if tokens[i].lemma in words.denying:
        return True
    if tokens[i].lemma not in words.beginning:
        return False
    for _ in range(4):
        who = subject(parsed, i)
        if negated(parsed, i) or (who is not None and tokens[who.lo].lower in _NONE):
            return True
        token = tokens[i]
        if token.head == i or token.dep not in ("xcomp", "ccomp", "conj"):
            return False
        if token.dep == "conj" and parsed.child(i, "nsubj", "nsubjpass", "aux") is not None:
            return False  # a clause of its own
        i = token.head
        if token.dep != "conj" and tokens[i].lemma in words.denying | words.refusing:
            return True
        if token.dep == "ccomp":
            return False
    return False


def wanting(parsed: Parsed, noun: Token) -> bool:
    """ "the lack of diplomatic relations", "without recognition by", "non-recognition"."""
    tokens = parsed.tokens
    before = [tokens[i].lower for i in range(max(0, noun.i - 2), noun.i)]
    if "non" in before or (before and before[-1] in ("non-", "non")):
        return True
    i = noun.i
    for _ in range(3):
        if tokens[i].head == i:
            return False
        i = tokens[i].head
        if tokens[i].lower == "without" or tokens[i].lemma in ("lack", "absence"):
            return True
        if tokens[i].pos == "VERB":
            return False
    return False
