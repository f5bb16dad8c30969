"""The files of several hospitals as the one table that a study was made of: common names, units and levels."""

from __future__ import annotations

import hashlib
from pathlib import Path

from benchside.columns import ReadTable
from benchside.errors import Refused
from benchside.reading import read_file, table_of
from benchside.stacking import stacked


def table_of_all(files: list[Path], named: dict[str, Path], sources: list[dict], wanted: set[str]) -> ReadTable:
    """The rows of all hospitals in the study's order, so that the row numbers of splits.json fit. A file is told by its
    SHA-256, or by `named`: hospital to file. `wanted`: the common columns that are read. Raises `Refused`."""
    tables = []
    for source, path in zip(sources, file_of_each(files, named, sources)):
        table = table_of(read_file(path))
        if table.n != source["rows"]:
            raise Refused(f"{source['site']}: {source['rows']} rows were wanted, and {path.name} has {table.n}.")
        tables.append(table)
    return stacked(tables, sources, wanted)


def file_of_each(files: list[Path], named: dict[str, Path], sources: list[dict]) -> list[Path]:
    """The file of each hospital. Raises `Refused` where one is missing or belongs to none."""
    sites = [source["site"] for source in sources]
    for name in named:
        if name not in sites:
            raise Refused(f"--hospital {name!r} is none of the study's, which are {', '.join(map(repr, sites))}.")
    try:
        left = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    except OSError as error:
        raise Refused(f"A hospital's file cannot be opened: {error}.") from None
    found: dict[str, Path] = dict(named)
    for source in sources:
        same = next((path for path, digest in left.items() if digest == source["sha256"]), None)
        if source["site"] not in found and same is not None:
            found[source["site"]] = same
            del left[same]
    missing = [site for site in sites if site not in found]
    if missing:
        raise Refused(
            f"The study's files of {', '.join(map(repr, missing))} were wanted, and none of those given is one to the "
            f"byte; name them, if they hold the same rows: --hospital '{missing[0]}=FILE.csv'."
        )
    if left:
        raise Refused(f"{next(iter(left))} is no hospital's file of the study; name the study's files alone.")
    return [found[site] for site in sites]
