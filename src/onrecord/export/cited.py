"""Citations: the exact passage of an entry, with what proves it."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection, select

from onrecord.errors import DataError
from onrecord.export.citation import Citation
from onrecord.model import Span
from onrecord.query.compared import stored
from onrecord.query.pages import entry_of, objects
from onrecord.record.contributions import LETTERS, number_of
from onrecord.record.words import passage
from onrecord.store.tables import items, ledger, reports


def citation(connection: Connection, id_: str) -> Citation:
    """The citation of a statement, claim, event or tie by the id of any telling of it, or of a report.

    Raises:
        DataError: the record has nothing of that id.
    """
    row = connection.execute(
        select(items, reports.c.id.label("report_id"), reports.c.revision)
        .join(reports, reports.c.key == items.c.report)
        .where(items.c.id == number_of(id_))
    ).first()
    if row is None:
        return _of_report(connection, id_)
    reading = stored(connection, row.report_id, row.revision)
    part: Literal["title", "text"] = "title" if row.title else "text"
    span = reading.report.span(row.lo, row.hi, part)
    if id_[:1] in LETTERS and row.kind == "s":
        statement = reading.statements[row.number]
        if statement.content:
            first, last = statement.content[0], statement.content[-1]
            if first.part == last.part and first.start <= last.end:
                span = reading.report.span(first.start, last.end, part)
    elif row.kind == "e":
        whole = (reading.report.title or "") if row.title else reading.report.text
        span = reading.report.span(*passage(whole, row.lo, row.hi), part)
    (entry,) = objects(connection, [entry_of(connection, id_)])
    others = len({anchor["report"] for anchor in entry["anchors"]} - {row.report_id})
    return Citation(id_, reading.report, span, others, _end(connection, row.report_id, row.revision))


def _of_report(connection: Connection, id_: str) -> Citation:
    try:
        reading = stored(connection, id_)
    except DataError:
        raise DataError(f"{id_}: nothing in the record has this id (onrecord events --json prints ids)") from None
    revision = connection.scalar(select(reports.c.revision).where(reports.c.id == id_, reports.c.current == 1))
    whole = reading.report.text
    first = Span((0, len(whole[:200])), whole[:200])
    return Citation(id_, reading.report, first, 0, _end(connection, id_, int(revision or 1)))


def _end(connection: Connection, report: str, revision: int) -> str | None:
    return connection.scalar(
        select(ledger.c.hash)
        .where(ledger.c.subject == f"{report}/{revision}")
        .order_by(ledger.c.number.desc())
        .limit(1)
    )
