"""One configuration, trained on all inner folds and scored as the app scores a trial."""

from __future__ import annotations

import time
from typing import Any, Callable

import numpy as np

from .families import spec
from .metrics import score
from .project import StudyData
from .training import Epoch, seeds_of, train_folds

# Given after every epoch the line of results.jsonl as it is by then, and whether that epoch was the last.
Report = Callable[[dict[str, Any], bool], None]


def shapes_of(data: StudyData, inputs: int) -> dict[str, Any]:
    outcome = data.project.preprocess["outcome"]
    return {"kind": outcome["kind"], "classes": len(outcome["classes"]), "inputs": inputs, **data.shapes}


def pooled_score(data: StudyData, predictions: list[np.ndarray]) -> float:
    """The study's metric on pooled out-of-fold predictions: what the app calls a trial's score."""
    first, p = mean_by_row(data.validated(), np.concatenate(data.unscaled(predictions)))
    return score(data.project.metric, data.observed()[first], p)


def mean_by_row(rows: np.ndarray, p: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where folds are repeated a row has several predictions and counts once, with their mean: the place at which each
    row first stands, in their order, and its prediction."""
    _, first, place, times = np.unique(rows, return_index=True, return_inverse=True, return_counts=True)
    total = np.zeros((len(first), *p.shape[1:]))
    np.add.at(total, place, p)
    order = np.argsort(first)
    return first[order], (total.T / times).T[order]


def spread(data: StudyData, predictions: list[np.ndarray]) -> float | None:
    """Standard deviation of the score over the folds; None with one fold, or where one has one class alone."""
    start, scores = 0, []
    observed = data.observed()
    for p in data.unscaled(predictions):
        y = observed[start : start + len(p)]
        start += len(p)
        try:
            scores.append(score(data.project.metric, y, p))
        except ValueError:
            return None
    return float(np.std(scores, ddof=1)) if len(scores) > 1 else None


def run_trial(data: StudyData, config: dict[str, Any], seed: int, report: Report) -> dict[str, Any]:
    """The line of results.jsonl less its id. Raises Diverged, and what `report` raises to end the trial early."""
    began = time.monotonic()
    project = data.project
    record = start_record(config)

    def on_epoch(now: Epoch, best: Epoch, last: bool) -> None:
        point = {
            "epoch": now.epoch,
            "trainLoss": now.train_loss,
            "validLoss": now.valid_loss,
            "metric": pooled_score(data, now.predictions),
        }
        record["curve"].append(point)
        record.update(seconds=round(time.monotonic() - began, 3), epochs=now.epoch, bestEpoch=best.epoch)
        record.update(validLoss=best.valid_loss, score=record["curve"][best.epoch - 1]["metric"])
        if last:
            record["std"] = spread(data, best.predictions)
        report(record, last)

    data = data.under(config)
    folds = data.folds(config["params"])
    inputs = record["inputs"] = folds[0][0].x.shape[1]
    network = spec(config["family"], config["params"], shapes_of(data, inputs))
    seeds = seeds_of(project.study, network, len(folds))
    train_folds(network, folds, project.max_epochs, project.study["training"]["patience"], seed, on_epoch, seeds)
    record["state"] = "finished"
    record["seconds"] = round(time.monotonic() - began, 3)
    return record


def start_record(config: dict[str, Any]) -> dict[str, Any]:
    return {
        "config": config,
        "state": "running",
        "score": None,
        "std": None,
        "validLoss": None,
        "bestEpoch": None,
        "epochs": 0,
        "seconds": 0.0,
        "curve": [],
        "error": None,
        "inputs": None,
    }
