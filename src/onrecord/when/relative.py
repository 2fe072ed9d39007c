"""Rules for expressions counted from publication or from a date named before: "last week", "two days later"."""

from __future__ import annotations

import re

from onrecord.when.dates import DIGITS, _rel
from onrecord.when.shape import Rule, Shape
from onrecord.when.words import COUNT, EDGES, PART, UNIT, UNITS, count

NUMBER_STARTS = (*DIGITS, "a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
                  "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
                  "half", "several", "few", "many", "couple", "some")  # fmt: skip
BOUNDS = (r"(?:(?:about|around|approximately|roughly|nearly|almost|some|just|only|barely|exactly|more\s+than|"
          r"less\s+than|fewer\s+than|well\s+over|over|under|at\s+least|at\s+most|up\s+to|as\s+long\s+as|"
          r"as\s+many\s+as|as\s+little\s+as|close\s+to|no\s+more\s+than|no\s+less\s+than|another|a\s+further|"
          r"an\s+additional|the\s+first|the\s+full|a\s+total\s+of|an\s+estimated|a\s+record|an\s+average\s+of|"
          r"an\s+extra)\s+)?")  # fmt: skip
BOUND_STARTS = ("about", "around", "approximately", "roughly", "nearly", "almost", "some", "just", "only", "barely",
                "exactly", "more", "less", "fewer", "well", "over", "under", "at", "up", "as", "close", "no", "another",
                "the")  # fmt: skip
_EDGE = r"(?:(?P<edge>early|earlier|late|later|mid)(?:\s+|-)(?:on\s+|in\s+)?)?"
_OF = (r"(?:(?:the\s+)?(?P<of>beginning|start|end|middle|first\s+half|second\s+half|turn|close|first\s+days|"
       r"last\s+days)\s+of\s+)?")  # fmt: skip
_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def _edge(m: re.Match[str]) -> str | None:
    groups = m.groupdict()
    of = groups.get("of")
    return EDGES.get(" ".join(of.split()), "early") if of else groups.get("edge")


def _deictic(m: re.Match[str]) -> Shape:
    word = m["word"]
    part = m["part"] or ("night" if word == "tonight" else None)
    return Shape("shift", unit="day", n=_DAYS[word], part=part, edge=_edge(m))


def _day_before(m: re.Match[str]) -> Shape:
    return Shape("shift", unit="day", n=-2 if m["side"] == "before" else 2)


def _this_part(m: re.Match[str]) -> Shape:
    return Shape("shift", unit="day", n=-1 if m["rel"] == "last" else 0, part=m["part"], edge=m["edge"])


def _overnight(m: re.Match[str]) -> Shape:
    return Shape("part", part="overnight")


def _unit(m: re.Match[str]) -> Shape | None:
    """ "last week", "this year", "the same day", "that month"."""
    rel, unit = _rel(m["rel"]), UNITS[m["unit"]]
    if m["unit"] + "s" == m[0].split()[-1]:
        return None
    if (
        rel == "last"
        and m["rel"].endswith("past")
        and unit not in ("weekend", "night", "fortnight", "second", "minute")
    ):
        return Shape("stretch", unit=unit, n=-1, edge=_edge(m))
    if unit in ("second", "minute", "hour"):
        return Shape("stretch", unit=unit, n=-1 if rel == "last" else 1) if rel in ("last", "next") else None
    if unit == "day" and rel == "last":
        return None
    if rel == "next" and (unit == "day" or m[0].startswith("the ")):
        rel = "that-next"
    return Shape("unit", unit=unit, rel=rel, edge=_edge(m))


def _stretch(m: re.Match[str]) -> Shape | None:
    rel = _rel(m["rel"])
    if m["few"] or m["far"]:
        return Shape("vague", unit=UNITS[m["unit"]])
    n = count(m["n"])
    if not n:
        return None
    if rel in ("first", "final"):
        return Shape("duration", unit=UNITS[m["unit"]], n=n)
    return Shape("stretch", unit=UNITS[m["unit"]], n=n if rel in ("next", "that-next") else -n,
                 frm="context" if rel and rel.startswith("that") else "published")  # fmt: skip


def _shift(m: re.Match[str]) -> Shape | None:
    groups = m.groupdict()
    side = " ".join(m["side"].split())
    unit = UNITS[m["unit"]]
    if m["few"]:
        return Shape("vague", unit=unit)
    n = count(m["n"])
    if not n:
        return None
    if side in ("before", "after"):
        return Shape("event", unit=unit, n=-n if side == "before" else n)
    if unit in ("second", "minute", "hour"):
        return Shape("part", part="clock", clock=True)
    sign = -1 if side in ("ago", "earlier", "back", "previously", "prior", "before that") else 1
    frm = "published" if side in ("ago", "from now", "hence", "back") else "context"
    if groups.get("of") and unit == "year":
        return None
    more = m[0].startswith(("more", "over", "well", "at least"))
    return Shape("shift", unit=unit, n=sign * n, frm=frm, edge="more" if more and sign < 0 else None)


def _night(m: re.Match[str]) -> Shape:
    """ "the next morning", "that night"."""
    return Shape("unit", unit="day", rel=_rel(m["rel"]) if m["rel"] != "next" else "that-next", part=m["part"])


def _the_day(m: re.Match[str]) -> Shape:
    """ "the day before the vote", "the year before"."""
    n = -1 if m["side"] == "before" else 1
    if m["end"] is not None:
        return Shape("shift", unit=UNITS[m["unit"]], n=n, frm="context")
    return Shape("event", unit=UNITS[m["unit"]], n=n)


def _week_of(m: re.Match[str]) -> Shape:
    return Shape("event", unit=UNITS[m["unit"]], n=0, weak="base")


def _weekend(m: re.Match[str]) -> Shape:
    return Shape("unit", unit="weekend")


def _end_of(m: re.Match[str]) -> Shape:
    unit = UNITS[m["unit"]]
    return Shape("unit", unit=unit, rel="that" if unit in ("day", "night") else "this", edge=_edge(m))


def _year_end(m: re.Match[str]) -> Shape:
    return Shape("unit", unit=UNITS[m["unit"]], rel="this", edge="late")


def _bare_ago(m: re.Match[str]) -> Shape:
    return Shape("vague", unit=UNITS[m["unit"]])


def rules() -> list[Rule]:
    """All rules of this module."""
    rel = (r"(?:the\s+)?(?P<rel>last|next|this\s+past|this\s+coming|this|past|previous|following|coming|current|latest"
           r"|that\s+same|that|same)")  # fmt: skip
    return [
        Rule("relative.day", re.compile(rf"{_EDGE}(?P<word>yesterday|today|tomorrow|tonight)\b(?:\s+{PART})?"),
             (*_DAYS, "early", "earlier", "late", "later"), _deictic),
        Rule("relative.day-before", re.compile(r"the\s+day\s+(?P<side>before|after)\s+(?:yesterday|tomorrow)\b"),
             ("the",), _day_before),
        Rule("relative.part", re.compile(rf"(?:(?P<edge>early|late|earlier|later)\s+)?(?P<rel>this|last)\s+{PART}"),
             ("this", "last", "early", "late", "earlier", "later"), _this_part),
        Rule("relative.overnight", re.compile(r"overnight\b"), ("overnight",), _overnight),
        Rule("relative.unit", re.compile(rf"{_OF}{_EDGE}{rel}\s+(?:fiscal\s+|calendar\s+|business\s+)?{UNIT}"),
             ("last", "next", "this", "past", "previous", "following", "coming", "current", "latest", "same", "the",
              "that", "early", "earlier", "late", "later", "mid", "beginning", "start", "end", "middle"), _unit),
        Rule("relative.stretch", re.compile(
            rf"(?:the\s+)?(?P<rel>last|next|this\s+past|past|previous|following|coming|preceding|first|final)\s+{COUNT}"
            rf"(?P<far>\s*(?:-|–|to|or)\s*\w+)?(?:\s+|-)(?:or\s+so\s+)?{UNIT}"),
             ("last", "next", "this", "past", "previous", "following", "coming", "preceding", "the", "first", "final"),
             _stretch),
        Rule("relative.shift", re.compile(
            rf"{BOUNDS}{COUNT}(?:\s+|-)(?:more\s+|or\s+so\s+)?(?:long\s+|full\s+)?{UNIT}\s+"
            r"(?P<side>ago|earlier|later|from\s+now|hence|back|previously|before|after|prior)\b"),
             (*NUMBER_STARTS, *BOUND_STARTS), _shift),
        Rule("relative.night", re.compile(
            rf"(?:the\s+)?(?P<rel>next|following|previous|same|that\s+same|that)\s+{PART}"),
             ("the", "next", "following", "previous", "same", "that"), _night),
        Rule("relative.the-day", re.compile(
            r"the\s+(?:very\s+)?(?P<unit>day|night|week|month|year)\s+(?P<side>before|after)\b"
            r"(?P<end>(?=\s*(?:[.,;:)\"”]|and\b|$)))?"),
             ("the",), _the_day),
        Rule("relative.week-of", re.compile(r"the\s+(?P<unit>week|weekend)\s+of\s+"), ("the",), _week_of),
        Rule("relative.weekend", re.compile(r"the\s+weekend\b(?!\s+(?:before|after|of))"), ("the",), _weekend),
        Rule("relative.end-of", re.compile(
            r"(?:(?:the\s+)?(?P<of>beginning|start|end|middle|first\s+half|second\s+half|close)\s+of|"
            r"(?P<edge>earlier|later|early|late)\s+(?:on\s+)?in|the\s+rest\s+of|the\s+remainder\s+of)\s+the\s+"
            r"(?P<unit>day|week|month|year|decade|century)\b"),
             ("the", "beginning", "start", "end", "middle", "first", "second", "close", "earlier", "later", "early",
              "late"), _end_of),
        Rule("relative.year-end", re.compile(r"(?P<unit>year|month)(?:['’]s)?(?:\s+|-)end\b"), ("year", "month"),
             _year_end),
        Rule("relative.bare-ago", re.compile(
            r"(?:the\s+)?(?:(?:many|hundreds\s+of|thousands\s+of|dozens\s+of|just|only)\s+)?"
            r"(?P<unit>second|minute|hour|day|night|week|month|year|decade|centurie)s\s+"
            r"(?:ago|earlier|later|before|after|from\s+now|since|ahead|leading\s+up\s+to|that\s+followed|to\s+come)\b"),
             (*(word + "s" for word in UNITS), "centuries", "hundreds", "thousands", "dozens", "the", "just", "only"),
             _bare_ago),
    ]  # fmt: skip
