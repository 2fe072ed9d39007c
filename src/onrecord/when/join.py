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
_BASES = frozenset((*_DATED, "month", "year", "unit"))


def join(low: str, found: list[Expression]) -> list[Expression]:
    """Expressions with those merged that are one; ranges carry their far end in `upto`."""
    joined: list[Expression] = []
    for expression in found:
        before = joined[-1] if joined else None
        if before is not None:
            gap = low[before.end : expression.start] if expression.start - before.end < 24 else "\0"
            if "\0" not in gap and (_merge(before, expression, gap) or _range(low, before, expression, gap)):
                continue
        joined.append(expression)
    return [expression for expression in joined if expression.shape.weak != "base"]


def _merge(before: Expression, after: Expression, gap: str) -> bool:
    """Fold `after` into `before` where together they name one time."""
    first, second = before.shape, after.shape
    if before.upto is not None:
        return False
    loose, tight = _MERGE.match(gap), _TIGHT.match(gap)
    if first.form == "event" and first.base is None and second.form in _BASES and not gap.strip():
        first.base, first.weak = second, None
    elif first.form == "part" and second.form in _DATED and loose and "(" not in gap:
        before.shape = _with_part(second, first)
    elif first.form in _DATED and second.form == "part" and loose and (second.clock or first.part is None):
        _with_part(first, second)
    elif first.form == "part" and second.form == "part" and first.clock != second.clock and loose:
        before.shape = _with_part(second, second) if second.part == "overnight" else _with_part(first, second)
    elif first.form == "weekday" and second.form == "day" and tight:
        before.shape = _with_part(second, first)
    elif not (tight and _narrowed(first, second)):
        return False
    before.end = after.end
    return True


def _narrowed(first: Shape, second: Shape) -> bool:
    """Whether `second` says which year or week `first` lies in: "June of last year", "Monday next week"."""
    if first.form == "weekday" and second.form == "unit" and second.unit == "week":
        first.unit, first.rel = "week", second.rel
        return True
    if first.year is not None or first.form not in ("day", "month", "season", "quarter"):
        return False
    if second.form == "unit" and second.unit == "year" and second.rel in ("last", "this", "next", "that", "same"):
        first.rel = f"year:{second.rel}"
        return True
    if second.form == "year" and second.edge is None and first.form in ("day", "month"):
        first.year = second.year
        return True
    return False


def _with_part(main: Shape, other: Shape) -> Shape:
    """`main` with the part of the day that `other` gives."""
    main.part = main.part or other.part
    main.clock = main.clock or other.clock
    return main


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
