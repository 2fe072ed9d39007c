"""Ranges: "between 700 and 900", "two to three million", "$5m-$6m"."""

from __future__ import annotations

import re

from onrecord.howmany.draft import Number
from onrecord.howmany.figures import GLUED, Figure
from onrecord.language.numerals import NUMERAL, value

_RANGE = re.compile(
    r"(?:-(?=\s))?\s*(?:(?P<to>-|–|—|\s(?:to|and|or)\s)\s*)(?:(?P<sign>[$£€¥])\s?)?(?P<n>"
    + NUMERAL
    + rf")(?:(?![a-z])|(?<=\d)(?={GLUED}\b))(?![.,]?\d|[-–/:]\d)"
)
_SCALES = (("trillion", 10**12), ("billion", 10**9), ("million", 10**6), ("thousand", 1000), ("hundred", 100),
           ("bn", 10**9), ("mn", 10**6))  # fmt: skip


def far_end(low: str, figure: Figure, at: int) -> re.Match[str] | None:
    """The words that join a figure ending at `at` to a second one."""
    return _RANGE.match(low, at) if figure.form == "number" else None


def second(low: str, figure: Figure, found: re.Match[str], opened: bool) -> Number | None:
    """The far end of a range; None where the two figures make none ("3-1", "two and 14 others")."""
    number = value(found["n"])
    if number is None:
        return None
    word = found["to"].strip()
    if word == "and" and not opened:
        return None
    if word in ("to", "or", "-", "–", "—") or opened:
        first = figure.number
        if number <= first and not (number < 100 and first < 100 and _scaled(found["n"])):
            return None
        return number
    return None


def shared_scale(low: str, figure: Figure, found: re.Match[str], first: Number, second: Number) -> Number:
    """ "two to three million" is two million to three million."""
    for word, factor in _SCALES:
        if word in found["n"]:
            if first * factor < second and first < 1000 and not _scaled(low[figure.start : figure.end]):
                return times(first, factor)
            break
    return first


def times(number: Number, factor: int) -> Number:
    """The product, without the noise of binary fractions."""
    product = float(f"{number * factor:.12g}")
    return int(product) if product == int(product) else product


def _scaled(text: str) -> bool:
    return any(word in text for word, _ in _SCALES)
