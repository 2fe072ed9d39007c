"""The readings themselves, one a line, byte for byte as `onrecord read --json` printed them.

Those of all current reports, in order of the reports' ids. `onrecord add` takes the file, and makes the same entries
of it. What people judged, older revisions and the ledger are not in it: for those, copy the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from sqlalchemy import Connection, select

from onrecord.export.lines import Written, json_line
from onrecord.model import Reading
from onrecord.query.filters import Filter
from onrecord.record.packing import unpack
from onrecord.store.tables import readings, reports

_AT_ONCE = 50


def write(connection: Connection, kind: str, asked: Filter, out: IO[bytes]) -> Written:
    """Write the readings of all current reports.

    Args:
        connection: of a reader.
        kind: not used.
        asked: not used: a record cannot be made again from a part of it.
        out: where to.

    Raises:
        StoreError: a reading is damaged.
    """
    total = 0
    for reading in current(connection):
        json_line(out, reading)
        total += 1
    return Written(total)


def current(connection: Connection) -> Iterator[Reading]:
    """The readings of all current reports, in order of the reports' ids, whatever order the database knows."""
    found = connection.execute(select(reports.c.id, reports.c.key).where(reports.c.current == 1))
    keys = [key for _, key in sorted((row.id, row.key) for row in found)]
    asking = select(readings, reports.c.text).join(reports, reports.c.key == readings.c.report)
    for at in range(0, len(keys), _AT_ONCE):
        some = keys[at : at + _AT_ONCE]
        rows = {row["report"]: row for row in connection.execute(asking.where(reports.c.key.in_(some))).mappings()}
        for key in some:
            yield unpack(rows[key], rows[key]["text"])
