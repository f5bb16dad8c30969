"""Dates as hospitals write them, to days since 1970-01-01."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import NamedTuple, Optional

from .javascript import length, trim

_TIME = (
    r"(?:[ T]+|, ?)(?:(오전|오후|AM|PM) ?)?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?(?: ?(AM|PM))?"
    r"(?: ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?"
)


def _form(day: str) -> "re.Pattern[str]":
    return re.compile(f"{day}(?:{_TIME})?\\Z", re.I | re.A)


_LONG = _form(r"([0-9]{4})([-/.]) ?([0-9]{1,2})\2 ?([0-9]{1,2})\.?")
_SHORT = _form(r"([0-9]{1,2})([-/. ]) ?([0-9]{1,2})\2 ?([0-9]{4}|[0-9]{2})\.?")
_NAMED = _form(r"([0-9]{1,2})(?:st|nd|rd|th)?[-/ .]{0,2}([a-z]{3,9})\.?[-/ ,]{0,2}([0-9]{4}|[0-9]{2})")
_NAMED_FIRST = _form(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[ T]?([0-9]{2}):?([0-9]{2})(?::?([0-9]{2}))?)?\Z")
_KOREAN = re.compile(
    r"([0-9]{4}|[0-9]{2})년 ?([0-9]{1,2})월 ?([0-9]{1,2})일(?: (오전|오후)? ?([0-9]{1,2})시(?: ?([0-9]{1,2})분)?)?\Z"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_NAME = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\Z",
    re.I | re.A,
)
_LONGEST = 40
_YEARS = (1600, 2400)
_EPOCH = date(1970, 1, 1).toordinal()


class WrittenDate(NamedTuple):
    """``open``: the text leaves open which of ``first`` and ``second`` is the day; ``last``: of an open date with a
    year of two digits that year as it stands; ``time``: a share of the day, NaN where it is none."""

    year: int
    first: int
    second: int
    open: bool
    last: Optional[int]
    time: float


def _full_year(text: str) -> int:
    """Two digits as POSIX has them: 69 to 99 are of the 20th century."""
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < 69 else 1900)


def _month_of(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1 if _MONTH_NAME.match(name) else 0


def _time_of(half: Optional[str], hour: Optional[str], minute: Optional[str], second: Optional[str]) -> float:
    hours, minutes, seconds = int(hour or 0), int(minute or 0), int(second or 0)
    if half:
        if not 1 <= hours <= 12:
            return math.nan
        hours = hours % 12 + (12 if half.lower() in ("pm", "오후") else 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        return math.nan
    return (hours * 3600 + minutes * 60 + seconds) / 86_400


def read_date(text: str) -> Optional[WrittenDate]:
    """The parts of a text that has the form of a date; whether there is such a day is not looked at."""
    if length(text) > _LONGEST:
        return None

    def of(year: str, first: int, second: int, is_open: bool, time: float) -> WrittenDate:
        last = int(year) if is_open and len(year) == 2 else None
        return WrittenDate(_full_year(year), first, second, is_open, last, time)

    m = _LONG.match(text)
    if m:
        return of(m[1], int(m[3]), int(m[4]), False, _time_of(m[5] or m[9], m[6], m[7], m[8]))
    m = _SHORT.match(text)
    if m:
        return of(m[4], int(m[1]), int(m[3]), True, _time_of(m[5] or m[9], m[6], m[7], m[8]))
    m = _COMPACT.match(text)
    if m:
        return of(m[1], int(m[2]), int(m[3]), False, _time_of(None, m[4], m[5], m[6]))
    m = _KOREAN.match(text)
    if m:
        return of(m[1], int(m[2]), int(m[3]), False, _time_of(m[4], m[5], m[6], None))
    m = _NAMED.match(text)
    if m:
        return of(m[3], _month_of(m[2]), int(m[1]), False, _time_of(m[4] or m[8], m[5], m[6], m[7]))
    m = _NAMED_FIRST.match(text)
    if m:
        return of(m[3], _month_of(m[1]), int(m[2]), False, _time_of(m[4] or m[8], m[5], m[6], m[7]))
    return None


def parse_date(text: str, order: Optional[str] = None) -> float:
    """Days since 1970-01-01, the time of day as a fraction, as written; NaN where it is no date. ``order``, of
    03/04/2021: ``dayFirst``, ``monthFirst`` (the default), or ``yearFirst`` (21.03.15)."""
    written = read_date(trim(text))
    if not written:
        return math.nan
    year, month, day = written.year, written.first, written.second
    if order == "yearFirst" and written.last is not None:
        year, month, day = _full_year(str(written.first).zfill(2)), written.second, written.last
    elif order == "dayFirst" and written.open:
        month, day = day, month
    if not _YEARS[0] <= year <= _YEARS[1] or not 1 <= month <= 12:
        return math.nan
    try:
        return date(year, month, day).toordinal() - _EPOCH + written.time
    except ValueError:
        return math.nan
