"""What there is to say about rows to come, and predictions of those that can be predicted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Dict, List, Sequence, Tuple

import numpy as np

from .columns import Date, Num, take_rows
from .model import Model, Predictions
from .needed import needed_inputs
from .reading import NewRows
from .typed import pair_names

# Inputs, each with its rows: bool [rows].
RowsOf = List[Tuple[str, np.ndarray]]


@dataclass
class Remarks:
    """``inputs``: how many the model has. ``unknown``: levels that it has never seen, and cells that are no value of
    their column. ``outside``: numbers and dates beyond what the training rows had. ``needed``: rows that lack an input
    which the model cannot do without. ``missing``: how many inputs each row lacks, int [rows]. ``left_out``: rows whose
    picture the model's steps leave out, as a slice that is not chosen, bool [rows]."""

    inputs: int
    unknown: RowsOf
    outside: RowsOf
    needed: RowsOf
    missing: np.ndarray
    left_out: np.ndarray

    @property
    def predictable(self) -> np.ndarray:
        """Places of the rows that the model can predict, ascending."""
        lacking = np.zeros(len(self.missing), dtype=bool)
        for _, rows in self.needed:
            lacking |= rows
        return np.flatnonzero(~lacking)


def remarks_on(inputs: List[Dict[str, Any]], rows: NewRows, needed: Sequence[str]) -> Remarks:
    names = [about["name"] for about in inputs]
    unknown = {**rows.unknown, **rows.unread}
    beyond = [(about["name"], _outside(about, rows, names)) for about in inputs]
    lacking = [(about["name"], _lacking(about, rows, names)) for about in inputs if about["name"] in needed]
    return Remarks(
        inputs=len(inputs),
        unknown=[(name, unknown[name]) for name in names if name in unknown],
        outside=[(name, at) for name, at in beyond if at.any()],
        needed=[(name, at) for name, at in lacking if at.any()],
        missing=sum(rows.missing.values(), np.zeros(rows.table.n, dtype=np.int64)),
        left_out=np.zeros(rows.table.n, dtype=bool),
    )


def _columns(about: Dict[str, Any], names: List[str]) -> Sequence[str]:
    return pair_names(about["name"], set(names)) if about["type"] == "pair" else (about["name"],)


def _lacking(about: Dict[str, Any], rows: NewRows, names: List[str]) -> np.ndarray:
    """Rows that lack an input: of a cell of two numbers, where one is missing too."""
    lacking = rows.missing.get(about["name"], np.zeros(rows.table.n, dtype=bool)).copy()
    for part in _columns(about, names) if about["type"] == "pair" else ():
        column = rows.table.cols.get(part)
        if isinstance(column, Num):
            lacking |= np.isnan(column.v)
    return lacking


def _outside(about: Dict[str, Any], rows: NewRows, names: List[str]) -> np.ndarray:
    """Where a number of an input lies beyond the range of the training rows; a missing one does not."""
    beyond = np.zeros(rows.table.n, dtype=bool)
    for part, bounds in zip(_columns(about, names), (about.get("range"), about.get("second"))):
        column = rows.table.cols.get(part)
        if bounds and isinstance(column, (Num, Date)):
            with np.errstate(invalid="ignore"):
                beyond |= (column.v < bounds["min"]) | (column.v > bounds["max"])
    return beyond


def predict_new(model: Model, rows: NewRows, pictures: Any = None) -> Tuple[Predictions, Remarks]:
    """Predictions of rows to come, and what there is to say about them. A row that lacks an input which the model
    cannot do without has none (NaN), nor one whose picture is left out, and the others theirs. ``pictures``: one a row,
    where the model reads them."""
    remarks = remarks_on(model.inputs, rows, needed_inputs(model))
    places = remarks.predictable
    found = model.predict(take_rows(rows.table, places), pictures and [pictures[place] for place in places])
    p = np.full((rows.table.n, found.p.shape[1]), np.nan, dtype=np.float32)
    p[places] = found.p
    if pictures:
        remarks.left_out[places] = ~found.made
    return replace(found, p=p), remarks
