"""What became of those who are counted: killed, wounded, missing, captured."""

from __future__ import annotations

from onrecord.language import Parsed, Token
from onrecord.model.quantity import Fate

_WORDS: dict[str, Fate] = {
    "dead": "killed", "killed": "killed", "death": "killed", "deaths": "killed", "fatality": "killed",
    "fatalities": "killed", "slain": "killed", "wounded": "wounded", "injured": "wounded", "hurt": "wounded",
    "injury": "wounded", "injuries": "wounded", "missing": "missing", "unaccounted": "missing", "captured": "captured",
}  # fmt: skip
"""Words that tell it behind a figure, as its noun, or said of it."""
_VERBS: dict[str, Fate] = {
    "kill": "killed", "slay": "killed", "massacre": "killed", "wound": "wounded", "injure": "wounded",
    "hurt": "wounded", "capture": "captured",
}  # fmt: skip
"""Verbs that do it to their object."""


def fate(parsed: Parsed, lo: int, hi: int) -> Fate | None:
    """What became of those that the quantity at tokens `[lo, hi)` counts; None where the text does not say."""
    tokens = parsed.tokens
    last = tokens[hi - 1]
    if last.lower in _WORDS and hi - lo > 1:
        return _WORDS[last.lower]
    after = tokens[hi] if hi < len(tokens) and tokens[hi].sentence == last.sentence else None
    follows = after is not None and after.lower in _WORDS and after.pos in ("ADJ", "VERB", "NOUN")
    if after is not None and follows and not _active(parsed, after):
        return _WORDS[after.lower]
    token = tokens[parsed.head_of(lo, hi)]
    while token.dep == "conj" and tokens[token.head].pos in ("NOUN", "NUM", "PROPN", "PRON"):
        token = tokens[token.head]
    for child in parsed.children(token.i, "acl"):
        if child.tag == "VBN" and child.lemma in _VERBS:
            return _VERBS[child.lemma]
    verb = tokens[token.head]
    if token.dep == "dobj" or token.dep == "nsubjpass":
        return _VERBS.get(verb.lemma)
    if token.dep == "nsubj" and verb.lemma == "die":
        return "killed"
    if token.dep == "nsubj" and verb.lemma in ("be", "remain", "go"):
        return next((_WORDS[c.lower] for c in parsed.children(verb.i, "acomp", "attr") if c.lower in _WORDS), None)
    return None


def _active(parsed: Parsed, token: Token) -> bool:
    """ "20 wounded the guard": whoever does it to somebody."""
    objects = (child for child in parsed.children(token.i, "dobj") if child.tag != "CD")
    return token.pos == "VERB" and any(objects)
