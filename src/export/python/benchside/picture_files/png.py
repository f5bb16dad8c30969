"""PNG of every type of colour, 1 to 16 bits, exactly (Pillow gives colour of 16 bits as 8)."""

from __future__ import annotations

import math
import struct
import zlib
from typing import Dict, Tuple

import numpy as np

from ..picture import PictureError
from .settled import DecodedFile, settled

SIGNATURE = b"\x89PNG\r\n\x1a\n"

# Channels by type of colour: grey, RGB, palette, grey and alpha, RGBA; and the bits that each may have.
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_BITS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PALETTE = 3

# Adam7: first column and row, and the steps from there.
_PASSES = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)


def _chunks(data: bytes) -> Dict[bytes, bytes]:
    """The chunks that matter by name, all IDAT joined; each one's CRC is checked."""
    found: Dict[bytes, bytes] = {}
    at = len(SIGNATURE)
    while True:
        if at + 12 > len(data):
            raise PictureError("the PNG is cut off")
        (length,) = struct.unpack_from(">I", data, at)
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if at + 12 + length > len(data):
            raise PictureError("the PNG is cut off")
        if zlib.crc32(name + body) != struct.unpack_from(">I", data, at + 8 + length)[0]:
            raise PictureError("the PNG is damaged: a checksum does not fit")
        if name == b"IEND":
            return found
        if name == b"acTL":
            raise PictureError("the PNG is an animation; give one of its pictures")
        found[name] = found.get(name, b"") + body if name == b"IDAT" else body
        at += 12 + length


def _unfiltered(raw: np.ndarray, step: int) -> np.ndarray:
    """Lines [height, 1 + bytes] of a filter and filtered bytes to bytes, from the top left corner on, in diagonals."""
    height, n = raw.shape[0], (raw.shape[1] - 1) // step
    filters = raw[:, 0]
    if filters.max(initial=0) > 4:
        raise PictureError("the PNG is damaged: an unknown filter")
    lines = raw[:, 1:].reshape(height, n, step).astype(np.int16)
    out = np.zeros((height + 1, n + 1, step), dtype=np.int16)
    # What stands left, above and in the corner of a diagonal's bytes is there when its turn comes.
    for diagonal in range(height + n - 1):
        y = np.arange(max(0, diagonal - n + 1), min(height - 1, diagonal) + 1)
        x = diagonal - y
        left, above, corner = out[y + 1, x], out[y, x + 1], out[y, x]
        guess = left + above - corner
        to_left, to_above, to_corner = np.abs(guess - left), np.abs(guess - above), np.abs(guess - corner)
        nearest = np.where(to_above <= to_corner, above, corner)
        nearest = np.where((to_left <= to_above) & (to_left <= to_corner), left, nearest)
        kind = filters[y][:, None]
        expected = np.choose(kind, (np.int16(0), left, above, (left + above) >> 1, nearest))
        out[y + 1, x + 1] = (lines[y, x] + expected) & 255
    return out[1:, 1:].reshape(height, n * step).astype(np.uint8)


def unpacked_bits(lines: np.ndarray, bits: int, count: int) -> np.ndarray:
    """The first `count` numbers of 1, 2 or 4 bits in each line of bytes."""
    each = np.unpackbits(lines, axis=1)[:, : (lines.shape[1] * 8 // bits) * bits]
    weights = 1 << np.arange(bits - 1, -1, -1)
    return (each.reshape(lines.shape[0], -1, bits) * weights).sum(axis=2)[:, :count].astype(np.uint8)


def _samples(packed: bytes, size: Tuple[int, int], bits: int, channels: int, interlaced: bool) -> np.ndarray:
    """[height, width, channels] as stored; palette entries stay indices."""
    width, height = size
    passes = [
        (x, y, dx, dy, max(0, math.ceil((width - x) / dx)), max(0, math.ceil((height - y) / dy)))
        for x, y, dx, dy in (_PASSES if interlaced else ((0, 0, 1, 1),))
    ]
    passes = [one for one in passes if one[4] and one[5]]
    wanted = sum(h * (1 + math.ceil(w * channels * bits / 8)) for *_, w, h in passes)
    try:
        raw = np.frombuffer(zlib.decompressobj().decompress(packed, wanted), dtype=np.uint8)
    except zlib.error:
        raise PictureError("the PNG is cut off or damaged") from None
    if raw.size < wanted:
        raise PictureError("the PNG is cut off")
    out = np.zeros((height, width, channels), dtype=np.uint16 if bits == 16 else np.uint8)
    at = 0
    for x, y, dx, dy, w, h in passes:
        line = 1 + math.ceil(w * channels * bits / 8)
        lines = _unfiltered(raw[at : at + h * line].reshape(h, line), max(1, channels * bits // 8))
        at += h * line
        if bits == 16:
            lines = np.ascontiguousarray(lines).view(">u2")
        elif bits < 8:
            lines = unpacked_bits(lines, bits, w * channels)
        out[y::dy, x::dx] = lines.reshape(h, w, channels)
    return out


def _coloured(v: np.ndarray, bits: int, colour: int, chunks: Dict[bytes, bytes]) -> np.ndarray:
    """Palette to colours, few bits to 0 to 255, the transparent colour to an alpha channel."""
    transparency = chunks.get(b"tRNS")
    if colour == _PALETTE:
        palette = np.frombuffer(chunks.get(b"PLTE", b""), dtype=np.uint8)
        palette = palette[: palette.size // 3 * 3].reshape(-1, 3)
        if int(v.max()) >= len(palette):
            raise PictureError("the PNG is damaged: a colour outside of its palette")
        if transparency is not None:
            alpha = np.full(len(palette), 255, dtype=np.uint8)
            given = np.frombuffer(transparency, dtype=np.uint8)[: len(palette)]
            alpha[: given.size] = given
            palette = np.concatenate((palette, alpha[:, None]), axis=1)
        return palette[v[:, :, 0]]
    shown = v * np.uint8(255 // ((1 << bits) - 1)) if bits < 8 else v
    if transparency is None or colour not in (0, 2) or len(transparency) < 2 * v.shape[2]:
        return shown
    key = np.frombuffer(transparency[: 2 * v.shape[2]], dtype=">u2")
    alpha = np.where((v == key).all(axis=2), 0, 65535 if bits == 16 else 255).astype(v.dtype)
    return np.concatenate((shown, alpha[:, :, None]), axis=2)


def read_png(data: bytes) -> DecodedFile:
    chunks = _chunks(data)
    header = chunks.get(b"IHDR", b"")
    if len(header) != 13:
        raise PictureError("the PNG is damaged: it has no header")
    width, height, bits, colour, compression, filtering, interlace = struct.unpack(">IIBBBBB", header)
    known = bits in _BITS.get(colour, ()) and not compression and not filtering and interlace <= 1
    if not (width and height and known and chunks.get(b"IDAT")):
        raise PictureError("the PNG is damaged: its header makes no sense")
    v = _samples(chunks[b"IDAT"], (width, height), bits, _CHANNELS[colour], interlace == 1)
    return DecodedFile([settled(_coloured(v, bits, colour, chunks))])
