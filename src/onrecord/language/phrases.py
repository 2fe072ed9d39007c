"""Phrases that several stages cut out of the parse: noun phrases, conjuncts, clauses."""

from __future__ import annotations

from onrecord.language.parsed import Parsed, Token

_CLAUSAL = frozenset(("relcl", "acl", "advcl", "appos", "parataxis", "ccomp", "punct", "cc", "conj"))
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")


def noun_phrase(parsed: Parsed, head: int, *, conjuncts: bool = True, apposition: bool = False) -> tuple[int, int]:
    """Tokens `[lo, hi)` of the noun phrase of token `head`, without relative and participle clauses.

    Args:
        parsed: the parsed report.
        head: the noun.
        conjuncts: keep "and its allies".
        apposition: keep ", the governor of Kherson".
    """
    tokens = parsed.tokens
    lo, hi = head, head + 1
    for i in tokens[head].children:
        child = tokens[i]
        if i < head:
            if child.dep not in ("punct", "cc", "preconj"):
                lo = min(lo, child.lo)
            continue
        if child.dep == "conj" and conjuncts:
            hi = max(hi, noun_phrase(parsed, i, conjuncts=True, apposition=apposition)[1])
        elif child.dep == "appos" and apposition:
            hi = max(hi, noun_phrase(parsed, i, conjuncts=conjuncts)[1])
        elif child.dep == "prep":
            hi = max(hi, _prepositional(parsed, child))
        elif child.dep == "case":
            hi = max(hi, i + 1)
        elif child.dep not in _CLAUSAL and child.hi - 1 > head and child.pos not in ("VERB", "AUX"):
            hi = max(hi, child.hi)
    return _trim(parsed, lo, hi)


def _prepositional(parsed: Parsed, preposition: Token) -> int:
    end = preposition.i + 1
    for i in preposition.children:
        child = parsed.tokens[i]
        if child.dep in ("pobj", "pcomp"):
            end = max(end, noun_phrase(parsed, i)[1])
        elif child.dep == "prep":
            end = max(end, _prepositional(parsed, child))
    return end


def _trim(parsed: Parsed, lo: int, hi: int) -> tuple[int, int]:
    tokens = parsed.tokens
    while hi - 1 > lo and tokens[hi - 1].pos in ("PUNCT", "SPACE", "CCONJ"):
        hi -= 1
    while lo < hi - 1 and tokens[lo].pos in ("PUNCT", "SPACE"):
        lo += 1
    return lo, hi


def conjuncts(parsed: Parsed, head: int) -> tuple[int, ...]:
    """Token `head` and everything coordinated with it, in order."""
    found = [head]
    for child in parsed.children(head, "conj"):
        found.extend(conjuncts(parsed, child.i))
    return tuple(found)


def subject(parsed: Parsed, verb: int) -> Token | None:
    """The subject of a verb: its own, or the one it shares ("said ... and added", "agreed to sign")."""
    seen = verb
    for _ in range(6):
        own = parsed.child(seen, "nsubj", "nsubjpass", "csubj")
        if own is not None:
            return own
        token = parsed.tokens[seen]
        if token.head == seen or token.dep not in ("conj", "xcomp", "advcl", "auxpass", "aux"):
            return None
        if token.dep == "advcl" and token.tag not in ("VBG", "VBN"):
            return None
        seen = token.head
    return None
