"""Shares and ranks: "a third of the fleet", "half were duds", "the second summit", "no casualties"."""

from __future__ import annotations

import re

from onrecord.howmany import bounds, nouns, units
from onrecord.howmany.company import placed, ranks
from onrecord.howmany.draft import Draft
from onrecord.howmany.figures import Figure
from onrecord.language import Parsed

_CASUALTIES = re.compile(
    r"\s+(?:(?:reported|immediate|civilian|military|further|other|serious|new|more|confirmed)\s+)*"
    r"(?P<noun>casualties|deaths|injuries|fatalities|victims|survivors)\b"
)
_UNIT_OF_HALF = re.compile(r"(?:\s+|-)an?\s")
_HALVED = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "predet", "attr", "det", "quantmod", "nummod", "conj"))
_NO_HALF = frozenset(("first", "second", "other", "better", "in", "latter", "this", "that"))


def rank(parsed: Parsed, figure: Figure, lo: int, hi: int) -> Draft | None:
    """ "the second summit": the ordinal at tokens `[lo, hi)` with its article and noun."""
    noun = ranks(parsed, lo, hi)
    if noun is None:
        if placed(parsed, lo, hi):
            return Draft(figure.start, figure.end, best=figure.number, unit="ordinal", rule="place")
        return None
    tokens = parsed.tokens
    noun = nouns.whole(parsed, noun)
    start = figure.start
    if lo and tokens[lo - 1].pos == "DET" and tokens[lo - 1].lower in ("a", "the", "this", "that"):
        start = tokens[lo - 1].start
    alone = noun < hi or tokens[noun].lower in ("one", "ones")  # "the third", "the first one": no noun says of what
    what = None if alone else tokens[noun].text
    end = tokens[noun].end
    if (
        what
        and noun + 2 < len(tokens)
        and tokens[noun + 1].text == "-"
        and tokens[noun + 2].pos in ("NOUN", "PROPN", "ADJ")
    ):
        end = tokens[noun + 2].end  # "the first Asian-American"
        what = parsed.text[tokens[noun].start : end]
    return Draft(start, end, best=figure.number, unit="ordinal", what=what, rule="ordinal")


def nothing(low: str, figure: Figure) -> Draft | None:
    """ "no casualties" is none of them; other things that "no" stands before are no figures."""
    found = _CASUALTIES.match(low, figure.end)
    if found is None:
        return None
    return Draft(figure.start, found.end(), least=0, most=0, best=0, what=found["noun"], rule="none")


def share(parsed: Parsed, low: str, figure: Figure, floor: int) -> Draft | None:
    """ "a third of the fleet", "one in five Germans", "half its tanks"."""
    lo, hi = parsed.token_range(figure.start, figure.end)
    tokens = parsed.tokens
    draft = Draft(figure.start, figure.end, unit="fraction", rule="fraction")
    if figure.form == "half":
        amount = _UNIT_OF_HALF.match(low, figure.end)
        unit = units.after(low, amount.end() - 1) if amount else None
        if unit is not None and unit.kind == "measure":
            draft.end, draft.unit, draft.rule = unit.end, unit.code, "measure"
            bounds.apply(parsed, low, draft, figure, floor, (figure.number, None))
            return draft
        if not _halved(parsed, low, figure, lo, hi):
            return None
    noun = nouns.of(parsed, hi)
    if noun is None and figure.form == "fraction" and hi - lo > 2:
        noun = nouns.following(parsed, hi)
    if noun is None and figure.form == "half" and tokens[hi - 1].dep in ("predet", "det", "nummod", "quantmod"):
        head = tokens[tokens[hi - 1].head]
        noun = head.i if head.i > hi and head.pos == "NOUN" else None
    if noun is not None:
        draft.end, draft.what = tokens[noun].end, tokens[noun].text
    bounds.apply(parsed, low, draft, figure, floor, (figure.number, None))
    return draft


def _halved(parsed: Parsed, low: str, figure: Figure, lo: int, hi: int) -> bool:
    """Whether "half" is a share: not in "first half", "half-brother", "one and a half"."""
    tokens = parsed.tokens
    last = tokens[hi - 1]
    if low[figure.end : figure.end + 1] == "-":
        return False
    if last.pos == "ADV" and not low.startswith((" of", " the", " its", " their"), figure.end):
        return False
    if lo and tokens[lo - 1].lower in _NO_HALF:
        return False
    if (
        lo > 1
        and tokens[lo - 1].lower in ("and", "a")
        and tokens[lo - 2].pos in ("NUM", "CCONJ")
        and last.dep != "nsubj"
    ):
        return False
    return last.dep in _HALVED or low.startswith(" of ", figure.end)
