"""Events in order of time, as sharply as the words say and no sharper; when reports told of them, apart from that."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, select

from onrecord.analysis.dates import iso, precision
from onrecord.analysis.labels import names_of
from onrecord.analysis.shown import profiles_of, texts, told
from onrecord.codebook.plover import quad
from onrecord.query.filters import Filter, query
from onrecord.record.contributions import id_of
from onrecord.record.profile import Profile
from onrecord.store.tables import entries


class Bar(msgspec.Struct, frozen=True):
    """An event on the line of time.

    Attributes:
        id: of the event.
        start, end: first and last day, ISO with the precision known; None where the words give no day: the event is
            then known by its report date alone.
        precision: `day`, `month`, `year`, `interval`; `unknown` where there is no start.
        told: day of the first report.
        type, quad, series, standing: as in the record.
        who, to: actors and recipients by name, else country; empty where nobody is known.
        text: the sentence that tells it.
        reports: in how many it is told.
    """

    id: str
    start: str | None
    end: str | None
    precision: str
    told: str | None
    type: str
    quad: str
    series: str
    standing: str
    who: str
    to: str
    text: str
    reports: int


def timeline(connection: Connection, asked: Filter, limit: int = 300) -> tuple[Bar, ...]:
    """The newest events that a filter lets through, in order of time.

    Args:
        connection: of a reader.
        asked: the filter.
        limit: how many at most.

    Raises:
        ConfigError: a filter that cannot be used.
    """
    wanted = query(connection, "e", asked).order_by(entries.c.day.desc(), entries.c.id).limit(limit).subquery()
    rows = connection.execute(select(entries).join(wanted, wanted.c.key == entries.c.key)).all()
    keys = [row.key for row in rows]
    held, when, words = profiles_of(connection, keys), told(connection, keys), texts(connection, keys)
    labels = {label for profiles in held.values() for side in "ar" for label in _labels(profiles, side)}
    names = names_of(connection, labels)
    made = []
    for row in sorted(rows, key=lambda row: (row.day, row.until, row.id)):
        profiles = held[row.key]
        dated = any(profile.start is not None for profile in profiles)
        start, end = (iso(row.day), iso(row.until)) if dated else (None, None)
        who, to = (", ".join(names[label] for label in _labels(profiles, side)) for side in "ar")
        made.append(
            Bar(
                id_of(row.id), start, end, precision(start, end) if start is not None else "unknown",
                when[row.key].first, row.type, quad(row.type), row.series, row.standing, who, to, words[row.key],
                row.reports,
            )
        )  # fmt: skip
    return tuple(made)


def _labels(profiles: Sequence[Profile], side: str) -> list[str]:
    """Who is on a side, each entity once, a country where no entity is known."""
    sides = [one for profile in profiles for one in profile.sides if one.side == side]
    found = {one.entity.removeprefix("country:") for one in sides if one.entity is not None}
    covered = {one.iso3 for one in sides if one.entity is not None}
    return sorted(found | {one.iso3 for one in sides if one.iso3 is not None} - (covered - found))
