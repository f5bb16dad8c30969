"""Training as the app trains: optimizer, losses, weights of classes, batches, schedule and early end."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NamedTuple

import keras
import model_keras
import numpy as np
from safetensors.numpy import load_file

# A loss beyond which training has left every sensible range, though still finite.
ABSURD = 1e6
# Spacing of float32 at one: a prediction that rounded to 0 or 1 is not infinitely wrong.
CLIP = 2.0**-23


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
    if schedule == "warmCosine":  # a straight line up to the rate in a tenth of the steps, then half a cosine
        warm = int(0.1 * total)
        return (step + 1) / (warm + 1) if step < warm else along_cosine(1, 0, (step - warm) / (total - warm))
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
    """One network in training. `stage`: training.json, or what of it differs in a first stage. `below`: where what it
    is given goes into the network, if not at its inputs."""

    def __init__(self, network: keras.Model, train: Rows, valid: Rows, stage: dict, seed: int, below: Any = None) -> None:
        keras.utils.set_random_seed(seed)
        self.random = np.random.default_rng(seed)
        self.network, self.seed = network, seed
        self.train, self.valid, self.loss = train, valid, stage["loss"]
        self.weights = balanced(train.y) if stage["classWeights"] == "balanced" else None
        optimizer = stage["optimizer"]
        schedule = optimizer.get("schedule", "constant")
        self.bounds = batches(len(train.y), optimizer["batchSize"], "schedule" in optimizer)
        total = stage["maxEpochs"] * (len(self.bounds) - 1)
        rates = [optimizer["learningRate"] * rate_factor(schedule, step, total) for step in range(total)]
        # Losses of logits are exact where a sigmoid has rounded to 0 or 1.
        self.logits = keras.Model(below or network.inputs, network.get_layer("y").input)
        rate = optimizer["learningRate"] if schedule == "constant" else PlannedRate(rates)
        clip = optimizer.get("clipNorm") or None
        self.logits.compile(model_keras.adamw(rate, clip), loss_of(self.loss, optimizer.get("labelSmoothing", 0)))
        self.best = self.logits.get_weights()
        share, epochs = optimizer.get("averaging", 0), stage["maxEpochs"]
        # Stochastic weight averaging (Izmailov et al. 2018): from which epoch on, the sum of weights, and the epoch of now.
        self.first = epochs - max(1, int(share * epochs + 0.5)) + 1 if share > 0 else epochs + 1
        self.sums: list[np.ndarray] = []
        self.done = 0

    def epoch(self) -> None:
        order = self.random.permutation(len(self.train.y))
        goal = self.train.y.astype(np.float32)[:, None]
        if self.loss == "softmax":
            goal = np.eye(self.logits.output_shape[-1], dtype=np.float32)[self.train.y.astype(int)]
        for start, end in zip(self.bounds, self.bounds[1:]):
            rows = order[start:end]
            weights = None if self.weights is None else self.weights[rows]
            value = self.logits.train_on_batch(given(self.train.x, rows), goal[rows], sample_weight=weights)
            if not abs(float(value)) < ABSURD:
                sys.exit("Training left every sensible range. Another --seed may not.")
        self.done += 1
        if self.done >= self.first:
            values = [weights.astype(np.float64) for weights in self.logits.get_weights()]
            self.sums = [a + b for a, b in zip(self.sums, values)] if self.sums else values

    def averaged(self) -> list[np.ndarray]:
        """The weights that count: of now, or the mean of the last epochs', with the moving statistics among them."""
        count = self.done - self.first + 1
        return [(total / count).astype(np.float32) for total in self.sums] if self.sums else self.logits.get_weights()

    def valid_logits(self) -> np.ndarray:
        """What the weights that count say of the validation rows."""
        now = self.logits.get_weights()
        self.logits.set_weights(self.averaged())
        z = self.logits.predict(given(self.valid.x), verbose=0).astype(np.float64)
        self.logits.set_weights(now)
        return z

    def valid_loss(self) -> float:
        """The mean loss of the validation rows, unweighted and unsmoothed."""
        z = self.valid_logits()
        y = self.valid.y
        if self.loss == "mse":
            return float(np.mean((z[:, 0] - y) ** 2))
        if self.loss == "binary":
            return float(np.mean(np.logaddexp(0, z[:, 0]) - z[:, 0] * y))
        top = z.max(axis=1)
        return float(np.mean(top + np.log(np.exp(z - top[:, None]).sum(axis=1)) - z[np.arange(len(y)), y.astype(int)]))


def fresh(member: int, seed: int) -> keras.Model:
    """A member's network with random weights of its own."""
    keras.utils.set_random_seed(seed)
    return model_keras.build(member)


def begin_above(network: keras.Model, bundle: Path) -> None:
    """The blocks of the backbone that are trained begin with the weights that it was shipped with."""
    variables = model_keras.parameters(network)
    for name, values in load_file(bundle / "backbone" / "weights.safetensors").items():
        variables[name].assign(values)


def head_of(fold: Fold, stage: dict) -> Fold:
    """The first stage of a network whose blocks are trained after its head: the head alone, on the pooled features that
    the blocks make as they are shipped. It is the network's own, which goes on from there in the second stage."""
    network = fold.network
    pool = next(layer for layer in network.layers if isinstance(layer, keras.layers.GlobalAveragePooling2D))
    blocks = keras.Model(network.inputs[0], pool.output)

    def pooled(rows: Rows) -> Rows:
        maps, *table = rows.x
        features = blocks.predict(maps, verbose=0) if len(maps) else np.zeros((0, pool.output.shape[-1]), np.float32)
        return Rows([features, *table], rows.y)

    below = [pool.output, *network.inputs[1:]]
    return Fold(network, pooled(fold.train), pooled(fold.valid), stage, fold.seed, below)


class Inputs(NamedTuple):
    """All that a network may be given. Of a picture cut into parts each part stands here."""

    x: list[np.ndarray]  # the network's inputs, [m, ...] float32 each
    origin: np.ndarray  # [m] the study's row that each is of, ascending
    of_pictures: bool = False

    def places(self, rows: np.ndarray) -> np.ndarray:
        """Where the rows stand here, some twice if they are asked for twice."""
        starts, ends = (np.searchsorted(self.origin, rows, side) for side in ("left", "right"))
        return np.concatenate([np.arange(0), *(np.arange(start, end) for start, end in zip(starts, ends))])

    def rows(self, rows: np.ndarray, y: np.ndarray) -> Rows:
        places = self.places(rows)
        return Rows([values[places] for values in self.x], y[self.origin[places]])

    def outputs(self, network: keras.Model, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The rows that have inputs, ascending, and what the network says of each: of parts the mean."""
        places = self.places(rows)
        told, part_of = np.unique(self.origin[places], return_inverse=True)
        p = network.predict(given(self.x, places), verbose=0)
        sums = np.zeros((len(told), p.shape[1]))
        np.add.at(sums, part_of, p)
        return told, sums / np.bincount(part_of)[:, None]


def resampled(rows: np.ndarray, y: np.ndarray, steps: list[dict], random: np.random.Generator) -> np.ndarray:
    """Training rows after the steps that take rows of rare classes again or leave rows of common ones out, row by
    row (the study draws whole patients)."""
    for step in steps:
        ratio = step["params"].get("ratio", 1)
        groups = [rows[y[rows] == label] for label in np.unique(y[rows])]
        if step["step"] == "over-sample":
            wanted = round(ratio * max(map(len, groups)))
            extra = [np.resize(random.permutation(group), max(0, wanted - len(group))) for group in groups]
            rows = np.concatenate([rows, *extra])
        if step["step"] == "under-sample":
            most = int(np.ceil(min(map(len, groups)) / ratio))
            rows = np.sort(np.concatenate([random.permutation(group)[:most] for group in groups]))
    return rows


def loss_of(loss: str, smoothing: float) -> keras.losses.Loss:
    if loss == "mse":
        return keras.losses.MeanSquaredError()
    if loss == "binary":
        return keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=smoothing)
    return keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing)


def loss_together(networks: list[Fold]) -> float:
    """The validation loss of one fold's networks: of the mean of what they say, where they are several."""
    first = networks[0]
    if len(networks) == 1:
        return first.valid_loss()
    z = np.array([network.valid_logits() for network in networks])
    y = first.valid.y
    if first.loss == "mse":
        return float(np.mean((z.mean(axis=0)[:, 0] - y) ** 2))
    if first.loss == "binary":
        p = (1 / (1 + np.exp(-z))).mean(axis=0)[:, 0]
        of_truth = np.where(y == 1, p, 1 - p)
    else:
        powers = np.exp(z - z.max(axis=2, keepdims=True))
        of_truth = (powers / powers.sum(axis=2, keepdims=True)).mean(axis=0)[np.arange(len(y)), y.astype(int)]
    return float(-np.log(np.clip(of_truth, CLIP, 1 - CLIP)).mean())


def train_folds(networks: list[Fold], training: dict) -> int:
    """All networks one epoch at a time, until the mean validation loss over the folds' rows has not fallen for
    `patience` epochs; the weights of the best epoch come back. Where the learning rate is planned, or
    weights are averaged, the last epoch counts. Those of one fold stand side by side. Answers the best epoch.
    """
    seeds = training.get("seeds", 1)
    folds = [networks[f : f + seeds] for f in range(0, len(networks), seeds)]
    optimizer = training["optimizer"]
    planned = optimizer.get("schedule", "constant") != "constant" or optimizer.get("averaging", 0) > 0
    rows = np.array([len(fold[0].valid.y) for fold in folds])
    best, best_loss = 0, np.inf
    for epoch in range(1, training["maxEpochs"] + 1):
        for network in networks:
            network.epoch()
        loss = float(np.dot([loss_together(fold) for fold in folds], rows) / rows.sum())
        if planned or loss < best_loss:
            best, best_loss = epoch, loss
            for network in networks:
                network.best = network.averaged()
        print(f"epoch {epoch}: validation loss {loss:.4f}, best {best_loss:.4f}", end="\r", file=sys.stderr)
        if not planned and epoch - best >= training["patience"]:
            break
    print(file=sys.stderr)
    for network in networks:
        network.logits.set_weights(network.best)
    return best
