"""Questions about many values at once, in pieces that every database takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection

from onrecord.store.tables import Asking, Found

AT_ONCE = 400
"""Values of one question at most."""


def pieces(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Values in order, each once, a few hundred at a time."""
    ordered = sorted(set(values))
    for at in range(0, len(ordered), AT_ONCE):
        yield ordered[at : at + AT_ONCE]


def many(connection: Connection, asking: Asking, column: Any, wanted: Iterable[Any]) -> Iterator[Found]:
    """The rows of a question whose column is one of many values.

    Args:
        connection: of a reader or writer.
        asking: the question; an order that it has holds within a piece.
        column: one of its columns.
        wanted: the values.
    """
    for some in pieces(wanted):
        yield from connection.execute(asking.where(column.in_(some)))
