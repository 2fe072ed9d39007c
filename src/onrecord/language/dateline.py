"""Where a paragraph's own words begin: place, date and wire before them are no part of its first sentence."""

from __future__ import annotations

import re

from onrecord.language.parsed import Paragraph
from onrecord.model import Report

HEAD_PARAGRAPHS = 6
"""Paragraphs in which a dateline can stand: headline, standfirst, byline and date come before it."""

_HEAD = re.compile(
    r"(?P<place>[^\W\d_][\w.'’/\- ]{2,40}?)(?P<more>(?:,[^—–()\n]{2,60}?)?\s?(?:\([^()\n]{2,40}\))?)"
    r"(?:\s?(?:—|–|--|(?<=[\s)])-)\s?|(?P<colon>:)\s)(?=\S)"
)
"""A place, perhaps a region and a date, perhaps a wire in brackets, and a dash or a colon."""


def dateline_end(report: Report, text: str, paragraph: Paragraph) -> int:
    """The offset after the dateline that a paragraph opens with; the paragraph's start where it has none.

    A place in capitals needs a date, a region or a wire beside it, and a dash; any place will do that intake found
    to be the report's dateline.
    """
    found = None if paragraph.in_title else _HEAD.match(text, paragraph.start, paragraph.end)
    if found is None:
        return paragraph.start
    place = found["place"].strip()
    known = report.dateline.place if report.dateline is not None else None
    same = known is not None and known.casefold().startswith(place.casefold())
    plain = place.isupper() and found["more"].strip() and not found["colon"]
    return found.end() if same or plain else paragraph.start
