"""The encoder as a graph for onnxruntime, its matrices in eight bits.

Inputs are the embedded pieces of one run, outputs their states. The graph is written node by node
with operators of onnxruntime's own domain, which are fused already: products whose left side is
brought to eight bits on the way (one scale for the run), attention, and sums with their norm.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

DOMAIN = "com.microsoft"
OPSET = 17
SMALLEST_VARIANCE = 1e-12


class Graph:
    """Nodes and weights as they are added."""

    def __init__(self, weights: Mapping[str, np.ndarray], heads: int) -> None:
        """Take the *weights* of ``encoder_net.Encoder`` and the number of attention heads."""
        self._weights = weights
        self._heads = heads
        self._nodes: list[Any] = []
        self._stored: list[Any] = []

    def _store(self, name: str, values: np.ndarray) -> str:
        self._stored.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(self, kind: str, inputs: list[str], outputs: list[str], **settings: Any) -> str:
        domain = settings.pop("domain", DOMAIN)
        self._nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **settings))
        return outputs[0]

    def product(self, name: str, states: str) -> str:
        """Return the output of a linear layer, whose weights get one scale an output."""
        matrix = self._weights[f"{name}.weight"].T
        scale = np.maximum(np.abs(matrix).max(axis=0), 1e-8) / 127
        rounded = np.clip(np.rint(matrix / scale), -127, 127).astype(np.int8)
        inputs = [
            states,
            self._store(f"{name}.q", rounded),
            self._store(f"{name}.s", scale.astype(np.float32)),
            "",
            self._store(f"{name}.b", self._weights[f"{name}.bias"]),
        ]
        return self._node("DynamicQuantizeMatMul", inputs, [f"{name}.out"])

    def normed(self, name: str, states: str, added: str) -> str:
        """Return the norm of the sum of two states."""
        inputs = [states, added, *self._norm(name)]
        return self._node(
            "SkipLayerNormalization", inputs, [f"{name}.out"], epsilon=SMALLEST_VARIANCE
        )

    def _norm(self, name: str) -> list[str]:
        return [
            self._store(f"{name}.{part}", self._weights[f"{name}.{part}"])
            for part in ("weight", "bias")
        ]

    def layer(self, number: int, states: str) -> str:
        """Return the states after layer *number*."""
        name = f"layers.{number}"
        together = self.product(f"{name}.attend", states)
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        self._node("Split", [together], parts, domain="", axis=2)
        mixed = self._node("MultiHeadAttention", parts, [f"{name}.mixed"], num_heads=self._heads)
        states = self.normed(f"{name}.first_norm", states, self.product(f"{name}.attended", mixed))
        wide = self._node("Gelu", [self.product(f"{name}.widen", states)], [f"{name}.wide"])
        return self.normed(f"{name}.second_norm", states, self.product(f"{name}.narrow", wide))

    def model(self, layers: int, width: int) -> Any:
        """Return the whole network of *layers* layers."""
        states = self._node(
            "LayerNormalization",
            ["embedded", *self._norm("norm")],
            ["normed"],
            domain="",
            axis=-1,
            epsilon=SMALLEST_VARIANCE,
        )
        for number in range(layers):
            states = self.layer(number, states)
        self._node("Identity", [states], ["states"], domain="")
        shape = [1, "pieces", width]
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, shape)],
            [helper.make_tensor_value_info("states", TensorProto.FLOAT, shape)],
            self._stored,
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(DOMAIN, 1)]
        model = helper.make_model(graph, opset_imports=opsets)
        model.ir_version = 8
        onnx.checker.check_model(model, full_check=False)
        return model
