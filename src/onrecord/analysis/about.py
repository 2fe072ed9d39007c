"""Claims that one side holds about another."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from onrecord.analysis.acts import within
from onrecord.analysis.dates import iso
from onrecord.analysis.labels import Side
from onrecord.analysis.shown import texts
from onrecord.record.contributions import id_of
from onrecord.record.entering import SIDES
from onrecord.store.tables import Asking, Found, entries, parties

MOST = 200
"""The newest claims that are shown."""


class ClaimPoint(msgspec.Struct, frozen=True):
    """A claim that one side holds about the other.

    Attributes:
        id: of the claim.
        day: when what it says was, else of the first report; ISO.
        holder, about: the dyad's sides.
        standing, text: as in the record.
        reports: in how many.
    """

    id: str
    day: str | None
    holder: str
    about: str
    standing: str
    text: str
    reports: int


def claims(connection: Connection, sides: tuple[Side, Side], days: tuple[str | None, str | None]) -> list[ClaimPoint]:
    """The newest claims that either side holds about the other, 200 at most, the newest first.

    Args:
        connection: of a reader.
        sides: the two.
        days: since and until, ISO, each may be None.
    """
    found: dict[tuple[int, str, str], Found] = {}
    for holder, about in (sides, sides[::-1]):
        for key in holder.keys:
            for row in connection.execute(_held(key, about.keys, days)):
                found[row.key, holder.label, about.label] = row
    newest = sorted(found.items(), key=lambda one: (-one[1].day, one[1].id, one[0]))[:MOST]
    words = texts(connection, [row.key for _, row in newest])
    return [
        ClaimPoint(id_of(row.id), iso(row.day), holder, about, row.standing, words[row.key], row.reports)
        for (_, holder, about), row in newest
    ]


def _held(holder: int, about: Iterable[int], days: tuple[str | None, str | None]) -> Asking:
    """The question for the newest claims that one holds about others: by day, until there are enough."""
    held, named = parties.alias("held"), parties.alias("named")
    there = (
        select(named.c.entry)
        .where(
            named.c.label.in_(sorted(about)),
            named.c.side.in_([SIDES.index(side) for side in "arm"]),
            named.c.day == held.c.day,
            named.c.entry == held.c.entry,
        )
        .exists()
    )
    return (
        select(entries)
        .select_from(held)
        .join(entries, entries.c.key == held.c.entry)
        .where(held.c.label == holder, held.c.side == SIDES.index("h"), there, *within(*days))
        .order_by(held.c.day.desc(), entries.c.id)
        .limit(MOST)
    )
