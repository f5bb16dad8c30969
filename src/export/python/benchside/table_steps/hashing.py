"""Levels fall by their hash into a fixed number of columns (Weinberger et al., ICML 2009)."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

import numpy as np

from ..columns import Cat, Column, Multi, Num, Table, replace_columns
from ..errors import missing_column

_BITS = 0xFFFFFFFF


def _rotate(x: int, bits: int) -> int:
    return ((x << bits) | (x >> (32 - bits))) & _BITS


def _mix(k: int) -> int:
    return _rotate(k * 0xCC9E2D51 & _BITS, 15) * 0x1B873593 & _BITS


def murmur_hash(text: str) -> int:
    """MurmurHash3 x86 32 bit (Appleby, public domain) of a text's UTF-8 bytes with seed 0, as a signed integer."""
    data = text.encode("utf-8")
    whole = len(data) & ~3
    h = 0
    for i in range(0, whole, 4):
        h ^= _mix(int.from_bytes(data[i : i + 4], "little"))
        h = (_rotate(h, 13) * 5 + 0xE6546B64) & _BITS
    if len(data) > whole:
        h ^= _mix(int.from_bytes(data[whole:], "little"))
    h ^= len(data)
    h = (h ^ (h >> 16)) * 0x85EBCA6B & _BITS
    h = (h ^ (h >> 13)) * 0xC2B2AE35 & _BITS
    h ^= h >> 16
    return h - (1 << 32) if h >> 31 else h


def _bucket(level: str, buckets: int) -> Tuple[int, float]:
    """Bucket and sign of a level, as scikit-learn's FeatureHasher(input_type='string') chooses them."""
    value = murmur_hash(level)
    # The smallest 32-bit integer has no absolute value in 32 bits: scikit-learn goes round it in this way.
    place = (2147483647 - (buckets - 1)) % buckets if value == -2147483648 else abs(value) % buckets
    return place, 1.0 if value >= 0 else -1.0


def hashing(table: Table, _params: Dict[str, Any], state: Any) -> Table:
    """Each level that a cell names adds its sign to its bucket, once; a missing one adds nothing."""
    made: Dict[str, List[Tuple[str, Column]]] = {}
    for name, names in state["columns"]:
        column = table.cols.get(name)
        if isinstance(column, Cat):
            rows, codes = np.arange(table.n)[column.codes >= 0], column.codes[column.codes >= 0]
        elif isinstance(column, Multi):
            named = np.stack([np.repeat(np.arange(table.n), np.diff(column.offsets)), column.codes], axis=1)
            rows, codes = np.unique(named, axis=0).reshape(-1, 2).T
        else:
            raise missing_column(name)
        buckets = [_bucket(level, len(names)) for level in column.dict]
        places = np.asarray([place for place, _ in buckets], dtype=np.int64)[codes]
        signs = np.asarray([sign for _, sign in buckets], dtype=np.float64)[codes]
        hashed = np.zeros((len(names), table.n))
        np.add.at(hashed, (places, rows), signs)
        made[name] = [(new, Num(hashed[place])) for place, new in enumerate(names)]
    return replace_columns(table, made)
