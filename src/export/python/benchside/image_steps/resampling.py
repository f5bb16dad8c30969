"""Pictures at another size: area means where they shrink, bilinear where they grow (as OpenCV has them)."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, List, Tuple

import numpy as np

from ..picture import Picture
from .arithmetic import half_up

# Left, top, width and height in pixels.
Region = Tuple[int, int, int, int]

# Shares of a pixel below this are left out, as OpenCV does.
_SLIVER = 1e-3

# What the frozen backbone was trained on: squares of so many pixels, (v - 127) / 128 of 0 to 255.
_BACKBONE_SIDE = 224
_BACKBONE_MIDDLE = 127
_BACKBONE_SPAN = 128


def _area_taps(size: int, to: int) -> List[Tuple[int, List[float]]]:
    scale = size / to
    taps = []
    for i in range(to):
        start, end = i * scale, (i + 1) * scale
        cell = min(scale, size - start)
        last = min(math.floor(end), size - 1)
        whole = min(math.ceil(start), last)
        weights = [1 / cell] * (last - whole)
        before = whole - start > _SLIVER
        if before:
            weights.insert(0, (whole - start) / cell)
        if end - last > _SLIVER:
            weights.append(min(end - last, 1, cell) / cell)
        taps.append((whole - 1 if before else whole, weights))
    return taps


def _linear_taps(size: int, to: int) -> List[Tuple[int, List[float]]]:
    taps = []
    for i in range(to):
        place = min(size - 1, max(0, ((i + 0.5) * size) / to - 0.5))
        below = math.floor(place)
        taps.append((below, [1.0] if place == below else [1 - (place - below), place - below]))
    return taps


@lru_cache(maxsize=16)
def _taps(size: int, to: int) -> Tuple[np.ndarray, np.ndarray]:
    """For each output value its source values [most, to] and their weights in float32, 0 where there are fewer."""
    taps = _area_taps(size, to) if to < size else _linear_taps(size, to)
    most = max(len(weights) for _, weights in taps)
    places = np.zeros((most, to), dtype=np.int64)
    shares = np.zeros((most, to), dtype=np.float32)
    for i, (first, weights) in enumerate(taps):
        for k, weight in enumerate(weights):
            places[k, i], shares[k, i] = first + k, weight
    return places, shares.astype(np.float64)


def resample(picture: Picture, region: Region, width: int, height: int) -> Picture:
    """A region at another size: rows first, in float64, then columns, rounded to float32 at every addition."""
    left, top, w, h = region
    source = picture.v[top : top + h, left : left + w].astype(np.float64)
    places, shares = _taps(w, width)
    narrow = np.zeros((h, width, picture.channels))
    for k in range(len(places)):
        narrow += shares[k][None, :, None] * source[:, places[k]]
    narrow = narrow.astype(np.float32).astype(np.float64)
    places, shares = _taps(h, height)
    out = np.zeros((height, width, picture.channels), dtype=np.float32)
    for k in range(len(places)):
        out = (out + shares[k][:, None, None] * narrow[places[k]]).astype(np.float32)
    return picture.showing(out)


def whole_of(picture: Picture) -> Region:
    return 0, 0, picture.width, picture.height


def overview(picture: Picture, longest: int) -> Picture:
    """Smaller, so that neither side is longer than `longest`; as it is where it is small enough."""
    scale = longest / max(picture.width, picture.height)
    if scale >= 1:
        return picture
    width, height = (max(1, half_up(side * scale)) for side in (picture.width, picture.height))
    return resample(picture, whole_of(picture), width, height)


def _fitted(picture: Picture, size: int) -> Picture:
    """The whole picture in the middle of a square, with the darkest value its range has around it."""
    scale = size / max(picture.width, picture.height)
    w, h = (max(1, half_up(side * scale)) for side in (picture.width, picture.height))
    inner = resample(picture, whole_of(picture), w, h)
    if w == size and h == size:
        return inner
    out = np.full((size, size, picture.channels), picture.range[0], dtype=np.float32)
    left, top = (size - w) >> 1, (size - h) >> 1
    out[top : top + h, left : left + w] = inner.v
    return picture.showing(out)


def resize(picture: Picture, params: dict, _state: Any) -> Picture:
    """Every picture at one size: fit with padding, cover by its middle square, or stretch."""
    size = int(params["size"])
    if picture.width == size and picture.height == size:
        return picture
    if params["mode"] == "fit":
        return _fitted(picture, size)
    side = min(picture.width, picture.height)
    middle = ((picture.width - side) >> 1, (picture.height - side) >> 1, side, side)
    return resample(picture, whole_of(picture) if params["mode"] == "stretch" else middle, size, size)


def backbone_input(picture: Picture) -> np.ndarray:
    """A picture as the frozen backbone was trained to see it: float32 [224, 224, 3]."""
    v = resample(picture, whole_of(picture), _BACKBONE_SIDE, _BACKBONE_SIDE).v.astype(np.float64)
    low, high = picture.range
    scale = 255 / (high - low) if high > low else 0
    shown = v[:, :, [0, 0, 0] if picture.channels < 3 else [0, 1, 2]]
    eight = np.clip((shown - low) * scale, 0, 255)
    return ((eight - _BACKBONE_MIDDLE) / _BACKBONE_SPAN).astype(np.float32)
