"""The network: the MiniLM encoder told of parse, marks and rules; tags on words, and arcs between them.

Source: Wang et al. 2020 (MiniLM), Dozat and Manning 2017 (biaffine arcs). The layers carry the names of the
published checkpoint, so that its weights load as they stand.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.said.evidence import CHANNELS, DISTANCES, PAIRS
from onrecord.said.tags import TAGS

HIDDEN, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 512
ARC = 128
"""Width of the vectors that arcs are scored with."""
SHARED = 4
"""Layers below other heads, such as the classifier of events."""
EVIDENCE = 24
"""Width of each channel's vector beside the word's own, before the tags."""


class Layer(nn.Module):
    """One layer of the encoder: attention, then the inner layer, each with its residual and norm."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """From (batch, pieces, HIDDEN) to the same; `mask` is added to the scores of attention."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        attended = torch.softmax(q @ k.transpose(2, 3) * (HIDDEN // HEADS) ** -0.5 + mask.to(q.dtype), -1) @ v
        x = self.norm1(x + self.out(attended.transpose(1, 2).reshape(batch, length, HIDDEN)))
        return self.norm2(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class Network(nn.Module):
    """From word pieces and evidence to the scores of tags and the vectors of arcs, a row a word."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.types = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.told = nn.ModuleList(nn.Embedding(size + 1, HIDDEN) for size in CHANNELS.values())
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.beside = nn.ModuleList(nn.Embedding(size + 1, EVIDENCE) for size in CHANNELS.values())
        width = HIDDEN + EVIDENCE * len(CHANNELS)
        self.climb = nn.ModuleList(nn.Linear(2 * width if i == 0 else 2 * HIDDEN, HIDDEN) for i in range(2))
        self.join = nn.Linear(width, HIDDEN)
        self.climbed = nn.ModuleList(nn.LayerNorm(HIDDEN) for _ in range(2))
        self.tag = nn.Linear(HIDDEN, len(TAGS))
        self.arcs = nn.Linear(HIDDEN, 4 * ARC)
        self.lone = nn.Linear(HIDDEN, 2)
        self.pairs = nn.Parameter(torch.zeros(2, PAIRS))
        self.steps = nn.Parameter(torch.zeros(2, DISTANCES))
        self.dropout = nn.Dropout(0.1)
        self.late = nn.Dropout(0.2)
        for table in self.told:
            nn.init.normal_(table.weight, std=0.005)

    def forward(
        self, ids: Tensor, told: Tensor, owner: Tensor, first: Tensor, heads: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Score one batch of windows.

        Args:
            ids: (batch, pieces) word pieces; 0 is padding.
            told: (batch, words + 1, channels), 1 + the values of the evidence; 0 where there is no word.
            owner: (batch, pieces) the word of each piece; the last row of `told` for the marks of the ends.
            first: (batch, words) the first piece of each word.
            heads: (batch, words) the head of each word; itself where that lies outside.

        Returns:
            Tags (batch, words, tags), and (batch, words, 4 * ARC + 2): the vectors of a content's word as it looks for
            its cue, of a cue's word as a cue, of a cue's word as it looks for its source, of a source's word, and
            how much speaks for no cue and no source. Then (batch, pieces, HIDDEN), what the shared layers give: other
            heads read on it.
        """
        x = self.dropout(self.embed(ids, told, owner))
        mask = torch.where(ids[:, None, None, :] == 0, -1e4, 0.0)
        hidden = x
        for number, layer in enumerate(self.layers):
            x = layer(x, mask)
            if number + 1 == SHARED:
                hidden = x
        words = told[:, : first.shape[1]]
        beside = [table(words[..., channel]) for channel, table in enumerate(self.beside)]
        x = self.late(torch.cat([take(x, first), *beside], -1))
        base = self.join(x)
        for climb, norm in zip(self.climb, self.climbed, strict=True):
            base = norm(base + self.late(functional.gelu(climb(torch.cat([x, take(x, heads)], -1)))))
            x = base
        return self.tag(x), torch.cat([self.arcs(x), self.lone(x)], -1), hidden

    def embed(self, ids: Tensor, told: Tensor, owner: Tensor) -> Tensor:
        """What goes into the first layer: (batch, pieces, HIDDEN)."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.types
        for channel, table in enumerate(self.told):
            x = x + table(told[..., channel].gather(1, owner))
        return self.norm(x)

    def arc_scores(self, vectors: Tensor, kind: int, pairs: Tensor, steps: Tensor) -> Tensor:
        """Scores of every word to every word as its cue (kind 0) or source (kind 1); the last column is none."""
        parts = vectors[..., : 4 * ARC].float().split(ARC, -1)
        scores = parts[2 * kind] @ parts[2 * kind + 1].transpose(1, 2) / ARC**0.5
        scores = scores + self.pairs[kind][pairs] + self.steps[kind][steps]
        return torch.cat([scores, vectors[..., 4 * ARC + kind, None].float()], -1)


def take(x: Tensor, places: Tensor) -> Tensor:
    """Rows of (batch, n, width) at (batch, m) places."""
    return x.gather(1, places[..., None].expand(-1, -1, x.shape[-1]))


def pretrained(network: Network, weights: dict[str, Tensor]) -> None:
    """Load a published BERT-like checkpoint of this size into a network."""
    with torch.no_grad():
        network.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        network.positions.weight.copy_(weights["embeddings.position_embeddings.weight"])
        network.types.copy_(weights["embeddings.token_type_embeddings.weight"][0])
        _linear(network.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(network.layers):
            at = f"encoder.layer.{number}."
            for part in ("weight", "bias"):
                joined = [weights[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                getattr(layer.qkv, part).copy_(torch.cat(joined))
            _linear(layer.out, weights, at + "attention.output.dense")
            _linear(layer.norm1, weights, at + "attention.output.LayerNorm")
            _linear(layer.inner, weights, at + "intermediate.dense")
            _linear(layer.outer, weights, at + "output.dense")
            _linear(layer.norm2, weights, at + "output.LayerNorm")


def _linear(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    for part in ("weight", "bias"):
        getattr(module, part).copy_(weights[f"{name}.{part}"])
