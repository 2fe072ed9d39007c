"""Refining: the mode and code of a demand, a refusal or a threat by the noun or verb that it is about."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebook.triggers import embedded, lexicon, words
from onrecord.happened.draft import Draft
from onrecord.language.parsed import Parsed

_KINDS = {"REQUEST": "request", "REJECT": "refuse", "THREATEN": "threaten", "AGREE": "commit"}


def refined(parsed: Parsed, draft: Draft) -> Draft:
    """The mode of a demand, refusal or threat whose object is an event noun: "demanded the release of ..."."""
    if draft.type == "MOBILIZE" and draft.mode == "troops" and _keeping_peace(parsed, draft):
        draft.type, draft.mode, draft.cameo = "AID", None, "074"
    if draft.type in ("REQUEST", "REJECT") and draft.mode is None:
        _yielding(parsed, draft)
    kind = _KINDS.get(draft.type)
    if kind == "request" and (draft.cameo or "").startswith("02"):
        kind = "appeal"
    if kind is None or draft.mode is not None or draft.object is None:
        return draft
    for head in _named(parsed, draft.object):
        for row in lexicon().nouns.get(parsed.tokens[head].lemma, ()):
            if len(row.term) > 1:
                continue
            made = embedded(kind, row)
            if made is None or made.type is None:
                break
            draft.type, draft.mode, draft.cameo = made.type, made.mode, made.cameo or draft.cameo
            if made.type == "ACCUSE":
                draft.candidate.recipients = _against(parsed, head)
            return draft
    return draft


def _keeping_peace(parsed: Parsed, draft: Draft) -> bool:
    """ "sent a battalion to the peacekeeping mission in Mali": help, and no threat to anybody."""
    verb = parsed.tokens[draft.candidate.anchor]
    return any(token.lower in words("keeping_peace") for token in parsed.tokens[verb.lo : verb.hi])


def _yielding(parsed: Parsed, draft: Draft) -> None:
    """ "urged both sides to stop": what is asked for is to give way."""
    for clause in parsed.children(draft.candidate.anchor, "xcomp", "ccomp"):
        if clause.lemma in words("yielding"):
            draft.mode = "yield"
            draft.cameo = (draft.cameo or "")[:2] + ("4" if draft.type == "REJECT" else "5")


def _named(parsed: Parsed, head: int) -> Iterator[int]:
    yield head
    for preposition in parsed.children(head, "prep"):
        if preposition.lower in ("for", "of", "to"):
            for inner in parsed.children(preposition.i, "pobj"):
                yield inner.i


def _against(parsed: Parsed, head: int) -> list[int]:
    return [
        inner.i
        for preposition in parsed.children(head, "prep")
        if preposition.lower in ("against", "on")
        for inner in parsed.children(preposition.i, "pobj")
    ]
