"""Questions about many values at once, and rows by the thousand, in the way that each database takes fastest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Table, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from onrecord.errors import StoreError
from onrecord.store.tables import Asking, Found

AT_ONCE = 400
"""Values of one question at most."""
_NUMBERS = 10_000
"""The same of whole numbers, which go as one value: a question is put together once, however many they are."""


def pieces(values: Iterable[Any], at_once: int = AT_ONCE) -> Iterator[list[Any]]:
    """Values in order, each once, a few hundred at a time."""
    ordered = sorted(set(values))
    for at in range(0, len(ordered), at_once):
        yield ordered[at : at + at_once]


def many(connection: Connection, asking: Asking, column: Any, wanted: Iterable[Any]) -> Iterator[Found]:
    """The rows of a question whose column is one of many values.

    Args:
        connection: of a reader or writer.
        asking: the question; an order that it has holds within a piece.
        column: one of its columns.
        wanted: the values.
    """
    if isinstance(column.type, BigInteger):
        for some in pieces(wanted, _NUMBERS):
            yield from connection.execute(asking.where(among(connection, column, some))).all()
        return
    for some in pieces(wanted):
        yield from connection.execute(asking.where(column.in_(some))).all()


def among(connection: Connection, column: Any, numbers: Sequence[int]) -> ColumnElement[bool]:
    """The condition that a column of whole numbers is one of these."""
    if connection.dialect.name == "postgresql":
        of_all: ColumnElement[bool] = column == any_(bindparam(None, list(numbers), type_=ARRAY(BigInteger)))
        return of_all
    listed = func.json_each(bindparam(None, json.dumps(list(numbers)))).table_valued("value")
    in_list: ColumnElement[bool] = column.in_(select(listed.c.value))
    return in_list


def put(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows, given as their values under some names."""
    if rows:
        marks = ", ".join([_mark(connection)] * len(names))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})", _driven(rows))


def pour(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows as `put` does, by the million: as they come, and in PostgreSQL by COPY.

    Raises:
        StoreError: the database refuses one.
    """
    if connection.dialect.name != "postgresql":
        put(connection, table, names, list(rows))
        return
    import psycopg

    raw: Any = connection.connection.driver_connection
    try:
        with raw.cursor().copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copied:
            for row in rows:
                copied.write_row(row)
    except psycopg.Error as error:
        raise StoreError(f"the database says: {' '.join(str(error).split())[:300]}") from error


def counted_on(connection: Connection, tables: Sequence[Table]) -> None:
    """Have keys counted on behind those that were poured in; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            largest = select(func.coalesce(func.max(table.c.key), 0) + 1).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, "key")
            connection.execute(select(func.setval(sequence, largest, False)))


def change(
    connection: Connection, table: Table, names: Sequence[str], keys: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Update rows, given as their new values under some names, and then the values of the keys that find them."""
    if rows:
        mark = _mark(connection)
        new, old = (", ".join(f"{name} = {mark}" for name in names), " AND ".join(f"{key} = {mark}" for key in keys))
        connection.exec_driver_sql(f"UPDATE {table.name} SET {new} WHERE {old}", _driven(rows))


def remove(connection: Connection, table: Table, keys: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Delete the rows that have these values under the names of some keys."""
    if rows:
        old = " AND ".join(f"{key} = {_mark(connection)}" for key in keys)
        connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE {old}", _driven(rows))


def _mark(connection: Connection) -> str:
    return "%s" if connection.dialect.name == "postgresql" else "?"


def _driven(rows: Sequence[Sequence[Any]]) -> Any:
    return [tuple(row) for row in rows]
