"""Raw rows to the columns that a model reads, as at training."""

from __future__ import annotations

import io
import math
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

import numpy as np

from .cells import USUAL_MISSING, cell_key, decide_missing, read_column
from .columns import Cat, Column, Date, Multi, Num, ReadColumn, ReadTable, Table, recode
from .decode import decoded, find_encoding
from .delimited import Cells, read_cells
from .errors import Refused, missing_column
from .javascript import to_number, to_text, trim
from .typed import typed_columns

# Enough of the text to see the delimiter, in bytes.
_HEAD = 256 * 1024
_TABLE_IN_ZIP = re.compile(r"\.(csv|tsv|txt|data)\Z", re.I)
_OTHER = ("xls", "xlsx", "ods", "sav", "dta", "sas7bdat", "rds", "rdata", "pdf", "doc", "docx", "parquet", "feather")


def read_file(path: Path) -> Cells:
    """The cells of a file of delimited text, or of the one such file in a zip. Raises ``Refused``."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"A file of rows was wanted, and {path} cannot be opened: {error.strerror}.") from None
    try:
        return read_bytes(data, path.suffix.lower().lstrip("."))
    except Refused as refused:
        raise Refused(f"{path.name}: {refused}") from None


def read_bytes(data: bytes, extension: str) -> Cells:
    if data.startswith(b"PK\x03\x04") and extension == "zip":
        data = _unzipped(data)
    elif data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1")) or extension in _OTHER:
        raise Refused("A table in text was wanted, and this is a workbook or another format; save it as CSV in UTF-8.")
    encoding = find_encoding(data)
    head = decoded(data[:_HEAD], encoding)
    if _is_arff(head):
        raise Refused("A table in CSV was wanted, and this is an ARFF file; save it as CSV.")
    return read_cells(decoded(data, encoding), head)


def _unzipped(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if _TABLE_IN_ZIP.search(name)]
            tables = [name for name in names if not name.startswith("__MACOSX/")]
            if len(tables) != 1:
                raise Refused(f"One table in the zip was wanted, and it holds {len(tables)}; unzip it and name the file.")
            return archive.read(tables[0])
    except zipfile.BadZipFile:
        raise Refused("A zip with one table was wanted, and this one cannot be opened; save it anew.") from None


def _is_arff(head: str) -> bool:
    for line in head.split("\n")[:5000]:
        plain = trim(line)
        if plain != "" and not plain.startswith("%"):
            return re.match(r"@relation\b", plain, re.I | re.A) is not None
    return False


def table_of(cells: Cells) -> ReadTable:
    """The cells as columns of numbers or texts."""
    decimal_comma = cells.delimiter != ","
    columns = zip(*cells.rows) if cells.rows else [()] * len(cells.names)
    read = [read_column(name, column, decimal_comma) for name, column in zip(cells.names, columns)]
    return ReadTable(len(cells.rows), read)


def typed_in(inputs: List[Dict[str, Any]], names: List[str], rows: List[List[str]]) -> ReadTable:
    """Cells as they would be typed into the app's form: a number has a comma where its column's numbers have."""
    commas = {about["name"] for about in inputs if about.get("decimal") == "comma"}
    columns = zip(*rows) if rows else [()] * len(names)
    return ReadTable(len(rows), [read_column(name, cells, name in commas) for name, cells in zip(names, columns)])


def name_like(table: ReadTable, names: Optional[Sequence[str]]) -> ReadTable:
    """A table without names for a model whose training file had none gets the model's, place by place."""
    by_place = [f"column {place + 1}" for place in range(len(table.columns))]
    if not names or len(names) != len(table.columns) or table.names != by_place:
        return table
    return ReadTable(table.n, [ReadColumn(to, c.column, c.gaps) for to, c in zip(names, table.columns)])


@dataclass
class NewRows:
    """Rows as the model reads them. Of the inputs of which there are such rows, which, bool [rows]: ``unread``: the
    cell is no value of its type and counts as missing; ``unknown``: it holds a level that the model has never seen;
    ``missing``: there is no value, the unread ones too."""

    table: Table
    unread: Dict[str, np.ndarray] = field(default_factory=dict)
    unknown: Dict[str, np.ndarray] = field(default_factory=dict)
    missing: Dict[str, np.ndarray] = field(default_factory=dict)


def rows_for(inputs: List[Dict[str, Any]], table: ReadTable) -> NewRows:
    """The inputs' columns of a table, in any order and among others. Raises ``Refused`` where one is not there."""
    columns = {column.name: column for column in table.columns}
    names = {about["name"] for about in inputs}
    rows = NewRows(Table(table.n))
    for about in inputs:
        read = columns.get(about["name"])
        if read is None:
            raise missing_column(about["name"])
        column = decide_missing(read, _missing_of(about))
        filled = column.codes >= 0 if isinstance(column, Cat) else ~np.isnan(column.v)
        made = typed_columns(column, about, names)
        if "levels" in about:
            made = [(name, _under_levels(typed, about)) for name, typed in made]
        held = np.zeros(table.n, dtype=bool)
        for name, typed in made:
            rows.table.cols[name] = typed
            held |= _holds_value(typed)
            _note(rows.unknown, about["name"], _unknown(typed, about.get("levels")))
        _note(rows.unread, about["name"], filled & ~held)
        _note(rows.missing, about["name"], ~(filled & held))
    return rows


def _note(noted: Dict[str, np.ndarray], name: str, rows: np.ndarray) -> None:
    if rows.any():
        noted[name] = rows


def _holds_value(column: Column) -> np.ndarray:
    if isinstance(column, (Num, Date)):
        return ~np.isnan(column.v)
    # A list may be of nothing but separators: nothing is named, which is a value.
    return np.ones(len(column.offsets) - 1, dtype=bool) if isinstance(column, Multi) else column.codes >= 0


def _unknown(column: Column, levels: Optional[List[str]]) -> np.ndarray:
    if levels is None or not isinstance(column, (Cat, Multi)):
        return np.zeros(0, dtype=bool)
    new = column.codes >= len(levels)
    if isinstance(column, Cat):
        return new
    before = np.concatenate([[0], np.cumsum(new)])
    return before[column.offsets[1:]] > before[column.offsets[:-1]]


def _missing_of(about: Dict[str, Any]) -> Optional[List[str]]:
    """What stands for missing; never what the development data had as a level."""
    missing = about.get("missing")
    known = {cell_key(level) for level in about.get("levels", [])}
    usual = USUAL_MISSING if missing is None else missing
    if any(cell_key(text) in known for text in usual):
        return [text for text in usual if cell_key(text) not in known]
    return missing


def _under_levels(column: Column, about: Dict[str, Any]) -> Column:
    """A column's codes under the model's levels; those never seen come after, or are missing where levels have an
    order."""
    if not isinstance(column, (Cat, Multi)):
        return column
    levels = about["levels"]
    known = _Levels(levels)
    place = [known.code(level) for level in column.dict]
    if about["type"] == "ordinal" and isinstance(column, Cat):
        ordered = [-1 if code >= len(levels) else code for code in place]
        return Cat(recode(ordered, column.codes), list(levels), True)
    codes = recode(place, column.codes)
    if isinstance(column, Multi):
        return Multi(codes, column.offsets, known.levels)
    return Cat(codes, known.levels, column.ordered)


class _Levels:
    """Levels by text, ``1`` and ``1.0`` the same; those never seen get codes after the known ones."""

    def __init__(self, levels: Sequence[str]) -> None:
        self.levels = list(levels)
        self.exact = {level: code for code, level in enumerate(levels)}
        self.alike: Dict[str, int] = {}
        for code, level in enumerate(levels):
            self.alike.setdefault(_level_key(level), code)

    def code(self, text: str) -> int:
        # Where two levels differ only in how a number is written, each keeps its own text.
        if text in self.exact:
            return self.exact[text]
        code = self.alike.setdefault(_level_key(text), len(self.levels))
        if code == len(self.levels):
            self.levels.append(trim(text))
        return code


def _level_key(text: str) -> str:
    plain = trim(text)
    value = to_number(plain) if plain != "" else math.nan
    return f"#{to_text(value)}" if math.isfinite(value) else f"~{plain}"
