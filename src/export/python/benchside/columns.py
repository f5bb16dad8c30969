"""Tables of typed columns, as the app keeps them.

Missing is NaN in numbers and dates, -1 in categories and texts; a list that names nothing is an empty span.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable, Dict, List, Optional, Sequence, Set, Tuple, Type, TypeVar, Union

import numpy as np

from .errors import missing_column


@dataclass
class Num:
    """Numbers. ``v``: float64 [rows]."""

    v: np.ndarray


@dataclass
class Cat:
    """Categories. ``codes``: int32 [rows], places in ``dict``; ``ordered``: the levels stand from low to high."""

    codes: np.ndarray
    dict: List[str]
    ordered: bool = False


@dataclass
class Multi:
    """Lists of levels. Row i names ``codes[offsets[i]:offsets[i + 1]]``."""

    codes: np.ndarray
    offsets: np.ndarray
    dict: List[str]


@dataclass
class Date:
    """Dates. ``v``: days since 1970-01-01, float64 [rows]."""

    v: np.ndarray


@dataclass
class Text:
    """Free texts. ``codes``: int32 [rows], places in ``dict``."""

    codes: np.ndarray
    dict: List[str]


Column = Union[Num, Cat, Multi, Date, Text]
C = TypeVar("C", Num, Cat, Multi, Date, Text)


@dataclass
class Table:
    """Columns by name, in their order."""

    n: int
    cols: Dict[str, Column] = field(default_factory=dict)


@dataclass
class Gaps:
    """Cells that held a token for missing: 0 where there was none, else 1 + the token's place."""

    tokens: List[str]
    codes: np.ndarray


@dataclass
class ReadColumn:
    """A column as read from a file: numbers, or the cells' own texts. Blank cells are in no ``gaps``."""

    name: str
    column: Union[Num, Cat]
    gaps: Optional[Gaps] = None


@dataclass
class ReadTable:
    """A file's columns in its order."""

    n: int
    columns: List[ReadColumn]

    @property
    def names(self) -> List[str]:
        return [column.name for column in self.columns]


def take_rows(table: Table, rows: np.ndarray) -> Table:
    """The rows of these places, in this order, as a table of their own."""

    def part(column: Column) -> Column:
        if isinstance(column, (Num, Date)):
            return type(column)(column.v[rows])
        if isinstance(column, Multi):
            first, last = column.offsets[rows], column.offsets[rows + 1]
            offsets = np.concatenate([[0], np.cumsum(last - first)]).astype(np.int64)
            places = np.arange(offsets[-1]) + np.repeat(first - offsets[:-1], last - first)
            return Multi(column.codes[places], offsets, column.dict)
        if isinstance(column, Cat):
            return Cat(column.codes[rows], column.dict, column.ordered)
        return Text(column.codes[rows], column.dict)

    return Table(len(rows), {name: part(column) for name, column in table.cols.items()})


def fitted_column(table: Table, name: str, kind: Type[C]) -> C:
    """The column that a step was fitted on."""
    column = table.cols.get(name)
    if not isinstance(column, kind):
        raise missing_column(name)
    return column


def replace_columns(table: Table, replacements: Dict[str, Sequence[Tuple[str, Column]]]) -> Table:
    """Some columns replaced, each in its place, by any number of others."""
    cols: Dict[str, Column] = {}
    for name, column in table.cols.items():
        for new_name, new_column in replacements.get(name, [(name, column)]):
            cols[new_name] = new_column
    return Table(table.n, cols)


def map_numbers(table: Table, functions: Dict[str, Callable[[np.ndarray], np.ndarray]]) -> Table:
    """The named number columns, each through its function."""
    with np.errstate(all="ignore"):
        return replace_columns(
            table,
            {name: [(name, Num(of(fitted_column(table, name, Num).v)))] for name, of in functions.items()},
        )


def missing_cells(column: Union[Num, Cat, Text, Date]) -> np.ndarray:
    """Which cells are missing, bool [rows]."""
    return np.isnan(column.v) if isinstance(column, (Num, Date)) else column.codes < 0


def look_up(values: Sequence[float], codes: np.ndarray, missing: float) -> np.ndarray:
    """Each code's value, ``missing`` for -1: float64 [rows]."""
    return np.append(np.asarray(values, dtype=np.float64), missing)[codes]


def recode(places: Sequence[int], codes: np.ndarray) -> np.ndarray:
    """Codes under another dictionary; -1 stays -1."""
    return np.append(np.asarray(places, dtype=np.int32), np.int32(-1))[codes]


def free_name(wanted: str, taken: Set[str]) -> str:
    """``wanted``, or ``wanted (2)`` and so on where that name is taken."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} ({number})", number + 1
    return name
