"""Rules for calendar expressions: days, months, years, decades, weekdays, seasons, quarters."""

from __future__ import annotations

import re

from onrecord.language.numerals import ordinal
from onrecord.when.shape import Rule, Shape
from onrecord.when.words import (
    ANY_WEEKDAY,
    DAY,
    EDGES,
    FULL_WEEKDAYS,
    MONTH,
    MONTHS,
    PART,
    PARTS,
    SEASON,
    SEASONS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
)

DIGITS = tuple("0123456789")
_EDGE = r"(?:(?:the\s+)?(?P<edge>early|mid|late)(?:\s+|-)(?:in\s+)?)?"
_OF_EDGE = (
    r"(?:(?:the\s+)?(?:very\s+)?(?P<of>beginning|start|end|middle|first\s+half|second\s+half|turn|close|early\s+days"
    r"|final\s+days|last\s+days|first\s+days|first\s+weeks|last\s+weeks|eve)\s+of\s+)?"
)
_EDGE_STARTS = ("the", "early", "mid", "late", "beginning", "start", "end", "middle", "first", "second")


def _edge(m: re.Match[str]) -> str | None:
    groups = m.groupdict()
    if groups.get("edge"):
        return groups["edge"]
    of = groups.get("of")
    return EDGES.get(" ".join(of.split()), "early") if of else None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    digits = text.lstrip("'’")
    if len(digits) == 2:
        return 1900 + int(digits) if int(digits) >= 50 else 2000 + int(digits)
    return int(digits)


def _valid(shape: Shape) -> Shape | None:
    if shape.day is not None and shape.month is not None:
        longest = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[shape.month - 1]
        if not 1 <= shape.day <= longest or (shape.day2 is not None and not shape.day <= shape.day2 <= longest):
            return None
    return shape


def _day(m: re.Match[str]) -> Shape | None:
    groups = m.groupdict()
    return _valid(
        Shape(
            "day",
            year=_year(groups.get("year")),
            month=MONTHS[groups["month"]],
            day=int(groups["day"]),
            day2=int(groups["day2"]) if groups.get("day2") else None,
            part=groups.get("part"),
        )
    )


def _month(m: re.Match[str]) -> Shape | None:
    groups = m.groupdict()
    name, rel, year = groups["month"], groups.get("rel"), groups.get("year")
    weak = name if name in ("may", "march", "mar", "sun", "sat") or len(name) == 3 else None
    edge = _edge(m)
    if year:
        weak = None
    return Shape("month", year=_year(year), month=MONTHS[name], rel=_rel(rel), edge=edge, weak=weak)


def _rel(word: str | None) -> str | None:
    if not word:
        return None
    word = word.split()[-1]
    return {"past": "last", "previous": "that-last", "coming": "next", "upcoming": "next", "current": "this",
            "following": "that-next", "latest": "last", "same": "same"}.get(word, word)  # fmt: skip


def _iso(m: re.Match[str]) -> Shape | None:
    month, day = int(m["m"]), int(m["d"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return _valid(Shape("day", year=int(m["y"]), month=month, day=day))


def _slashed(m: re.Match[str]) -> Shape | None:
    """Day and month in the order that is possible; both are: the year alone is known."""
    first, second = int(m["a"]), int(m["b"])
    year = _year(m["y"])
    if first > 12 >= second >= 1 and first <= 31:
        return _valid(Shape("day", year=year, month=second, day=first))
    if second > 12 >= first >= 1 and second <= 31:
        return _valid(Shape("day", year=year, month=first, day=second))
    if first == second and 1 <= first <= 12:
        return Shape("day", year=year, month=first, day=second)
    if 1 <= first <= 12 and 1 <= second <= 12:
        return Shape("year", year=year, weak=f"ambiguous:{first}/{second}")
    return None


def _bare_year(m: re.Match[str]) -> Shape | None:
    groups = m.groupdict()
    edge = _edge(m)
    return Shape("year", year=int(groups["year"]), edge=edge, weak=None if edge or groups.get("fiscal") else "year")


def _years(m: re.Match[str]) -> Shape | None:
    first, last = int(m["year"]), m["last"]
    second = int(last) if len(last) == 4 else first - first % 100 + int(last)
    if second <= first or second - first > 200:
        return None
    return Shape("years", year=first, year2=second)


_DECADE_WORDS = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
                 "eighties": 80, "nineties": 90}  # fmt: skip


def _decade(m: re.Match[str]) -> Shape | None:
    groups = m.groupdict()
    if groups.get("word"):
        first = 1900 + _DECADE_WORDS[groups["word"]]
    else:
        first = int(groups["decade"].lstrip("'’"))
        if first < 100:
            first += 1900 if first >= 30 else 2000
    if first % 100 == 0 and first < 2000:
        return Shape("years", year=first, year2=first + 99, edge=_edge(m))
    return Shape("years", year=first, year2=first + 9, edge=_edge(m))


def _century(m: re.Match[str]) -> Shape | None:
    number = ordinal(m["c"] + ("th" if m["c"].isdigit() else "")) or 0
    return Shape("years", year=number * 100 - 99, year2=number * 100, edge=_edge(m)) if 1 <= number <= 30 else None


def _weekday(m: re.Match[str]) -> Shape | None:
    groups = m.groupdict()
    return Shape(
        "weekday",
        weekday=WEEKDAYS[groups["weekday"]],
        rel=_rel(groups.get("rel") or groups.get("rel2")),
        edge=groups.get("edge"),
        part=groups.get("part") or groups.get("part2"),
    )


def _season(m: re.Match[str]) -> Shape | None:
    groups = m.groupdict()
    return Shape("season", year=_year(groups.get("year")), month=SEASONS[groups["season"]],
                 rel=_rel(groups.get("rel")), edge=_edge(m), weak=None if groups.get("year") or groups.get("rel")
                 else groups["season"])  # fmt: skip


_RANKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


def _quarter(m: re.Match[str]) -> Shape | None:
    groups = m.groupdict()
    number = int(groups["q"]) if groups.get("q") else _RANKS[groups["rank"]]
    return Shape("quarter", year=_year(groups.get("year")), n=number, rel=_rel(groups.get("rel")))


_RELATIVE = r"(?:(?:the\s+)?(?P<rel>last|next|this(?:\s+(?:past|coming))?|past|previous|following|coming)\s+)?"
_YEAR_AFTER = rf"(?:,?\s+(?:of\s+|in\s+)?{YEAR}|\s+(?P<short>['’]\d\d)\b)?"
_ZONE = r"(?:\s+(?:local|\w+)\s+time\b)?"
_MONTH_STARTS = tuple(MONTHS)
_WEEKDAY_STARTS = tuple(WEEKDAYS)
_REL_STARTS = ("last", "next", "this", "past", "previous", "following", "coming", "the")


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def rules() -> list[Rule]:
    """All rules of this module."""
    head = rf"(?:{ANY_WEEKDAY},?\s+(?:the\s+)?)?"
    more = r"(?:\s*(?:-|–|—|to|through|and)\s*(?P<day2>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?(?![\w%/]|[.,]\d))?"
    part = rf"(?:(?:the\s+)?{PART}\s+of\s+)?"
    return [
        Rule("date.month-day", _compile(rf"{head}{_EDGE}{MONTH}\s*{DAY}{more}(?:(?:,\s*|\s+){YEAR})?(?:\s+{PART})?"),
             (*_MONTH_STARTS, *_WEEKDAY_STARTS, "early", "late"), _day),
        Rule("date.day-month", _compile(
            rf"{head}{part}(?:the\s+)?{DAY}(?:\s*(?:-|–|—|to|and)\s*(?P<day2>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?)?"
            rf"(?:\s+of)?(?:\s+|-){MONTH}(?:(?:,?\s*|-){YEAR})?"),
             (*DIGITS, *_WEEKDAY_STARTS, "the", *PARTS), _day),
        Rule("date.month", _compile(rf"{_OF_EDGE}{_EDGE}{_RELATIVE}{MONTH}{_YEAR_AFTER}"),
             (*_MONTH_STARTS, *_EDGE_STARTS, *_REL_STARTS), _month),
        Rule("date.iso", _compile(r"(?P<y>1[6-9]\d\d|20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"), DIGITS, _iso),
        Rule("date.slashed", _compile(
            r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d|\d\d)(?!\d|[/.]\d)"),
             DIGITS, _slashed),
        Rule("date.year", _compile(rf"{_OF_EDGE}{_EDGE}(?P<fiscal>fiscal\s+(?:year\s+)?)?{YEAR}"),
             (*DIGITS, *_EDGE_STARTS, "fiscal"), _bare_year),
        Rule("date.years", _compile(
            r"(?P<year>1[5-9]\d\d|20\d\d)\s?[-–—/]\s?(?P<last>(?:1[5-9]|20)\d\d|\d\d)(?![\w-])"),
             DIGITS, _years),
        Rule("date.decade", _compile(
            rf"{_OF_EDGE}(?:the\s+)?{_EDGE}(?:(?P<decade>(?:['’]?(?:1[5-9]|20)\d0|['’][2-9]0|(?<=the\s)[2-9]0))(?:'|’)?s\b"
            rf"|(?:(?<=the\s)|(?<=early\s)|(?<=late\s)|(?<=mid-))(?P<word>{'|'.join(_DECADE_WORDS)})\b)"),
             (*DIGITS, *_EDGE_STARTS), _decade),
        Rule("date.century", _compile(
            rf"{_OF_EDGE}(?:the\s+)?{_EDGE}(?P<c>\d\d?(?=th|st)|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
            r"|twenty-first)(?:th|st)?(?:\s+|-)century\b"),
             (*DIGITS, *_EDGE_STARTS, "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty"),
             _century),
        Rule("date.weekday", _compile(
            rf"(?:(?:the\s+)?{PART}\s+(?:of|on)\s+)?(?:(?P<edge>early|late|earlier|later)\s+(?:on\s+|last\s+)?)?"
            rf"{_RELATIVE}{WEEKDAY}(?:\s+(?P<rel2>last|next)\b(?!\s+(?:week|month|year)))?"
            rf"(?:\s+(?:early\s+|late\s+)?(?P<part2>{'|'.join(PARTS)})\b)?{_ZONE}"),
             (*FULL_WEEKDAYS, "early", "late", "earlier", "later", *_REL_STARTS, *PARTS), _weekday),
        Rule("date.season", _compile(rf"{_OF_EDGE}{_EDGE}(?:the\s+)?{_RELATIVE}{SEASON}(?:\s+(?:of\s+)?{YEAR})?"),
             (*SEASONS, *_EDGE_STARTS, *_REL_STARTS), _season),
        Rule("date.quarter", _compile(
            rf"(?:the\s+)?(?P<rank>first|second|third|fourth|1st|2nd|3rd|4th)(?:\s+|-)(?:fiscal\s+)?quarter\b"
            rf"(?:\s+(?:of\s+)?{YEAR}|\s+of\s+(?P<rel>last|this|next)\s+year)?"),
             ("the", *_RANKS, *DIGITS), _quarter),
        Rule("date.q", _compile(rf"q(?P<q>[1-4])\b(?:\s+(?:of\s+)?{YEAR})?"), ("q",), _quarter),
    ]  # fmt: skip
