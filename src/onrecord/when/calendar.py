"""Calendar arithmetic and ISO forms that keep only the precision known."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.model.time import Precision, TimeAnchor


class Stretch(NamedTuple):
    """An interval of days and how it is written: `iso` of both ends keeps the precision known."""

    first: date | None
    last: date | None
    start: str | None
    end: str | None
    precision: Precision | None
    anchor: TimeAnchor

    def anchored(self, anchor: TimeAnchor) -> Stretch:
        """The same, resolved by something else."""
        return self._replace(anchor=anchor)


def day(at: date, anchor: TimeAnchor = "published") -> Stretch:
    """One day."""
    iso = at.isoformat()
    return Stretch(at, at, iso, iso, "day", anchor)


def days(first: date, last: date, anchor: TimeAnchor = "published") -> Stretch:
    """From one day to another, both included."""
    if first == last:
        return day(first, anchor)
    return Stretch(first, last, first.isoformat(), last.isoformat(), "interval", anchor)


def month(year: int, number: int, anchor: TimeAnchor = "published") -> Stretch:
    """One month."""
    iso = f"{year:04d}-{number:02d}"
    return Stretch(date(year, number, 1), end_of_month(year, number), iso, iso, "month", anchor)


def months(first: tuple[int, int], last: tuple[int, int], anchor: TimeAnchor = "published") -> Stretch:
    """From one month to another, both included."""
    if first == last:
        return month(*first, anchor)
    return Stretch(
        date(*first, 1),
        end_of_month(*last),
        f"{first[0]:04d}-{first[1]:02d}",
        f"{last[0]:04d}-{last[1]:02d}",
        "interval",
        anchor,
    )


def years(first: int, last: int, anchor: TimeAnchor = "self") -> Stretch:
    """From one year to another, both included."""
    precision: Precision = "year" if first == last else "interval"
    return Stretch(date(first, 1, 1), date(last, 12, 31), f"{first:04d}", f"{last:04d}", precision, anchor)


def week(at: date, anchor: TimeAnchor = "published") -> Stretch:
    """The week that holds a day, Monday to Sunday."""
    monday = at - timedelta(days=at.weekday())
    return days(monday, monday + timedelta(days=6), anchor)


def end_of_month(year: int, number: int) -> date:
    """Its last day."""
    return date(year, number, monthrange(year, number)[1])


def add_months(at: date, n: int) -> date:
    """The day so many months on; the month's last day where it is too short."""
    index = at.year * 12 + at.month - 1 + n
    year, number = divmod(index, 12)
    return date(year, number + 1, min(at.day, monthrange(year, number + 1)[1]))


def real(year: int, number: int, number_of_day: int) -> date | None:
    """The day, where the calendar has it."""
    if not (1 <= number <= 12 and 1 <= number_of_day <= monthrange(year, number)[1]):
        return None
    return date(year, number, number_of_day)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar. Source: the anonymous Gregorian computus (Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * shift) // 451
    number, number_of_day = divmod(h + shift - 7 * m + 114, 31)
    return date(year, number, number_of_day + 1)
