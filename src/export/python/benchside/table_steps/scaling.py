"""Steps that rescale numbers; missing stays missing."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Tuple

import numpy as np

from ..columns import Column, Num, Table, fitted_column, map_numbers, replace_columns
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


def smooth_clip(table: Table, _params: Dict[str, Any], state: Any) -> Table:
    """Less the median, over a spread, drawn smoothly towards 3 and -3. A constant column is 0."""

    def of(centre: float, spread: float) -> Callable[[np.ndarray], np.ndarray]:
        def softened(v: np.ndarray) -> np.ndarray:
            if spread == 0:
                return np.where(np.isnan(v), v, 0.0)
            # Squares of larger numbers are beyond float64.
            bounded = np.clip((v - centre) / spread, -1e100, 1e100)
            share = bounded / 3
            return bounded / np.sqrt(1 + share * share)

        return softened

    return map_numbers(table, {name: of(centre, spread) for name, centre, spread in state["columns"]})


def piecewise_linear(table: Table, _params: Dict[str, Any], state: Any) -> Table:
    """How far a number has come through each bin: 0 before it, 1 behind it; the first and the last go on beyond their
    ends. Missing is missing in all bins; a constant column is one of 0."""
    made: Dict[str, List[Tuple[str, Column]]] = {}
    for about in state["columns"]:
        v, edges, names = fitted_column(table, about["column"], Num).v, about["edges"], about["names"]
        if not edges:
            made[about["column"]] = [(names[0], Num(np.where(np.isnan(v), v, 0.0)))]
            continue
        bins: List[Tuple[str, Column]] = []
        for k, name in enumerate(names):
            with np.errstate(all="ignore"):
                share = (v - edges[k]) / (edges[k + 1] - edges[k])
            share = share if k == 0 else np.where(share < 0, 0.0, share)
            bins.append((name, Num(share if k == len(names) - 1 else np.where(share > 1, 1.0, share))))
        made[about["column"]] = bins
    return replace_columns(table, made)
