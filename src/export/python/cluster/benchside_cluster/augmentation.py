"""What is done to training pictures anew in every epoch: the app's steps, parameters and distributions; other random
numbers. Pictures are float [height, width, channels]."""

from __future__ import annotations

from typing import Any, Callable, Optional, Sequence

import numpy as np

# From where a pixel comes: x' = a x + b y + c, y' = d x + e y + f, the centre of the top left pixel at 0, 0.
Affine = tuple[float, float, float, float, float, float]
Random = np.random.Generator
Step = dict[str, Any]


def about_middle(height: int, width: int, degrees: float, zoom: float) -> Affine:
    """A turn counter-clockwise as seen, and growth, both about the picture's middle."""
    cos, sin = np.cos(np.radians(degrees)) / zoom, np.sin(np.radians(degrees)) / zoom
    x, y = (width - 1) / 2, (height - 1) / 2
    return cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y


def _evenly(random: Random, most: Any) -> float:
    return random.uniform(-1, 1) * float(most)


def _shift(height: int, width: int, params: Step, random: Random) -> Affine:
    return 1, 0, -_evenly(random, params["share"]) * width, 0, 1, -_evenly(random, params["share"]) * height


# Steps that only move pixels: those in a row are one warp, so that a picture is interpolated once.
MOVES: dict[str, Callable[[int, int, Step, Random], Affine]] = {
    "rotate": lambda h, w, params, random: about_middle(h, w, _evenly(random, params["degrees"]), 1),
    "shift": _shift,
    "zoom": lambda h, w, params, random: about_middle(h, w, 0, 1 + _evenly(random, params["share"])),
}


def joined(first: Affine, second: Affine) -> Affine:
    """The map of two warps in a row as one."""
    a, b, c, d, e, f = first
    g, h, i, j, k, l = second
    return a * g + b * j, a * h + b * k, a * i + b * l + c, d * g + e * j, d * h + e * k, d * i + e * l + f


def warp(picture: np.ndarray, map: Affine) -> np.ndarray:
    """The picture under an affine map, bilinear; what lies outside is its nearest edge."""
    height, width = picture.shape[:2]
    a, b, c, d, e, f = map
    y, x = np.mgrid[0:height, 0:width]
    sx, sy = np.clip(a * x + b * y + c, 0, width - 1), np.clip(d * x + e * y + f, 0, height - 1)
    x0, y0 = sx.astype(np.int64), sy.astype(np.int64)
    x1, y1 = np.minimum(x0 + 1, width - 1), np.minimum(y0 + 1, height - 1)
    fx, fy = (sx - x0)[:, :, None], (sy - y0)[:, :, None]
    top = picture[y0, x0] + fx * (picture[y0, x1] - picture[y0, x0])
    bottom = picture[y1, x0] + fx * (picture[y1, x1] - picture[y1, x0])
    return top + fy * (bottom - top)


def _flip(picture: np.ndarray, params: Step, random: Random, span: float) -> np.ndarray:
    if params["axis"] != "vertical" and random.random() < 0.5:
        picture = picture[:, ::-1]
    if params["axis"] != "horizontal" and random.random() < 0.5:
        picture = picture[::-1]
    return picture


def _brightness(picture: np.ndarray, params: Step, random: Random, span: float) -> np.ndarray:
    added, slope = _evenly(random, params["share"]) * span, 1 + _evenly(random, params["contrast"])
    return picture * slope + (picture.mean() * (1 - slope) + added)


def _noise(picture: np.ndarray, params: Step, random: Random, span: float) -> np.ndarray:
    return picture + float(params["sd"]) * span * random.standard_normal(picture.shape)


def _cutout(picture: np.ndarray, params: Step, random: Random, span: float) -> np.ndarray:
    """A square is blotted out with each channel's mean (DeVries and Taylor, arXiv 1708.04552)."""
    height, width = picture.shape[:2]
    side = max(1, int(float(params["size"]) * min(width, height) + 0.5))
    left, top = int(random.integers(width)) - side // 2, int(random.integers(height)) - side // 2
    blotted = picture.copy()
    blotted[max(0, top) : max(0, top + side), max(0, left) : max(0, left + side)] = picture.mean(axis=(0, 1))
    return blotted


CHANGES: dict[str, Callable[[np.ndarray, Step, Random, float], np.ndarray]] = {
    "flip": _flip,
    "brightness": _brightness,
    "noise": _noise,
    "cutout": _cutout,
}


def mixing_share(steps: Sequence[Step]) -> Optional[float]:
    """alpha of mixup, the last of several; None where pairs are not mixed."""
    alphas = [float(step["params"]["alpha"]) for step in steps if step["step"] == "mixup"]
    return alphas[-1] if alphas else None


class Augmentation:
    """Steps in their order, for rows [n, inputs] that begin with a flattened picture. `span`: what its numbers could
    span."""

    def __init__(self, steps: Sequence[Step], shape: Sequence[int], span: float) -> None:
        self.steps = [step for step in steps if step["step"] != "mixup"]
        self.shape, self.span = tuple(shape), span
        unknown = [step["step"] for step in self.steps if step["step"] not in (*MOVES, *CHANGES)]
        if unknown:
            raise ValueError(f"augmentation {unknown[0]} is not known here")

    def __call__(self, rows: np.ndarray, random: Random) -> np.ndarray:
        """The rows with their pictures changed, float32; table columns behind them as they are."""
        size = int(np.prod(self.shape))
        changed = rows.copy()
        if self.steps:
            for row in changed:
                row[:size] = self._picture(row[:size].reshape(self.shape).astype(np.float64), random).ravel()
        return changed

    def _picture(self, picture: np.ndarray, random: Random) -> np.ndarray:
        map: Optional[Affine] = None
        for step in self.steps:
            if step["step"] in MOVES:
                moved = MOVES[step["step"]](*picture.shape[:2], step["params"], random)
                map = joined(map, moved) if map else moved
                continue
            picture = warp(picture, map) if map else picture
            map = None
            picture = CHANGES[step["step"]](picture, step["params"], random, self.span)
        return warp(picture, map) if map else picture


def mixed(
    x: np.ndarray, goal: np.ndarray, weights: Optional[np.ndarray], alpha: float, random: Random
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows mixed in pairs with another order of the same rows, with their outcomes and weights (mixup, Zhang and
    others, arXiv 1710.09412): the mean of both losses is the loss of the mean outcome, weights counted in."""
    n = len(x)
    share, partner = random.beta(alpha, alpha, n).astype(np.float32), random.permutation(n)
    w = np.ones(n, dtype=np.float32) if weights is None else weights
    own, other = share * w, (1 - share) * w[partner]
    both = own + other
    target = (own[:, None] * goal + other[:, None] * goal[partner]) / both[:, None]
    return share[:, None] * x + (1 - share)[:, None] * x[partner], target, both
