"""Writing a fitted network out: ONNX, weights in eight bits."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor

from onrecord.language.encoder import TABLE
from onrecord.said.evidence import CHANNELS
from onrecord.train.attribution.judging import bias_of
from onrecord.train.attribution.network import Network
from onrecord.train.attribution.rows import by_rows

INPUTS = ("ids", "told", "owner", "first", "heads")
OUTPUTS = ("tags", "vectors", "hidden")


def export(network: Network, path: Path) -> None:
    """Write a network as an ONNX file that takes one window at a time.

    One window, never more: the eight-bit kernels scale by the largest value of what they are given, so that a window
    read beside others would not be read the same.
    """
    network.eval()
    pieces, words = 24, 16
    example: tuple[Tensor, ...] = (
        torch.full((1, pieces), 1996),
        torch.ones((1, words + 1, len(CHANNELS)), dtype=torch.int64),
        torch.arange(pieces).clamp(max=words)[None],
        torch.arange(words)[None],
        torch.arange(words)[None],
    )
    axes = {"ids": {1: "pieces"}, "owner": {1: "pieces"}, "told": {1: "words1"}, "first": {1: "words"}}
    axes |= {"heads": {1: "words"}, "tags": {1: "words"}, "vectors": {1: "words"}, "hidden": {1: "pieces"}}
    save(network, example, (INPUTS, OUTPUTS), axes, path)
    model = onnx.load(str(path))
    bias = bias_of(network)
    table(model, "pairs", bias.pairs)
    table(model, "steps", bias.steps)
    onnx.save(model, str(path))


def table(model: onnx.ModelProto, name: str, values: NDArray[Any]) -> None:
    """Lay a table beside a network's weights."""
    entry = model.metadata_props.add()
    entry.key, entry.value = TABLE + name, json.dumps(np.round(values.astype(np.float64), 6).tolist())


def save(
    network: torch.nn.Module,
    example: tuple[Tensor, ...],
    names: tuple[tuple[str, ...], tuple[str, ...]],
    axes: dict[str, dict[int, str]],
    path: Path,
) -> None:
    """Write a network as ONNX with eight-bit weights.

    Args:
        example: inputs of one window.
        names: of the inputs and outputs.
        axes: which of their axes change from window to window.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network, example, str(whole), input_names=list(names[0]), output_names=list(names[1]), dynamic_axes=axes,
            opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    model = onnx.load(str(path))
    by_rows(model)
    onnx.save(model, str(path))
