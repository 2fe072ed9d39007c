"""Puts neighbouring expressions together: "3 p.m. on Monday", "June of last year", "from May to July"."""

from __future__ import annotations

import re

from onrecord.when.shape import Expression, Shape

_MERGE = re.compile(r"\s*,?\s*(?:\(\s*)?(?:(?:on|of|at|in|around|at\s+about|at\s+around|by)\s+)?(?:the\s+)?$")
_TIGHT = re.compile(r"\s+(?:of\s+|on\s+|in\s+)?(?:the\s+)?$|\s*,\s*(?:on\s+|of\s+)?$")
_RANGE = re.compile(r"\s*(?:-|–|—|\s(?:to|until|till|through|up\s+to|and)(?:\s+(?:the|on|in))?\s)\s*$")
_FROM = re.compile(r"(?<![\w-])(?P<prep>from|between)\s+(?:the\s+)?$")
_RANGED = frozenset(("day", "month", "year", "weekday", "season", "quarter", "shift", "unit"))
_DATED = frozenset(("day", "weekday", "shift", "feast"))


def join(low: str, found: list[Expression]) -> list[Expression]:
    """Expressions with those merged that are one; ranges carry their far end in `upto`."""
    joined: list[Expression] = []
    for expression in found:
        before = joined[-1] if joined else None
        if before is not None:
            gap = low[before.end : expression.start] if expression.start - before.end < 24 else "\n"
            if "\n" not in gap and (_merge(before, expression, gap) or _range(low, before, expression, gap)):
                continue
        joined.append(expression)
    return [expression for expression in joined if expression.shape.weak != "base"]


def _merge(before: Expression, after: Expression, gap: str) -> bool:
    """Fold `after` into `before` where together they name one time."""
    first, second = before.shape, after.shape
    if before.upto is not None:
        return False
    if first.form == "event" and first.base is None and second.form in (*_DATED, "feast", "month", "year", "unit") and \
            not gap.strip():  # fmt: skip
        first.base, first.weak = second, None
        before.end = after.end
    elif first.form == "part" and second.form in _DATED and _MERGE.match(gap) and "(" not in gap:
        _absorb(before, after, second, first)
    elif first.form in _DATED and second.form == "part" and _MERGE.match(gap) and (second.clock or first.part is None):
        _absorb(before, after, first, second)
    elif first.form == "part" and second.form == "part" and first.clock != second.clock and _MERGE.match(gap):
        _absorb(before, after, second if second.part == "overnight" else first, second)
    elif first.form == "weekday" and second.form == "unit" and second.unit == "week" and _TIGHT.match(gap):
        first.unit, first.rel = "week", second.rel
        before.end = after.end
    elif first.form == "weekday" and second.form == "day" and _TIGHT.match(gap):
        _absorb(before, after, second, first)
    elif (first.form in ("month", "season", "quarter") and second.form == "unit" and second.unit == "year" and \
            first.year is None and _TIGHT.match(gap) and second.rel in ("last", "this", "next", "that", "same")) or (first.form == "day" and first.year is None and second.form == "unit" and second.unit == "year" and \
            _TIGHT.match(gap) and second.rel in ("last", "this", "next")):  # fmt: skip
        first.rel = f"year:{second.rel}"
        before.end = after.end
    elif first.form in ("day", "month") and first.year is None and second.form == "year" and _TIGHT.match(gap) and \
            second.edge is None:  # fmt: skip
        first.year = second.year
        before.end = after.end
    else:
        return False
    return True


def _absorb(before: Expression, after: Expression, main: Shape, other: Shape) -> None:
    main.part = main.part or other.part
    main.clock = main.clock or other.clock
    before.shape = main
    before.end = after.end


def _range(low: str, before: Expression, after: Expression, gap: str) -> bool:
    """Make `after` the far end of `before`: "from May to July", "2014 to 2016"."""
    first, second = before.shape, after.shape
    if first.form not in _RANGED or second.form not in _RANGED or not _RANGE.match(gap) or before.upto is not None:
        return False
    word = gap.split()[0] if gap.split() else "-"
    opened = _FROM.search(low, max(0, before.start - 14), before.start)
    if word == "and" and not (opened and opened["prep"] == "between") and not _next_door(first, second):
        return False
    if word in ("until", "till") and not opened:
        return False
    if word == "to" and not opened and first.form != second.form:
        return False
    before.upto = after
    before.end = after.end
    return True


def _next_door(first: Shape, second: Shape) -> bool:
    """Whether two coordinated times follow on each other: "in 2018 and 2019" is one stretch of time."""
    if first.form != second.form or first.part or second.part or first.edge or second.edge:
        return False
    if first.form == "year":
        return first.year is not None and second.year == first.year + 1
    if first.form == "month":
        return first.month is not None and second.month == first.month + 1 and first.year in (None, second.year)
    if first.form == "weekday":
        return first.weekday is not None and second.weekday == (first.weekday + 1) % 7 and second.rel is None
    return False
