"""How a report calls a tie and its parts: a treaty's name and article, a measure, an aim."""

from __future__ import annotations

import re

from onrecord.codebook.ties import measures
from onrecord.language import Parsed, Token
from onrecord.language.phrases import noun_phrase
from onrecord.model import Span
from onrecord.ties.terms import governor

_ARTICLE = re.compile(r"\b(?:Article|Clause|Chapter|Annex)\s+(?:\d+(?:\s?\(\d+\))?|[IVX]+)\b")
_AIMED = frozenset(("aim", "mean", "intend", "design"))
_MATTER = frozenset(("on", "about", "over"))
_WITH_SIDES = frozenset(("with", "between", "among"))


def name(parsed: Parsed, token: Token) -> Span | None:
    """The proper name that ends in a token, or begins with it: "the Mutual Defence Treaty", "the Treaty of Arden"."""
    tokens = parsed.tokens
    if token.pos not in ("NOUN", "PROPN") or not token.text[:1].isupper():
        return None
    lo = token.i
    while lo > token.lo and tokens[lo - 1].text[:1].isupper() and tokens[lo - 1].dep in ("compound", "amod", "nmod"):
        lo -= 1
    if lo == parsed.sentences[token.sentence].lo and token.i - lo < 1:
        return None  # a capital at the head of a sentence
    hi = token.i + 1
    for child in parsed.children(token.i, "prep"):
        inner = parsed.child(child.i, "pobj")
        if child.i == hi and child.lower in ("of", "on") and inner is not None and inner.text[:1].isupper():
            hi = max(hi, inner.i + 1)
    return parsed.token_span(lo, hi) if hi - lo > 1 else None


def article(parsed: Parsed, token: Token) -> Span | None:
    """The article that the sentence cites."""
    sentence = parsed.sentences[token.sentence]
    start, end = parsed.tokens[sentence.lo].start, parsed.tokens[sentence.hi - 1].end
    found = _ARTICLE.search(parsed.text, start, end)
    return parsed.span(*found.span()) if found is not None else None


def measure(parsed: Parsed, token: Token) -> Span | None:
    """What sanctions consist in, where the words that name them say it: "oil sanctions", "an arms embargo"."""
    tokens = parsed.tokens
    words = measures()
    if token.pos not in ("NOUN", "PROPN"):
        return None
    first = token.i
    for child in parsed.children(token.i, "compound", "amod"):
        if child.i < token.i and (child.lower in words.verbs or token.lemma in words.nouns):
            first = min(first, child.i)
    if first == token.i and token.lemma not in words.nouns:
        return None
    while first < token.i and tokens[first].pos == "PROPN":
        first += 1  # "the EU arms embargo": whose it is, is no part of it
    return parsed.token_span(first, token.i + 1)


def aim(parsed: Parsed, token: Token) -> Span | None:
    """What talks are to bring about: "talks aimed at ending the war", "talks on a ceasefire", "met to end the war"."""
    for child in parsed.children(token.i, "acl", "relcl"):
        if child.lemma in _AIMED:
            at = next((one for one in parsed.children(child.i, "prep") if one.lower in ("at", "for")), None)
            goal = parsed.child(at.i, "pcomp", "pobj") if at is not None else parsed.child(child.i, "xcomp")
            if goal is not None:
                return _whole(parsed, goal)
        elif child.tag == "VB":
            return _whole(parsed, child)
    for child in parsed.children(token.i, "prep"):
        if child.lower in _MATTER:
            goal = parsed.child(child.i, "pobj", "pcomp")
            return _whole(parsed, goal) if goal is not None else None
    verb = governor(parsed, token.i)
    if verb is not None:
        for child in parsed.children(verb, "advcl"):
            if child.tag == "VB" and any(one.lower == "to" for one in parsed.children(child.i, "aux")):
                return _whole(parsed, child)
    return None


def _whole(parsed: Parsed, goal: Token) -> Span:
    """The goal's words; of a noun, without who talks."""
    lo, hi = (goal.lo, goal.hi) if goal.pos in ("VERB", "AUX") else noun_phrase(parsed, goal.i)
    if parsed.tokens[lo].lower == "to" and lo < goal.i:
        lo += 1
    for child in parsed.children(goal.i, "prep"):
        if child.lower in _WITH_SIDES and lo < child.i < hi and goal.pos not in ("VERB", "AUX"):
            hi = child.i
    while hi > lo + 1 and parsed.tokens[hi - 1].pos in ("PUNCT", "SPACE"):
        hi -= 1
    return parsed.token_span(lo, hi)
