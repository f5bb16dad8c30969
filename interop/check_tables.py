#!/usr/bin/env python3
"""Compares prediction in Python with the app's, over the cases that src/export/interop writes.

    BENCHSIDE_INTEROP_OUT=FOLDER npx vitest run src/export/interop/write-cases.test.ts
    python interop/check_tables.py FOLDER

One line a case: the largest difference of the predictions, of the numbers that the networks are given, and of the
files that are handed out. Ends with 1 where one is above 1e-5.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import sys
from pathlib import Path
from typing import Any, Dict, List, Tuple

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src" / "export" / "python"))

from check_texts import differing_texts  # noqa: E402

from benchside.bundle import Bundle  # noqa: E402
from benchside.columns import take_rows  # noqa: E402
from benchside.errors import Refused  # noqa: E402
from benchside.model import open_model, prepared_rows  # noqa: E402
from benchside.output import as_file, predictions_csv  # noqa: E402
from benchside.reading import read_file, table_of  # noqa: E402
from benchside.remarks import predict_new  # noqa: E402

TOLERANCE = 1e-5


def floats(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), dtype="<f4")


def apart(got: np.ndarray, wanted: np.ndarray) -> float:
    """The largest difference, of large numbers as a share of them."""
    if got.shape != wanted.shape:
        return float("inf")
    got, wanted = got.astype(np.float64), wanted.astype(np.float64)
    if not np.array_equal(np.isnan(got), np.isnan(wanted)):
        return float("inf")
    got, wanted = got[~np.isnan(got)], wanted[~np.isnan(wanted)]
    return float((np.abs(got - wanted) / np.maximum(1, np.abs(wanted))).max(initial=0.0))


def files_apart(got: bytes, wanted: bytes) -> float:
    """The largest difference of two files of predictions: cells are the same text or nearly the same number."""
    texts = [data.decode("utf-8") for data in (got, wanted)]
    own, other = (list(csv.reader(io.StringIO(text, newline=""))) for text in texts)
    if [len(row) for row in own] != [len(row) for row in other]:
        return float("inf")
    most = 0.0
    for cell, app in ((cell, app) for row, others in zip(own, other) for cell, app in zip(row, others)):
        if cell != app:
            try:
                most = max(most, apart(np.asarray([float(cell)]), np.asarray([float(app)])))
            except ValueError:
                return float("inf")
    return most


def differences(folder: Path, wanted: Dict[str, Any]) -> Tuple[float, float, float]:
    """Of a case's predictions, of its networks' inputs and of the files handed out."""
    model = open_model(Bundle(folder))
    further = [table_of(read_file(folder / f"further-{place}.csv")) for place in range(wanted["further"])]
    cells = read_file(folder / "rows.csv")
    rows, _ = model.rows(table_of(cells), further, wanted["site"])
    predictions, remarks = predict_new(model, rows)
    given = take_rows(rows.table, remarks.predictable)
    inputs = [
        apart(prepared_rows(member, given).ravel(), floats(x))
        for member, x in zip(model.members, wanted["x"])
    ]
    written = as_file(predictions_csv(cells, predictions, remarks))
    files = files_apart(written, (folder / "expected.csv").read_bytes())
    return apart(predictions.p.ravel(), floats(wanted["p"])), max(inputs), files


def main(folder: Path) -> int:
    folder = folder / "tables"
    failed: List[str] = []
    cases = sorted(folder.glob("case-*"))
    for case in cases:
        wanted = json.loads((case / "expected.json").read_text(encoding="utf-8"))
        name = wanted["name"]
        try:
            predictions, inputs, files = differences(case, wanted)
            good = "error" not in wanted and max(predictions, inputs, files) <= TOLERANCE
            told = f"predictions {predictions:.1e}, inputs {inputs:.1e}, files {files:.1e}"
        except Refused as refused:
            good, told = "error" in wanted, f"refused: {refused}"
        print(f"{'ok  ' if good else 'FAIL'} {name:40} {told}")
        if not good:
            failed.append(name)
    texts = differing_texts(json.loads((folder / "texts.json").read_text(encoding="utf-8"), parse_int=float))
    for line in texts[:20]:
        print(f"FAIL {line}")
    print(f"{len(cases)} cases, {len(failed)} differ; of single texts {len(texts)} answers differ")
    return 1 if failed or texts or not cases else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
