"""Feast days and holidays that name a day: the rules of `data/holidays.tsv`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from onrecord.codebook.tables import table
from onrecord.when import calendar as cal
from onrecord.when.shape import Rule, Shape

_NTH = re.compile(r"(\d\d)-#(-?\d)-(\d)")


@cache
def _days() -> dict[str, str]:
    return {row["name"]: row["rule"] for row in table("holidays.tsv")}


def feast(name: str, year: int) -> date | None:
    """The day of a feast in a year; None where it moves with the moon."""
    rule = _days()[name]
    if rule == "moves":
        return None
    if rule.startswith("easter"):
        return cal.easter(year) + timedelta(days=int(rule[6:]))
    nth = _NTH.match(rule)
    if nth is None:
        return date(year, int(rule[:2]), int(rule[3:]))
    month, which, weekday = (int(part) for part in nth.groups())
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = cal.end_of_month(year, month)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _feast(m: re.Match[str]) -> Shape:
    name = re.sub(r"\s+", " ", m["name"].replace("’", "'"))
    return Shape("feast", name=name, year=int(m["year"]) if m["year"] else None)


def rules() -> list[Rule]:
    """One rule for all feasts."""
    names = sorted(_days(), key=lambda name: (-len(name), name))
    pattern = "|".join(re.escape(name).replace("\\ ", r"\s+").replace("'", "['’]") for name in names)
    starters = tuple(dict.fromkeys(re.split(r"[^a-z]", name)[0] for name in names))
    return [
        Rule(
            "date.feast",
            re.compile(rf"(?P<name>{pattern})\b(?:,?\s+(?P<year>20\d\d|19\d\d)\b)?(?!\s+(?:island|agreement))"),
            starters,
            _feast,
        )
    ]
