"""Prepared pictures, or what a frozen backbone says of them: held once, however many rows and folds are made of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple, Optional, Sequence

import numpy as np
from benchside.image_steps import prepare
from benchside.picture import expect_shape

from .picture_files import PictureFiles

# Pictures given to a backbone at once.
CHUNK = 16


class Pool(NamedTuple):
    x: np.ndarray  # [m, height, width, channels], or [m, features]; float32
    origin: np.ndarray  # [m] the study's row that each is cut from, ascending

    def places(self, rows: Sequence[int]) -> np.ndarray:
        """Where the parts of these rows stand."""
        return np.flatnonzero(np.isin(self.origin, rows))


class PooledRows:
    """Rows [n, inputs], put together where they are asked for: out of a pool, table columns behind."""

    def __init__(self, pool: np.ndarray, places: np.ndarray, table: Optional[np.ndarray]) -> None:
        self._pool, self._places, self._table = pool, places, table
        width = 0 if table is None else table.shape[1]
        self.shape = (len(places), int(np.prod(pool.shape[1:])) + width)

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, rows: Any) -> np.ndarray:
        x = self._pool[self._places[rows]]
        x = x.reshape(len(x), -1)
        return x if self._table is None else np.concatenate([x, self._table[rows]], axis=1)


def make_pool(
    files: PictureFiles, rows: Sequence[int], picture: dict[str, Any], backbone: Optional[Path]
) -> Pool:
    """Pictures of these rows through the fitted steps of `picture` (preprocess.json); with a `backbone` its features.
    Raises PictureError, where the steps leave pictures of several sizes among others."""
    plan = {**picture, "backbone": backbone is not None}
    chunks: list[np.ndarray] = []
    origin: list[int] = []
    waiting: list[np.ndarray] = []
    features = _Features(backbone) if backbone else None
    for row, given in files.read(rows):
        x, _ = prepare(plan, [given])
        origin += [row] * len(x)
        waiting += list(x)
        while len(waiting) >= CHUNK:
            chunks.append(_chunk(waiting[:CHUNK], features, chunks))
            del waiting[:CHUNK]
    if waiting:
        chunks.append(_chunk(waiting, features, chunks))
    return Pool(np.concatenate(chunks), np.array(origin, dtype=np.int64))


def _chunk(waiting: list[np.ndarray], features: Optional["_Features"], before: list[np.ndarray]) -> np.ndarray:
    for v in waiting:
        expect_shape(waiting[0].shape, v.shape)
    x = np.stack(waiting)
    if features:
        return features(x)
    if before:
        expect_shape(before[0].shape[1:], x.shape[1:])
    return x


class _Features:
    """What the frozen backbone says of pictures [n, 224, 224, 3]: [n, features]."""

    def __init__(self, model: Path) -> None:
        import onnxruntime  # only studies with a backbone need it

        self._session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return self._session.run(None, {"picture": x})[0]
