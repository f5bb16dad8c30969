"""Steps that rescale numbers; missing stays missing."""

from __future__ import annotations

from typing import Any, Callable, Dict

import numpy as np

from ..columns import Table, map_numbers
from .fdlibm import each, log1p


def standardize(table: Table, _params: Dict[str, Any], state: Any) -> Table:
    """Less a centre, over a spread: mean and SD, or (robust) median and interquartile range. A constant column is 0."""

    def of(centre: float, spread: float) -> Callable[[np.ndarray], np.ndarray]:
        return lambda v: np.where(np.isnan(v), v, 0.0 if spread == 0 else (v - centre) / (spread or 1.0))

    return map_numbers(table, {name: of(centre, spread) for name, centre, spread in state["columns"]})


def min_max(table: Table, params: Dict[str, Any], state: Any) -> Table:
    """The range of the training part to 0 ... 1; a constant column is 0."""

    def of(low: float, high: float) -> Callable[[np.ndarray], np.ndarray]:
        def scaled(v: np.ndarray) -> np.ndarray:
            out = np.zeros_like(v) if high == low else (v - low) / (high - low)
            out = np.clip(out, 0.0, 1.0) if params["clip"] is True else out
            return np.where(np.isnan(v), v, out)

        return scaled

    return map_numbers(table, {name: of(low, high) for name, low, high in state["columns"]})


def log(table: Table, _params: Dict[str, Any], state: Any) -> Table:
    """log(1 + x + shift), what lies below the lowest that was provided for as 0."""

    def of(shift: float) -> Callable[[np.ndarray], np.ndarray]:
        return lambda v: each(log1p, np.maximum(0.0, v + shift))

    return map_numbers(table, {name: of(shift) for name, shift in state["columns"]})


def winsorize(table: Table, _params: Dict[str, Any], state: Any) -> Table:
    """Values beyond two percentiles of the training part become those percentiles."""

    def of(low: float, high: float) -> Callable[[np.ndarray], np.ndarray]:
        return lambda v: np.minimum(high, np.maximum(low, v))

    return map_numbers(table, {name: of(low, high) for name, low, high in state["columns"]})
