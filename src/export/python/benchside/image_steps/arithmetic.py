"""Arithmetic as JavaScript has it, so that a threshold falls on the same side here and in the app."""

from __future__ import annotations

import math
from typing import List, Sequence

import numpy as np


def half_up(x: float) -> int:
    """Math.round: halves go up."""
    below = math.floor(x)
    return below + (1 if x - below >= 0.5 else 0)


def sum_in_order(values: np.ndarray) -> float:
    """The sum of all numbers one after another in float64 (numpy's own adds in pairs, which rounds otherwise)."""
    flat = np.asarray(values, dtype=np.float64).ravel()
    return float(np.add.accumulate(flat)[-1]) if flat.size else 0.0


def to_levels(values: np.ndarray) -> np.ndarray:
    """What a clamped array of 8 bits holds: rounded, halves to even, cut off at 0 and 255. uint8."""
    return np.clip(np.rint(np.nan_to_num(values)), 0, 255).astype(np.uint8)


# Of a place among the values, in values.
_ROUNDING = 1e-9


def quantiles(values: np.ndarray, probabilities: Sequence[float]) -> List[float]:
    """Linear between the order statistics (Hyndman and Fan's type 7); NaN left out, NaN where nothing is there."""
    v = np.sort(np.asarray(values, dtype=np.float64).ravel())
    v = v[: v.size - int(np.isnan(v).sum())]
    last = v.size - 1
    if last < 0:
        return [math.nan for _ in probabilities]
    found = []
    for probability in probabilities:
        place = probability * last
        whole = half_up(place)
        below = whole if abs(place - whole) < _ROUNDING else math.floor(place)
        share = 0.0 if below == whole and place - below < _ROUNDING else place - below
        low = float(v[below])
        if share == 0:
            found.append(low)
            continue
        high = float(v[below + 1])
        step = high - low
        if not math.isfinite(step):
            found.append(low * (1 - share) + high * share)
        else:
            found.append(low + step * share if share < 0.5 else high - step * (1 - share))
    return found
