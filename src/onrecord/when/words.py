"""The words that time expressions are made of, and the regular expressions of them (lower case)."""

from __future__ import annotations

from onrecord.language.numerals import CARDINALS, NUMERAL, value

MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
        "august aug", "september sept sep", "october oct", "november nov", "december dec",
    ),
    1,
):  # fmt: skip
    for _name in _names.split():
        MONTHS[_name] = _number

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat",
         "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
FULL_WEEKDAYS = tuple(name for name in WEEKDAYS if name.endswith("day"))
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which the season begins, north of the equator."""

PARTS = ("morning", "afternoon", "evening", "night", "noon", "midday", "midnight", "dawn", "dusk", "nightfall",
         "daybreak", "sunrise", "sunset", "lunchtime")  # fmt: skip
EDGES = {"early": "early", "earlier": "earlier", "mid": "mid", "late": "late", "later": "later", "beginning": "early",
         "start": "early", "end": "late", "middle": "mid", "midway": "mid", "first half": "early",
         "second half": "late", "turn": "early", "close": "late"}  # fmt: skip
UNITS = {"second": "second", "minute": "minute", "hour": "hour", "day": "day", "night": "night", "week": "week",
         "weekend": "weekend", "fortnight": "fortnight", "month": "month", "quarter": "quarter", "year": "year",
         "decade": "decade", "century": "century", "centurie": "century", "millennium": "millennium",
         "millennia": "millennium"}  # fmt: skip


def _any(words: object) -> str:
    return "|".join(sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]


MONTH = rf"(?P<month>(?:{_any(MONTHS)})\b)(?:(?<=\b[a-z]{{3}})(?<!may)\.|(?<=\bsept)\.)?"
WEEKDAY = rf"(?P<weekday>{_any(FULL_WEEKDAYS)})\b"
ANY_WEEKDAY = rf"(?:{_any(WEEKDAYS)})\b\.?"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,]\d)"
YEAR = r"(?P<year>1[0-9]\d\d|20\d\d)(?![\w%]|[.,]\d)"
SEASON = rf"(?P<season>{_any(SEASONS)})\b"
PART = rf"(?P<part>{_any(PARTS)})\b"
UNIT = r"(?P<unit>second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|centurie|century|" \
       r"millennium|millennia)s?\b"  # fmt: skip
FEW = r"(?:a\s+few|few|several|many|(?:a\s+)?couple(?:\s+of)?|a\s+number\s+of|some)"
COUNT = rf"(?:(?P<few>{FEW})|(?P<n>{NUMERAL}|half\s+an?|half\s+a\s+dozen|a\s+dozen|two\s+dozen|an?))(?![\w])"
GAP = r"(?:\s+|-)"


def count(text: str | None) -> float:
    """How many of a unit; "a" is one, "half a" one half."""
    if text is None or text in ("a", "an"):
        return 1
    word = " ".join(text.split())
    if word in CARDINALS:
        return CARDINALS[word]
    special = {"half a": 0.5, "half an": 0.5, "a dozen": 12, "half a dozen": 6, "two dozen": 24}.get(word)
    if special is not None:
        return special
    number = value(word)
    return 0 if number is None else number
