"""The first glance: how likely a word tells an act at all, from the shared layers alone.

The classifier's own layers cost a third of what the shared ones do, and most sentences tell no act that the rules do
not see. So a single weight for each number of a word's hidden state is fitted to the same labels: a logistic, with a
ridge. Sentences in which no word passes it are not looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from onrecord.train.events.corpus import Example

ROUNDS = 12
"""Newton's steps; after eight nothing moves any more."""
RIDGE = 10.0
_ROWS = 8192


def fit(examples: Iterable[Example]) -> NDArray[np.float64]:
    """The weights of a word's hidden state, and last the constant, fitted to the labelled words of the part `train`."""
    found = [_words(example, "train") for example in examples]
    states = np.concatenate([states for states, _ in found])
    told = np.concatenate([told for _, told in found])
    width = states.shape[1] + 1
    weights = np.zeros(width)
    for _ in range(ROUNDS):
        slope, curve = -RIDGE * weights, RIDGE * np.eye(width)
        for lo in range(0, len(states), _ROWS):
            part = np.concatenate(
                [states[lo : lo + _ROWS].astype(np.float64), np.ones((len(states[lo : lo + _ROWS]), 1))], 1
            )
            chance = 1 / (1 + np.exp(-np.clip(part @ weights, -30, 30)))
            slope += part.T @ (told[lo : lo + _ROWS] - chance)
            curve += (part * (chance * (1 - chance))[:, None]).T @ part
        weights += np.linalg.solve(curve, slope)
    return weights


def _words(example: Example, part: str) -> tuple[NDArray[np.float16], NDArray[np.float64]]:
    """The hidden states of the labelled words of a part, and whether each tells an act."""
    states, told = [np.zeros((0, 384), np.float16)], [np.zeros(0)]
    for sheet in example.sheets:
        lo, hi = sheet.window
        mine = (example.types[lo:hi] >= 0) & (np.array(example.parts[lo:hi]) == part)
        states.append(sheet.hidden[0, sheet.first[0]][mine])
        told.append((example.types[lo:hi][mine] > 0).astype(np.float64))
    return np.concatenate(states), np.concatenate(told)
