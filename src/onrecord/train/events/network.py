"""The network: two layers of its own on the shared ones of the attribution network, and a type for every word.

The shared layers are frozen, so that one pass of the encoder serves attribution and events, and the attribution is
what it was.
"""

from __future__ import annotations

from copy import deepcopy

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.happened.evidence import CHANNELS, TYPES
from onrecord.train.attribution.network import EVIDENCE, HIDDEN, SHARED, Network, take

OWN = 2
"""Layers of its own above the shared ones."""


class Classifier(nn.Module):
    """From shared hidden states and evidence to types, realis and modes, a row a word."""

    def __init__(self, below: Network) -> None:
        super().__init__()
        self.layers = nn.ModuleList(deepcopy(below.layers[SHARED + i]) for i in range(OWN))
        self.told = nn.ModuleList(nn.Embedding(size + 1, HIDDEN) for size in CHANNELS.values())
        self.beside = nn.ModuleList(nn.Embedding(size + 1, EVIDENCE) for size in CHANNELS.values())
        width = HIDDEN + EVIDENCE * len(CHANNELS)
        self.join = nn.Linear(width, HIDDEN)
        self.climb = nn.ModuleList(nn.Linear(2 * width if i == 0 else 2 * HIDDEN, HIDDEN) for i in range(2))
        self.climbed = nn.ModuleList(nn.LayerNorm(HIDDEN) for _ in range(2))
        self.kinds = nn.Linear(HIDDEN, 1 + len(TYPES))
        self.happened = nn.Linear(HIDDEN, 1)
        self.dropout = nn.Dropout(0.1)
        self.late = nn.Dropout(0.2)
        for table in self.told:
            nn.init.normal_(table.weight, std=0.005)
        with torch.no_grad():
            self.kinds.weight.zero_()
            self.kinds.bias.fill_(-1.0)
            self.kinds.bias[0] = 3.0  # most words tell no event

    def forward(
        self, hidden: Tensor, told: Tensor, owner: Tensor, first: Tensor, heads: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Score one batch of windows.

        Args:
            hidden: (batch, pieces, HIDDEN), what the shared layers give.
            told: (batch, words + 1, channels), 1 + the values of the evidence; 0 where there is no word.
            owner, first, heads: as in the network of attribution.
            mask: (batch, pieces), 1 where there is a piece; None where there is everywhere.

        Returns:
            Types (batch, words, 17) and realis (batch, words), both logits.
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
        return self.kinds(x), self.happened(x)[..., 0]


def lower(below: Network, ids: Tensor, told: Tensor, owner: Tensor) -> Tensor:
    """What the shared layers make of windows; arguments as those of `Network.forward`."""
    with torch.no_grad():
        mask = torch.where(ids[:, None, None, :] == 0, -1e4, 0.0)
        x = below.embed(ids, told, owner)
        for layer in below.layers[:SHARED]:
            x = layer(x, mask)
    return x
