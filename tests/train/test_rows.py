"""Products of eight bits, each row scaled by itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from onrecord.errors import ConfigError

onnx = pytest.importorskip("onnx")
NAMES = ("layers.0/inner/MatMul", "layers.0/qkv/MatMul")


def _network(path: Path, weights: np.ndarray) -> None:
    """Two products of the same rows by the same weights, under two names."""
    helper, tensor = onnx.helper, onnx.TensorProto.FLOAT
    nodes = [helper.make_node("MatMul", ["x", f"w{i}"], [f"/{name}_output_0"]) for i, name in enumerate(NAMES)]
    given = [onnx.numpy_helper.from_array(weights, f"w{i}") for i in range(len(NAMES))]
    outputs = [helper.make_tensor_value_info(node.output[0], tensor, ["n", weights.shape[1]]) for node in nodes]
    inputs = [helper.make_tensor_value_info("x", tensor, ["n", weights.shape[0]])]
    graph = helper.make_graph(nodes, "two", inputs, outputs, given)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), str(path))


def _quantized(tmp_path: Path, weights: np.ndarray) -> onnx.ModelProto:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    _network(tmp_path / "whole.onnx", weights)
    quantize_dynamic(
        tmp_path / "whole.onnx", tmp_path / "cut.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )
    return onnx.load(str(tmp_path / "cut.onnx"))


def test_one_odd_row_takes_nothing_from_the_others(tmp_path: Path) -> None:
    from onrecord.train.attribution.rows import by_rows

    rng = np.random.default_rng(3)
    weights = rng.standard_normal((64, 32)).astype(np.float32)
    model = _quantized(tmp_path, weights)
    by_rows(model)
    onnx.checker.check_model(model)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    rows = rng.standard_normal((8, 64)).astype(np.float32)
    rows[3, 5] = 400
    rows[6] = 0
    by_itself, at_once = session.run([f"/{name}_output_0" for name in NAMES], {"x": rows})
    even = [0, 1, 2, 4, 5, 6, 7]
    wanted = rows @ weights
    wrong = [float(np.abs(found - wanted)[even].mean()) for found in (by_itself, at_once)]
    assert wrong[0] < wrong[1] / 10
    assert np.allclose(by_itself[3], wanted[3], rtol=0.05, atol=20)
    assert not by_itself[6].any()


def test_a_product_without_its_scale_is_refused(tmp_path: Path) -> None:
    from onrecord.train.attribution.rows import by_rows

    model = _quantized(tmp_path, np.eye(8, dtype=np.float32))
    cast = next(node for node in model.graph.node if node.op_type == "Cast")
    cast.op_type = "Identity"
    with pytest.raises(ConfigError, match="no Cast alone follows"):
        by_rows(model)
