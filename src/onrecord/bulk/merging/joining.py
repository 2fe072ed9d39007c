"""What hangs together, of many numbers: each has a home, and all of one component come home to the same."""

from __future__ import annotations

import numpy as np

from onrecord.bulk.merging.buckets import Numbers


def roots(home: Numbers, some: Numbers) -> Numbers:
    """The ends of the ways from some numbers to their homes, and the homes of these."""
    found = home[some]
    while not np.array_equal(further := home[found], found):
        found = further
    return found


def join(home: Numbers, one: Numbers, other: Numbers) -> None:
    """Have each of one side hang together with its like of the other; the least number becomes the home of all."""
    while True:
        mine, its = roots(home, one), roots(home, other)
        apart = mine != its
        if not apart.any():
            return
        one, other = np.minimum(mine[apart], its[apart]), np.maximum(mine[apart], its[apart])
        np.minimum.at(home, other, one)
