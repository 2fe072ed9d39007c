"""Entries as Parquet: the rows of `onrecord.export.tables` with a type for every column, written in row groups.

Each field carries what it tells as its metadata, under `told`. The same record gives the same bytes, under the same
version of pyarrow.
"""

from __future__ import annotations

from itertools import islice
from typing import IO, Any

from sqlalchemy import Connection

from onrecord.errors import EngineError
from onrecord.export.lines import Written
from onrecord.export.tables import COLUMNS, rows
from onrecord.query.filters import Filter
from onrecord.query.pages import every

GROUP = 10_000
"""Rows of a row group."""


def write(connection: Connection, kind: str, asked: Filter, out: IO[bytes]) -> Written:
    """Write entries as Parquet.

    Args:
        connection: of a reader.
        kind: `s`, `c`, `e` or `t`.
        asked: which entries.
        out: where to.

    Raises:
        EngineError: pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise EngineError("Parquet needs pyarrow: pip install 'onrecord[parquet]'") from error
    schema = _schema(pyarrow, kind)
    waiting, count = rows(kind, every(connection, kind, asked)), 0
    with parquet.ParquetWriter(out, schema, compression="zstd", version="2.6") as writer:
        while some := list(islice(waiting, GROUP)):
            writer.write_table(pyarrow.Table.from_pylist(some, schema=schema), row_group_size=GROUP)
            count += len(some)
    return Written(count)


def _schema(pyarrow: Any, kind: str) -> Any:
    types = {"text": pyarrow.string(), "whole": pyarrow.int64(), "number": pyarrow.float64(), "yes": pyarrow.bool_()}
    return pyarrow.schema(
        [pyarrow.field(column.name, types[column.type], metadata={"told": column.told}) for column in COLUMNS[kind]]
    )
