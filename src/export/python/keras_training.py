"""Training as the app trains: optimizer, losses, weights of classes, batches, schedule and early end."""

from __future__ import annotations

import sys
from typing import Any, NamedTuple

import keras
import model_keras
import numpy as np

# A loss beyond which training has left every sensible range, though still finite.
ABSURD = 1e6


class Rows(NamedTuple):
    x: list[np.ndarray]  # the network's inputs, [n, ...] float32 each
    y: np.ndarray  # [n] place of the class, or the standardized outcome


def given(x: list[np.ndarray], rows: Any = slice(None)) -> Any:
    """Some rows as a network of one input or of several is given them."""
    return [values[rows] for values in x] if len(x) > 1 else x[0][rows]


def balanced(y: np.ndarray) -> np.ndarray:
    """A weight a row so that every class present weighs the same; their mean is 1."""
    labels, places, counts = np.unique(y, return_inverse=True, return_counts=True)
    return (len(y) / (len(labels) * counts[places])).astype(np.float32)


def rate_factor(schedule: str, step: int, total: int) -> float:
    """What the learning rate is multiplied by in a step, from 0, of `total`."""

    def along_cosine(start: float, end: float, share: float) -> float:
        return end + (start - end) / 2 * (1 + np.cos(np.pi * share))

    if schedule == "cosine":
        return along_cosine(1, 0, step / total)
    if schedule == "step":  # a tenth after half of the steps, a hundredth after three quarters
        return 0.1 ** sum(step >= share * total for share in (0.5, 0.75))
    if schedule == "oneCycle":  # up to the rate in three tenths of the steps and down again (Smith & Topin 2019)
        top = 0.3 * total - 1
        if step <= top:
            return along_cosine(1 / 25, 1, step / top)
        return along_cosine(1, 1 / 25e4, (step - top) / max(total - 1 - top, 1))
    return 1.0


class PlannedRate(keras.optimizers.schedules.LearningRateSchedule):
    """The learning rate of every step, worked out beforehand."""

    def __init__(self, rates: list[float]) -> None:
        self.rates = rates

    def __call__(self, step: Any) -> Any:
        place = keras.ops.minimum(keras.ops.cast(step, "int32"), len(self.rates) - 1)
        return keras.ops.take(keras.ops.convert_to_tensor(self.rates, dtype="float32"), place)


def batches(n: int, size: int, alike: bool) -> list[int]:
    """Where batches begin and end. `alike`: all of one size but for one row, for batch normalization."""
    count = max(1, -(-n // size))
    return [int(b * n / count + 0.5) for b in range(count + 1)] if alike else [*range(0, n, size), n]


class Fold:
    """One network in training. `training`: training.json."""

    def __init__(self, member: int, train: Rows, valid: Rows, training: dict, seed: int) -> None:
        keras.utils.set_random_seed(seed)
        self.random = np.random.default_rng(seed)
        self.network = model_keras.build(member)
        self.train, self.valid, self.loss = train, valid, training["loss"]
        self.weights = balanced(train.y) if training["classWeights"] == "balanced" else None
        optimizer = training["optimizer"]
        schedule = optimizer.get("schedule", "constant")
        self.bounds = batches(len(train.y), optimizer["batchSize"], "schedule" in optimizer)
        total = training["maxEpochs"] * (len(self.bounds) - 1)
        rates = [optimizer["learningRate"] * rate_factor(schedule, step, total) for step in range(total)]
        # Losses of logits are exact where a sigmoid has rounded to 0 or 1.
        self.logits = keras.Model(self.network.inputs, self.network.get_layer("y").input)
        rate = optimizer["learningRate"] if schedule == "constant" else PlannedRate(rates)
        self.logits.compile(model_keras.adamw(rate), loss_of(self.loss, optimizer.get("labelSmoothing", 0)))
        self.best = self.network.get_weights()

    def epoch(self) -> None:
        order = self.random.permutation(len(self.train.y))
        goal = self.train.y.astype(np.float32)[:, None]
        if self.loss == "softmax":
            goal = np.eye(self.network.output_shape[-1], dtype=np.float32)[self.train.y.astype(int)]
        for start, end in zip(self.bounds, self.bounds[1:]):
            rows = order[start:end]
            weights = None if self.weights is None else self.weights[rows]
            value = self.logits.train_on_batch(given(self.train.x, rows), goal[rows], sample_weight=weights)
            if not abs(float(value)) < ABSURD:
                sys.exit("Training left every sensible range. Another --seed may not.")

    def valid_loss(self) -> float:
        """The mean loss of the validation rows, unweighted and unsmoothed."""
        z = self.logits.predict(given(self.valid.x), verbose=0).astype(np.float64)
        y = self.valid.y
        if self.loss == "mse":
            return float(np.mean((z[:, 0] - y) ** 2))
        if self.loss == "binary":
            return float(np.mean(np.logaddexp(0, z[:, 0]) - z[:, 0] * y))
        top = z.max(axis=1)
        return float(np.mean(top + np.log(np.exp(z - top[:, None]).sum(axis=1)) - z[np.arange(len(y)), y.astype(int)]))


class Inputs(NamedTuple):
    """All that a network may be given. Of a picture cut into parts each part stands here."""

    x: np.ndarray  # [m, ...] float32
    origin: np.ndarray  # [m] the study's row that each is of, ascending

    def places(self, rows: np.ndarray) -> np.ndarray:
        """Where the rows stand here, some twice if they are asked for twice."""
        starts, ends = (np.searchsorted(self.origin, rows, side) for side in ("left", "right"))
        return np.concatenate([np.arange(0), *(np.arange(start, end) for start, end in zip(starts, ends))])

    def rows(self, rows: np.ndarray, y: np.ndarray) -> Rows:
        places = self.places(rows)
        return Rows([self.x[places]], y[self.origin[places]])

    def outputs(self, fold: Fold, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The rows that have inputs, ascending, and what the network says of each: of parts the mean."""
        places = self.places(rows)
        told, part_of = np.unique(self.origin[places], return_inverse=True)
        p = fold.network.predict(self.x[places], verbose=0)
        sums = np.zeros((len(told), p.shape[1]))
        np.add.at(sums, part_of, p)
        return told, sums / np.bincount(part_of)[:, None]


def loss_of(loss: str, smoothing: float) -> keras.losses.Loss:
    if loss == "mse":
        return keras.losses.MeanSquaredError()
    if loss == "binary":
        return keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=smoothing)
    return keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing)


def train_folds(folds: list[Fold], training: dict) -> int:
    """All folds one epoch at a time, until the mean validation loss over their rows has not fallen for `patience`
    epochs; the weights of the best epoch come back. Where the learning rate is planned, the last epoch counts.
    Answers the best epoch.
    """
    planned = training["optimizer"].get("schedule", "constant") != "constant"
    rows = np.array([len(fold.valid.y) for fold in folds])
    best, best_loss = 0, np.inf
    for epoch in range(1, training["maxEpochs"] + 1):
        for fold in folds:
            fold.epoch()
        loss = float(np.dot([fold.valid_loss() for fold in folds], rows) / rows.sum())
        if planned or loss < best_loss:
            best, best_loss = epoch, loss
            for fold in folds:
                fold.best = fold.network.get_weights()
        print(f"epoch {epoch}: validation loss {loss:.4f}, best {best_loss:.4f}", end="\r", file=sys.stderr)
        if not planned and epoch - best >= training["patience"]:
            break
    print(file=sys.stderr)
    for fold in folds:
        fold.network.set_weights(fold.best)
    return best
