"""Channels chosen, made grey or made colour; CT windows."""

from __future__ import annotations

from typing import Any, Tuple

import numpy as np

from ..picture import Picture

_CHANNELS = ("red", "green", "blue")

# Level and width in Hounsfield units.
_CT_WINDOWS = {
    "softTissue": (50, 400),
    "lung": (-600, 1500),
    "mediastinum": (50, 350),
    "bone": (400, 1800),
    "brain": (40, 80),
    "subdural": (75, 215),
    "stroke": (40, 40),
    "liver": (30, 150),
}


def grey_of(picture: Picture) -> Picture:
    """One channel: luminance (ITU-R BT.601) of a colour picture, the mean of other channels; of one channel itself."""
    if picture.channels == 1:
        return picture
    v = picture.v.astype(np.float64)
    if picture.unit == "colour" and picture.channels >= 3:
        grey = 0.299 * v[:, :, 0] + 0.587 * v[:, :, 1] + 0.114 * v[:, :, 2]
        return picture.showing(grey[:, :, None], unit="intensity")
    total = np.zeros(v.shape[:2])
    for channel in range(picture.channels):
        total += v[:, :, channel]
    return picture.showing((total / picture.channels)[:, :, None])


def channel_select(picture: Picture, params: dict, _state: Any) -> Picture:
    """One channel of a colour picture, its luminance, or how strong its colour is. Grey stays as it is."""
    channel = params["channel"]
    if picture.channels < 3 or channel == "grey":
        return grey_of(picture)
    if channel == "saturation":
        v = picture.v[:, :, :3].astype(np.float64)
        most, least = v.max(axis=2), v.min(axis=2)
        above = most > 0
        share = np.minimum(1, (most - least) / np.where(above, most, 1))
        return picture.showing(np.where(above, share, 0)[:, :, None], unit="intensity", range=(0, 1))
    unit = "intensity" if picture.unit == "colour" else picture.unit
    at = _CHANNELS.index(channel)
    return picture.showing(picture.v[:, :, at : at + 1], unit=unit)


def to_colour(picture: Picture, _params: dict, _state: Any) -> Picture:
    """Grey three times over. What has three channels or more keeps the first three."""
    if picture.channels == 3:
        return picture
    return picture.showing(picture.v[:, :, [0, 1, 2] if picture.channels > 3 else [0, 0, 0]])


def _through(v: np.ndarray, window: Tuple[float, float]) -> np.ndarray:
    """To 0 to 1: DICOM PS3.3 C.11.2.1.2.1, VOI LUT function LINEAR."""
    level, width = window
    middle, half = level - 0.5, (width - 1) / 2
    x = v.astype(np.float64)
    # A window of one unit is a step: every number lies on one side or the other.
    line = (x - middle) / (width - 1) + 0.5 if width != 1 else x
    return np.where(x <= middle - half, 0, np.where(x > middle + half, 1, line))


def window(picture: Picture, params: dict, _state: Any) -> Picture:
    """A CT window, from 0 to 1; level and width count where the preset is custom."""
    preset = params["preset"]
    chosen = (params["level"], params["width"]) if preset == "custom" else _CT_WINDOWS[preset]
    return picture.showing(_through(picture.v, chosen), unit="intensity", range=(0, 1))


def multi_window(picture: Picture, params: dict, _state: Any) -> Picture:
    """Three CT windows of one picture as its three channels, 0 to 1 each."""
    grey = grey_of(picture).v[:, :, 0]
    seen = [_through(grey, _CT_WINDOWS[params[key]]) for key in ("first", "second", "third")]
    return picture.showing(np.stack(seen, axis=2), unit="intensity", range=(0, 1))
