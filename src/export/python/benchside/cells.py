"""Cells of a column as numbers, texts, or missing."""

from __future__ import annotations

import math
import re
from typing import Callable, Dict, List, Optional, Sequence, Tuple, Union

import numpy as np

from .columns import Cat, Gaps, Num, ReadColumn
from .javascript import length, to_number, to_text, trim

# Texts that usually stand for a missing cell, in any case.
USUAL_MISSING = (
    "?", "NA", "N/A", "NaN", "null", "none", "-", "--", ".", "Unknown", "missing", "#N/A", "<NA>", "#NULL!",
    "결측", "모름", "미상",
)  # fmt: skip
_MISSING = {"", *(text.lower() for text in USUAL_MISSING)}
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?\Z", re.I | re.A)
# A code such as 007, or an id longer than a float64 holds exactly: not a quantity.
_CODE = re.compile(r"[+-]?0[0-9]|[0-9]{16,}\Z")
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+\Z")
# 1,234: one thousand, or one and a bit?
_DOUBTFUL = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}\Z")
# Distinct values above which the app's reader keeps a column's numbers alone.
_DICTIONARY = 65_536
_MOST_TOKENS = 255


def is_missing(text: str) -> bool:
    """Whether a cell is blank or usually stands for missing."""
    return length(text) <= 7 and trim(text).lower() in _MISSING


def parse_number(text: str, decimal_comma: bool) -> float:
    """The number a cell holds, or NaN. Codes with leading zeros and numbers of more than 15 digits are texts."""
    plain = text.replace(",", ".", 1) if decimal_comma and _COMMA.match(text) else text
    value = to_number(plain) if _NUMBER.match(plain) and not _CODE.match(plain) else math.nan
    return value if math.isfinite(value) else math.nan


def cell_key(text: str) -> str:
    """``?`` and `` ?``, ``NA`` and ``na``, -9 and -9.0 are each one text for missing."""
    plain = trim(text)
    value = parse_number(plain, False)
    return f"~{plain.lower()}" if math.isnan(value) else f"#{to_text(value)}"


def missing_test(missing: Optional[Sequence[str]]) -> Callable[[str], bool]:
    """Whether a text stands for missing: blank, or one of ``missing`` (the usual texts where it is not given)."""
    if missing is None:
        return is_missing
    keys = {cell_key(text) for text in missing}
    return lambda text: trim(text) == "" or cell_key(text) in keys


class _Numbers:
    """Reads distinct texts as numbers and remembers what their decimal commas say."""

    def __init__(self, decimal_comma: bool) -> None:
        self.decimal_comma = decimal_comma
        self.comma_seen = False
        self.comma_doubted = False

    @property
    def doubtful(self) -> bool:
        return self.comma_doubted and not self.comma_seen

    def value(self, text: str) -> Optional[float]:
        """NaN where missing, None where it is a text."""
        if is_missing(text):
            return math.nan
        value = parse_number(text, self.decimal_comma)
        if math.isnan(value):
            return None
        if "," in text:
            if _DOUBTFUL.match(text):
                self.comma_doubted = True
            else:
                self.comma_seen = True
        return value

    def all(self, texts: Sequence[str]) -> Optional[List[float]]:
        """The texts as numbers; None where one is a text, all are missing, or commas leave doubt."""
        values: List[float] = []
        for text in texts:
            value = self.value(text)
            if value is None:
                return None
            values.append(value)
        return None if self.doubtful or all(map(math.isnan, values)) else values


def read_column(name: str, cells: Sequence[str], decimal_comma: bool) -> ReadColumn:
    """A column of cells: numbers where every one is a number or missing, else texts."""
    texts = [trim(cell) for cell in cells]
    reader = _Numbers(decimal_comma)
    texts = _as_very_long(texts, reader) if len(texts) > _DICTIONARY else texts
    places: Dict[str, int] = {}
    codes = np.fromiter((places.setdefault(text, len(places)) for text in texts), dtype=np.int64, count=len(texts))
    distinct = list(places)
    values = reader.all(distinct)
    if values is not None:
        column: Union[Num, Cat] = Num(np.asarray(values)[codes])
        gone = [math.isnan(value) for value in values]
    else:
        gone = [is_missing(text) for text in distinct]
        levels = [text for text, missing in zip(distinct, gone) if not missing]
        order = {text: place for place, text in enumerate(levels)}
        column = Cat(np.asarray([order.get(text, -1) for text in distinct], dtype=np.int32)[codes], levels)
    return ReadColumn(name, column, _gaps(distinct, gone, codes))


def _gaps(distinct: Sequence[str], gone: Sequence[bool], codes: np.ndarray) -> Optional[Gaps]:
    tokens = [text for text, missing in zip(distinct, gone) if missing and text != ""][:_MOST_TOKENS]
    if not tokens:
        return None
    place = {token: number for number, token in enumerate(tokens, 1)}
    of_text = [place.get(text, 0) if missing else 0 for text, missing in zip(distinct, gone)]
    return Gaps(tokens, np.asarray(of_text, dtype=np.int32)[codes])


def _as_very_long(texts: List[str], reader: _Numbers) -> List[str]:
    """As the app's reader takes a long column of ever new numbers: where a text turns up after all, the numbers
    before it have become texts as JavaScript writes them."""
    seen: Dict[str, None] = {}
    start = -1
    for row, text in enumerate(texts):
        seen[text] = None
        if len(seen) > _DICTIONARY:
            start = row + 1
            break
    values = reader.all(list(seen)) if start > 0 else None
    if values is None:
        return texts
    for row in range(start, len(texts)):
        if reader.value(texts[row]) is None or reader.doubtful:
            before = [text if is_missing(text) else to_text(reader.value(text) or 0.0) for text in texts[:row]]
            return before + texts[row:]
    return texts


def numbers_as_texts(column: Num) -> Cat:
    """Numbers as their own texts, in the order of their appearance."""
    places: Dict[float, int] = {}
    codes = [-1 if value != value else places.setdefault(value + 0.0, len(places)) for value in column.v.tolist()]
    return Cat(np.asarray(codes, dtype=np.int32), [to_text(value) for value in places])


def decide_missing(read: ReadColumn, missing: Optional[Sequence[str]]) -> Union[Num, Cat]:
    """A column under a person's list of texts for missing: cells that hold one are missing, tokens that the list
    does not name are values again. Without a list the column as read."""
    column, gaps = read.column, read.gaps
    if missing is None:
        return column
    is_gap = missing_test(missing)
    tokens = gaps.tokens if gaps else []
    back = [not is_gap(token) for token in tokens]
    if isinstance(column, Num) and not any(back):
        return _empty_numbers(column, is_gap)
    texts = numbers_as_texts(column) if isinstance(column, Num) else column
    places: Dict[str, int] = {}

    def place_of(text: str) -> int:
        return places.setdefault(text, len(places))

    place = [-1 if is_gap(text) else place_of(text) for text in texts.dict]
    of_token = [place_of(token) if is_back else -1 for token, is_back in zip(tokens, back)]
    codes = np.append(np.asarray(place, dtype=np.int32), np.int32(-1))[texts.codes]
    if gaps:
        at = gaps.codes > 0
        codes[at] = np.asarray(of_token, dtype=np.int32)[gaps.codes[at] - 1]
    return Cat(codes, list(places))


def _empty_numbers(column: Num, is_gap: Callable[[str], bool]) -> Num:
    values, codes = np.unique(column.v, return_inverse=True)
    decided = [math.nan if value == value and is_gap(to_text(value)) else value for value in values.tolist()]
    return Num(np.asarray(decided, dtype=np.float64)[codes.reshape(-1)])


def as_categories(column: Union[Num, Cat]) -> Cat:
    """A column as categories; numbers become their own texts, in the order of the numbers."""
    if isinstance(column, Cat):
        return column
    there = ~np.isnan(column.v)
    values, places = np.unique(column.v[there] + 0.0, return_inverse=True)
    codes = np.full(len(column.v), -1, dtype=np.int32)
    codes[there] = places.reshape(-1)
    return Cat(codes, [to_text(value) for value in values.tolist()])


def distinct_places(texts: Sequence[str]) -> Tuple[List[int], List[str]]:
    """Each text's place among the distinct ones, and these in order of appearance."""
    places: Dict[str, int] = {}
    return [places.setdefault(text, len(places)) for text in texts], list(places)
