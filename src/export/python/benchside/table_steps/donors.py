"""Rows that lend their values to a row's gaps."""

from __future__ import annotations

from typing import Optional, Sequence, Tuple

import numpy as np


class Donors:
    """Distances are those of scikit-learn's nan_euclidean_distances on standardized columns (Dixon, 1979)."""

    def __init__(self, rows: Sequence[Sequence[Optional[float]]], columns: Sequence[Tuple[str, float, float]]) -> None:
        """``rows``: raw values, None where missing; ``columns``: name, mean and SD of each."""
        self.columns = columns
        self.raw = np.asarray(rows, dtype=np.float64).reshape(len(rows), len(columns)).T
        self.present = ~np.isnan(self.raw)
        self.scaled = np.zeros_like(self.raw)
        for place in range(len(columns)):
            there = self.present[place]
            self.scaled[place, there] = self._standardized(place, self.raw[place, there])

    def _standardized(self, column: int, values: np.ndarray) -> np.ndarray:
        _, mean, sd = self.columns[column]
        # Nothing was learned about how far another value of a constant column is away.
        return np.zeros_like(values) if sd == 0 else (values - mean) / sd

    def measure(self, row: np.ndarray) -> np.ndarray:
        """Squared distance of each donor from a row of raw values; infinite where they share no column."""
        total = np.zeros(self.raw.shape[1])
        both = np.zeros(self.raw.shape[1])
        with np.errstate(all="ignore"):
            for place in np.flatnonzero(~np.isnan(row)):
                counts = self.present[place].astype(np.float64)
                gap = (self.scaled[place] - self._standardized(place, row[place])) * counts
                total += gap * gap
                both += counts
            return np.where(both == 0, np.inf, total * len(row) / both)

    def value(self, column: int, distance: np.ndarray, neighbours: int, by_distance: bool) -> float:
        """The mean of this column over the nearest donors that have it; of equally near ones the first."""
        able = np.flatnonzero(np.isfinite(distance) & self.present[column])
        nearest = able[np.argsort(distance[able], kind="stable")[:neighbours]]
        if len(nearest) == 0:
            return float(self.columns[column][1])
        far = distance[nearest]
        if by_distance and far[0] == 0:
            # A donor at no distance at all outweighs any other.
            weights = (far == 0).astype(np.float64)
        else:
            weights = 1 / np.sqrt(far) if by_distance else np.ones(len(nearest))
        total = weight = 0.0
        for each, own in zip(weights.tolist(), self.raw[column, nearest].tolist()):
            total += each * own
            weight += each
        return total / weight
