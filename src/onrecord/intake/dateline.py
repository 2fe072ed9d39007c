"""Datelines, bylines and date lines at the head of a report: read, never cut from the text."""

from __future__ import annotations

import re

import msgspec

from onrecord.intake.dates import (
    MONTH,
    MONTHS,
    WEEKDAY,
    WEEKDAYS,
    day,
    iso_date,
    month_number,
    nearest_before,
    weekday_before,
    written_date,
)
from onrecord.intake.places import is_known, is_label
from onrecord.model import Dateline

HEAD_LINES = 8
"""Lines looked at: headline, standfirst, byline, date, then the dateline."""
_LONGEST = 90
"""A dateline is over after so many characters; "UNITED NATIONS, Thursday, Sept. 26, 2024 (Wire) --" takes 50."""

_SEPARATOR = re.compile(
    r"\s*(?P<dash>--+|[—–])\s*|(?:\s+(?P<hyphen>[-_])|(?<=\))_)(?:\s+|$)"
    r"|(?P<colon>:)\s+(?=[A-Z0-9\"“‘'])|\.?\s*(?P<end>$)"
)
_CREDIT = re.compile(r"\s*(?:\((?P<round>[^()]{1,50})\)|/\s*(?P<slash>[^/]{1,40})\s*/\.?)\s*$")
_DATE = re.compile(
    rf"[,.]?\s*(?:(?P<weekday>{WEEKDAY})\s*,?\s*)?"
    rf"(?:(?P<m1>{MONTH})\s+(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s*,?\s*(?P<y1>[0-9]{{4}}|[0-9][0-9]))?"
    rf"|(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{MONTH})(?:\s*,?\s*(?P<y2>[0-9]{{4}}|[0-9][0-9]))?"
    rf"|(?P<iso>[0-9]{{4}}-[0-9][0-9]-[0-9][0-9]))\.?\s*$",
    re.I,
)
_WEEKDAY_ONLY = re.compile(rf",\s*(?P<weekday>{WEEKDAY})\s*$", re.I)
_BYLINE = re.compile(r"\s*by:?\s+(?P<names>\S.{1,78})$", re.I)
_SMALL = frozenset({
    "and", "in", "at", "of", "for", "the", "de", "da", "del", "van", "von", "der", "den", "bin", "al", "el", "la",
    "le", "with",
})  # fmt: skip
"""Words of names and places that need no capital."""
_LAST = frozenset({"by", "for", "from", "held", "in", "of", "on", "since", "the", "to", "today", "until", "yesterday"})
"""Words that no place ends in: what stands before a date inside a sentence does."""
_DASH = re.compile(r"\s+[-|–—•·]\s+|\s*[|•·]\s*")
_PROSE = 60
"""Words of headline and standfirst before the dateline; after more of them the report has begun."""


class Head(msgspec.Struct, frozen=True):
    """What the head of a text says about the report.

    Attributes:
        dateline: place as worded and date with the precision known.
        byline: the names after "By".
        published: a full date that stands on a line of its own.
        filed: a full date, year included, that stands in the dateline.
    """

    dateline: Dateline | None = None
    byline: str | None = None
    published: str | None = None
    filed: str | None = None


def read_head(text: str, published: str | None) -> Head:
    """Read the first lines of a text.

    Args:
        text: the report's text.
        published: when it was published, to give a dateline its year; None when unknown.
    """
    byline = dated = None
    words = 0
    capitals = text[:2000].isupper()
    for line, starts in _lines(text):
        names, day_written = (None, None) if capitals else byline_and_date(line)
        byline, dated = byline or names, dated or day_written
        if names or day_written:
            continue
        if found := _split(line, starts):
            place, date = found
            resolved, whole = _resolve(date, dated or published)
            return Head(Dateline(place or None, resolved), byline, dated, resolved if whole else None)
        words += len(line.split())
        if words > _PROSE:
            break
    return Head(byline=byline, published=dated)


def dateline_of(words: str, published: str | None) -> Dateline | None:
    """The dateline in words that are said to be one and no more: "SEOUL, Dec 13"."""
    place, date, _ = _peel(words.strip(" -–—:|"))
    return Dateline(place, _resolve(date, published)[0]) if _is_worded_as_place(place) else None


def byline_of(line: str) -> str | None:
    """The names in a line such as "By Ana Kovar and Jon Reyes"; None where the line is prose."""
    found = _BYLINE.match(line)
    if not found:
        return None
    names = found["names"].strip(" |,")
    words = re.findall(r"[^\s,|]+", names)
    if not 1 <= len(words) <= 12 or names.endswith((".", "?", "!", ":")):
        return None
    if any(word.lower() in WEEKDAYS or word.lower() in MONTHS or word[0].isdigit() for word in words):
        return None
    proper = sum(word[0].isupper() for word in words)
    return names if proper >= 2 and all(word[0].isupper() or word.lower() in _SMALL for word in words) else None


def byline_and_date(line: str) -> tuple[str | None, str | None]:
    """What a line gives that holds nothing but a byline, a date, or both."""
    if len(line) > 120:
        return None, None
    names = dated = None
    for piece in _DASH.split(line):
        found = written_date(piece)
        if found and len(found) >= 10:
            dated = dated or found
        elif names is None and dated is None and (names := byline_of(piece)):
            continue
        else:
            return None, None
    return names, dated


def _lines(text: str) -> list[tuple[str, bool]]:
    """The first lines that hold something, and whether each begins a paragraph rather than goes on in a wrapped one."""
    kept: list[tuple[str, bool]] = []
    at, before = 0, ""
    while at < len(text) and len(kept) < HEAD_LINES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at : min(end, at + 400)].strip()
        if line.endswith(",") and len(line) < 40 and line.isupper():  # a place, cut off from its date by the wrapping
            follows = text.find("\n", end + 1)
            end = len(text) if follows < 0 else follows
            line = " ".join(text[at : min(end, at + 400)].split())
        if line:
            kept.append((line, len(before) < 40 or before.endswith((".", "!", "?", ":", "”", '"'))))
        at, before = end + 1, line
    return kept


def _split(line: str, starts: bool) -> tuple[str, re.Match[str] | None] | None:
    """Place and date of a line that begins with a dateline; None where it begins with something else.

    What vouches for a place: capitals with a date or an agency's credit, a date before a dash, or the tables.
    """
    if slashed := re.match(r"(.{3,70}?/[^/]{1,40}/)\.?\s", line):
        head, date, _ = _peel(slashed[1])
        if date is not None and _is_worded_as_place(head):
            return head, date
    for separator in _SEPARATOR.finditer(line[: _LONGEST + 4]):
        if separator.start() > _LONGEST or (separator["end"] is not None and separator.end() < len(line)):
            return None
        head, date, credit = _peel(line[: separator.start()])
        if not head and date is not None and separator["dash"]:
            return "", date
        if not _is_worded_as_place(head):
            continue
        capitals = head.split(",")[0].isupper()
        dated = date is not None
        if separator["end"] is not None or separator["colon"]:
            vouched = is_known(head) and (dated if separator["end"] is not None else capitals and not line.isupper())
        elif capitals and starts and not line.isupper() and (dated or credit):
            vouched = True
        else:
            vouched = (dated and (credit or not capitals)) or is_known(head)
        bare = not (capitals or dated or credit)
        if bare and ((separator["hyphen"] and "," not in head) or not _sentence_follows(line[separator.end() :])):
            continue
        if vouched:
            return head, date
    return None


def _sentence_follows(rest: str) -> bool:
    """Whether a sentence begins after the dash, and the dash is not the first of a pair."""
    return bool(re.match(r"[A-Z0-9\"“‘']", rest)) and not re.match(r"[^.?!]{0,120}\s[-–—]+\s", rest)


def _peel(head: str) -> tuple[str, re.Match[str] | None, bool]:
    """Take credits, then the date, off the end of a dateline."""
    credit = False
    date = None
    while found := _CREDIT.search(head):
        head, credit = head[: found.start()], True
    found = _DATE.search(head) or _WEEKDAY_ONLY.search(head)
    if found:
        date, head = found, head[: found.start()]
    while inner := _CREDIT.search(head):  # "SEOUL (Wire), Dec 13 -"
        head, credit = head[: inner.start()], True
    return head.strip(" ,"), date, credit


def _is_worded_as_place(head: str) -> bool:
    """Whether what is left of a dateline is worded like a place: capitalised, short, no label, no sentence's part."""
    parts = [part.strip() for part in head.split(",")]
    city = parts[0].split()
    if not city or len(parts) > 3 or len(city) > 6 or any(char.isdigit() or char in '"“”?!:;()' for char in head):
        return False
    if is_label(city[0]) or not parts[-1] or parts[-1].split()[-1].lower() in _LAST:
        return False
    return sum(char.isalpha() for char in parts[0]) >= 3 and all(_capitalised(part) for part in parts)


def _capitalised(part: str) -> bool:
    """Whether each word of a place begins with a capital, small particles aside."""
    words = re.findall(r"[^\s/\-‑'’]+", part)
    if not words or len(words) > 7 or not words[0][0].isalpha():
        return False
    return any(word[0].isupper() for word in words) and all(
        word[0].isupper() or word in _SMALL or not word[0].isalpha() for word in words
    )


def _resolve(date: re.Match[str] | None, published: str | None) -> tuple[str | None, bool]:
    """The date of a dateline, and whether its year is written there."""
    if date is None:
        return None, False
    fields = date.groupdict()
    if fields.get("iso"):
        return iso_date(fields["iso"]), True
    month, number = fields.get("m1") or fields.get("m2"), fields.get("d1") or fields.get("d2")
    year = fields.get("y1") or fields.get("y2")
    if not month or not number:
        weekday = fields["weekday"].rstrip(".").lower()[:3]
        return weekday_before(published, WEEKDAYS[weekday]), False
    if year and len(year) == 4:
        found = day(int(year), month_number(month), int(number))
        return found, found is not None
    resolved = nearest_before(published, month_number(month), int(number))
    return (None, False) if year and resolved and resolved[2:4] != year else (resolved, False)
