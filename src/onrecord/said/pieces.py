"""Content: from tokens of a clause to the exact offsets of what is said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from onrecord.language import Parsed
from onrecord.language.parsed import Paragraph, Quotation
from onrecord.model import Offsets

_LEADING = frozenset((",", ":", ";", "-", "--", "—", "–", "…"))
_TRAILING = frozenset((",", ".", ";", ":", "-", "--", "—", "–", "…", "and", "but", "or"))


def piece(parsed: Parsed, lo: int, hi: int) -> Offsets | None:
    """Offsets of tokens `[lo, hi)` without "that", commas and stops around them; no quotation is cut through."""
    tokens = parsed.tokens
    while lo < hi and (tokens[lo].lower in _LEADING or (tokens[lo].lower == "that" and tokens[lo].dep == "mark")):
        lo += 1
    while hi > lo and tokens[hi - 1].lower in _TRAILING:
        hi -= 1
    if hi <= lo:
        return None
    hi = _owned(parsed, _whole_words(parsed, lo, hi))
    return within_marks(parsed, tokens[lo].start, tokens[hi - 1].end)


def _whole_words(parsed: Parsed, lo: int, hi: int) -> int:
    """The end, moved behind a word that the parse broke at a hyphen or an apostrophe: "re-engaged with the rebels"."""
    tokens = parsed.tokens
    while hi < len(tokens) and tokens[hi].start == tokens[hi - 1].end:
        joined = tokens[hi].text
        if not (joined in _HYPHENS or joined[0].isalnum() or tokens[hi].tag == "POS"):
            break
        if joined in _HYPHENS and (hi + 1 >= len(tokens) or tokens[hi + 1].start != tokens[hi].end):
            break
        if not (tokens[hi - 1].text[-1].isalnum() or tokens[hi - 1].text in _HYPHENS):
            break
        end = tokens[hi].hi if tokens[hi].lo >= hi else hi + 1
        if tokens[hi].tag == "POS":  # "the chair's" is half of "the chair's motion"
            owner = tokens[tokens[hi].head]
            end = tokens[owner.head].i + 1 if owner.dep == "poss" else end
        hi = max(hi + 1, end)
    return hi


def _owned(parsed: Parsed, hi: int) -> int:
    """The end behind the noun that a possessive at the end owns: "the group's | so-called caliphate"."""
    tokens = parsed.tokens
    if tokens[hi - 1].tag != "POS":
        return hi
    sentence = parsed.sentences[tokens[hi - 1].sentence]
    for i in range(hi, min(hi + _FARTHEST_OWNED, sentence.hi)):
        if tokens[i].pos in ("VERB", "AUX", "PRON", "PUNCT"):
            break
        if tokens[i].pos in ("NOUN", "PROPN") and (
            i + 1 == sentence.hi or tokens[i + 1].pos not in ("NOUN", "PROPN", "PART")
        ):
            return max(i + 1, tokens[i].hi)
    return hi


_FARTHEST_OWNED = 8
"""Tokens between a possessive and the noun that it owns, at most."""
_HYPHENS = frozenset(("-", "‑"))


def within_marks(parsed: Parsed, start: int, end: int) -> Offsets | None:
    """The passage, widened over a quotation that begins or ends in it; a mark without its partner is left out."""
    for quotation in overlapping(parsed, start, end):
        if quotation.depth:
            continue
        opens, closes = quotation.outer_start, quotation.outer_end
        if start <= opens < end < closes:
            end = opens if end <= quotation.start else closes
        elif opens < start < quotation.end and end > quotation.end:
            if end <= closes:
                end = quotation.end
            elif start - quotation.start <= _FEW:
                start = opens
    start, end = _trim(parsed.text, start, end)
    return (start, end) if start < end else None


_FEW = 1
"""A clause that begins this many characters behind an opening mark begins with the mark."""


def _trim(text: str, start: int, end: int) -> Offsets:
    while start < end and text[start] in " ,;:\n\u00a0":
        start += 1
    while end > start and text[end - 1] in " ,;:\n\u00a0":
        end -= 1
    return start, end


def overlapping(parsed: Parsed, start: int, end: int) -> list[Quotation]:
    """The quotations that share a character with `[start, end)`, in order; none reaches past its paragraph."""
    paragraph = parsed.paragraphs[max(0, bisect_right(parsed.paragraphs, start, key=_start) - 1)]
    found = []
    for at in range(bisect_left(parsed.quotations, paragraph.start, key=_start), len(parsed.quotations)):
        quotation = parsed.quotations[at]
        if quotation.outer_start >= end:
            break
        if quotation.outer_end > start:
            found.append(quotation)
    return found


def _start(value: Paragraph | Quotation) -> int:
    return value.start
