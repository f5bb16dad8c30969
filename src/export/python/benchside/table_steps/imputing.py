"""Filling what is missing."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np

from ..columns import Cat, Column, Num, Table, fitted_column, missing_cells, replace_columns
from ..javascript import to_text
from .chained import fill_by_chain
from .donors import Donors

Filled = List[Tuple[str, np.ndarray]]


def _fill_category(column: Cat, level: Optional[str]) -> Cat:
    """A level that the dictionary lacks is put behind it; it has no place in an order, which then no longer holds."""
    gaps = column.codes < 0
    if level is None or not gaps.any():
        return column
    if level in column.dict:
        return Cat(np.where(gaps, np.int32(column.dict.index(level)), column.codes), column.dict, column.ordered)
    return Cat(np.where(gaps, np.int32(len(column.dict)), column.codes), [*column.dict, level])


def _put_filled(
    table: Table, numbers: Filled, categories: Sequence[Tuple[str, Optional[str]]], indicators: Sequence[Tuple[str, str]]
) -> Table:
    """The numbers given, already filled, the categories filled with their level, each column's indicator (1: it was
    missing) behind it."""
    indicator_of = dict(indicators)
    made: Dict[str, List[Tuple[str, Column]]] = {}
    filled: List[Tuple[str, Column, Column]] = [
        (name, fitted_column(table, name, Num), Num(v)) for name, v in numbers
    ]
    for name, level in categories:
        column = fitted_column(table, name, Cat)
        filled.append((name, column, _fill_category(column, level)))
    for name, before, after in filled:
        made[name] = [(name, after)]
        if name in indicator_of:
            made[name].append((indicator_of[name], Num(missing_cells(before).astype(np.float64))))
    return replace_columns(table, made)


def _with(table: Table, name: str, fill: float) -> np.ndarray:
    v = fitted_column(table, name, Num).v
    return np.where(np.isnan(v), fill, v)


def impute(table: Table, _params: Dict[str, Any], state: Any) -> Table:
    """Numbers by a centre of the training part, categories by a level."""
    numbers = [(name, _with(table, name, fill)) for name, fill in state["numbers"]]
    return _put_filled(table, numbers, state["categories"], state["indicators"])


def constant(table: Table, params: Dict[str, Any], state: Any) -> Table:
    """All numbers by one number, all categories by one text."""
    text = params["text"] if isinstance(params["text"], str) else to_text(params["text"])
    numbers = [(name, _with(table, name, float(params["number"]))) for name in state["numbers"]]
    return _put_filled(table, numbers, [(name, text) for name in state["categories"]], state["indicators"])


def neighbours(table: Table, params: Dict[str, Any], state: Any) -> Table:
    """A gap becomes the mean of the nearest rows that the bundle holds and that have a value there."""
    names = [name for name, _, _ in state["numbers"]]
    rows = np.stack([fitted_column(table, name, Num).v for name in names]) if names else np.zeros((0, table.n))
    filled = rows.copy()
    donors = Donors(state["donors"], state["numbers"])
    for row in np.flatnonzero(np.isnan(rows).any(axis=0)):
        distance = donors.measure(rows[:, row])
        for column in np.flatnonzero(np.isnan(rows[:, row])):
            filled[column, row] = donors.value(
                column, distance, int(params["neighbours"]), params["weights"] == "distance"
            )
    return _put_filled(table, list(zip(names, filled)), state["categories"], state["indicators"])


def iterative(table: Table, _params: Dict[str, Any], state: Any) -> Table:
    """Chained regressions of standardized columns, each round's kept, so that a row is filled alone and alike."""
    columns: List[np.ndarray] = []
    limits: List[Tuple[float, float]] = []
    for name, mean, sd, low, high in state["numbers"]:
        v = fitted_column(table, name, Num).v
        columns.append(np.where(np.isnan(v), v, 0.0 if sd == 0 else (v - mean) / (sd or 1.0)))
        limits.append((0.0, 0.0) if sd == 0 else ((low - mean) / sd, (high - mean) / sd))
    fill_by_chain(columns, limits, state["chain"])
    numbers: Filled = []
    for (name, mean, sd, _, _), z in zip(state["numbers"], columns):
        v = fitted_column(table, name, Num).v
        numbers.append((name, np.where(np.isnan(v), z * sd + mean, v)))
    numbers += [(name, _with(table, name, 0.0)) for name in state["empty"]]
    return _put_filled(table, numbers, state["categories"], state["indicators"])
