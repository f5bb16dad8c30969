"""The files of several hospitals as the one table that a study was made of: common names, units and levels."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from benchside.cells import as_categories
from benchside.columns import Cat, Gaps, Num, ReadColumn, ReadTable, recode
from benchside.errors import Refused
from benchside.hospitals import under_mapping
from benchside.reading import read_file, table_of

# A token's place is kept in a byte: tokens beyond are blanks like any other.
MOST_TOKENS = 255


def table_of_all(files: list[Path], named: dict[str, Path], sources: list[dict], wanted: set[str]) -> ReadTable:
    """The rows of all hospitals in the study's order, so that the row numbers of splits.json fit. A file is told by its
    SHA-256, or by `named`: hospital to file. `wanted`: the common columns that are read. Raises `Refused`."""
    tables = []
    for source, path in zip(sources, file_of_each(files, named, sources)):
        table = table_of(read_file(path))
        if table.n != source["rows"]:
            raise Refused(f"{source['site']}: {source['rows']} rows were wanted, and {path.name} has {table.n}.")
        tables.append(under_mapping(table, source, wanted))
    names = list(dict.fromkeys(name for table in tables for name in table.names))
    columns = [stacked(name, tables) for name in names]
    site = site_column({plan["to"] for source in sources for plan in source["columns"]})
    if site in wanted:
        codes = np.repeat(np.arange(len(tables), dtype=np.int32), [table.n for table in tables])
        columns.append(ReadColumn(site, Cat(codes, [source["site"] for source in sources])))
    return ReadTable(sum(table.n for table in tables), columns)


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


def site_column(names: set[str]) -> str:
    """What the study calls the column of the hospital beside these."""
    number = 1
    while (name := "site" if number == 1 else f"site ({number})") in names:
        number += 1
    return name


def stacked(name: str, tables: list[ReadTable]) -> ReadColumn:
    """A column of all hospitals: numbers where it is in every one, else texts; missing where a hospital has none."""
    pieces = [(table.n, next((c for c in table.columns if c.name == name), None)) for table in tables]
    told = [read.column for _, read in pieces if read and not (isinstance(read.column, Cat) and not read.column.dict)]
    if told and all(isinstance(column, Num) for column in told):
        parts = [read.column.v if read and isinstance(read.column, Num) else np.full(n, np.nan) for n, read in pieces]
        return ReadColumn(name, Num(np.concatenate(parts)), stacked_gaps(pieces))
    places: dict[str, int] = {}
    codes = []
    for n, read in pieces:
        own = as_categories(read.column) if read else Cat(np.full(n, -1, dtype=np.int32), [])
        codes.append(recode([places.setdefault(text, len(places)) for text in own.dict], own.codes))
    return ReadColumn(name, Cat(np.concatenate(codes), list(places)), stacked_gaps(pieces))


def stacked_gaps(pieces: list[tuple[int, Any]]) -> Gaps | None:
    """The tokens for missing of all hospitals' cells of one column."""
    tokens: dict[str, int] = {}
    codes = []
    for n, read in pieces:
        if read is None or read.gaps is None:
            codes.append(np.zeros(n, dtype=np.int32))
            continue
        places = [tokens.setdefault(token, len(tokens) + 1) for token in read.gaps.tokens]
        kept = [place if place <= MOST_TOKENS else 0 for place in places]
        codes.append(np.asarray([0, *kept], dtype=np.int32)[read.gaps.codes])
    return Gaps(list(tokens)[:MOST_TOKENS], np.concatenate(codes)) if tokens else None
