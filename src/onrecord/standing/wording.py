"""A proposition as a person reads it: the report's own words, without the negation, in whole sentences."""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.codebook.verbs import past, present
from onrecord.language import Parsed, Token
from onrecord.standing.clause import Proposition
from onrecord.standing.negation import marked

_WHOLE = {"wo": "will", "ca": "can", "sha": "shall"}
"""What stays of "won't", "can't" and "shan't" without the "n't"."""
_POSITIVE = {
    "anything": "something", "anyone": "someone", "anybody": "somebody", "anywhere": "somewhere",
    "neither": "either", "nothing": "something", "nobody": "somebody",
}  # fmt: skip
"""Words that only a negation allows, and what stands for them without it."""
_DROPPED = frozenset(("any", "yet", "whatsoever", "ever", "anymore"))
_MASS = frozenset(
    (
        "progress", "contact", "information", "doubt", "need", "proof", "harm", "damage", "support", "help", "access",
        "room", "time", "knowledge", "interest", "power", "money", "hope", "comment", "fuel", "water", "food", "aid",
        "electricity", "trust", "faith", "news", "work", "trade", "control", "justice", "protection", "use", "point",
        "truth", "peace", "communication", "cooperation", "pressure", "respect", "shelter", "more", "less", "one",
        "means", "reason",
    )
)  # fmt: skip
_MASS_ENDS = ("ence", "ance", "ity", "ness", "ship", "ism", "dom", "ing", "ure")
"""Endings of nouns that take no "a"."""
_PLURAL = frozenset(("they", "we", "you", "i", "these", "those", "many", "several", "police"))
_SPACES = re.compile(r"\s+")
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"))


def wording(parsed: Parsed, proposition: Proposition) -> str:
    """The proposition in the report's own words, without its negation, its subject before it."""
    tokens = parsed.tokens
    lo, hi = proposition.lo, proposition.hi
    changed = _changes(parsed, proposition) if proposition.dropped else {}
    changed.update(_perfect(parsed, proposition))
    pieces: list[str] = []
    at = tokens[lo].start
    for i in sorted(changed):
        pieces.append(parsed.text[at : tokens[i].start])
        pieces.append(changed[i] or "")  # the space after a word goes with it
        at = tokens[i].end
        if not changed[i] and parsed.text[tokens[i].start - 1 : tokens[i].start].isspace():
            while at < len(parsed.text) and parsed.text[at].isspace():
                at += 1
    pieces.append(parsed.text[at : tokens[hi - 1].end])
    text = "".join(pieces)
    before, after = _marks_beside(parsed, tokens[lo].start, tokens[hi - 1].end)
    whole = f"{before}{text}{after}"
    end = tokens[hi - 1].end
    if whole.count("(") > whole.count(")") and parsed.text[end : end + 1] == ")":
        whole += ")"
    if proposition.subject is not None:
        subject = parsed.words(*proposition.subject)
        whole = whole if whole.startswith(subject) else f"{subject} {whole}"
    return _SPACES.sub(" ", balanced(whole)).strip()


def _perfect(parsed: Parsed, proposition: Proposition) -> dict[int, str | None]:
    """ "The two men" and "to have fled" as "The two men have fled"."""
    tokens = parsed.tokens
    lo = proposition.lo
    if proposition.subject is None or proposition.hi - lo < 3:
        return {}
    if tokens[lo].lower != "to" or tokens[lo + 1].lower != "have":
        return {}
    noun = tokens[parsed.head_of(*proposition.subject)]
    many = noun.tag in ("NNS", "NNPS") or noun.lower in _PLURAL or parsed.child(noun.i, "conj") is not None
    return {lo: None} if many else {lo: None, lo + 1: "has"}


def _marks_beside(parsed: Parsed, start: int, end: int) -> tuple[str, str]:
    """The opening mark of a quotation that begins right before a passage and closes in it, and the reverse."""
    before = after = ""
    quotations = parsed.quotations
    for number in range(bisect_right(quotations, end, key=lambda one: one.outer_start) - 1, -1, -1):
        one = quotations[number]
        if one.depth and one.outer_start >= start:
            continue
        if one.closed and one.start == start and one.outer_end <= end and one.outer_start < start:
            before = parsed.text[one.outer_start : one.start]
        elif one.closed and start < one.outer_start and one.end == end < one.outer_end:
            after = parsed.text[one.end : one.outer_end]
        if one.outer_start < start:
            break
    return before, after


def _changes(parsed: Parsed, proposition: Proposition) -> dict[int, str | None]:
    """What becomes of the tokens that a negation touches: another word, or None for none."""
    tokens = parsed.tokens
    changed: dict[int, str | None] = {}
    for i in proposition.dropped:
        positive = _POSITIVE.get(tokens[i].lower)
        if positive is not None and tokens[i].text[0].isupper():
            positive = positive.capitalize()
        changed[i] = positive or (_article(parsed, i) if tokens[i].lower == "no" else None)
    first = proposition.dropped[0]
    if first > proposition.lo and tokens[first - 1].lower in _WHOLE:
        changed[first - 1] = _WHOLE[tokens[first - 1].lower]
    if tokens[first].lower == "neither":
        for i in range(first + 1, proposition.hi):
            if tokens[i].lower == "nor":
                changed[i] = "or"
    reach = range(first + 1, proposition.hi)
    for i in reach:
        if i in changed or marked(parsed, i, proposition.lo):
            continue
        word = tokens[i].lower
        if word in _POSITIVE and word != "neither":
            changed[i] = _POSITIVE[word]
        elif word in _DROPPED or (word == "even" and i == first + 1):
            changed[i] = None
        elif word == "all" and tokens[i - 1].lower == "at":
            changed[i - 1] = changed[i] = None
    changed.update(_finite(parsed, proposition, first))
    return changed


def _article(parsed: Parsed, no: int) -> str | None:
    """ "a" in place of "no" before one thing that can be counted."""
    noun = parsed.tokens[parsed.tokens[no].head]
    if noun.tag != "NN" or noun.lemma in _MASS or noun.lower.endswith(_MASS_ENDS):
        return None
    following = parsed.tokens[no + 1].lower
    return "an" if following[:1] in "aeio" else "a"


def _finite(parsed: Parsed, proposition: Proposition, neg: int) -> dict[int, str | None]:
    """ "did not control" as "controlled", "does not mean" as "means"."""
    tokens = parsed.tokens
    head = tokens[proposition.head]
    if tokens[neg].head != head.i or head.tag != "VB":
        return {}
    helper = next((child for child in parsed.children(head.i, "aux") if child.lemma == "do"), None)
    if helper is None or not proposition.lo <= helper.i < neg or not head.i < proposition.hi:
        return {}
    if any(child.dep in ("nsubj", "nsubjpass") and child.i > helper.i for child in parsed.children(head.i)):
        return {}  # "nor did he say"
    return {helper.i: None, head.i: _tensed(helper, head)}


def _tensed(helper: Token, verb: Token) -> str:
    if helper.lower == "did":
        return past(verb.lower)
    return present(verb.lower) if helper.lower == "does" else verb.text


def balanced(text: str) -> str:
    """The text without quotation marks that have no partner in it."""
    for opening, closing in _PAIRS:
        if opening in text or closing in text:
            text = _paired(text, opening, closing)
    if text.count('"') % 2:
        at = text.rfind('"') if text.rfind('"') > 0 and not text.startswith('"') else 0
        text = text[:at] + text[at + 1 :]
    at = text.rfind("‘")
    if at >= 0 and "’" not in text[at:]:
        text = text[:at] + text[at + 1 :]
    return text


def _paired(text: str, opening: str, closing: str) -> str:
    stray: list[int] = []
    opened: list[int] = []
    for at, char in enumerate(text):
        if char == opening:
            opened.append(at)
        elif char == closing:
            if opened:
                opened.pop()
            else:
                stray.append(at)
    away = {*stray, *opened}
    return "".join(char for at, char in enumerate(text) if at not in away) if away else text
