"""Names: those of entities, counted over all readings, and those that filters ask for, numbered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onrecord.bulk.merging import buckets
from onrecord.bulk.merging.buckets import Numbers
from onrecord.bulk.merging.entering import SIDED
from onrecord.bulk.merging.profiling import of_bucket
from onrecord.bulk.merging.telling import NAMED
from onrecord.bulk.merging.work import Work

LABELS = pa.schema([("name", pa.string())])
PARTIES = pa.schema([(name, pa.int64()) for name in ("label", "side", "day", "entry")])
NAMES = pa.schema([field for field in NAMED if field.name not in ("key", "number")])


def entry_keys(work: Work, entries: Numbers) -> Numbers:
    """The keys of entries in the record, by their numbers."""
    before: Numbers = firsts(work, "entries")[entries >> 32]
    return before + (entries & 0xFFFFFFFF) + 1


def firsts(work: Work, step: str) -> Numbers:
    """How many rows of a step lie before each of its files."""
    return np.cumsum([0, *(pq.read_metadata(path).num_rows for path in work.all(step))])


def labelling(work: Work, number: int) -> None:
    """Number the names of a bucket, and put down who is in which entry by these."""
    table = buckets.read(work.all("sided"), number, SIDED)
    coded = table["name"].combine_chunks().dictionary_encode()
    order = np.array(pc.sort_indices(coded.dictionary))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    with work.aside("labels", of_bucket(number)) as path:
        pq.write_table(pa.table([coded.dictionary.take(pa.array(order))], LABELS), path)
    label = place[coded.indices.to_numpy()]
    side, day = buckets.numbers(table, "side"), buckets.numbers(table, "day")
    entry = entry_keys(work, buckets.numbers(table, "entry"))
    at = np.lexsort((entry, day, side, label))
    with work.aside("parties", of_bucket(number)) as path:
        pq.write_table(pa.table([label[at], side[at], day[at], entry[at]], PARTIES), path, compression="zstd")


def naming(work: Work, number: int) -> None:
    """Count the names of a bucket, as they came and went."""
    table = buckets.read(work.all("named"), number, NAMED)
    rows = sorted(zip(*(table[name].to_pylist() for name in NAMED.names), strict=True), key=itemgetter(0, 1, 4, 5))
    with work.aside("names", of_bucket(number)) as path:
        pq.write_table(buckets.table(list(_counted(rows)), NAMES), path)


def _counted(rows: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Each name with its kind, which is that of the reading that brought it, and how often it is there."""
    for (entity, name), of_name in groupby(rows, itemgetter(0, 1)):
        held: list[Any] | None = None
        for _, of_reading in groupby(of_name, itemgetter(4)):
            came = list(of_reading)
            times = sum(one[6] for one in came)
            if held is not None:
                held[2] += times
            elif times > 0:
                held = [*came[-1][2:4], times]
            if held is not None and held[2] <= 0:
                held = None
        if held is not None:
            yield entity, name, *held
