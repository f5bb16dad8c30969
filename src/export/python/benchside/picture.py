"""A picture in work: numbers row by row from the top left, channels last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Optional, Tuple

import numpy as np

# A picture of more pixels is never held whole in the app: an overview of it is taken in another way.
LARGE = 100_000_000


class PictureError(ValueError):
    """A picture that cannot be read or prepared; its text is one line that says why."""


@dataclass(frozen=True)
class Picture:
    """What the app's decoders and steps hand on.

    v: float32 [height, width, channels]. unit: 'hu' (Hounsfield), 'intensity' or 'colour'. range: what the numbers
    could be: 0 and 255 for 8 bits, -1024 and 3071 for a CT, 0 and 1 once scaled. slice and slices: place in its
    volume from 0, and how many sections that has; None for a picture alone.
    """

    width: int
    height: int
    channels: int
    unit: str
    range: Tuple[float, float]
    v: np.ndarray
    slice: Optional[int] = None
    slices: Optional[int] = None

    @property
    def large(self) -> bool:
        return self.width * self.height > LARGE

    def showing(self, v: np.ndarray, **changes) -> "Picture":
        """The same kind of picture with other numbers [height, width, channels], rounded to float32."""
        height, width, channels = v.shape
        v = np.ascontiguousarray(v, dtype=np.float32)
        return replace(self, width=width, height=height, channels=channels, v=v, **changes)

    def scaled_unit(self) -> str:
        """The unit once Hounsfield units are no longer those."""
        return "intensity" if self.unit == "hu" else self.unit


def expect_shape(wanted: Tuple[int, int, int], got: Tuple[int, int, int]) -> None:
    """Raises PictureError where a picture is not [height, width, channels] as the others are."""
    if tuple(wanted) != tuple(got):
        words = ["{1} x {0} x {2}".format(*shape) for shape in (wanted, got)]
        raise PictureError(f"a picture of {words[1]} (width x height x channels) where {words[0]} is wanted")
