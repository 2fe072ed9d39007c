"""Search: reports by their words, best first, with the passage that matches; who is in the record; days in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from onrecord.errors import ConfigError
from onrecord.query.filters import checked_days
from onrecord.store import fulltext
from onrecord.store.tables import names, reports

_AROUND = 90
"""Characters of the passage on either side of a word that was found."""


class Hit(msgspec.Struct, frozen=True):
    """A report that was found.

    Attributes:
        report, outlet, published, title, url: of the report.
        span: of the passage, in its text.
        text: the passage, as it stands there.
        family: id of the report that it goes back to, where it is a reprint.
    """

    report: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    span: tuple[int, int]
    text: str
    family: str


def search(
    connection: Connection,
    words: str,
    limit: int = 50,
    offset: int = 0,
    days: tuple[str | None, str | None] = (None, None),
    outlet: str | None = None,
) -> list[Hit]:
    """Reports that hold all the words.

    Args:
        connection: of a reader.
        words: any words; between quotation marks, as they stand.
        limit, offset: which of them.
        days: published from and until, ISO, each may be None.
        outlet: published by it alone.

    Raises:
        ConfigError: no word in it; a day that is no date.
    """
    days = checked_days(days)
    if not re.search(r"\w", words):
        raise ConfigError(f"{words!r}: no word to search for")
    matches = fulltext.reports_with(connection, words).subquery()
    query = (
        select(reports)
        .join(matches, matches.c.k == reports.c.key)
        .where(reports.c.current == 1)
        .order_by(matches.c.r, reports.c.id)
        .limit(limit)
        .offset(offset)
    )
    if days[0] is not None:
        query = query.where(reports.c.published >= days[0])
    if days[1] is not None:
        query = query.where(reports.c.published <= days[1] + "~")
    if outlet is not None:
        query = query.where(func.lower(reports.c.outlet) == outlet.lower())
    return [_hit(row, words) for row in connection.execute(query)]


def _hit(row: Any, words: str) -> Hit:
    lo, hi = _passage(row.text, words)
    return Hit(row.id, row.outlet, row.published, row.title, row.url, (lo, hi), row.text[lo:hi], row.family)


def _passage(whole: str, words: str) -> tuple[int, int]:
    """The stretch of a text around the first place where most of the words are near."""
    wanted = [word[: max(4, len(word) - 2)] for word in re.findall(r"\w+", words.lower())]
    lower = whole.lower()
    if len(lower) != len(whole):  # a letter whose small form is longer: offsets would slip
        lower = whole
    places = sorted(match.start() for word in wanted for match in re.finditer(rf"\b{re.escape(word)}", lower))
    if not places:
        return 0, min(len(whole), 2 * _AROUND)
    best = max(places, key=lambda at: (bisect_left(places, at + 2 * _AROUND) - bisect_left(places, at), -at))
    lo, hi = max(0, best - _AROUND), min(len(whole), best + 2 * _AROUND)
    while lo > 0 and not whole[lo - 1].isspace():
        lo -= 1
    while hi < len(whole) and not whole[hi].isspace():
        hi += 1
    return lo, hi


class Actor(msgspec.Struct, frozen=True):
    """An entity of the record.

    Attributes:
        entity: its id.
        name: its commonest name.
        kind, iso3: as in readings.
        names: all its names, the commonest first.
        reports: in how many reports it is named.
    """

    entity: str
    name: str
    kind: str
    iso3: str | None
    names: tuple[str, ...]
    reports: int


def actors(connection: Connection, name: str | None = None, limit: int = 50, offset: int = 0) -> list[Actor]:
    """Who is in the record, those in most reports first.

    Args:
        connection: of a reader.
        name: a part of a name, or of an id.
        limit, offset: which of them.
    """
    times = func.sum(names.c.times)
    query = select(names.c.entity, times.label("times")).group_by(names.c.entity)
    if name is not None:
        like = "%" + name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        query = query.where(names.c.name.ilike(like, escape="\\") | names.c.entity.ilike(like, escape="\\"))
    query = query.order_by(times.desc(), names.c.entity).limit(limit).offset(offset)
    rows = connection.execute(query).all()
    found: dict[str, list[Any]] = {row.entity: [] for row in rows}
    for row in connection.execute(
        select(names).where(names.c.entity.in_(list(found))).order_by(names.c.times.desc(), names.c.name)
    ):
        found[row.entity].append(row)
    return [
        Actor(row.entity, held[0].name, held[0].kind, held[0].iso3, tuple(one.name for one in held), int(row.times))
        for row in rows
        if (held := found[row.entity])
    ]
