"""Windows with their hidden states, laid into batches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from onrecord.happened.evidence import CHANNELS
from onrecord.train.attribution.batches import BEGIN, END
from onrecord.train.attribution.network import HIDDEN, Network
from onrecord.train.events.corpus import Example
from onrecord.train.events.network import lower

ALONGSIDE = 12
"""Words beside a labelled stretch that are kept with it; training varies it."""
LONGEST = 90


@dataclass(slots=True)
class Row:
    """One window: its words `[lo, hi)` of an example, and what the shared layers make of it."""

    example: Example
    lo: int
    hi: int
    ids: list[int]
    owner: list[int]
    first: list[int]
    heads: NDArray[np.int64]
    hidden: Tensor
    types: NDArray[np.int64]
    actual: NDArray[np.float32]


class Batch(NamedTuple):
    """Tensors of one batch: see `Classifier.forward`; `valid` (batch, words) is where there is a word."""

    hidden: Tensor
    told: Tensor
    owner: Tensor
    first: Tensor
    heads: Tensor
    mask: Tensor
    valid: Tensor
    types: Tensor
    actual: Tensor


def rows_of(found: list[Example], below: Network, size: int = 32) -> list[Row]:
    """The windows of examples, those of labelled ones only where there is a label; hidden states in half precision."""
    made: list[Row] = []
    cuts: list[tuple[list[list[int]], NDArray[np.int64]]] = []
    for example in found:
        for lo, hi, pieces, told, heads in example.windows:
            if example.text.kind == "labelled" and not (example.types[lo:hi] >= 0).any():
                continue
            ids, owner, first = [BEGIN], [hi - lo], []
            for number, cut in enumerate(pieces):
                first.append(len(ids))
                ids += cut
                owner += [number] * len(cut)
            row = Row(
                example, lo, hi, [*ids, END], [*owner, hi - lo], first, heads, torch.empty(0), example.types[lo:hi],
                example.actual[lo:hi],
            )  # fmt: skip
            made.append(row)
            cuts.append((pieces, told))
    order = sorted(range(len(made)), key=lambda k: len(made[k].ids))
    for begin in range(0, len(order), size):
        group = order[begin : begin + size]
        length, words = max(len(made[k].ids) for k in group), max(len(made[k].first) for k in group)
        ids, owner = torch.zeros(len(group), length, dtype=torch.long), torch.full((len(group), length), words)
        told = torch.zeros(len(group), words + 1, cuts[0][1].shape[1], dtype=torch.long)
        for b, k in enumerate(group):
            own = made[k]
            ids[b, : len(own.ids)] = torch.tensor(own.ids)
            owner[b, : len(own.owner)] = torch.tensor([words if o == len(own.first) else o for o in own.owner])
            told[b, : len(own.first)] = torch.from_numpy(cuts[k][1])
        hidden = lower(below, ids, told, owner)
        for b, k in enumerate(group):
            made[k].hidden = hidden[b, : len(made[k].ids)].half()
    return made


def cropped(row: Row, part: str, order: np.random.Generator | None = None) -> Row | None:
    """The stretch of a labelled window whose sentences belong to a part, with some words beside it; None if none."""
    mine = np.array([p == part for p in row.example.parts[row.lo : row.hi]])
    types = np.where(mine, row.types, -100)
    places = np.flatnonzero(types >= 0)
    if not len(places):
        return None
    beside = ALONGSIDE if order is None else int(order.integers(0, 2 * ALONGSIDE))
    end = min(int(places[-1]) + 1 + beside, len(types))
    begin = max(int(places[0]) - beside, end - 2 * LONGEST, 0)
    p0 = row.first[begin]
    p1 = row.first[end] if end < len(row.first) else len(row.ids) - 1
    heads = row.heads[begin:end] - begin
    own = np.arange(end - begin)
    return Row(
        row.example, row.lo + begin, row.lo + end, row.ids[p0:p1], [o - begin for o in row.owner[p0:p1]],
        [f - p0 for f in row.first[begin:end]], np.where((heads >= 0) & (heads < end - begin), heads, own),
        row.hidden[p0:p1], types[begin:end], row.actual[begin:end],
    )  # fmt: skip


def lay(rows: list[Row]) -> Batch:
    """One batch of windows."""
    n, length, words = len(rows), max(len(r.ids) for r in rows), max(len(r.first) for r in rows)
    hidden, mask = torch.zeros(n, length, HIDDEN), torch.zeros(n, length)
    owner, first = torch.full((n, length), words), torch.zeros(n, words, dtype=torch.long)
    told = torch.zeros(n, words + 1, len(CHANNELS), dtype=torch.long)
    heads = torch.arange(words).repeat(n, 1)
    valid = torch.zeros(n, words, dtype=torch.bool)
    types, actual = torch.full((n, words), -100), torch.full((n, words), -100.0)
    for b, r in enumerate(rows):
        k, size = len(r.first), len(r.ids)
        hidden[b, :size], mask[b, :size] = r.hidden.float(), 1
        owner[b, :size] = torch.tensor([words if o >= k else o for o in r.owner])
        told[b, :k] = torch.from_numpy(r.example.told[r.lo : r.hi].astype(np.int64)) + 1
        first[b, :k], heads[b, :k], valid[b, :k] = torch.tensor(r.first), torch.from_numpy(r.heads), True
        types[b, :k], actual[b, :k] = torch.from_numpy(r.types), torch.from_numpy(r.actual)
    return Batch(hidden, told, owner, first, heads, mask, valid, types, actual)
