"""The trained classifier: for every word, how likely it tells an event of each type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.happened.evidence import TYPES
from onrecord.language.encoder import Encoded, Head, part

NETWORK = "events"


GLANCE = -0.25
"""How far a word must go, at the first glance, that its sentence is looked at: in logits."""


class Sided(NamedTuple):
    """How likely each word of a window heads a side of what each of its words tells.

    Attributes:
        words: the tokens that were looked at, rising.
        chances: shape (words, words, 2): word of the event, word of the side, and whether as actor or recipient.
    """

    words: NDArray[np.int64]
    chances: NDArray[np.float32]

    def place(self, token: int) -> int | None:
        """Where a token is among the words; None where it is not."""
        at = int(np.searchsorted(self.words, token))
        return at if at < len(self.words) and self.words[at] == token else None


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
        for sided in self.windows:
            at = sided.place(token)
            if at is not None:
                heads = sided.words[np.flatnonzero(sided.chances[at, :, role] >= least)]
                return [int(head) for head in heads if head != token]
        return []

    def side(self, token: int, other: int) -> tuple[float, float]:
        """How likely a token heads an actor, and a recipient, of what another tells; nothing across windows."""
        for sided in self.windows:
            at, to = sided.place(token), sided.place(other)
            if at is not None and to is not None:
                actor, recipient = sided.chances[at, to]
                return float(actor), float(recipient)
        return 0.0, 0.0


class Judge:
    """The classifier over the encoded windows of one report."""

    def __init__(self, head: Head, encoded: Encoded) -> None:
        """Take the network `NETWORK` and the encoded windows."""
        self._head = head
        self._encoded = encoded

    def glance(self) -> NDArray[np.bool_]:
        """Which tokens may tell an act, from the shared layers alone: shape (tokens,)."""
        found = np.zeros(self._encoded.tokens, np.bool_)
        weights = self._head.tables["glance"]
        for sheet in self._encoded.sheets:
            states = sheet.hidden[0, sheet.first[0]]
            found[slice(*sheet.window)] = states @ weights[:-1] + weights[-1] >= GLANCE
        return found

    def read(self, told: NDArray[np.uint8], places: Iterable[int], sentences: NDArray[np.int64]) -> Scores:
        """Score the sentences that hold any of these tokens; the tokens of the others tell nothing.

        Args:
            told: the columns of `onrecord.happened.evidence`.
            places: tokens that are asked about.
            sentences: the sentence of each token.
        """
        rows = self._encoded.tokens
        asked = np.isin(sentences, sentences[sorted(set(places))])
        types, happened = np.zeros((rows, 1 + len(TYPES)), np.float32), np.zeros(rows, np.float32)
        types[:, 0] = 1
        windows = []
        for sheet in self._encoded.sheets:
            lo, hi = sheet.window
            words = np.flatnonzero(asked[lo:hi])
            if not len(words):
                continue
            mine = lo + words
            kinds, told_as, sides = self._head.score(part(sheet, words), told[mine])
            types[mine], happened[mine] = _softmax(kinds), _chance(told_as)
            windows.append(Sided(mine, _chance(sides)))
        return Scores(types, happened, tuple(windows))


def _chance(x: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)


def _softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float32)
