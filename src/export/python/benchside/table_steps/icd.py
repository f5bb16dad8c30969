"""Diagnosis codes become the chapters they stand in: ICD-9-CM with its E and V codes, and ICD-10."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional, Tuple

import numpy as np

from ..cells import distinct_places
from ..columns import Cat, Column, Multi, Table, recode, replace_columns
from ..errors import missing_column
from ..javascript import to_number, trim

# First and last category of each chapter of numbered codes of ICD-9-CM.
_NINE = [
    (1, 139), (140, 239), (240, 279), (280, 289), (290, 319), (320, 389), (390, 459), (460, 519), (520, 579),
    (580, 629), (630, 679), (680, 709), (710, 739), (740, 759), (760, 779), (780, 799), (800, 999),
]  # fmt: skip
_V_CODES, _E_CODES = "V01–V91", "E000–E999"
_TEN = [
    "A00–B99", "C00–D49", "D50–D89", "E00–E90", "F00–F99", "G00–G99", "H00–H59", "H60–H95", "I00–I99", "J00–J99",
    "K00–K95", "L00–L99", "M00–M99", "N00–N99", "O00–O99", "P00–P96", "Q00–Q99", "R00–R99", "S00–T98", "V00–Y99",
    "Z00–Z99", "U00–U99",
]  # fmt: skip
_NO_CHAPTER = "no chapter"
_NUMBERED = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{0,2})?|[0-9]{4,5})\Z")
_V_OR_E = re.compile(r"(?:V[0-9]{2}(?:\.?[0-9]{0,2})|E[0-9]{3}(?:\.?[0-9]?))\Z")
# The third character is a letter in a few ICD-10-CM categories, such as C7A or Z3A.
_LETTERED = re.compile(r"[A-Z][0-9][0-9AB](?:\.[0-9A-Z]{0,4}|[0-9X][0-9A-Z]{0,3})?\Z")


def _form(code: str) -> Optional[str]:
    """Which version's form a code has; ``either`` for E and V codes that are codes of both."""
    if _NUMBERED.match(code):
        return "icd9"
    nine, ten = _V_OR_E.match(code), _LETTERED.match(code)
    if nine and ten:
        return "either"
    return "icd9" if nine else "icd10" if ten else None


def chapter_of(code: str, version: str) -> str:
    """The range of a code's chapter; ``version`` decides on codes that are codes of both."""
    text = re.sub(r"[+*†]\Z", "", trim(code).upper())
    form = _form(text)
    if form is None:
        return _NO_CHAPTER
    if form == "icd10" or (form == "either" and version == "icd10"):
        category = text[:3]
        return next((name for name in _TEN if name[:3] <= category <= name[4:]), _NO_CHAPTER)
    if text[0] in "VE":
        return _V_CODES if text[0] == "V" else _E_CODES
    number = to_number(text[:3])
    return next((f"{low:03d}–{high:03d}" for low, high in _NINE if low <= number <= high), _NO_CHAPTER)


def chapters(table: Table, _params: Dict[str, Any], state: Any) -> Table:
    """Chapters for codes; a cell that names two codes of a chapter names it once."""
    made: Dict[str, List[Tuple[str, Column]]] = {}
    for name, version in state["columns"]:
        column = table.cols.get(name)
        if not isinstance(column, (Cat, Multi)):
            raise missing_column(name)
        place, names = distinct_places([chapter_of(code, version) for code in column.dict])
        codes = recode(place, column.codes)
        if isinstance(column, Cat):
            made[name] = [(name, Cat(codes, names))]
        else:
            starts, stops = column.offsets[:-1].tolist(), column.offsets[1:].tolist()
            rows = [list(dict.fromkeys(codes[start:stop].tolist())) for start, stop in zip(starts, stops)]
            offsets = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)])
            named = np.asarray([code for row in rows for code in row], dtype=np.int32)
            made[name] = [(name, Multi(named, offsets.astype(np.int64), names))]
    return replace_columns(table, made)
