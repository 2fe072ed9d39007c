"""Fitting: labelled words, whether what they tell happened, and who does it to whom, in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from onrecord.train.events.batches import Batch, Row, cropped, lay
from onrecord.train.events.network import Classifier
from onrecord.train.means import Candidate

RULED = slice(3, 6)
"""The channels that the rules fill: what they take a word for, its realis, its side."""


_POOL = 40
"""Groups of one length are taken from so many batches at a time."""


class Recipe(msgspec.Struct, frozen=True):
    """Everything that a run depends on beside its corpora; it goes into the card.

    Attributes:
        rate: the highest learning rate of the layers; what is new takes `fresh` times that.
        batch: labelled stretches in a step.
        happened, sides: weights of realis and of sides, beside the types of words.
        unruled: share of stretches that the rules tell nothing of.
    """

    seed: int = 3
    epochs: int = 7
    rate: float = 2.5e-4
    fresh: float = 4.0
    warmup: int = 100
    batch: int = 16
    happened: float = 0.5
    sides: float = 0.5
    unruled: float = 0.25
    decay: float = 0.01


def fit(
    network: Classifier, rows: list[Row], recipe: Recipe, judge: Callable[[Classifier], tuple[float, str]],
    say: Callable[[str], None],
) -> list[Candidate[Classifier]]:  # fmt: skip
    """The candidates of every epoch, in order; the network itself is changed."""
    torch.manual_seed(recipe.seed)
    order = np.random.default_rng(recipe.seed)
    own = [p for name, p in network.named_parameters() if name.startswith("layers.")]
    new = [p for name, p in network.named_parameters() if not name.startswith("layers.")]
    optimizer = torch.optim.AdamW(
        [{"params": own, "lr": recipe.rate}, {"params": new, "lr": recipe.rate * recipe.fresh}],
        weight_decay=recipe.decay,
    )
    steps = len(rows) // recipe.batch
    lengths = np.array([len(row.types) for row in (cropped(row, ("train",)) or row for row in rows)])
    total = steps * recipe.epochs
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / recipe.warmup) * max(0.0, 1.0 - step / total)
    )
    found: list[Candidate[Classifier]] = []
    for epoch in range(recipe.epochs):
        network.train()
        losses = []
        for picked in _groups(lengths, recipe.batch, order):
            group = [rows[k] for k in picked]
            stretches = [row for row in (cropped(row, ("train",), order) for row in group) if row is not None]
            loss = _loss(network, lay(stretches), recipe)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            plan.step()
            losses.append(loss.item())
        score, told = judge(network.eval())
        found.append(Candidate(f"epoch {epoch + 1}", score, deepcopy(network)))
        say(f"epoch {epoch + 1} loss {np.mean(losses):.3f} {told}")
    return found


def _groups(lengths: NDArray[np.int64], size: int, order: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """The rows in groups of about one length, in random order: little of a batch is padding."""
    picked = order.permutation(len(lengths))
    whole = len(lengths) // size * size
    for lo in range(0, whole, size * _POOL):
        pool = picked[lo : min(lo + size * _POOL, whole)]
        groups = pool[np.argsort(lengths[pool], kind="stable")].reshape(-1, size)
        yield from groups[order.permutation(len(groups))]


def _loss(network: Classifier, batch: Batch, recipe: Recipe) -> Tensor:
    told = batch.told.clone()
    deaf = torch.rand(len(told)) < recipe.unruled
    told[deaf, :, RULED] = told[deaf, :, RULED].clamp(max=1)
    with torch.autocast("cpu", torch.bfloat16):
        made = network(batch.hidden, told, batch.owner, batch.first, batch.heads, batch.mask)
    kinds, happened, sides = (scores.float() for scores in made)
    events = (batch.types > 0).sum().clamp(min=4)
    loss = functional.cross_entropy(kinds.flatten(0, 1), batch.types.flatten(), ignore_index=-100, reduction="sum")
    loss = loss / events
    mine = batch.actual >= 0
    if mine.any():
        loss = loss + recipe.happened * functional.binary_cross_entropy_with_logits(happened[mine], batch.actual[mine])
    pairs = batch.asked[:, :, None] & batch.valid[:, None, :]
    if pairs.any():
        missed = functional.binary_cross_entropy_with_logits(sides[pairs], batch.sides[pairs], reduction="sum")
        loss = loss + recipe.sides * missed / batch.asked.sum()
    return loss
