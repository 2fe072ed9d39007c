"""Whose report a report really is: the agency in its dateline, the outlet in its byline, "first published by"."""

from __future__ import annotations

import re

from onrecord.model import Report

_HEAD = 1200
"""Characters in which a dateline stands."""
_FOOT = 600
"""Characters at the end in which a credit stands."""
_DATELINE = re.compile(r"^[^\n(]{2,80}\((?P<name>[^()\n]{2,40})\)\s*(?:--?|[–—])\s", re.M)
_AGENCY = re.compile(
    r"\b(?:agency|agencies|wire|wires|news service|newswire|press|presse|reuters|afp|ap|upi|tass|xinhua|anadolu|efe|"
    r"dpa|ansa|kyodo|yonhap|bloomberg|interfax|pa media)\b",
    re.I,
)
_FIRST = re.compile(
    r"(?:(?:this|the) (?:article|story|report|piece) (?:was )?(?:originally|first)|originally|first) "
    r"(?:published|appeared|ran|reported)(?: in (?P<language>[A-Z][a-z]+))? (?:by|in|on|at) (?P<name>(?:the )?"
    r"[A-Z][\w’'.&-]*(?: (?:of |the |de |and )?[A-Z][\w’'.&-]*){0,4})",
    re.I,
)
_TRANSLATED = re.compile(
    r"translated (?:from (?:the )?[A-Z][a-z]+ )?(?:from|of) (?:an? (?:article|report|story) (?:in|by) )?"
    r"(?P<name>(?:the )?[A-Z][\w’'.&-]*(?: (?:of |the |de )?[A-Z][\w’'.&-]*){0,4})",
)
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\s*(?:(?:19|20)[0-9]{2}\s*)?(?P<name>[A-Z][\w’'.& -]{1,40}?)(?=[.,;\n]|$)")


def credit(report: Report) -> str | None:
    """The outlet that a report gives as where it comes from, as worded; None where it names none, or itself."""
    found = _named(report)
    if found is None or key(found) == key(report.outlet or ""):
        return None
    return found


def _named(report: Report) -> str | None:
    head, foot = report.text[:_HEAD], report.text[-_FOOT:]
    if match := _DATELINE.search(head):
        return match["name"].strip()
    if report.byline and _AGENCY.search(report.byline) and not re.match(r"by\s", report.byline, re.I):
        return report.byline.strip()
    for pattern in (_FIRST, _TRANSLATED, _RIGHTS):
        if match := pattern.search(foot):
            return match["name"].strip()
    return None


def key(name: str) -> str:
    """A name as it is compared: without article, case and punctuation."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"^the\s+", "", name.casefold())))


def voice(report: Report, credited: str | None) -> str:
    """Who speaks in a report's own voice, as a link of a chain: the credited outlet, its own, else the report alone."""
    name = key(credited or report.outlet or "")
    return f"outlet:{name}" if name else f"report:{report.id}"
