"""Every model family of the app: hyperparameters in, a network's description out."""

from __future__ import annotations

from typing import Any

from .graph_builder import plain_number, optimizer_of, output_of
from .picture_families import PICTURE_FAMILIES, RECIPE
from .table_graphs import TABLE_GRAPHS

MOST_LAYERS = 4
ADAMW = {"weightDecay": 0.01, "batchSize": 32}

DENSE_DEFAULTS: dict[str, dict[str, Any]] = {
    "logistic": {"learningRate": 0.01, **ADAMW},
    "mlp": {"hidden": [64, 32], "dropout": 0.2, "learningRate": 0.003, **ADAMW},
    "layers": {
        "layers": 2,
        "units1": 64,
        "units2": 32,
        "units3": 32,
        "units4": 32,
        "dropout": 0.2,
        "learningRate": 0.003,
        **ADAMW,
    },
    "transfer": {"hidden": 0, "dropout": 0.5, "learningRate": 0.001, **ADAMW},
}


def _widths(family: str, params: dict[str, Any]) -> list[int]:
    """Units of the hidden layers, from the input to the output."""
    if family == "mlp":
        return [int(units) for units in params["hidden"]]
    if family == "layers":
        return [int(params[f"units{i}"]) for i in range(1, MOST_LAYERS + 1) if i <= int(params["layers"])]
    if family == "transfer" and int(params["hidden"]) > 0:
        return [int(params["hidden"])]
    return []


def spec(family: str, params: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    """The network of a configuration, as the app's `family.spec` describes it.

    `shapes`: {"kind", "classes", "inputs"} and, of pictures, {"picture": [h, w, c], "table"}. What `params` does not
    say has the family's default. Raises KeyError for a family that is not known.
    """
    if family in PICTURE_FAMILIES:
        own, write = PICTURE_FAMILIES[family]
        return write({**RECIPE, **own, **params}, shapes)
    if family in TABLE_GRAPHS:
        own, write = TABLE_GRAPHS[family]
        return write({**own, **params}, shapes)
    values = {**DENSE_DEFAULTS[family], **params}
    dropout = plain_number(values.get("dropout", 0))
    units, loss = output_of(shapes)
    hidden = [
        {"units": width, "activation": "relu", "dropout": dropout} for width in _widths(family, values)
    ]
    return {
        "inputs": int(shapes["inputs"]),
        "layers": [*hidden, {"units": units, "activation": "linear", "dropout": 0}],
        "loss": loss,
        "optimizer": optimizer_of(values),
    }
