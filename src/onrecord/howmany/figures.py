"""Figures: where a number stands in the text, and its value, before anything bounds it or names what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.language import Parsed
from onrecord.language.numerals import CARDINALS, NUMERAL, ORDINALS, SMALL, ordinal, value

_WORD = re.compile(r"[a-z]+|\d")
_SCALES = {"hundreds": 100, "thousands": 1000, "millions": 10**6, "billions": 10**9, "trillions": 10**12}
_TENS_OF = {"tens": 10, "hundreds": 100, "dozens": 12, "scores": 20}
_MULTIPLE = re.compile(
    r"(?:(?P<tens>tens|hundreds|dozens|scores)\s+(?:and\s+(?:tens|hundreds)\s+)?of\s+)?(?P<scale>hundreds|thousands|"
    r"millions|billions|trillions)\b(?P<next>\s+of\s+(?:thousands|millions|billions)\b)?|(?P<few>dozens|scores)\b"
)
_SEVERAL = re.compile(
    r"(?:several|a\s+few|many|few)\s+(?P<scale>dozen|hundred|thousand|million|billion)\b(?:\s+(?P<next>thousand|million|billion)\b)?"
)
_DOZEN = re.compile(
    rf"(?:(?P<half>(?:a\s+)?half(?:\s+a(?=\s)|(?=-)))(?=[\s-])|(?P<a>a)|(?P<n>{NUMERAL}))(?:\s+|-)(?P<word>dozen|score)\b(?!s)"
)
_FRACTION = re.compile(
    r"(?P<top>an?|one|two|three|four|five|six|seven|eight|nine)(?:\s+|-)(?P<bottom>half|halves|third|quarter|fourth|fifth|"
    r"sixth|seventh|eighth|ninth|tenth|hundredth)s?\b(?!-)"
)
_OUT_OF = re.compile(rf"(?P<top>{NUMERAL})\s+(?:in|out\s+of)\s+(?P<every>every\s+)?(?P<bottom>{NUMERAL})(?![\w,.-]*\d)")
_DIGIT_FRACTION = re.compile(r"(?P<top>[1-9])/(?P<bottom>[2-9]|10)(?![\d/])")
GLUED = r"(?:km|kg|cm|mm|m|g|lbs?|ft|mph|kph|[kmgt]wh?|[mgt]b|c|f|pc)"
"""Units that stand right behind a figure, without a space."""
_NUMERAL = re.compile(rf"(?P<n>{NUMERAL})(?:(?![a-z])|(?<=\d)(?={GLUED}\b))(?![.,]?\d|[-–/:]\d+[-–/:])")
_SIMPLE = re.compile(rf"(?P<n>(?:{SMALL})|\d+)(?![\w.,]*\d|[a-z])")
_SCORE = re.compile(r"(?P<a>\d{1,3})[-–](?P<b>\d{1,3})(?!\d|[,.]\d|%|\s?(?:percent|per cent))")
_ODDS = re.compile(
    r"(?P<a>\d[\d,]*)(?:\s+|-)to(?:\s+|-)(?P<b>[1-5](?!\d|[,.]\d|%|\s?(?:percent|per cent))\b"
    r"|\d[\d,]*(?=\s+(?:in|among|with|over|on|for|against)\b|[,.;]\s))"
)
"""Odds and tallies: "3 to 1", "1,428 to 1,153 in pledged delegates"."""
_LIFE = re.compile(r"[2-9]0s\b")
_SLASHED = re.compile(r"\d+/\d")
_PHONE = re.compile(r"0\d+(?:[\s-]\d{2,4})*|\d{3}[\s-]\d{3}[\s-]\d{4}|\d{3,4}\s\d{3,4}\s\d{3,4}")
_ORDINAL_WORD = re.compile(
    rf"(?:\d+(?:st|nd|rd|th)|(?:(?:{'|'.join(w for w in CARDINALS if CARDINALS[w] >= 20)})-)?(?:{'|'.join(ORDINALS)}))"
    r"(?![\w]|-(?!ever|most\b|[a-z]+est\b|in-))"
)
_HALVED_SCALE = re.compile(r"a\s+half(?:\s+a|-)\s*(?P<scale>thousand|million|billion|trillion)\b")
_PLACES = re.compile(r"(?P<n>single|double|triple)(?:\s+|-)(?:digits?|figures?)\b")
_DIGITS = {"single": 1, "double": 2, "triple": 3}
_WHOLES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000)
_BOTTOMS = {"half": 2, "halves": 2, "quarter": 4}
_SCALE_FLOOR = {"dozen": 24, "hundred": 200, "thousand": 2000, "million": 2 * 10**6, "billion": 2 * 10**9}


@dataclass(slots=True)
class Figure:
    """A number in the text.

    Attributes:
        start, end: offsets in `Parsed.text`.
        form: `number` `vague` (dozens) `fraction` `ordinal` `half` `none` `life` (the 20s of one's life)
            `digits` (single digits: their number) `tally` ("3 to 1": no quantity).
        number: its value; of a vague one the least that it means.
        words: whether it is written in words.
    """

    start: int
    end: int
    form: str
    number: int | float
    words: bool


def figures(parsed: Parsed, low: str) -> Iterator[Figure]:
    """All figures of a text in order, names and times not yet sorted out."""
    starters = _STARTERS
    for paragraph in parsed.paragraphs:
        at, end = paragraph.start, paragraph.end
        while True:
            word = _WORD.search(low, at, end)
            if word is None:
                break
            at = word.end()
            text = word[0]
            digit = text.isdigit()
            if not digit and text not in starters:
                continue
            start = word.start()
            if start and _inside(low, start, digit):
                at = _past(low, at, end)
                continue
            phone = _PHONE.match(low, start, end) if digit else None
            if phone is not None:
                at = phone.end()
                continue
            figure = _digits(low, start, end) if digit else _words(low, start, end, text)
            if figure is None:
                at = _past(low, at, end) if digit else at
                continue
            at = figure.end
            yield figure


def _inside(low: str, at: int, digit: bool) -> bool:
    """Whether the word goes on to the left: "su-35", "g20", "1.5", "twenty-one"."""
    before = low[at - 1]
    if before.isalnum() or before in "_@#":
        return True
    if before in "-–/:":
        return at > 1 and (low[at - 2].isalpha() if digit else low[at - 2].isalnum())
    return digit and before in ".," and at > 1 and low[at - 2].isdigit()


def _past(low: str, at: int, end: int) -> int:
    while at < end and (low[at].isalnum() or (low[at] in ".,:/-–" and at + 1 < end and low[at + 1].isdigit())):
        at += 1
    return at


def _digits(low: str, start: int, end: int) -> Figure | None:
    rank = _ORDINAL_WORD.match(low, start, end)
    if rank is not None:
        place = ordinal(rank[0])
        return Figure(start, rank.end(), "ordinal", place, False) if place else None
    portion = _DIGIT_FRACTION.match(low, start, end)
    if portion is not None:
        top, bottom = int(portion["top"]), int(portion["bottom"])
        return Figure(start, portion.end(), "fraction", round(top / bottom, 3), False) if top < bottom else None
    if _LIFE.match(low, start, end):
        return Figure(start, start + 3, "life", int(low[start : start + 2]), False)
    share = _share(low, start, end)
    if share is not None:
        return share
    dozen = _dozen(low, start, end)
    if dozen is not None:
        return dozen
    odds = _ODDS.match(low, start, end)
    if (
        odds is not None
        and odds["b"].strip(",")
        and _plain(odds["a"]) > _plain(odds["b"])
        and not low.startswith("from ", max(0, start - 5))
    ):
        return Figure(start, odds.end(), "tally", 0, False)
    score = _SCORE.match(low, start, end)
    if (score is not None and int(score["a"]) >= int(score["b"])) or _SLASHED.match(low, start, end):
        return None
    found = _NUMERAL.match(low, start, end)
    if found is None or low[found.end() : found.end() + 1] == ":":
        return None
    return _figure(low, start, end, found, False)


def _plain(digits: str) -> int:
    return int(digits.replace(",", ""))


def _words(low: str, start: int, end: int, word: str) -> Figure | None:
    if word in ("several", "few", "many", "a"):
        several = _SEVERAL.match(low, start, end)
        if several is not None:
            least = _SCALE_FLOOR[several["scale"]]
            least *= {"thousand": 1000, "million": 10**6, "billion": 10**9}.get(several["next"] or "", 1)
            return Figure(start, several.end(), "vague", least, True)
    if word in _SCALES or word in ("tens", "dozens", "scores"):
        return _multiple(low, start, end)
    dozen = _dozen(low, start, end)
    if dozen is not None:
        return dozen
    halved = _HALVED_SCALE.match(low, start, end)
    if halved is not None:
        return Figure(start, halved.end(), "number", _SCALES[halved["scale"] + "s"] // 2, True)
    share = _share(low, start, end)
    if share is not None:
        return share
    portion = _FRACTION.match(low, start, end)
    if portion is not None:
        return _portion(low, start, portion)
    rank = _ORDINAL_WORD.match(low, start, end)
    if rank is not None:
        place = ordinal(rank[0])
        return Figure(start, rank.end(), "ordinal", place, True) if place else None
    places = _PLACES.match(low, start, end)
    if places is not None:
        return Figure(start, places.end(), "digits", _DIGITS[places["n"]], True)
    found = _NUMERAL.match(low, start, end)
    if found is not None and found["n"] != "a":
        return _figure(low, start, end, found, True)
    if word == "half":
        return Figure(start, start + 4, "half", 0.5, True)
    if word == "no":
        return Figure(start, start + 2, "none", 0, True)
    return None


def _figure(low: str, start: int, end: int, found: re.Match[str], words: bool) -> Figure | None:
    """A plain number; where the words make none ("three and five"), the first of them."""
    number = value(found["n"])
    if number is None:
        found = _SIMPLE.match(low, start, end) or found
        number = value(found["n"])
    return None if number is None else Figure(start, found.end(), "number", number, words)


def _multiple(low: str, start: int, end: int) -> Figure | None:
    """ "dozens", "tens of thousands": the least that the words mean."""
    found = _MULTIPLE.match(low, start, end)
    if found is None:
        return None
    if found["few"]:
        return Figure(start, found.end(), "vague", 24 if found["few"] == "dozens" else 40, True)
    scale = _SCALES[found["scale"]]
    least: int = 2 * scale
    if found["tens"]:
        least = 2 * _TENS_OF[found["tens"]] * scale
    if found["next"]:
        least = 2 * scale * _SCALES[found["next"].split()[-1]]
    return Figure(start, found.end(), "vague", least, True)


def _dozen(low: str, start: int, end: int) -> Figure | None:
    found = _DOZEN.match(low, start, end)
    if found is None:
        return None
    times = 0.5 if found["half"] else 1 if found["a"] else value(found["n"])
    if times is None or (found["word"] == "score" and found["a"]):
        return None
    number = times * (12 if found["word"] == "dozen" else 20)
    return Figure(start, found.end(), "number", int(number) if number == int(number) else number, True)


def _share(low: str, start: int, end: int) -> Figure | None:
    """ "one in five", "three out of four"."""
    found = _OUT_OF.match(low, start, end)
    if found is None:
        return None
    top, bottom = value(found["top"]), value(found["bottom"])
    if top is None or bottom is None or not 0 < top < bottom:
        return None
    if top > 10 or bottom not in _WHOLES or not (found["every"] or " out " in found[0] or found["top"] in CARDINALS):
        return None
    return Figure(start, found.end(), "fraction", round(top / bottom, 3), True)


def _portion(low: str, start: int, found: re.Match[str]) -> Figure | None:
    top = 1 if found["top"] in ("a", "an") else CARDINALS[found["top"]]
    bottom = _BOTTOMS.get(found["bottom"]) or ordinal(found["bottom"])
    if bottom is None or top >= bottom:
        return None
    plural = low[found.end() - 1] == "s"
    if top == 1 and found["top"] != "one" and bottom not in (2,):
        # "a third official" is a rank, "a third of them" a share
        of = re.compile(r"\s+(?:of\b|more\b|less\b|fewer\b|were\b|was\b|are\b|is\b|[.,;])|[.,;]")
        if not of.match(low, found.end()):
            return None
    elif not plural and top > 1:
        return None
    return Figure(start, found.end(), "fraction", round(top / bottom, 3), True)


_STARTERS = frozenset((
    *CARDINALS, *ORDINALS, *_SCALES, "tens", "dozens", "scores", "a", "an", "half", "several", "few", "many", "no",
    *_DIGITS,
))  # fmt: skip
