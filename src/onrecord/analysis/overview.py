"""What a record holds, in numbers."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, distinct, func, select

from onrecord.query.filters import KINDS
from onrecord.store.tables import entries, ledger, reports

SERIES = ("observed", "attributed", "disputed", "background", "not_counted")
"""The series of events, the one told as fact first."""


class Overview(msgspec.Struct, frozen=True):
    """The whole of a record.

    Attributes:
        reports: how many, each counted once.
        revisions: beyond the first of each report.
        outlets: how many published one.
        first, last: days of the first and the last report, ISO; None where no report has one.
        events: how many, by series, in the order of `SERIES`.
        claims: how many, by standing, the commonest first.
        statements, ties: how many.
        families: texts, reprints of one counted once.
        link: hash of the last link of the ledger; None where nothing was added.
    """

    reports: int
    revisions: int
    outlets: int
    first: str | None
    last: str | None
    events: dict[str, int]
    claims: dict[str, int]
    statements: int
    ties: int
    families: int
    link: str | None


def overview(connection: Connection) -> Overview:
    """The numbers of a record.

    Args:
        connection: of a reader.
    """
    current = reports.c.current == 1
    days = func.min(reports.c.published), func.max(reports.c.published)
    number, first, last = connection.execute(select(func.count(), *days).where(current)).one()
    families = select(func.count(distinct(reports.c.family))).where(current)
    return Overview(
        reports=number,
        revisions=_number(connection, select(func.count()).select_from(reports)) - number,
        outlets=_number(connection, select(func.count(distinct(reports.c.outlet))).where(current)),
        first=first[:10] if first else None,
        last=last[:10] if last else None,
        events=_events(connection),
        claims=_claims(connection),
        statements=_number(connection, select(func.count()).where(entries.c.kind == KINDS["statements"])),
        ties=_number(connection, select(func.count()).where(entries.c.kind == KINDS["ties"])),
        families=_number(connection, families),
        link=connection.scalar(select(ledger.c.hash).order_by(ledger.c.number.desc()).limit(1)),
    )


def _number(connection: Connection, asking: object) -> int:
    return int(connection.scalar(asking) or 0)  # type: ignore[call-overload]


def _events(connection: Connection) -> dict[str, int]:
    """Only events have a series; ties keep their status there, in other words."""
    asking = select(entries.c.series, func.count()).where(entries.c.series.in_(SERIES)).group_by(entries.c.series)
    found: dict[str, int] = dict(connection.execute(asking).all())
    return {series: found[series] for series in SERIES if series in found}


def _claims(connection: Connection) -> dict[str, int]:
    """All standings less those of events: two walks along an index instead of one through the whole table."""
    asking = select(entries.c.standing, func.count()).group_by(entries.c.standing)
    every: dict[str, int] = dict(connection.execute(asking.where(entries.c.standing.is_not(None))).all())
    of_events: dict[str, int] = dict(connection.execute(asking.where(entries.c.kind == KINDS["events"])).all())
    left = {standing: number - of_events.get(standing, 0) for standing, number in every.items()}
    return dict(sorted(((s, n) for s, n in left.items() if n), key=lambda one: (-one[1], one[0])))
