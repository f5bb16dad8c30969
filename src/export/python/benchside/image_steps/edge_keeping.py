"""Smoothing that keeps edges: bilateral filter and non-local means."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..picture import Picture
from .arithmetic import half_up

_PLACES = 4096
# exp(-9) is 0.0001: what weighs less is left out.
_END = 9
_TABLE = np.array([math.exp((-i * _END) / _PLACES) for i in range(_PLACES + 2)])
# exp(-5) is 0.007: places that are less alike do not count in non-local means.
_UNLIKE = 5


def _falling_exponential(t: np.ndarray) -> np.ndarray:
    """exp(-t) for t of 0 or more, from the app's table; 0 beyond 9."""
    at = np.minimum(t, _END) * (_PLACES / _END)
    i = at.astype(np.int64)
    return np.where(t >= _END, 0, _TABLE[i] + (at - i) * (_TABLE[i + 1] - _TABLE[i]))


def _reflected(picture: Picture, pad: int) -> np.ndarray:
    """Numbers with `pad` pixels more on every side, mirrored, the edge not repeated. float64."""

    def places(n: int) -> np.ndarray:
        if n == 1:
            return np.zeros(n + 2 * pad, dtype=np.int64)
        at = np.arange(-pad, n + pad) % (2 * n - 2)
        return np.where(at < n, at, 2 * n - 2 - at)

    return picture.v[places(picture.height)][:, places(picture.width)].astype(np.float64)


def bilateral(picture: Picture, params: dict, _state: Any) -> Picture:
    """The mean of the pixels about each, weighted by nearness and by likeness of tone (Tomasi and Manduchi 1998)."""
    sigma = float(params["sigma"])
    radius = max(1, half_up(1.5 * sigma))
    tone = float(params["tone"]) * (picture.range[1] - picture.range[0])
    per_tone = 1 / (2 * tone * tone)
    height, width, channels = picture.v.shape
    wide = _reflected(picture, radius)
    here = picture.v.astype(np.float64)
    total = np.zeros((height, width))
    sums = np.zeros((height, width, channels))
    for dy in range(-radius, radius + 1):
        for dx in range(-radius, radius + 1):
            distance = dx * dx + dy * dy
            if distance > radius * radius:
                continue
            there = wide[radius + dy : radius + dy + height, radius + dx : radius + dx + width]
            apart = np.zeros((height, width))
            for channel in range(channels):
                apart += np.abs(there[:, :, channel] - here[:, :, channel])
            near = math.exp(-distance / (2 * sigma * sigma))
            weight = near * _falling_exponential(apart * apart * per_tone)
            total += weight
            sums += weight[:, :, None] * there
    return picture.showing(sums / total[:, :, None])


def _sum_differences(v: np.ndarray, right: int, down: int) -> np.ndarray:
    """Squared differences between a picture and itself moved, summed from the top left corner. [height, width].

    Where the moved picture does not reach stands 0; no patch is compared there.
    """
    height, width, channels = v.shape
    start, end = max(1, -down), min(height, height - down)
    sums = np.zeros((height, width))
    if start >= end or width - right <= 1:
        return sums
    apart = v[start:end, 1 : width - right] - v[start + down : end + down, 1 + right :]
    squares = (apart * apart).reshape(end - start, -1)
    lines = np.cumsum(squares, axis=1)[:, channels - 1 :: channels]
    sums[start:end, 1 : width - right] = np.cumsum(lines, axis=0)
    return sums


def _patch_distance(sums: np.ndarray, half: int, rows: slice, columns: slice) -> np.ndarray:
    """Sums over the squares about the pixels of a part, from four corners each."""

    def corner(dy: int, dx: int) -> np.ndarray:
        return sums[rows.start + dy : rows.stop + dy, columns.start + dx : columns.stop + dx]

    return corner(half, half) - corner(half, -half) - corner(-half, half) + corner(-half, -half)


def non_local_means(picture: Picture, params: dict, _state: Any) -> Picture:
    """The mean of pixels in a window whose surroundings look alike (Buades 2005; Darbon 2008)."""
    channels = picture.channels
    patch, reach = int(params["patch"]), int(params["distance"])
    h = float(params["strength"]) * (picture.range[1] - picture.range[0])
    half = patch >> 1
    pad = half + reach + 1
    v = _reflected(picture, pad)
    height, width, _ = v.shape
    per_distance = 1 / (channels * h * h * patch * patch)
    weights = np.zeros((height, width))
    result = np.zeros_like(v)
    for down in range(-reach, reach + 1):
        top, bottom = max(half, half - down), min(height - half, height - half - down)
        for right in range(0, reach + 1):
            here = (slice(top, bottom), slice(half, width - half - right))
            there = (slice(top + down, bottom + down), slice(half + right, width - half))
            sums = _sum_differences(v, right, down)
            apart = _patch_distance(sums, half, *here) * per_distance
            # Each pair is met once; those in one column twice, so each time by half.
            share = 0.5 if right == 0 else 1
            weight = np.where(apart > _UNLIKE, 0, share * _falling_exponential(np.maximum(0, apart)))
            weights[here] += weight
            weights[there] += weight
            result[here] += weight[:, :, None] * v[there]
            result[there] += weight[:, :, None] * v[here]
    inner = (slice(pad, pad + picture.height), slice(pad, pad + picture.width))
    return picture.showing(result[inner] / weights[inner][:, :, None])
