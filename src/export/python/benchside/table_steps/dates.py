"""Dates become numbers."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

import numpy as np

from ..columns import Column, Date, Num, Table, fitted_column, replace_columns

_DAYS_A_YEAR = 365.25
_DAY_MS = 86_400_000


def parts(table: Table, params: Dict[str, Any], state: Any) -> Table:
    """Time from a reference date, the calendar year, the month on a circle, the day of the week."""
    name = params["reference"]
    reference = np.full(table.n, np.nan) if name == "" else fitted_column(table, name, Date).v
    made: Dict[str, List[Tuple[str, Column]]] = {}
    for about in state["columns"]:
        days = fitted_column(table, about["column"], Date).v
        made[about["column"]] = [(new, Num(_numbers(part, days, reference))) for part, new in about["parts"]]
    return replace_columns(table, made)


def _numbers(part: str, days: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """The point in the middle of the circle, and no weekday, where there is no date."""
    if part == "days":
        return days - reference
    if part == "years":
        return (days - reference) / _DAYS_A_YEAR
    if part == "age":
        return (reference - days) / _DAYS_A_YEAR
    there = ~np.isnan(days)
    whole = np.floor(np.trunc(np.where(there, days, 0.0) * _DAY_MS) / _DAY_MS).astype(np.int64)
    calendar = whole.astype("datetime64[D]")
    if part == "year":
        return np.where(there, calendar.astype("datetime64[Y]").astype(np.int64) + 1970.0, np.nan)
    month = calendar.astype("datetime64[M]").astype(np.int64) % 12 + 1
    angle = 2 * np.pi * month / 12
    if part == "month sin":
        return np.where(there, np.sin(angle), 0.0)
    if part == "month cos":
        return np.where(there, np.cos(angle), 0.0)
    # weekday 1 is Monday; 1970-01-01 was a Thursday.
    weekday = (np.floor(np.where(there, days, 0.0)).astype(np.int64) + 3) % 7 + 1
    return np.where(there & (weekday == int(part.split(" ")[1])), 1.0, 0.0)
