"""Dates as inputs write them, to ISO 8601 with the precision known. No clock is asked."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = {form: n for n, name in enumerate(_MONTH_NAMES, 1) for form in (name, name[:3])} | {"sept": 9}
WEEKDAYS = {form: n for n, name in enumerate(_WEEKDAY_NAMES) for form in (name, name[:3])} | {"tues": 1, "thurs": 3}

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"

_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.A,
)
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)(Z?))?", re.A)
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", re.A)
_LABEL = re.compile(r"^\W*(?:first\s+)?(?:published|posted|date|issued|filed)(?:\s+(?:on|at))?\s*[:|]?\s*", re.I)
_CLOCK = r"(?:\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*\(?(?:[A-Z]{2,4}|[+-]\d\d:?\d\d)\)?)?)"
_WRITTEN = re.compile(
    rf"(?:{_CLOCK}\s*[,|·]?\s*)?(?:{WEEKDAY}\s*,?\s*)?"
    rf"(?:(?P<m1>{MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<m2>{MONTH})[\s,-]+(?P<y2>\d{{4}}))"
    rf"(?:\s*(?:,|at|\||·|-|–|—)?\s*{_CLOCK})?",
    re.I | re.A,
)


def day(year: int, month: int, number: int) -> str | None:
    """`YYYY-MM-DD`, or None where the calendar has no such day."""
    try:
        return date(year, month, number).isoformat() if year >= 1000 else None
    except ValueError:
        return None


def iso_date(value: str) -> str | None:
    """An ISO 8601 date of any precision, a time kept where it is given; None for anything else."""
    found = _ISO.fullmatch(value.strip())
    if not found:
        return None
    year, month, number, hour, minute, second, zone = found.groups()
    if day(int(year), int(month or 1), int(number or 1)) is None:
        return None
    if hour is None:
        return "-".join(part for part in (year, month, number) if part)
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 60:
        return None
    return f"{year}-{month}-{number}T{hour}:{minute}" + (f":{second}" if second else "") + (zone or "")


def written_date(value: str) -> str | None:
    """A date in any form that has one reading: ISO, `20241213`, `Fri, 13 Dec 2024 10:05:00 GMT`, `Dec. 13, 2024`.

    `03/04/2024` has two readings and gives None. Of a spelt date only the day is kept.
    """
    value = _LABEL.sub("", " ".join(value[:120].split())).strip()
    if found := iso_date(value):
        return found
    if basic := _BASIC.fullmatch(value):
        year, month, number, *clock, zone = basic.groups()
        return iso_date(f"{year}-{month}-{number}" + (f"T{':'.join(clock)}{zone}" if clock[0] else ""))
    if slashed := _SLASHED.fullmatch(value):
        return day(*(int(part) for part in slashed.groups()))
    if re.match(r"[A-Za-z]{3},? \d{1,2} [A-Za-z]{3} \d{4} \d", value):
        from email.utils import parsedate_to_datetime  # here, since it costs every start 10 ms

        try:
            return iso_date(parsedate_to_datetime(value).isoformat())
        except ValueError:
            return None
    if spelt := _WRITTEN.fullmatch(value):
        month_name = (spelt["m1"] or spelt["m2"]).rstrip(".").lower()
        return day(int(spelt["y1"] or spelt["y2"]), month_number(month_name), int(spelt["d1"] or spelt["d2"]))
    return None


def month_number(name: str) -> int:
    """1 to 12 for a month's English name, whole or shortened."""
    return MONTHS[name.lower().rstrip(".")[:3]]


def nearest_before(published: str | None, month: int, number: int) -> str | None:
    """The last `month`/`number` not after publication, a day of grace for time zones; None without a month."""
    last = last_day(published)
    if last is None:
        return None
    for year in (last.year + 1, last.year, last.year - 1):
        candidate = day(year, month, number)
        if candidate and candidate <= (last + timedelta(days=1)).isoformat():
            return candidate
    return None


def weekday_before(published: str | None, weekday: int) -> str | None:
    """The last such weekday not after publication; None where the day of publication is unknown."""
    last = last_day(published)
    if last is None or published is None or len(published) < 10:
        return None
    return (last - timedelta(days=(last.weekday() - weekday) % 7)).isoformat()


def last_day(published: str | None) -> date | None:
    """The last day that `published` may mean; None where it is unknown or a whole year."""
    if not published or len(published) < 7:
        return None
    year, month = int(published[:4]), int(published[5:7])
    if year >= 9999:
        return None
    if len(published) >= 10:
        return date.fromisoformat(published[:10])
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)
