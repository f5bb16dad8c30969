"""Steps that change the form of a number's distribution."""

from __future__ import annotations

import math
from typing import Any, Callable, Dict, Sequence, Tuple

import numpy as np

from ..columns import Table, map_numbers
from .fdlibm import each, exp, expm1, log1p

# Coefficients of PPND16, from the highest power to the constant: Wichura, Algorithm AS 241 (Applied Statistics 37,
# 1988).
_Ratio = Tuple[Sequence[float], Sequence[float]]
_CENTRE: _Ratio = (
    (2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
     1971.5909503065513, 133.14166789178438, 3.3871328727963665),
    (5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
     687.1870074920579, 42.31333070160091, 1.0),
)  # fmt: skip
_SIDES: _Ratio = (
    (0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
     5.769497221460691, 4.630337846156546, 1.4234371107496835),
    (1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
     1.6763848301838038, 2.053191626637759, 1.0),
)  # fmt: skip
_TAILS: _Ratio = (
    (2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
     0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103),
    (2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
     0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1.0),
)  # fmt: skip

_THRESHOLD = 1e-7
_EPSILON = 2.0**-52


def _ratio(ratio: _Ratio, r: np.ndarray) -> np.ndarray:
    above, below = np.full_like(r, ratio[0][0]), np.full_like(r, ratio[1][0])
    for up, down in zip(ratio[0][1:], ratio[1][1:]):
        above, below = above * r + up, below * r + down
    return above / below


def normal_quantile(p: np.ndarray) -> np.ndarray:
    """The standard normal quantile at p of 0 ... 1; infinite at 0 and 1."""
    q = p - 0.5
    r = np.sqrt(-np.log(np.where(q < 0, p, 1 - p)))
    sides = np.where(r <= 5, _ratio(_SIDES, r - 1.6), _ratio(_TAILS, r - 5))
    sides = np.where(np.isinf(r), np.inf, sides)
    return np.where(np.abs(q) <= 0.425, q * _ratio(_CENTRE, 0.180625 - q * q), np.where(q < 0, -sides, sides))


_LOWEST = float(normal_quantile(np.asarray([_THRESHOLD - _EPSILON]))[0])
_HIGHEST = float(normal_quantile(np.asarray([1 - (_THRESHOLD - _EPSILON)]))[0])


def _rank(points: np.ndarray, v: np.ndarray) -> np.ndarray:
    """The share of the training part below each value, interpolated; the middle of the step where values repeat."""
    last = len(points) - 1
    above = np.searchsorted(points, v, side="right")
    below = np.searchsorted(points, v, side="left")
    low = points[np.clip(above - 1, 0, last)]
    high = points[np.clip(above, 0, last)]
    between = (above - 1 + (v - low) / (high - low)) / last
    inside = np.where(low == v, (below + above - 1) / 2 / last, between)
    return np.where(v <= points[0], 0.0, np.where(v >= points[last], 1.0, inside))


def _normal_rank(points: np.ndarray, v: np.ndarray) -> np.ndarray:
    inside = np.minimum(_HIGHEST, np.maximum(_LOWEST, normal_quantile(_rank(points, v))))
    return np.where(v - _THRESHOLD < points[0], _LOWEST, np.where(v + _THRESHOLD > points[-1], _HIGHEST, inside))


def quantile(table: Table, params: Dict[str, Any], state: Any) -> Table:
    """Each value's place among the training part's, from 0 to 1, or the normal score of that place."""
    place = _normal_rank if params["output"] == "normal" else _rank

    def of(listed: Sequence[float]) -> Callable[[np.ndarray], np.ndarray]:
        points = np.asarray(listed, dtype=np.float64)
        constant = points[0] == points[-1]
        return lambda v: np.where(np.isnan(v), v, 0.0 if constant else place(points, v))

    return map_numbers(table, {name: of(listed) for name, listed in state["columns"]})


def _transform(size: float, power: float) -> float:
    """The transform of Yeo and Johnson (Biometrika 87, 2000) of a value given as its signed logarithm."""
    if size >= 0:
        return size if power == 0 else expm1(power * size) / power
    mirrored = 2 - power
    return size if mirrored == 0 else -expm1(-mirrored * size) / mirrored


def _shifted(size: float, power: float, offset: float) -> float:
    """The transform plus the offset, without the loss of digits on the side that the offset is for."""
    if offset < 0 and size >= 0:
        return exp(power * size) * offset
    if offset > 0 and size < 0:
        return exp((power - 2) * size) * offset
    return _transform(size, power) + offset


def yeo_johnson(table: Table, params: Dict[str, Any], state: Any) -> Table:
    """The power transform, then mean 0 and SD 1 where it was asked for; a constant column becomes 0."""
    standardized = params["standardize"] is True

    def of(power: float, offset: float, mean: float, sd: float) -> Callable[[np.ndarray], np.ndarray]:
        def transformed(value: float) -> float:
            if math.isnan(value):
                return value
            size = math.copysign(log1p(abs(value)), value)
            if not standardized:
                return _transform(size, power)
            return 0.0 if sd == 0 else (_shifted(size, power, offset) - mean) / sd

        return lambda v: each(transformed, v)

    return map_numbers(table, {name: of(*rest) for name, *rest in state["columns"]})
