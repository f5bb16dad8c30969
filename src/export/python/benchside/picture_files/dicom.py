"""DICOM files as what their numbers mean: rescaled, padding made dark, MONOCHROME1 turned round, colour as RGB."""

from __future__ import annotations

import math
from typing import Dict, List, Optional, Tuple

import numpy as np

from ..picture import Picture, PictureError
from .dicom_pixels import PixelHeader, pixel_header, stored_frames
from .dicom_tags import DataSet, read_data_set
from .settled import DecodedFile, picture_of

# What a CT may hold (12 bits from air at -1024): wider containers do not make the numbers wider.
_HOUNSFIELD = (-1024, 3071)
_PALETTE = "PALETTE COLOR"
# All that the app keeps of a file's own words, as a study may read it beside the picture.
_KEPT = {
    "Modality": 0x00080060,
    "Manufacturer": 0x00080070,
    "ManufacturerModelName": 0x00081090,
    "PresentationIntentType": 0x00080068,
    "BodyPartExamined": 0x00180015,
    "ScanningSequence": 0x00180020,
    "MRAcquisitionType": 0x00180023,
    "SliceThickness": 0x00180050,
    "KVP": 0x00180060,
    "RepetitionTime": 0x00180080,
    "EchoTime": 0x00180081,
    "MagneticFieldStrength": 0x00180087,
    "ConvolutionKernel": 0x00181210,
    "ViewPosition": 0x00185101,
    "ImageLaterality": 0x00200062,
    "PhotometricInterpretation": 0x00280004,
    "WindowCenter": 0x00281050,
    "WindowWidth": 0x00281051,
}
_LONGEST_TAG = 64


def _group(data_set: DataSet, frame: int, tag: int) -> Optional[DataSet]:
    """A macro of an enhanced file: in the frame's own functional group, else in the shared one."""
    own, shared = data_set.items(0x52009230), data_set.items(0x52009229)
    for groups in (own[frame : frame + 1], shared[:1]):
        found = groups[0].items(tag) if groups else []
        if found:
            return found[0]
    return None


def _stored_range(v: np.ndarray, bits: int, signed: bool, floating: bool) -> Tuple[float, float]:
    """The lowest and the highest number that the samples could hold; of floats, do hold."""
    if not floating:
        return (-(2.0 ** (bits - 1)), 2.0 ** (bits - 1) - 1) if signed else (0.0, 2.0**bits - 1)
    known = v[np.isfinite(v)]
    if known.size == 0:
        return 0.0, 1.0
    low, high = float(known.min()), float(known.max())
    return low, high if high > low else low + 1


class _Transform:
    """From what is stored to what it means: a line, or a table (PS3.3 C.11.1)."""

    def __init__(self, data_set: DataSet, frame: int, signed: bool):
        self.slope, self.intercept, self.told = 1.0, 0.0, True
        self.table: Optional[np.ndarray] = None
        tables = data_set.items(0x00283000)
        entries = tables[0].uint16(0x00283002) if tables else None
        if entries is not None:
            self.first = (tables[0].int16 if signed else tables[0].uint16)(0x00283002, 1) or 0
            self.table = tables[0].numbers16(0x00283006, entries or 65536).astype(np.float64)
            self.kind = tables[0].string(0x00283004)
            return
        source = _group(data_set, frame, 0x00289145) or data_set
        slope, intercept = source.float_string(0x00281053), source.float_string(0x00281052)
        if slope is not None and math.isfinite(slope) and slope != 0:
            self.slope = slope
        if intercept is not None and math.isfinite(intercept):
            self.intercept = intercept
        self.told = slope is not None or intercept is not None
        self.kind = source.string(0x00281054)

    def __call__(self, v: np.ndarray) -> np.ndarray:
        if self.table is None:
            return v * self.slope + self.intercept
        return self.table[np.clip(v - self.first, 0, self.table.size - 1).astype(np.int64)]

    def ends(self, stored: Tuple[float, float]) -> Tuple[float, float]:
        if self.table is not None:
            return _stored_range(self.table, 0, False, True)
        means = self(np.array(stored))
        return float(means.min()), float(means.max())


def _is_padding(data_set: DataSet, signed: bool, v: np.ndarray) -> np.ndarray:
    """Which stored numbers are padding, no picture (PS3.3 C.7.5.1.1.2): one number, or a span of them."""
    read = data_set.int16 if signed else data_set.uint16
    a = read(0x00280120)
    if a is None:
        return np.zeros(v.shape, dtype=bool)
    b = read(0x00280121)
    b = a if b is None else b
    return (v >= min(a, b)) & (v <= max(a, b))


def _grey(header: PixelHeader, stored: np.ndarray, frame: int) -> Tuple[np.ndarray, str, Tuple[float, float]]:
    """In the order of PS3.3: modality transform, padding, inversion. The VOI window changes nothing."""
    data_set = header.data_set
    transform = _Transform(data_set, frame, header.signed)
    told = transform.told and transform.kind in (None, "", "US")
    hounsfield = transform.kind == "HU" or (data_set.string(0x00080060) == "CT" and told)
    v = stored.astype(np.float64)
    ends = transform.ends(_stored_range(v, header.stored, header.signed, header.floating))
    low, high = _HOUNSFIELD if hounsfield else ends
    means = transform(v)
    if header.photometric == "MONOCHROME1":
        # Turned round within its range, so that brighter always means more.
        means = low + high - means
    if not header.floating:
        means = np.where(_is_padding(data_set, header.signed, v), low, means)
    return means, "hu" if hounsfield else "intensity", (low, high)


def _through_palette(data_set: DataSet, indices: np.ndarray) -> np.ndarray:
    """Colours of 8 bits; of 16 the upper ones. An index beyond an end takes the colour there."""
    out = np.empty((indices.size, 3), dtype=np.uint8)
    for c in range(3):
        table = data_set.elements.get(0x00281201 + c)
        entries = data_set.uint16(0x00281101 + c)
        if table is None or entries is None:
            if 0x00281221 in data_set.elements:
                raise PictureError("the DICOM file's palette is in segments, which is not read")
            raise PictureError("the DICOM file is damaged: it has no palette")
        n = entries or 65536
        if table.length < n:
            raise PictureError("the DICOM file is damaged: its palette is too short")
        if table.length >= 2 * n:
            colours = data_set.numbers16(0x00281201 + c, n)
            # Some writers put 8 bit colours into 16 bit words.
            colours = colours >> 8 if colours.max() > 255 else colours
        else:
            colours = np.frombuffer(data_set.data, dtype=np.uint8, count=n, offset=table.at)
        first = data_set.uint16(0x00281101 + c, 1) or 0
        out[:, c] = colours[np.clip(indices.ravel().astype(np.int64) - first, 0, n - 1)]
    return out


def _to_rgb(ybr: np.ndarray) -> np.ndarray:
    """YBR_FULL to RGB, 8 bit (ITU-R BT.601 at full range), rounded half up."""
    y, b, r = ybr[:, 0] + 0.5, ybr[:, 1] - 128.0, ybr[:, 2] - 128.0
    green = y - ((0.114 * 1.772) / 0.587) * b - ((0.299 * 1.402) / 0.587) * r
    rgb = np.stack((y + 1.402 * r, green, y + 1.772 * b), axis=1)
    return np.floor(np.clip(rgb, 0, 255)).astype(np.uint8)


def _colour(header: PixelHeader, stored: np.ndarray, ybr: bool) -> Tuple[np.ndarray, str, Tuple[float, float]]:
    if header.samples == 1:
        return _through_palette(header.data_set, stored), "colour", (0, 255)
    rgb = _to_rgb(stored) if ybr else stored
    return rgb, "colour", _stored_range(rgb, 8 if ybr else header.stored, header.signed, header.floating)


def _picture(header: PixelHeader, stored: np.ndarray, ybr: bool, frame: int) -> Picture:
    coloured = header.samples == 3 or header.photometric == _PALETTE
    v, unit, span = _colour(header, stored, ybr) if coloured else _grey(header, stored, frame)
    with np.errstate(over="ignore"):
        return picture_of(v.reshape(header.height, header.width, -1), unit, *span)


def _height(data_set: DataSet, frame: int) -> Optional[float]:
    """Millimetres along the normal of the slices (PS3.3 C.7.6.2.1.1), else None."""

    def numbers(group: int, tag: int, n: int) -> Optional[List[float]]:
        source = _group(data_set, frame, group) or data_set
        found = [source.float_string(tag, i) for i in range(n)]
        return found if all(x is not None and math.isfinite(x) for x in found) else None

    at, o = numbers(0x00209113, 0x00200032, 3), numbers(0x00209116, 0x00200037, 6)
    if at is None or o is None:
        return None
    normal = (o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3])
    return normal[0] * at[0] + normal[1] * at[1] + normal[2] * at[2]


def _kept_tags(data_set: DataSet) -> Dict[str, str]:
    told = {name: data_set.string(tag) for name, tag in _KEPT.items()}
    return {name: text for name, text in told.items() if text and len(text) <= _LONGEST_TAG}


def read_dicom(data: bytes) -> DecodedFile:
    """A picture for each frame. Of the file's texts only how it was made, how pixels lie and its series are read."""
    data_set, syntax = read_data_set(data)
    header = pixel_header(data_set, syntax)
    frames = stored_frames(header)
    pictures = [_picture(header, stored, ybr, frame) for frame, (stored, ybr) in enumerate(frames)]
    series, instance = data_set.string(0x0020000E), data_set.string(0x00080018)
    if len(pictures) == 1:
        place = _height(data_set, 0)
        number = data_set.float_string(0x00200013)
        if place is None and number is not None and math.isfinite(number):
            place = number
        return DecodedFile(pictures, [place], series or None, _kept_tags(data_set))
    heights = [_height(data_set, frame) for frame in range(len(pictures))]
    if any(height is None for height in heights):
        heights = list(range(len(pictures)))
    # A file of many frames is a volume of its own; files of one frame make one with the others of their series.
    volume = "/".join(filter(None, (series, instance))) or None
    return DecodedFile(pictures, heights, volume, _kept_tags(data_set))
