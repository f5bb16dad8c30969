"""Further tables joined to the patients', by their key, as the study joined its own."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any, Dict, List, Optional, Sequence, Tuple, Union

import numpy as np

from .cells import as_categories
from .columns import Cat, Num, ReadColumn, ReadTable, free_name
from .dates import parse_date
from .errors import Refused, missing_column
from .javascript import to_number, to_text, trim
from .typed import as_numbers

# What has a meaning for numbers alone.
_OF_NUMBERS = ("mean", "min", "max")
# The share of a concept's values from which on the others are slips.
_MOSTLY = 0.9
Read = Union[Num, Cat]


def with_further(
    table: ReadTable, further: Sequence[ReadTable], joins: List[Dict[str, Any]]
) -> Tuple[ReadTable, List[Tuple[int, int]]]:
    """The table with the further ones joined to it, and how many rows had a partner in each and how many none.
    Without any the table is as it is: it may hold the joined columns already."""
    if len(further) > len(joins):
        raise Refused(f"At most {len(joins)} further tables are read by this model, and {len(further)} came by --table.")
    joined: List[Tuple[int, int]] = []
    for right, plan in zip(further, joins):
        table, report = _join(table, right, plan)
        joined.append(report)
    return table, joined


def _column(table: ReadTable, name: str) -> Read:
    for column in table.columns:
        if column.name == name:
            return column.column
    raise missing_column(name)


def _key(text: str) -> str:
    """``007``, `` 7`` and ``7.0`` are one patient."""
    plain = trim(unicodedata.normalize("NFKC", text))
    return to_text(to_number(plain)) if re.match(r"[0-9]{1,15}(\.0+)?\Z", plain) else plain.lower()


def _keys(table: ReadTable, name: str) -> List[Optional[str]]:
    column = as_categories(_column(table, name))
    keys = [_key(text) for text in column.dict]
    return [None if code < 0 else keys[code] for code in column.codes.tolist()]


def _join(left: ReadTable, right: ReadTable, plan: Dict[str, Any]) -> Tuple[ReadTable, Tuple[int, int]]:
    """Every row of the first table stays, once; missing where there is no partner."""
    key = plan["key"]
    keys, others = _keys(left, key["left"]), _keys(right, key["right"])
    known = {other for other in others if other is not None}
    matched = sum(own in known for own in keys if own is not None)
    if matched == 0:
        raise Refused(
            f"Rows of the further table that belong to the patients were wanted, and no {key['right']!r} equals any "
            f"{key['left']!r}; check that both files are of the same patients."
        )
    named = plan.get("columns") or []
    if plan.get("long"):
        columns = _pivot(left, right, keys, others, plan["long"], named)
    else:
        place: Dict[str, int] = {}
        for row, other in enumerate(others):
            if other is None:
                continue
            if other in place:
                raise Refused(
                    f"One row a patient was wanted in the further table, and {key['right']!r} holds some value twice; "
                    "keep one row of each."
                )
            place[other] = row
        rows = np.asarray([-1 if own is None else place.get(own, -1) for own in keys], dtype=np.int64)
        columns = [
            ReadColumn(column.name, _taken(column.column, rows))
            for column in right.columns
            if column.name != key["right"]
        ]
    return _added(left, columns, named), (matched, left.n - matched)


def _taken(column: Read, rows: np.ndarray) -> Read:
    """The rows of a column in this order; -1: missing."""
    if isinstance(column, Num):
        return Num(np.append(column.v, math.nan)[rows])
    return Cat(np.append(column.codes, np.int32(-1))[rows], column.dict)


def _added(left: ReadTable, columns: List[ReadColumn], named: List[Dict[str, str]]) -> ReadTable:
    """The second table's columns beside the first's. What the first has under one of the join's names gives way."""
    before = {each["from"]: each["to"] for each in named}
    given = set(before.values())
    kept = [column for column in left.columns if column.name not in given]
    names = {column.name for column in kept} | given
    for column in columns:
        name = before.get(column.name)
        name = free_name(column.name, names) if name is None else name
        names.add(name)
        kept.append(ReadColumn(name, column.column, column.gaps))
    return ReadTable(left.n, kept)


def _days(table: ReadTable, name: str, order: Optional[str]) -> List[float]:
    column = as_categories(_column(table, name))
    days = [parse_date(text, order) for text in column.dict]
    return [math.nan if code < 0 else days[code] for code in column.codes.tolist()]


def _pivot(
    left: ReadTable,
    right: ReadTable,
    keys: List[Optional[str]],
    others: List[Optional[str]],
    long: Dict[str, Any],
    named: List[Dict[str, str]],
) -> List[ReadColumn]:
    """One measurement a row becomes one column a concept and aggregate, for each row of the first table. With a
    window a measurement counts from so many to so many days after that row's index date, both ends within."""
    window = long.get("window")
    index = _days(left, window["index"], window.get("dateOrder")) if window else None
    dates = _days(right, long["date"], long.get("dateOrder")) if long.get("date") is not None else None
    if index is not None and dates is None:
        raise Refused("The further table's dates are needed for its window of time, and the model names no date column.")
    concepts = as_categories(_column(right, long["concept"]))
    cells = _column(right, long["value"])
    texts, numbers = as_categories(cells), as_numbers(cells).v.tolist()
    rows_of: Dict[int, Dict[str, List[int]]] = {}
    for row, (other, concept) in enumerate(zip(others, concepts.codes.tolist())):
        if other is not None and concept >= 0 and texts.codes[row] >= 0:
            rows_of.setdefault(concept, {}).setdefault(other, []).append(row)
    if dates is not None:
        # A stable sort: without a date a measurement stands before those that have one.
        for by_key in rows_of.values():
            for rows in by_key.values():
                rows.sort(key=lambda row: -1e12 if math.isnan(dates[row]) else dates[row])

    def within(row: int, patient: int) -> bool:
        if window is None or index is None or dates is None:
            return True
        gap = dates[row] - index[patient]
        return bool(window["from"] <= gap <= window["to"])

    made: List[ReadColumn] = []
    codes = {name: code for code, name in enumerate(concepts.dict)}
    for each in long["concepts"]:
        concept = each["concept"]
        by_key = rows_of.get(codes.get(concept, -1), {})
        found = [
            [row for row in (by_key.get(key, []) if key is not None else []) if within(row, patient)]
            for patient, key in enumerate(keys)
        ]
        # By all its measurements, not by those that fell into somebody's window.
        of_all = [not math.isnan(numbers[row]) for rows in by_key.values() for row in rows]
        before = any(name["from"] in [f"{concept}:{of}" for of in _OF_NUMBERS] for name in named)
        numeric = before or sum(of_all) >= len(of_all) * _MOSTLY
        values = [[row for row in rows if not math.isnan(numbers[row])] for rows in found] if numeric else found
        for aggregate in each["aggregates"]:
            if not numeric and aggregate in _OF_NUMBERS:
                continue
            column: Read
            if aggregate == "count":
                column = Num(np.asarray([float(len(rows)) for rows in found]))
            elif numeric:
                column = Num(np.asarray([_number([numbers[row] for row in rows], aggregate) for rows in values]))
            else:
                at = 0 if aggregate == "first" else -1
                column = Cat(np.asarray([texts.codes[r[at]] if r else -1 for r in found], dtype=np.int32), texts.dict)
            made.append(ReadColumn(f"{concept}:{aggregate}", column))
    return made


def _number(values: List[float], aggregate: str) -> float:
    if not values:
        return math.nan
    if aggregate == "mean":
        total = 0.0
        for value in values:
            total += value
        return total / len(values)
    return {"first": values[0], "last": values[-1], "min": min(values), "max": max(values)}[aggregate]
