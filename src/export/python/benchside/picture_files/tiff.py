"""TIFF and BigTIFF: stored, LZW, deflate, PackBits or JPEG, in strips or tiles (Pillow reads fewer forms exactly)."""

from __future__ import annotations

import math
import zlib

import numpy as np

from ..picture import Picture, PictureError
from .by_pillow import jpeg_samples
from .png import unpacked_bits
from .settled import DecodedFile, over_black, picture_of
from .tiff_tags import JPEG, LZW, PACK_BITS, PALETTE, WHITE_IS_ZERO, YCBCR, Page, pages_of

_CLEAR, _END, _FIRST, _MOST_CODES = 256, 257, 258, 4096


def _unpack_lzw(packed: bytes, size: int) -> bytes:
    """TIFF's LZW (most significant bit first, codes widen one early), at most `size` bytes."""
    single = [bytes((i,)) for i in range(256)] + [b"", b""]
    table, before, width = list(single), b"", 9
    out = bytearray()
    held = bits = at = 0
    while len(out) < size:
        while bits < width:
            if at >= len(packed):
                return bytes(out)
            held = (held << 8) | packed[at]
            at += 1
            bits += 8
        bits -= width
        code = held >> bits
        held &= (1 << bits) - 1
        if code == _END:
            break
        if code == _CLEAR:
            table, before, width = list(single), b"", 9
            continue
        if code < len(table):
            text = table[code]
        elif code == len(table) and before and code < _MOST_CODES:
            # A code that is only being made: the string before it, and its first byte again.
            text = before + before[:1]
        else:
            raise PictureError("the TIFF is damaged: an LZW code that is not there")
        out += text
        if before and len(table) < _MOST_CODES:
            table.append(before + text[:1])
            if len(table) == (1 << width) - 1 and width < 12:
                width += 1
        before = text
    return bytes(out[:size])


def unpack_bits(packed: bytes, size: int) -> bytes:
    """PackBits, at most `size` bytes."""
    out = bytearray()
    at = 0
    while at < len(packed) and len(out) < size:
        code = packed[at]
        at += 1
        if code < 128:
            out += packed[at : at + code + 1]
            at += code + 1
        elif code > 128:
            out += packed[at : at + 1] * (257 - code)
            at += 1
    return bytes(out[:size])


def _unpacked(packed: bytes, compression: int, size: int) -> np.ndarray:
    if compression == 1:
        data = packed[:size]
    elif compression == LZW:
        data = _unpack_lzw(packed, size)
    elif compression == PACK_BITS:
        data = unpack_bits(packed, size)
    else:
        # Some writers leave zlib's frame out.
        framed = len(packed) > 1 and packed[0] & 15 == 8 and (packed[0] << 8 | packed[1]) % 31 == 0
        try:
            data = zlib.decompressobj(15 if framed else -15).decompress(packed, size)
        except zlib.error:
            raise PictureError("the TIFF is damaged: a deflate stream") from None
    if len(data) < size:
        raise PictureError("the TIFF is cut off")
    return np.frombuffer(data, dtype=np.uint8)


def _numbers(data: np.ndarray, page: Page, height: int, width: int, samples: int) -> np.ndarray:
    """Bytes of a block as numbers [height, width, samples]; what is no number becomes 0."""
    shape = (height, width, samples)
    if page.bits < 8:
        return unpacked_bits(data.reshape(height, -1), page.bits, width * samples).reshape(shape)
    if page.predictor == 3:
        # Adobe's floating-point predictor: rows of byte planes, the highest first, as differences.
        planes = np.add.accumulate(data.reshape(height, -1, samples), axis=1, dtype=np.uint8)
        planes = planes.reshape(height, 4, width * samples).transpose(0, 2, 1)
        v = np.ascontiguousarray(planes).view(">f4")
    else:
        v = data.view(f"{page.order}{'uif'[page.format - 1]}{page.bits // 8}")
        if page.predictor == 2:
            wraps, kind = np.dtype(f"u{page.bits // 8}"), v.dtype.newbyteorder("=")
            v = np.add.accumulate(v.reshape(shape).astype(wraps), axis=1, dtype=wraps).view(kind)
    v = v.reshape(shape)
    if page.bits <= 16:
        # Signed numbers of 8 bits span what those of 16 do.
        return v.astype(np.int16 if page.format == 2 else f"u{page.bits // 8}")
    with np.errstate(over="ignore"):
        v = v.astype(np.float32)
    return np.where(np.isfinite(v), v, np.float32(0))


def _block(page: Page, data: bytes, index: int, top: int) -> np.ndarray:
    height, width = page.block
    samples = 1 if page.planar else page.samples
    # The last strip ends with the page; tiles are padded.
    if width == page.width:
        height = min(height, page.height - top)
    size = math.ceil(width * samples * page.bits / 8) * height
    packed = data[page.offsets[index] : page.offsets[index] + page.counts[index]]
    if not packed:
        # Sparse files leave out blocks of nothing but zeros.
        return _numbers(np.zeros(size, dtype=np.uint8), page, height, width, samples)
    if page.compression == JPEG:
        return jpeg_samples(packed, samples, page.photometric == YCBCR, page.jpeg_tables)
    return _numbers(_unpacked(packed, page.compression, size), page, height, width, samples)


def _whole(page: Page, data: bytes) -> np.ndarray:
    """[height, width, samples] as stored."""
    height, width = page.block
    across, down = math.ceil(page.width / width), math.ceil(page.height / height)
    planes = []
    for plane in range(page.samples if page.planar else 1):
        rows = []
        for y in range(down):
            first = plane * across * down + y * across
            rows.append(np.concatenate([_block(page, data, first + x, y * height) for x in range(across)], axis=1))
        planes.append(np.concatenate(rows, axis=0)[: page.height, : page.width])
    return np.concatenate(planes, axis=2)


def _picture(page: Page, data: bytes) -> Picture:
    v = _whole(page, data)
    if page.photometric == PALETTE:
        # Palettes hold 16 bits, of which the upper 8 are shown everywhere.
        colours = (np.array(page.palette, dtype=np.int64).reshape(3, -1).T >> 8).astype(np.uint8)
        return picture_of(colours[v[:, :, 0]], "colour", 0, 255)
    full = (1 << page.bits) - 1 if page.bits <= 16 and page.format == 1 else 0
    if full and page.photometric == WHITE_IS_ZERO:
        v = (full - v).astype(v.dtype)
    if full and full < 255:
        v = v * np.uint8(255 // full)
    if page.alpha and full:
        v = over_black(v, 65535 if page.bits == 16 else 255)
    low, high = {"u1": (0, 255), "u2": (0, 65535), "i2": (-32768, 32767)}.get(
        v.dtype.str[1:], (float(v.min()), float(v.max()))
    )
    return picture_of(v, "colour" if page.colour else "intensity", low, high)


def read_tiff(data: bytes) -> DecodedFile:
    """Every page is a picture, except smaller copies of another."""
    pictures = [_picture(page, data) for page in pages_of(data)]
    return DecodedFile(pictures, [float(place) for place in range(len(pictures))] if len(pictures) > 1 else [None])
