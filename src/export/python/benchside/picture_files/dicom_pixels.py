"""Frames of a DICOM file as it stores them (PS3.3 C.7.6.3): uncompressed, RLE, deflated, and JPEG of 8 bits."""

from __future__ import annotations

import math
import struct
import zlib
from dataclasses import dataclass
from typing import Iterator, List, Tuple

import numpy as np

from ..picture import PictureError
from .by_pillow import jpeg_samples
from .dicom_tags import DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE, PIXEL_DATA, DataSet
from .jpeg_header import jpeg_header
from .tiff import unpack_bits

_RLE = "1.2.840.10008.1.2.5"
_DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"
_RAW = (IMPLICIT_LITTLE, EXPLICIT_LITTLE, DEFLATED, EXPLICIT_BIG)
_JPEG = {
    "1.2.840.10008.1.2.4.50": "JPEG Baseline (Process 1)",
    "1.2.840.10008.1.2.4.51": "JPEG Extended (Process 2 and 4)",
    "1.2.840.10008.1.2.4.53": "JPEG Spectral Selection (Process 6 and 8)",
    "1.2.840.10008.1.2.4.55": "JPEG Full Progression (Process 10 and 12)",
}
_NOT_READ = {
    "1.2.840.10008.1.2.4.57": "JPEG Lossless (Process 14)",
    "1.2.840.10008.1.2.4.70": "JPEG Lossless (Process 14, Selection Value 1)",
    "1.2.840.10008.1.2.4.80": "JPEG-LS Lossless",
    "1.2.840.10008.1.2.4.81": "JPEG-LS Near-Lossless",
    "1.2.840.10008.1.2.4.90": "JPEG 2000 Lossless",
    "1.2.840.10008.1.2.4.91": "JPEG 2000",
    "1.2.840.10008.1.2.4.201": "High-Throughput JPEG 2000 Lossless",
    "1.2.840.10008.1.2.4.202": "High-Throughput JPEG 2000 Lossless with RPCL",
    "1.2.840.10008.1.2.4.203": "High-Throughput JPEG 2000",
}
_FLOATS, _DOUBLES = 0x7FE00008, 0x7FE00009
_ITEM, _SEQUENCE_END = 0xFFFEE000, 0xFFFEE0DD


def _syntax_refused(name: str) -> PictureError:
    return PictureError(
        f"the DICOM file's transfer syntax is not read outside the app: {name}; convert it to Explicit VR Little Endian"
    )


@dataclass
class PixelHeader:
    """What is needed to lay out the pixels. allocated, stored: bits of a sample in the file, and that count."""

    data_set: DataSet
    syntax: str
    width: int
    height: int
    frames: int
    samples: int
    photometric: str
    planar: bool
    allocated: int
    stored: int
    high_bit: int
    signed: bool
    floating: bool
    at: int
    length: int

    @property
    def ybr(self) -> bool:
        return self.photometric.startswith("YBR") and self.samples == 3


def pixel_header(data_set: DataSet, syntax: str) -> PixelHeader:
    elements = data_set.elements
    floating = elements.get(_FLOATS) or elements.get(_DOUBLES)
    pixels = elements.get(PIXEL_DATA) or floating
    if pixels is None or pixels.length == 0:
        raise PictureError("the DICOM file holds no pixels")
    if syntax in _NOT_READ:
        raise _syntax_refused(_NOT_READ[syntax])
    if syntax not in _RAW and syntax not in _JPEG and syntax not in (_RLE, _DEFLATED_FRAMES):
        raise _syntax_refused(syntax)

    def number(tag: int, otherwise: int) -> int:
        found = data_set.uint16(tag)
        return otherwise if found is None else found

    width, height = number(0x00280011, 0), number(0x00280010, 0)
    told = data_set.float_string(0x00280008)
    frames = 1 if told is None else told
    if width < 1 or height < 1 or not frames >= 1:
        raise PictureError("the DICOM file is damaged: its picture has no size")
    samples = number(0x00280002, 1)
    allocated = 64 if _DOUBLES in elements else 32 if floating else number(0x00280100, 0)
    photometric = data_set.string(0x00280004) or "MONOCHROME2"
    if samples not in (1, 3) or not (floating or allocated in (1, 8, 16, 32)):
        raise PictureError(f"the DICOM file's pixels are not read: {photometric}, {samples} x {allocated} bit")
    stored = allocated if floating else number(0x00280101, allocated)
    if not floating and not 1 <= stored <= allocated:
        raise PictureError("the DICOM file is damaged: its bits make no sense")
    return PixelHeader(
        data_set=data_set,
        syntax=syntax,
        width=width,
        height=height,
        frames=int(frames),
        samples=samples,
        photometric=photometric,
        planar=samples > 1 and number(0x00280006, 0) == 1,
        allocated=allocated,
        stored=stored,
        high_bit=max(stored - 1, min(number(0x00280102, stored - 1), allocated - 1)),
        signed=number(0x00280103, 0) == 1,
        floating=bool(floating),
        at=pixels.at,
        length=pixels.length,
    )


def _sign_extended(raw: np.ndarray, stored: int, high_bit: int, signed: bool) -> np.ndarray:
    """The `stored` bits below `high_bit` with their sign: what stands above them is no part of the number."""
    bits = raw.dtype.itemsize * 8
    if not signed and stored == bits:
        return raw
    left = raw.astype(np.uint32) << np.uint32(31 - high_bit)
    if not signed:
        return (left >> np.uint32(32 - stored)).astype(raw.dtype)
    return (left.view(np.int32) >> np.int32(32 - stored)).astype(f"i{bits // 8}")


def _native(header: PixelHeader, data: bytes, index: int, planar: bool) -> np.ndarray:
    """Frame `index` of uncompressed pixels, [height * width, samples]."""
    pixels, samples, bits = header.width * header.height, header.samples, header.allocated
    if bits == 1:
        if len(data) * 8 < (index + 1) * pixels:
            raise PictureError("the DICOM file is cut off")
        whole = np.unpackbits(np.frombuffer(data, dtype=np.uint8), bitorder="little")
        return whole[index * pixels : (index + 1) * pixels, None]
    # Two pixels share a colour: Y1 Y2 Cb Cr.
    shared = samples == 3 and bits == 8 and header.photometric == "YBR_FULL_422"
    n = pixels * (2 if shared else samples)
    size = n * bits // 8
    if len(data) < (index + 1) * size:
        raise PictureError("the DICOM file is cut off")
    order = ">" if header.syntax == EXPLICIT_BIG else "<"
    kind = np.dtype(f"{order}{'f' if header.floating else 'u'}{bits // 8}")
    raw = np.frombuffer(data, dtype=kind, count=n, offset=index * size)
    raw = raw.astype(kind.newbyteorder("="))
    if shared:
        pairs = np.repeat(raw[: n // 4 * 4].reshape(-1, 4), 2, axis=0)
        pairs[1::2, 0] = pairs[1::2, 1]
        return pairs[:pixels, [0, 2, 3]]
    if not header.floating:
        raw = _sign_extended(raw, header.stored, header.high_bit, header.signed)
    return raw.reshape(samples, pixels).T if planar else raw.reshape(pixels, samples)


def _fragments(header: PixelHeader) -> List[bytes]:
    """The compressed frames of encapsulated pixel data (PS3.5 A.4), put together from their fragments."""
    data = header.data_set.data
    offsets, parts, first, at = set(), [], -1, header.at
    while at + 8 <= len(data):
        group, element, length = struct.unpack_from("<HHI", data, at)
        tag = group << 16 | element
        if tag == _SEQUENCE_END:
            break
        if tag != _ITEM:
            raise PictureError("the DICOM file is damaged: its frames are no items")
        if at + 8 + length > len(data):
            raise PictureError("the DICOM file is cut off")
        body = data[at + 8 : at + 8 + length]
        if first < 0:
            first = at + 8 + length
            offsets = set(struct.unpack_from(f"<{length // 4}I", body))
        else:
            parts.append((at - first, body))
        at += 8 + length
    single, tabled = len(parts) == header.frames, len(offsets) == header.frames
    frames: List[bytes] = []
    for place, body in parts:
        starts = place in offsets if tabled else body[:2] in (b"\xff\xd8", b"\xff\x4f")
        if not frames or (header.frames > 1 and (single or starts)):
            frames.append(body)
        else:
            frames[-1] += body
    if len(frames) < header.frames:
        raise PictureError("the DICOM file is cut off: frames are missing")
    return frames[: header.frames]


def _unpacked_rle(header: PixelHeader, data: bytes) -> bytes:
    """One RLE frame (PS3.5 annex G) as native pixels: a segment for each byte of a sample, the highest first."""
    each = max(1, header.allocated // 8)
    plane = header.width * header.height
    plane = math.ceil(plane / 8) if header.allocated == 1 else plane
    if len(data) < 64:
        raise PictureError("the DICOM file is cut off")
    starts = struct.unpack_from("<16I", data)
    segments = header.samples * each
    if starts[0] != segments or segments > 15:
        raise PictureError("the DICOM file is damaged: its RLE segments do not fit")
    out = np.empty((plane, header.samples, each), dtype=np.uint8)
    for s in range(segments):
        end = starts[2 + s] if s + 1 < segments else len(data)
        one = unpack_bits(data[starts[1 + s] : end], plane)
        if len(one) < plane:
            raise PictureError("the DICOM file is cut off")
        out[:, s // each, each - 1 - s % each] = np.frombuffer(one, dtype=np.uint8)
    return out.tobytes()


def _from_jpeg(header: PixelHeader, data: bytes) -> np.ndarray:
    stream = jpeg_header(data)
    if stream is None or (stream.width, stream.height, stream.components) != (
        header.width,
        header.height,
        header.samples,
    ):
        raise PictureError("the DICOM file is damaged: its JPEG does not fit its header")
    if stream.bits != 8 or stream.lossless:
        raise _syntax_refused(f"{_JPEG[header.syntax]}, {stream.bits} bit")
    ycbcr = stream.rgb is False or header.photometric.startswith("YBR")
    raw = jpeg_samples(data, stream.components, ycbcr).reshape(-1, stream.components)
    stored = min(header.stored, 8)
    return _sign_extended(raw, stored, stored - 1, True) if header.signed else raw


def stored_frames(header: PixelHeader) -> Iterator[Tuple[np.ndarray, bool]]:
    """Each frame, [height * width, samples] before rescale, palette and inversion; whether its colour is YBR still."""
    if header.syntax in _RAW:
        data = header.data_set.data[header.at : header.at + header.length]
        for index in range(header.frames):
            yield _native(header, data, index, header.planar), header.ybr
        return
    for frame in _fragments(header):
        if header.syntax == _RLE:
            yield _native(header, _unpacked_rle(header, frame), 0, False), header.ybr
        elif header.syntax == _DEFLATED_FRAMES:
            try:
                yield _native(header, zlib.decompressobj(-15).decompress(frame), 0, header.planar), header.ybr
            except zlib.error:
                raise PictureError("the DICOM file is damaged: a deflate stream") from None
        else:
            yield _from_jpeg(header, frame), False
