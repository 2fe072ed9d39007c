"""Windows with their hidden states, laid into batches."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from onrecord.happened.evidence import CHANNELS
from onrecord.train.attribution.network import HIDDEN
from onrecord.train.events.corpus import Example

ALONGSIDE = 12
"""Words beside a labelled stretch that are kept with it; training varies it."""
LONGEST = 90


@dataclass(slots=True)
class Row:
    """One window, or a stretch of it: its words `[lo, hi)` of an example, and what the shared layers make of it."""

    example: Example
    lo: int
    hi: int
    owner: list[int]
    first: list[int]
    heads: NDArray[np.int64]
    hidden: NDArray[np.float16]
    types: NDArray[np.int64]
    actual: NDArray[np.float32]


class Batch(NamedTuple):
    """Tensors of one batch: see `Classifier.forward`; `valid` (batch, words) is where there is a word.

    `sides` (batch, words, words, 2) has 1 where the second word heads an actor, or a recipient, of the event that the
    first tells; `asked` (batch, words) is 1 where the sides of an event are labelled.
    """

    hidden: Tensor
    told: Tensor
    owner: Tensor
    first: Tensor
    heads: Tensor
    mask: Tensor
    valid: Tensor
    types: Tensor
    actual: Tensor
    sides: Tensor
    asked: Tensor


def rows_of(found: list[Example]) -> list[Row]:
    """The windows of examples."""
    return [
        Row(
            example, sheet.window[0], sheet.window[1], sheet.owner[0].tolist(), sheet.first[0].tolist(),
            sheet.heads[0], sheet.hidden[0], example.types[slice(*sheet.window)], example.actual[slice(*sheet.window)],
        )
        for example in found
        for sheet in example.sheets
    ]  # fmt: skip


def cropped(row: Row, parts: Collection[str], order: np.random.Generator | None = None) -> Row | None:
    """The stretch of a labelled window whose sentences are of these parts, with some words beside it; None if none."""
    mine = np.array([part in parts for part in row.example.parts[row.lo : row.hi]])
    types = np.where(mine, row.types, -100)
    places = np.flatnonzero(types >= 0)
    if not len(places):
        return None
    beside = ALONGSIDE if order is None else int(order.integers(0, 2 * ALONGSIDE))
    end = min(int(places[-1]) + 1 + beside, len(types))
    begin = max(int(places[0]) - beside, 0) if order is None else max(int(places[0]) - beside, end - 2 * LONGEST, 0)
    p0 = row.first[begin]
    p1 = row.first[end] if end < len(row.first) else len(row.owner) - 1
    heads = row.heads[begin:end] - begin
    own = np.arange(end - begin)
    return Row(
        row.example, row.lo + begin, row.lo + end, [o - begin for o in row.owner[p0:p1]],
        [f - p0 for f in row.first[begin:end]], np.where((heads >= 0) & (heads < end - begin), heads, own),
        row.hidden[p0:p1], types[begin:end], np.where(mine, row.actual, -100)[begin:end],
    )  # fmt: skip


def lay(rows: list[Row]) -> Batch:
    """One batch of windows."""
    n, length, words = len(rows), max(len(r.owner) for r in rows), max(len(r.first) for r in rows)
    hidden, mask = torch.zeros(n, length, HIDDEN), torch.zeros(n, length)
    owner, first = torch.full((n, length), words), torch.zeros(n, words, dtype=torch.long)
    told = torch.zeros(n, words + 1, len(CHANNELS), dtype=torch.long)
    heads = torch.arange(words).repeat(n, 1)
    valid = torch.zeros(n, words, dtype=torch.bool)
    types, actual = torch.full((n, words), -100), torch.full((n, words), -100.0)
    sides, asked = torch.zeros(n, words, words, 2), torch.zeros(n, words, dtype=torch.bool)
    for b, r in enumerate(rows):
        k, size = len(r.first), len(r.owner)
        hidden[b, :size], mask[b, :size] = torch.from_numpy(r.hidden.astype(np.float32)), 1
        owner[b, :size] = torch.tensor([words if o >= k else o for o in r.owner])
        told[b, :k] = torch.from_numpy(r.example.told[r.lo : r.hi].astype(np.int64)) + 1
        first[b, :k], heads[b, :k], valid[b, :k] = torch.tensor(r.first), torch.from_numpy(r.heads), True
        types[b, :k], actual[b, :k] = torch.from_numpy(r.types), torch.from_numpy(r.actual)
        for at in range(r.lo, r.hi):
            if at in r.example.sides and types[b, at - r.lo] > 0:
                asked[b, at - r.lo] = True
                for role, theirs in enumerate(r.example.sides[at]):
                    for side in theirs:
                        if r.lo <= side < r.hi:
                            sides[b, at - r.lo, side - r.lo, role] = 1
    return Batch(hidden, told, owner, first, heads, mask, valid, types, actual, sides, asked)
