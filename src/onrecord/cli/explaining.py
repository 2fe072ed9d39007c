"""`onrecord explain`."""

from __future__ import annotations

from typing import Any, NamedTuple

from onrecord.cli.outcome import complain
from onrecord.cli.reading import Given, options
from onrecord.cli.screen import screen, show
from onrecord.errors import ConfigError, InputError
from onrecord.intake import reports
from onrecord.model import Report
from onrecord.query.passage import Passage, passage, whole_word
from onrecord.reader import default


class Where(NamedTuple):
    """Which passage is asked about."""

    at: int | None
    words: str | None
    in_title: bool
    report: str | None


def run(file: str, given: Given, where: Where) -> None:
    """Explain one passage; exit 1 where there is no such report or passage."""
    if (where.at is None) == (where.words is None):
        raise ConfigError(f"name the passage either with --at N or with --text WORDS, e.g. {_EXAMPLE}")
    report = _report(file, given, where.report)
    start, end, part = _place(file, report, where)
    reading, notes = default(*given.own).explain(report)
    from onrecord.render.explained import explained

    found: Passage = passage(reading, notes, (start, end), part)
    show(screen(), explained(reading, found))


def _report(file: str, given: Given, wanted: str | None) -> Report:
    """The report asked for; others of the file that cannot be read do not matter."""
    seen: list[Report] = []
    failures: list[InputError] = []
    for item in reports([file], options(given)):
        if isinstance(item, InputError):
            failures.append(item)
        elif wanted is None or item.id == wanted:
            seen.append(item)
            if wanted is not None or len(seen) > 1:
                break
    if not seen and failures and (wanted is None or len(failures) == 1):
        raise failures[0]
    if not seen:
        raise InputError(file, f"no report with id {wanted}", "onrecord read prints the ids")
    if len(seen) > 1:
        raise ConfigError(f"{file} holds several reports: name one with --id, e.g. --id {seen[0].id}")
    for failure in failures:
        complain(failure)
    return seen[0]


def _place(file: str, report: Report, where: Where) -> tuple[int, int, Any]:
    """Offsets and part of the passage."""
    if where.words is not None:
        spots = (
            [("title", report.title or "")]
            if where.in_title
            else [("text", report.text), ("title", report.title or "")]
        )
        for part, whole in spots:
            at = whole.find(where.words)
            if at < 0:
                at = whole.casefold().find(where.words.casefold())
            if at >= 0 and where.words:
                _several(whole, where.words, at)
                return at, at + len(where.words), part
        raise InputError(file, f"the words {where.words!r} are not in it", "give them as they stand there")
    whole = (report.title or "") if where.in_title else report.text
    at = where.at or 0
    if not 0 <= at < len(whole):
        raise ConfigError(
            f"--at {at} is outside the {'title' if where.in_title else 'text'} of {len(whole):,} characters"
        )
    return *whole_word(whole, at), "title" if where.in_title else "text"


_EXAMPLE = 'onrecord explain report.txt --text "accused"'
_MOST = 5
"""Other places that are named."""


def _several(whole: str, words: str, first: int) -> None:
    """Say so where the words stand in several places: only the first is explained."""
    others = []
    at = whole.find(words, first + len(words))
    while at >= 0:
        others.append(at)
        at = whole.find(words, at + len(words))
    if others:
        told = ", ".join(f"--at {at}" for at in others[:_MOST]) + (" ..." if len(others) > _MOST else "")
        complain(f"{words!r} stands there {len(others) + 1} times: this is the first; for the others {told}")
