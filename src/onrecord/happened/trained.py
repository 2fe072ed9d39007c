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


class Sided(NamedTuple):
    """How likely each word of a window heads a side of what each of its words tells.

    Attributes:
        lo: the first token of the window.
        chances: shape (words, words, 2): word of the event, word of the side, and whether as actor or recipient.
    """

    lo: int
    chances: NDArray[np.float32]


class Scores(NamedTuple):
    """What the classifier says of each token of a report.

    Attributes:
        types: shape (tokens, 17), probabilities: none, then the types in the order of `TYPES`.
        happened: shape (tokens,), how likely what a token tells is told as having happened.
        windows: the windows that were scored, in order.
    """

    types: NDArray[np.float32]
    happened: NDArray[np.float32]
    windows: tuple[Sided, ...] = ()

    def ranked(self, token: int) -> list[tuple[str, float]]:
        """The types of a token, `none` among them, the likeliest first."""
        names = ("none", *TYPES)
        order = np.argsort(-self.types[token], kind="stable")
        return [(names[k], float(self.types[token, k])) for k in order]

    def sides(self, token: int, role: int, least: float) -> list[int]:
        """The tokens that head the actors (role 0) or recipients (1) of what a token tells, by so much or more."""
        for lo, chances in self.windows:
            if lo <= token < lo + len(chances):
                return [lo + int(i) for i in np.flatnonzero(chances[token - lo, :, role] >= least) if lo + i != token]
        return []

    def side(self, token: int, other: int) -> tuple[float, float]:
        """How likely a token heads an actor, and a recipient, of what another tells; nothing across windows."""
        for lo, chances in self.windows:
            if lo <= token < lo + len(chances) and lo <= other < lo + len(chances):
                actor, recipient = chances[token - lo, other - lo]
                return float(actor), float(recipient)
        return 0.0, 0.0


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
        types, happened = np.zeros((rows, 1 + len(TYPES)), np.float32), np.zeros(rows, np.float32)
        types[:, 0] = 1
        windows = []
        for sheet in self._encoded.sheets:
            lo, hi = sheet.window
            if bisect_left(asked, lo) == bisect_left(asked, hi):
                continue
            kinds, told_as, sides = self._head.score(sheet, told[lo:hi])
            types[lo:hi], happened[lo:hi] = _softmax(kinds), _chance(told_as)
            windows.append(Sided(lo, _chance(sides)))
        return Scores(types, happened, tuple(windows))


def _chance(x: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)


def _softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float32)
