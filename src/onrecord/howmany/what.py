"""What a figure is of: its unit, or the noun that it counts."""

from __future__ import annotations

import re

from onrecord.howmany import nouns, units
from onrecord.howmany.ages import age
from onrecord.howmany.draft import Draft
from onrecord.howmany.figures import Figure
from onrecord.language import Parsed

_AMOUNTS = frozenset((
    "hectare", "acre", "km2", "square mile", "m2", "square foot", "m3", "cubic foot", "kg", "g", "mg", "tonne", "ton",
    "kiloton", "megaton", "pound", "ounce", "barrel", "bushel", "litre", "gallon", "MW", "GW", "GB", "MB", "TB",
))  # fmt: skip
"""Units of an amount: "12 tonnes of gravel" is of gravel, "7 km of the dam" is a way."""
_MANY_OF = re.compile(r"\s+of(?=\s)")
_STRONG = re.compile(
    r"-(?P<noun>strong|members?|nation|country|persons?|man|woman|seat|seater|page|storey|story|vehicle|ship|truck|car|"
    r"aircraft|word|state|party|way|sided?|part|step|candidate|lane|star|gun|point|bed|bedroom|room|tonne|ton|mile|foot|"
    r"year|team|judge|carat|karat|calib(?:er|re)|inch|justice|hectare|acre)\b(?!-old)"
)


def settle(parsed: Parsed, low: str, draft: Draft, figure: Figure) -> bool:
    """Find the unit or the noun; False where the figure turns out to be no quantity."""
    if draft.rule == "money":
        _of_money(low, draft)
        return True
    if figure.form == "number" and age(parsed, low, draft):
        return True
    strong = _STRONG.match(low, draft.end)
    many = _MANY_OF.match(low, draft.end) if figure.form == "vague" else None
    unit = units.after(low, draft.end if many is None else many.end())
    if unit is not None and not (strong and strong["noun"] in ("man",)):
        return _measured(parsed, low, draft, unit)
    lo, hi = parsed.token_range(draft.start, draft.end)
    if strong is not None:
        if strong["noun"] == "strong":
            noun = nouns.counted(parsed, lo, hi + 2) if hi + 2 < len(parsed.tokens) else None
            draft.what = parsed.tokens[noun].text if noun is not None else None
        else:
            draft.what = strong["noun"] if strong["noun"] != "way" else None
        draft.end = strong.end()
        return True
    if low[draft.end : draft.end + 1] == "-" and low[draft.end + 1 : draft.end + 2].isalpha():
        return False
    noun = nouns.of(parsed, hi)
    if noun is None:
        noun = nouns.counted(parsed, lo, hi)
    tokens = parsed.tokens
    more = _hyphened(parsed, noun) if noun is not None else None
    if noun is not None and more is not None:
        draft.end = tokens[more].end  # "two co-chairs"
        draft.what = parsed.text[tokens[noun].start : draft.end]
    elif noun is not None and low[tokens[noun].end : tokens[noun].end + 1] != "-":
        token = tokens[noun]
        draft.what = token.text
        if not _figure_between(parsed, hi, noun):  # "58 of 61 debates"
            draft.end = max(draft.end, token.end)
    return True


def _measured(parsed: Parsed, low: str, draft: Draft, unit: units.Unit) -> bool:
    draft.end, draft.unit, draft.rule = unit.end, unit.code, "measure" if unit.kind != "percent" else "percent"
    if unit.kind == "cent":
        return False
    if unit.code is None:
        draft.doubt = "which country's currency is not said"
    _, hi = parsed.token_range(draft.start, draft.end)
    noun = nouns.of(parsed, hi) if unit.kind == "percent" or unit.code in _AMOUNTS else None
    if noun is not None:
        draft.what = parsed.tokens[noun].text
        if not _figure_between(parsed, hi, noun):  # "58 percent of the 1,237 delegates"
            draft.end = parsed.tokens[noun].end
    return True


def _hyphened(parsed: Parsed, noun: int) -> int | None:
    """The plural that a hyphen ties to a noun: "co-chairs"."""
    tokens = parsed.tokens
    at = noun + 1
    if not tokens[noun].text.endswith("-"):
        if at >= len(tokens) or tokens[at].text != "-":
            return None
        at += 1
    return at if at < len(tokens) and tokens[at].tag == "NNS" else None


def _figure_between(parsed: Parsed, lo: int, hi: int) -> bool:
    """Whether another figure stands between a figure and its noun: it is a quantity of its own."""
    return any(parsed.tokens[i].pos == "NUM" for i in range(lo, hi))


def _of_money(low: str, draft: Draft) -> None:
    """ "$3 million" is USD; "$3 million Canadian dollars" says it twice."""
    again = units.after(low, draft.end)
    if again is not None and again.kind == "money":
        draft.end = again.end
        draft.unit = again.code or draft.unit
