"""The folds of a study of pictures as one configuration's network is given them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .augmentation import Augmentation, mixing_share
from .picture_pool import Pool, PooledRows
from .project import balanced
from .tables import TrainingPart, prepared
from .training import Rows

if TYPE_CHECKING:
    from .picture_data import PictureData

# The family that reads a backbone's features; all others read pixels.
ON_FEATURES = "transfer"


class PictureFolds:
    """`shapes`: what a network of pixels must know beside the number of its inputs."""

    def __init__(self, data: PictureData, config: dict[str, Any]) -> None:
        self.project = data.project
        self._data = data
        self._features = config["family"] == ON_FEATURES
        self.shapes: dict[str, Any] = {}
        steps = self.project.steps_for(config["params"])
        self._folds = [self._fold(part, fitted) for part, fitted in zip(self.project.splits["folds"], steps)]

    def folds(self, params: dict[str, Any]) -> list[tuple[Rows, Rows]]:
        """Training and validation rows of each fold; of a picture cut into parts each part is a row."""
        return self._folds

    def validated(self) -> np.ndarray:
        """The pictures that are validated, the folds one after another; where these are repeated, in each repeat."""
        return np.concatenate([np.unique(valid.origin) for _, valid in self._folds])

    def observed(self) -> np.ndarray:
        """Outcomes of the pictures that are validated, the folds one after another, on their own scale."""
        return self._data.y[self.validated()]

    def unscaled(self, predictions: list[np.ndarray]) -> list[np.ndarray]:
        return self.project.unscaled(predictions)

    def _fold(self, part: dict[str, list[int]], fitted: dict[str, Any]) -> tuple[Rows, Rows]:
        picture = fitted["picture"]
        pool = self._data.pool(picture, self._features)
        train, valid = (self._rows(part, side, fitted, pool) for side in ("train", "validation"))
        if self.project.balances_classes:
            train = train._replace(w=balanced(train.y))
        if not self._features:
            shape = [int(side) for side in pool.x.shape[1:]]
            self.shapes = {"picture": shape, "table": len(fitted["names"])}
            low, high = picture["range"]
            change = Augmentation(picture["augment"], shape, high - low)
            train = train._replace(augment=change, mix=mixing_share(picture["augment"]))
        return train, valid

    def _rows(self, part: dict[str, list[int]], side: str, fitted: dict[str, Any], pool: Pool) -> Rows:
        places = pool.places(part[side])
        if side == "train" and "train" in fitted:
            # Drawn anew by a step: some rows twice, some not at all.
            times = np.bincount(fitted["train"], minlength=int(pool.origin.max()) + 1)
            places = np.repeat(places, times[pool.origin[places]])
        origin = pool.origin[places]
        table = None
        if fitted["names"]:
            own = np.unique(origin)
            table = self._table(part, side, own, fitted)[np.searchsorted(own, origin)]
        y = self.project.scaled(self._data.y[origin])
        return Rows(PooledRows(pool.x, places, table), y, origin=origin)

    def _table(self, part: dict[str, list[int]], side: str, rows: np.ndarray, fitted: dict[str, Any]) -> np.ndarray:
        """The columns beside these rows of a part, as its networks are given them."""
        data = self._data
        if side == "validation":
            return prepared(data.table, rows, fitted)
        own = TrainingPart(data.table, np.asarray(part["train"], dtype=np.int64), data.y, data.patients)
        return own.prepared(rows, fitted, self.project.preprocess["outcome"])
