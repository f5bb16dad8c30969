"""Training as the app trains: the same optimizer, losses, weights, batches and early end; other random numbers.

Networks of all folds advance together, one epoch at a time, so that a scheduler can end a trial early by the score
of all of them.
"""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

import keras
import numpy as np
from keras import ops

from .augmentation import mixed
from .metrics import log_loss
from .network import build
from .schedule import PlannedRate

# A loss beyond which training has left every sensible range, though still finite.
ABSURD = 1e6
PICTURES_AT_ONCE = 64
# Between the random numbers of a fold's networks: further apart than those of any two folds and trials.
NEXT_SEED = 10_000_000
# Of one trial, all folds together.
MOST_NETWORKS = 100


class Diverged(Exception):
    """The loss is not a number any more, or absurd."""


class Rows(NamedTuple):
    x: Any  # [n, inputs] float32: an array, or what makes rows of one where it is indexed
    y: np.ndarray  # [n] class index, or the standardized outcome
    w: np.ndarray | None = None  # [n] weight of each row in the training loss, mean 1
    # Of pictures.
    origin: np.ndarray | None = None  # [n] the study's row that each is of: predictions of the parts of one are averaged
    augment: Callable[[np.ndarray, np.random.Generator], np.ndarray] | None = None  # changes training rows anew
    mix: float | None = None  # alpha of mixup


class Epoch(NamedTuple):
    epoch: int  # from 1
    train_loss: float
    valid_loss: float
    predictions: list[np.ndarray]  # of the validation rows, or of the pictures that they are of, a fold each


def loss_of(spec: dict[str, Any]) -> Callable:
    """The loss of each row on logits; smoothing moves a label to (1 - e) label + e / classes (Szegedy et al. 2016)."""
    smoothing = spec["optimizer"].get("labelSmoothing", 0)
    if spec["loss"] == "mse":
        return keras.losses.MeanSquaredError()
    if spec["loss"] == "binary":
        return keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=smoothing)
    return keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing)


def optimizer_of(spec: dict[str, Any], steps: int) -> keras.optimizers.Optimizer:
    """Adam with decoupled weight decay of kernels alone (Loshchilov & Hutter 2019). `steps`: planned in all."""
    plan = spec["optimizer"]
    schedule = plan.get("schedule", "constant")
    rate = plan["learningRate"]
    optimizer = keras.optimizers.AdamW(
        learning_rate=rate if schedule == "constant" else PlannedRate(rate, schedule, steps),
        weight_decay=plan["weightDecay"],
        epsilon=1e-7,
        global_clipnorm=plan.get("clipNorm") or None,
    )
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    return optimizer


def batch_bounds(spec: dict[str, Any], n: int) -> list[int]:
    """Where batches begin and end. Of pictures all are alike but for one row: batchNorm learns nothing from two."""
    size = spec["optimizer"]["batchSize"]
    if spec.get("kind") == "graph":
        batches = max(1, -(-n // size))
        return [int(b * n / batches + 0.5) for b in range(batches + 1)]
    return [*range(0, n, size), n]


def predictions_of(loss: str, logits: np.ndarray) -> np.ndarray:
    """[n] probability of the second class, [n, classes], or [n] standardized value."""
    if loss == "mse":
        return logits[:, 0]
    if loss == "binary":
        return np.asarray(1 / (1 + np.exp(-logits[:, 0].astype(np.float64))))
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def pooled(p: np.ndarray, origin: np.ndarray) -> np.ndarray:
    """Predictions of parts as predictions of the rows they are of, ascending: the mean over the parts."""
    rows, place = np.unique(origin, return_inverse=True)
    sums = np.zeros((len(rows), *p.shape[1:]))
    np.add.at(sums, place, p)
    counts = np.bincount(place)
    return sums / (counts if p.ndim == 1 else counts[:, None])


class FoldRun:
    """One network in training on one fold."""

    def __init__(self, spec: dict[str, Any], train: Rows, valid: Rows, epochs: int, seed: int) -> None:
        self.spec = {**spec, "inputs": train.x.shape[1]}
        self.train, self.valid = train, valid
        self.random = np.random.default_rng(seed)
        self.bounds = batch_bounds(spec, len(train.y))
        self.model = build(self.spec, seed)
        self.loss = loss_of(spec)
        self.model.compile(optimizer_of(spec, epochs * (len(self.bounds) - 1)), self.loss)
        self.units = int(self.model.output_shape[-1])
        share = spec["optimizer"].get("averaging", 0)
        # Of the weights that are averaged: from which epoch on, their sum and how many there are.
        self.first = first_averaged(share, epochs) if share > 0 else epochs + 1
        self.epochs, self.sums, self.summed = 0, [], 0

    def targets(self, y: np.ndarray) -> np.ndarray:
        if self.spec["loss"] == "softmax":
            return np.eye(self.units, dtype=np.float32)[y.astype(int)]
        return y.astype(np.float32)[:, None]

    def epoch(self) -> tuple[float, float, np.ndarray]:
        """Training loss, validation loss (unweighted), predictions of the validation rows."""
        order = self.random.permutation(len(self.train.y))
        loss_sum = 0.0
        for start, end in zip(self.bounds, self.bounds[1:]):
            x, goal, weights = self.batch(order[start:end])
            # Else some backends answer the mean over all batches so far.
            self.model.reset_metrics()
            loss = self.model.train_on_batch(x, goal, sample_weight=weights)
            loss_sum += float(loss) * len(x)
        logits = self.averaged_logits()
        hard = {**self.spec, "optimizer": {**self.spec["optimizer"], "labelSmoothing": 0}}
        valid_loss = float(ops.convert_to_numpy(loss_of(hard)(self.targets(self.valid.y), logits)))
        p = predictions_of(self.spec["loss"], logits)
        return loss_sum / len(order), valid_loss, p if self.valid.origin is None else pooled(p, self.valid.origin)

    def averaged_logits(self) -> np.ndarray:
        """Of the validation rows, by the mean of the last epochs' weights where these are averaged, the moving
        statistics of batch normalization among them. Training goes on from the weights of now."""
        self.epochs += 1
        if self.epochs < self.first:
            return self.logits(self.valid.x)
        now = self.model.get_weights()
        values = [weights.astype(np.float64) for weights in now]
        self.sums = [a + b for a, b in zip(self.sums, values)] if self.sums else values
        self.summed += 1
        self.model.set_weights([(total / self.summed).astype(np.float32) for total in self.sums])
        logits = self.logits(self.valid.x)
        self.model.set_weights(now)
        return logits

    def batch(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
        """Inputs, targets and weights of training rows, changed as augmentation says."""
        train = self.train
        x, goal = train.x[rows], self.targets(train.y[rows])
        weights = None if train.w is None else train.w[rows]
        if train.augment:
            x = train.augment(x, self.random)
        return (x, goal, weights) if train.mix is None else mixed(x, goal, weights, train.mix, self.random)

    def logits(self, x: Any) -> np.ndarray:
        """Of all rows; pictures are given some at a time, for the memory they take."""
        size = PICTURES_AT_ONCE if self.spec.get("kind") == "graph" else max(1, x.shape[0])
        parts = [x[start : start + size] for start in range(0, x.shape[0], size)]
        return np.concatenate([ops.convert_to_numpy(self.model.predict_on_batch(part)) for part in parts])


# Of one network after an epoch: training loss, validation loss, predictions of the validation rows.
Result = tuple[float, float, np.ndarray]


def together(loss: str, results: list[Result], y: np.ndarray) -> Result:
    """Of several networks of one fold: their mean predicts, and its loss is what training ends by."""
    if len(results) == 1:
        return results[0]
    p = np.mean([predictions for _, _, predictions in results], axis=0, dtype=np.float64)
    valid_loss = float(np.mean((p - y) ** 2)) if loss == "mse" else log_loss(y, p)
    return float(np.mean([train_loss for train_loss, _, _ in results])), valid_loss, p


def seeds_of(study: dict[str, Any], spec: dict[str, Any], folds: int) -> int:
    """Networks of each fold, as the app decides: one of pictures and of what has one minimum, 100 in all at most."""
    if "images" in study or len(spec.get("layers", [])) == 1:
        return 1
    asked = study["training"].get("seeds", 1)
    return max([seeds for seeds in (1, 2, 4, 8) if seeds <= asked and seeds * folds <= MOST_NETWORKS], default=1)


def is_planned(spec: dict[str, Any]) -> bool:
    """A learning rate that is planned to its end, or a mean of the last weights, makes the last epoch count."""
    plan = spec["optimizer"]
    return spec.get("kind") == "graph" and (plan["schedule"] != "constant" or plan.get("averaging", 0) > 0)


def first_averaged(share: float, epochs: int) -> int:
    """The first epoch, from 1, whose weights are in the mean (stochastic weight averaging, Izmailov et al. 2018)."""
    return epochs - max(1, int(share * epochs + 0.5)) + 1


def train_folds(
    spec: dict[str, Any],
    folds: list[tuple[Rows, Rows]],
    max_epochs: int,
    patience: int,
    seed: int,
    on_epoch: Callable[[Epoch, Epoch, bool], None],
    seeds: int = 1,
) -> Epoch:
    """Trains a network a fold, or `seeds` whose predictions are averaged, until the mean validation loss has not fallen for `patience` epochs.

    `on_epoch` is given the epoch, the best so far and whether it was the last; what it raises ends training. Answers
    the best epoch. Raises Diverged.
    """
    runs = [
        [FoldRun(spec, train, valid, max_epochs, seed * 1000 + f + s * NEXT_SEED) for s in range(seeds)]
        for f, (train, valid) in enumerate(folds)
    ]
    trained = np.array([len(train.y) for train, _ in folds])
    tested = np.array([len(valid.y) for _, valid in folds])
    best: Epoch | None = None
    for epoch in range(1, max_epochs + 1):
        results = [together(spec["loss"], [run.epoch() for run in fold], fold[0].valid.y) for fold in runs]
        # Means over rows: a larger fold counts for more.
        train_loss = float(np.dot([r[0] for r in results], trained) / trained.sum())
        valid_loss = float(np.dot([r[1] for r in results], tested) / tested.sum())
        if not (abs(train_loss) < ABSURD and abs(valid_loss) < ABSURD):
            raise Diverged(f"epoch {epoch}")
        now = Epoch(epoch, train_loss, valid_loss, [r[2] for r in results])
        if best is None or is_planned(spec) or now.valid_loss < best.valid_loss:
            best = now
        spent = not is_planned(spec) and epoch - best.epoch >= patience
        last = spent or epoch == max_epochs
        on_epoch(now, best, last)
        if last:
            break
    assert best is not None
    return best
