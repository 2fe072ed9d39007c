"""The network: two layers of its own on the shared ones of the attribution network; types of words, arcs to sides.

The shared layers are frozen, so that one pass of the encoder serves attribution and events, and the attribution is
what it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.happened.evidence import CHANNELS, TYPES
from onrecord.train.attribution.network import EVIDENCE, HIDDEN, take

OWN = 2
"""Layers of its own above the shared ones."""
ARC = 96
"""Width of the vectors that sides are scored with."""
FARTHEST = 24
"""Words between an event and a side, from which it makes no difference how many they are."""
LINKS = 7
"""How a word may stand to an event's word in the parse; see `links`."""


class Classifier(nn.Module):
    """From shared hidden states and evidence to types and realis, a row a word, and to sides, a row a pair of words."""

    def __init__(self, layers: Sequence[nn.Module]) -> None:
        """Take the layers of the attribution network above the shared ones as the beginning of its own."""
        super().__init__()
        self.layers = nn.ModuleList(deepcopy(layer) for layer in layers)
        self.told = nn.ModuleList(nn.Embedding(size + 1, HIDDEN) for size in CHANNELS.values())
        self.beside = nn.ModuleList(nn.Embedding(size + 1, EVIDENCE) for size in CHANNELS.values())
        width = HIDDEN + EVIDENCE * len(CHANNELS)
        self.join = nn.Linear(width, HIDDEN)
        self.climb = nn.ModuleList(nn.Linear(2 * width if i == 0 else 2 * HIDDEN, HIDDEN) for i in range(2))
        self.climbed = nn.ModuleList(nn.LayerNorm(HIDDEN) for _ in range(2))
        self.kinds = nn.Linear(HIDDEN, 1 + len(TYPES))
        self.happened = nn.Linear(HIDDEN, 1)
        self.act = nn.Linear(HIDDEN, 2 * ARC)
        self.side = nn.Linear(HIDDEN, 2 * ARC)
        self.alone = nn.Linear(HIDDEN, 2)
        self.apart = nn.Embedding(2 * FARTHEST + 1, 2)
        self.linked = nn.Embedding(LINKS, 2)
        self.dropout = nn.Dropout(0.1)
        self.late = nn.Dropout(0.2)
        for table in (*self.told, self.apart, self.linked):
            nn.init.normal_(table.weight, std=0.005)
        with torch.no_grad():
            self.kinds.weight.zero_()
            self.kinds.bias.fill_(-1.0)
            self.kinds.bias[0] = 3.0  # most words tell no event
            self.alone.bias.fill_(-4.0)  # and most words are no side

    def forward(
        self, hidden: Tensor, told: Tensor, owner: Tensor, first: Tensor, heads: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Score one batch of windows.

        Args:
            hidden: (batch, pieces, HIDDEN), what the shared layers give.
            told: (batch, words + 1, channels), 1 + the values of the evidence; 0 where there is no word.
            owner, first, heads: as in the network of attribution.
            mask: (batch, pieces), 1 where there is a piece; None where there is everywhere.

        Returns:
            Types (batch, words, 17), realis (batch, words) and sides (batch, words, words, 2), all logits; of sides
            whether the second word heads an actor, or a recipient, of what the first tells.
        """
        x = hidden
        for channel, table in enumerate(self.told):
            x = x + table(told[..., channel].gather(1, owner))
        x = self.dropout(x)
        added = torch.zeros(1) if mask is None else torch.where(mask[:, None, None, :] == 0, -1e4, 0.0)
        for layer in self.layers:
            x = layer(x, added)
        words = told[:, : first.shape[1]]
        beside = [table(words[..., channel]) for channel, table in enumerate(self.beside)]
        x = self.late(torch.cat([take(x, first), *beside], -1))
        base = self.join(x)
        for climb, norm in zip(self.climb, self.climbed, strict=True):
            base = norm(base + self.late(functional.gelu(climb(torch.cat([x, take(x, heads)], -1)))))
            x = base
        return self.kinds(x), self.happened(x)[..., 0], self._sides(x, heads)

    def _sides(self, x: Tensor, heads: Tensor) -> Tensor:
        acts, sides = self.act(self.late(x)).split(ARC, -1), self.side(self.late(x)).split(ARC, -1)
        pairs = torch.stack([a @ s.transpose(1, 2) for a, s in zip(acts, sides, strict=True)], -1) / ARC**0.5
        places = torch.arange(heads.shape[1])
        apart = (places[None, :] - places[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        scores: Tensor = pairs + self.alone(x)[:, None] + self.apart(apart)[None] + self.linked(links(heads))
        return scores


def links(heads: Tensor) -> Tensor:
    """How each second word stands to each first one in the parse: (batch, words, words).

    0 in no way told here, 1 it is the first one's child, 2 a child's child, 3 its head, 4 under the same head, 5 under
    the head of the head, 6 the word itself.
    """
    words = heads.shape[1]
    mine, places = heads[:, :, None], torch.arange(words)
    theirs = heads[:, None, :]
    above = heads.gather(1, heads)
    found = torch.zeros_like(mine + theirs)
    found = torch.where(theirs == above[:, :, None], 5, found)
    found = torch.where(theirs == mine, 4, found)
    found = torch.where(mine == places[None, None, :], 3, found)
    found = torch.where(above[:, None, :] == places[None, :, None], 2, found)
    found = torch.where(theirs == places[None, :, None], 1, found)
    return torch.where(places[None, None, :] == places[None, :, None], 6, found)
