"""Days as numbers: intervals of dates with the precision known, and dates as numbers that sort."""

from __future__ import annotations

from datetime import date
from functools import cache


@cache
def interval(start: str | None, end: str | None) -> tuple[int, int] | None:
    """The days from a start to an end, as ordinals; None where there is no start."""
    if start is None:
        return None
    first = _ordinal(start, last=False)
    last = _ordinal(end, last=True) if end else _ordinal(start, last=True)
    return None if first is None or last is None else (first, max(first, last))


def _ordinal(day: str, last: bool) -> int | None:
    """The first or the last day of a date with the precision known."""
    try:
        year, *rest = (int(part) for part in day[:10].split("-"))
        month = rest[0] if rest else (12 if last else 1)
        if len(rest) > 1:
            return date(year, month, rest[1]).toordinal()
        if not last:
            return date(year, month, 1).toordinal()
        return (date(year + month // 12, month % 12 + 1, 1)).toordinal() - 1
    except ValueError:
        return None


def day_number(day: str, last: bool = False) -> int:
    """A date as a number that sorts: 2024-06 begins at 20240600 and ends at 20240699; 0 where there is none."""
    if not day:
        return 0
    filler = "99" if last else "00"
    year, month, number = (*day[:10].split("-"), filler, filler)[:3]
    return int(year) * 10000 + int(month) * 100 + int(number) if year.isdigit() else 0
