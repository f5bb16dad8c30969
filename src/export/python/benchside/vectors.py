"""The bundle's own test: made-up rows and the predictions that the app gave for them."""

from __future__ import annotations

import base64
from typing import Any, Dict, List

import numpy as np

from .errors import Refused, broken_bundle
from .model import Model
from .reading import rows_for, typed_in


def largest_difference(model: Model, vectors: Dict[str, Any]) -> float:
    """Of the predictions of test-vectors.json, between what they should be and what they are here."""
    try:
        names, rows, expected = vectors["columns"], vectors["rows"], vectors["expected"]
        table = typed_in(model.inputs, names, rows)
        pictures = _pictures(vectors["pictures"]) if "pictures" in vectors else None
    except (KeyError, TypeError, ValueError):
        raise broken_bundle("test-vectors.json does not hold what it should") from None
    if not expected or len(expected) != len(rows):
        raise broken_bundle("test-vectors.json has no prediction for some of its rows")
    if model.reads_pictures and pictures is None:
        raise Refused("Test pictures are needed to check this model, and the bundle holds none; check it in the app.")
    p = model.predict(rows_for(model.inputs, table).table, pictures).p.astype(np.float64)
    wanted = np.asarray(expected, dtype=np.float64)
    if wanted.shape != p.shape:
        raise broken_bundle("test-vectors.json holds predictions of another kind of outcome")
    return float(np.abs(p - wanted).max())


def _pictures(listed: List[Dict[str, Any]]) -> List[Any]:
    """Decoded pictures: little-endian float32, row by row, channels last."""
    from .picture import Picture

    made = []
    for each in listed:
        shape = (each["height"], each["width"], each["channels"])
        v = np.frombuffer(base64.b64decode(each["values"]), dtype="<f4").reshape(shape).astype(np.float32)
        made.append(Picture(each["width"], each["height"], each["channels"], each["unit"], each["range"], v))
    return made
