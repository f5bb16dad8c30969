"""Rows of a model that reads pictures: a folder of them, or a table that names each row's file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List, Optional, Tuple

from .delimited import Cells
from .errors import Refused
from .model import Model
from .picture import PictureError
from .pictures import Picture, files_in, read_pictures
from .reading import read_file


def cells_and_pictures(
    model: Model, rows: Path, folder: Optional[Path], column: Optional[str]
) -> Tuple[Cells, List[Picture]]:
    """The rows' cells and a picture a row. ``rows``: a folder or a picture, or a table whose ``column`` names files in
    ``folder``. Raises ``Refused``."""
    axis = next((member["picture"].get("axis") for member in model.members if "picture" in member), None)
    try:
        if column is None:
            return _of_folder(model, rows, axis)
        return _of_table(rows, folder or rows.parent, column, axis)
    except PictureError as refused:
        raise Refused(f"A picture cannot be read: {refused}") from None


def _of_folder(model: Model, given: Path, axis: Any) -> Tuple[Cells, List[Picture]]:
    if model.inputs:
        raise Refused(
            "A table was wanted, as this model reads columns beside pictures; run: "
            "python predict.py ROWS.csv --pictures FOLDER --file COLUMN"
        )
    pictures = read_pictures(given, axis)
    if not pictures:
        raise Refused(f"Pictures were wanted, and {given} holds none; name a folder of pictures.")
    files = files_in(given) if given.is_dir() else [given]
    # Most files hold one picture; of those that hold several, each is told by its file.
    counts = [1] * len(files) if len(files) == len(pictures) else [len(read_pictures(file, axis)) for file in files]
    names = [file.name if file == given else file.relative_to(given).as_posix() for file in files]
    rows = [[name] for name, count in zip(names, counts) for _ in range(count)]
    return Cells(["file"], rows, ",", False), pictures


def _of_table(rows: Path, folder: Path, column: str, axis: Any) -> Tuple[Cells, List[Picture]]:
    cells = read_file(rows)
    if column not in cells.names:
        raise Refused(f"A column of file names was wanted by --file, and {rows.name} has none called {column!r}.")
    at = cells.names.index(column)
    pictures: List[Picture] = []
    for number, row in enumerate(cells.rows, 1):
        found = read_pictures(folder / row[at], axis)
        if len(found) != 1:
            raise Refused(f"One picture a row was wanted, and {row[at]!r} of row {number} holds {len(found)}.")
        pictures += found
    return cells, pictures
