"""Blocks over all profiles: which are full, and the links in those that are not, each pair scored once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.bulk.merging import buckets
from onrecord.bulk.merging.buckets import Numbers
from onrecord.bulk.merging.profiling import KEYS, of_bucket
from onrecord.bulk.merging.work import Work
from onrecord.record import linking as rules
from onrecord.record import profile as profiles
from onrecord.record.cluster import Link
from onrecord.record.linking import FULL, scored

NEIGHBOURS = pa.schema(
    [("block", pa.int64()), ("profile", pa.int64()), ("features", pa.binary()), ("open", pa.binary())]
)
"""A profile in a block where something is looked for, and all such blocks of it."""
LINKS = pa.schema([("one", pa.int64()), ("other", pa.int64()), ("score", pa.float64())])


def blocking(work: Work, number: int) -> None:
    """Find out which blocks of a bucket are full, and which have nobody to look for."""
    table = buckets.read(work.all("keys"), number, KEYS)
    block, profile = buckets.numbers(table, "block"), buckets.numbers(table, "profile")
    order = np.lexsort((profile, block))
    block, profile = block[order], profile[order]
    firsts, ends = buckets.runs(block)
    sizes = ends - firsts
    full = block[firsts[sizes > rules.FULLEST]]
    marked = np.r_[block, full], np.r_[profile, np.full(len(full), FULL)]
    order = np.lexsort(marked[::-1])
    with work.aside("blocks", of_bucket(number)) as path:
        pq.write_table(pa.table([marked[0][order], marked[1][order]], KEYS), path, compression="zstd")
    there = np.repeat((sizes > 1) & (sizes <= rules.FULLEST), sizes)
    block, profile = block[there], profile[there]
    with work.aside("open", of_bucket(number)) as path:
        buckets.write(path, pa.table([block, profile], KEYS), buckets.of_keys(profile, work.buckets))


def opening(work: Work, number: int) -> None:
    """Put the profiles of a bucket into their open blocks, with all that is needed there."""
    table = buckets.read(work.all("open"), number, KEYS)
    block, profile = buckets.numbers(table, "block"), buckets.numbers(table, "profile")
    order = np.lexsort((block, profile))
    block, profile = block[order], profile[order]
    known = pq.read_table(work.path("profiles", of_bucket(number)), columns=["profile", "features"])
    at = np.searchsorted(buckets.numbers(known, "profile"), profile)
    features = known["features"].combine_chunks().take(pa.array(at))
    made = pa.table([block, profile, features, pa.array(_open(block, profile), pa.binary())], NEIGHBOURS)
    with work.aside("neighbours", of_bucket(number)) as path:
        buckets.write(path, made, buckets.of_keys(block, work.buckets))


def _open(block: Numbers, profile: Numbers) -> list[bytes]:
    """For each row all blocks of its profile."""
    found: list[bytes] = []
    for first, end in zip(*(ends.tolist() for ends in buckets.runs(profile)), strict=True):
        found += [block[first:end].tobytes()] * (end - first)
    return found


def linking(work: Work, number: int) -> None:
    """Link what is alike in the open blocks of a bucket."""
    table = buckets.read(work.all("neighbours"), number, NEIGHBOURS)
    order = np.lexsort((buckets.numbers(table, "profile"), buckets.numbers(table, "block")))
    made = buckets.table(list(_links(table.take(pa.array(order)).combine_chunks())), LINKS)
    with work.aside("links", of_bucket(number)) as path:
        buckets.write(path, made, buckets.of_keys(buckets.numbers(made, "one"), work.buckets))


def _links(table: Any) -> Iterator[Link]:
    """The links of pairs of which no lesser open block has both."""
    keys = table["profile"].to_pylist()
    held, open_ = {}, {}
    for key, features, blocks in zip(keys, table["features"].to_pylist(), table["open"].to_pylist(), strict=True):
        if key not in held:
            held[key] = profiles.decode(features)
            open_[key] = frozenset(np.frombuffer(blocks, np.int64).tolist())
    blocks = buckets.numbers(table, "block")
    firsts, ends = buckets.runs(blocks)
    for block, first, end in zip(blocks[firsts].tolist(), firsts.tolist(), ends.tolist(), strict=True):
        pairs = combinations(keys[first:end], 2)
        yield from scored(((one, other) for one, other in pairs if min(open_[one] & open_[other]) == block), held)
