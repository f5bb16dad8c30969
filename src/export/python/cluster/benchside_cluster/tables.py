"""Rows of the study's table through fitted steps, as the app prepares them."""

from __future__ import annotations

from typing import Any

import numpy as np
from benchside.columns import Table, take_rows
from benchside.model import to_matrix
from benchside.table_steps import apply_step, apply_steps

from .out_of_fold import OUT_OF_FOLD, Dealt, encoded_outputs

# The steps of one fold as preprocess.json has them: {"steps", "names", "train"?, "outOfFold"?}.
Fitted = dict[str, Any]


def prepared(table: Table, rows: np.ndarray, fitted: Fitted) -> np.ndarray:
    """These rows as any rows to come are prepared: [rows, names] float32."""
    return to_matrix(apply_steps(fitted["steps"], take_rows(table, rows)), fitted["names"])


class TrainingPart:
    """The training rows of a fold, each once. `y`, `patients`: of all rows of the table; one without y is left out."""

    def __init__(self, table: Table, rows: np.ndarray, y: np.ndarray, patients: np.ndarray) -> None:
        known = rows[~np.isnan(y[rows])]
        self.table = take_rows(table, known)
        self.rows, self.y, self.patients = rows, y, patients
        self.place = np.full(table.n, -1, dtype=np.int64)
        self.place[known] = np.arange(len(known))

    def prepared(self, rows: np.ndarray, fitted: Fitted, outcome: dict[str, Any]) -> np.ndarray:
        """Some of them, some of them twice, as the app's networks are trained on them: [rows, names] float32."""
        dealt = {each["step"]: each for each in fitted.get("outOfFold", [])}
        table = self.table
        for step in fitted["steps"]:
            if step["id"] in dealt:
                how = self._dealt(dealt[step["id"]], outcome)
                values = OUT_OF_FOLD[step["step"]]
                table = apply_step(step, table, lambda t, params, state: values(t, params, state, how))
            else:
                table = apply_steps([step], table)
        return to_matrix(take_rows(table, self.place[rows]), fitted["names"])

    def _dealt(self, how: dict[str, Any], outcome: dict[str, Any]) -> Dealt:
        given, folds = (np.asarray(each, dtype=np.int64) for each in (how.get("rows", self.rows), how["folds"]))
        here = self.place[given] >= 0
        given, folds = given[here], folds[here]
        outputs, blank = encoded_outputs(outcome, self.y[given])
        return Dealt(self.place[given], folds, self.patients[given], outputs, blank)
