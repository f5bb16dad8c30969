"""Several hospitals' tables as one, as the app makes it (data/sites/combine.ts)."""

from __future__ import annotations

from typing import Any, Optional, Set, Union

import numpy as np

from .cells import as_categories
from .columns import Cat, Gaps, Num, ReadColumn, ReadTable, free_name, recode
from .hospitals import under_mapping

# A token's place is kept in a byte.
MOST_TOKENS = 255
Piece = Optional[ReadColumn]


def stacked(
    tables: list[ReadTable], sources: list[dict[str, Any]], wanted: Optional[Set[str]] = None
) -> ReadTable:
    """Rows in the order of the hospitals, columns by their common names; what a hospital has not is missing there.

    The first column says the hospital. A column is numbers where it is in every hospital, else texts. `wanted`: the
    common names that are read; without it all.
    """
    known = {plan["to"] for source in sources for plan in source["columns"]}
    read = known if wanted is None else wanted
    parts = [
        {column.name: column for column in under_mapping(table, source, read).columns}
        for table, source in zip(tables, sources)
    ]
    sizes = [table.n for table in tables]
    names = list(dict.fromkeys(name for part in parts for name in part))
    site = Cat(np.repeat(np.arange(len(sizes), dtype=np.int32), sizes), [source["site"] for source in sources])
    columns = [ReadColumn(free_name("site", known), site)]
    columns += [_stack(name, [part.get(name) for part in parts], sizes) for name in names]
    return ReadTable(sum(sizes), columns)


def _stack(name: str, pieces: list[Piece], sizes: list[int]) -> ReadColumn:
    kinds = [_kind(piece) for piece in pieces]
    numeric = "number" in kinds and "text" not in kinds
    column = _numbers(pieces, sizes) if numeric else _texts(pieces, sizes)
    return ReadColumn(name, column, _gaps(pieces, sizes))


def _kind(piece: Piece) -> str:
    if piece is None or (isinstance(piece.column, Cat) and not piece.column.dict):
        return "missing"
    return "number" if isinstance(piece.column, Num) else "text"


def _numbers(pieces: list[Piece], sizes: list[int]) -> Num:
    nothing = [np.full(n, np.nan) for n in sizes]
    own = [piece.column.v if piece and isinstance(piece.column, Num) else none for piece, none in zip(pieces, nothing)]
    return Num(np.concatenate(own))


def _texts(pieces: list[Piece], sizes: list[int]) -> Cat:
    places: dict[str, int] = {}
    codes = []
    for piece, n in zip(pieces, sizes):
        own: Union[Cat, None] = as_categories(piece.column) if piece else None
        place = [places.setdefault(text, len(places)) for text in own.dict] if own else []
        codes.append(recode(place, own.codes) if own else np.full(n, -1, dtype=np.int32))
    return Cat(np.concatenate(codes), list(places))


def _gaps(pieces: list[Piece], sizes: list[int]) -> Optional[Gaps]:
    tokens: dict[str, int] = {}
    codes = []
    for piece, n in zip(pieces, sizes):
        gaps = piece.gaps if piece else None
        place = [0, *(tokens.setdefault(token, len(tokens) + 1) for token in gaps.tokens)] if gaps else [0]
        kept = np.asarray([each if each <= MOST_TOKENS else 0 for each in place], dtype=np.int32)
        codes.append(kept[gaps.codes] if gaps else np.zeros(n, dtype=np.int32))
    return Gaps([*tokens][:MOST_TOKENS], np.concatenate(codes)) if tokens else None
