"""The inputs that a model cannot do without, as nothing fills their gaps."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import AbstractSet, Any, Dict, List

from .errors import MissingLeft
from .javascript import to_text
from .model import Model, prepared_rows
from .reading import rows_for, typed_in


def _typical_cell(about: Dict[str, Any]) -> str:
    """A plausible cell of an input: the median, or the first level."""
    bounds, levels = about.get("range"), about.get("levels")
    if not bounds:
        return levels[0] if levels else ""
    if about["type"] == "date":
        return (date(1970, 1, 1) + timedelta(days=math.floor(bounds["median"]))).isoformat()
    second = about.get("second")
    first = to_text(bounds["median"])
    return f"{first}/{to_text(second['median'])}" if second else first


def _fills(model: Model, missing: AbstractSet[str]) -> bool:
    """Whether the model predicts a patient of whom these inputs are not known."""
    names = [about["name"] for about in model.inputs]
    row = ["" if about["name"] in missing else _typical_cell(about) for about in model.inputs]
    table = rows_for(model.inputs, typed_in(model.inputs, names, [row])).table
    try:
        for member in model.members:
            if member["names"]:
                prepared_rows(member, table)
    except MissingLeft:
        return False
    return True


def needed_inputs(model: Model) -> List[str]:
    """In the model's order. Halves of the list are tried, as most models fill every gap and one trial tells so."""

    def among(names: List[str]) -> List[str]:
        if not names or _fills(model, set(names)):
            return []
        if len(names) == 1:
            return names
        middle = len(names) // 2
        return among(names[:middle]) + among(names[middle:])

    return among([about["name"] for about in model.inputs])
