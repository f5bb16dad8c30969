#!/usr/bin/env python3
"""Compares prediction in Python with the app's, over the cases that src/export/interop writes.

    BENCHSIDE_INTEROP_OUT=FOLDER npx vitest run src/export/interop/write-cases.test.ts
    python interop/check_tables.py FOLDER

One line a case: the largest difference of the predictions, and of the numbers that the networks are given. Ends with
1 where one is above 1e-5.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any, Dict, List, Tuple

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src" / "export" / "python"))

from check_texts import differing_texts  # noqa: E402

from benchside.bundle import Bundle  # noqa: E402
from benchside.errors import Refused  # noqa: E402
from benchside.model import open_model, to_matrix  # noqa: E402
from benchside.reading import read_file, table_of  # noqa: E402
from benchside.table_steps import apply_steps  # noqa: E402

TOLERANCE = 1e-5


def floats(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), dtype="<f4")


def apart(got: np.ndarray, wanted: np.ndarray) -> float:
    """The largest difference, of large numbers as a share of them."""
    if got.shape != wanted.shape:
        return float("inf")
    got, wanted = got.astype(np.float64), wanted.astype(np.float64)
    return float((np.abs(got - wanted) / np.maximum(1, np.abs(wanted))).max(initial=0.0))


def differences(folder: Path, wanted: Dict[str, Any]) -> Tuple[float, float]:
    """Of a case's predictions and of its networks' inputs."""
    model = open_model(Bundle(folder))
    further = [table_of(read_file(folder / f"further-{place}.csv")) for place in range(wanted["further"])]
    rows, _ = model.rows(table_of(read_file(folder / "rows.csv")), further, wanted["site"])
    inputs = [
        apart(to_matrix(apply_steps(member["steps"], rows.table), member["names"]).ravel(), floats(x))
        for member, x in zip(model.members, wanted["x"])
    ]
    return apart(model.predict(rows.table).p.ravel(), floats(wanted["p"])), max(inputs)


def main(folder: Path) -> int:
    folder = folder / "tables"
    failed: List[str] = []
    cases = sorted(folder.glob("case-*"))
    for case in cases:
        wanted = json.loads((case / "expected.json").read_text(encoding="utf-8"))
        name = wanted["name"]
        try:
            predictions, inputs = differences(case, wanted)
            good = "error" not in wanted and max(predictions, inputs) <= TOLERANCE
            told = f"predictions {predictions:.1e}, inputs {inputs:.1e}"
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
