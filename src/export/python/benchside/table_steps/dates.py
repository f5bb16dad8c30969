"""Dates become numbers."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

import numpy as np

from ..columns import Column, Date, Num, Table, fitted_column, replace_columns

_DAYS_A_YEAR = 365.25
_DAY_MS = 86_400_000
# sin and cos of the months' places on a circle, as browsers have them to the last bit.
_SIN = np.asarray(
    [0.49999999999999994, 0.8660254037844386, 1, 0.8660254037844387, 0.49999999999999994, 1.2246467991473532e-16,
     -0.4999999999999997, -0.8660254037844385, -1, -0.8660254037844386, -0.5000000000000004, -2.4492935982947064e-16]
)  # fmt: skip
_COS = np.asarray(
    [0.8660254037844387, 0.5000000000000001, 6.123233995736766e-17, -0.4999999999999998, -0.8660254037844387, -1,
     -0.8660254037844388, -0.5000000000000004, -1.8369701987210297e-16, 0.5000000000000001, 0.8660254037844384, 1]
)  # fmt: skip


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
    month = calendar.astype("datetime64[M]").astype(np.int64) % 12
    if part in ("month sin", "month cos"):
        return np.where(there, (_SIN if part == "month sin" else _COS)[month], 0.0)
    # weekday 1 is Monday; 1970-01-01 was a Thursday.
    weekday = (np.floor(np.where(there, days, 0.0)).astype(np.int64) + 3) % 7 + 1
    return np.where(there & (weekday == int(part.split(" ")[1])), 1.0, 0.0)
