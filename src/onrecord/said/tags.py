"""The tags that the trained reader gives to words: where a source, a cue or a content begins, goes on and ends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{part}-{role}" for role in ROLES for part in "BIES"))
"""B begins, I goes on, E ends a span of several words; S is a span of one word."""


def _allowed() -> NDArray[np.bool_]:
    """Which tag may follow which: a span that began must end before anything else begins."""
    table = np.zeros((len(TAGS), len(TAGS)), bool)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            if before[0] in "BI":
                table[i, j] = after[0] in "IE" and after[2:] == before[2:]
            else:
                table[i, j] = after[0] in "OBS"
    return table


FOLLOWS = _allowed()
OPENS = np.array([tag[0] in "OBS" for tag in TAGS])
CLOSES = np.array([tag[0] in "OES" for tag in TAGS])


def write(tags: NDArray[np.int64], lo: int, hi: int, role: int) -> None:
    """Write the tags of one span of role 0, 1 or 2 over words `[lo, hi)`."""
    base = 1 + 4 * role
    if hi - lo == 1:
        tags[lo] = base + 3
    elif hi > lo:
        tags[lo:hi] = base + 1
        tags[lo], tags[hi - 1] = base, base + 2
