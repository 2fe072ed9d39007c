"""The layers of the packaged attribution network, for another network to begin with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from onrecord.errors import ConfigError
from onrecord.train.attribution.network import HIDDEN, INNER, LAYERS, Layer

_SHAPES = {
    "qkv": (HIDDEN, 3 * HIDDEN), "out": (HIDDEN, HIDDEN), "inner": (HIDDEN, INNER), "outer": (INNER, HIDDEN),
}  # fmt: skip


def layers(path: Path) -> list[Layer]:
    """All layers of a packaged network, in order, their weights of eight bits as numbers again.

    Args:
        path: `attribution.onnx`.

    Raises:
        ConfigError: its multiplications are not those of such a network.
    """
    graph = onnx.load(str(path)).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    weights = [held[name] * held[name.removesuffix("_quantized") + "_scale"] for name in _multiplied(graph, held)]
    made = []
    for number in range(LAYERS):
        layer = Layer()
        with torch.no_grad():
            for place, (name, shape) in enumerate(_SHAPES.items()):
                weight = weights[number * len(_SHAPES) + place]
                if weight.shape != shape:
                    raise ConfigError(f"{path}: layer {number} has no {name} of the shape {shape}")
                getattr(layer, name).weight.copy_(torch.from_numpy(weight.astype(np.float32)).T)
                getattr(layer, name).bias.copy_(_tensor(held[f"layers.{number}.{name}.bias"]))
            for name in ("norm1", "norm2"):
                norm: nn.LayerNorm = getattr(layer, name)
                norm.weight.copy_(_tensor(held[f"layers.{number}.{name}.weight"]))
                norm.bias.copy_(_tensor(held[f"layers.{number}.{name}.bias"]))
        made.append(layer)
    return made


def _multiplied(graph: onnx.GraphProto, held: dict[str, np.ndarray]) -> list[str]:
    """The weights that the network multiplies by, in the order in which it does."""
    names = [name for node in graph.node if node.op_type == "MatMulInteger" for name in node.input]
    return [name for name in names if name in held and held[name].ndim == 2]


def _tensor(values: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(np.array(values, np.float32))
