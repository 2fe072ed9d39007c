"""From what an expression says to the interval that it stands for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from onrecord.when import calendar as cal
from onrecord.when import counting
from onrecord.when.anchor import Anchor
from onrecord.when.calendar import Stretch
from onrecord.when.feasts import feast
from onrecord.when.shape import Shape

_STARTS = {3: 20, 6: 21, 9: 22, 12: 21}
"""The day on which a season begins, north of the equator (rounded to the calendar's usual day)."""


def resolve(shape: Shape, anchor: Anchor) -> Stretch | None:
    """The interval of a shape; None where nothing resolves it."""
    maker = _MAKERS.get(shape.form)
    if maker is None:
        return None
    try:
        return maker(shape, anchor)
    except (ValueError, OverflowError):
        # a date before year 1 or after 9999, or 29 February of a common year: no such day
        return None


def _event(shape: Shape, anchor: Anchor) -> Stretch | None:
    """ "the day after May 3", "the week of March 6": counted from a date in the same words."""
    if shape.base is None:
        return None
    base = resolve(shape.base, anchor)
    if base is None or base.first is None or base.precision == "interval":
        return None
    inner = Shape("shift", unit=shape.unit, n=shape.n, frm="context")
    found = counting.shift(inner, Anchor(anchor.published, base, anchor.ahead))
    return found.anchored(base.anchor) if found else None


def _day(shape: Shape, anchor: Anchor) -> Stretch | None:
    number, of_month = shape.month or 1, shape.day or 1
    last = shape.day2 or of_month
    if shape.year is not None:
        return cal.days(date(shape.year, number, of_month), date(shape.year, number, last), "self")
    if anchor.published is None:
        return None
    near = _nearest(anchor, lambda year: cal.real(year, number, of_month))
    return None if near is None else cal.days(near, near.replace(day=last))


def _feast(shape: Shape, anchor: Anchor) -> Stretch | None:
    name = shape.name or ""
    if shape.year is not None:
        at = feast(name, shape.year)
        return cal.day(at, "self") if at else None
    at = _nearest(anchor, lambda year: feast(name, year))
    return cal.day(at) if at else None


def _nearest(anchor: Anchor, of_year: Callable[[int], date | None]) -> date | None:
    """The day meant by one that comes every year.

    Told as past: the last such day. A plan: the next. No verb tells: the nearest.
    """
    published = anchor.published
    if published is None:
        return None
    days = [at for step in (-1, 0, 1) if (at := of_year(published.year + step)) is not None]
    if not days:
        return None
    before = [at for at in days if at <= published]
    after = [at for at in days if at >= published]
    verdict = anchor.ahead()
    if verdict is None:
        # news looks back more than ahead: a coming day must be twice as near as a past one
        return min(days, key=lambda at: (at - published).days * 2 if at > published else (published - at).days)
    chosen = after[0] if verdict and after else before[-1] if before else days[0]
    if verdict and (chosen - published).days > 300 and before and (published - before[-1]).days < 45:
        # "The Dec. 1 vote leaves ..." is told in the present: eleven months ahead is no plan
        return before[-1]
    return chosen


def _month(shape: Shape, anchor: Anchor) -> Stretch | None:
    number = shape.month or 1
    if shape.year is not None:
        return cal.month(shape.year, number, "self")
    published = anchor.published
    if published is None:
        return None
    if shape.rel == "this":
        return cal.month(published.year, number)
    if shape.rel == "last" or shape.rel == "that-last":
        return cal.month(published.year - (number >= published.month), number)
    if shape.rel == "next":
        return cal.month(published.year + (number <= published.month), number)
    verdict = anchor.ahead()
    gap = (number - published.month) % 12
    if gap == 0:
        return cal.month(published.year, number)
    forward = (verdict is True and gap <= 9) or (verdict is None and gap <= 2)
    year = published.year + (number < published.month) if forward else published.year - (number > published.month)
    return cal.month(year, number)


def _year(shape: Shape, anchor: Anchor) -> Stretch | None:
    assert shape.year is not None
    return cal.years(shape.year, shape.year)


def _years(shape: Shape, anchor: Anchor) -> Stretch | None:
    assert shape.year is not None
    assert shape.year2 is not None
    first, last = shape.year, shape.year2
    half = (last - first + 1) // 2
    if last - first >= 9 and shape.edge:
        if shape.edge == "early":
            last = first + half - 1
        elif shape.edge == "late":
            first = last - half + 1
        else:
            first, last = first + half * 3 // 5, last - half // 2
    return cal.years(first, last)


def _weekday(shape: Shape, anchor: Anchor) -> Stretch | None:
    published, wanted = anchor.published, shape.weekday
    if published is None or wanted is None:
        return None
    back = (published.weekday() - wanted) % 7
    on = (wanted - published.weekday()) % 7
    if shape.unit == "week":
        monday = published - timedelta(days=published.weekday())
        step = {"last": -7, "next": 7}.get(shape.rel or "", 0)
        return cal.day(monday + timedelta(days=wanted + step))
    if shape.rel in ("last", "that-last"):
        return cal.day(published - timedelta(days=back or 7))
    if shape.rel == "next":
        return cal.day(published + timedelta(days=on or 7))
    if shape.rel == "that-next" and anchor.last and anchor.last.last:
        base = anchor.last.last
        return cal.day(base + timedelta(days=(wanted - base.weekday()) % 7 or 7), "context")
    if back == 0:
        return cal.day(published)
    if shape.rel == "this":
        return cal.day(published + timedelta(days=on) if anchor.ahead() else published - timedelta(days=back))
    verdict = anchor.ahead()
    if verdict or (verdict is None and anchor.bound == "open_start"):
        return cal.day(published + timedelta(days=on))
    return cal.day(published - timedelta(days=back))


def season_begins(year: int, number: int) -> date:
    """The first day of a season."""
    return date(year, number, _STARTS[number])


def _season(shape: Shape, anchor: Anchor) -> Stretch | None:
    """Whole months, first to last that the season touches: never sharper than the word."""
    number = shape.month or 3
    name = "self"
    year = shape.year
    published = anchor.published
    if year is None:
        if published is None:
            return None
        name = "published"
        year = _season_year(shape, number, published, anchor)
    return _season_of(year, number)._replace(anchor="self" if name == "self" else "published")


def _season_year(shape: Shape, number: int, published: date, anchor: Anchor) -> int:
    begun = published.year if published.month >= number else published.year - 1
    inside = (published.month - number) % 12 < 3
    if shape.rel == "last":
        return begun - 1 if inside else begun
    if shape.rel == "next":
        return begun + 1
    if shape.rel == "this":
        if number == 12:
            return begun if published.month <= 6 and anchor.ahead() is not True else published.year
        return published.year
    if anchor.bound == "open_start" and anchor.ahead() is not False:
        return begun + 1
    if inside:
        return begun
    return begun + 1 if anchor.ahead() else begun


def _season_of(year: int, number: int) -> Stretch:
    end = (year, number + 3) if number < 12 else (year + 1, 3)
    return cal.months((year, number), end)


def _quarter(shape: Shape, anchor: Anchor) -> Stretch | None:
    first = int(shape.n) * 3 - 2
    if shape.year is not None:
        return cal.months((shape.year, first), (shape.year, first + 2), "self")
    if anchor.published is None:
        return None
    year = anchor.published.year + {"last": -1, "next": 1}.get(shape.rel or "", 0)
    if not shape.rel and first > anchor.published.month and anchor.ahead() is not True:
        year -= 1
    return cal.months((year, first), (year, first + 2))


def _part(shape: Shape, anchor: Anchor) -> Stretch | None:
    """ "overnight" is the night that ends on the day of publication; other parts alone have no day."""
    if (
        shape.part != "overnight"
        and anchor.same_sentence
        and anchor.last is not None
        and anchor.last.precision == "day"
    ):
        return anchor.last.anchored("context")
    if shape.part != "overnight" or anchor.published is None:
        return None
    eve = anchor.published - timedelta(days=1)
    return cal.days(eve, anchor.published)._replace(precision="night")


_MAKERS: dict[str, Callable[[Shape, Anchor], Stretch | None]] = {
    "day": _day, "month": _month, "year": _year, "years": _years, "weekday": _weekday, "shift": counting.shift,
    "stretch": counting.stretch, "unit": counting.unit, "season": _season, "quarter": _quarter, "part": _part,
    "feast": _feast, "event": _event,
}  # fmt: skip
