"""The trained classifier: for every word, how likely it tells an event of each type."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.happened.evidence import TYPES
from onrecord.language.encoder import Encoded, Head

NETWORK = "events"


class Scores(NamedTuple):
    """What the classifier says of each token of a report.

    Attributes:
        types: shape (tokens, 17), probabilities: none, then the types in the order of `TYPES`.
    """

    types: NDArray[np.float32]

    def ranked(self, token: int) -> list[tuple[str, float]]:
        """The types of a token, `none` among them, the likeliest first."""
        names = ("none", *TYPES)
        order = np.argsort(-self.types[token], kind="stable")
        return [(names[k], float(self.types[token, k])) for k in order]


class Judge:
    """The classifier over the encoded windows of one report."""

    def __init__(self, head: Head, encoded: Encoded) -> None:
        """Take the network `NETWORK` and the encoded windows."""
        self._head = head
        self._encoded = encoded

    def read(self, told: NDArray[np.uint8], places: Iterable[int]) -> Scores:
        """Score the windows that hold any of these tokens; the tokens of the others tell nothing.

        Args:
            told: the columns of `onrecord.happened.evidence`.
            places: tokens that are asked about.
        """
        asked = sorted(set(places))
        rows = self._encoded.tokens
        types = np.zeros((rows, 1 + len(TYPES)), np.float32)
        types[:, 0] = 1
        for sheet in self._encoded.sheets:
            lo, hi = sheet.window
            if bisect_left(asked, lo) == bisect_left(asked, hi):
                continue
            kinds, *_ = self._head.score(sheet, told[lo:hi])
            types[lo:hi] = _softmax(kinds)
        return Scores(types)


def _softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float32)
