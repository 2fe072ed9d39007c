"""Bounds: the words beside a figure that make it a minimum, a maximum or a rough value."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.howmany.draft import Draft, Number
from onrecord.howmany.figures import Figure
from onrecord.language import Parsed

_WORDS = {
    "more than": "gt", "over": "gt", "above": "gt", "exceeding": "gt", "upwards of": "gt", "upward of": "gt",
    "greater than": "gt", "in excess of": "gt", "well over": "gt", "just over": "gt", "well above": "gt",
    "just above": "gt", "slightly more than": "gt", "a little over": "gt", "a little more than": "gt",
    "far more than": "gt", "many more than": "gt", "well more than": "gt", "better than": "gt", "north of": "gt",
    "at least": "ge", "no fewer than": "ge", "not fewer than": "ge", "no less than": "ge", "not less than": "ge",
    "a minimum of": "ge", "minimum of": "ge", "as few as": "ge", "as little as": "ge",
    "up to": "le", "as many as": "le", "at most": "le", "no more than": "le", "not more than": "le",
    "a maximum of": "le", "maximum of": "le", "as much as": "le", "up to as many as": "le", "upto": "le",
    "as high as": "le", "at the most": "le",
    "fewer than": "lt", "less than": "lt", "under": "lt", "below": "lt", "nearly": "lt", "almost": "lt",
    "just under": "lt", "just short of": "lt", "well under": "lt", "just below": "lt", "slightly less than": "lt",
    "far fewer than": "lt", "a little less than": "lt", "not quite": "lt", "well below": "lt", "shy of": "lt",
    "about": "approx", "around": "approx", "some": "approx", "roughly": "approx", "approximately": "approx",
    "an estimated": "approx", "estimated": "approx", "circa": "approx", "close to": "approx", "or about": "approx",
    "an approximate": "approx", "something like": "approx", "in the region of": "approx", "an average of": "approx",
    "on the order of": "approx", "probably": "approx", "reportedly": "exact", "the estimated": "approx",
    "in the neighborhood of": "approx", "averaging": "approx", "approx": "approx", "~": "approx", "perhaps": "approx",
    "toward": "approx", "towards": "approx",
    "exactly": "exact", "precisely": "exact", "only": "exact", "just": "exact", "a total of": "exact",
    "another": "exact", "a further": "exact", "an additional": "exact", "additional": "exact", "a record": "exact",
    "a combined": "exact", "all": "exact", "an unprecedented": "exact", "an extra": "exact", "a": "exact",
    "the remaining": "exact", "as": "exact",
}  # fmt: skip
_DROPPED = frozenset(("only", "just", "all", "a", "reportedly", "probably", "perhaps", "the remaining", "as"))
SPATIAL = frozenset(("over", "above", "under", "below", "around", "about", "toward", "towards"))
"""Words that may as well be prepositions of place; the parse tells."""
_LEFT = re.compile(
    rf"(?<![\w-])(?P<bound>{'|'.join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True))})"
    r"(?P<filler>\s+(?:(?:another|an?|a\s+further|an\s+additional|the|a\s+total\s+of|a\s+record|some|about)\s+)?|(?<=~)\s?)$"
)
_RIGHT = re.compile(
    r"(?P<so>(?:\s+|-)or\s+so\b|-odd\b|(?:\s+|,\s+)or\s+thereabouts\b|(?:\s+|,\s+)give\s+or\s+take\b)"
    r"|(?P<more>\s+(?:or|and)\s+(?:more|over|above|higher|upwards)\b|-plus\b|\+)"
    r"|(?P<less>\s+or\s+(?:fewer|less|under|below)\b)"
)
_BETWEEN = re.compile(r"(?<![\w-])(?P<word>between|from|anywhere\s+from|anywhere\s+between)\s+$")
_REACH = 34
_NEVER_SPATIAL = 30
"""From this figure on "over 350 votes" is a bound whatever the parse says: nothing flies over so many regions in the
ten reports of the Guardian set that this was read on."""


class Bound(NamedTuple):
    """How a figure is bounded: `exact gt ge le lt approx`, where the words begin, and the words."""

    kind: str
    start: int
    words: str


def left_words(low: str, at: int, floor: int) -> Bound | None:
    """The bound words that end at `at`."""
    found = _LEFT.search(low, max(floor, at - _REACH), at)
    if found is None:
        return None
    word = " ".join(found["bound"].split())
    kind = _WORDS[word]
    if word in _DROPPED:
        return Bound(kind, at, word) if kind == "approx" else None
    return Bound(kind, found.start(), word)


def right(low: str, at: int) -> tuple[str, int] | None:
    """Bound words after a figure ("or so", "or more"): their kind and the offset after them."""
    found = _RIGHT.match(low, at)
    if found is None:
        return None
    kind = "approx" if found["so"] else "ge" if found["more"] else "le"
    return kind, found.end()


_COMPARED = re.compile(
    r"(?<![\w-])(?P<word>smaller|larger|bigger|greater|longer|shorter|higher|lower|heavier|lighter|taller|deeper|wider)"
    r"\s+than\s+$"
)
_SMALLER = frozenset(("smaller", "shorter", "lower", "lighter"))


def compared(low: str, at: int, floor: int) -> Bound | None:
    """ "smaller than one square km": the bound of a measure that a comparison gives."""
    found = _COMPARED.search(low, max(floor, at - _REACH), at)
    return Bound("lt" if found["word"] in _SMALLER else "gt", found.start(), found[0].strip()) if found else None


def opens_range(low: str, at: int, floor: int) -> int | None:
    """Where "between" or "from" begins that ends right before `at`; None where there is none."""
    found = _BETWEEN.search(low, max(floor, at - 18), at)
    return found.start() if found else None


def apply(parsed: Parsed, low: str, draft: Draft, figure: Figure, floor: int, given: tuple[Number, str | None]) -> None:
    """Set minimum, maximum and best from the words beside the figure."""
    number, after = given
    left = left_words(low, draft.start, floor)
    if left is not None and left.words == "~" and figure.words:
        left = None  # "~ Two men died": the mark of an item
    if left is None and draft.rule == "measure":
        left = compared(low, draft.start, floor)
    if left is not None and left.words in SPATIAL and _spatial(parsed, left.start, draft, figure):
        left = None
    kind = after or "exact"
    if left is not None:
        draft.start = left.start
        kind = left.kind if left.kind != "exact" else kind
    if figure.form == "vague" and kind in ("exact", "approx", "ge", "gt"):
        draft.least = number
    elif kind == "exact":
        draft.least = draft.most = draft.best = number
    elif kind == "approx":
        draft.best, draft.rough = number, True
    elif kind in ("gt", "ge"):
        draft.least, draft.over = number, kind == "gt"
    else:
        draft.most, draft.short = number, kind == "lt"


def _spatial(parsed: Parsed, at: int, draft: Draft, figure: Figure) -> bool:
    """Whether "over", "about" govern the noun ("drones over four regions") rather than bound the figure."""
    lo, _ = parsed.token_range(at, at + 1)
    token = parsed.tokens[lo]
    if token.dep != "prep":
        return False
    return draft.unit is None and draft.what is not None and figure.number < _NEVER_SPATIAL
