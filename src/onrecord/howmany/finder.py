"""The way of the stage: figures, their company, ranges, units, bounds, nouns."""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.howmany import bounds, ranges, units
from onrecord.howmany.ages import decade_of_life
from onrecord.howmany.company import counts
from onrecord.howmany.draft import Draft, Number
from onrecord.howmany.fates import fate
from onrecord.howmany.figures import Figure, figures
from onrecord.howmany.shares import nothing, rank, share
from onrecord.howmany.what import settle
from onrecord.language import Parsed
from onrecord.language.numerals import lowered
from onrecord.model import Abstained, Found, Note, Quantity, Time

_LETTER = re.compile(r"\s?(?P<letter>m|mn|mln|bn|b|tn|trn|k)(?![a-z])")


def find(parsed: Parsed, times: tuple[Time, ...]) -> Found[Quantity]:
    """Every quantity expression of a report, in order; figures inside `times` are left out."""
    low = lowered(parsed.text)
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
        lost = fate(parsed, *parsed.token_range(draft.start, draft.end)) if draft.unit is None else None
        values.append(Quantity(offsets, text, what=draft.what, unit=draft.unit, min=draft.least, max=draft.most,
                               best=draft.best, exclusive_min=draft.over, exclusive_max=draft.short,
                               approx=draft.rough, fate=lost, part=part))  # fmt: skip
        notes.append(Note("howmany", parsed.span(draft.start, draft.end), f"{draft.rule} of {draft.what or draft.unit}",
                          f"howmany.{draft.rule}", f"figure {parsed.text[figure.start:figure.end]!r}"))  # fmt: skip
        if draft.doubt:
            abstained.append(Abstained(offsets, text, part=part, stage="howmany", reason=draft.doubt))
    return Found(tuple(values), tuple(abstained), tuple(notes))


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


def _read(parsed: Parsed, low: str, figure: Figure, floor: int) -> Draft | None:
    lo, hi = parsed.token_range(figure.start, figure.end)
    if lo >= hi or not counts(parsed, low, figure, lo, hi):
        return None
    if figure.form == "ordinal":
        return rank(parsed, figure, lo, hi)
    if figure.form == "life":
        return decade_of_life(low, figure)
    if figure.form == "digits":
        least = 10 ** (int(figure.number) - 1) if figure.number > 1 else 0
        return Draft(figure.start, figure.end, least=least, most=10 ** int(figure.number) - 1, rule="digits")
    if figure.form == "none":
        return nothing(low, figure)
    if figure.form in ("half", "fraction"):
        return share(parsed, low, figure, floor)
    return _count(parsed, low, figure, floor)


def _count(parsed: Parsed, low: str, figure: Figure, floor: int) -> Draft | None:
    draft = Draft(figure.start, figure.end)
    number: Number = figure.number
    second: Number | None = None
    sign = units.before(low, figure.start)
    if sign is not None and sign[1] >= floor:
        draft.unit, draft.start, draft.rule = sign[0], sign[1], "money"
    far = ranges.far_end(low, figure, draft.end)
    opened = bounds.opens_range(low, draft.start, floor)
    if far is not None:
        second = ranges.second(low, figure, far, opened is not None)
        if second is not None:
            draft.end = far.end()
            number = ranges.shared_scale(low, figure, far, number, second)
        elif not figure.words and far["to"].strip() in ("-", "–"):
            return None
    if draft.rule == "money":
        letter = _LETTER.match(low, draft.end)
        if letter and low[draft.end - 1].isdigit():
            draft.end = letter.end()
            factor = units.magnitude(letter["letter"])
            number, second = ranges.times(number, factor), None if second is None else ranges.times(second, factor)
    after = bounds.right(low, draft.end)
    if after is not None:
        draft.end = after[1]
    if not settle(parsed, low, draft, figure):
        return None
    if draft.unit is None and draft.what is None and figure.form == "number":
        draft.unit = units.shared(low, draft.end)
    if second is not None and opened is not None:
        draft.start = opened
        draft.least, draft.most = number, second
        return draft
    if second is not None:
        draft.least, draft.most = number, second
        left = bounds.left_words(low, draft.start, floor)
        if left is not None and left.kind == "approx":
            draft.start, draft.rough = left.start, True
        return draft
    bounds.apply(parsed, low, draft, figure, floor, (number, after[0] if after else None))
    return draft
