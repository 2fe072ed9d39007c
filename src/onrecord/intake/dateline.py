"""Datelines, bylines and date lines at the head of a report: read, never cut from the text."""

from __future__ import annotations

import re

import msgspec

from onrecord.intake.dates import (
    MONTH,
    WEEKDAY,
    WEEKDAYS,
    day,
    iso_date,
    month_number,
    nearest_before,
    weekday_before,
    written_date,
)
from onrecord.model import Dateline

HEAD_LINES = 8
"""Lines looked at: headline, standfirst, byline, date, then the dateline."""
_LONGEST = 90
"""A dateline is over after so many characters; "UNITED NATIONS, Thursday, Sept. 26, 2024 (Wire) --" takes 50."""
_LABELS = frozenset({
    "advisory", "alert", "analysis", "blog", "breaking", "column", "commentary", "corrected", "correction",
    "developing", "editorial", "eds", "editors", "exclusive", "explainer", "factbox", "feature", "file", "flash",
    "focus", "graphic", "insight", "interview", "live", "note", "obituary", "opinion", "photo", "photos", "poll",
    "preview", "profile", "recap", "refile", "refiled", "review", "snap", "special", "story", "summary", "timeline",
    "update", "updated", "urgent", "video", "watch", "wrapup",
})  # fmt: skip
"""Words that head a report in a dateline's place, and are none."""

_SEPARATOR = re.compile(r"\s*(?:--+|[—–])\s*|\s+[-_]\s+|\.?\s*$")
_CREDIT = re.compile(r"\s*(?:\((?P<round>[^()]{1,50})\)|/\s*(?P<slash>[^/]{1,40})\s*/\.?)\s*$")
_DATE = re.compile(
    rf"[,.]?\s*(?:(?P<weekday>{WEEKDAY})\s*,?\s*)?"
    rf"(?:(?P<m1>{MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,?\s*(?P<y1>\d{{4}}|\d\d))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{MONTH})(?:\s*,?\s*(?P<y2>\d{{4}}|\d\d))?"
    rf"|(?P<iso>\d{{4}}-\d\d-\d\d))\s*$",
    re.I,
)
_WEEKDAY_ONLY = re.compile(rf",\s*(?P<weekday>{WEEKDAY})\s*$", re.I)
_BYLINE = re.compile(r"\s*by:?\s+(?P<names>\S.{1,78})$", re.I)
_SMALL = frozenset({
    "and", "in", "at", "of", "for", "the", "de", "da", "del", "van", "von", "der", "den", "bin", "al", "el", "la",
    "le", "with",
})  # fmt: skip


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
    for line in _lines(text):
        if byline is None and (names := byline_of(line)):
            byline = names
        elif dated is None and len(line) < 60 and (found := written_date(line)) and len(found) >= 10:
            dated = found
        elif place_and_date := _split(line):
            place, date = place_and_date
            resolved, whole = _resolve(date, dated or published)
            return Head(Dateline(place, resolved), byline, dated, resolved if whole else None)
        elif len(line) > 240:
            break
    return Head(byline=byline, published=dated)


def byline_of(line: str) -> str | None:
    """The names in a line such as "By Ana Kovar and Jon Reyes"; None where the line is prose."""
    found = _BYLINE.match(line)
    if not found:
        return None
    names = found["names"].strip(" |,")
    words = re.findall(r"[^\s,|]+", names)
    proper = [word for word in words if word[0].isupper()]
    if not 1 <= len(words) <= 12 or names.endswith((".", "?", "!", ":")) or len(proper) < 2:
        return None
    return names if all(word[0].isupper() or word.lower() in _SMALL for word in words) else None


def _lines(text: str) -> list[str]:
    """The first lines that hold something, without the space around them."""
    kept: list[str] = []
    at = 0
    while at < len(text) and len(kept) < HEAD_LINES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at : min(end, at + 400)].strip()
        if line:
            kept.append(line)
        at = end + 1
    return kept


def _split(line: str) -> tuple[str, re.Match[str] | None] | None:
    """Place and date of a line that begins with a dateline; None where it begins with something else."""
    for separator in _SEPARATOR.finditer(line[: _LONGEST + 4]):
        if separator.start() > _LONGEST:
            return None
        whole = separator.end() >= len(line)
        head, date, credit = _peel(line[: separator.start()])
        if head and _is_place(head, date is not None, credit, line) and not (whole and date is None):
            return head, date
    slashed = re.match(r"(.{3,70}?/[^/]{1,40}/)\.?\s", line)
    if slashed:
        head, date, credit = _peel(slashed[1])
        if head and date is not None and _is_place(head, True, credit, line):
            return head, date
    return None


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


def _is_place(head: str, dated: bool, credit: bool, line: str) -> bool:
    """Whether what is left of a dateline reads as a place: capitals, or a capitalised name beside a date or credit."""
    parts = [part.strip() for part in head.split(",")]
    city = parts[0].split()
    if not city or len(parts) > 3 or len(city) > 6 or any(char.isdigit() or char in '"“”?!:;' for char in head):
        return False
    if city[0].strip(".").lower() in _LABELS or not all(_capitalised(part) for part in parts):
        return False
    if dated or credit:
        return True
    return parts[0].isupper() and sum(char.isalpha() for char in parts[0]) >= 4 and not line.isupper()


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
