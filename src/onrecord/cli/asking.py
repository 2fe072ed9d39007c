"""Questions to a record: events, claims, statements, ties, actors, timeline, search, brief, diff, cite, why."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, NamedTuple

import msgspec

from onrecord.cli.outcome import complain, write
from onrecord.errors import ConfigError, DataError
from onrecord.query import compared, pages, review, search
from onrecord.query.brief import brief as briefly
from onrecord.query.filters import KINDS, Filter
from onrecord.recorder import Record


class Shape(NamedTuple):
    """How an answer is given.

    Attributes:
        json, csv: as JSON Lines, as CSV; else for people.
        every: all entries rather than a page.
        limit: entries of a page.
        cursor: of the page before.
        oldest: the oldest first.
    """

    json: bool = False
    csv: bool = False
    every: bool = False
    limit: int = pages.PAGE
    cursor: str | None = None
    oldest: bool = False


def entries(noun: str, record: str | None, asked: Filter, shape: Shape) -> None:
    """Print entries of a kind."""
    _checked(shape)
    with Record(record) as book, book.reading_connection() as connection:
        kind = KINDS[noun]
        if shape.every:
            found: Iterable[dict[str, Any]] = pages.every(connection, kind, asked, shape.oldest)
            cursor = None
        else:
            page = pages.page(connection, kind, asked, shape.limit, shape.cursor, shape.oldest)
            found, cursor = page.entries, page.cursor
        if shape.json:
            for entry in found:
                write(_json(entry))
        elif shape.csv:
            _as_csv(kind, found)
        else:
            shown = list(found)
            from onrecord.cli.screen import screen, show
            from onrecord.render.entries import listed

            more = f"--cursor {cursor}, or --all" if cursor is not None else None
            show(screen(), listed(kind, shown, pages.called(connection, shown), more))
        if cursor is not None and (shape.json or shape.csv):
            complain(f"there are more: --cursor {cursor}, or --all")


def _as_csv(kind: str, found: Iterable[dict[str, Any]]) -> None:
    from onrecord.export.lines import commas
    from onrecord.export.tables import COLUMNS, rows
    from onrecord.export.writing import STANDARD_OUTPUT, destination

    with destination(STANDARD_OUTPUT) as out:
        commas(out, COLUMNS[kind], rows(kind, found))


def _checked(shape: Shape) -> None:
    if shape.json and shape.csv:
        raise ConfigError("--json or --csv, not both")
    if shape.limit < 1:
        raise ConfigError(f"--limit {shape.limit}: at least 1")


def actors(record: str | None, name: str | None, limit: int, json: bool) -> None:
    """Print who is in the record."""
    with Record(record) as book:
        found = book.actors(name, limit)
    if json:
        _lines(found)
        return
    from onrecord.cli.screen import screen, show
    from onrecord.render.entries import actors as shown

    show(screen(), shown(found))


def searched(record: str | None, words: str, asked: Filter, limit: int, json: bool) -> None:
    """Print the reports that hold some words."""
    with Record(record) as book, book.reading_connection() as connection:
        found = search.search(connection, words, limit, 0, (asked.since, asked.until), asked.outlet)
    if json:
        _lines(found)
        return
    from onrecord.cli.screen import screen, show
    from onrecord.render.entries import hits

    show(screen(), hits(found))


def timeline(record: str | None, asked: Filter, shape: Shape) -> None:
    """Print events day by day, the oldest first."""
    _checked(shape)
    with Record(record) as book, book.reading_connection() as connection:
        found: Iterator[dict[str, Any]] = pages.every(connection, "e", asked, oldest=True)
        some = list(found if shape.every else islice(found, shape.limit))
        days = [(day, list(group)) for day, group in groupby(some, key=_day)]
    if shape.json:
        for day, group in days:
            write(_json({"day": day, "events": group}))
        return
    from onrecord.cli.screen import screen, show
    from onrecord.render.entries import timeline as shown

    show(screen(), shown(days))


def _day(event: dict[str, Any]) -> str:
    when = event["when"]
    return str((when["start"] if when is not None and when["start"] else event["first"]) or "")


def brief(record: str | None, sides: tuple[str, str], days: tuple[str | None, str | None], json: bool) -> None:
    """Print a brief."""
    with Record(record) as book, book.reading_connection() as connection:
        made = briefly(connection, *sides, *days)
    if json:
        write(msgspec.json.encode(made).decode())
        return
    from onrecord.cli.screen import screen, show
    from onrecord.render.entries import brief as shown

    show(screen(), shown(made))


def diff(record: str | None, report: str, other: str | None, json: bool) -> None:
    """Print what changed between two revisions of a report, or between two reports."""
    with Record(record) as book, book.reading_connection() as connection:
        if other is not None:
            old, new = _named(connection, report), _named(connection, other)
        else:
            id_, _, number = report.partition("/") if report.rpartition("/")[2].isdigit() else (report, "", "")
            known = compared.revisions(connection, id_)
            last = int(number) if number else known[-1]
            if last == known[0]:
                raise DataError(f"{id_}: has one revision; name another report to compare it with")
            before = max(one for one in known if one < last)
            old, new = _named(connection, f"{id_}/{before}"), _named(connection, f"{id_}/{last}")
        made = compared.difference(old[0], new[0], (old[1], new[1]))
    if json:
        write(msgspec.json.encode(made).decode())
        return
    from onrecord.cli.screen import screen, show
    from onrecord.render.entries import difference as shown

    show(screen(), shown(made))


def _named(connection: Any, name: str) -> tuple[Any, str]:
    """A reading by the id of its report, with or without `/revision`."""
    id_, _, number = name.rpartition("/")
    if id_ and number.isdigit():
        return compared.stored(connection, id_, int(number)), name
    last = compared.revisions(connection, name)[-1]
    return compared.stored(connection, name, last), f"{name}/{last}"


def cite(record: str | None, id_: str, form: str) -> None:
    """Print a citation of an entry, or of a report."""
    from onrecord.export.citation import FORMATS
    from onrecord.export.cited import citation

    if form not in FORMATS:
        raise ConfigError(f"--format {form!r}: there are {', '.join(FORMATS)}")
    with Record(record) as book, book.reading_connection() as connection:
        write(FORMATS[form](citation(connection, id_)).rstrip("\n"))


def why(record: str | None, one: str, other: str | None, json: bool) -> None:
    """Print why two items are one entry or two."""
    with Record(record) as book:
        found = book.why(one, other)
    if json:
        _lines(found)
        return
    from rich.console import Group

    from onrecord.cli.screen import screen, show
    from onrecord.render.entries import pair

    if not found:
        write(f"{one}: was like nothing else in the record")
        return
    show(screen(), Group(*(pair(one_) for one_ in found)))


def reviewed(record: str | None, kind: str | None, limit: int, json: bool, by: str | None) -> None:
    """Print what merging was least sure of; on a terminal, ask about each."""
    letter = KINDS[kind] if kind is not None and kind in KINDS else None
    if kind is not None and letter is None:
        raise ConfigError(f"--kind {kind!r}: there are {', '.join(KINDS)}")
    with Record(record, write=not json and sys.stdin.isatty()) as book:
        with book.reading_connection() as connection:
            found = review.uncertain(connection, letter, limit)
        if json:
            _lines(found)
            return
        from onrecord.cli.reviewing import walk

        walk(book, found, by)


def _lines(found: Iterable[Any]) -> None:
    for one in found:
        write(msgspec.json.encode(one).decode())


def _json(entry: dict[str, Any]) -> str:
    return msgspec.json.encode(entry).decode()
