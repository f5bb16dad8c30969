"""Compares what single cells are read as, in Python and in the app."""

from __future__ import annotations

import math
from typing import Any, Dict, List, Optional

import numpy as np

from benchside.analytes import possible_range
from benchside.cells import cell_key, is_missing
from benchside.columns import Num
from benchside.dates import parse_date
from benchside.errors import Refused
from benchside.javascript import nine_digits, to_number, to_text
from benchside.measurement import is_unit, parse_measurement, parse_pair, read_number
from benchside.output import csv_cell
from benchside.reading import read_bytes, table_of
from benchside.table_steps.hashing import murmur_hash
from benchside.table_steps.icd import chapter_of
from benchside.table_steps.normal import normal_quantile
from benchside.table_steps.words import words_of
from benchside.typed import pair_names, sorted_levels


def told(value: float) -> Any:
    """As the cases tell a number: JSON has no NaN, nor infinities."""
    if math.isnan(value) or math.isinf(value):
        return to_text(value)
    return "0" if value == 0 and math.copysign(1, value) < 0 else value


def measured(text: str, mark: str) -> Optional[Dict[str, Any]]:
    found = parse_measurement(text, mark)
    return None if found is None else {"value": found.value, "bound": found.bound, "unit": found.unit}


def answers(text: str) -> Dict[str, Any]:
    """Under the names that the cases have for them."""
    pair, bounds = parse_pair(text, "point"), possible_range(text, "mg/dL")
    return {
        "number": told(to_number(text)),
        "key": cell_key(text),
        "missing": is_missing(text),
        "point": measured(text, "point"),
        "comma": measured(text, "comma"),
        "read": told(read_number(text, "comma", "MG / dl")),
        "unit": is_unit(text),
        "pair": None if pair is None else [told(value) for value in pair],
        "pairNames": list(pair_names(text, {"x (1)"})),
        "dates": [told(parse_date(text, order)) for order in (None, "dayFirst", "monthFirst", "yearFirst")],
        "chapters": [chapter_of(text, "icd9"), chapter_of(text, "icd10")],
        "hash": murmur_hash(text),
        "words": words_of(text),
        "range": None if bounds is None else list(bounds),
        "cell": csv_cell(text),
    }


def file_read(text: str) -> Dict[str, Any]:
    """A file as the cases tell it."""
    try:
        cells = read_bytes(text.encode("utf-8"), "csv")
    except Refused as refused:
        return {"error": str(refused)}
    columns = []
    for read in table_of(cells).columns:
        column = read.column
        if isinstance(column, Num):
            values: List[Any] = [None if math.isnan(value) else value for value in column.v.tolist()]
        else:
            values = [None if code < 0 else column.dict[code] for code in column.codes.tolist()]
        gaps = read.gaps and ["" if code == 0 else read.gaps.tokens[code - 1] for code in read.gaps.codes.tolist()]
        columns.append({"name": read.name, "cells": values, "gaps": gaps})
    return {"nameless": cells.nameless, "columns": columns}


def differing_texts(wanted: Dict[str, Any]) -> List[str]:
    """One line for each answer that is another than the app's."""
    lines: List[str] = []

    def compare(what: str, got: Any, right: Any) -> None:
        if got != right:
            lines.append(f"{what}: {got!r} instead of {right!r}")

    for each in wanted["texts"]:
        text = each["text"]
        for mark in ("point", "comma"):
            found = each[mark]
            each[mark] = found and {key: found[key] for key in ("value", "bound", "unit")}
        for name, got in answers(text).items():
            compare(f"{name} of {text!r}", got, each[name])
    for each in wanted["numbers"]:
        compare(f"text of {each['value']!r}", to_text(each["value"]), each["text"])
        compare(f"nine digits of {each['value']!r}", nine_digits(each["value"]), each["nine"])
    for each in wanted["sorted"]:
        compare(f"order of {each['levels']!r}", sorted_levels(each["levels"]), each["sorted"])
    for each in wanted["files"]:
        text = each.pop("text")
        got = file_read(text)
        # What is refused is refused here too, in words of its own.
        compare(f"file {text!r}", {"error": 0} if "error" in got else got, {"error": 0} if "error" in each else each)
    with np.errstate(divide="ignore", invalid="ignore"):
        for each in wanted["normal"]:
            z = float(normal_quantile(np.asarray([each["p"]]))[0])
            if told(z) != each["z"] and not abs(z - float(each["z"])) <= 1e-14 * abs(z):
                compare(f"normal quantile of {each['p']!r}", z, each["z"])
    return lines
