"""Gaussian, unsharp mask and median."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..picture import Picture

# Numbers of all windows that the median holds at once.
_AT_ONCE = 16_000_000


def _mirrored(i: np.ndarray, n: int) -> np.ndarray:
    """Places of a line that is mirrored at its ends, the last one repeated: d c b a | a b c d | d c b a."""
    at = i % (2 * n)
    return np.where(at < n, at, 2 * n - 1 - at)


def _weights(sigma: float) -> np.ndarray:
    """Half of the weights, the middle first: cut off at four standard deviations, of sum 1."""
    radius = math.floor(4 * sigma + 0.5)
    half = [math.exp(-(k * k) / (2 * sigma * sigma)) for k in range(radius + 1)]
    total = 0.0
    for k, weight in enumerate(half):
        total += weight if k == 0 else 2 * weight
    return np.array(half) / total


def gaussian_blur(v: np.ndarray, sigma: float) -> np.ndarray:
    """Each channel of [height, width, channels] smoothed, edges mirrored; along rows, then down columns. float32."""
    weights = _weights(sigma)
    radius = len(weights) - 1
    height, width, _ = v.shape
    wide = v[:, _mirrored(np.arange(-radius, width + radius), width)].astype(np.float64)
    across = weights[0] * wide[:, radius : radius + width]
    for k in range(1, radius + 1):
        across += weights[k] * (wide[:, radius - k : radius - k + width] + wide[:, radius + k : radius + k + width])
    tall = across.astype(np.float32)[_mirrored(np.arange(-radius, height + radius), height)].astype(np.float64)
    out = weights[0] * tall[radius : radius + height]
    for k in range(1, radius + 1):
        out += weights[k] * (tall[radius - k : radius - k + height] + tall[radius + k : radius + k + height])
    return out.astype(np.float32)


def gaussian(picture: Picture, params: dict, _state: Any) -> Picture:
    """Smoothed by a Gaussian of so many pixels' standard deviation."""
    return picture.showing(gaussian_blur(picture.v, float(params["sigma"])))


def sharpen(picture: Picture, params: dict, _state: Any) -> Picture:
    """What a Gaussian of `radius` pixels would smooth away is added once more, `amount` times."""
    v = picture.v.astype(np.float64)
    smooth = gaussian_blur(picture.v, float(params["radius"]))
    return picture.showing(v + float(params["amount"]) * (v - smooth))


def median(picture: Picture, params: dict, _state: Any) -> Picture:
    """Each number becomes the median of the square about it; beyond an edge stands the edge."""
    radius = int(params["radius"])
    side = 2 * radius + 1
    middle = (side * side) >> 1
    height, width, channels = picture.v.shape
    wide = np.pad(picture.v, ((radius, radius), (radius, radius), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(wide, (side, side), axis=(0, 1))
    out = np.empty_like(picture.v)
    rows = max(1, _AT_ONCE // (side * side * width * channels))
    for top in range(0, height, rows):
        part = windows[top : top + rows]
        flat = part.reshape(part.shape[:3] + (side * side,))
        out[top : top + rows] = np.partition(flat, middle, axis=-1)[..., middle]
    return picture.showing(out)
