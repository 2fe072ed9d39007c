"""The way of the stage: figures, their company, ranges, units, bounds, nouns."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from onrecord.howmany import bounds, nouns, units
from onrecord.howmany.company import counts, ranks
from onrecord.howmany.figures import Figure, figures
from onrecord.language import Parsed
from onrecord.language.numerals import NUMERAL, value
from onrecord.model import Abstained, Found, Note, Quantity, Time

Number = int | float
_RANGE = re.compile(
    r"\s*(?:(?P<to>-|–|—|\s(?:to|and|or)\s)\s*)(?:(?P<sign>[$£€¥])\s?)?(?P<n>"
    + NUMERAL
    + r")(?![a-z]|[.,]?\d|[-–/:]\d)"
)
_CASUALTIES = re.compile(
    r"\s+(?:(?:reported|immediate|civilian|military|further|other|serious|new|more|confirmed)\s+)*"
    r"(?P<noun>casualties|deaths|injuries|fatalities|victims|survivors)\b"
)
_OLD = re.compile(r"(?:\s+|-)(?:years?|months?|weeks?|days?)(?:\s+|-)olds?\b")
_MANY_OF = re.compile(r"\s+of(?=\s)")
_STRONG = re.compile(
    r"-(?P<noun>strong|members?|nation|country|persons?|man|woman|seat|seater|page|storey|story|vehicle|ship|truck|car|"
    r"aircraft|point|bed|bedroom|room|tonne|ton|mile|foot|year|team|judge|justice|hectare|acre)\b(?!-old)"
)
_LIFE = re.compile(r"\b(?:his|her|their|my|our)\s+(?:(?P<part>early|mid|late)(?:\s+|-))?$")
_AGE_VERB = re.compile(
    r"\b(?:i|he|she|who)(?:\s+(?:am|is|was|turned|turns)|['’](?:m|s))\s+(?:only\s+|just\s+|about\s+|aged\s+)?$"
)
_AGE_END = re.compile(r"\s*(?:[.,;:!?)”\"]|and\b|when\b|at\s+the\s+time|or\b|$)")
_LETTER = re.compile(r"\s?(?P<letter>m|mn|mln|bn|b|tn|trn|k)(?![a-z])")


_NEVER_SPATIAL = 30
"""From this figure on "over 350 votes" is a bound whatever the parse says: nothing flies over so many regions in the
ten reports of the Guardian set that this was read on."""


@dataclass(slots=True)
class _Draft:
    """A quantity in the making."""

    start: int
    end: int
    least: Number | None = None
    most: Number | None = None
    best: Number | None = None
    over: bool = False
    short: bool = False
    rough: bool = False
    unit: str | None = None
    what: str | None = None
    rule: str = "count"
    doubt: str | None = field(default=None)


def find(parsed: Parsed, times: tuple[Time, ...]) -> Found[Quantity]:
    """Every quantity expression of a report, in order; figures inside `times` are left out."""
    low = _lowered(parsed.text)
    taken = _taken(parsed, times)
    starts = [start for start, _ in taken]
    values: list[Quantity] = []
    notes: list[Note] = []
    abstained: list[Abstained] = []
    floor = 0
    for figure in figures(parsed, low):
        if figure.start < floor or _within(figure, starts, taken):
            continue
        draft = _read(parsed, low, figure, floor)
        if draft is None:
            continue
        floor = draft.end
        offsets, text, part = parsed.locate(draft.start, draft.end)
        values.append(Quantity(offsets, text, what=draft.what, unit=draft.unit, min=draft.least, max=draft.most,
                               best=draft.best, exclusive_min=draft.over, exclusive_max=draft.short,
                               approx=draft.rough, part=part))  # fmt: skip
        notes.append(Note("howmany", parsed.span(draft.start, draft.end), f"{draft.rule} of {draft.what or draft.unit}",
                          f"howmany.{draft.rule}", f"figure {parsed.text[figure.start:figure.end]!r}"))  # fmt: skip
        if draft.doubt:
            abstained.append(Abstained(offsets, text, part=part, stage="howmany", reason=draft.doubt))
    return Found(tuple(values), tuple(abstained), tuple(notes))


def _lowered(text: str) -> str:
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def _taken(parsed: Parsed, times: tuple[Time, ...]) -> list[tuple[int, int]]:
    """Offsets in `Parsed.text` of the times, in order."""
    shift = parsed.shift
    found = []
    for time in times:
        if time.offsets is not None:
            move = 0 if time.part == "title" else shift
            found.append((time.offsets[0] + move, time.offsets[1] + move))
    return sorted(found)


def _within(figure: Figure, starts: list[int], taken: list[tuple[int, int]]) -> bool:
    at = bisect_right(starts, figure.start) - 1
    if at >= 0 and figure.start < taken[at][1]:
        return True
    return at + 1 < len(taken) and taken[at + 1][0] < figure.end


def _read(parsed: Parsed, low: str, figure: Figure, floor: int) -> _Draft | None:
    lo, hi = parsed.token_range(figure.start, figure.end)
    if lo >= hi or not counts(parsed, low, figure, lo, hi):
        return None
    if figure.form == "ordinal":
        return _rank(parsed, figure, lo, hi)
    if figure.form == "life":
        return _decade_of_life(low, figure)
    if figure.form == "none":
        return _nothing(low, figure)
    if figure.form in ("half", "fraction"):
        return _fraction(parsed, low, figure, floor)
    return _count(parsed, low, figure, floor)


def _rank(parsed: Parsed, figure: Figure, lo: int, hi: int) -> _Draft | None:
    noun = ranks(parsed, lo, hi)
    if noun is None:
        return None
    tokens = parsed.tokens
    start = figure.start
    if lo and tokens[lo - 1].pos == "DET" and tokens[lo - 1].lower in ("a", "the", "this", "that"):
        start = tokens[lo - 1].start
    return _Draft(start, tokens[noun].end, best=figure.number, unit="ordinal", what=tokens[noun].text, rule="ordinal")


def _nothing(low: str, figure: Figure) -> _Draft | None:
    found = _CASUALTIES.match(low, figure.end)
    if found is None:
        return None
    return _Draft(figure.start, found.end(), least=0, most=0, best=0, what=found["noun"], rule="none")


def _fraction(parsed: Parsed, low: str, figure: Figure, floor: int) -> _Draft | None:
    lo, hi = parsed.token_range(figure.start, figure.end)
    tokens = parsed.tokens
    draft = _Draft(figure.start, figure.end, unit="fraction", rule="fraction")
    noun: int | None = None
    if figure.form == "half":
        follows = low[figure.end : figure.end + 1]
        last = tokens[hi - 1]
        if follows == "-" or (
            last.pos in ("ADV",) and not low.startswith((" of", " the", " its", " their"), figure.end)
        ):
            return None
        if lo and tokens[lo - 1].lower in ("first", "second", "other", "better", "and", "in", "latter"):
            return None
        if not (last.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "predet", "attr", "det", "quantmod", "nummod", "conj")
                or low.startswith(" of ", figure.end)):  # fmt: skip
            return None
    noun = nouns.of(parsed, hi)
    if noun is None and figure.form == "fraction" and hi - lo > 2:
        noun = nouns.following(parsed, hi)
    if noun is None and figure.form == "half" and tokens[hi - 1].dep in ("predet", "det", "nummod", "quantmod"):
        head = tokens[tokens[hi - 1].head]
        noun = head.i if head.i > hi and head.pos == "NOUN" else None
    if noun is not None:
        draft.end, draft.what = tokens[noun].end, tokens[noun].text
    _bound(parsed, low, draft, figure, floor, (figure.number, None))
    return draft


def _count(parsed: Parsed, low: str, figure: Figure, floor: int) -> _Draft | None:
    draft = _Draft(figure.start, figure.end)
    number: Number = figure.number
    second: Number | None = None
    sign = units.before(low, figure.start)
    if sign is not None and sign[1] >= floor:
        draft.unit, draft.start, draft.rule = sign[0], sign[1], "money"
    far = _RANGE.match(low, draft.end) if figure.form == "number" else None
    opened = bounds.opens_range(low, draft.start, floor)
    if far is not None:
        second = _far(low, figure, far, opened is not None)
        if second is not None:
            draft.end = far.end()
            number = _shared_scale(low, figure, far, number, second)
        elif not figure.words and far["to"].strip() in ("-", "–"):
            return None
    if draft.rule == "money":
        letter = _LETTER.match(low, draft.end)
        if letter and low[draft.end - 1].isdigit():
            draft.end = letter.end()
            factor = units.magnitude(letter["letter"])
            number, second = _times(number, factor), None if second is None else _times(second, factor)
    after = bounds.right(low, draft.end)
    if after is not None:
        draft.end = after[1]
    if not _unit(parsed, low, draft, figure):
        return None
    if second is not None and opened is not None:
        draft.start = opened
        _range(draft, number, second)
        return draft
    if second is not None:
        _range(draft, number, second)
        left = bounds.left(low, draft.start, floor)
        if left is not None and left.kind == "approx":
            draft.start, draft.rough = left.start, True
        return draft
    _bound(parsed, low, draft, figure, floor, (number, after[0] if after else None))
    return draft


def _times(number: Number, factor: int) -> Number:
    product = float(f"{number * factor:.12g}")
    return int(product) if product == int(product) else product


def _far(low: str, figure: Figure, found: re.Match[str], opened: bool) -> Number | None:
    """The far end of a range; None where the two figures make none ("3-1", "two and 14 others")."""
    second = value(found["n"])
    if second is None:
        return None
    word = found["to"].strip()
    if word == "and" and not opened:
        return None
    if word in ("to", "or", "-", "–", "—") or opened:
        first = figure.number
        if second <= first and not (second < 100 and first < 100 and _scaled(found["n"])):
            return None
        return second
    return None


def _scaled(text: str) -> bool:
    return any(word in text for word in ("hundred", "thousand", "million", "billion", "trillion", "bn", "mn"))


def _shared_scale(low: str, figure: Figure, found: re.Match[str], first: Number, second: Number) -> Number:
    """ "two to three million" is two million to three million."""
    for word, factor in (("trillion", 10**12), ("billion", 10**9), ("million", 10**6), ("thousand", 1000), ("hundred", 100),
                         ("bn", 10**9), ("mn", 10**6)):  # fmt: skip
        if word in found["n"]:
            if first * factor < second and first < 1000 and not _scaled(low[figure.start : figure.end]):
                return _times(first, factor)
            break
    return first


def _range(draft: _Draft, number: Number, second: Number) -> None:
    draft.least, draft.most = number, second


def _unit(parsed: Parsed, low: str, draft: _Draft, figure: Figure) -> bool:
    """Find the unit or the noun; False where the figure turns out to be no quantity."""
    if draft.rule == "money":
        _of_money(low, draft)
        return True
    old = _OLD.match(low, draft.end)
    if old is not None:
        draft.end, draft.unit, draft.rule = old.end(), "year", "age"
        if "month" in old[0] or "week" in old[0] or "day" in old[0]:
            draft.unit = next(name for name in ("month", "week", "day") if name in old[0])
        return True
    if figure.form == "number" and _age(parsed, low, draft):
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
            draft.what = strong["noun"]
        draft.end = strong.end()
        return True
    if low[draft.end : draft.end + 1] == "-" and low[draft.end + 1 : draft.end + 2].isalpha():
        return False
    noun = nouns.of(parsed, hi)
    if noun is None:
        noun = nouns.counted(parsed, lo, hi)
    if noun is not None and low[parsed.tokens[noun].end : parsed.tokens[noun].end + 1] != "-":
        token = parsed.tokens[noun]
        draft.end, draft.what = max(draft.end, token.end), token.text
    return True


def _measured(parsed: Parsed, low: str, draft: _Draft, unit: units.Unit) -> bool:
    draft.end, draft.unit, draft.rule = unit.end, unit.code, "measure" if unit.kind != "percent" else "percent"
    if unit.kind == "cent":
        return False
    if unit.code is None:
        draft.doubt = "which country's currency is not said"
    _, hi = parsed.token_range(draft.start, draft.end)
    noun = nouns.of(parsed, hi) if unit.kind in ("percent", "measure") and unit.code != "GBP" else None
    if noun is not None:
        draft.end, draft.what = parsed.tokens[noun].end, parsed.tokens[noun].text
    return True


def _of_money(low: str, draft: _Draft) -> None:
    """ "$3 million" is USD; "$3 million Canadian dollars" says it twice."""
    again = units.after(low, draft.end)
    if again is not None and again.kind == "money":
        draft.end = again.end
        draft.unit = again.code or draft.unit


def _age(parsed: Parsed, low: str, draft: _Draft) -> bool:
    """ "aged 24", "Ana Kovar, 24, said"."""
    if (
        draft.end - draft.start <= 12
        and _AGE_VERB.search(low, max(0, draft.start - 24), draft.start)
        and _AGE_END.match(low, draft.end)
    ):
        draft.unit, draft.rule = "year", "age"
        return True
    before = re.search(
        r"\b(?:aged|age|ages|age\s+of|ages\s+of)\s+(?:(?:about|between|from)\s+)?$",
        low[max(0, draft.start - 16) : draft.start],
    )
    if before is not None:
        draft.start = max(0, draft.start - 16) + before.start()
        draft.unit, draft.rule = "year", "age"
        return True
    lo, hi = parsed.token_range(draft.start, draft.end)
    tokens = parsed.tokens
    if not (
        lo >= 2
        and hi < len(tokens)
        and low[draft.start : draft.end].isdigit()
        and int(low[draft.start : draft.end]) < 115
    ):
        return False
    comma, name, closing = tokens[lo - 1], tokens[lo - 2], tokens[hi]
    if comma.text not in (",", "(") or name.tag not in ("NNP", "NNPS") or name.sentence != tokens[lo].sentence:
        return False
    if closing.text not in (",", ")", ".", ";") or (comma.text == "(") != (closing.text == ")"):
        return False
    draft.unit, draft.rule = "year", "age"
    return True


def _decade_of_life(low: str, figure: Figure) -> _Draft | None:
    """ "in his 20s", "in their late thirties": an age in years."""
    found = _LIFE.search(low, max(0, figure.start - 24), figure.start)
    if found is None:
        return None
    first = int(figure.number)
    least, most = {"early": (0, 4), "mid": (3, 7), "late": (5, 9)}.get(found["part"] or "", (0, 9))
    start = found.start("part") if found["part"] else figure.start
    return _Draft(start, figure.end, least=first + least, most=first + most, unit="year", rule="age")


def _bound(
    parsed: Parsed, low: str, draft: _Draft, figure: Figure, floor: int, given: tuple[Number, str | None]
) -> None:
    """Set minimum, maximum and best from the words beside the figure."""
    number, after = given
    left = bounds.left(low, draft.start, floor)
    if left is not None and left.words in bounds.SPATIAL and _spatial(parsed, left.start, draft, figure):
        left = None
    kind = after or "exact"
    if left is not None:
        draft.start = left.start
        kind = left.kind if left.kind != "exact" else kind
    if figure.form == "vague" and kind in ("exact", "approx", "ge", "gt"):
        draft.least = number
    elif kind == "exact":
        draft.least = draft.most = draft.best = number
    elif kind == "approx":
        draft.best, draft.rough = number, True
    elif kind in ("gt", "ge"):
        draft.least, draft.over = number, kind == "gt"
    else:
        draft.most, draft.short = number, kind == "lt"


def _spatial(parsed: Parsed, at: int, draft: _Draft, figure: Figure) -> bool:
    """Whether "over", "about" govern the noun ("drones over four regions") rather than bound the figure."""
    lo, _ = parsed.token_range(at, at + 1)
    token = parsed.tokens[lo]
    if token.dep != "prep":
        return False
    return draft.unit is None and draft.what is not None and figure.number < _NEVER_SPATIAL
