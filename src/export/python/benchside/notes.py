"""What a person should know of the rows before trusting their predictions."""

from __future__ import annotations

from typing import List, Tuple

from .remarks import Remarks, RowsOf

_LEFT_OUT = "no prediction: not among the slices that the model looks at"


def row_notes(remarks: Remarks, row: int) -> str:
    """A row's notes in the file of predictions, as the app writes them: what stands against its prediction first."""

    def named(list_of: RowsOf) -> str:
        return ", ".join(name for name, rows in list_of if rows[row])

    notes = [
        (named(remarks.needed), "no prediction without {}"),
        (named(remarks.unknown), "unknown: {}"),
        (named(remarks.outside), "out of range: {}"),
    ]
    out = [_LEFT_OUT] if remarks.left_out[row] else []
    said = out + [words.replace("{}", names) for names, words in notes if names]
    missing = int(remarks.missing[row])
    return "; ".join([*said, f"missing: {missing} of {remarks.inputs} inputs"] if missing else said)


def notes_on(remarks: Remarks, joined: List[Tuple[int, int]]) -> List[str]:
    """One line each on all rows, for the person at the command line."""
    notes = [
        f"Note: further table {place}: {matched} rows have a partner in it, {unmatched} have none."
        for place, (matched, unmatched) in enumerate(joined, 1)
    ]
    for rows_of, words in (
        (remarks.needed, "{} is missing in {} rows; they get no prediction, as the model cannot do without it."),
        (remarks.unknown, "{} holds what the model does not know, or no value of its kind, in {} rows."),
        (remarks.outside, "{} lies beyond nearly all values of the training in {} rows."),
    ):
        notes += [f"Note: {words.format(repr(name), int(rows.sum()))}" for name, rows in rows_of]
    out = int(remarks.left_out.sum())
    if out:
        notes.append(f"Note: {out} rows are of slices that the model does not look at; they get no prediction.")
    return notes
