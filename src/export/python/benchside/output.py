"""Predictions as a table beside the rows they are of."""

from __future__ import annotations

import re
from typing import List, Set

from .columns import free_name
from .delimited import Cells
from .javascript import nine_digits, to_number, to_text, trim
from .model import Predictions


def csv_cell(text: str) -> str:
    """A text as one cell (RFC 4180). What a spreadsheet would run as a formula (it starts with = + - @, tab or
    carriage return) gets an apostrophe before it, as OWASP advises; plain numbers stay."""
    number = to_number(text)
    is_number = trim(text) != "" and number - number == 0
    safe = f"'{text}" if re.match(r"[=+\-@\t\r]", text) and not is_number else text
    return '"' + safe.replace('"', '""') + '"' if re.search(r'[",\r\n]', safe) else safe


def predictions_csv(cells: Cells, predictions: Predictions) -> str:
    """The file's own columns, then the probability or one a class (none for a number), what is predicted, and the
    threshold it was decided by (of two classes). LF line ends."""
    classes = predictions.classes
    added: List[str] = []
    if predictions.kind == "binary":
        added = ["probability", "predicted", "threshold"]
    elif predictions.kind == "multiclass":
        added = [*(f"probability_{name}" for name in classes), "predicted"]
    else:
        added = ["predicted"]
    taken: Set[str] = set(cells.names)
    header = list(cells.names)
    for name in added:
        header.append(free_name(name, taken))
        taken.add(header[-1])
    lines = [",".join(map(csv_cell, header))]
    threshold = to_text(predictions.cut)
    for row, p, decided in zip(cells.rows, predictions.p.tolist(), predictions.decided()):
        made = [nine_digits(value) for value in p]
        if predictions.kind != "regression":
            made.append(classes[decided])
        if predictions.kind == "binary":
            made.append(threshold)
        lines.append(",".join(map(csv_cell, [*row, *made])))
    return "\n".join([*lines, ""])
