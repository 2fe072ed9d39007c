"""Windows of labelled reports, laid into batches of one fixed shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from onrecord.language.windows import SIZE, Window, windows
from onrecord.said.evidence import CHANNELS, local
from onrecord.train.attribution.corpus import Example

BEGIN, END, MASK = 101, 102, 103
"""Ids of the marks of a window's ends and of a hidden piece, in the published vocabulary."""


class Row(NamedTuple):
    """One window, ready to be laid into a batch."""

    example: Example
    window: Window
    ids: list[int]
    owner: list[int]
    first: list[int]


class Batch(NamedTuple):
    """Tensors of one batch; see `Network.forward`. `tags` and `arcs` are -100 where nothing is to be learnt.

    `arcs` names the word of the window (the number of words: none), `pairs` and `steps` are (batch, words, words).
    """

    ids: Tensor
    told: Tensor
    owner: Tensor
    first: Tensor
    heads: Tensor
    tags: Tensor
    arcs: Tensor
    pairs: Tensor
    steps: Tensor
    rows: list[Row]


def rows_of(example: Example, pieces: Callable[[str], list[int]], skip: int = 0) -> list[Row]:
    """The windows of a report."""
    cut = [pieces(token.text) for token in example.parsed.tokens]
    return [row(example, window, cut) for window in windows(example.parsed, [len(found) for found in cut], skip)]


def row(example: Example, window: Window, cut: list[list[int]]) -> Row:
    """One window of a report whose tokens have these pieces."""
    ids, owner, first = [BEGIN], [-1], []
    for number, i in enumerate(range(*window)):
        first.append(len(ids))
        ids += cut[i]
        owner += [number] * len(cut[i])
    return Row(example, window, [*ids, END], [*owner, -1], first)


def lay(rows: list[Row]) -> Batch:
    """One batch; its shape depends on the longest window alone, rounded up, so that few shapes occur."""
    length = min(SIZE, -(-max(len(r.ids) for r in rows) // 32) * 32)
    words = -(-max(len(r.first) for r in rows) // 32) * 32
    n = len(rows)
    ids, owner = np.zeros((n, length), np.int64), np.full((n, length), words, np.int64)
    told = np.zeros((n, words + 1, len(CHANNELS)), np.int64)
    first, heads = np.zeros((n, words), np.int64), np.tile(np.arange(words), (n, 1))
    tags, arcs = np.full((n, words), -100, np.int64), np.full((n, words), -100, np.int64)
    pairs, steps = np.zeros((n, words, words), np.int64), np.zeros((n, words, words), np.int64)
    for b, r in enumerate(rows):
        lo, hi = r.window
        k, e = hi - lo, r.example.evidence
        ids[b, : len(r.ids)] = r.ids
        owner[b, : len(r.owner)] = [words if o < 0 else o for o in r.owner]
        told[b, :k] = e.words[lo:hi].astype(np.int64) + 1
        first[b, :k] = r.first
        heads[b, :k] = local(e.heads[lo:hi], lo, hi)
        tags[b, :k] = r.example.tags[lo:hi]
        wanted = r.example.arcs[lo:hi]
        inside = (wanted >= lo) & (wanted < hi)
        arcs[b, :k] = np.where(inside, wanted - lo, words)
        places = np.arange(lo, hi)
        pairs[b, :k, :k], steps[b, :k, :k] = e.pairs(places, places)
    arrays = (ids, told, owner, first, heads, tags, arcs, pairs, steps)
    tensors = dict(zip(Batch._fields, map(torch.from_numpy, arrays), strict=False))
    return Batch(**tensors, rows=rows)


def groups(rows: list[Row], budget: int, order: list[int] | None = None) -> Iterator[list[int]]:
    """Rows of like length together, about `budget` pieces a group; ties keep the given order."""
    pool = sorted(range(len(rows)) if order is None else order, key=lambda i: -len(rows[i].ids))
    at = 0
    while at < len(pool):
        take = max(1, budget // (-(-len(rows[pool[at]].ids) // 32) * 32))
        yield pool[at : at + take]
        at += take


def batches(rows: list[Row], budget: int, order: np.random.Generator | None) -> Iterator[Batch]:
    """Batches of about `budget` pieces, of windows of like length; in random order where one is given."""
    found = list(groups(rows, budget, None if order is None else order.permutation(len(rows)).tolist()))
    for number in range(len(found)) if order is None else order.permutation(len(found)).tolist():
        yield lay([rows[i] for i in found[number]])
