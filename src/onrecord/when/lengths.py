"""Rules for durations, sets, vague times and times of day."""

from __future__ import annotations

import re

from onrecord.language.numerals import NUMERAL
from onrecord.when.dates import DIGITS
from onrecord.when.relative import BOUND_STARTS, BOUNDS, NUMBER_STARTS
from onrecord.when.shape import Rule, Shape
from onrecord.when.words import COUNT, FULL_WEEKDAYS, PARTS, UNIT, UNITS, WEEKDAYS, count

_PLURALS = (*(word + "s" for word in ("second", "minute", "hour", "day", "night", "week", "month", "year", "decade")),
            "centuries")  # fmt: skip


def _duration(m: re.Match[str]) -> Shape | None:
    unit = UNITS[m["unit"]]
    if m["few"]:
        return Shape("duration", unit=unit)
    n = count(m["n"])
    if not n or unit == "quarter" or (unit == "second" and not m[0].endswith("s")):
        return None
    if m["n"] in ("a", "an") and not m.groupdict().get("rest"):
        return Shape("duration", unit=unit, n=n, weak="a")
    return Shape("duration", unit=unit, n=n)


def _plural(m: re.Match[str]) -> Shape:
    return Shape("duration", unit=UNITS[m["unit"]], weak=None if m["head"] else "plural")


def _long(m: re.Match[str]) -> Shape:
    return Shape("duration", unit=UNITS[m["unit"]])


def _set(m: re.Match[str]) -> Shape:
    return Shape("set")


def _set_weekday(m: re.Match[str]) -> Shape:
    return Shape("set", weekday=WEEKDAYS[m["weekday"]])


def _vague(m: re.Match[str]) -> Shape:
    return Shape("vague")


def _clock(m: re.Match[str]) -> Shape | None:
    hour = m["hour"]
    if hour is not None and int(hour) > 24:
        return None
    return Shape("part", part="clock", clock=True)


def _hours(m: re.Match[str]) -> Shape:
    return Shape("part", part="early hours")


def _part(m: re.Match[str]) -> Shape:
    return Shape("part", part=m["part"], weak=m["lead"] or "bare")


def rules() -> list[Rule]:
    """All rules of this module."""
    zone = r"(?:\s*\(?(?:gmt|utc|est|edt|et|pst|pdt|pt|cet|cest|bst|msk|ist|jst|kst|local\s+time|\w+\s+time)\b\)?)?"
    half = r"(?:am|pm|a\.m\.|p\.m\.|a\.m|p\.m)(?!\w)"
    return [
        Rule("length.count", re.compile(
            rf"{BOUNDS}{COUNT}(?:\s+|-)(?P<rest>more\s+|or\s+so\s+|or\s+more\s+|additional\s+|full\s+|long\s+|"
            rf"consecutive\s+|straight\s+|solid\s+|whole\s+|working\s+|business\s+|calendar\s+)?{UNIT}"
            r"(?:\s+and\s+a\s+half\b|(?:\s+and|,)?\s+\d+\s+(?:minutes|seconds|days|months|hours)\b|\s+or\s+(?:so|two|more|longer)\b)?(?:-long\b)?"
            r"(?!\s+(?:year|month)s?[- ]old)"),
             (*NUMBER_STARTS, *BOUND_STARTS), _duration),
        Rule("length.range", re.compile(
            rf"(?:between\s+)?(?:{COUNT})\s*(?:-|–|\s+to\s+|\s+or\s+|\s+and\s+)\s*(?:{NUMERAL}|an?)(?:\s+|-){UNIT}"),
             (*NUMBER_STARTS, "between"), _duration),
        Rule("length.plural", re.compile(
            r"(?P<head>(?:(?:tens|dozens|hundreds|thousands|millions)\s+of\s+|many\s+|long\s+|those\s+|these\s+){0,2})"
            rf"{UNIT}(?:\s+and\s+(?:years|months|weeks|days)\b|-long\b)?"),
             (*_PLURALS, *UNITS, "tens", "dozens", "hundreds", "thousands", "millions", "many", "long"),
             _long_or_plural),
        Rule("length.whole", re.compile(
            rf"(?:all|the\s+whole|the\s+entire|the\s+rest\s+of\s+the|throughout\s+the|much\s+of\s+the|most\s+of\s+the)"
            rf"\s+{UNIT}"),
             ("all", "the", "throughout", "much", "most"), _long),
        Rule("set.every", re.compile(
            rf"(?:every|each)\s+(?:other\s+|single\s+|few\s+|(?:{COUNT})\s+)?(?:{UNIT}|(?:{'|'.join(FULL_WEEKDAYS)})\b|(?:"
            rf"{'|'.join(PARTS)}|spring|summer|autumn|winter|january|february|march|april|june|july|august|september"
            r"|october|november|december)\b)"),
             ("every", "each"), _set),
        Rule("set.adverb", re.compile(
            r"(?:(?:once|twice|three\s+times|four\s+times|several\s+times|\d+\s+times)\s+(?:a|an|each|every|per)\s+"
            r"(?:day|week|month|year|decade|hour)\b|(?:once|twice)[ -](?:daily|weekly|yearly|monthly)\b)"),
             ("once", "twice", "three", "four", "several", *DIGITS), _set),
        Rule("set.daily", re.compile(
            r"(?:twice-|bi-?|semi-?)?(?:daily|hourly|nightly|weekly|fortnightly|monthly|quarterly|yearly|annually)\b"),
             ("daily", "hourly", "nightly", "weekly", "fortnightly", "monthly", "quarterly", "yearly", "annually",
              "biweekly", "bimonthly", "bi", "biannually", "semi", "twice"), _set),
        Rule("set.per", re.compile(r"(?:per|a|an)\s+(?:second|minute|hour|day|night|week|month|year)\b"),
             ("per",), _set),
        Rule("set.weekdays", re.compile(rf"(?P<weekday>{'|'.join(FULL_WEEKDAYS)})s\b"),
             tuple(word + "s" for word in FULL_WEEKDAYS), _set_weekday),
        Rule("vague.recent", re.compile(
            r"(?:the\s+)?(?:more\s+|most\s+)?(?:recent|coming|past|last|next|final|first|closing|following|"
            r"ensuing|intervening|later|previous)\s+"
            r"(?:few\s+|several\s+|couple\s+of\s+|handful\s+of\s+)?"
            r"(?:hours|days|weeks|months|years|decades|centuries|times|seasons)\b"
            r"(?:\s+(?:and|or)\s+(?:days|weeks|months|years|decades)\b)?"),
             ("the", "recent", "more", "most", "coming", "past", "last", "next", "following", "ensuing", "previous"),
             _vague),
        Rule("vague.future", re.compile(
            r"(?:the\s+)?(?:very\s+)?(?:near|foreseeable|not[- ]too[- ]distant|immediate|distant|recent)\s+"
            r"(?:future|past)\b|(?:these|those)\s+days\b|the\s+(?:weeks|days|months|years)\s+(?:ahead|to\s+come)\b"),
             ("the", "near", "foreseeable", "these", "those", "recent"), _vague),
        Rule("vague.adverb", re.compile(
            r"(?:(?:more|most|very|until|only)\s+)?(?:recently|lately)\b|(?:currently|presently|nowadays)\b|"
            r"at\s+(?:present|the\s+moment)\b|(?<=\sin\s)the\s+(?:past|future)\b(?!\s+\w+s?\s+(?:years|days|weeks|months))"),
             ("recently", "lately", "currently", "presently", "nowadays", "at", "the", "more", "most", "very", "until",
              "only"), _vague),
        Rule("vague.over", re.compile(r"(?<=over\s)the\s+(?:days|weeks|months|years|decades|centuries)\b"), ("the",),
             _vague),
        Rule("time.early-hours", re.compile(
            r"(?:the\s+)?(?:very\s+)?(?:early|small|late|late-night|predawn|pre-dawn)(?:\s+morning|\s+evening)?\s+hours\b"),
             ("the", "early", "small", "late", "predawn", "pre"), _hours),
        Rule("time.clock", re.compile(
            rf"(?:(?:about|around|shortly\s+after|just\s+after|just\s+before|exactly)\s+)?"
            rf"(?:(?P<hour>[01]?\d|2[0-4])(?:[:.](?:[0-5]\d)(?::\d\d)?)?(?:\s?{half}{zone}|(?<=:\d\d){zone}|"
            rf"(?<=:\d\d:\d\d){zone}|(?:\s+o['’]clock){zone}|(?<=[:.]\d\d)\s(?:gmt|utc|local\s+time))|"
            rf"(?:[01]\d|2[0-3])[0-5]\d\s?(?:hours|hrs|gmt|utc|local\s+time)\b(?:\s*(?:gmt|utc)\b)?)"
            rf"(?:\s*\((?:[^()]{{1,20}}(?:gmt|utc|et|est|edt))\))?"),
             (*DIGITS, "about", "around", "shortly", "just", "exactly"), _clock),
        Rule("time.part", re.compile(
            r"(?P<lead>(?:the\s+)?(?:(?:very\s+)?early\s+|late\s+|mid[- ])?(?:hours\s+of\s+)?(?:the\s+)?"
            r"(?:early\s+|late\s+|mid[- ])?)"
            rf"(?P<part>{'|'.join(PARTS)})\b{zone}"),
             ("the", "early", "late", "mid", *PARTS), _part),
    ]  # fmt: skip


def _long_or_plural(m: re.Match[str]) -> Shape | None:
    if m[0].endswith("-long"):
        return _long(m)
    if not re.match(r"(?:\S+\s+)*(?:\w+s|centuries)\b", m[0]) or (
        m["unit"] + "s" not in m[0] and "centuries" not in m[0]
    ):
        return None
    return _plural(m)
