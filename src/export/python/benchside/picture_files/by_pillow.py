"""JPEG, BMP and WebP, decoded by Pillow."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ..picture import PictureError
from .settled import DecodedFile, settled

_START = b"\xff\xd8"
# Adobe's marker; its last byte says whether three channels are YCbCr.
_ADOBE = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00"


def opened(data: bytes, form: str) -> Image.Image:
    """A picture with its pixels decoded. Raises PictureError for what Pillow cannot read."""
    try:
        image = Image.open(io.BytesIO(data), formats=[form])
        image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as thrown:
        words = str(thrown).splitlines()
        raise PictureError(f"the {form} cannot be decoded: {words[0] if words else 'damaged'}") from None
    return image


def read_by_pillow(data: bytes, form: str) -> DecodedFile:
    """form: JPEG, BMP or WEBP. Turned upright as the camera noted it; no colour profile is applied."""
    image = opened(data, form)
    if getattr(image, "is_animated", False):
        raise PictureError(f"the {form} is an animation; give one of its pictures")
    upright = ImageOps.exif_transpose(image)
    return DecodedFile([settled(np.asarray(upright.convert("RGBA")))])


def jpeg_samples(data: bytes, samples: int, ycbcr: bool, tables: bytes = b"") -> np.ndarray:
    """A bare JPEG stream inside another format, uint8 [height, width, samples], made RGB where it is YCbCr.

    tables: what all streams of a file share, itself a JPEG stream without pictures.
    """
    marker = _ADOBE + (b"\x01" if ycbcr else b"\x00") if samples == 3 else b""
    image = opened(_START + marker + tables[2:-2] + data[2:], "JPEG")
    if len(image.getbands()) != samples:
        raise PictureError(f"the JPEG inside has {len(image.getbands())} channels where {samples} are told")
    v = np.asarray(image)
    return v.reshape(v.shape[0], v.shape[1], samples)
