"""Categories become one number, or one an output."""

from __future__ import annotations

import math
from typing import Any, Dict, List, Tuple

from ..columns import Cat, Column, Num, Table, fitted_column, look_up, replace_columns
from .fdlibm import log1p


def places(table: Table, _params: Dict[str, Any], state: Any) -> Table:
    """Levels become their places 0, 1, 2 ... in an order, or as codes that mean none; a level that is not named is
    missing."""
    made: Dict[str, List[Tuple[str, Column]]] = {}
    for name, order in state["columns"]:
        column = fitted_column(table, name, Cat)
        place_of = {level: float(place) for place, level in enumerate(order)}
        values = [place_of.get(level, math.nan) for level in column.dict]
        made[name] = [(name, Num(look_up(values, column.codes, math.nan)))]
    return replace_columns(table, made)


def frequency(table: Table, params: Dict[str, Any], state: Any) -> Table:
    """A level becomes how often it occurred in the training part; one never seen is 0."""
    rows, measure = state["rows"], params["measure"]

    def measured(count: float) -> float:
        if measure == "log":
            return log1p(float(count))
        return count / rows if measure == "share" and rows > 0 else float(count)

    made: Dict[str, List[Tuple[str, Column]]] = {}
    for about in state["columns"]:
        column = fitted_column(table, about["column"], Cat)
        known = dict(about["counts"])
        values = [measured(known.get(level, 0)) for level in column.dict]
        made[about["column"]] = [(about["name"], Num(look_up(values, column.codes, measured(about["missing"]))))]
    return replace_columns(table, made)


def target(table: Table, _params: Dict[str, Any], state: Any) -> Table:
    """A level becomes the (shrunken) mean outcome of its training rows; of all rows where it was not held."""
    made: Dict[str, List[Tuple[str, Column]]] = {}
    for about in state["columns"]:
        column = fitted_column(table, about["column"], Cat)
        known = dict(about["levels"])
        of_level = [known.get(level, about["prior"]) for level in column.dict]
        made[about["column"]] = [
            (name, Num(look_up([values[k] for values in of_level], column.codes, about["missing"][k])))
            for k, name in enumerate(about["names"])
        ]
    return replace_columns(table, made)
