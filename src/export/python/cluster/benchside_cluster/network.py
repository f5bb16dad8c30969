"""A network's description as a Keras 3 model: any backend, channels last, its last layer linear (logits)."""

from __future__ import annotations

from typing import Any

import keras
from keras import layers

# Of the moving statistics of batch normalization, as in the app.
MOMENTUM = 0.9


def build(spec: dict[str, Any], seed: int) -> keras.Model:
    """Inputs are rows [n, inputs]: of a network for pictures each row is the picture flattened, then table columns."""
    keras.utils.set_random_seed(seed)
    return _graph(spec) if spec.get("kind") == "graph" else _dense(spec)


def _dense(spec: dict[str, Any]) -> keras.Model:
    x = inputs = keras.Input((spec["inputs"],))
    for layer in spec["layers"]:
        x = layers.Dense(layer["units"], activation=layer["activation"], kernel_initializer="glorot_uniform")(x)
        if layer["dropout"] > 0:
            x = layers.Dropout(layer["dropout"])(x)
    return keras.Model(inputs, x)


def _graph(spec: dict[str, Any]) -> keras.Model:
    height, width, channels = spec["picture"]
    size = height * width * channels
    inputs = keras.Input((spec["inputs"],))
    outputs: list[Any] = []
    for node in spec["nodes"]:
        sources = [outputs[i] for i in node["from"]]
        if node["op"] == "picture":
            outputs.append(layers.Reshape((height, width, channels))(inputs[:, :size]))
        elif node["op"] == "table":
            outputs.append(inputs[:, size:])
        else:
            outputs.append(_node(node, sources))
    return keras.Model(inputs, outputs[-1])


def _node(node: dict[str, Any], sources: list[Any]) -> Any:
    op = node["op"]
    first = sources[0]
    window = {"strides": node.get("stride", 1), "padding": node.get("pad", "same")}
    if op == "conv":
        return layers.Conv2D(
            node["filters"], node["size"], use_bias=node["bias"], kernel_initializer="he_normal", **window
        )(first)
    if op == "depthwise":
        return layers.DepthwiseConv2D(
            node["size"], use_bias=node["bias"], depthwise_initializer="he_normal", **window
        )(first)
    if op == "batchNorm":
        return layers.BatchNormalization(momentum=MOMENTUM, epsilon=node["epsilon"])(first)
    if op == "relu":
        return layers.ReLU()(first)
    if op == "relu6":
        return layers.ReLU(max_value=6.0)(first)
    if op == "maxPool":
        return layers.MaxPooling2D(node["size"], **window)(first)
    if op == "avgPool":
        return layers.AveragePooling2D(node["size"], **window)(first)
    if op == "globalAvgPool":
        return layers.GlobalAveragePooling2D()(first)
    if op == "add":
        return layers.Add()(sources)
    if op == "concat":
        return layers.Concatenate()(sources) if len(sources) > 1 else first
    if op == "dense":
        bias = node.get("bias", True)
        return layers.Dense(node["units"], use_bias=bias, kernel_initializer="glorot_uniform")(first)
    if op == "dropout":
        return layers.Dropout(node["rate"])(first)
    raise ValueError(f"unknown operation {op}")
