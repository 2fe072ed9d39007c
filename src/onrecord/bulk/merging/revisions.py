"""Which readings are kept: a report's first, and each that says something else than the one before it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from onrecord.bulk.merging import buckets
from onrecord.bulk.merging.buckets import Numbers
from onrecord.bulk.merging.reading import HEADS
from onrecord.bulk.merging.work import Work

_NEVER = 1 << 62
_ROW = np.dtype([("place", np.int64), ("revision", np.int64), ("until", np.int64)])


class Kept:
    """The readings that are kept, in order; the key of one in the record is its number, from 1.

    Args:
        rows: of each, its `place` in the files, its `revision`, and the key `until` which it is current.
    """

    def __init__(self, rows: npt.NDArray[np.void]) -> None:
        self.rows = rows

    @classmethod
    def of(cls, work: Work) -> Kept:
        """Those of a work; they stay on the disk."""
        return cls(np.load(work.path("kept", "kept.npy"), mmap_mode="r"))

    def keys(self, places: Numbers) -> Numbers:
        """The keys of readings by their places; 0 for a duplicate."""
        held = self.rows["place"]
        at = np.searchsorted(held, places)
        found = np.minimum(at, max(0, len(held) - 1))
        return np.where((at < len(held)) & (held[found] == places), at + 1, 0)

    def revisions(self, keys: Numbers) -> Numbers:
        """Which revisions these are."""
        found: Numbers = self.rows["revision"][keys - 1]
        return found

    def until(self, keys: Numbers) -> Numbers:
        """The keys of those that follow these; 0 for the newest of a report."""
        found: Numbers = self.rows["until"][keys - 1]
        return np.where(found == _NEVER, 0, found)


def revisions(work: Work, _: int) -> None:
    """Find out which readings are kept, over all files."""
    made = np.concatenate([np.array(list(_of_bucket(work, bucket)), _ROW) for bucket in range(work.buckets)])
    made.sort(order="place")
    retired = made["until"] != _NEVER
    made["until"][retired] = Kept(made).keys(made["until"][retired])
    with work.aside("kept", "kept.npy") as path, path.open("wb") as stream:
        np.save(stream, made)


def _of_bucket(work: Work, bucket: int) -> Iterator[tuple[int, int, int]]:
    """Place and revision of each that is kept, and the place of the one that follows it."""
    table = buckets.read(work.all("heads"), bucket, HEADS).sort_by([("id", "ascending"), ("place", "ascending")])
    before: tuple[str, str, str] | None = None
    held = (0, 0)
    for place, id_, digest, read in zip(*(table[name].to_pylist() for name in HEADS.names), strict=True):
        if (id_, digest, read) == before:
            continue
        again = before is not None and id_ == before[0]
        if before is not None:
            yield *held, place if again else _NEVER
        before, held = (id_, digest, read), (place, held[1] + 1 if again else 1)
    if before is not None:
        yield *held, _NEVER
