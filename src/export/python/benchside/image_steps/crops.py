"""Steps that crop to a part of the picture or blank what is burned into its border."""

from __future__ import annotations

import math
from typing import Any, List, Optional, Tuple

import numpy as np

from ..picture import Picture
from .arithmetic import half_up, quantiles
from .channels import grey_of
from .foreground import Component, components, foreground_mask, largest
from .resampling import Region, overview

# Longer side of the copy on which the foreground, or markers, are looked for.
_FOREGROUND_OVERVIEW = 256
_MARKER_OVERVIEW = 512
# A row or column whose values differ by at most this share of the whole picture's is border.
_FLAT = 0.02
# Pixels around a marker that are blanked with it, and pixels around those whose median fills the gap.
_SOFT_EDGE = 2
_AROUND = 4


def cropped(picture: Picture, region: Region) -> Picture:
    left, top, width, height = region
    return picture.showing(picture.v[top : top + height, left : left + width])


def _stretch(start: float, share: float, length: int) -> Tuple[int, int]:
    first = min(length - 1, half_up(start * length))
    end = min(length, max(first + 1, half_up((start + share) * length)))
    return first, end - first


def roi_crop(picture: Picture, params: dict, _state: Any) -> Picture:
    """The same part of every picture, in shares of its sides."""
    left, width = _stretch(float(params["x"]), float(params["width"]), picture.width)
    top, height = _stretch(float(params["y"]), float(params["height"]), picture.height)
    if width == picture.width and height == picture.height:
        return picture
    return cropped(picture, (left, top, width, height))


def _without_borders(v: np.ndarray) -> Region:
    """What is left of [height, width] without the even rows and columns at its edges; the whole where nothing is."""
    even = _FLAT * (float(v.max()) - float(v.min()))
    height, width = v.shape
    left, right, top, bottom = 0, width - 1, 0, height - 1

    def flat(line: np.ndarray) -> bool:
        return float(line.max()) - float(line.min()) <= even

    before = -1
    while before != left + right + top + bottom:
        before = left + right + top + bottom
        while top < bottom and flat(v[top, left : right + 1]):
            top += 1
        while bottom > top and flat(v[bottom, left : right + 1]):
            bottom -= 1
        while left < right and flat(v[top : bottom + 1, left]):
            left += 1
        while right > left and flat(v[top : bottom + 1, right]):
            right -= 1
    if top >= bottom or left >= right:
        return 0, 0, width, height
    return left, top, right - left + 1, bottom - top + 1


def _found_in(picture: Picture, params: dict) -> Optional[Region]:
    """The largest connected foreground with its margin; None where nothing stands out."""
    small = overview(grey_of(picture), _FOREGROUND_OVERVIEW)
    inner = _without_borders(small.v[:, :, 0])
    mask = foreground_mask(cropped(small, inner).v[:, :, 0], params["foreground"])
    box = largest(components(mask)[0])
    if box is None:
        return None

    def grown(start: int, length: int, first: int, limit: int, scale: float) -> Tuple[int, int]:
        more = float(params["margin"]) * length
        begin = math.floor((first + max(0, start - more)) * scale + 1e-6)
        end = math.ceil((first + min(limit, start + length + more)) * scale - 1e-6)
        return begin, max(1, end - begin)

    left, width = grown(box.x, box.width, inner[0], inner[2], picture.width / small.width)
    top, height = grown(box.y, box.height, inner[1], inner[3], picture.height / small.height)
    return left, top, width, height


def auto_crop(picture: Picture, params: dict, _state: Any) -> Picture:
    """Cropped to the largest connected foreground; as it is where nothing stands out."""
    found = _found_in(picture, params)
    return cropped(picture, found) if found else picture


def _grown(part: Region, by: int, within: Picture) -> Region:
    left, top, width, height = part
    x, y = max(0, left - by), max(0, top - by)
    return x, y, min(within.width, left + width + by) - x, min(within.height, top + height + by) - y


def _box(part: Component) -> Region:
    return part.x, part.y, part.width, part.height


def _surroundings(picture: Picture, mask: np.ndarray, marker: Region) -> List[float]:
    """For each channel the median of the dark pixels around a marker; the darkest of the range where none are."""
    left, top, width, height = _grown(marker, _AROUND + _SOFT_EDGE, picture)
    ring = np.zeros(mask.shape, dtype=bool)
    ring[top : top + height, left : left + width] = True
    left, top, width, height = _grown(marker, _SOFT_EDGE, picture)
    ring[top : top + height, left : left + width] = False
    ring &= ~mask
    if not ring.any():
        return [picture.range[0]] * picture.channels
    return [quantiles(picture.v[:, :, c][ring], [0.5])[0] for c in range(picture.channels)]


def _is_marker(part: Component, params: dict, small: Picture) -> bool:
    share, width, height = float(params["border"]), small.width, small.height
    at_border = (
        part.x + part.width <= share * width
        or part.x >= (1 - share) * width
        or part.y + part.height <= share * height
        or part.y >= (1 - share) * height
    )
    return at_border and part.area <= float(params["size"]) * width * height


def _near(labels: np.ndarray, markers: np.ndarray, x: int, y: int) -> int:
    """The marker a pixel belongs to or lies close to, the first in reading order, or -1."""
    around = labels[max(0, y - _SOFT_EDGE) : y + _SOFT_EDGE + 1, max(0, x - _SOFT_EDGE) : x + _SOFT_EDGE + 1]
    found = around[markers[around]]
    return int(found[0]) - 1 if found.size else -1


def trim_markers(picture: Picture, params: dict, _state: Any) -> Picture:
    """Letters and markers burned into the border are filled with what is around them."""
    small = overview(picture, _MARKER_OVERVIEW)
    mask = foreground_mask(grey_of(small).v[:, :, 0], "bright")
    parts, labels = components(mask)
    main = largest(parts)
    chosen = [part is not main and _is_marker(part, params, small) for part in parts]
    if not any(chosen):
        return picture
    # By label: 0 is no part.
    markers = np.array([False] + chosen)
    right, down = picture.width / small.width, picture.height / small.height
    out = picture.v.copy()
    for i, part in enumerate(parts):
        if not chosen[i]:
            continue
        fill = _surroundings(small, mask, _box(part))
        left, top, width, height = _grown(_box(part), _SOFT_EDGE, small)
        for y in range(top, top + height):
            for x in range(left, left + width):
                own = labels[y, x]
                # The main foreground keeps its own pixels, however close a letter stands.
                if (own and not markers[own]) or _near(labels, markers, x, y) != i:
                    continue
                rows = slice(math.floor(y * down), math.ceil((y + 1) * down))
                out[rows, math.floor(x * right) : math.ceil((x + 1) * right)] = fill
    return picture.showing(out)
