"""Intervals counted from publication or from a date named before: "two days ago", "last week", "that month"."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.when import calendar as cal
from onrecord.when.anchor import Anchor
from onrecord.when.calendar import Stretch
from onrecord.when.shape import Shape


def shift(shape: Shape, anchor: Anchor) -> Stretch | None:
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


def stretch(shape: Shape, anchor: Anchor) -> Stretch | None:
    """ "the past two days", "the next three months": from or to the anchor."""
    name = "published"
    base = anchor.published
    if shape.frm == "context" or (shape.n > 0 and anchor.ahead() is False):
        # "He spent the next three months filming": counted from the scene, not from publication
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


def unit(shape: Shape, anchor: Anchor) -> Stretch | None:
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
        return _weekend(published, shape.rel, anchor)
    found = _whole(shape.unit or "day", published, step)
    if found is None or found.first is None or found.last is None or shape.edge is None or step:
        return found
    if shape.edge == "earlier":
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


def _weekend(published: date, rel: str | None, anchor: Anchor) -> Stretch:
    """Saturday and Sunday: the last ones begun, or the coming ones for plans."""
    since_saturday = (published.weekday() - 5) % 7
    begun = published - timedelta(days=since_saturday)
    inside = since_saturday <= 1
    if rel == "last":
        saturday = begun - timedelta(days=7) if inside else begun
    elif rel == "next" or (not inside and anchor.ahead() and rel in (None, "this")):
        saturday = begun + timedelta(days=7)
    else:
        saturday = begun
    return cal.days(saturday, saturday + timedelta(days=1))
