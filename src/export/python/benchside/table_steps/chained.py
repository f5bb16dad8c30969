"""Ridge regressions that fill standardized columns from each other (van Buuren and Groothuis-Oudshoorn, 2011)."""

from __future__ import annotations

from typing import List, Sequence, Tuple

import numpy as np

# The column filled, the intercept, a coefficient a column (0 at its own place).
Link = Tuple[int, float, List[float]]


def fill_by_chain(columns: List[np.ndarray], limits: Sequence[Tuple[float, float]], chain: Sequence[Link]) -> None:
    """Fills the gaps (NaN) of the columns in place, each row by itself: first the mean, then link by link, held
    within the column's range in the training part."""
    gaps = [np.flatnonzero(np.isnan(column)) for column in columns]
    for column, rows in zip(columns, gaps):
        column[rows] = 0.0
    with np.errstate(all="ignore"):
        for target, intercept, coefficients in chain:
            rows = gaps[target]
            if len(rows) == 0:
                continue
            made = np.full(len(rows), float(intercept))
            for column, weight in zip(columns, coefficients):
                if weight != 0:
                    made += weight * column[rows]
            low, high = limits[target]
            columns[target][rows] = np.minimum(high, np.maximum(low, made))
