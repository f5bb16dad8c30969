"""Categories and lists become one 0/1 column a level."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

import numpy as np

from ..columns import Cat, Column, Multi, Num, Table, fitted_column, recode, replace_columns


def one_hot(table: Table, _params: Dict[str, Any], state: Any) -> Table:
    """A missing level, or one never seen, is zero everywhere or has a column of its own."""
    made: Dict[str, List[Tuple[str, Column]]] = {}
    for vocabulary in state["columns"]:
        column = fitted_column(table, vocabulary["column"], Cat)
        made[vocabulary["column"]] = _encode(vocabulary, table.n, column.dict, np.arange(table.n), column.codes)
    return replace_columns(table, made)


def multi_hot(table: Table, _params: Dict[str, Any], state: Any) -> Table:
    """A cell that names nothing is zero everywhere; what is not in the dictionary is left out."""
    made: Dict[str, List[Tuple[str, Column]]] = {}
    for vocabulary in state["columns"]:
        column = fitted_column(table, vocabulary["column"], Multi)
        rows = np.repeat(np.arange(table.n), np.diff(column.offsets))
        made[vocabulary["column"]] = _encode(vocabulary, table.n, column.dict, rows, column.codes)
    return replace_columns(table, made)


def _encode(
    vocabulary: Dict[str, Any], n: int, levels: List[str], rows: np.ndarray, codes: np.ndarray
) -> List[Tuple[str, Column]]:
    """The new columns; ``rows[i]`` names the level ``codes[i]`` (-1: a missing one). Levels are matched by text."""
    kept, rest = vocabulary["kept"], vocabulary["rest"]
    names = [name for _, name in kept] + ([rest["name"]] if rest else [])
    places = {level: place for place, (level, _) in enumerate(kept)}
    places.update((level, len(kept)) for level in (rest["levels"] if rest else []))
    if "baseline" in vocabulary:
        places[vocabulary["baseline"]] = -1
    unknown = -1
    if "unknown" in vocabulary:
        unknown = len(names)
        names.append(vocabulary["unknown"])
    at = np.where(codes < 0, unknown, recode([places.get(level, unknown) for level in levels], codes))
    columns = np.zeros((len(names), n))
    columns[at[at >= 0], rows[at >= 0]] = 1.0
    return [(name, Num(columns[place])) for place, name in enumerate(names)]
