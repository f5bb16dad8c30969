"""What of a picture is foreground: Otsu's threshold, connected parts, tissue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional, Tuple

import numpy as np

from ..picture import Picture
from .arithmetic import half_up, sum_in_order

_BINS = 256
# A third class counts from this share of the distance between dark and bright on.
_APART = 0.2
# Depth of the edge as a share of the shorter side, and the share of it that must be bright for a dark foreground.
_EDGE = 0.03
_BRIGHT_AROUND = 0.95
# A picture with less colour than this is grey; two kinds of pixel nearer than this share of the range are one.
_COLOURLESS = 0.08
_ALIKE = 0.05


def otsu(v: np.ndarray) -> float:
    """The value that parts float64 numbers into dark and bright best, on 256 bins from smallest to largest (Otsu 1979)."""
    flat = v.ravel()
    low, high = (float(flat.min()), float(flat.max())) if flat.size else (0.0, 0.0)
    if low == high:
        return low
    width = (high - low) / _BINS
    bins = np.minimum(_BINS - 1, np.floor((flat - low) / (high - low) * _BINS)).astype(np.int64)
    counts = [int(count) for count in np.bincount(bins, minlength=_BINS)]
    middles = [low + (i + 0.5) * width for i in range(_BINS)]
    total = 0.0
    for count, middle in zip(counts, middles):
        total += count * middle
    best, most, below, part = 0, -1.0, 0, 0.0
    for i in range(_BINS - 1):
        below += counts[i]
        part += counts[i] * middles[i]
        above = flat.size - below
        apart = part / below - (total - part) / above
        between = below * above * apart * apart
        if between > most:
            best, most = i, between
    return middles[best]


def _mean_of(v: np.ndarray, above: float, up_to: float) -> float:
    chosen = v[(v > above) & (v <= up_to)]
    return sum_in_order(chosen) / chosen.size if chosen.size else float("nan")


def _threshold(v: np.ndarray) -> float:
    """The value above which a pixel is foreground; where there are three shades, the darker part is parted again."""
    v = v.ravel()
    upper = otsu(v)
    lower = otsu(v[v <= upper])
    ground = _mean_of(v, -np.inf, lower)
    between = _mean_of(v, lower, upper) - ground
    whole = _mean_of(v, upper, np.inf) - ground
    return lower if between >= _APART * whole else upper


def _bright_around(v: np.ndarray) -> bool:
    height, width = v.shape
    depth = max(1, half_up(_EDGE * min(width, height)))
    edge = np.ones((height, width), dtype=bool)
    if height > 2 * depth and width > 2 * depth:
        edge[depth : height - depth, depth : width - depth] = False
    bright = int((v[edge] > otsu(v)).sum())
    return bright >= _BRIGHT_AROUND * int(edge.sum())


def foreground_mask(grey: np.ndarray, foreground: str) -> np.ndarray:
    """True where [height, width] shows more than background; auto: dark where nearly all its edge is bright."""
    grey = grey.astype(np.float64)
    dark = foreground == "dark" or (foreground == "auto" and _bright_around(grey))
    v = -grey if dark else grey
    return v > _threshold(v)


@dataclass
class Component:
    """Pixels that hang together, edges and corners alike: where they lie and how many."""

    x: int
    y: int
    width: int
    height: int
    area: int


def _runs(row: np.ndarray) -> List[Tuple[int, int]]:
    """First and last place of each run of True."""
    edges = np.diff(np.concatenate(([0], row.astype(np.int8), [0])))
    return list(zip(np.flatnonzero(edges == 1).tolist(), (np.flatnonzero(edges == -1) - 1).tolist()))


def components(mask: np.ndarray) -> Tuple[List[Component], np.ndarray]:
    """The connected parts of a mask in reading order of their first pixel, and labels: 0 outside, else place + 1."""
    runs: List[Tuple[int, int, int]] = []
    leader: List[int] = []

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    above: List[int] = []
    for y, row in enumerate(mask):
        here: List[int] = []
        start = 0
        for first, last in _runs(row):
            number = len(runs)
            runs.append((y, first, last))
            leader.append(number)
            here.append(number)
            while start < len(above) and runs[above[start]][2] < first - 1:
                start += 1
            at = start
            while at < len(above) and runs[above[at]][1] <= last + 1:
                a, b = find(number), find(above[at])
                leader[max(a, b)] = min(a, b)
                at += 1
        above = here
    labels = np.zeros(mask.shape, dtype=np.int32)
    found: List[Component] = []
    places = {}
    for number, (y, first, last) in enumerate(runs):
        root = find(number)
        if root not in places:
            places[root] = len(found)
            found.append(Component(first, y, 0, 0, 0))
        part = found[places[root]]
        right = max(part.x + part.width, last + 1)
        part.x = min(part.x, first)
        part.width, part.height = right - part.x, y + 1 - part.y
        part.area += last + 1 - first
        labels[y, first : last + 1] = places[root] + 1
    return found, labels


def largest(parts: List[Component]) -> Optional[Component]:
    """The one of most pixels, the first of equals."""
    return max(parts, key=lambda part: part.area, default=None)


def _apart(v: np.ndarray, threshold: float) -> float:
    above = v > threshold
    n = int(above.sum())
    if n in (0, v.size):
        return 0.0
    return sum_in_order(v[above]) / n - sum_in_order(v[~above]) / (v.size - n)


def tissue_mask(picture: Picture) -> np.ndarray:
    """True where a picture shows something: by colour where it has any, else by intensity against its edge."""
    low, high = picture.range
    v = picture.v.astype(np.float64)
    if picture.channels == 3:
        most, least = v.max(axis=2) - low, v.min(axis=2) - low
        strong = np.where(most > 0, (most - least) / np.where(most > 0, most, 1), 0)
        strong = strong.astype(np.float32).astype(np.float64)
        threshold = otsu(strong)
        if _apart(strong, threshold) > _COLOURLESS:
            return strong > threshold
    grey = np.zeros(v.shape[:2], dtype=np.float32)
    for channel in range(picture.channels):
        grey = (grey + v[:, :, channel] / picture.channels).astype(np.float32)
    shades = grey.astype(np.float64)
    threshold = otsu(shades)
    if _apart(shades, threshold) < _ALIKE * (high - low):
        return np.ones(grey.shape, dtype=bool)
    edge = np.zeros(grey.shape, dtype=bool)
    edge[[0, -1]] = True
    edge[:, [0, -1]] = True
    above = shades > threshold
    background = 2 * int(above[edge].sum()) > int(edge.sum())
    return above != background
