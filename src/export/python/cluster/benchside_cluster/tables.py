"""The door to the `benchside` package: a file's rows read and prepared as the app does."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, Optional

import numpy as np
from benchside.model import to_matrix
from benchside.reading import name_like, read_file, rows_for, table_of
from benchside.table_steps import apply_steps


class RawTable:
    """A file as it was read. `names`: of its columns, where the study's file has no row of names."""

    def __init__(self, path: Path, names: Optional[list[str]]) -> None:
        self._table = name_like(table_of(read_file(path)), names)
        self.n = self._table.n

    def columns(self, inputs: list[dict[str, Any]]) -> Any:
        """These columns, typed as the app types them."""
        return rows_for(inputs, self._table).table


def take_rows(table: Any, rows: np.ndarray) -> Any:
    """Some rows of a table, in any order, some of them twice."""
    cols = {name: _take(column, rows) for name, column in table.cols.items()}
    return dataclasses.replace(table, n=len(rows), cols=cols)


def _take(column: Any, rows: np.ndarray) -> Any:
    if hasattr(column, "offsets"):  # several values a cell: codes[offsets[i]:offsets[i + 1]]
        lengths = np.diff(column.offsets)[rows]
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(column.offsets.dtype)
        cells = [column.codes[column.offsets[i] : column.offsets[i + 1]] for i in rows]
        codes = np.concatenate(cells) if cells else column.codes[:0]
        return dataclasses.replace(column, codes=codes, offsets=offsets)
    if hasattr(column, "codes"):
        return dataclasses.replace(column, codes=column.codes[rows])
    return dataclasses.replace(column, v=column.v[rows])


def prepared(table: Any, steps: list[dict[str, Any]], names: list[str]) -> np.ndarray:
    """The table through fitted steps: [n, names] float32."""
    return np.asarray(to_matrix(apply_steps(steps, table), names), dtype=np.float32)
