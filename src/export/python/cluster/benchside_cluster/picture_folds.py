"""The folds of a study of pictures as one configuration's network is given them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Sequence

import numpy as np

from .augmentation import Augmentation, mixing_share
from .picture_pool import Pool, PooledRows
from .project import WrongData, balanced
from .tables import prepared, take_rows
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

    def observed(self) -> np.ndarray:
        """Outcomes of the pictures that are validated, the folds one after another, on their own scale."""
        return np.concatenate([self._data.y[np.unique(valid.origin)] for _, valid in self._folds])

    def unscaled(self, predictions: list[np.ndarray]) -> list[np.ndarray]:
        return self.project.unscaled(predictions)

    def _fold(self, part: dict[str, list[int]], fitted: dict[str, Any]) -> tuple[Rows, Rows]:
        picture = fitted["picture"]
        pool = self._data.pool(picture, self._features)
        train, valid = (self._rows(part[side], fitted, pool) for side in ("train", "validation"))
        if self.project.balances_classes:
            train = train._replace(w=balanced(train.y))
        if not self._features:
            shape = [int(side) for side in pool.x.shape[1:]]
            self.shapes = {"picture": shape, "table": len(fitted["names"])}
            low, high = picture["range"]
            change = Augmentation(picture["augment"], shape, high - low)
            train = train._replace(augment=change, mix=mixing_share(picture["augment"]))
        return train, valid

    def _rows(self, rows: Sequence[int], fitted: dict[str, Any], pool: Pool) -> Rows:
        places = pool.places(rows)
        origin = pool.origin[places]
        table = None
        if fitted["names"]:
            own = np.unique(origin)
            x = prepared(take_rows(self._data.table, own), fitted["steps"], fitted["names"])
            table = x[np.searchsorted(own, origin)]
        y = self.project.scaled(self._data.y[origin])
        if np.isnan(y).any():
            raise WrongData("pictures of the study have no label here")
        return Rows(PooledRows(pool.x, places, table), y.astype(np.float32), origin=origin)
