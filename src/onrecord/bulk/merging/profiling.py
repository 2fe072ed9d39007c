"""Profiles over all reports, each once with all that was counted, and the blocks that they are looked for in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.bulk.merging import buckets
from onrecord.bulk.merging.telling import TOLD
from onrecord.bulk.merging.work import Work
from onrecord.record import profile as profiles
from onrecord.record import tally as tallies
from onrecord.record.blocking import blocks

KEYS = pa.schema([("block", pa.int64()), ("profile", pa.int64())])


def of_bucket(number: int) -> str:
    """The name of a file that has a bucket by itself."""
    return f"{number:06d}.parquet"


def profiling(work: Work, number: int) -> None:
    """Bring together what all reports tell of the profiles of a bucket."""
    table = buckets.read(work.all("told"), number, TOLD)
    order = np.argsort(buckets.numbers(table, "profile"), kind="stable")
    table = table.take(pa.array(order)).combine_chunks()
    firsts, ends = buckets.runs(buckets.numbers(table, "profile"))
    once = table.take(pa.array(firsts))
    for name, brought in (("tally", _counted), ("reports", b"".join), ("texts", b"".join)):
        column = list(_together(table[name], firsts.tolist(), ends.tolist(), brought))
        once = once.set_column(TOLD.names.index(name), name, pa.array(column, pa.binary()))
    keys, texts = _keys(once)
    with work.aside("profiles", of_bucket(number)) as path:
        once = once.append_column("text", pa.array(texts, pa.string()))
        pq.write_table(once, path, compression="zstd", compression_level=1)
    pairs = np.array(keys, np.int64).reshape(-1, 2)
    with work.aside("keys", of_bucket(number)) as path:
        buckets.write(path, pa.table([pairs[:, 0], pairs[:, 1]], KEYS), buckets.of_keys(pairs[:, 0], work.buckets))


def _together(column: Any, firsts: list[int], ends: list[int], brought: Any) -> Iterator[bytes]:
    """The values of each run as one."""
    values = column.to_pylist()
    for first, end in zip(firsts, ends, strict=True):
        yield values[first] if end - first == 1 else brought(values[first:end])


def _counted(packed: list[bytes]) -> bytes:
    return tallies.encode(tallies.merged(tallies.decode(one) for one in packed))


def _keys(table: Any) -> tuple[list[tuple[int, int]], list[str]]:
    """The blocks of profiles, each with the profile's key, and the words of profiles."""
    keys, texts = [], []
    for key, features in zip(table["profile"].to_pylist(), table["features"].to_pylist(), strict=True):
        profile = profiles.decode(features)
        keys += [(block, key) for block in blocks(profile)]
        texts.append(profile.text)
    return keys, texts
