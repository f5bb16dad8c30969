"""The files of this project, and the rows that lie beside it: the folds of the study, prepared as the app did."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Optional

import numpy as np
from benchside.reading import rows_for

from .study_files import WrongData, read_study
from .tables import TrainingPart, prepared
from .training import Rows

PARTS = ("train", "validation")


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


class Project:
    """What the app has exported. It holds decisions, fitted steps and row numbers, and no row."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.study = _read(folder / "study.json")
        self.space = _read(folder / "space.json")
        self.preprocess = _read(folder / "preprocess.json")
        self.splits = _read(folder / "splits.json")
        lines = (folder / "trials.jsonl").read_text(encoding="utf-8").splitlines()
        self.trials = [json.loads(line) for line in lines if line]

    @property
    def metric(self) -> str:
        return self.study["search"]["metric"]

    @property
    def max_epochs(self) -> int:
        return self.study["training"]["maxEpochs"]

    @property
    def balances_classes(self) -> bool:
        return self.study["training"]["classWeights"] == "balanced" and not self._scale

    @property
    def _scale(self) -> Optional[dict[str, float]]:
        """Of an amount: its mean and standard deviation."""
        return self.preprocess["outcome"].get("scale")

    def patients(self, n: int) -> np.ndarray:
        """Of n rows the number of each one's patient, where that matters; -1 of test rows."""
        told = self.preprocess.get("patients", range(n))
        return np.asarray([-1 if patient is None else patient for patient in told], dtype=np.int64)

    def scaled(self, y: np.ndarray) -> np.ndarray:
        """Outcomes as networks learn them, float32."""
        return ((y - self._scale["mean"]) / self._scale["sd"] if self._scale else y).astype(np.float32)

    def unscaled(self, predictions: list[np.ndarray]) -> list[np.ndarray]:
        """Predictions on the outcome's own scale."""
        return [p * self._scale["sd"] + self._scale["mean"] for p in predictions] if self._scale else predictions

    def steps_for(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """The fitted steps of each fold under what a configuration says of the steps (keys with a colon)."""
        told = {key: value for key, value in params.items() if ":" in key}
        for variant in self.preprocess["variants"]:
            if variant["params"] == told:
                return variant["folds"]
        raise KeyError(f"no fitted steps for {told}")


def open_data(project: Project, data: list[Path], tables: list[Path]) -> Any:
    """The study's rows, read from the files beside the project: `--data` and `--table`. Raises WrongData."""
    if "images" in project.study:
        from .picture_data import PictureData  # which needs what stands here

        return PictureData(project, data, tables)
    return StudyData(project, data, tables)


class StudyData:
    """The table of the study under its project. Raises WrongData where the files are others."""

    # Of a picture a network must know more than the number of its inputs.
    shapes: dict[str, Any] = {}

    def __init__(self, project: Project, data: list[Path], tables: list[Path]) -> None:
        self.project = project
        plan = project.preprocess
        raw = read_study(project.study, data, tables)
        if raw.n != project.splits["rows"]:
            raise WrongData(f"{project.splits['rows']} rows were wanted, {raw.n} were read")
        self.table = rows_for(plan["inputs"], raw).table
        about = plan["outcome"]
        columns = [about[key] for key in ("column", "time") if about.get(key)]
        self.y = outcomes(about, rows_for(columns, raw).table)
        self.patients = project.patients(raw.n)
        self._check_outcomes()
        self._folds: dict[str, list[tuple[Rows, Rows]]] = {}

    def folds(self, params: dict[str, Any]) -> list[tuple[Rows, Rows]]:
        """Training and validation rows of each fold, ready for a network; kept for the next trial with these steps."""
        told = json.dumps({k: v for k, v in params.items() if ":" in k}, sort_keys=True)
        if told not in self._folds:
            parts, steps = self.project.splits["folds"], self.project.steps_for(params)
            self._folds[told] = [self._fold(part, fitted) for part, fitted in zip(parts, steps)]
        return self._folds[told]

    def validated(self) -> np.ndarray:
        """The validation rows, the folds one after another; where these are repeated, a row stands in each repeat."""
        return np.concatenate([self._known(part["validation"]) for part in self.project.splits["folds"]])

    def observed(self) -> np.ndarray:
        """Outcomes of the validation rows, the folds one after another, on their own scale."""
        return self.y[self.validated()]

    def unscaled(self, predictions: list[np.ndarray]) -> list[np.ndarray]:
        return self.project.unscaled(predictions)

    def under(self, config: dict[str, Any]) -> StudyData:
        """What a network of this configuration is trained on: of a table the same for every family."""
        return self

    def _known(self, rows: Any) -> np.ndarray:
        """Of these rows those whose outcome can be read."""
        numbers = np.asarray(rows, dtype=np.int64)
        return numbers[~np.isnan(self.y[numbers])]

    def _check_outcomes(self) -> None:
        rows = {row for part in self.project.splits["folds"] for key in PARTS for row in part[key]}
        unread = len(rows) - len(self._known(sorted(rows)))
        if unread and not self.project.study.get("sources"):
            raise WrongData(f"{unread} rows of the study have no outcome in this file")
        if unread:
            print(
                f"{unread} rows are left out: their hospital writes the outcome in a way that fewer than five of its "
                "patients have, and the project tells of no such word.",
                file=sys.stderr,
            )

    def _fold(self, part: dict[str, list[int]], fitted: dict[str, Any]) -> tuple[Rows, Rows]:
        # Where a step resamples, rows stand twice or not at all.
        drawn, validation = self._known(fitted.get("train", part["train"])), self._known(part["validation"])
        outcome = self.project.preprocess["outcome"]
        own = TrainingPart(self.table, np.asarray(part["train"], dtype=np.int64), self.y, self.patients)
        y = self.project.scaled(self.y[drawn])
        trained = Rows(own.prepared(drawn, fitted, outcome), y, balanced(y) if self.project.balances_classes else None)
        return trained, Rows(prepared(self.table, validation, fitted), self.project.scaled(self.y[validation]))


def balanced(y: np.ndarray) -> np.ndarray:
    """A weight a row so that every class weighs the same, mean 1."""
    _, place, counts = np.unique(y, return_inverse=True, return_counts=True)
    return (len(y) / (len(counts) * counts[place])).astype(np.float32)


def outcomes(about: dict[str, Any], table: Any) -> np.ndarray:
    """Class index or value of each row; NaN where nobody knows."""
    column = table.cols[about["column"]["name"]]
    if about["kind"] == "regression":
        return np.asarray(column.v, dtype=np.float64)
    codes = np.asarray(column.codes, dtype=np.float64)
    y = np.where((codes >= 0) & (codes < len(about["classes"])), codes, np.nan)
    if not about.get("time"):
        return y
    # Time to event within a horizon, as the app's data/survival.ts.
    event = about["classes"].index(about["event"])
    time = np.asarray(table.cols[about["time"]["name"]].v, dtype=np.float64)
    longer = np.where(time == about["horizon"], 1 - event, np.nan)
    within = np.where(time > about["horizon"], 1 - event, np.where(y == event, event, longer))
    return np.where(np.isnan(y) | np.isnan(time) | (time < 0), np.nan, within)
