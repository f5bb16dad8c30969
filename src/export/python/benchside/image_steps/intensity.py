"""Steps that move and stretch the numbers of a picture, each by itself."""

from __future__ import annotations

import math
from typing import Any, Tuple

import numpy as np

from ..picture import Picture, expect_shape
from .arithmetic import quantiles, sum_in_order

# Steps of the grid of shares on which a histogram's quantiles are kept.
_STEPS = 512
# Standard deviations that the brightest and darkest of a picture scaled by itself are taken to lie within.
_USUAL = 3
# Below this share of the mean a standard deviation is rounding, and the numbers are all alike.
_ALIKE = 1e-6


def _to_one(picture: Picture, low: float, high: float) -> Picture:
    factor = 1 / (high - low) if high > low else 0
    scaled = np.clip((picture.v.astype(np.float64) - low) * factor, 0, 1)
    return picture.showing(scaled, unit=picture.scaled_unit(), range=(0, 1))


def scale01(picture: Picture, params: dict, _state: Any) -> Picture:
    """0 to 1 by what the numbers could be, or by the picture's smallest and largest."""
    if params["by"] == "picture":
        return _to_one(picture, float(picture.v.min()), float(picture.v.max()))
    return _to_one(picture, *picture.range)


def percentile_clip(picture: Picture, params: dict, _state: Any) -> Picture:
    """From two percentiles of all its numbers to 0 and 1."""
    low, high = quantiles(picture.v, [params["low"] / 100, params["high"] / 100])
    return _to_one(picture, low, high)


def gamma(picture: Picture, params: dict, _state: Any) -> Picture:
    """((x - low) / (high - low)) ** gamma over the range."""
    low, high = picture.range
    span = high - low
    share = np.clip((picture.v.astype(np.float64) - low) / (span or 1), 0, 1)
    return picture.showing(low + span * share ** params["gamma"])


def histogram_match(picture: Picture, _params: dict, state: Any) -> Picture:
    """Each channel gets the histogram of the training part: the mean of its pictures' quantiles."""
    learned = state["quantiles"]
    expect_shape((picture.height, picture.width, len(learned)), picture.v.shape)
    out = np.empty_like(picture.v)
    for channel, reference in enumerate(np.asarray(learned, dtype=np.float64)):
        _, places, counts = np.unique(picture.v[:, :, channel], return_inverse=True, return_counts=True)
        share = np.cumsum(counts) / (picture.width * picture.height)
        below = np.minimum(_STEPS - 1, np.floor(share * _STEPS)).astype(np.int64)
        becomes = reference[below] + (share * _STEPS - below) * (reference[below + 1] - reference[below])
        out[:, :, channel] = becomes[places].reshape(picture.height, picture.width)
    return picture.showing(out)


def mean_subtraction(picture: Picture, _params: dict, state: Any) -> Picture:
    """The mean of the training part is taken away, of each channel or of each pixel."""
    mean = np.asarray(state["mean"], dtype=np.float64)
    shape = state["shape"]
    if shape:
        wanted = (shape["height"], shape["width"], shape["channels"])
        expect_shape(wanted, picture.v.shape)
        mean = mean.reshape(wanted)
    else:
        expect_shape((picture.height, picture.width, mean.size), picture.v.shape)
    spread = (picture.range[0] - float(mean.max()), picture.range[1] - float(mean.min()))
    return picture.showing(picture.v - mean, unit=picture.scaled_unit(), range=spread)


def _own_statistics(picture: Picture) -> Tuple[np.ndarray, np.ndarray]:
    v = picture.v.astype(np.float64)
    mean = sum_in_order(v) / v.size
    sd = math.sqrt(sum_in_order((v - mean) ** 2) / v.size)
    return np.full(picture.channels, mean), np.full(picture.channels, sd)


def z_score(picture: Picture, _params: dict, state: Any) -> Picture:
    """Mean 0 and standard deviation 1 of each channel over the training part, or of each picture."""
    mean, sd = (
        (np.asarray(state["mean"], dtype=np.float64), np.asarray(state["sd"], dtype=np.float64))
        if state
        else _own_statistics(picture)
    )
    expect_shape((picture.height, picture.width, mean.size), picture.v.shape)
    factor = np.array([1 / s if s > _ALIKE * abs(m) else 1.0 for m, s in zip(mean, sd)])
    spread = (-_USUAL, _USUAL)
    if state:
        spread = (
            float(((picture.range[0] - mean) * factor).min()),
            float(((picture.range[1] - mean) * factor).max()),
        )
    return picture.showing((picture.v - mean) * factor, unit=picture.scaled_unit(), range=spread)
