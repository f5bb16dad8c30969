"""Predictions as a table beside the rows they are of."""

from __future__ import annotations

import re
from typing import List, Optional, Set

import numpy as np

from .columns import free_name
from .delimited import Cells
from .javascript import nine_digits, to_number, trim
from .model import Predictions
from .notes import row_notes
from .remarks import Remarks

# What begins a formula; the wide signs too, which spreadsheets of East Asia take for the narrow ones.
_FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def csv_cell(text: str) -> str:
    """A text as one cell (RFC 4180). What a spreadsheet would run as a formula gets an apostrophe before it, as OWASP
    advises; plain numbers stay, and a dash alone, which stands for a missing value."""
    number = to_number(text)
    is_number = trim(text) != "" and number - number == 0
    safe = f"'{text}" if _FORMULA.match(text) and text != "-" and not is_number else text
    return '"' + safe.replace('"', '""') + '"' if re.search(r'[",\r\n]', safe) else safe


def predictions_csv(cells: Cells, predictions: Predictions, remarks: Optional[Remarks]) -> str:
    """As the app writes it, with LF line ends: row (from 1), the file's own columns, predicted, the probability of the
    second of two classes or one a class (none for a number), threshold (of two classes), and notes where there are
    remarks. A row without a prediction has empty cells there."""
    kind, classes = predictions.kind, predictions.classes
    labels = classes[1:] if kind == "binary" else [] if kind == "regression" else classes
    added = ["predicted", *(f"probability_{label}" for label in labels)]
    added += ["threshold"] * (kind == "binary") + ["notes"] * (remarks is not None)
    taken: Set[str] = set(cells.names)

    def own(name: str) -> str:
        free = free_name(name, taken)
        taken.add(free)
        return free

    header = [own("row"), *cells.names, *map(own, added)]
    cut = [nine_digits(predictions.cut)] * (kind == "binary")

    def said(p: List[float], decided: int) -> List[str]:
        if np.isnan(p[0]):
            return [""] * (1 + len(labels) + len(cut))
        values = [nine_digits(value) for value in p]
        return values if kind == "regression" else [classes[decided], *values, *cut]

    lines = [",".join(map(csv_cell, header))]
    for place, (row, p, decided) in enumerate(zip(cells.rows, predictions.p.tolist(), predictions.decided())):
        notes = [] if remarks is None else [row_notes(remarks, place)]
        lines.append(",".join(map(csv_cell, [str(place + 1), *row, *said(p, decided), *notes])))
    return "\n".join([*lines, ""])


def as_file(text: str) -> bytes:
    """UTF-8, with a byte-order mark where there are letters beyond ASCII, which spreadsheets take for others."""
    return (b"" if text.isascii() else b"\xef\xbb\xbf") + text.encode("utf-8")
