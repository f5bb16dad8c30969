"""The directories of a TIFF or BigTIFF: what each page's tags say (TIFF 6.0)."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from typing import Dict, List, Optional, Tuple

from ..picture import PictureError

WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, YCBCR = 0, 1, 2, 3, 6
LZW, JPEG, PACK_BITS = 5, 7, 32773
_COMPRESSIONS = (1, LZW, JPEG, 8, 32946, PACK_BITS)
_JPEG_2000 = (33003, 33005, 34712)

# struct's letter of each field type; texts and rationals are of no use here.
_TYPES = {1: "B", 3: "H", 4: "I", 7: "B", 16: "Q"}
_MOST_ENTRIES = 4096
# Bits of a sample that are read, by format: unsigned, signed, floating point.
_BITS = {1: (1, 2, 4, 8, 16, 32), 2: (8, 16, 32), 3: (32, 64)}

Tags = Dict[int, Tuple[int, ...]]


@dataclass
class Page:
    """A page that holds a picture, its pixels still packed. block: height and width of a strip or tile."""

    order: str
    width: int
    height: int
    samples: int
    planar: bool
    bits: int
    format: int
    photometric: int
    compression: int
    predictor: int
    block: Tuple[int, int]
    offsets: Tuple[int, ...]
    counts: Tuple[int, ...]
    palette: Optional[Tuple[int, ...]]
    jpeg_tables: bytes
    alpha: bool
    reduced: bool

    @property
    def colour(self) -> bool:
        return self.photometric > 1 and (self.photometric == PALETTE or self.samples >= 3)


def _directories(data: bytes) -> Tuple[str, List[Tags]]:
    order = "<" if data[:1] == b"I" else ">"

    def read(form: str, at: int) -> Tuple[int, ...]:
        if at < 0 or at + struct.calcsize("=" + form) > len(data):
            raise PictureError("the TIFF is cut off")
        return struct.unpack_from(order + form, data, at)

    big = read("H", 2)[0] == 43
    offset, count_form, entry_bytes, count_bytes, inline = ("Q", "Q", 20, 8, 8) if big else ("I", "H", 12, 2, 4)
    at = read(offset, 8 if big else 4)[0]
    pages: List[Tags] = []
    seen = set()
    while at:
        if at in seen:
            raise PictureError("the TIFF is damaged: its pages go in a circle")
        seen.add(at)
        entries = read(count_form, at)[0]
        if not 0 < entries <= _MOST_ENTRIES:
            raise PictureError("the TIFF is damaged: a directory makes no sense")
        tags: Tags = {}
        for i in range(entries):
            place = at + count_bytes + i * entry_bytes
            tag, kind = read("HH", place)
            if kind not in _TYPES:
                continue
            count = read(offset, place + 4)[0]
            form = f"{count}{_TYPES[kind]}"
            values = place + (12 if big else 8)
            if count > len(data):
                raise PictureError("the TIFF is cut off")
            inside = struct.calcsize("=" + form) <= inline
            tags[tag] = read(form, values if inside else read(offset, values)[0])
        pages.append(tags)
        at = read(offset, at + count_bytes + entries * entry_bytes)[0]
    return order, pages


def _page_of(tags: Tags, order: str) -> Page:
    def one(tag: int, otherwise: int) -> int:
        values = tags.get(tag, ())
        return values[0] if values else otherwise

    width, height, samples = one(256, 0), one(257, 0), one(277, 1)
    tiled = 324 in tags
    return Page(
        order=order,
        width=width,
        height=height,
        samples=samples,
        planar=samples > 1 and one(284, 1) == 2,
        bits=one(258, 1),
        format=one(339, 1),
        photometric=one(262, BLACK_IS_ZERO),
        compression=one(259, 1),
        predictor=one(317, 1),
        block=(one(323, 0), one(322, 0)) if tiled else (min(height, one(278, height)), width),
        offsets=tags.get(324 if tiled else 273, ()),
        counts=tags.get(325 if tiled else 279, ()),
        palette=tags.get(320),
        jpeg_tables=bytes(tags.get(347, ())),
        alpha=one(338, 0) in (1, 2) and samples in (2, 4),
        reduced=bool(one(254, 0) & 1),
    )


def _check_form(page: Page, tags: Tags) -> None:
    def refused(form: str) -> PictureError:
        return PictureError(f"the TIFF is of a form that is not read: {form}")

    if page.compression in _JPEG_2000:
        raise refused("JPEG 2000")
    if page.compression not in _COMPRESSIONS:
        raise refused(f"compression {page.compression}")
    in_jpeg = page.photometric == YCBCR and page.compression == JPEG
    if page.photometric not in (WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE) and not in_jpeg:
        raise refused(f"photometric interpretation {page.photometric}")
    if page.bits not in _BITS.get(page.format, ()):
        raise refused(f"{page.bits} bits, sample format {page.format}")
    if any(other != page.bits for other in tags.get(258, ())):
        raise refused("mixed bits")
    if tags.get(266, (1,))[0] != 1:
        raise refused("fill order 2")
    whole = page.predictor == 2 and 8 <= page.bits <= 32 and page.format != 3
    floating = page.predictor == 3 and page.format == 3 and page.bits == 32
    if page.predictor != 1 and not whole and not floating:
        raise refused(f"predictor {page.predictor}")
    if page.compression == JPEG and (page.bits != 8 or page.samples not in (1, 3) or page.planar):
        raise refused(f"JPEG of {page.bits} bits, {page.samples} samples")
    if page.photometric == PALETTE and (
        page.samples != 1 or page.bits > 8 or len(page.palette or ()) != 3 << page.bits
    ):
        raise PictureError("the TIFF is damaged: its palette makes no sense")


def _check_blocks(page: Page, size: int) -> None:
    height, width = page.block
    if min(page.width, page.height, page.samples, height, width) < 1:
        raise PictureError("the TIFF is damaged: its sizes make no sense")
    blocks = math.ceil(page.width / width) * math.ceil(page.height / height) * (page.samples if page.planar else 1)
    if len(page.offsets) < blocks or len(page.counts) < blocks:
        raise PictureError("the TIFF is damaged: parts of its picture are nowhere")
    if any(at + n > size for at, n in zip(page.offsets[:blocks], page.counts)):
        raise PictureError("the TIFF is cut off")


def pages_of(data: bytes) -> List[Page]:
    """The pages that hold pictures, smaller copies of others left out."""
    order, directories = _directories(data)
    pages: List[Page] = []
    for tags in directories:
        # Bit 2: a transparency mask of another page.
        if tags.get(254, (0,))[0] & 4:
            continue
        page = _page_of(tags, order)
        _check_form(page, tags)
        _check_blocks(page, len(data))
        pages.append(page)
    if not pages:
        raise PictureError("the TIFF holds no picture")
    return [page for page in pages if not page.reduced] or pages[:1]
