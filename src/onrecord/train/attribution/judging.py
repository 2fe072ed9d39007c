"""What a network proposes for labelled reports."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch

from onrecord.said.decode import Bias, Proposal, Scores, proposals
from onrecord.train.attribution.batches import batches, rows_of
from onrecord.train.attribution.corpus import Example
from onrecord.train.attribution.network import Network


def bias_of(network: Network) -> Bias:
    """The arcs' biases as arrays."""
    return Bias(*(p.detach().float().numpy().astype(np.float32) for p in (network.pairs, network.steps)))


def read(network: Network, found: list[Example], pieces: Callable[[str], list[int]]) -> dict[str, list[Proposal]]:
    """The proposals for every report, by its id."""
    bias = bias_of(network)
    out: dict[str, list[tuple[int, list[Proposal]]]] = {e.id: [] for e in found}
    rows = [r for e in found for r in rows_of(e, pieces)]
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for batch in batches(rows, 4096, None):
            tags, vectors, _ = network(batch.ids, batch.told, batch.owner, batch.first, batch.heads)
            for b, row in enumerate(batch.rows):
                k = len(row.first)
                scores = Scores(row.window.lo, tags[b, :k].float().numpy(), vectors[b, :k].float().numpy())
                out[row.example.id].append((row.window.lo, proposals(scores, row.example.evidence, bias)))
    return {name: [p for _, part in sorted(parts, key=lambda x: x[0]) for p in part] for name, parts in out.items()}
