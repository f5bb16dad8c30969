"""Delimited text (RFC 4180 and what spreadsheets write) as rows of cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Dict, Iterator, List

from .errors import Refused
from .javascript import SPACES, to_number, trim

_CANDIDATES = ",;\t|"
_LINES = 50
_MOST_COLUMNS = 2000
_MOST_ROWS = 5_000_000
_FORBIDDEN = {"__proto__", "constructor", "prototype"}
_NUMBER = re.compile(r"[+-]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)(e[+-]?[0-9]+)?\Z", re.I | re.A)
_ONE_COLUMN = (
    "Columns parted by commas, semicolons, tabs or | were wanted, and the file's first line has one column; "
    "save the table as CSV."
)


@dataclass
class Cells:
    """A file's names and its rows of cells, trimmed of blanks. ``nameless``: the names are places."""

    names: List[str]
    rows: List[List[str]]
    delimiter: str
    nameless: bool


def read_cells(text: str, head: str) -> Cells:
    """Rows of the whole text; ``head``, its beginning, shows the delimiter. Raises ``Refused``."""
    delimiter = find_delimiter(head)
    rows = _Scanner(text, delimiter).rows()
    try:
        _, first = next(rows)
    except StopIteration:
        raise Refused("A table was wanted, and the file holds blank lines alone.") from None
    texts = [trim(cell) for cell in first]
    if len(texts) == 1:
        raise Refused(_ONE_COLUMN)
    nameless = is_data_row(texts)
    names = [f"column {place + 1}" for place in range(len(texts))] if nameless else texts
    check_names(names)
    found = [first] if nameless else []
    for line, row in rows:
        if len(row) != len(names):
            raise Refused(
                f"{len(names)} cells a row were wanted, and line {line} has {len(row)}; "
                "put cells that hold the delimiter in quotes, or add what is missing."
            )
        found.append(row)
        if len(found) > _MOST_ROWS:
            raise Refused(f"At most {_MOST_ROWS} rows can be read at once; split the file.")
    if not found:
        raise Refused("Rows under the names of the columns were wanted, and the file has none.")
    return Cells(names, found, delimiter, nameless)


def find_delimiter(head: str) -> str:
    """The candidate that stands as often in most lines as in the first, and of several the most frequent."""
    lines = _counts(head)
    if not lines:
        raise Refused("A table was wanted, and the file holds blank lines alone.")

    def score(delimiter: str) -> float:
        wanted = lines[0].get(delimiter, 0)
        even = sum(line.get(delimiter, 0) == wanted for line in lines) / len(lines)
        return even + wanted / 1e6 if wanted > 0 else 0.0

    best = max(_CANDIDATES, key=score)
    if lines[0].get(best, 0) == 0:
        raise Refused(_ONE_COLUMN)
    return best


def _counts(head: str) -> List[Dict[str, int]]:
    """How often each candidate stands outside quotes in each of the first lines."""
    lines: List[Dict[str, int]] = []
    current: Dict[str, int] = {}
    quoted, blank = False, True
    for char in head:
        if char == '"':
            quoted = not quoted
        if not quoted and char in "\n\r":
            if not blank:
                lines.append(current)
            if len(lines) == _LINES:
                return lines
            current, blank = {}, True
            continue
        if char not in SPACES or char == "\t":
            blank = False
        if not quoted and char in _CANDIDATES:
            current[char] = current.get(char, 0) + 1
    if not blank:
        lines.append(current)
    return lines


def is_data_row(cells: List[str]) -> bool:
    """Whether a first row is one of data already: half of its filled cells are numbers that do not count upwards."""
    filled = [cell for cell in cells if cell not in ("", "?")]
    numbers = [to_number(cell.replace(",", ".", 1)) for cell in filled if _NUMBER.match(cell)]
    if len(numbers) < 2 or len(numbers) * 2 < len(filled):
        return False
    whole = all(number == number // 1 for number in numbers)
    return not (whole and all(b == a + 1 for a, b in zip(numbers, numbers[1:])))


def check_names(names: List[str]) -> None:
    if len(names) > _MOST_COLUMNS:
        raise Refused(f"At most {_MOST_COLUMNS} columns can be read, and the file has {len(names)}.")
    first: Dict[str, int] = {}
    for place, name in enumerate(names, 1):
        if name == "":
            raise Refused(f"A name for every column was wanted, and column {place} has none; give it one.")
        if name in _FORBIDDEN:
            raise Refused(f"A column may not be called {name!r}; give column {place} another name.")
        if name in first:
            raise Refused(f"Columns {first[name]} and {place} are both called {name!r}; rename one of them.")
        first[name] = place


class _Scanner:
    """Walks over the text a row at a time."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text = text
        self.delimiter = delimiter
        own = re.escape(delimiter)
        blank = " " if delimiter == "\t" else " \t"
        self.plain = re.compile(f"[^{own}\n\r]*")
        # A quoted cell, and what stands behind its closing quote: that belongs to the cell, as spreadsheets have it.
        self.quoted = re.compile(f'[{blank}]*"((?:[^"]|"")*)(?:"(?!"))[{blank}]*([^{own}\n\r]*)')
        self.opens = re.compile(f'[{blank}]*"')
        self.ends = re.compile("\r\n|\r|\n")

    def rows(self) -> Iterator["tuple[int, List[str]]"]:
        """The number of the line each row begins on, and its cells; empty lines are passed over."""
        text, delimiter = self.text, self.delimiter
        at, line = 0, 1
        while at < len(text):
            end = self.ends.search(text, at)
            stop, after = (end.start(), end.end()) if end else (len(text), len(text))
            if text.find('"', at, stop) < 0:
                cells = [cell.strip(" \t") for cell in text[at:stop].split(delimiter)]
                at, lines = after, 0
            else:
                cells, at, lines = self._careful(at, line)
            if len(cells) > 1 or cells[0] != "":
                yield line, cells
            line += 1 + lines

    def _careful(self, at: int, line: int) -> "tuple[List[str], int, int]":
        """A row with quotes: its cells, where the next begins, and how many line ends stood inside quotes."""
        text = self.text
        cells: List[str] = []
        lines = 0
        while True:
            if self.opens.match(text, at):
                found = self.quoted.match(text, at)
                if not found:
                    raise Refused(f"A quote opened on line {line} is never closed; close it, or double it inside a cell.")
                inside, behind = found.group(1), found.group(2)
                lines += len(self.ends.findall(inside))
                whole = text[found.start(1) : found.end(2)] if behind else inside
                cells.append(re.sub('"("?)', r"\1", whole.strip(" \t")))
            else:
                found = self.plain.match(text, at)
                assert found
                cells.append(found.group().strip(" \t"))
            at = found.end()
            if at < len(text) and text[at] == self.delimiter:
                at += 1
                continue
            ended = self.ends.match(text, at)
            return cells, ended.end() if ended else at, lines
