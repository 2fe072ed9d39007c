"""Which drafts' contents lie where: keeps the work on a long report in proportion to its length."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Offsets
from onrecord.said.draft import Draft

_WIDTH = 2048
"""Characters of a bucket; a content rarely spans more than two."""


class Contents:
    """The pieces of a list of drafts, found by offset."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._drafts = drafts
        self._buckets: dict[int, list[tuple[int, int, int]]] = {}
        for number, draft in enumerate(drafts):
            for start, end in draft.pieces:
                for bucket in range(start // _WIDTH, max(start, end - 1) // _WIDTH + 1):
                    self._buckets.setdefault(bucket, []).append((start, end, number))

    def holding(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """`(start, end, number of the draft)` of every piece that holds `[start, end)`, in order of the drafts."""
        found = self._buckets.get(start // _WIDTH, ())
        return [piece for piece in found if piece[0] <= start and end <= piece[1]]

    def touching(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The same of every piece that shares a character with `[start, end)`, each once."""
        found: dict[tuple[int, int, int], None] = {}
        for bucket in range(start // _WIDTH, max(start, end - 1) // _WIDTH + 1):
            for piece in self._buckets.get(bucket, ()):
                if piece[0] < end and start < piece[1]:
                    found[piece] = None
        return list(found)

    def of(self, source: Offsets | None, start: int, end: int) -> bool:
        """Whether a draft of this very source holds a part of `[start, end)`."""
        return source is not None and any(
            self._drafts[number].source == source for _, _, number in self.touching(start, end)
        )
