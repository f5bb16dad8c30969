"""A column as read becomes the feature that the model's input says, or two where a cell holds two numbers."""

from __future__ import annotations

import math
import re
from typing import Any, Dict, List, Optional, Set, Tuple, Union

import numpy as np

from .cells import as_categories, distinct_places
from .columns import Cat, Column, Date, Multi, Num, Text, free_name, look_up, recode
from .dates import parse_date
from .javascript import code_units, to_number, trim
from .measurement import parse_pair, read_number

_BLOOD_PRESSURE = re.compile(r"(^|[^a-z])(s?n?i?a?bp|blood ?pressure|pressure)([^a-z]|\Z)|혈압", re.I | re.A)


def as_numbers(column: Union[Num, Cat], decimal: Optional[str] = None, unit: Optional[str] = None) -> Num:
    """A column as numbers; a text that is no number is missing."""
    if isinstance(column, Num):
        return column
    values = [read_number(text, decimal or "point", unit or "") for text in column.dict]
    return Num(look_up(values, column.codes, math.nan))


def sorted_levels(levels: List[str]) -> List[str]:
    """Numbers as numbers where all levels are, else by code unit."""
    numbers = [to_number(text) for text in levels]
    if all(map(math.isfinite, numbers)):
        return [text for _, _, text in sorted(zip(numbers, map(code_units, levels), levels))]
    return sorted(levels, key=code_units)


def _sort_levels(column: Cat) -> Cat:
    levels = sorted_levels(column.dict)
    places = {text: place for place, text in enumerate(levels)}
    return Cat(recode([places[text] for text in column.dict], column.codes), levels)


def merge_levels(column: Cat, same: Optional[Dict[str, str]]) -> Cat:
    """Levels that a person took for the same become one."""
    if not same:
        return column
    place, levels = distinct_places([same.get(text, text) for text in column.dict])
    return Cat(recode(place, column.codes), levels, column.ordered)


def split_multi(column: Cat, separator: str) -> Multi:
    """Cells such as ``HTN;DM`` as sets of items; an item named twice in a cell counts once."""
    items: Dict[str, int] = {}
    cells: List[List[int]] = []
    for text in column.dict:
        named = dict.fromkeys(item for item in map(trim, text.split(separator)) if item != "")
        cells.append([items.setdefault(item, len(items)) for item in named])
    rows = [cells[code] if code >= 0 else [] for code in column.codes.tolist()]
    offsets = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)]).astype(np.int64)
    return Multi(np.asarray([code for row in rows for code in row], dtype=np.int32), offsets, list(items))


def pair_names(name: str, taken: Set[str]) -> Tuple[str, str]:
    """``bp (systolic)`` and ``bp (diastolic)`` where the name says blood pressure, else ``x (1)`` and ``x (2)``."""
    is_pressure = _BLOOD_PRESSURE.search(re.sub(r"[_\-.]+", " ", name))
    first, second = ("systolic", "diastolic") if is_pressure else ("1", "2")
    return free_name(f"{name} ({first})", taken), free_name(f"{name} ({second})", taken)


def typed_columns(column: Union[Num, Cat], about: Dict[str, Any], taken: Set[str]) -> List[Tuple[str, Column]]:
    """The columns of an input, ``about`` as in preprocess.json; names stay clear of ``taken``. An ordinal input is
    read as a nominal one: its order comes with its levels."""
    name, kind = about["name"], about["type"]
    decimal = about.get("decimal")
    if kind == "pair":
        texts = as_categories(column)
        pairs = [parse_pair(text, decimal or "point") or (math.nan, math.nan) for text in texts.dict]
        return [
            (of, Num(look_up([pair[part] for pair in pairs], texts.codes, math.nan)))
            for part, of in enumerate(pair_names(name, taken))
        ]
    if kind in ("continuous", "integer"):
        return [(name, as_numbers(column, decimal, about.get("unit")))]
    texts = as_categories(column)
    if kind == "multi":
        return [(name, split_multi(texts, about.get("separator", ";")))]
    if kind == "date":
        days = [parse_date(text, about.get("dateOrder")) for text in texts.dict]
        return [(name, Date(look_up(days, texts.codes, math.nan)))]
    if kind == "text":
        return [(name, Text(texts.codes, texts.dict))]
    return [(name, _sort_levels(merge_levels(texts, about.get("same"))))]
