"""Whether words that may be a time are one where they stand: "may", "Sunday Times", "2,000", "a year"."""

from __future__ import annotations

import re

from onrecord.language import Parsed, Token
from onrecord.when.shape import Expression, Shape
from onrecord.when.words import MONTHS, PARTS, WEEKDAYS

_BEFORE_YEAR = frozenset((
    "in", "since", "by", "until", "till", "from", "before", "after", "during", "to", "and", "or", "between", "through",
    "of", "circa", "around", "early", "late", "mid", "throughout", "into", "year", "back", "elections", "election",
    "fiscal", "spring", "summer", "autumn", "winter",
))  # fmt: skip
_BEFORE_SEASON = frozenset(("in", "by", "the", "this", "last", "next", "since", "until", "till", "during", "before",
                            "after", "through", "every", "each", "of", "late", "early", "through", "into"))  # fmt: skip
_BEFORE_PART = frozenset(("at", "in", "by", "before", "after", "until", "till", "since", "during", "around", "from",
                          "to", "towards", "toward", "about", "through", "past"))  # fmt: skip
_BEFORE_LENGTH = frozenset(("for", "in", "within", "after", "over", "than", "by", "about", "last", "lasted", "lasting",
                            "took", "takes", "take", "taking", "spent", "spend", "spending", "of", "until", "during",
                            "nearly", "almost", "only", "just", "once", "through", "before", "throughout", "every",
                            "another", "least", "to", "waited", "waiting", "wait", "served"))  # fmt: skip
_MONTH_BEFORE = frozenset(("in", "since", "by", "until", "till", "from", "before", "after", "during", "to", "and", "of",
                           "between", "through", "late", "early", "mid", "last", "next", "this", "on", "into", "for",
                           "around", "or", "a", "the"))  # fmt: skip
_PERIOD_NAMES = frozenset(("times", "telegraph", "mail", "mirror", "express", "post", "herald", "independent", "world",
                           "agreement", "mosque", "sunday", "night", "people"))  # fmt: skip
_NAMEABLE = frozenset(("unit", "stretch", "shift", "duration", "vague", "set", "part", "event"))
_DIGIT = re.compile(r"\d")


def in_company(parsed: Parsed, low: str, expression: Expression, before: Expression | None) -> bool:
    """Whether an expression stands where a time stands, and not inside a name or a count."""
    shape = expression.shape
    lo, hi = parsed.token_range(expression.start, expression.end)
    if lo >= hi:
        return False
    first, last = parsed.tokens[lo], parsed.tokens[hi - 1]
    left = parsed.tokens[lo - 1] if lo and parsed.tokens[lo - 1].sentence == first.sentence else None
    right = parsed.tokens[hi] if hi < len(parsed.tokens) and parsed.tokens[hi].sentence == last.sentence else None
    if shape.form in _NAMEABLE and shape.weekday is None and _name(parsed, lo, hi, left):
        return False
    if shape.form == "year":
        return not shape.weak or _year(parsed, shape, first, left, right, _joined(low, before, expression))
    if shape.form == "month":
        return _month(shape, first, last, left, right)
    if shape.form == "feast":
        return first.text[:1].isupper() and not (hi - lo == 1 and last.dep == "compound" and shape.name != "ramadan")
    if shape.form == "weekday" or (shape.form == "set" and shape.weekday is not None):
        return _weekday(parsed, last, left, right)
    if shape.form == "season" and shape.weak:
        return _season(shape, last, left, right, low, expression)
    if shape.form == "duration":
        return _duration(parsed, expression, left, right)
    if shape.form == "part" and shape.weak:
        return _part(shape, last, left, before, low, expression)
    if shape.form == "years":
        return not (left is not None and left.tag in ("NNP", "NNPS") and left.i == lo - 1 and left.end == first.start)
    return True


def _name(parsed: Parsed, lo: int, hi: int, left: Token | None) -> bool:
    """Whether capitals show a name: "60 Minutes", "This Week", "USA Today"."""
    tokens = parsed.tokens
    if tokens[lo].start < parsed.shift:
        return False
    for i in range(lo, hi):
        text = tokens[i].text
        if (
            text[:1].isupper()
            and text[1:].islower()
            and tokens[i].lower not in WEEKDAYS
            and tokens[i].lower not in MONTHS
        ):
            if i == lo and (left is None or left.pos == "PUNCT" or left.text.endswith(("\n", "_"))):
                continue
            return not (i > lo and tokens[hi - 1].lower == "time")
    return False


def _joined(low: str, before: Expression | None, expression: Expression) -> bool:
    """Whether a time stands right before, joined by "and", "to", a comma."""
    if before is None:
        return False
    gap = low[before.end : expression.start].strip()
    return len(gap) <= 5 and gap in ("", ",", "and", "or", "to", "-", "–", "—", ", and", "until", "of", "in", "(")


def _year(
    parsed: Parsed, shape: Shape, first: Token, left: Token | None, right: Token | None, joined: bool
) -> bool:  # fmt: skip
    if shape.weak and shape.weak.startswith("ambiguous"):
        return True
    year = shape.year or 0
    if year > 2100 or year < 1000:
        return False
    if joined:
        return True
    head = parsed.tokens[first.head]
    counts = (
        right is not None and right.tag in ("NNS", "NNPS") and first.dep in ("nummod", "compound") and head.i > first.i
    )
    if counts and left is not None and (left.tag in ("DT", "PRP$", "POS", "IN") and left.lower not in _BEFORE_YEAR):
        counts = False
    if counts and (year < 1500 or year % 50 == 0 or (left is not None and left.lower in _BEFORE_YEAR)):
        return False
    if left is None:
        return right is None or right.tag not in ("NNS",) or year % 50 != 0
    if left.lower in _BEFORE_YEAR:
        return not (year < 1500 and left.lower not in ("in", "since", "by", "from", "before", "after", "until"))
    if left.text in ("$", "£", "€", "No", "No.", "#", "/"):
        return False
    if left.tag in ("NNP", "NNPS") and left.text[:1].isupper():
        return False
    if right is not None and right.lower in ("troops", "soldiers", "people", "km", "miles", "percent", "%", "-"):
        return False
    return year >= 1500


def _month(shape: Shape, first: Token, last: Token, left: Token | None, right: Token | None) -> bool:
    if shape.year is not None:
        return True
    if shape.weak and len(shape.weak) == 3 and shape.weak != "may" and not last.text.endswith("."):
        return False
    word = last if last.text[:1].isupper() else first
    if not word.text[:1].isupper():
        return False
    if shape.weak == "march" and right is not None and right.lower in ("for", "of", "on", "to") and \
            (left is None or left.lower not in _MONTH_BEFORE or left.lower in ("the", "a", "this")):  # fmt: skip
        return False
    if shape.weak in ("may", "march", "mar") and word.i == first.i:
        if word.tag in ("MD", "VB", "VBP", "VBZ", "VBD") and not (left is not None and left.lower in _MONTH_BEFORE):
            return False
        if left is None and right is not None and right.tag in ("VB", "PRP", "DT", "NNP"):
            return False
    if left is not None and word.i == first.i and left.tag in ("NNP", "NNPS") and left.end + 1 == word.start:
        return left.lower in _MONTH_BEFORE
    if right is not None and right.tag == "NNP" and right.text[:1].isupper() and word.dep == "compound":
        return left is not None and left.lower in _MONTH_BEFORE
    return True


def _weekday(parsed: Parsed, last: Token, left: Token | None, right: Token | None) -> bool:
    if last.pos == "PROPN" and last.lower in PARTS and last.text[:1].isupper() and last.start >= parsed.shift:
        return False
    if not any(token.text[:1].isupper() for token in (last, parsed.tokens[max(0, last.i - 1)])):
        return False
    if left is not None and left.lower in ("black", "good", "bloody", "super", "ash", "palm", "easter", "holy", "cyber",
                                           "girl", "man"):  # fmt: skip
        return False
    return not (right is not None and right.text[:1].isupper() and right.lower in _PERIOD_NAMES)


def _season(
    shape: Shape, last: Token, left: Token | None, right: Token | None, low: str, expression: Expression
) -> bool:
    if last.pos not in ("NOUN", "PROPN", "ADJ", "ADP", "ADV"):
        return False
    if shape.edge:
        return True
    own = low[expression.start : expression.end].split()
    lead = own[0] if len(own) > 1 else left.lower if left is not None else ""
    if lead not in _BEFORE_SEASON:
        return False
    if last.text[:1].isupper() and left is not None and left.tag == "NNP":
        return False
    return not (shape.weak in ("fall", "spring") and right is not None and right.lower in ("of", "in", "from", "out"))


def _duration(parsed: Parsed, expression: Expression, left: Token | None, right: Token | None) -> bool:
    shape = expression.shape
    if left is not None and (left.lower in ("aged", "age") or left.text in ("$", "£", "€")):
        return False
    if (
        shape.unit == "day"
        and low_word(parsed, expression) == "one"
        and (left is None or left.lower not in _BEFORE_LENGTH)
    ):
        return False
    if shape.weak == "a":
        if left is not None and (
            left.pos in ("NUM", "NOUN", "SYM", "PROPN") or left.lower in ("times", "%", "percent")
        ):
            shape.form = "set"
            return _rate(parsed, left)
        return not (right is not None and right.lower in ("-", "old"))
    if shape.weak == "plural":
        if right is not None and right.lower == "of":
            return True
        return left is not None and left.lower in _BEFORE_LENGTH
    return True


def low_word(parsed: Parsed, expression: Expression) -> str:
    """The first word of an expression in lower case."""
    return parsed.text[expression.start : expression.end].split()[0].lower()


def _rate(parsed: Parsed, left: Token) -> bool:
    """Whether a number stands close by on the left: "1,100 a day", "three barrels a day"."""
    for i in range(left.i, max(-1, left.i - 5), -1):
        token = parsed.tokens[i]
        if token.sentence != left.sentence:
            return False
        if token.pos == "NUM" or _DIGIT.search(token.text) or token.lower in ("times", "twice", "once", "dozens"):
            return True
    return False


def _part(
    shape: Shape, last: Token, left: Token | None, before: Expression | None, low: str, expression: Expression
) -> bool:
    if last.text[:1].isupper() and left is not None:
        return False
    if shape.weak != "bare" and "hours" in (shape.weak or ""):
        return True
    if _joined(low, before, expression):
        return True
    return left is not None and left.lower in _BEFORE_PART
