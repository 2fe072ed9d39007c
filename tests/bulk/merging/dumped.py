"""All that is in a record, with no key of a row in it that another record could have otherwise."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from onrecord.record import tally as tallies
from onrecord.store import Store, tables


def dumped(store: Store) -> dict[str, list[Any]]:
    """The rows of all tables, sorted; names that no entry has any more left out."""
    with store.reading() as connection:
        revisions = _keys(connection, tables.reports, "id", "revision")
        entries = _keys(connection, tables.entries, "id")
        labels = _keys(connection, tables.labels, "name")
        found = {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in tables.metadata.sorted_tables
        }
        found["report_words"] = _words(connection, "shelled", "port residents", "rebels")
    for row in (*found["items"], *found["bands"], *found["readings"]):
        row["report"] = revisions[row["report"]]
    for name in ("reports", "items", "entries", "labels"):
        for row in found[name]:
            row.pop("key")
    for row in found["profiles"]:
        row["entry"] = entries[row["entry"]]
        row["tally"] = tallies.decode(row["tally"])
    for row in found["parties"]:
        row["entry"], row["label"] = entries[row["entry"]], labels[row["label"]]
    used = {row["label"] for row in found["parties"]}
    found["labels"] = [row for row in found["labels"] if (row["name"],) in used]
    return {name: sorted(_plain(rows), key=str) for name, rows in found.items()}


def _keys(connection: Connection, table: Any, *names: str) -> dict[int, tuple[Any, ...]]:
    columns = [table.c[name] for name in names]
    return {row[0]: tuple(row[1:]) for row in connection.execute(select(table.c.key, *columns))}


def _words(connection: Connection, *asked: str) -> list[Any]:
    """Which reports and profiles hold some words."""
    from onrecord.store import fulltext

    found: list[Any] = []
    for words in asked:
        reports = connection.execute(fulltext.reports_with(connection, words)).all()
        profiles = connection.execute(fulltext.profiles_with(connection, words)).all()
        found.append([words, sorted(row[0] for row in reports), sorted(row[0] for row in profiles)])
    return found


def _plain(rows: list[Any]) -> list[Any]:
    """Rows as they print, whatever the order in which something was counted."""
    made = []
    for row in rows:
        if isinstance(row, dict) and "tally" in row:
            tally = row["tally"]
            counted = {
                name: sorted(map(str, getattr(tally, name).items()))
                for name in ("voices", "counts", "outlets", "series", "who")
            }
            row = row | {"tally": [tally.first, tally.fullest, counted]}
        made.append(row)
    return made
