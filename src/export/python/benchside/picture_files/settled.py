"""What models read of a picture file: grey in one channel, colour in three, no alpha."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, List, Optional

import numpy as np

from ..picture import Picture


@dataclass
class DecodedFile:
    """What a file holds. places: where each picture says it lies in its volume; volume: a key of that volume; tags:
    how it was made, in its own words."""

    pictures: List[Picture]
    places: List[Optional[float]] = field(default_factory=list)
    volume: Optional[str] = None
    tags: Dict[str, str] = field(default_factory=dict)


def picture_of(v: np.ndarray, unit: str, low: float, high: float) -> Picture:
    """Numbers [height, width, channels] as a picture."""
    height, width, channels = v.shape
    return Picture(width, height, channels, unit, (low, high), np.ascontiguousarray(v, dtype=np.float32))


def over_black(v: np.ndarray, full: int) -> np.ndarray:
    """The last channel as alpha, composited over black. Integers."""
    wide = v.astype(np.float64)
    return np.floor(wide[:, :, :-1] * wide[:, :, -1:] / full + 0.5).astype(v.dtype)


def settled(v: np.ndarray) -> Picture:
    """uint8 or uint16 [height, width, 1 to 4]: grey also where a colour file holds nothing but grey."""
    full = 255 if v.dtype == np.uint8 else 65535
    colours = v.shape[2] >= 3
    grey = colours and bool((v[:, :, :1] == v[:, :, 1:3]).all())
    if v.shape[2] in (2, 4):
        v = over_black(v, full)
    if not colours or grey:
        return picture_of(v[:, :, :1], "intensity", 0, full)
    return picture_of(v, "colour", 0, full)
