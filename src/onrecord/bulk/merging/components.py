"""What hangs together by links: each such component is grouped by itself, as a join depends on its two groups alone."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.bulk.merging import buckets
from onrecord.bulk.merging.buckets import Numbers
from onrecord.bulk.merging.joining import join, roots
from onrecord.bulk.merging.linking import LINKS
from onrecord.bulk.merging.work import Work
from onrecord.errors import StoreError
from onrecord.record.likeness import SAME

_AT_ONCE = 1 << 20
EACH = 5000
"""Bytes that a profile takes while the component that it is in is grouped, with its links."""
LEAST = 10_000
"""Profiles that are grouped together however little memory is given."""


def components(work: Work, _: int) -> None:
    """Find out which profiles hang together by links, over all of them."""
    keys = _keys(work)
    with work.aside("components", "homes.npy") as path:
        home = np.lib.format.open_memmap(path, "w+", np.int64, (len(keys),))
        for at in range(0, len(home), _AT_ONCE):
            home[at : at + _AT_ONCE] = np.arange(at, min(at + _AT_ONCE, len(home)))
        for number in range(work.buckets):
            links = same(work, number)
            ends = (np.searchsorted(keys, buckets.numbers(links, name)) for name in ("one", "other"))
            join(home, *ends)
        for at in range(0, len(home), _AT_ONCE):
            home[at : at + _AT_ONCE] = roots(home, np.arange(at, min(at + _AT_ONCE, len(home))))
        _check(work, home)
        home.flush()


def _keys(work: Work) -> Numbers:
    """The keys of all profiles, in order, on the disk; behind them one that is none."""
    paths = work.all("profiles")
    firsts = np.cumsum([0, *(pq.read_metadata(path).num_rows for path in paths)])
    with work.aside("components", "first.npy") as path, path.open("wb") as stream:
        np.save(stream, firsts)
    with work.aside("components", "keys.npy") as path:
        keys = np.lib.format.open_memmap(path, "w+", np.int64, (int(firsts[-1]) + 1,))
        keys[-1] = np.iinfo(np.int64).max
        for first, profiles in zip(firsts.tolist(), paths, strict=False):
            some = buckets.numbers(pq.read_table(profiles, columns=["profile"]), "profile")
            keys[first : first + len(some)] = some
        keys.flush()
    made: Numbers = np.load(work.path("components", "keys.npy"), mmap_mode="r")
    return made


def same(work: Work, number: int) -> pa.Table:
    """The links of a bucket by which two profiles may be one, in order."""
    links = all_links(work, number)
    return links.filter(pa.array(links["score"].to_numpy() >= SAME))


def all_links(work: Work, number: int) -> pa.Table:
    """The links of a bucket, in order."""
    return buckets.read(work.all("links"), number, LINKS).sort_by([("one", "ascending"), ("other", "ascending")])


def _check(work: Work, home: Numbers) -> None:
    """Refuse what cannot be grouped in the memory that there is."""
    with work.aside("components", "sizes.npy") as path:
        sizes = np.lib.format.open_memmap(path, "w+", np.int32, home.shape)
        for at in range(0, len(home), _AT_ONCE):
            np.add.at(sizes, home[at : at + _AT_ONCE], 1)
        most = int(sizes.max())
    if most * EACH > max(work.share, LEAST * EACH):
        raise StoreError(
            f"{most} profiles hang together by their links: grouping them takes some {most * EACH >> 20} MB, and a "
            f"worker has {work.share >> 20} (give more memory, or fewer workers)"
        )


def homes(work: Work, number: int) -> Numbers:
    """What each profile of a bucket hangs together with: the least number in its component."""
    first, end = np.load(work.path("components", "first.npy"))[number : number + 2].tolist()
    found: Numbers = np.load(work.path("components", "homes.npy"), mmap_mode="r")[first:end]
    return found
