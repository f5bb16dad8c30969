"""Networks of a table alone that are written node by node, as the app's `models/table-graph.ts` writes them."""

from __future__ import annotations

from typing import Any, Callable

from .graph_builder import EPSILON, halves_up, optimizer_of, output_of, plain_number


class TableGraph:
    """Methods take and give places of nodes; the columns are node 0."""

    def __init__(self, shapes: dict[str, Any]) -> None:
        self.shapes = shapes
        self.nodes: list[dict[str, Any]] = [{"op": "table", "from": []}]

    def add(self, node: dict[str, Any]) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def dense(self, source: int, units: int, bias: bool = True) -> int:
        return self.add({"op": "dense", "from": [source], "units": units, **({} if bias else {"bias": False})})

    def norm(self, source: int) -> int:
        return self.add({"op": "batchNorm", "from": [source], "epsilon": EPSILON})

    def relu(self, source: int) -> int:
        return self.add({"op": "relu", "from": [source]})

    def dropout(self, source: int, rate: float) -> int:
        return self.add({"op": "dropout", "from": [source], "rate": rate}) if rate > 0 else source

    def end(self, source: int, params: dict[str, Any]) -> dict[str, Any]:
        """One linear unit or one a class."""
        units, loss = output_of(self.shapes)
        self.dense(source, units)
        inputs = int(self.shapes["inputs"])
        # At a constant rate training ends at its best epoch, so that no epoch is known to be among the last.
        averaging = 0 if params["schedule"] == "constant" else plain_number(params["averaging"])
        return {
            "kind": "graph",
            "picture": [0, 0, 0],
            "table": inputs,
            "inputs": inputs,
            "nodes": self.nodes,
            "loss": loss,
            "optimizer": {
                **optimizer_of(params),
                "schedule": params["schedule"],
                "clipNorm": plain_number(params["clipNorm"]),
                "labelSmoothing": 0 if loss == "mse" else plain_number(params["labelSmoothing"]),
                **({"averaging": averaging} if averaging > 0 else {}),
            },
        }


def tabular_resnet(params: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    """A residual network for tables (Gorishniy et al. 2021)."""
    width, dropout = int(params["width"]), plain_number(params["dropout"])
    hidden = halves_up(width * float(params["hiddenFactor"]))
    net = TableGraph(shapes)
    top = net.dense(0, width, bias=False)
    for _ in range(int(params["blocks"])):
        wide = net.relu(net.dense(net.norm(top), hidden))
        # A bias here would be taken off again by every batch normalization that follows: there is none.
        back = net.dense(net.dropout(wide, dropout), width, bias=False)
        top = net.add({"op": "add", "from": [top, net.dropout(back, dropout)]})
    return net.end(net.relu(net.norm(top)), params)


Write = Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]

# Defaults, and what writes the network of a configuration.
TABLE_GRAPHS: dict[str, tuple[dict[str, Any], Write]] = {
    "tabular-resnet": (
        {
            "width": 64,
            "blocks": 2,
            "hiddenFactor": 2,
            "dropout": 0.4,
            "learningRate": 0.001,
            "weightDecay": 0.03,
            "batchSize": 32,
            "schedule": "constant",
            "labelSmoothing": 0.1,
            "averaging": 0.2,
            "clipNorm": 0,
        },
        tabular_resnet,
    ),
}
