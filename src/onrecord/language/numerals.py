"""Numerals as English reports write them: "10,000", "2.4 million", "two hundred and five", "one-and-a-half"."""

from __future__ import annotations

import re
from functools import cache

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "b": 10**9, "tn": 10**12}
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_ROUND_ORDINALS = {
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80,
    "ninetieth": 90, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip

CARDINALS: dict[str, int] = {word: number for number, word in enumerate(_ONES)}
"""Number words below one hundred that are one word."""
CARDINALS.update({word: 20 + 10 * number for number, word in enumerate(_TENS)})

ORDINALS: dict[str, int] = {word: number for number, word in enumerate(_ORDINALS, 1)}
"""Ordinal words that are one word."""
ORDINALS.update(_ROUND_ORDINALS)

SMALL = f"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))}"
"""A number below one hundred in words, as alternatives of a regular expression."""
_GAP = r"(?:\s+|-)"
_SCALE = "hundred|thousand|million|billion|trillion"
_HALF = r"(?:-|\s+)and(?:-|\s+)a(?:-|\s+)half"
FIGURE = rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+\.\d+|\d+(?:{_GAP}[1-9]/[2-8]\b)?"
"""A figure in digits, as a regular expression."""
_WORD = "|".join(sorted((*_ONES, *_TENS), key=len, reverse=True))
# single words and a bounded run of them: one way to match each text, so that no text makes the search explode
SPELLED = (
    rf"(?:(?:a|half{_GAP}a){_GAP}(?:{_SCALE})\b|(?:{_WORD})\b)(?:{_GAP}(?:and{_GAP})?(?:{_WORD}|{_SCALE})\b){{0,12}}"
)
"""A number in words, as a regular expression (lower case)."""
NUMERAL = (
    rf"(?:(?:{FIGURE})(?:{_HALF})?(?:(?:\s+|-)(?:{_SCALE})\b|\s?(?:bn|mn|mln|bln|tn)\b|[kmb]\b)?"
    rf"|(?:{SMALL}){_HALF}(?:{_GAP}(?:{_SCALE}))?|{SPELLED})"
)
"""A cardinal number in digits or words, as a regular expression (lower case; no group of its own)."""

_LONGEST = 24
_DIGITS = re.compile(rf"({FIGURE})({_HALF})?[\s-]*([a-z]*)")
_SPLIT = re.compile(r"[\s-]+")
_FRACTION = re.compile(r"(\d+)[\s-]+([1-9])/([2-8])$")


def lowered(text: str) -> str:
    """The text in lower case, character for character: offsets stay what they were.

    Line feeds become NUL, which no `\\s` matches: no expression runs from one paragraph into the next.
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    return low.replace("\n", "\0")


@cache
def value(text: str) -> int | float | None:
    """The number that a match of `NUMERAL` stands for; None where the words make no number ("two five").

    Args:
        text: lower-cased.
    """
    if text[:1].isdigit():
        return _figure(text)
    half = 0.0
    whole = text
    split = re.search(_HALF, text)
    if split:
        half = 0.5
        whole = text[: split.start()] + " " + text[split.end() :]
    words = [word for word in _SPLIT.split(whole) if word and word != "and"]
    if words[:2] == ["half", "a"]:
        words, start = words[2:], 0.5
    elif words[:1] == ["a"]:
        words, start = words[1:], 1.0
    else:
        start = 0.0
    number = _spelled(words, start + half)
    return None if number is None else _tidy(number)


def _spelled(words: list[str], start: float) -> float | None:
    """Add up number words; None where their order makes no number."""
    total, current, last = 0.0, start, 10**15
    before = ""
    for word in words:
        if word in CARDINALS:
            small = CARDINALS[word]
            if before in CARDINALS and not (CARDINALS[before] >= 20 and 0 < small < 10):
                return None
            current += small
        elif word == "hundred":
            current = (current or 1) * 100
        else:
            scale = _SCALES[word]
            if scale >= last and current == 0:
                total *= scale
            elif scale > last:
                return None
            else:
                total += (current or 1) * scale
            current, last = 0.0, scale
        before = word
    return total + current


def _figure(text: str) -> int | float | None:
    found = _DIGITS.match(text)
    if found is None:
        return None
    digits, half, scale = found.groups()
    if len(digits) > _LONGEST:
        return None
    mixed = _FRACTION.match(digits)
    number = int(mixed[1]) + int(mixed[2]) / int(mixed[3]) if mixed else float(digits.replace(",", ""))
    if half:
        number += 0.5
    return _tidy(number * (_SCALES.get(scale) or _SHORT.get(scale) or 1))


def _tidy(number: float) -> int | float:
    """A whole number as an int, others without the noise of binary fractions."""
    return int(number) if number == int(number) else float(f"{number:.12g}")


def ordinal(word: str) -> int | None:
    """The rank of "second", "21st", "twenty-first"; None for anything else."""
    if word in ORDINALS:
        return ORDINALS[word]
    if word[:1].isdigit() and word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdigit():
        return int(word[:-2])
    tens, dash, ones = word.partition("-")
    if dash and CARDINALS.get(tens, 0) >= 20 and ORDINALS.get(ones, 10) < 10:
        return CARDINALS[tens] + ORDINALS[ones]
    return None
