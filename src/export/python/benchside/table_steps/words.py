"""Free texts become one column a word, without what may name a person."""

from __future__ import annotations

import math
import re
import sys
import unicodedata
from functools import lru_cache
from typing import Any, Dict, List, Tuple

import numpy as np

from ..columns import Column, Num, Table, Text, fitted_column, replace_columns
from ..javascript import SPACE_CLASS, length

_MAIL_OR_LINK = re.compile(rf"[^{SPACE_CLASS}]+@[^{SPACE_CLASS}]+|\b(?:https?://|www\.)[^{SPACE_CLASS}]+", re.A)
# A Hangul word with a form of address at its end is a name.
_ADDRESSED = re.compile(r"(?:님|씨)(?:은|는|이|가|을|를|의|께서|께)?\Z")
# Hangul and Han, of Unicode's Scripts.txt, as far as NFKC leaves them.
_ONE_SYLLABLE = re.compile(
    "[\u1100-\u11ff\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7c6\ud7cb-\ud7fb\u3131-\u318e"
    "\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufa6d\ufa70-\ufad9\U00016fe2\U00016ff0-\U00016ff1\U00020000-\U0002fa1f\U00030000-\U000323af]\\Z"
)


@lru_cache(maxsize=None)
def _class(category: str) -> str:
    """All characters of a general category (L: letters, N: numbers) as the inside of a class."""
    points = [p for p in range(sys.maxunicode + 1) if unicodedata.category(chr(p)).startswith(category)]
    spans: List[List[int]] = []
    for point in points:
        if spans and spans[-1][1] == point - 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in spans)


@lru_cache(maxsize=None)
def _patterns() -> Tuple["re.Pattern[str]", "re.Pattern[str]", "re.Pattern[str]"]:
    """A title and the name after it; a word; what is no number."""
    letters, numbers = _class("L"), _class("N")
    titled = re.compile(rf"\b(?:mr|mrs|ms|miss|dr|prof)\b\.?[{SPACE_CLASS}]+[{letters}]+", re.A)
    return titled, re.compile(f"[{letters}{numbers}_]+"), re.compile(f"[^{numbers}]")


def words_of(text: str) -> List[str]:
    """Words in small letters: at least two letters or digits, or one syllable of Hangul or one Chinese character. Left
    out: numbers, words with three digits or more, mail addresses and links, names after a title."""
    titled, word, no_number = _patterns()
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = titled.sub(" ", _MAIL_OR_LINK.sub(" ", plain))

    def may_identify(found: str) -> bool:
        digits = no_number.sub("", found)
        return digits == found or length(digits) >= 3 or _ADDRESSED.search(found) is not None

    found = word.findall(plain)
    return [each for each in found if (len(each) > 1 or _ONE_SYLLABLE.match(each)) and not may_identify(each)]


def _weigh(cell: str, places: Dict[str, int], idf: List[float], tfidf: bool) -> List[Tuple[int, float]]:
    """Words and their weights in one cell: 1 each, or their counts times the idf, brought to length 1."""
    counts: Dict[int, int] = {}
    for word in words_of(cell):
        place = places.get(word)
        if place is not None:
            counts[place] = counts.get(place, 0) + 1
    if not tfidf:
        return [(place, 1.0) for place in counts]
    weights = [(place, count * idf[place]) for place, count in counts.items()]
    size = _hypot([value for _, value in weights])
    return [(place, value / size) for place, value in weights]


def _hypot(values: List[float]) -> float:
    """The length of a vector as Chromium computes it: of shares of the largest, by Kahan's summation."""
    largest = max(values, default=0.0)
    total = lost = 0.0
    for value in values:
        share = value / largest
        summand = share * share - lost
        before, total = total, total + summand
        lost = (total - before) - summand
    return math.sqrt(total) * largest


def bag_of_words(table: Table, params: Dict[str, Any], state: Any) -> Table:
    """0/1, or tf-idf with rows of length 1. Missing text is zero everywhere."""
    made: Dict[str, List[Tuple[str, Column]]] = {}
    for about in state["columns"]:
        column = fitted_column(table, about["column"], Text)
        places = {word: place for place, (word, _, _) in enumerate(about["words"])}
        idf = [value for _, _, value in about["words"]]
        weights = [_weigh(cell, places, idf, params["weight"] == "tfidf") for cell in column.dict]
        values = np.zeros((len(idf), table.n))
        for row, code in enumerate(column.codes.tolist()):
            for place, value in weights[code] if code >= 0 else []:
                values[place, row] = value
        made[about["column"]] = [(name, Num(values[place])) for place, (_, name, _) in enumerate(about["words"])]
    return replace_columns(table, made)
