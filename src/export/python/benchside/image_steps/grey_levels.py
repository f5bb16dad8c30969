"""Histogram equalization on 256 grey levels, of the whole (cv2.equalizeHist) or by tiles (cv2.createCLAHE)."""

from __future__ import annotations

import math
from typing import Any, Callable, Tuple

import numpy as np

from ..picture import Picture
from .arithmetic import to_levels

_LEVELS = 256


def _on_grey_levels(picture: Picture, change: Callable[[np.ndarray], np.ndarray]) -> Picture:
    """A picture whose grey levels are changed, spread over its whole range again.

    Of a colour picture it is the brightness that changes (V of HSV, the largest of the three), so that hue and
    strength of colour stay; other channels are each changed by themselves.
    """
    low, high = picture.range
    # 12 bits stored in 16 use a sixteenth of what they could: then the picture's own range is spread.
    own = high - low > _LEVELS - 1
    least, most = (float(picture.v.min()), float(picture.v.max())) if own else (low, high)
    factor = (_LEVELS - 1) / (most - least) if most > least else 0
    to_range = (high - low) / (_LEVELS - 1)
    v = picture.v.astype(np.float64)

    def changed(one: np.ndarray) -> np.ndarray:
        return change(to_levels((one - least) * factor)).astype(np.float64) * to_range

    if picture.unit == "colour" and picture.channels == 3:
        brightest = v.max(axis=2)
        bright = changed(brightest)[:, :, None]
        before = (brightest - low)[:, :, None]
        above = before > 0
        share = np.maximum(0, v - low) / np.where(above, before, 1)
        return picture.showing(low + np.where(above, share * bright, bright))
    return picture.showing(np.stack([low + changed(v[:, :, c]) for c in range(picture.channels)], axis=2))


def _equalized(levels: np.ndarray) -> np.ndarray:
    counts = np.bincount(levels.ravel(), minlength=_LEVELS)
    first = int(np.argmax(counts > 0))
    rest = levels.size - int(counts[first])
    if rest == 0:
        return levels
    above = np.where(np.arange(_LEVELS) > first, counts, 0)
    return to_levels(np.cumsum(above) * (_LEVELS - 1) / rest)[levels]


def equalize(picture: Picture, _params: dict, _state: Any) -> Picture:
    """Grey levels spread so that each is about as frequent as any other."""
    return _on_grey_levels(picture, _equalized)


def _mirrored(length: int, count: int) -> np.ndarray:
    """Places of 0 ... count - 1 on a side, mirrored about its outermost pixel beyond its end."""
    if length == 1:
        return np.zeros(count, dtype=np.int64)
    period = 2 * (length - 1)
    within = np.arange(count) % period
    return np.where(within < length, within, period - within)


def _clip(counts: np.ndarray, limit: int) -> None:
    """Counts above the limit are taken off and given back evenly, the remainder at even distances."""
    excess = int((counts - limit).clip(0).sum())
    np.minimum(counts, limit, out=counts)
    each = excess // _LEVELS
    counts += each
    left = excess - each * _LEVELS
    if left:
        step = max(1, _LEVELS // left)
        counts[: left * step : step] += 1


def _tables(levels: np.ndarray, tile: Tuple[int, int], grid: int, limit: float) -> np.ndarray:
    """For each tile [grid, grid, 256] what each grey level becomes; tiles reach over the edges."""
    height, width = tile
    area = width * height
    most = max(1, math.floor((limit * area) / _LEVELS))
    rows = _mirrored(levels.shape[0], height * grid)
    columns = _mirrored(levels.shape[1], width * grid)
    tables = np.empty((grid, grid, _LEVELS))
    for y in range(grid):
        band = levels[rows[y * height : (y + 1) * height]]
        for x in range(grid):
            part = band[:, columns[x * width : (x + 1) * width]]
            counts = np.bincount(part.ravel(), minlength=_LEVELS)
            _clip(counts, most)
            tables[y, x] = to_levels(np.cumsum(counts) * (_LEVELS - 1) / area)
    return tables


def _between(length: int, tile: int, grid: int) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The tiles whose middles are nearest before and behind each place, and how near the second is."""
    place = np.arange(length) / tile - 0.5
    first = np.floor(place).astype(np.int64)
    return np.maximum(0, first), np.minimum(grid - 1, first + 1), place - first


def clahe(picture: Picture, params: dict, _state: Any) -> Picture:
    """Contrast-limited adaptive histogram equalization on `tiles` tiles along each side."""
    grid, limit = int(params["tiles"]), float(params["clipLimit"])

    def adapted(levels: np.ndarray) -> np.ndarray:
        height, width = levels.shape
        whole = width % grid == 0 and height % grid == 0
        tile = tuple(side // grid if whole else side // grid + 1 for side in (height, width))
        tables = _tables(levels, tile, grid, limit)
        left, right, wx = _between(width, tile[1], grid)
        upper, lower, below = (part[:, None] for part in _between(height, tile[0], grid))
        above = tables[upper, left, levels] * (1 - wx) + tables[upper, right, levels] * wx
        under = tables[lower, left, levels] * (1 - wx) + tables[lower, right, levels] * wx
        return to_levels(above * (1 - below) + under * below)

    return _on_grey_levels(picture, adapted)
