"""Values that a step gives its training rows, made from the outcomes of other training rows.

The app deals the training rows out into folds; the project says which row is in which. A row's values come from the
other folds, and a patient's rows are in one fold, so that no row sees its own patient's outcome.
"""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

import numpy as np
from benchside.columns import Cat, Num, Table, fitted_column, replace_columns

Params = dict[str, Any]


class Dealt(NamedTuple):
    """The rows that a step was given, as places in the table; some of them may stand there twice."""

    rows: np.ndarray  # [given]
    folds: np.ndarray  # [given]
    patients: np.ndarray  # [given]
    outputs: list[np.ndarray]  # of each output of the encoding [given] float64
    blank: float  # the mean of no outcome at all


class Moments(NamedTuple):
    """Of outcomes: how many, their sum, squared distances from their mean, different patients. Arrays of one shape."""

    n: np.ndarray
    sum: np.ndarray
    squares: np.ndarray
    patients: np.ndarray

    def joined(self) -> Moments:
        """Those along the first axis as one (Chan, Golub and LeVeque 1979). Nobody is in two of them."""
        n, total = self.n.sum(axis=0), self.sum.sum(axis=0)
        apart = (_means(self.sum, self.n) - _means(total, n)) ** 2 * self.n
        return Moments(n, total, (self.squares + apart).sum(axis=0), self.patients.sum(axis=0))


def _means(total: np.ndarray, n: np.ndarray) -> np.ndarray:
    return np.divide(total, n, out=np.zeros(np.shape(n)), where=n > 0)


def encoded_outputs(outcome: dict[str, Any], y: np.ndarray) -> tuple[list[np.ndarray], float]:
    """The outcome as numbers: the second class of two, each of several, or the amount; and the mean of none."""
    if outcome["kind"] == "regression":
        return [y], 0.0
    classes = len(outcome["classes"])
    shown = [1] if outcome["kind"] == "binary" else range(classes)
    return [(y == k).astype(np.float64) for k in shown], 1 / classes


def target(table: Table, params: Params, state: Any, dealt: Dealt) -> Table:
    """Target encoding of training rows, as the app's prep/table/target-encoding.ts."""
    folds = int(params["folds"])
    # A row that the step was not given has left the training part by then.
    fold_of = np.zeros(table.n, dtype=np.int64)
    fold_of[dealt.rows] = dealt.folds
    made = {}
    for about in state["columns"]:
        column = fitted_column(table, about["column"], Cat)
        levels = np.where(column.codes < 0, len(column.dict), column.codes)
        values = []
        for y in dealt.outputs:
            tally = _tally(levels[dealt.rows], y, dealt, folds, len(column.dict) + 1)
            means = np.stack([_level_means(_without(tally, fold), dealt.blank, params) for fold in range(folds)])
            values.append(Num(means[fold_of, levels]))
        made[about["column"]] = list(zip(about["names"], values))
    return replace_columns(table, made)


def _tally(levels: np.ndarray, y: np.ndarray, dealt: Dealt, folds: int, size: int) -> Moments:
    """[folds, size] moments of an outcome in each fold by level; the last level is the missing one."""
    cell, cells = dealt.folds * size + levels, folds * size
    n = np.bincount(cell, minlength=cells)
    total = np.bincount(cell, weights=y, minlength=cells)
    squares = np.bincount(cell, weights=(y - _means(total, n)[cell]) ** 2, minlength=cells)
    once = np.unique(np.stack([cell, dealt.patients]), axis=1)[0]
    shaped = (each.reshape(folds, size) for each in (n, total, squares, np.bincount(once, minlength=cells)))
    return Moments(*shaped)


def _without(tally: Moments, fold: int) -> Moments:
    return Moments(*(np.delete(each, fold, axis=0) for each in tally)).joined()


def _level_means(levels: Moments, blank: float, params: Params) -> np.ndarray:
    """[levels] shrunken means: see levelMeans in the app's prep/table/level-means.ts."""
    everyone = levels.joined()
    prior = everyone.sum / everyone.n if everyone.n else blank
    own = _means(levels.sum, levels.n)
    if params["smoothing"] == "auto":
        between = levels.n * (everyone.squares / everyone.n if everyone.n else 0)
        within = _means(levels.squares, levels.n)
        spread = between + within
        weight = np.divide(between, spread, out=np.zeros_like(spread), where=(levels.n > 0) & (spread > 0))
        means = weight * own + (1 - weight) * prior
    else:
        drawn = float(params["smoothing"])
        means = (levels.sum + drawn * prior) / (levels.n + drawn)
    return np.where(levels.patients >= int(params["minPatients"]), means, prior)


# Every step that gives training rows other values than rows to come.
OUT_OF_FOLD: dict[str, Callable[[Table, Params, Any, Dealt], Table]] = {"target-encoding": target}
