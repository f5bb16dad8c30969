"""Steps that stand first and make rows of pictures: a choice of sections, patches."""

from __future__ import annotations

import math
from typing import Callable, Dict, List, Sequence, Tuple

import numpy as np

from ..picture import Picture, PictureError
from .arithmetic import half_up
from .foreground import tissue_mask
from .resampling import Region, whole_of

# Longer side of the small copy on which tissue is looked for.
_OVERVIEW = 1024

# What a plan that does not say is taken to say.
_DEFAULTS = {
    "slice-select": {"choose": "middle-third", "every": 2, "first": 1, "last": 20},
    "patches": {"size": 256, "stride": 256, "most": 50, "tissue": 0.5},
}


def _cut(picture: Picture, region: Region, scale: float = 1) -> Picture:
    """A region, made smaller by `scale` for an overview: the nearest pixel."""
    left, top, width, height = region
    w, h = max(1, half_up(width * scale)), max(1, half_up(height * scale))

    def places(length: int, count: int) -> np.ndarray:
        middles = np.arange(count) + 0.5
        along = middles * length / count if picture.large else middles / scale
        return np.minimum(length - 1, np.floor(along)).astype(np.int64)

    return picture.showing(picture.v[top + places(height, h)][:, left + places(width, w)])


def _chosen_slice(picture: Picture, params: dict, region: Region) -> List[Region]:
    """The whole section or nothing, by its place in its volume alone. A picture of no volume stays."""
    place, slices, choose = picture.slice, picture.slices, params["choose"]
    if place is None:
        return [region]
    if choose == "every":
        kept = place % int(params["every"]) == 0
    elif choose == "range":
        kept = int(params["first"]) <= place + 1 <= int(params["last"])
    elif choose == "middle-third" and slices is not None:
        kept = slices // 3 <= place < slices - slices // 3
    else:
        kept = True
    return [region] if kept else []


def _starts(length: int, size: int, stride: int) -> List[int]:
    """Where squares begin along a side: every `stride`, the last one flush with the end."""
    places = list(range(0, length - size + 1, stride))
    last = max(0, length - size)
    return places if places and places[-1] == last else places + [last]


def _share_of(mask: np.ndarray) -> Callable[[float, float, float, float], float]:
    """Share of True in any rectangle of a mask, from sums from the top left corner."""
    height, width = mask.shape
    sums = np.zeros((height + 1, width + 1), dtype=np.int64)
    sums[1:, 1:] = mask.astype(np.int64).cumsum(axis=0).cumsum(axis=1)

    def share(left: float, top: float, right: float, bottom: float) -> float:
        x0, y0 = min(width - 1, math.floor(left)), min(height - 1, math.floor(top))
        x1, y1 = min(width, max(x0 + 1, half_up(right))), min(height, max(y0 + 1, half_up(bottom)))
        inside = int(sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0])
        return inside / ((x1 - x0) * (y1 - y0))

    return share


def _patches(picture: Picture, params: dict, region: Region) -> List[Region]:
    """Squares of a grid with enough tissue, by rows; of more than `most`, an even choice."""
    left, top, width, height = region
    size, stride, most = int(params["size"]), int(params["stride"]), int(params["most"])
    tissue = float(params["tissue"])
    share, sx, sy = None, 1.0, 1.0
    if tissue > 0:
        small = _cut(picture, region, min(1, _OVERVIEW / max(width, height)))
        share = _share_of(tissue_mask(small))
        sx, sy = small.width / width, small.height / height
    w, h = min(size, width), min(size, height)
    found: List[Region] = []
    fullest, most_full = region, -1.0
    for y in _starts(height, h, stride):
        for x in _starts(width, w, stride):
            patch = (left + x, top + y, w, h)
            full = share(x * sx, y * sy, (x + w) * sx, (y + h) * sy) if share else 1.0
            if full >= tissue:
                found.append(patch)
            if full > most_full:
                fullest, most_full = patch, full
    # A picture with little tissue still wants a prediction.
    if not found:
        return [fullest]
    if len(found) <= most:
        return found
    return [found[math.floor(((i + 0.5) * len(found)) / most)] for i in range(most)]


_REGIONS: Dict[str, Callable[[Picture, dict, Region], List[Region]]] = {
    "slice-select": _chosen_slice,
    "patches": _patches,
}


def parts_of(picture: Picture, plan: Sequence[dict]) -> List[Picture]:
    """What the steps that make rows cut out of a picture; an empty list leaves it out."""
    regions: List[Region] = [whole_of(picture)]
    for planned in plan:
        name = planned["step"]
        if name not in _REGIONS:
            raise PictureError(f"the step {name!r}, which makes several pictures of one, is not known here")
        params = {**_DEFAULTS[name], **planned["params"]}
        regions = [part for outer in regions for part in _REGIONS[name](picture, params, outer)]
    whole = whole_of(picture)
    return [picture if region == whole else _cut(picture, region) for region in regions]
