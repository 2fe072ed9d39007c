"""What exports are written as: delimited lines, lines of JSON; and what is said of them when they are done."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO, NamedTuple

import msgspec

from onrecord.export.columns import Cell, Column, Row


class Written(NamedTuple):
    """What an export wrote.

    Attributes:
        total: rows, objects, features, or nodes and edges.
        left_out: entries that the format has no place for: an event without an actor, without coordinates.
    """

    total: int
    left_out: int = 0


def commas(out: IO[bytes], columns: Sequence[Column], rows: Iterable[Row]) -> int:
    """Rows as CSV (RFC 4180 but for the line's end, which is one line feed), UTF-8, names first."""
    return _delimited(out, columns, rows, ",")


def tabs(out: IO[bytes], columns: Sequence[Column], rows: Iterable[Row]) -> int:
    """Rows with tabs between them, names first; tabs and line breaks inside a value become a space."""
    return _delimited(out, columns, ({name: _flat(value) for name, value in row.items()} for row in rows), "\t")


def _delimited(out: IO[bytes], columns: Sequence[Column], rows: Iterable[Row], delimiter: str) -> int:
    line = io.StringIO()
    writer = csv.writer(line, delimiter=delimiter, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    count = 0
    for count, row in enumerate(rows, 1):
        writer.writerow([row[column.name] for column in columns])
        if count % 500 == 0:
            _emptied(line, out)
    _emptied(line, out)
    return count


def _emptied(line: io.StringIO, out: IO[bytes]) -> None:
    out.write(line.getvalue().encode("utf-8"))
    line.seek(0)
    line.truncate()


def _flat(value: Cell) -> Cell:
    return " ".join(value.split()) if isinstance(value, str) else value


def json_line(out: IO[bytes], value: object) -> None:
    """A value as one line of JSON."""
    out.write(msgspec.json.encode(value))
    out.write(b"\n")
