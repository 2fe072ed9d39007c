"""Entries of all profiles: what hangs together brought together, grouped and folded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.bulk.merging import buckets, components
from onrecord.bulk.merging.linking import LINKS
from onrecord.bulk.merging.profiling import of_bucket
from onrecord.bulk.merging.telling import TOLD
from onrecord.bulk.merging.work import Work
from onrecord.record import profile as profiles
from onrecord.record import tally as tallies
from onrecord.record.cluster import Link, cluster
from onrecord.record.entering import NAMES, SIDES, row
from onrecord.record.fold import fold

_TEXTS = ("kind", "type", "series", "standing", "iso3")
ENTRIES = pa.schema([(name, pa.string() if name in _TEXTS else pa.int64()) for name in NAMES])
HOMES = pa.schema([("profile", pa.int64()), ("entry", pa.int64())])
"""The entry of a profile, by its number, from 0."""
SIDED = pa.schema([("name", pa.string()), ("side", pa.int64()), ("day", pa.int64()), ("entry", pa.int64())])
"""Who is in an entry."""


def gathering(work: Work, number: int) -> None:
    """Put the profiles of a bucket, and their links, to what they hang together with."""
    members = pq.read_table(work.path("profiles", of_bucket(number)), columns=TOLD.names)
    with work.aside("members", of_bucket(number)) as path:
        buckets.write(path, members, buckets.of_rows(components.homes(work, number), work.buckets))
    links = components.same(work, number)
    at = np.searchsorted(buckets.numbers(members, "profile"), buckets.numbers(links, "one"))
    with work.aside("joined", of_bucket(number)) as path:
        buckets.write(path, links, buckets.of_rows(components.homes(work, number)[at], work.buckets))


def entering(work: Work, number: int) -> None:
    """Make the entries of all that hangs together in one bucket."""
    made = _Entries(
        buckets.read(work.all("members"), number, TOLD), buckets.read(work.all("joined"), number, LINKS), number
    )
    with work.aside("entries", of_bucket(number)) as path:
        pq.write_table(buckets.table(made.rows, ENTRIES), path, compression="zstd", compression_level=1)
    homes = buckets.table(made.homes, HOMES)
    with work.aside("homes", of_bucket(number)) as path:
        buckets.write(path, homes, buckets.of_keys(buckets.numbers(homes, "profile"), work.buckets))
    with work.aside("sided", of_bucket(number)) as path:
        of = buckets.of_words((who[0] for who in made.sided), work.buckets)
        buckets.write(path, buckets.table(made.sided, SIDED), of)


class _Entries:
    """The entries of some profiles and of all links among them.

    Entries are numbered from 0 in each bucket; the number of the bucket stands in the upper half.
    """

    def __init__(self, members: Any, links: Any, bucket: int) -> None:
        keys = members["profile"].to_pylist()
        self._of = dict(zip(keys, zip(*(members[name].to_pylist() for name in TOLD.names), strict=True), strict=True))
        self._held = {key: profiles.decode(one[2]) for key, one in self._of.items()}
        self.rows: list[tuple[Any, ...]] = []
        self.homes: list[tuple[int, int]] = []
        self.sided: list[tuple[str, int, int, int]] = []
        joined = [Link(*one) for one in zip(*(links[name].to_pylist() for name in LINKS.names), strict=True)]
        ends = {end for link in joined for end in link[:2] if self._held[end].kind == "e"}
        told = {key: frozenset(_keys(self._of[key][5])) for key in ends}
        for number, group in enumerate(cluster(self._held, joined, told)):
            self._enter((bucket << 32) + number, group)

    def _enter(self, number: int, group: Sequence[int]) -> None:
        of = [self._of[key] for key in sorted(group)]
        entry = fold([self._held[key] for key in group], tallies.merged(tallies.decode(one[3]) for one in of))
        reports = {report for one in of for report in _keys(one[4])}
        values = row(of[0][1], entry, len(reports))
        self.rows.append(values)
        self.homes += [(key, number) for key in group]
        day = values[NAMES.index("day")]
        self.sided += [(name, SIDES.index(side), day, number) for side, name in entry.who]


def _keys(packed: bytes) -> list[int]:
    made: list[int] = np.frombuffer(packed, np.int64).tolist()
    return made
