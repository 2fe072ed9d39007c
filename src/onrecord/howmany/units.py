"""Units: percent, money and measures right and left of a figure."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from onrecord.codebook.tables import table
from onrecord.language.numerals import NUMERAL

_PERCENT = re.compile(r"\s?%|(?:\s+|-)(?:percent(?!age)|per\s+cent|pct\.?(?!\s+point))\b")
_MAGNITUDE = {"m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12, "trn": 10**12, "k": 1000}


class Unit(NamedTuple):
    """A unit beside a figure: its code (None: a currency that has no one code), and the offset after it."""

    code: str | None
    end: int
    kind: str


@cache
def _after() -> tuple[re.Pattern[str], dict[str, tuple[str | None, str]]]:
    """The pattern of unit words after a figure, and what each stands for."""
    known: dict[str, tuple[str | None, str]] = {row["word"]: (row["unit"], "measure") for row in table("units.tsv")}
    for row in table("currencies.tsv"):
        known[row["word"]] = (row["code"] or None, "sign" if row["kind"] == "sign" else "money")
    known["cent"] = (None, "cent")
    names = sorted(known, key=lambda word: (-len(word), word))
    alternatives = "|".join(re.escape(name).replace("\\ ", r"s?(?:\s+|-)") for name in names)
    return re.compile(rf"(?:\s+|-)?(?P<word>{alternatives})(?P<s>e?s)?(?!\w)(?:-)?"), known


@cache
def _before() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of currency signs before a figure, and their codes."""
    signs = {row["word"]: row["code"] for row in table("currencies.tsv") if row["kind"] == "sign"}
    alternatives = "|".join(re.escape(sign) for sign in sorted(signs, key=lambda sign: (-len(sign), sign)))
    return re.compile(rf"(?<![a-z])(?P<sign>{alternatives})\s?$"), signs


def after(low: str, at: int) -> Unit | None:
    """The unit that follows a figure ending at `at`."""
    percent = _PERCENT.match(low, at)
    if percent:
        return Unit("percent", percent.end(), "percent")
    pattern, known = _after()
    found = pattern.match(low, at)
    if found is None:
        return None
    word = re.sub(r"[\s-]+", " ", found["word"])
    # "degrees Celsius", "pounds sterling": the plural may stand on the first word
    code, kind = known.get(word) or known[word.replace("s ", " ", 1)]
    spaced = found.start("word") > at
    if kind == "sign":
        return None if word == "$" and spaced else Unit(code, found.end("word"), "money")
    if not spaced and word.isalpha() and len(word) > 3:
        return None
    if word == "pound":
        weighs = re.match(r"s?\s+of\b|-", low[found.end("word") :])
        return Unit("pound" if weighs else "GBP", found.end("s") if found["s"] else found.end("word"), "measure")
    end = found.end("s") if found["s"] else found.end("word")
    return Unit(code, end, kind)


_NEXT = re.compile(rf"\s+(?:and|or|to|versus|vs\.?|against)\s+(?P<n>{NUMERAL})(?![\d,.]*\d)")


def shared(low: str, at: int) -> str | None:
    """The unit that a second figure gives the first: "by 5 and 10 percentage points", "50 to 48 percent"."""
    found = _NEXT.match(low, at)
    unit = after(low, found.end()) if found else None
    return unit.code if unit is not None and unit.kind in ("percent", "measure") else None


def before(low: str, at: int) -> tuple[str, int] | None:
    """The currency sign that stands before a figure beginning at `at`: its code and its own start."""
    pattern, signs = _before()
    found = pattern.search(low, max(0, at - 5), at)
    return (signs[found["sign"]], found.start()) if found else None


def magnitude(letter: str) -> int:
    """What a letter after money multiplies by: "m", "bn"."""
    return _MAGNITUDE.get(letter, 1)
