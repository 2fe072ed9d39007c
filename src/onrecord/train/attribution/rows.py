"""Eight bits for each row by itself.

The kernels of eight bits take one scale for all that they are given: one odd value of one word piece (a full stop, the
mark of an end) takes away most of the bits of every other. So, where the values are odd, before the two products of
each feed-forward layer, every row is divided by its own largest value, and its products are multiplied by that again.
The weights stay as they are. Of what eight bits cost, seven eighths come back, for a fortieth more time; rows before
the other products gain next to nothing.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import helper, numpy_helper

from onrecord.errors import ConfigError

_SIGNED = {"/inner/": True, "/outer/": False}
"""Which products, by a part of their names; whether their rows go below zero by more than GELU does."""
_LEAST = "least.row"


def by_rows(model: onnx.ModelProto) -> None:
    """Let the products of the feed-forward layers scale their rows one by one.

    Args:
        model: as `onnxruntime.quantization.quantize_dynamic` makes it; changed in place.

    Raises:
        ConfigError: a product is not followed by its cast and its scale.
    """
    graph = model.graph
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    before: dict[str, list[onnx.NodeProto]] = {}
    after: dict[str, onnx.NodeProto] = {}
    for node in graph.node:
        signed = [value for part, value in _SIGNED.items() if part in node.output[0]]
        if node.op_type != "MatMulInteger" or not signed:
            continue
        cut = next(one for one in graph.node if node.input[0] in one.output)
        name, given = cut.output[0], cut.input[0]
        row = f"{name}.row"
        before[name] = _measured(given, name, signed[0])
        cut.input[0] = f"{name}.alone"
        scaled = _scaled(node, readers)
        whole = scaled.output[0]
        scaled.output[0] = f"{whole}.alone"
        after[scaled.output[0]] = helper.make_node("Mul", [scaled.output[0], row], [whole])
    nodes = []
    for node in graph.node:
        last = node.output[0]
        nodes += [*before.get(last, ()), node, *([after[last]] if last in after else ())]
    del graph.node[:]
    graph.node.extend(nodes)
    graph.initializer.append(numpy_helper.from_array(np.array(1e-9, np.float32), _LEAST))


def _measured(given: str, name: str, signed: bool) -> list[onnx.NodeProto]:
    """The nodes that divide each row of `given` by its largest value."""
    most, row = f"{name}.most", f"{name}.row"
    size = [helper.make_node("Abs", [given], [f"{name}.size"])] if signed else []
    return [
        *size,
        helper.make_node("ReduceMax", [f"{name}.size" if signed else given], [most], axes=[-1], keepdims=1),
        helper.make_node("Max", [most, _LEAST], [row]),
        helper.make_node("Reciprocal", [row], [f"{name}.part"]),
        helper.make_node("Mul", [given, f"{name}.part"], [f"{name}.alone"]),
    ]


def _scaled(product: onnx.NodeProto, readers: dict[str, list[onnx.NodeProto]]) -> onnx.NodeProto:
    """The node that gives the products of whole numbers their scale."""
    node = product
    for kind in ("Cast", "Mul"):
        following = readers.get(node.output[0], [])
        if len(following) != 1 or following[0].op_type != kind:
            raise ConfigError(f"{product.output[0]}: no {kind} alone follows this product")
        node = following[0]
    return node
