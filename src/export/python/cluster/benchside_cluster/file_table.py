"""The table beside pictures: its rows joined to files by the column that names them, as the app joins them."""

from __future__ import annotations

import re
from typing import Any, Optional

import numpy as np
from benchside.columns import Cat, Gaps, Num, ReadColumn, ReadTable
from benchside.errors import Refused
from benchside.javascript import to_text

# Of the rows of a table, fewer than this share name a file: then the column names none.
LEAST = 0.1
AMBIGUOUS = -1


def _normal(text: str) -> str:
    return re.sub(r"\A(\.?/)+", "", text.strip().lower().replace("\\", "/"))


def _bare(path: str) -> str:
    """Without its ending; `.nii.gz` is one."""
    name = path.rsplit("/", 1)[-1]
    if name.endswith(".nii.gz"):
        return path[: -len(".nii.gz")]
    dot = name.rfind(".")
    return path[: len(path) - len(name) + dot] if dot > 0 and dot < len(name) - 1 else path


class FileNames:
    """Files by every way in which a table may name them: with more or fewer folders, with and without ending."""

    def __init__(self, paths: list[str]) -> None:
        self._places: dict[str, int] = {}
        for file, path in enumerate(paths):
            parts = _normal(path).split("/")
            for start in range(len(parts)):
                part = "/".join(parts[start:])
                bare = _bare(part)
                names = {part, bare}
                # A number in a table has lost its zeros: 17 is 00017.png.
                if re.match(r"0+[0-9]+\Z", bare):
                    names.add(bare.lstrip("0") or "0")
                for name in names:
                    self._places[name] = file if self._places.get(name, file) == file else AMBIGUOUS

    def find(self, text: str) -> Optional[int]:
        name = _normal(text)
        file = self._places.get(name, self._places.get(_bare(name)))
        return None if file == AMBIGUOUS else file


def _texts(column: Any) -> list[Optional[str]]:
    if isinstance(column, Num):
        return [None if np.isnan(value) else to_text(value) for value in column.v.tolist()]
    return [None if code < 0 else column.dict[code] for code in column.codes.tolist()]


def rows_of_files(table: ReadTable, paths: list[str], column: Optional[str]) -> np.ndarray:
    """The table's row of each file, -1 where none names it. `column`: which names files; None: the one that names most.
    Raises Refused."""
    names = FileNames(paths)
    best: list[Optional[int]] = []
    for read in table.columns:
        if column not in (None, read.name):
            continue
        files = [None if text is None else names.find(text) for text in _texts(read.column)]
        if len(set(files) - {None}) > len(set(best) - {None}):
            best = files
    found = [file for file in best if file is not None]
    if not found or len(set(found)) < LEAST * min(table.n, len(paths)):
        raise Refused("A column that names the pictures' files was wanted, and the table has none; give the study's own.")
    if len(set(found)) < len(found):
        raise Refused("One row a picture was wanted, and the table names some twice; give the study's own.")
    row_of = np.full(len(paths), -1, dtype=np.int64)
    for row, file in enumerate(best):
        if file is not None:
            row_of[file] = row
    return row_of


def texts_column(name: str, texts: list[Optional[str]]) -> ReadColumn:
    """A column of texts; None is missing."""
    levels = sorted({text for text in texts if text is not None})
    place = {text: code for code, text in enumerate(levels)}
    codes = np.array([-1 if text is None else place[text] for text in texts], dtype=np.int32)
    return ReadColumn(name, Cat(codes, levels))


def taken(read: ReadColumn, rows: np.ndarray, name: str) -> ReadColumn:
    """Rows of a column under a name, missing where the row is -1."""
    gaps = read.gaps and Gaps(read.gaps.tokens, np.append(read.gaps.codes, 0)[rows].astype(read.gaps.codes.dtype))
    if isinstance(read.column, Num):
        return ReadColumn(name, Num(np.append(read.column.v, np.nan)[rows]), gaps)
    return ReadColumn(name, Cat(np.append(read.column.codes, np.int32(-1))[rows], read.column.dict), gaps)
