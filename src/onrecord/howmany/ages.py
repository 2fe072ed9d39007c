"""Ages: "24-year-old", "aged 24", "Ana Kovar, 24, said", "in his 20s"."""

from __future__ import annotations

import re

from onrecord.howmany.draft import Draft
from onrecord.howmany.figures import Figure
from onrecord.language import Parsed

_OLD = re.compile(r"(?:\s+|-)(?:years?|months?|weeks?|days?)(?:\s+|-)olds?\b")
_LIFE = re.compile(r"\b(?:his|her|their|my|our)\s+(?:(?P<part>early|mid|late)(?:\s+|-))?$")
_BAND = re.compile(r"\b(?:low|mid|high|upper)(?:\s+|-)$")
_AGE_VERB = re.compile(
    r"\b(?:i|he|she|who)(?:\s+(?:am|is|was|turned|turns)|['’](?:m|s))\s+(?:only\s+|just\s+|about\s+|aged\s+)?$"
)
_AGE_END = re.compile(r"\s*(?:[.,;:!?)”\"]|and\b|when\b|at\s+the\s+time|or\b|\0|$)")
_AGED = re.compile(r"\b(?:aged|ages?|ages?\s+of)\s+(?:(?:about|between|from)\s+)?$")
_UNIT = re.compile(r"\s+(?P<unit>year|month|week|day)s\b")
_OLDEST = 115


def age(parsed: Parsed, low: str, draft: Draft) -> bool:
    """Whether a figure is an age; the draft then knows its unit and its span."""
    old = _OLD.match(low, draft.end)
    if old is not None:
        unit = next(name for name in ("year", "month", "week", "day") if name in old[0])
        _as_age(draft, draft.start, old.end(), unit)
        return True
    ends = _AGE_END.match(low, draft.end) is not None or _no_noun_follows(parsed, draft)
    if draft.end - draft.start <= 12 and ends and _AGE_VERB.search(low, max(0, draft.start - 24), draft.start):
        _as_age(draft, draft.start, draft.end)
        return True
    if _AGE_END.match(low, draft.end) and _was(parsed, low, draft):
        _as_age(draft, draft.start, draft.end)
        return True
    before = _AGED.search(low, max(0, draft.start - 20), draft.start)
    if before is not None:
        counted = _UNIT.match(low, draft.end)
        _as_age(draft, before.start(), counted.end() if counted else draft.end, counted["unit"] if counted else "year")
        return True
    if _after_name(parsed, low, draft):
        _as_age(draft, draft.start, draft.end)
        return True
    return False


def _no_noun_follows(parsed: Parsed, draft: Draft) -> bool:
    """ "when he was 10 his parents moved", "he was 12 in 1990": nothing stands there that the figure could count."""
    _, hi = parsed.token_range(draft.start, draft.end)
    if hi >= len(parsed.tokens) or not parsed.text[draft.start : draft.end].isdigit():
        return False
    after = parsed.tokens[hi]
    return after.pos in ("PRON", "VERB", "AUX", "DET", "ADP", "SCONJ") and after.lower not in ("of", "to", "per", "for")


def _as_age(draft: Draft, start: int, end: int, unit: str = "year") -> None:
    draft.start, draft.end, draft.unit, draft.rule = start, end, unit, "age"


def _was(parsed: Parsed, low: str, draft: Draft) -> bool:
    """ "Kovar was 16.", "Kovar and Bral were both 15,": digits that are said of people by their names."""
    lo, hi = parsed.token_range(draft.start, draft.end)
    token = parsed.tokens[lo]
    if not token.text.isdigit() or int(token.text) > _OLDEST or hi - lo != 1:
        return False
    verb = parsed.tokens[token.head]
    if verb.lemma not in ("be", "turn") or token.dep not in ("attr", "acomp", "dobj") or verb.i > lo:
        return False
    return any(child.tag == "NNP" for child in parsed.children(verb.i, "nsubj"))


def _after_name(parsed: Parsed, low: str, draft: Draft) -> bool:
    """ "Ana Kovar, 24, said": digits between commas, or in brackets, right after a name."""
    digits = low[draft.start : draft.end]
    if not digits.isdigit() or len(digits) > 3 or int(digits) > _OLDEST:
        return False
    lo, hi = parsed.token_range(draft.start, draft.end)
    tokens = parsed.tokens
    if lo < 2 or hi >= len(tokens):
        return False
    comma, name, closing = tokens[lo - 1], tokens[lo - 2], tokens[hi]
    if comma.text not in (",", "(") or name.tag not in ("NNP", "NNPS") or name.sentence != tokens[lo].sentence:
        return False
    return closing.text in (",", ")", ".", ";") and (comma.text == "(") == (closing.text == ")")


def decade_of_life(low: str, figure: Figure) -> Draft | None:
    """ "in his 20s", "in their late thirties": an age in years; "in the low 50s": a band of ten."""
    found = _LIFE.search(low, max(0, figure.start - 24), figure.start)
    if found is None:
        band = _BAND.search(low, max(0, figure.start - 8), figure.start)
        if band is None:
            return None
        least = int(figure.number)
        return Draft(band.start(), figure.end, least=least, most=least + 9, rule="band")
    first = int(figure.number)
    least, most = {"early": (0, 4), "mid": (3, 7), "late": (5, 9)}.get(found["part"] or "", (0, 9))
    start = found.start("part") if found["part"] else figure.start
    return Draft(start, figure.end, least=first + least, most=first + most, unit="year", rule="age")
