"""Dyads: what stands between two sides over time, each series apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, and_, case, distinct, func, or_

from onrecord.analysis.about import ClaimPoint, claims
from onrecord.analysis.acts import ACTOR, RECIPIENT, acts, within
from onrecord.analysis.dates import iso, month
from onrecord.analysis.labels import Side, side, states
from onrecord.analysis.shown import told
from onrecord.codebook.plover import quad, types
from onrecord.query.filters import Filter
from onrecord.query.pages import page
from onrecord.record.contributions import id_of
from onrecord.store.tables import Found, entries

COUNTED = ("observed", "attributed", "disputed")
"""Series that say something of what happened; background, plans and denials without an act are left out."""
_POINTS, _TIES = 500, 200
"""The newest of each that a dyad shows."""


class Dyad(msgspec.Struct, frozen=True):
    """Two countries and how much is told of them.

    Attributes:
        one, other: ISO 3166-1 alpha-3, in the order of the alphabet.
        events: told as fact.
        attributed, disputed: events of these series.
        first, last: days of the first and of the last of them, ISO; None where none has a day.
    """

    one: str
    other: str
    events: int
    attributed: int
    disputed: int
    first: str | None
    last: str | None


class Month(msgspec.Struct, frozen=True):
    """The events of a month, one direction, one quad, one series.

    Attributes:
        month: YYYY-MM; a year alone where no event is known more sharply.
        actor, recipient: the dyad's sides.
        quad: of the types.
        series: observed, attributed, disputed, background or not_counted.
        events: how many.
        reports: in how many reports each was told, added up.
    """

    month: str
    actor: str
    recipient: str
    quad: str
    series: str
    events: int
    reports: int


class TieBar(msgspec.Struct, frozen=True):
    """A tie between the sides.

    Attributes:
        id, kind, status: as in the record.
        name: what the report calls it; None where it does not.
        parties: ids of entities.
        start, end: ISO with the precision known; None where not told.
        first, last: days of the reports that told of it.
    """

    id: str
    kind: str
    name: str | None
    parties: tuple[str, ...]
    start: str | None
    end: str | None
    status: str
    first: str | None
    last: str | None


class Point(msgspec.Struct, frozen=True):
    """An event in one direction; where both sides act there is one for either.

    Attributes:
        id: of the event.
        day, until: when it was, ISO with the precision known; the day of the first report where the words give none.
        told: day of the first report.
        actor, recipient: the dyad's sides.
        type, quad, series, standing: as in the record.
        reports, roots: in how many reports, from how many independent origins.
    """

    id: str
    day: str | None
    until: str | None
    told: str | None
    actor: str
    recipient: str
    type: str
    quad: str
    series: str
    standing: str
    reports: int
    roots: int


class DyadSeries(msgspec.Struct, frozen=True):
    """All of a dyad.

    Attributes:
        one, other: codes or ids of the sides.
        since, until: as asked for.
        months: in order of month, direction, quad and series; events without a day are in none.
        ties, points, claims: the newest first.
    """

    one: str
    other: str
    since: str | None
    until: str | None
    months: tuple[Month, ...]
    ties: tuple[TieBar, ...]
    points: tuple[Point, ...]
    claims: tuple[ClaimPoint, ...]


def dyads(connection: Connection, limit: int = 50, offset: int = 0) -> list[Dyad]:
    """The pairs of countries between which most is told, those with most events told as fact first.

    Args:
        connection: of a reader.
        limit, offset: which of them.
    """
    codes = states(connection)
    ends = case((ACTOR.c.label < RECIPIENT.c.label, ACTOR.c.label), else_=RECIPIENT.c.label)
    others = case((ACTOR.c.label < RECIPIENT.c.label, RECIPIENT.c.label), else_=ACTOR.c.label)
    days = (case((entries.c.day > 0, entries.c.day)), case((entries.c.until > 0, entries.c.until)))
    columns = (
        ends,
        others,
        entries.c.series,
        func.count(distinct(entries.c.key)),
        func.min(days[0]),
        func.max(days[1]),
    )
    asking = acts(columns, codes, codes).where(
        ACTOR.c.label != RECIPIENT.c.label, entries.c.series.concat("").in_(COUNTED)
    )
    counts: dict[tuple[str, str], Counter[str]] = {}
    spans: dict[tuple[str, str], list[int]] = {}
    for one, other, series, events, first, last in connection.execute(asking.group_by(ends, others, entries.c.series)):
        pair = (min(codes[one], codes[other]), max(codes[one], codes[other]))
        counts.setdefault(pair, Counter())[series] = events
        spans.setdefault(pair, []).extend(day for day in (first, last) if day is not None)
    ordered = sorted(counts, key=lambda pair: (*(-counts[pair][series] for series in COUNTED), pair))
    return [
        Dyad(
            pair[0], pair[1], counts[pair]["observed"], counts[pair]["attributed"], counts[pair]["disputed"],
            iso(min(spans[pair], default=0)), iso(max(spans[pair], default=0)),
        )
        for pair in ordered[offset : offset + limit]
    ]  # fmt: skip


def dyad(
    connection: Connection, one: str, other: str, since: str | None = None, until: str | None = None
) -> DyadSeries:
    """What stands between two sides.

    Args:
        connection: of a reader.
        one, other: codes, names or ids.
        since, until: days, ISO with the precision known.

    Raises:
        ConfigError: a name that nobody in the record has, or several have in part; a date that is none.
    """
    asked = Filter(who=one, to=other, since=since, until=until)
    ties = page(connection, "t", asked, _TIES).entries
    sides = side(connection, one), side(connection, other)
    events = _between(connection, sides, (since, until))
    return DyadSeries(
        sides[0].label,
        sides[1].label,
        since,
        until,
        tuple(_months(events, sides)),
        tuple(_bar(tie) for tie in ties),
        tuple(_points(connection, events, sides)),
        tuple(claims(connection, sides, (since, until))),
    )


_Sides = tuple[Side, Side]
_Days = tuple[str | None, str | None]


def _between(connection: Connection, sides: _Sides, days: _Days) -> list[Found]:
    """The events between the sides; `forth` is 1 where the first one acts. One in both directions is there twice."""
    one, other = (sorted(side.keys) for side in sides)
    forth = and_((ACTOR.c.label + 0).in_(one), RECIPIENT.c.label.in_(other))
    back = and_((ACTOR.c.label + 0).in_(other), RECIPIENT.c.label.in_(one))
    both = {*one, *other}
    asking = acts((case((forth, 1), else_=0).label("forth"), *entries.c), both, both)
    rows = connection.execute(asking.where(or_(forth, back), *within(*days)))
    return list({(row.key, row.forth): row for row in rows}.values())


def _months(rows: Iterable[Found], sides: _Sides) -> list[Month]:
    events: Counter[tuple[str, str, str, str, str]] = Counter()
    reports: Counter[tuple[str, str, str, str, str]] = Counter()
    quads = {name: type_.quad for name, type_ in types().items()}
    for row in rows:
        when = month(row.day)
        if when is not None:
            key = (when, *_direction(sides, row.forth), quads[row.type], row.series)
            events[key] += 1
            reports[key] += row.reports
    return [Month(*key, events[key], reports[key]) for key in sorted(events)]


def _direction(sides: _Sides, forth: int) -> tuple[str, str]:
    one, other = sides
    return (one.label, other.label) if forth else (other.label, one.label)


def _bar(tie: dict[str, object]) -> TieBar:
    name = tie["name"]
    plain = {
        "id": tie["id"], "kind": tie["kind"], "name": name["text"] if isinstance(name, dict) else None,
        "parties": [party["entity"] for party in tie["parties"]],  # type: ignore[attr-defined]
        "start": tie["from"], "end": tie["to"], "status": tie["status"], "first": tie["first"], "last": tie["last"],
    }  # fmt: skip
    return msgspec.convert(plain, TieBar)


def _points(connection: Connection, rows: Iterable[Found], sides: _Sides) -> list[Point]:
    newest = sorted(rows, key=lambda row: (-row.day, row.id, -row.forth))[:_POINTS]
    when = told(connection, {row.key for row in newest})
    return [
        Point(
            id_of(row.id), iso(row.day), iso(row.until), when[row.key].first, *_direction(sides, row.forth), row.type,
            quad(row.type), row.series, row.standing, row.reports, row.roots,
        )
        for row in newest
    ]  # fmt: skip
