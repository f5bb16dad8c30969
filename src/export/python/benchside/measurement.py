"""Numbers as laboratories write them: ``<0.01 mg/dL``, ``1.234,5``, ``120/80 mmHg``."""

from __future__ import annotations

import math
import re
from typing import NamedTuple, Optional, Tuple

from .javascript import SPACE_CLASS, length, to_number, trim

_LONGEST = 48
_SHAPE = re.compile(
    rf"(<=|>=|[<>≤≥＜＞])?[{SPACE_CLASS}]*([+\-−])?([0-9][0-9.,'’ \u00a0\u2009\u202f]*[0-9]|[0-9]|[.,][0-9]+)"
    r"(e[+-]?[0-9]{1,3})?([^\n\r\u2028\u2029]*)\Z",
    re.I | re.A,
)
_PLAIN = {
    "point": re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)\Z"),
    "comma": re.compile(r"(?:[0-9]+(?:,[0-9]+)?|,[0-9]+)\Z"),
}
# Thousands parted by one and the same mark throughout: 1,234,567.8 / 1.234.567,8 / 1 234 567 / 1'234.
_GROUPED = {
    "point": re.compile(rf"[1-9][0-9]{{0,2}}([,'’{SPACE_CLASS}])[0-9]{{3}}(?:\1[0-9]{{3}})*(?:\.[0-9]+)?\Z"),
    "comma": re.compile(rf"[1-9][0-9]{{0,2}}([.'’{SPACE_CLASS}])[0-9]{{3}}(?:\1[0-9]{{3}})*(?:,[0-9]+)?\Z"),
}
# A laboratory's remark that the value is high or low: 5.6 H, 2.1*.
_FLAG = re.compile(rf"(?:^|[{SPACE_CLASS}])\(?(?:HH?|LL?|[*↑↓])\)?\Z|[*↑↓]\Z")

# What units are made of, in lower case; a prefix such as m or k may stand before the first row.
_PREFIXED = "g|l|mol|m|u|iu|eq|osm|pa|s|gy|sv|j|cal|kat|v|w|bq|ci|hz"
_WHOLE = "|".join(
    [
        "mmhg|cmh2o|torr|bpm|rpm|°c|°f|%|‰|inch(?:es)?|in|lbs?|oz|ft|feet|hu|db|hpf|lpf|wbcs?|rbcs?",
        "years?|yrs?|yo|y|months?|mos?|weeks?|wks?|days?|d|hours?|hrs?|hr|h|minutes?|mins?|min|seconds?|secs?|sec",
        "beats?|breaths?|cells?|copies|points?|pts?|packs?|pack-?years?|units?|mcg|cc|mm3|cm3",
        "세|개월|주|일|년|시간|분|초|회|개|점|갑|갑년|도",
    ]
)
_ATOM = rf"(?:[kcdmunpfh]?(?:{_PREFIXED})|{_WHOLE})(?:\^?-?[1-3]|[²³])?"
_POWER = r"[x×*]?10(?:\^|\*\*?|e)?[0-9]{1,2}|[x×*]?10[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}"
_UNIT = re.compile(
    rf"(?:(?:{_POWER})(?=/)|(?:{_POWER})?{_ATOM}|k(?=/))?(?:[/·*](?:[0-9]+(?:\.[0-9]+)?)?{_ATOM})*\Z"
)
_SPELLINGS = [
    (re.compile(pattern, re.I | re.A), spelling)
    for pattern, spelling in [
        (f"[{SPACE_CLASS}]+", ""), ("[µμ]", "u"), ("㎎", "mg"), ("㎏", "kg"), ("㎖", "ml"), ("㎗", "dl"),
        ("㎝", "cm"), ("㎜", "mm"), ("℃|[°˚º]c", "°c"), ("℉|[°˚º]f", "°f"),
    ]
]  # fmt: skip

_PAIR = re.compile(r"([^/]+)/([^/]+)\Z")
_NO_NUMBER = re.compile(rf"[{SPACE_CLASS}]*[-?][{SPACE_CLASS}]*\Z")
_DIGITS = re.compile(r"[+-]?[0-9]+\Z")


class Measurement(NamedTuple):
    """``bound``: which way the true value lies from ``value``; empty where it is the value itself."""

    value: float
    bound: str
    unit: str


def unit_key(unit: str) -> str:
    """One spelling of a unit: no blanks, small letters, ``u`` for micro."""
    for pattern, spelling in _SPELLINGS:
        unit = pattern.sub(spelling, unit)
    return unit.lower()


def is_unit(text: str) -> bool:
    """Whether a text is a unit as hospitals write them. Only known ones: ``5 Main`` is no measurement."""
    key = unit_key(text)
    return key != "" and length(key) <= 20 and _UNIT.match(key) is not None


def _unit_of(rest: str) -> Optional[str]:
    plain = trim(_FLAG.sub("", rest, count=1))
    if plain == "" or is_unit(plain):
        return plain
    return rest if is_unit(rest) else None


def _under(mark: str, digits: str) -> Optional[str]:
    """The digits under one decimal mark as a number without sign; None where they are none under it."""
    if not _PLAIN[mark].match(digits) and not _GROUPED[mark].match(digits):
        return None
    whole, _, fraction = digits.partition("." if mark == "point" else ",")
    return f"{re.sub('[^0-9]', '', whole)}.{fraction}"


def parse_measurement(text: str, decimal: str) -> Optional[Measurement]:
    """What a cell holds as a measurement, or None. ``decimal`` decides where point and comma leave doubt."""
    if length(text) > _LONGEST:
        return None
    parts = _SHAPE.match(trim(text))
    if not parts:
        return None
    sign, minus, digits, exponent, rest = (part or "" for part in parts.groups())
    unit = _unit_of(trim(rest))
    if unit is None or re.match("0[0-9]|[0-9]{16,}", digits):
        return None
    point, comma = _under("point", digits), _under("comma", digits)
    chosen = (point if decimal == "point" else comma) or point or comma
    if chosen is None:
        return None
    value = to_number(f"{'-' if minus not in ('', '+') else ''}{chosen}{exponent}")
    if not math.isfinite(value):
        return None
    return Measurement(value, "" if sign == "" else "<" if sign[0] in "<≤＜" else ">", unit)


def read_number(text: str, decimal: str = "point", unit: str = "") -> float:
    """The number of a cell, of a value beyond a limit (<0.01) the limit; NaN where it is none or has another unit."""
    found = parse_measurement(text, decimal)
    if found:
        return found.value if found.unit == "" or unit_key(found.unit) == unit_key(unit) else math.nan
    # 007 was taken for a code; who calls the column a number wants 7.
    return to_number(text) if _DIGITS.match(trim(text)) else math.nan


def parse_pair(text: str, decimal: str) -> Optional[Tuple[float, float]]:
    """The two numbers of a cell such as ``120 / 80 mmHg``; one of them may be missing (``120/-``): NaN."""
    parts = _PAIR.match(text)
    if not parts:
        return None

    def number(part: str) -> Optional[float]:
        if _NO_NUMBER.match(part):
            return math.nan
        found = parse_measurement(part, decimal)
        good = found and found.bound == "" and unit_key(found.unit) in ("", "mmhg")
        return found.value if found and good else None

    first, second = number(parts.group(1)), number(parts.group(2))
    if first is None or second is None or (math.isnan(first) and math.isnan(second)):
        return None
    return first, second
