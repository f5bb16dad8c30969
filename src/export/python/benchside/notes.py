"""What a person should know of the rows before trusting their predictions."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

import numpy as np

from .columns import Date, Num
from .reading import NewRows
from .typed import pair_names


def notes_on(inputs: List[Dict[str, Any]], rows: NewRows, joined: List[Tuple[int, int]]) -> List[str]:
    """One line each: cells that could not be read, levels never seen, values beyond those of the training."""
    notes = [
        f"Note: further table {place}: {matched} rows have a partner in it, {unmatched} have none."
        for place, (matched, unmatched) in enumerate(joined, 1)
    ]
    names = {about["name"] for about in inputs}
    for about in inputs:
        name = about["name"]
        if name in rows.unread:
            notes.append(
                f"Note: {name!r} holds what is no value of its kind in {rows.unread[name]} rows; it counts as missing."
            )
        if name in rows.unknown:
            notes.append(f"Note: {name!r} holds what no training row had in {rows.unknown[name]} rows.")
        parts = pair_names(name, names) if about["type"] == "pair" else (name,)
        for part, bounds in zip(parts, (about.get("range"), about.get("second"))):
            column = rows.table.cols.get(part)
            if bounds and isinstance(column, (Num, Date)):
                with np.errstate(invalid="ignore"):
                    beyond = int(((column.v < bounds["min"]) | (column.v > bounds["max"])).sum())
                if beyond:
                    notes.append(f"Note: {part!r} lies beyond nearly all values of the training in {beyond} rows.")
    return notes
