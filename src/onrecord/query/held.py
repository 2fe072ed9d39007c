"""The reports that a record holds, newest first."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, and_, func, or_, select

from onrecord.errors import DataError
from onrecord.query import cursors
from onrecord.query.filters import checked_days
from onrecord.store.tables import Asking, Found, ledger, readings, reports


class Held(msgspec.Struct, frozen=True):
    """A current report.

    Attributes:
        report, outlet, published, title, url: of it.
        revision: which is current, from 1.
        family: id of the report that it goes back to; its own where it reprints none.
        characters: of its text.
        opening: the first line of its text, 120 characters at most.
    """

    report: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    revision: int
    family: str
    characters: int
    opening: str


class Hashes(msgspec.Struct, frozen=True):
    """What proves one revision of a report.

    Attributes:
        report, revision: which.
        sha256: of the bytes that were read.
        text_sha256: of the text.
        reading_sha256: of what it was read as.
        number, hash: of its link in the chain of additions.
    """

    report: str
    revision: int
    sha256: str
    text_sha256: str
    reading_sha256: str
    number: int | None
    hash: str | None


def held(
    connection: Connection,
    limit: int = 50,
    cursor: str | None = None,
    days: tuple[str | None, str | None] = (None, None),
    outlet: str | None = None,
) -> tuple[list[Held], str | None]:
    """A page of reports, the newest first, and the cursor of the next page.

    Args:
        connection: of a reader.
        limit: how many.
        cursor: of the page before.
        days: published from and until, ISO, each may be None.
        outlet: published by it alone.

    Raises:
        ConfigError: a cursor that is none; a day that is no date.
    """
    since, until = checked_days(days)
    day = func.coalesce(reports.c.published, "")
    asked = _rows().where(reports.c.current == 1)
    if cursor is not None:
        last, id_ = _parsed(cursor)
        asked = asked.where(or_(day < last, and_(day == last, reports.c.id > id_)))
    if since is not None:
        asked = asked.where(reports.c.published >= since)
    if until is not None:
        asked = asked.where(reports.c.published <= until + "~")
    if outlet is not None:
        asked = asked.where(func.lower(reports.c.outlet) == outlet.lower())
    rows = connection.execute(asked.order_by(day.desc(), reports.c.id).limit(limit + 1)).all()
    found = [_held(row) for row in rows[:limit]]
    return found, _cursor(found[-1]) if len(rows) > limit else None


def _rows() -> Asking:
    length = func.length(reports.c.text).label("characters")
    return select(reports, length, func.substr(reports.c.text, 1, 400).label("start"))


def _held(row: Found) -> Held:
    first = next((line.strip() for line in row.start.splitlines() if line.strip()), "")
    cut = first if len(first) <= _OPENING else first[: _OPENING - 2].rpartition(" ")[0] + " …"
    return Held(
        row.id, row.outlet, row.published, row.title, row.url, row.revision, row.family, row.characters, cut
    )  # fmt: skip


_OPENING = 120


def _cursor(last: Held) -> str:
    return cursors.written(f"{last.published or ''}\n{last.report}")


def _parsed(cursor: str) -> tuple[str, str]:
    day, mark, id_ = cursors.read(cursor).partition("\n")
    if not mark or "\0" in day + id_:  # PostgreSQL knows no NUL
        raise cursors.none(cursor)
    return day, id_


def family(connection: Connection, report: str) -> list[Held]:
    """The reports that go back to the same one, it first; of one that nobody reprints, it alone.

    Raises:
        DataError: the record has no such report.
    """
    root = connection.scalar(select(reports.c.family).where(reports.c.id == report, reports.c.current == 1))
    if root is None:
        raise DataError(f"{report}: the record has no such report")
    asked = _rows().where(reports.c.family == root, reports.c.current == 1)
    rows = connection.execute(asked.order_by(reports.c.published, reports.c.id)).all()
    found = [_held(row) for row in rows]
    return sorted(found, key=lambda one: one.report != root)


def hashes(connection: Connection, report: str) -> Hashes:
    """What proves the current revision of a report.

    Raises:
        DataError: the record has no such report.
    """
    row = connection.execute(
        select(reports.c.revision, reports.c.sha256, reports.c.text_sha256, readings.c.sha256.label("read"))
        .join(readings, readings.c.report == reports.c.key)
        .where(reports.c.id == report, reports.c.current == 1)
    ).first()
    if row is None:
        raise DataError(f"{report}: the record has no such report")
    link = connection.execute(
        select(ledger.c.number, ledger.c.hash)
        .where(ledger.c.subject == f"{report}/{row.revision}")
        .order_by(ledger.c.number.desc())
        .limit(1)
    ).first()
    return Hashes(
        report, row.revision, row.sha256, row.text_sha256, row.read,
        link.number if link else None, link.hash if link else None,
    )  # fmt: skip
