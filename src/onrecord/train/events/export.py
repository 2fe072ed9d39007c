"""Writing a fitted classifier out: ONNX, weights in eight bits, one window at a time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import Tensor

from onrecord.happened.evidence import CHANNELS
from onrecord.train.attribution.export import save, table
from onrecord.train.attribution.network import HIDDEN
from onrecord.train.events.network import Classifier

INPUTS = ("hidden", "told", "owner", "first", "heads")
OUTPUTS = ("kinds", "happened", "sides")


def export(network: Classifier, glance: NDArray[np.float64], path: Path) -> None:
    """Write a classifier, and the weights of its first glance, as an ONNX file that takes one window."""
    network.eval()
    pieces, words = 24, 16
    example: tuple[Tensor, ...] = (
        torch.zeros(1, pieces, HIDDEN),
        torch.ones((1, words + 1, len(CHANNELS)), dtype=torch.int64),
        torch.arange(pieces).clamp(max=words)[None],
        torch.arange(words)[None],
        torch.arange(words)[None],
    )
    axes = {"hidden": {1: "pieces"}, "owner": {1: "pieces"}, "told": {1: "words1"}, "first": {1: "words"}}
    axes |= {name: {1: "words"} for name in ("heads", "kinds", "happened")} | {"sides": {1: "words", 2: "words"}}
    save(network, example, (INPUTS, OUTPUTS), axes, path)
    model = onnx.load(str(path))
    table(model, "glance", glance)
    onnx.save(model, str(path))
