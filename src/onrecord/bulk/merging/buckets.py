"""Buckets: rows by ranges of their keys, which are hashes and so fill them evenly, in files of Parquet.

A file has the rows of a bucket together. What all files of a step have of one bucket is read, sorted and worked
through by itself: that is a sort of the whole, of which nobody ever holds more than a bucket.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

Numbers = npt.NDArray[np.int64]
_MARK = b"onrecord.buckets"


def of_keys(keys: Numbers, buckets: int) -> Numbers:
    """The buckets of hashes of 63 bits; what is less comes no later."""
    return ((keys.astype(np.uint64) >> np.uint64(31)) * np.uint64(buckets) >> np.uint64(32)).astype(np.int64)


def of_signed(keys: Numbers, buckets: int) -> Numbers:
    """The buckets of hashes of 64 bits with a sign; what is less comes no later."""
    return of_keys((keys >> 1) + (1 << 62), buckets)


def of_rows(rows: Numbers, buckets: int) -> Numbers:
    """The buckets of rows that were numbered, spread out."""
    spread = rows.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return ((spread >> np.uint64(32)) * np.uint64(buckets) >> np.uint64(32)).astype(np.int64)


def of_words(words: Iterable[str], buckets: int) -> Numbers:
    """The buckets of words."""
    return np.fromiter((crc32(word.encode("utf-8", "surrogatepass")) * buckets >> 32 for word in words), np.int64)


def write(path: Path, table: Any, of: Numbers) -> None:
    """Write rows by their buckets, in each as they come.

    Args:
        path: where.
        table: the rows.
        of: the bucket of each.
    """
    order = np.argsort(of, kind="stable")
    ordered = table.take(pa.array(order)).combine_chunks()
    firsts, ends = runs(of[order])
    schema = table.schema.with_metadata({_MARK: msgspec.json.encode(of[order][firsts].tolist())})
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=1) as writer:
        for first, end in zip(firsts.tolist(), ends.tolist(), strict=True):
            writer.write_table(ordered.slice(first, end - first), row_group_size=end - first)


def read(paths: Sequence[Path], bucket: int, schema: Any) -> Any:
    """The rows of a bucket, in the order of the files."""
    found = []
    for path in paths:
        with pq.ParquetFile(path) as file:
            there = msgspec.json.decode(file.schema_arrow.metadata[_MARK])
            if bucket in there:
                found.append(file.read_row_group(there.index(bucket)).replace_schema_metadata(None))
    return pa.concat_tables(found).combine_chunks() if found else schema.empty_table()


def table(rows: Sequence[Sequence[Any]], schema: Any) -> Any:
    """A table of rows."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema)


def numbers(table: Any, name: str) -> Numbers:
    """A column of whole numbers."""
    made: Numbers = table[name].to_numpy()
    return made


def runs(ordered: Numbers) -> tuple[Numbers, Numbers]:
    """Where each run of equal numbers begins and ends."""
    firsts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else np.zeros(0, np.int64)
    return firsts, np.r_[firsts[1:], len(ordered)].astype(np.int64)[: len(firsts)]
