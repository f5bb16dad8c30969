"""Convolutional networks as plain descriptions, written node by node as the app writes them.

A node is a dict {"op", "from", ...}; "from" are places of nodes before it. Pictures are [n, height, width, channels].
The descriptions are the same JSON that the app's `models/*.ts` make; `interop/check_cluster.py` compares them.
"""

from __future__ import annotations

import math
from typing import Any

# Of batch normalization, as PyTorch's.
EPSILON = 1e-5


def halves_up(value: float) -> int:
    """Rounds halves up, as JavaScript does; Python's round() takes them to the even number."""
    return math.floor(value + 0.5)


def plain_number(value: Any) -> float:
    """A number as JSON would write it: 1.0 is 1."""
    number = float(value)
    return int(number) if number.is_integer() else number


def optimizer_of(params: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": "adamw",
        "learningRate": plain_number(params["learningRate"]),
        "weightDecay": plain_number(params["weightDecay"]),
        "batchSize": int(params["batchSize"]),
    }


def output_of(shapes: dict[str, Any]) -> tuple[int, str]:
    """Units of the last layer and the name of its loss, by the kind of outcome."""
    kind = shapes["kind"]
    if kind == "multiclass":
        return int(shapes["classes"]), "softmax"
    return 1, "binary" if kind == "binary" else "mse"


class GraphBuilder:
    """Methods take and give places of nodes."""

    def __init__(self, shapes: dict[str, Any]) -> None:
        self.shapes = shapes
        self.picture = list(shapes.get("picture") or [1, 1, shapes["inputs"]])
        self.nodes: list[dict[str, Any]] = [{"op": "picture", "from": []}]
        # Of every node: which is all that a family needs to know of its shape.
        self._channels: list[int] = [self.picture[2]]

    def channels(self, node: int) -> int:
        return self._channels[node]

    def add(self, node: dict[str, Any]) -> int:
        sources = [self._channels[i] for i in node["from"]]
        if node["op"] == "conv":
            width = node["filters"]
        elif node["op"] == "dense":
            width = node["units"]
        elif node["op"] == "table":
            width = int(self.shapes.get("table") or 0)
        elif node["op"] == "concat":
            width = sum(sources)
        else:
            width = sources[0]
        self.nodes.append(node)
        self._channels.append(width)
        return len(self.nodes) - 1

    def conv(self, source: int, filters: int, size: int, stride: int = 1) -> int:
        window = {"size": size, "stride": stride, "pad": "same", "bias": False}
        return self.add({"op": "conv", "from": [source], "filters": filters, **window})

    def depthwise(self, source: int, size: int, stride: int) -> int:
        window = {"size": size, "stride": stride, "pad": "same", "bias": False}
        return self.add({"op": "depthwise", "from": [source], **window})

    def norm(self, source: int, then: str = "relu") -> int:
        normal = self.add({"op": "batchNorm", "from": [source], "epsilon": EPSILON})
        return normal if then == "linear" else self.add({"op": then, "from": [normal]})

    def pool(self, op: str, source: int, size: int, stride: int) -> int:
        return self.add({"op": op, "from": [source], "size": size, "stride": stride, "pad": "same"})

    def both(self, first: int, second: int) -> int:
        return self.add({"op": "add", "from": [first, second]})

    def end(self, source: int, params: dict[str, Any]) -> dict[str, Any]:
        """Mean over the picture, table columns beside it, dropout, one linear unit or one a class."""
        table = int(self.shapes.get("table") or 0)
        top = self.add({"op": "globalAvgPool", "from": [source]})
        if table > 0:
            top = self.add({"op": "concat", "from": [top, self.add({"op": "table", "from": []})]})
        rate = plain_number(params["dropout"])
        if rate > 0:
            top = self.add({"op": "dropout", "from": [top], "rate": rate})
        units, loss = output_of(self.shapes)
        self.add({"op": "dense", "from": [top], "units": units})
        height, width, channels = self.picture
        smoothing = 0 if loss == "mse" else plain_number(params["labelSmoothing"])
        return {
            "kind": "graph",
            "picture": self.picture,
            "table": table,
            "inputs": height * width * channels + table,
            "nodes": self.nodes,
            "loss": loss,
            "optimizer": {
                **optimizer_of(params),
                "schedule": params["schedule"],
                "clipNorm": plain_number(params["clipNorm"]),
                "labelSmoothing": smoothing,
            },
        }


def stem_stride(picture: list[int]) -> int:
    """By how much the first layers make the picture smaller."""
    side = min(picture[0], picture[1])
    return 1 if side < 48 else 2 if side < 128 else 4


def stages_for(picture: list[int]) -> int:
    """Stages that halve the picture until 7 pixels or so are left."""
    side = min(picture[0], picture[1]) / stem_stride(picture)
    return max(2, min(5, halves_up(math.log2(side / 7)) + 1))


def stem(net: GraphBuilder, filters: int, then: str = "relu") -> int:
    """The first layers: a convolution, in large pictures with larger steps, as in ResNet."""
    stride = stem_stride(net.picture)
    first = net.norm(net.conv(0, filters, 7 if stride == 4 else 3, min(stride, 2)), then)
    return net.pool("maxPool", first, 3, 2) if stride == 4 else first
