"""Image steps as the app applies them, and pictures made ready for a network."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Sequence, Tuple

import numpy as np

from ..picture import Picture, PictureError, expect_shape
from .channels import channel_select, multi_window, to_colour, window
from .crops import auto_crop, roi_crop, trim_markers
from .edge_keeping import bilateral, non_local_means
from .grey_levels import clahe, equalize
from .intensity import gamma, histogram_match, mean_subtraction, percentile_clip, scale01, z_score
from .parts import parts_of
from .resampling import backbone_input, resize
from .smoothing import gaussian, median, sharpen


def _register(_picture: Picture, _params: dict, _state: Any) -> Picture:
    raise PictureError("pictures are registered (laid upon a reference) by the app only; predict with it there")


# What each step makes of a picture: (picture, parameters, what it learned) to picture.
APPLY_IMAGE: Dict[str, Callable[[Picture, dict, Any], Picture]] = {
    "roi-crop": roi_crop,
    "auto-crop": auto_crop,
    "trim-markers": trim_markers,
    "window": window,
    "multi-window": multi_window,
    "channel-select": channel_select,
    "percentile-clip": percentile_clip,
    "histogram-match": histogram_match,
    "equalize": equalize,
    "clahe": clahe,
    "gamma": gamma,
    "median": median,
    "gaussian": gaussian,
    "bilateral": bilateral,
    "non-local-means": non_local_means,
    "sharpen": sharpen,
    "register": _register,
    "resize": resize,
    "to-colour": to_colour,
    "scale01": scale01,
    "mean-subtraction": mean_subtraction,
    "z-score": z_score,
}

# Steps that change pictures while a network learns and leave those alone that are predicted, or that made rows before.
_NOTHING_TO_APPLY = frozenset(
    ["flip", "rotate", "shift", "zoom", "brightness", "noise", "cutout", "mixup", "slice-select", "patches"]
)


def apply_steps(steps: Sequence[dict], picture: Picture) -> Picture:
    """What fitted steps ({step, params, state} each) make of a picture."""
    for fitted in steps:
        name = fitted["step"]
        if name in _NOTHING_TO_APPLY:
            continue
        if name not in APPLY_IMAGE:
            raise PictureError(f"the image step {name!r} is not known here")
        picture = APPLY_IMAGE[name](picture, fitted["params"], fitted.get("state"))
    return picture


def prepare(picture_input: dict, pictures: Sequence[Picture]) -> Tuple[np.ndarray, np.ndarray]:
    """Pictures as a member's network is given them.

    picture_input: `picture` of a member in preprocess.json: {parts, steps, shape, axis, backbone}.
    Returns x, float32 [m, height, width, channels], and origin, int64 [m]: the picture that each row of x is cut from.
    A picture whose section is left out has no row. Where there is a backbone, x is what the backbone reads.
    Raises PictureError where the steps leave pictures of several sizes, or are not known here.
    """
    rows: List[np.ndarray] = []
    origin: List[int] = []
    for place, picture in enumerate(pictures):
        for part in parts_of(picture, picture_input["parts"]):
            prepared = apply_steps(picture_input["steps"], part)
            v = backbone_input(prepared) if picture_input.get("backbone") else prepared.v
            if rows:
                expect_shape(rows[0].shape, v.shape)
            rows.append(v)
            origin.append(place)
    shape = tuple(rows[0].shape) if rows else tuple(picture_input["shape"])
    x = np.stack(rows) if rows else np.zeros((0,) + shape, dtype=np.float32)
    return x, np.asarray(origin, dtype=np.int64)
