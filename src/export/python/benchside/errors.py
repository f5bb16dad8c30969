"""What a person is told, in one line, when something cannot be done."""

from __future__ import annotations


class Refused(Exception):
    """What was wanted, what came instead, where, and what to do: one line, shown without a traceback."""


class MissingLeft(Refused):
    """Cells that a network is given are missing, as no step fills them."""


def missing_column(name: str) -> Refused:
    """A column that the model, a hospital's mapping or a join needs is not in the table."""
    return Refused(
        f"A column {name!r} is needed, and the table has none of that name; "
        "give the column this name in the file's first row, or add it with empty cells if nothing is known."
    )


def broken_bundle(what: str) -> Refused:
    """The bundle is not what the app wrote."""
    return Refused(f"The bundle is broken: {what}; unzip it anew, or save it from the app once more.")
