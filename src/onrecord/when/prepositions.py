"""Prepositions of time: how far to the left an expression reaches, and which end they leave open."""

from __future__ import annotations

import re

from onrecord.language import Parsed
from onrecord.when.shape import Expression

_BOUNDS = {
    "since": "open_end", "after": "open_end", "from": "open_end", "starting": "open_end", "beginning": "open_end",
    "by": "open_start", "before": "open_start", "until": "open_start", "till": "open_start", "til": "open_start",
    "prior to": "open_start", "no later than": "open_start", "up until": "open_start", "through": "open_start",
    "up to": "open_start", "ahead of": "open_start", "not later than": "open_start", "starting in": "open_end",
    "starting on": "open_end", "beginning in": "open_end", "beginning on": "open_end", "starting from": "open_end",
    "ever since": "open_end", "shortly after": "open_end", "soon after": "open_end", "shortly before": "open_start",
    "just before": "open_start", "just after": "open_end", "as of": "", "as early as": "", "as late as": "",
    "as recently as": "", "as far back as": "", "back in": "", "in": "", "on": "", "at": "", "during": "", "within": "",
    "over": "", "throughout": "", "around": "", "about": "", "between": "", "for": "", "into": "", "towards": "",
    "toward": "", "circa": "", "across": "", "through to": "open_start", "early on": "", "late on": "",
    "later on": "", "early in": "", "late in": "", "earlier in": "", "later in": "", "as soon as": "", "to": "to",
    "early in the": "", "from around": "open_end", "in around": "", "in about": "", "at around": "", "at about": "",
    "in or around": "", "on or around": "", "on or before": "open_start", "on or after": "open_end",
}  # fmt: skip
_LEFT = re.compile(
    rf"(?<![\w-])(?P<prep>{'|'.join(sorted(_BOUNDS, key=len, reverse=True))})"
    r"\s+(?P<the>the\s+)?$"
)
_DURATION_ONLY = frozenset((
    "for", "in", "on", "within", "over", "during", "after", "throughout", "about", "around", "at", "through",
    "into", "before", "across", "between", "by", "from",
))  # fmt: skip
_BARE = frozenset(("day", "month", "year", "years", "weekday"))
_LONGEST = 24


def attach(parsed: Parsed, low: str, expression: Expression, floor: int) -> None:
    """Give an expression its preposition and its open end.

    Args:
        parsed: the parsed report.
        low: its text in lower case.
        expression: changed in place: `lo`, `bound`.
        floor: the end of the expression before; the preposition lies after it.
    """
    expression.lo = expression.start
    form = expression.shape.form
    if (form == "set" and expression.shape.weekday is None) or attributive(parsed, low, expression):
        return
    start = max(floor, expression.start - _LONGEST)
    found = _LEFT.search(low, start, expression.start)
    if found is None:
        return
    preposition = found["prep"]
    if found["the"] and form in _BARE:
        # "at the October 28 debate": the article belongs to a noun after the date
        return
    if preposition == "to" or (form == "event" and expression.shape.base is None):
        return
    if form in ("duration", "vague", "set"):
        if preposition in _DURATION_ONLY:
            expression.lo = found.start()
        return
    expression.lo = found.start()
    expression.bound = _BOUNDS[preposition] or None


def attributive(parsed: Parsed, low: str, expression: Expression) -> bool:
    """Whether the expression modifies a noun after it: "Thursday's attack", "the 1950-53 war"."""
    if low.startswith(("'s", "’s"), expression.end):
        return True
    if expression.shape.part:
        return False
    _, hi = parsed.token_range(expression.start, expression.end)
    if hi >= len(parsed.tokens):
        return False
    last = parsed.tokens[hi - 1]
    head = parsed.tokens[last.head]
    if head.i < hi or head.i - hi > 4 or head.pos not in ("NOUN", "PROPN"):
        return False
    if last.dep not in ("compound", "nmod", "amod", "nummod", "poss", "npadvmod"):
        return False
    between = parsed.tokens[hi : head.i]
    if any(token.pos in ("PUNCT", "ADP", "DET", "PRON") and token.text != "-" for token in between):
        return False
    return head.pos == "NOUN"
