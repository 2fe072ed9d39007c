"""From what an expression says to the interval that it stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.when import calendar as cal
from onrecord.when.calendar import Stretch
from onrecord.when.shape import Shape

_STARTS = {3: 20, 6: 21, 9: 22, 12: 21}
"""The day on which a season begins, north of the equator (rounded to the calendar's usual day)."""


@dataclass(slots=True)
class Anchor:
    """What a date may be counted from.

    Attributes:
        published: the day of publication, else of the dateline; None when unknown.
        last: the last date resolved in the text before this one, for "the following day", "that month".
        ahead: whether the words speak of a plan; asked only where it matters.
        bound: `by`-like (`open_start`) or `since`-like (`open_end`) preposition, else None.
    """

    published: date | None
    last: Stretch | None
    ahead: Callable[[], bool | None]
    bound: str | None = None


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


def _day(shape: Shape, anchor: Anchor) -> Stretch | None:
    number, of_month = shape.month or 1, shape.day or 1
    last = shape.day2 or of_month
    if shape.year is not None:
        return cal.days(date(shape.year, number, of_month), date(shape.year, number, last), "self")
    if anchor.published is None:
        return None
    year = nearest_year(anchor.published, number, of_month, anchor)
    return cal.days(date(year, number, of_month), date(year, number, last))


def nearest_year(published: date, number: int, of_month: int, anchor: Anchor) -> int:
    """The year that a day and month without one belong to.

    Told as past: the last such day. A plan: the next. No verb tells: the nearest.
    """
    candidates = [cal.real(published.year + step, number, of_month) for step in (-1, 0, 1)]
    days = [at for at in candidates if at is not None]
    if not days:
        return published.year
    before = [at for at in days if at <= published]
    after = [at for at in days if at >= published]
    verdict = anchor.ahead()
    if verdict is None:
        return min(days, key=lambda at: abs((at - published).days)).year
    chosen = after[0] if verdict and after else before[-1] if before else days[0]
    if verdict and (chosen - published).days > 300 and before and (published - before[-1]).days < 45:
        # "The Dec. 1 vote leaves ..." is told in the present: eleven months ahead is no plan
        return before[-1].year
    return chosen.year


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
    third = (last - first + 1) // 3
    if last - first >= 9 and shape.edge:
        if shape.edge == "early":
            last = first + third
        elif shape.edge == "late":
            first = last - third
        else:
            first, last = first + third, last - third
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
    if anchor.ahead():
        return cal.day(published + timedelta(days=on))
    return cal.day(published - timedelta(days=back))


def _shift(shape: Shape, anchor: Anchor) -> Stretch | None:
    """ "two days ago", "yesterday", "a year earlier", "the following day"."""
    if shape.frm == "published":
        base, name = anchor.published, "published"
    else:
        base, name = (anchor.last.first if anchor.last else None), "context"
        if base is not None and anchor.last is not None and not _sharp(anchor.last, shape.unit):
            return None
    if base is None:
        return None
    n = int(shape.n) if shape.n == int(shape.n) else None
    anchored = "published" if name == "published" else "context"
    if n is None:
        return None
    found: Stretch | None = None
    if shape.unit in ("day", "night"):
        found = cal.day(base + timedelta(days=n))
    elif shape.unit in ("week", "fortnight"):
        found = cal.week(base + timedelta(days=n * (14 if shape.unit == "fortnight" else 7)))
    elif shape.unit in ("month", "quarter"):
        at = cal.add_months(base, n * (3 if shape.unit == "quarter" else 1))
        found = cal.month(at.year, at.month)
    elif shape.unit == "year":
        found = cal.years(base.year + n, base.year + n)
    elif shape.unit in ("decade", "century"):
        width = 10 if shape.unit == "decade" else 100
        found = cal.years(base.year + n * width, base.year + n * width)
    return found.anchored("published" if anchored == "published" else "context") if found else None


def _sharp(last: Stretch, unit: str | None) -> bool:
    """Whether a date is sharp enough to count units from it: no days from a month."""
    if unit in ("day", "night", "week", "fortnight"):
        return last.precision == "day"
    if unit in ("month", "quarter"):
        return last.precision in ("day", "month")
    return last.precision in ("day", "month", "year")


def _stretch(shape: Shape, anchor: Anchor) -> Stretch | None:
    """ "the past two days", "the next three months": from or to the anchor."""
    name = "published"
    base = anchor.published
    if shape.frm == "context":
        base, name = (anchor.last.last if anchor.last and anchor.last.precision == "day" else None), "context"
    if base is None or shape.n != int(shape.n):
        return None
    n = int(shape.n)
    unit = shape.unit
    if unit in ("second", "minute"):
        return None
    if unit == "hour":
        edge = base + timedelta(days=-(-abs(n) // 24) * (1 if n > 0 else -1))
    elif unit in ("day", "night", "weekend"):
        edge = base + timedelta(days=n)
    elif unit in ("week", "fortnight"):
        edge = base + timedelta(days=n * (14 if unit == "fortnight" else 7))
    elif unit in ("month", "quarter"):
        edge = cal.add_months(base, n * (3 if unit == "quarter" else 1))
    else:
        edge = cal.add_months(base, n * {"year": 12, "decade": 120, "century": 1200}.get(unit or "year", 12))
    first, last = (edge, base) if n < 0 else (base, edge)
    written = _written(edge, unit or "day")
    start, end = (written, base.isoformat()) if n < 0 else (base.isoformat(), written)
    return Stretch(first, last, start, end, "interval", "context" if name == "context" else "published")


def _written(at: date, unit: str) -> str:
    if unit in ("month", "quarter"):
        return at.isoformat()[:7]
    if unit in ("year", "decade", "century"):
        return at.isoformat()[:4]
    return at.isoformat()


def _unit(shape: Shape, anchor: Anchor) -> Stretch | None:
    """ "last week", "earlier this year", "that month"."""
    rel = shape.rel or "this"
    if rel in ("that", "same", "that-last", "that-next"):
        step = {"that-last": -1, "that-next": 1}.get(rel, 0)
        last = anchor.last
        if last is None or last.first is None or not _sharp(last, shape.unit):
            return None
        found = _whole(shape.unit or "day", last.first, step)
        return found.anchored("context") if found else None
    published = anchor.published
    if published is None:
        return None
    step = {"last": -1, "next": 1}.get(rel, 0)
    if shape.unit == "weekend":
        return _weekend(published, rel, anchor)
    found = _whole(shape.unit or "day", published, step)
    if found is None or found.first is None or found.last is None or shape.edge is None or step:
        return found
    if shape.edge == "earlier" or (shape.edge == "early" and anchor.ahead() is False):
        return cal.days(found.first, published)
    if shape.edge == "later":
        return cal.days(published, found.last)
    return found


def _whole(unit: str, base: date, step: int) -> Stretch | None:
    if unit in ("day", "night"):
        return cal.day(base + timedelta(days=step))
    if unit in ("week", "fortnight"):
        return cal.week(base + timedelta(days=7 * step))
    if unit == "month":
        at = cal.add_months(base.replace(day=1), step)
        return cal.month(at.year, at.month)
    if unit == "quarter":
        at = cal.add_months(base.replace(day=1, month=base.month - (base.month - 1) % 3), 3 * step)
        return cal.months((at.year, at.month), (at.year, at.month + 2))
    if unit == "year":
        return cal.years(base.year + step, base.year + step, "published")
    if unit == "decade":
        first = base.year - base.year % 10 + 10 * step
        return cal.years(first, first + 9, "published")
    if unit == "century":
        first = base.year - (base.year - 1) % 100 + 100 * step
        return cal.years(first, first + 99, "published")
    return None


def _weekend(published: date, rel: str, anchor: Anchor) -> Stretch:
    """Saturday and Sunday: the last ones begun, or the coming ones for plans."""
    since_saturday = (published.weekday() - 5) % 7
    begun = published - timedelta(days=since_saturday)
    inside = since_saturday <= 1
    if rel == "last":
        saturday = begun - timedelta(days=7) if inside else begun
    elif rel == "next" or (rel == "this" and not inside and anchor.ahead() is not False):
        saturday = begun + timedelta(days=7)
    else:
        saturday = begun
    return cal.days(saturday, saturday + timedelta(days=1))


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
    if shape.part != "overnight" or anchor.published is None:
        return None
    eve = anchor.published - timedelta(days=1)
    return cal.days(eve, anchor.published)._replace(precision="night")


_MAKERS: dict[str, Callable[[Shape, Anchor], Stretch | None]] = {
    "day": _day, "month": _month, "year": _year, "years": _years, "weekday": _weekday, "shift": _shift,
    "stretch": _stretch, "unit": _unit, "season": _season, "quarter": _quarter, "part": _part,
}  # fmt: skip
