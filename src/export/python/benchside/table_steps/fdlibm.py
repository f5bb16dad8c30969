"""log(1 + x), exp(x) - 1 and exp(x) as browsers compute them, to the last bit.

A step that ranks values (quantile) asks whether two are equal, and another library's last digit would say no. These
are fdlibm's, which the engines of Chromium and Firefox have: Copyright (C) 1993 by Sun Microsystems, Inc., "permission
to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved".
"""

from __future__ import annotations

import math
import struct
from typing import Callable

import numpy as np

_LN2_HI, _LN2_LO, _INV_LN2 = 6.93147180369123816490e-01, 1.90821492927058770002e-10, 1.44269504088896338700e00
_OVERFLOW, _UNDERFLOW = 7.09782712893383973096e02, -7.45133219101941108420e02
_LP = (
    6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01,
    1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01,
)  # fmt: skip
_Q = (
    -3.33333333333331316428e-02, 1.58730158725481460165e-03, -7.93650757867487942473e-05, 4.00821782732936239552e-06,
    -2.01099218183624371326e-07,
)  # fmt: skip
_P = (
    1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05, -1.65339022054652515390e-06,
    4.13813679705723846039e-08,
)  # fmt: skip


def each(of: Callable[[float], float], v: np.ndarray) -> np.ndarray:
    """A function of every value, once for equal ones."""
    values, places = np.unique(v, return_inverse=True)
    return np.asarray([of(value) for value in values.tolist()], dtype=np.float64)[places.reshape(v.shape)]


def _high(x: float) -> int:
    """The upper half of the bits of a float64, signed."""
    return int(struct.unpack(">i", struct.pack(">d", x)[:4])[0])


def _with_high(x: float, high: int) -> float:
    return float(struct.unpack(">d", struct.pack(">i", high) + struct.pack(">d", x)[4:])[0])


def _series(coefficients: "tuple[float, ...]", z: float) -> float:
    """c0 + z (c1 + z (c2 + ...))."""
    total = coefficients[-1]
    for coefficient in coefficients[-2::-1]:
        total = coefficient + z * total
    return total


def log1p(x: float) -> float:
    if math.isnan(x) or x == math.inf or x <= -1:
        return x if x > 0 or x != x else -math.inf if x == -1 else math.nan
    hx = _high(x)
    k, c, f, hu = 1, 0.0, x, 1
    if hx < 0x3FDA827A:
        if abs(x) < 2.0**-29:
            return x if abs(x) < 2.0**-54 else x - x * x * 0.5
        # -0.2929 < x < 0.41422
        if hx > 0 or hx <= 0xBFD2BEC4 - (1 << 32):
            k = 0
    if k != 0:
        if hx < 0x43400000:
            u = 1.0 + x
            hu = _high(u)
            k = (hu >> 20) - 1023
            c = (1.0 - (u - x) if k > 0 else x - (u - 1.0)) / u
        else:
            u, hu = x, hx
            k = (hu >> 20) - 1023
        hu &= 0x000FFFFF
        if hu < 0x6A09E:
            u = _with_high(u, hu | 0x3FF00000)
        else:
            k += 1
            u = _with_high(u, hu | 0x3FE00000)
            hu = (0x00100000 - hu) >> 2
        f = u - 1.0
    hfsq = 0.5 * f * f
    if hu == 0:
        if f == 0.0:
            return 0.0 if k == 0 else k * _LN2_HI + (c + k * _LN2_LO)
        r = hfsq * (1.0 - 0.66666666666666666 * f)
        return f - r if k == 0 else k * _LN2_HI - ((r - (k * _LN2_LO + c)) - f)
    s = f / (2.0 + f)
    z = s * s
    r = z * _series(_LP, z)
    if k == 0:
        return f - (hfsq - s * (hfsq + r))
    return k * _LN2_HI - ((hfsq - (s * (hfsq + r) + (k * _LN2_LO + c))) - f)


def _parts(x: float, high: int) -> "tuple[int, float, float]":
    """k, hi and lo with x = k ln 2 + hi - lo, for |x| > 0.5 ln 2."""
    if high < 0x3FF0A2B2:
        return (1, x - _LN2_HI, _LN2_LO) if x > 0 else (-1, x + _LN2_HI, -_LN2_LO)
    k = int(_INV_LN2 * x + (0.5 if x > 0 else -0.5))
    return k, x - k * _LN2_HI, k * _LN2_LO


def expm1(x: float) -> float:
    if math.isnan(x) or x > _OVERFLOW:
        return x if x != x else math.inf
    high = _high(x) & 0x7FFFFFFF
    if high >= 0x4043687A and x < 0:
        return -1.0
    k, c = 0, 0.0
    if high > 0x3FD62E42:
        k, hi, lo = _parts(x, high)
        x = hi - lo
        c = (hi - x) - lo
    elif high < 0x3C900000:
        return x
    hfx = 0.5 * x
    hxs = x * hfx
    r1 = 1.0 + hxs * _series(_Q, hxs)
    t = 3.0 - r1 * hfx
    e = hxs * ((r1 - t) / (6.0 - x * t))
    if k == 0:
        return x - (x * e - hxs)
    e = x * (e - c) - c
    e -= hxs
    if k == -1:
        return 0.5 * (x - e) - 0.5
    if k == 1:
        return -2.0 * (e - (x + 0.5)) if x < -0.25 else 1.0 + 2.0 * (x - e)
    if k <= -2 or k > 56:
        y = 1.0 - (e - x)
        return (y * 2.0 * 2.0**1023 if k == 1024 else y * 2.0**k) - 1.0
    if k < 20:
        return ((1.0 - 2.0**-k) - (e - x)) * 2.0**k
    return ((x - (e + 2.0**-k)) + 1.0) * 2.0**k


def exp(x: float) -> float:
    if math.isnan(x) or x > _OVERFLOW:
        return x if x != x else math.inf
    if x < _UNDERFLOW:
        return 0.0
    if x == 1.0:
        return math.e
    high = _high(x) & 0x7FFFFFFF
    k, hi, lo = 0, x, 0.0
    if high > 0x3FD62E42:
        k, hi, lo = _parts(x, high)
        x = hi - lo
    elif high < 0x3E300000:
        return 1.0 + x
    t = x * x
    c = x - t * _series(_P, t)
    if k == 0:
        return 1.0 - ((x * c) / (c - 2.0) - x)
    y = 1.0 - ((lo - (x * c) / (2.0 - c)) - hi)
    if k >= -1021:
        return y * 2.0 * 2.0**1023 if k == 1024 else y * 2.0**k
    return y * 2.0 ** (k + 1000) * 2.0**-1000
