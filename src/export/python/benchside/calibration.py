"""Recalibration of a model's probabilities, as it was fitted in the app."""

from __future__ import annotations

from typing import Any, Dict

import numpy as np

# Half the spacing of float32 at one: a prediction of 0 or 1 is taken for one this far from it.
_EDGE = 2.0**-24


def _logit(p: np.ndarray) -> np.ndarray:
    inside = np.minimum(1 - _EDGE, np.maximum(_EDGE, p))
    return np.log(inside) - np.log1p(-inside)


def _expit(z: np.ndarray) -> np.ndarray:
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def calibrated(calibration: Dict[str, Any], p: np.ndarray) -> np.ndarray:
    """Calibrated probabilities, float64, shaped as ``p``: [rows, 1] of the positive class, or [rows, classes].

    platt: logit p' = intercept + slope logit p. isotonic: straight between corners. temperature: scores over it.
    """
    p = p.astype(np.float64)
    kind = calibration["kind"]
    if kind == "platt":
        return _expit(calibration["intercept"] + calibration["slope"] * _logit(p))
    if kind == "isotonic":
        return np.interp(p, calibration["from"], calibration["to"])
    if p.shape[1] == 1:
        return _expit(_logit(p) / calibration["temperature"])
    scores = np.log(np.maximum(p, _EDGE)) / calibration["temperature"]
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)
