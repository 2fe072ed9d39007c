"""The day numbers of entries (`onrecord.record.days`) as ISO dates with the precision known, and as months."""

from __future__ import annotations


def iso(number: int) -> str | None:
    """The date of a day number: 20240619 is 2024-06-19, 20240600 and 20240699 are 2024-06; None for 0 and less."""
    if number <= 0:
        return None
    year, month, day = number // 10000, number // 100 % 100, number % 100
    if not 1 <= month <= 12:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" if not 1 <= day <= 31 else f"{year:04d}-{month:02d}-{day:02d}"


def month(number: int) -> str | None:
    """The month of a day number, YYYY-MM; the year alone where no more is known, None where nothing is."""
    found = iso(number)
    return found[:7] if found is not None else None


def precision(start: str, end: str | None) -> str:
    """How sharp a date is: `day`, `month` or `year`; `interval` where it ends on another day."""
    if end is not None and end != start:
        return "interval"
    return {10: "day", 7: "month"}.get(len(start), "year")
