"""Rows of a model that reads pictures: a folder of them, or a table that names each row's file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List, Optional, Tuple

from .delimited import Cells
from .errors import Refused
from .model import Model
from .picture import PictureError
from .pictures import Picture, files_in, read_files
from .reading import read_file


def cells_and_pictures(
    model: Model, rows: Path, folder: Optional[Path], column: Optional[str]
) -> Tuple[Cells, List[Picture]]:
    """The rows' cells and a picture a row. ``rows``: a folder or a picture, or a table whose ``column`` names files in
    ``folder``. Slices are counted among all the files that are given, as a study counts them. Raises ``Refused``."""
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
    if not given.exists():
        raise PictureError(f"{given.name}: no such file or folder")
    files = files_in(given) if given.is_dir() else [given]
    read = read_files(files, axis)
    pictures = [picture for found in read for picture in found]
    if not pictures:
        raise Refused(f"Pictures were wanted, and {given} holds none; name a folder of pictures.")
    names = [file.name if file == given else file.relative_to(given).as_posix() for file in files]
    rows = [[name] for name, found in zip(names, read) for _ in found]
    return Cells(["file"], rows, ",", False), pictures


def _of_table(rows: Path, folder: Path, column: str, axis: Any) -> Tuple[Cells, List[Picture]]:
    cells = read_file(rows)
    if column not in cells.names:
        raise Refused(f"A column of file names was wanted by --file, and {rows.name} has none called {column!r}.")
    at = cells.names.index(column)
    named = [row[at] for row in cells.rows]
    for number, name in enumerate(named, 1):
        if not (folder / name).is_file():
            raise Refused(f"A picture file a row was wanted, and {name!r} of row {number} is none in {folder}.")
    # Each is read once, in the order in which a study has them: ties in their places are broken by it.
    names = sorted(set(named))
    found = dict(zip(names, read_files([folder / name for name in names], axis)))
    for number, name in enumerate(named, 1):
        if len(found[name]) != 1:
            raise Refused(f"One picture a row was wanted, and {name!r} of row {number} holds {len(found[name])}.")
    return cells, [found[name][0] for name in named]
