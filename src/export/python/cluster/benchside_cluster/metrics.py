"""The app's metrics, on pooled out-of-fold predictions."""

from __future__ import annotations

import numpy as np

# Spacing of float32 at one: a prediction that rounded to 0 or 1 is not infinitely wrong.
CLIP = 2.0**-23


def auroc(positive: np.ndarray, scores: np.ndarray) -> float:
    """Area under the ROC curve, ties counted half. Raises ValueError where one class is absent."""
    positive = np.asarray(positive, dtype=bool)
    n_pos, n_neg = int(positive.sum()), int((~positive).sum())
    if n_pos == 0 or n_neg == 0:
        raise ValueError("one class only: an AUROC has nothing to tell apart")
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return float((ranks[positive].sum() - n_pos * (n_pos + 1) / 2) / (n_pos * n_neg))


def log_loss(y: np.ndarray, p: np.ndarray) -> float:
    """Mean negative log-likelihood. `p`: [n] of class 1, or [n, classes]."""
    rows = np.arange(len(y))
    truth = np.asarray(y, dtype=int)
    of_truth = np.where(truth == 1, p, 1 - p) if p.ndim == 1 else p[rows, truth]
    return float(-np.log(np.clip(of_truth.astype(np.float64), CLIP, 1 - CLIP)).mean())


def score(metric: str, y: np.ndarray, p: np.ndarray) -> float:
    """The study's metric. `y`: class index or value; `p`: [n], or [n, classes] of several classes.

    The AUROC of several classes is the mean of one against the rest, over the classes that occur.
    """
    p = np.asarray(p, dtype=np.float64)
    if metric == "rmse":
        return float(np.sqrt(np.mean((p - y) ** 2)))
    if metric == "logLoss":
        return log_loss(y, p)
    if p.ndim == 1:
        return auroc(y == 1, p)
    return float(np.mean([auroc(y == k, p[:, k]) for k in range(p.shape[1]) if (y == k).any()]))


def higher_is_better(metric: str) -> bool:
    return metric == "auroc"
