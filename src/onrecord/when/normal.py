"""The normal form of a time expression, in the manner of TIMEX3: `1998-08-07`, `1998-W32`, `P3M`, `PAST_REF`.

Source: TimeML 1.2.1 (Pustejovsky et al. 2005), the attribute `value`.
"""

from __future__ import annotations

import re
from datetime import date

from onrecord.when.calendar import Stretch
from onrecord.when.shape import Shape
from onrecord.when.words import MONTHS, SEASONS

_UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "weekend": "W", "month": "M",
    "quarter": "Q", "year": "Y",
}  # fmt: skip
_LARGER = {"fortnight": (2, "W"), "decade": (10, "Y"), "century": (100, "Y"), "millennium": (1000, "Y")}
_ADVERBS = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "biweekly": "P2W",
    "monthly": "P1M", "quarterly": "P1Q", "yearly": "P1Y", "annually": "P1Y",
}  # fmt: skip
_EVERY = re.compile(
    r"(?P<other>other\s+)?(?P<unit>second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade)s?$"
)
_PLURAL = re.compile(r"\b(?P<unit>second|minute|hour|day|night|week|month|year|decade)s\b")
_AHEAD = re.compile(r"\b(?:next|coming|following|ensuing|future|ahead|to\s+come|from\s+now|later)\b")
_NOW = re.compile(r"\b(?:these\s+days|currently|presently|nowadays|at\s+(?:present|the\s+moment))\b")
_WHOLE = ("all ", "the whole ", "the entire ")
_PARTS = {
    "morning": "MO", "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "afternoon": "AF", "lunchtime": "AF",
    "evening": "EV", "dusk": "EV", "sunset": "EV", "nightfall": "NI", "night": "NI", "overnight": "NI",
    "noon": "12:00", "midday": "12:00", "midnight": "24:00",
}  # fmt: skip
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s*(?P<half>a\.?m|p\.?m)?")


def normal(shape: Shape, stretch: Stretch | None, text: str) -> str | None:
    """The TIMEX3 value; None where nothing resolves the expression.

    Args:
        shape: what the words say.
        stretch: the interval that they stand for, if one is known.
        text: the expression as worded.
    """
    low = " ".join(text.lower().split())
    if shape.form == "set":
        return _set(shape, low)
    if shape.form == "vague":
        unit = _EVERY.search(low) or _PLURAL.search(low)
        if _NOW.search(low):
            return "PRESENT_REF"
        if unit is not None and "ago" not in low:
            return _length(unit["unit"], 2 if "couple of" in low else 0)  # "recent years"
        return "FUTURE_REF" if _AHEAD.search(low) else "PAST_REF"
    if shape.form in ("duration", "stretch"):
        whole = (low.endswith("-long") and not low.endswith("s-long")) or low.startswith(_WHOLE)
        number = 2 if "couple of" in low else 1 if whole and not shape.n else abs(shape.n)
        return _length(shape.unit, number)
    if shape.form == "event" and stretch is None and shape.n:
        return _length(shape.unit, abs(shape.n))  # "ten days before the vote"
    if stretch is None or stretch.first is None or stretch.last is None:
        return None
    value = _date(shape, stretch, stretch.first, stretch.last)
    if shape.part is None and not shape.clock:
        return value
    return value + _hour(shape, low) if value is not None and len(value) == 10 else value


def _length(unit: str | None, n: float) -> str | None:
    """ "three months" is P3M, "several months" is PXM, "half a year" is P6M."""
    if unit is None:
        return None
    if unit in _LARGER:
        times, letter = _LARGER[unit]
        n, unit_code = n * times, letter  # "decades" are some years
    else:
        unit_code = _UNITS[unit]
    if n % 1 == 0.5 and unit in ("year", "hour"):
        whole = f"{int(n)}" if n >= 1 else ""
        return f"P{whole + 'Y' if whole else ''}6M" if unit == "year" else f"PT{whole + 'H' if whole else ''}30M"
    number = "X" if not n else f"{n:g}" if n < 10**6 else str(int(n))
    return f"PT{number}{unit_code[1:]}" if unit_code[0] == "T" else f"P{number}{unit_code}"


def _set(shape: Shape, low: str) -> str | None:
    if shape.weekday is not None:
        return f"XXXX-WXX-{shape.weekday + 1}"
    for word, value in _ADVERBS.items():
        if low.endswith(word):
            return value
    month = low.split()[-1] if low else ""
    if month in MONTHS:
        return f"XXXX-{MONTHS[month]:02d}"
    if month in SEASONS:
        return f"XXXX-{_SEASONS[SEASONS[month]]}"
    found = _EVERY.search(low)
    return _length(found["unit"], 2 if found["other"] else 1) if found else None


def _date(shape: Shape, stretch: Stretch, first: date, last: date) -> str | None:
    """The date without its hour."""
    year, week, _ = first.isocalendar()
    if shape.form == "unit" and shape.edge is not None and shape.unit in ("month", "year", "week"):
        iso = first.isoformat()
        return f"{year:04d}-W{week:02d}" if shape.unit == "week" else iso[: 7 if shape.unit == "month" else 4]
    if stretch.precision != "interval":
        return stretch.start
    if shape.form == "years" and shape.year is not None and shape.year % 10 == 0 and shape.year2 == shape.year + 9:
        return f"{shape.year:04d}"[:3]  # "the late 1980s"
    days = (last - first).days
    if shape.form == "season":
        return f"{first.year:04d}-{_SEASONS[first.month]}"
    if shape.form == "quarter" or shape.unit == "quarter" or (shape.unit == "year" and 88 < days < 92):
        return f"{first.year:04d}-Q{(first.month + 2) // 3}"
    if days == 6 and first.weekday() == 0:
        return f"{year:04d}-W{week:02d}"
    if days == 1 and first.weekday() == 5:
        return f"{year:04d}-W{week:02d}-WE"
    if last.year - first.year == 9 and first.year % 10 == 0:
        return f"{first.year:04d}"[:3]
    if last.year - first.year == 99:
        return f"{last.year - 1:04d}"[:2]
    return f"{stretch.start}/{stretch.end}"


def _hour(shape: Shape, low: str) -> str:
    """ "T14:30", "TMO" behind a day."""
    if shape.part in _PARTS:
        return "T" + _PARTS[shape.part]
    found = _CLOCK.search(low)
    if found is None or not shape.clock:
        return ""
    hour = int(found["hour"]) % 12 + (12 if found["half"][0] == "p" else 0) if found["half"] else int(found["hour"])
    return f"T{hour:02d}:{found['minute'] or '00'}"
