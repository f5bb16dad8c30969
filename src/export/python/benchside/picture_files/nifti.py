"""NIfTI-1 and -2 in one file, gzipped or not, either byte order; of a series in time the first volume."""

from __future__ import annotations

import gzip
import io
import math
import struct
import zlib
from dataclasses import dataclass
from typing import List, Tuple

import numpy as np

from ..picture import PictureError
from .settled import DecodedFile, picture_of

_SIZES = (348, 540)
_HEADER_BYTES = 544
_MOST_OFFSET = 100_000_000

# numpy's letter of each datatype (nifti1.h); colour is read by its bytes.
_TYPES = {
    2: "u1",
    256: "i1",
    4: "i2",
    512: "u2",
    8: "i4",
    768: "u4",
    16: "f4",
    1024: "i8",
    1280: "u8",
    64: "f8",
}
_COLOUR_BYTES = {128: 3, 2304: 4}
_COMPLEX = (32, 1792, 2048)


@dataclass
class _Header:
    order: str
    dims: List[int]
    datatype: int
    offset: int
    slope: float
    inter: float
    affine: List[List[float]]


def header_size(start: bytes) -> int:
    """348 or 540 by the first four bytes in either byte order, else 0."""
    if len(start) < 4:
        return 0
    for order in "<>":
        size = struct.unpack(order + "i", start[:4])[0]
        if size in _SIZES:
            return size
    return 0


def unzipped_start(data: bytes) -> bytes:
    """The first bytes of what a gzip stream holds; none where it is no such stream."""
    try:
        return zlib.decompressobj(31).decompress(data, 4)
    except zlib.error:
        return b""


def _by_quaternion(data: bytes, order: str, pixdim: Tuple[float, ...]) -> List[List[float]]:
    b, c, d = struct.unpack_from(order + "3f", data, 256)
    rest = 1.0 - (b * b + c * c + d * d)
    a = math.sqrt(rest) if rest >= 0 else math.nan
    turn = [
        [a * a + b * b - c * c - d * d, 2 * b * c - 2 * a * d, 2 * b * d + 2 * a * c],
        [2 * b * c + 2 * a * d, a * a + c * c - b * b - d * d, 2 * c * d - 2 * a * b],
        [2 * b * d - 2 * a * c, 2 * c * d + 2 * a * b, a * a + d * d - c * c - b * b],
    ]
    hand = pixdim[0] if pixdim[0] != 0 else 1
    return [[row[0] * pixdim[1], row[1] * pixdim[2], row[2] * pixdim[3] * hand] for row in turn]


def _read_first(data: bytes, order: str) -> _Header:
    dims = list(struct.unpack_from(order + "8h", data, 40))
    pixdim = struct.unpack_from(order + "8f", data, 76)
    offset, slope, inter = struct.unpack_from(order + "3f", data, 108)
    qform, sform = struct.unpack_from(order + "2h", data, 252)
    affine = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    if qform > 0 and sform < qform:
        affine = _by_quaternion(data, order, pixdim)
    elif sform > 0:
        affine = [list(struct.unpack_from(order + "3f", data, 280 + 16 * row)) for row in range(3)]
    elif qform < 1:
        affine = [[pixdim[1], 0.0, 0.0], [0.0, pixdim[2], 0.0], [0.0, 0.0, pixdim[3]]]
    (datatype,) = struct.unpack_from(order + "h", data, 70)
    return _Header(order, dims, datatype, int(offset) if 0 <= offset < _MOST_OFFSET else -1, slope, inter, affine)


def _read_second(data: bytes, order: str) -> _Header:
    dims = list(struct.unpack_from(order + "8q", data, 16))
    (offset,) = struct.unpack_from(order + "q", data, 168)
    slope, inter = struct.unpack_from(order + "2d", data, 176)
    affine = [list(struct.unpack_from(order + "3d", data, 400 + 32 * row)) for row in range(3)]
    (datatype,) = struct.unpack_from(order + "h", data, 12)
    return _Header(order, dims, datatype, offset, slope, inter, affine)


def _header(data: bytes) -> _Header:
    size = header_size(data)
    if not size or len(data) < size:
        raise PictureError("the NIfTI is damaged: it has no header")
    order = "<" if struct.unpack("<i", data[:4])[0] == size else ">"
    magic = data[344:347] if size == 348 else data[4:7]
    if magic not in (b"n+1", b"n+2"):
        raise PictureError("the NIfTI is damaged: its magic number is missing")
    return _read_first(data, order) if size == 348 else _read_second(data, order)


def _voxel(header: _Header) -> Tuple[np.dtype, int]:
    """The type of a stored number, and how many make a voxel."""
    if header.datatype in _COMPLEX:
        raise PictureError("the NIfTI holds complex numbers; export their magnitude")
    if header.datatype in _COLOUR_BYTES:
        return np.dtype("u1"), _COLOUR_BYTES[header.datatype]
    if header.datatype not in _TYPES:
        raise PictureError(f"the NIfTI holds numbers of datatype {header.datatype}, which are not read")
    return np.dtype(header.order + _TYPES[header.datatype]), 1


def _numbers(header: _Header, stored: np.ndarray) -> np.ndarray:
    """Stored numbers as what they mean, in float64."""
    slope = header.slope if math.isfinite(header.slope) and header.slope != 0 else 1.0
    inter = header.inter if slope != 1 or header.slope == 1 else 0.0
    plus = inter if math.isfinite(inter) else 0.0
    numbers = stored.astype(np.float64)
    known = np.isfinite(numbers)
    # What was never measured (NaN outside a mask) is drawn as nothing.
    return np.where(known, np.where(known, numbers, 0) * slope + plus, 0)


def _direction(affine: List[List[float]], axis: int) -> Tuple[int, int]:
    """The patient's axis that one of voxels follows most (0 right-left, 1 front-back, 2 feet-head), and its sign."""
    along = [row[axis] if math.isfinite(row[axis]) else 0.0 for row in affine]
    body = axis if not any(along) else 0
    for i in (1, 2):
        if abs(along[i]) > abs(along[body]):
            body = i
    return body, -1 if along[body] < 0 else 1


def _first_volume(data: bytes) -> Tuple[_Header, np.ndarray]:
    """The header and the stored numbers of the first volume [z, y, x, numbers of a voxel]."""
    stream = gzip.GzipFile(fileobj=io.BytesIO(data)) if data[:2] == b"\x1f\x8b" else io.BytesIO(data)
    try:
        start = stream.read(_HEADER_BYTES)
        header = _header(start)
        given = header.dims[0]
        dims = [header.dims[i] if given >= i else 1 for i in (1, 2, 3)]
        if min(dims) < 1 or given > 7 or header.offset < 0:
            raise PictureError("the NIfTI is damaged: its dimensions make no sense")
        kind, each = _voxel(header)
        n = dims[0] * dims[1] * dims[2] * each
        data = start + stream.read(max(0, header.offset + n * kind.itemsize - len(start)))
    except (OSError, EOFError, zlib.error):
        raise PictureError("the NIfTI is cut off or damaged") from None
    if header.offset + n * kind.itemsize > len(data):
        raise PictureError("the NIfTI is cut off")
    stored = np.frombuffer(data, dtype=kind, count=n, offset=header.offset)
    return header, stored.reshape(dims[2], dims[1], dims[0], each)


def read_nifti(data: bytes, axis: int) -> DecodedFile:
    """Sections along a stored axis, hung upright by the affine: head or front up, right or front on the left."""
    header, stored = _first_volume(data)
    if stored.shape[3] > 1:
        volume, low, high = stored[..., :3], 0.0, 255.0
    else:
        volume = _numbers(header, stored)
        low, high = float(volume.min()), float(volume.max())
    a, b = [i for i in range(3) if i != axis]
    across, up = _direction(header.affine, a), _direction(header.affine, b)
    if across[0] > up[0]:
        a, b, across, up = b, a, up, across
    sections = volume.transpose(2, 1, 0, 3).transpose(axis, b, a, 3)
    if up[1] > 0:
        sections = sections[:, ::-1]
    if across[1] > 0:
        sections = sections[:, :, ::-1]
    unit, span = "intensity", (low, high if high > low else low + 1)
    if volume.shape[3] == 3:
        unit, span = "colour", (0, 255)
    elif -4096 <= low <= -900 and high > -200:
        # NIfTI does not say what its numbers are: air at about -1000 is a CT.
        unit, span = "hu", (-1024, 3071)
    elif stored.dtype.itemsize == 1 and low >= 0 and high <= 255:
        span = (0, 255)
    pictures = [picture_of(section, unit, *span) for section in sections]
    return DecodedFile(pictures, [float(place) for place in range(len(pictures))])
