"""The files beside the project as one table: each known by its SHA-256, as the study's are."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from benchside.columns import ReadTable
from benchside.joining import with_further
from benchside.reading import name_like, read_file, table_of
from benchside.stacking import stacked

Study = dict[str, Any]


class WrongData(Exception):
    """The files beside the project are not the study's."""


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def sum_of(sums: list[str]) -> str:
    """Of several files: the SHA-256 of their sums, sorted, one a line."""
    return hashlib.sha256("\n".join(sorted(sums)).encode()).hexdigest()


def read_study(study: Study, data: list[Path], tables: list[Path]) -> ReadTable:
    """The table that the study was made of: hospitals' files one below the other, further tables beside them.

    `data` and `tables` in any order. Raises WrongData where a file is missing, another one, or one too many.
    """
    sources, joins = study.get("sources") or [], study.get("joins") or []
    further = _in_order(tables, [join["sha256"] for join in joins], "--table", "tables that it has joined")
    if sources:
        files = _in_order(data, [source["sha256"] for source in sources], "--data", "hospitals' files")
        table = stacked([_read(path) for path in files], sources)
    else:
        table = name_like(_read(_single(study, data, joins)), study.get("names"))
    whole, _ = with_further(table, [_read(path) for path in further], joins)
    return whole


def _read(path: Path) -> ReadTable:
    return table_of(read_file(path))


def _single(study: Study, data: list[Path], joins: list[dict[str, Any]]) -> Path:
    """The one file of a study. Of joined tables only the sum of all their sums is known."""
    if len(data) != 1:
        raise WrongData(f"the study was made from one file, and {len(data)} came by --data")
    total = sha256_of(data[0])
    for join in joins:
        total = sum_of([total, join["sha256"]])
    if total != study["data"]["sha256"]:
        raise _other(data[0])
    return data[0]


def _in_order(paths: list[Path], wanted: list[str], option: str, what: str) -> list[Path]:
    """The files of these sums. Two files of the same content are one file, given once or twice."""
    found = {sha256_of(path): path for path in paths}
    for path in paths:
        if sha256_of(path) not in wanted:
            raise _other(path)
    missing = len(set(wanted) - set(found))
    if missing:
        raise WrongData(f"{len(set(wanted))} {what} were wanted by {option}, and {missing} of them did not come")
    return [found[each] for each in wanted]


def _other(path: Path) -> WrongData:
    return WrongData(
        f"{path.name} is not the file that the study was made from: its SHA-256 is another. Give the very same file, "
        "not one that was opened and saved again."
    )
