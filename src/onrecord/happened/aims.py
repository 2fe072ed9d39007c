"""Aims: whom an act is meant for, where the frame of its trigger names nobody.

"A hunger strike to protest against Sweden's decision": Sweden. "Threatened to strike unless Ankara reopened the
border": Ankara. "Suspended part of an aid programme for Guatemala": Guatemala.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebook.triggers import words
from onrecord.happened.draft import Draft
from onrecord.happened.parties import Parties
from onrecord.happened.unreal import condition
from onrecord.language.parsed import Parsed, Token

_ADDRESSED = frozenset(("GOV", "MIL", "COP", "LEG", "JUD", "SPY", "IGO"))
_CONDITIONAL = frozenset(("THREATEN", "REJECT"))
_REACHES = {
    ("RETREAT", "withdraw"): ("from",),
    ("SANCTION", "expel"): ("from",),
    ("SANCTION", "discontinue"): ("for", "to", "with"),
    ("ACCUSE", "investigate"): ("in", "at"),
    ("COERCE", "seize"): ("in", "of", "from", "on"),
    ("COERCE", "restrict"): ("of", "in", "on"),
}
_STRUCK = ("in", "of", "near")
_DEPTH = 4


def aimed(parsed: Parsed, parties: Parties, draft: Draft) -> list[int]:
    """Heads of the phrases that name whom a draft without recipients is aimed at; empty where the text does not say."""
    found: Iterator[int]
    if draft.type == "PROTEST":
        found = _protested(parsed, parties, draft)
    elif draft.type in _CONDITIONAL:
        found = _conditioned(parsed, parties, draft)
    elif draft.type == "ASSAULT":
        found = _struck(parsed, parties, draft)
    else:
        found = _reached(parsed, parties, draft, _REACHES.get((draft.type, draft.mode or ""), ()))
    actors = {side for head in draft.candidate.actors for side in parties.sides(head)}
    for head in found:
        if head not in draft.candidate.actors and not actors.intersection(parties.sides(head)):
            return [head]
    return []


def _protested(parsed: Parsed, parties: Parties, draft: Draft) -> Iterator[int]:
    """The first body of state in what a protest is against, or asks for."""
    for clause in _reasons(parsed, draft):
        for i in range(clause.i + 1, clause.hi):
            token = parsed.tokens[i]
            inside = token.dep in ("compound", "nmod") and parsed.tokens[token.head].pos in ("NOUN", "PROPN")
            if inside or token.pos not in ("NOUN", "PROPN", "ADJ") or not parties.is_party(i):
                continue
            if any(side.sector in _ADDRESSED and side.iso3 for side in parties.sides(i)):
                yield i


def _reasons(parsed: Parsed, draft: Draft) -> Iterator[Token]:
    """The clauses and phrases that tell why: "to protest ...", "demanding ...", "in protest at ..."."""
    anchors = {i for i in (draft.candidate.anchor, draft.candidate.noun) if i is not None}
    for token in _sentence(parsed, draft):
        if token.i in anchors:
            continue
        named = token.lemma in words("protesting") or token.lemma == "press"
        before = parsed.tokens[token.i - 1].lower if token.i else ""
        against = token.dep == "prep" and token.lower in ("against", "over", "at") and token.head in anchors
        if against or (named and (token.pos == "VERB" or before in ("in", "of"))):
            yield token


def _sentence(parsed: Parsed, draft: Draft) -> tuple[Token, ...]:
    """The sentence that a draft's clause stands in."""
    bounds = parsed.sentences[parsed.tokens[draft.candidate.anchor].sentence]
    return parsed.tokens[bounds.lo : bounds.hi]


def _conditioned(parsed: Parsed, parties: Parties, draft: Draft) -> Iterator[int]:
    """Who must act to avert a threat: "unless Ankara reopens the border"."""
    for token in _sentence(parsed, draft):
        if token.i > draft.candidate.anchor and token.dep == "advcl" and condition(parsed, token) == "conditional":
            subject = parsed.child(token.i, "nsubj")
            if subject is not None and subject.pos != "PRON" and parties.is_party(subject.i):
                yield subject.i


def _struck(parsed: Parsed, parties: Parties, draft: Draft) -> Iterator[int]:
    """The land of what was shot at: "fired shells at targets in Jericho"."""
    candidate = draft.candidate
    for head in (candidate.anchor, candidate.object if candidate.object is not None else candidate.anchor):
        for preposition in parsed.children(head, "prep"):
            if preposition.lower in ("at", "on", "against", "into"):
                for target in parsed.children(preposition.i, "pobj"):
                    yield from _below(parsed, parties, target, _STRUCK)


def _reached(parsed: Parsed, parties: Parties, draft: Draft, names: tuple[str, ...]) -> Iterator[int]:
    """A party behind one of some prepositions, however deep inside the object or the noun of the act."""
    candidate = draft.candidate
    if not names:
        return
    heads = [i for i in (candidate.noun, candidate.object) if i is not None]
    heads += [p.i for c in parsed.children(candidate.anchor, "prep") for p in parsed.children(c.i, "pobj")]
    for head in heads:
        yield from _below(parsed, parties, parsed.tokens[head], names)
        yield from _before(parsed, parties, head)


def _before(parsed: Parsed, parties: Parties, head: int) -> Iterator[int]:
    """Whose a thing is by the word before it: "part of a Karen guerrilla stronghold"."""
    tokens = parsed.tokens
    inner = [p.i for c in parsed.children(head, "prep") if c.lower == "of" for p in parsed.children(c.i, "pobj")]
    for noun in (head, *inner):
        for child in parsed.children(noun, "amod", "compound", "nmod", "poss"):
            capital = tokens[child.i].text[:1].isupper() and child.i != parsed.sentences[child.sentence].lo
            if capital and parties.national(child.i):
                yield child.i


def _below(parsed: Parsed, parties: Parties, noun: Token, names: tuple[str, ...], depth: int = _DEPTH) -> Iterator[int]:
    if not depth:
        return
    for preposition in parsed.children(noun.i, "prep"):
        for inner in parsed.children(preposition.i, "pobj"):
            if preposition.lower in names and parties.is_party(inner.i) and parties.national(inner.i):
                yield inner.i
            yield from _below(parsed, parties, inner, names, depth - 1)
