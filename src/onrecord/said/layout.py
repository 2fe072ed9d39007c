"""Quotations that only the page gives to somebody: over "- Lena Brandt, baker", or under a line with her name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.language import Parsed
from onrecord.language.parsed import Paragraph, Quotation
from onrecord.said.draft import Draft

_SIGNED = re.compile(r"(?:[-–—]|--)\s?(?=[A-Z“\"])")
_LONGEST = 16
"""Words of a line that names who speaks, at most."""
_REPEATED = 2
"""Names over quotations that make a layout; one alone may be a heading."""


def find(parsed: Parsed, spoken: list[bool]) -> Iterator[Draft]:
    """A draft for every paragraph of nothing but quotation that is signed below, or headed by a name."""
    headed: list[Draft] = []
    for paragraph in parsed.paragraphs:
        quoted = _all_quoted(parsed, paragraph)
        if not quoted or paragraph.in_title:
            continue
        below = parsed.paragraphs[paragraph.i + 1] if paragraph.i + 1 < len(parsed.paragraphs) else None
        match = _SIGNED.match(parsed.text, below.start, below.end) if below is not None else None
        if below is not None and match is not None:
            named = _name(parsed, match.end(), below.end)
            if named is not None:
                cue = (below.start, _stripped(parsed.text, below.start, match.end()))
                yield _draft(parsed, quoted, named, "signed", cue)
        elif paragraph.i and not parsed.paragraphs[paragraph.i - 1].in_title:
            above = parsed.paragraphs[paragraph.i - 1]
            named = _name(parsed, above.start, above.end)
            if named is not None and named[1] - named[0] > 1:
                headed.append(_draft(parsed, quoted, named, "headed", None))
    if len(headed) >= _REPEATED:
        yield from headed


def _draft(
    parsed: Parsed, quoted: list[Quotation], source: tuple[int, int], rule: str, cue: tuple[int, int] | None
) -> Draft:
    return Draft(
        act="say",
        rule=f"said.{rule}",
        cue=cue,
        cue_token=source[0] - 1 if cue is not None else parsed.token_range(quoted[0].start, quoted[0].end)[0],
        source=source,
        pieces=[(one.start, one.end) for one in quoted],
        because="a quotation signed with a dash" if cue is not None else "a quotation under a line with a name",
        strength=4,
        quoted=True,
    )


def _all_quoted(parsed: Parsed, paragraph: Paragraph) -> list[Quotation]:
    """The quotations of a paragraph that holds nothing else; none otherwise."""
    found: list[Quotation] = []
    at = paragraph.start
    while at < paragraph.end:
        quotation = parsed.quoted(at)
        if quotation is None or quotation.outer_start != at:
            return []
        found.append(quotation)
        at = quotation.outer_end
        while at < paragraph.end and parsed.text[at] in " .,":
            at += 1
    return found


def _name(parsed: Parsed, start: int, end: int) -> tuple[int, int] | None:
    """The tokens of the name that a line begins with; None where the line tells something, or begins with no name."""
    lo, hi = parsed.token_range(start, end)
    tokens = parsed.tokens
    if not 0 < hi - lo <= _LONGEST or tokens[hi - 1].text in ("?", "!", ":"):
        return None
    if any(tokens[i].pos == "AUX" or tokens[i].tag in ("VBZ", "VBD", "VBP", "MD") for i in range(lo, hi)):
        return None
    stop = next((i for i in range(lo, hi) if tokens[i].text in (",", "(", ".", ";", "-", "–", "—")), hi)
    if stop == lo or not tokens[lo].text[0].isupper() or tokens[stop - 1].pos not in ("PROPN", "NOUN"):
        return None
    return lo, stop


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
