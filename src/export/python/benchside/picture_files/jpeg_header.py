"""What a JPEG stream says of itself before it is unpacked (ITU-T T.81)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Optional

# Start-of-frame markers: baseline, extended, progressive, lossless.
_FRAMES = (0xC0, 0xC1, 0xC2, 0xC3)
_SCAN, _JFIF, _ADOBE = 0xDA, 0xE0, 0xEE


@dataclass
class JpegHeader:
    """rgb: whether the three components are RGB once decoded; None where the stream does not say."""

    width: int
    height: int
    components: int
    bits: int
    lossless: bool
    rgb: Optional[bool] = None


def jpeg_header(data: bytes) -> Optional[JpegHeader]:
    """Walks the segments to the first scan. Colour as libjpeg guesses it: Adobe's marker, JFIF, names R, G, B."""
    if data[:2] != b"\xff\xd8":
        return None
    found: Optional[JpegHeader] = None
    names, jfif, adobe, at = b"", False, -1, 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        body = data[at + 4 : at + 2 + length]
        if marker in _FRAMES and len(body) >= 6:
            bits, height, width, components = struct.unpack_from(">BHHB", body)
            found = JpegHeader(width, height, components, bits, marker == 0xC3)
            names = body[6 : 6 + 3 * components : 3]
        elif marker == _JFIF and body[:4] == b"JFIF":
            jfif = True
        elif marker == _ADOBE and len(body) >= 12 and body[:5] == b"Adobe":
            adobe = body[11]
        elif marker == _SCAN:
            if found is not None:
                found.rgb = adobe == 0 if adobe >= 0 else False if jfif else True if names == b"RGB" else None
            return found
        at += 2 + length
    return None
