"""Fitting: labelled words, classes of whole sentences and types that stand somewhere in a passage, in one run."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import NamedTuple

import msgspec
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.codebook import plover
from onrecord.happened.evidence import TYPES
from onrecord.language.columns import TAGS
from onrecord.train.events.batches import Batch, Row, cropped, lay
from onrecord.train.events.corpus import CLASSES
from onrecord.train.events.network import Classifier
from onrecord.train.means import Candidate

_CLASS_OF = torch.tensor([0, *(CLASSES.index(plover.quad(name)) for name in TYPES)])
_VERBS = torch.tensor([1 + TAGS.index(tag) for tag in ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")])


class Recipe(msgspec.Struct, frozen=True):
    """Everything that a run depends on beside its corpora; it goes into the card.

    Attributes:
        rate: the highest learning rate of the layers; what is new takes `fresh` times that.
        batch: sentences with a class in a step; as many labelled stretches as make both end together.
        words: weight of the labelled words; `ruled`: of words whose type the rules and the gold class agree on.
        weak: weight of passages with a type, of which a step takes `beside`.
        unruled: share of windows that the rules tell nothing of.
    """

    seed: int = 3
    epochs: int = 10
    rate: float = 2.5e-4
    fresh: float = 5.0
    warmup: int = 50
    batch: int = 32
    words: float = 0.3
    ruled: float = 0.3
    weak: float = 0.0
    beside: int = 16
    unruled: float = 0.2
    decay: float = 0.01


class Sets(NamedTuple):
    """Windows to learn from: labelled ones, those of a class, and those that hold a type."""

    labelled: list[Row]
    classes: list[Row]
    typed: list[Row]


def fit(
    network: Classifier, sets: Sets, recipe: Recipe, judge: Callable[[Classifier], tuple[float, str]],
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
    steps = len(sets.classes) // recipe.batch
    total = steps * recipe.epochs
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / recipe.warmup) * max(0.0, 1.0 - step / total)
    )
    found: list[Candidate[Classifier]] = []
    share = -(-len(sets.labelled) // steps)
    for epoch in range(recipe.epochs):
        network.train()
        classes, labelled = order.permutation(len(sets.classes)), order.permutation(len(sets.labelled))
        losses = []
        for step in range(steps):
            group = [sets.classes[k] for k in classes[step * recipe.batch : (step + 1) * recipe.batch]]
            loss = _class_loss(network, group, recipe)
            stretches = [cropped(sets.labelled[k], "train", order) for k in labelled[step * share : (step + 1) * share]]
            words = [row for row in stretches if row is not None]
            if words:
                loss = loss + recipe.words * _word_loss(network, lay(words), recipe)
            if sets.typed and recipe.weak:
                picked = [sets.typed[k] for k in order.integers(0, len(sets.typed), recipe.beside)]
                loss = loss + recipe.weak * _passage_loss(network, picked, recipe)
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


def telling(batch: Batch) -> Tensor:
    """The words that may tell an event: verbs, and what the lexicon lists; shape (batch, words)."""
    words = batch.told[:, :-1]
    return batch.valid & (torch.isin(words[..., 0], _VERBS) | (words[..., 3] > 1))


def ranks(kinds: Tensor, happened: Tensor, valid: Tensor) -> Tensor:
    """How likely the strongest event of each window is of each class: (batch, 5); `valid` words may tell one.

    Words count alone: that no word passes a class is the product of that over the words. Source: the rule by which
    the class sets are scored; noisy-or learning of bags (Dietterich et al. 1997).
    """
    chance = functional.softmax(kinds.float(), -1)
    told = torch.sigmoid(happened.float())[..., None]
    by_rank = torch.stack([chance[..., torch.eq(_CLASS_OF, k)].sum(-1) for k in range(len(CLASSES))], -1)
    silent = by_rank[..., :1] + by_rank[..., 1:].sum(-1, keepdim=True) * (1 - told)
    upto = torch.cat([silent, by_rank[..., 1:] * told], -1).cumsum(-1).clamp(1e-6, 1)
    whole = torch.where(valid[..., None], upto, torch.ones_like(upto)).log().sum(1).exp()
    return torch.diff(whole, dim=-1, prepend=torch.zeros_like(whole[:, :1]))


def _run(network: Classifier, batch: Batch, recipe: Recipe) -> tuple[Tensor, Tensor]:
    told = batch.told.clone()
    deaf = torch.rand(len(told)) < recipe.unruled
    told[deaf, :, 3:5] = told[deaf, :, 3:5].clamp(max=1)
    with torch.autocast("cpu", torch.bfloat16):
        kinds, happened = network(batch.hidden, told, batch.owner, batch.first, batch.heads, batch.mask)
    return kinds.float(), happened.float()


def _class_loss(network: Classifier, rows: list[Row], recipe: Recipe) -> Tensor:
    batch = lay(rows)
    kinds, happened = _run(network, batch, recipe)
    wanted = torch.tensor([row.example.text.answer for row in rows])
    loss = functional.nll_loss(ranks(kinds, happened, telling(batch)).clamp(min=1e-5).log(), wanted)
    coded, counted = _coded(batch)
    rank = _CLASS_OF[coded]
    told = torch.where(rank == wanted[:, None], coded, 0)
    mine = (coded > 0) & counted & (rank >= wanted[:, None])  # stronger than the gold class: none is right
    return loss + recipe.ruled * _agreed(kinds, told, mine)


def _coded(batch: Batch) -> tuple[Tensor, Tensor]:
    """The type that the rules made of each word (0: none), and whether they hold it to have happened."""
    words = batch.told[:, :-1]
    coded = torch.where(words[..., 3] - 1 <= len(TYPES), words[..., 3] - 1, 0).clamp(min=0)
    return coded, (words[..., 4] == 2) | (words[..., 4] == 3)


def _agreed(kinds: Tensor, told: Tensor, mine: Tensor) -> Tensor:
    """Cross entropy of words whose type is held to be known."""
    if not mine.any():
        return kinds.sum() * 0
    return functional.cross_entropy(kinds[mine], told[mine])


def _passage_loss(network: Classifier, rows: list[Row], recipe: Recipe) -> Tensor:
    """Some word tells the type; where the rules say so too, that word does. No act of politics: no word does."""
    batch = lay(rows)
    kinds, _ = _run(network, batch, recipe)
    open_ = telling(batch)
    chance = functional.softmax(kinds, -1)
    types = torch.tensor([0 if r.example.text.answer is None else 1 + TYPES.index(r.example.text.answer) for r in rows])
    own = chance.gather(2, types[:, None, None].expand(-1, chance.shape[1], 1))[..., 0] * open_
    some = 1 - (1 - own.clamp(max=0.999)).log().sum(1).exp()
    none = torch.where(open_, chance[..., 0].clamp(min=1e-4).log(), 0).sum(1)
    loss = torch.where(types > 0, -some.clamp(min=1e-4).log(), -0.2 * none).mean()
    coded, _ = _coded(batch)
    return loss + _agreed(kinds, coded, (coded == types[:, None]) & (coded > 0))


def _word_loss(network: Classifier, batch: Batch, recipe: Recipe) -> Tensor:
    kinds, happened = _run(network, batch, recipe)
    events = (batch.types > 0).sum().clamp(min=4)
    loss = (
        functional.cross_entropy(kinds.flatten(0, 1), batch.types.flatten(), ignore_index=-100, reduction="sum")
        / events
    )
    mine = batch.actual >= 0
    if mine.any():
        loss = loss + 0.5 * functional.binary_cross_entropy_with_logits(happened[mine], batch.actual[mine])
    return loss
