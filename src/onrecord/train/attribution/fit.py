"""Fitting: one seeded run over the corpus, with a candidate from every epoch."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import NamedTuple

import msgspec
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.train.attribution.batches import MASK, Batch, batches, groups, rows_of
from onrecord.train.attribution.corpus import Example
from onrecord.train.attribution.network import Network
from onrecord.train.means import Candidate


class Recipe(msgspec.Struct, frozen=True):
    """Everything that a run depends on beside its corpus; it goes into the card.

    Attributes:
        rate: the highest learning rate of the encoder; the new layers take `fresh` times that.
        budget: word pieces of a batch.
        horizon: epochs that the slope of the rate is laid out for; 0: as many as there are.
        hidden: share of words whose pieces are hidden; `unruled`: share of windows that the rules tell nothing of.
        average: weight of the past in the running average of the weights.
    """

    seed: int = 1
    epochs: int = 4
    horizon: int = 0
    rate: float = 2e-4
    fresh: float = 5.0
    warmup: int = 150
    budget: int = 2048
    hidden: float = 0.05
    unruled: float = 0.1
    arcs: float = 0.5
    average: float = 0.995
    decay: float = 0.01


class Hooks(NamedTuple):
    """What a run asks and tells on its way: how good a network is, and a line for the log."""

    judge: Callable[[Network], float]
    say: Callable[[str], None]


def fit(
    network: Network, found: list[Example], pieces: Callable[[str], list[int]], recipe: Recipe, hooks: Hooks
) -> list[Candidate[Network]]:
    """The candidates of every epoch, its end (`last`) and the running average (`mean`); the network is changed."""
    torch.manual_seed(recipe.seed)
    order = np.random.default_rng(recipe.seed)
    optimizer = _optimizer(network, recipe)
    epoch_steps = sum(1 for _ in groups([r for e in found for r in rows_of(e, pieces)], recipe.budget))
    total = epoch_steps * (recipe.horizon or recipe.epochs)
    plan = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _slope(step, recipe.warmup, total))
    mean = deepcopy(network)
    candidates: list[Candidate[Network]] = []
    losses: list[float] = []
    for epoch in range(recipe.epochs):
        network.train()
        rows = [r for e in found for r in rows_of(e, pieces, int(order.integers(0, 4)) if epoch else 0)]
        for batch in batches(rows, recipe.budget, order):
            optimizer.zero_grad(set_to_none=True)
            loss = _loss(network, _disturbed(batch, recipe, order), recipe)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for g in optimizer.param_groups for p in g["params"]], 1.0)
            optimizer.step()
            plan.step()
            losses.append(loss.item())
            step = len(losses)
            _average(mean, network, min(recipe.average, step / (step + 10)))
            if step % 100 == 0:
                hooks.say(f"step {step}/{total} loss {np.mean(losses[-100:]):.4f}")
        for name, candidate in (("last", network), ("mean", mean)):
            candidates.append(
                Candidate(f"epoch {epoch + 1} {name}", hooks.judge(candidate.eval()), deepcopy(candidate))
            )
            hooks.say(f"{candidates[-1].name}: {candidates[-1].score:.4f}")
    return candidates


def _optimizer(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW over all but the word vectors; the layers that are new learn faster."""
    network.words.weight.requires_grad = False
    own = [p for n, p in network.named_parameters() if p.requires_grad and _is_encoder(n)]
    new = [p for n, p in network.named_parameters() if p.requires_grad and not _is_encoder(n)]
    return torch.optim.AdamW(
        [{"params": own, "lr": recipe.rate}, {"params": new, "lr": recipe.rate * recipe.fresh}],
        weight_decay=recipe.decay, betas=(0.9, 0.98), eps=1e-6, fused=True,
    )  # fmt: skip


def _is_encoder(name: str) -> bool:
    return name.startswith(("layers.", "positions", "types", "norm."))


def _slope(step: int, warmup: int, total: int) -> float:
    return min(1.0, step / warmup) * max(0.0, 1.0 - step / max(total, 1))


def _disturbed(batch: Batch, recipe: Recipe, order: np.random.Generator) -> Batch:
    """Some words hidden, some windows without what the rules say."""
    n, words = batch.first.shape
    hide = torch.from_numpy(order.random((n, words + 1)) < recipe.hidden)
    hide[:, words] = False
    ids = torch.where(hide.gather(1, batch.owner) & (batch.ids != 0), MASK, batch.ids)
    deaf = torch.from_numpy(order.random(n) < recipe.unruled)
    told = batch.told.clone()
    told[deaf, :, 4] = told[deaf, :, 4].clamp(max=1)
    pairs = torch.where(deaf[:, None, None], batch.pairs // 2 * 2, batch.pairs)
    return batch._replace(ids=ids, told=told, pairs=pairs)


def _loss(network: Network, batch: Batch, recipe: Recipe) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        tags, vectors, _ = network(batch.ids, batch.told, batch.owner, batch.first, batch.heads)
    loss = functional.cross_entropy(tags.float().flatten(0, 1), batch.tags.flatten(), ignore_index=-100)
    for kind, role in ((0, 2), (1, 1)):
        scores = network.arc_scores(vectors, kind, batch.pairs, batch.steps)
        outside = (batch.tags == -100)[:, None, :]
        scores = torch.cat([scores[..., :-1].masked_fill(outside, -1e4), scores[..., -1:]], -1)
        mine = (batch.tags >= 1 + 4 * role) & (batch.tags < 5 + 4 * role)
        missed = functional.cross_entropy(scores[mine], batch.arcs[mine], reduction="sum")
        loss = loss + recipe.arcs * missed / mine.sum().clamp(min=1)  # a batch of short windows may hold no cue
    return loss


def _average(mean: Network, network: Network, weight: float) -> None:
    with torch.no_grad():
        pairs = [(m, p) for m, p in zip(mean.parameters(), network.parameters(), strict=True) if p.requires_grad]
        torch._foreach_lerp_([m for m, _ in pairs], [p for _, p in pairs], 1 - weight)
