"""Compares training in Keras with the app's: the same first weights, rows and order must give the same last weights,
and the tables of pictures and of several hospitals are the app's cell by cell.

    BENCHSIDE_INTEROP_OUT=FOLDER npx vitest run src/export/keras/
    KERAS_BACKEND=jax python interop/check_training.py FOLDER

Prints a line a network: by how much a tensor differs, as a share of how far training moved it, and the median of that
over its tensors. Ends with 1 where that is beyond 1e-3. The median, because a bias before batch normalization has no
gradient but rounding, which Adam makes steps of.
"""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
from pathlib import Path

import numpy as np

SOURCES = Path(__file__).parent.parent / "src" / "export" / "python"
LIMIT = 1e-3


class GivenOrders:
    """Stands in for a random generator: the orders in which the app took the rows."""

    def __init__(self, orders: list[list[int]]) -> None:
        self.orders = iter(orders)

    def permutation(self, n: int) -> np.ndarray:
        return np.array(next(self.orders))


def values_of(model_keras, model) -> dict[str, np.ndarray]:
    convert = model_keras.keras.ops.convert_to_numpy
    return {name: convert(variable) for name, variable in model_keras.parameters(model).items()}


def middle_error(folder: Path) -> float:
    sys.path[:0] = [str(folder), str(SOURCES)]
    for name in ("model_keras", "keras_training"):
        sys.modules.pop(name, None)
    model_keras, keras_training = (importlib.import_module(name) for name in ("model_keras", "keras_training"))
    del sys.path[:2]
    given = json.loads((folder / "rows.json").read_text())
    n, inputs = given["rows"], given["inputs"]
    x = np.asarray(given["x"], np.float32).reshape(n, -1)
    if "x" in inputs:
        arrays = [x]
    else:
        size = int(np.prod(inputs["picture"]))
        arrays = [x[:, :size].reshape(n, *inputs["picture"])] + ([x[:, size:]] if inputs["table"] else [])
    rows, training = keras_training.Rows(arrays, np.asarray(given["y"])), given["training"]
    start, network = (model_keras.load(folder / "start") for _ in range(2))
    stages = [(training, given["orders"])]
    if head := training.get("head"):
        stages.insert(0, ({**training, **head}, head["orders"]))
    for stage, orders in stages:
        fold = keras_training.Fold(network, rows, rows, stage, seed=0)
        if stage is not training:
            fold = keras_training.head_of(fold, stage)
        fold.random = GivenOrders(orders)
        for _ in orders:
            fold.epoch()
    before, after = values_of(model_keras, start), values_of(model_keras, network)
    expected = values_of(model_keras, model_keras.load(folder / "end"))
    errors = [
        np.linalg.norm(after[name] - wanted) / np.linalg.norm(wanted - before[name])
        for name, wanted in expected.items()
    ]
    return float(np.median(errors))


def cells_of(column) -> list:
    """A column's cells: numbers, texts, or None where missing."""
    if hasattr(column, "v"):
        return [None if np.isnan(value) else value for value in column.v.tolist()]
    return [None if code < 0 else column.dict[code] for code in column.codes.tolist()]


def tables_differ(root: Path) -> list[str]:
    """What of the study's tables is not as the app makes it, a line each."""
    sys.path.insert(0, str(SOURCES))
    import keras_hospitals
    from benchside import picture_table
    from benchside.reading import read_bytes, table_of

    wrong = []
    cases = json.loads((root / "pictures.json").read_text(encoding="utf-8"))
    for case in cases:
        files = case["files"]
        beside = case["table"] and table_of(read_bytes(case["table"].encode(), "csv"))
        file_of = np.repeat(np.arange(len(files)), [file["pictures"] for file in files])
        tags = [file.get("tags", {}) for file in files]
        paths = [file["path"] for file in files]
        made = picture_table.labelled(paths, file_of, tags, case["images"], beside)
        if case["hand"]:
            given = table_of(read_bytes(case["hand"].encode(), "csv"))
            made = picture_table.corrected(made, case["target"], given, paths, file_of)
        # Parts that came with a set and patients are no one's inputs.
        expected = {name: cells for name, cells in case["expected"].items() if name not in ("part", "patient")}
        if {read.name: cells_of(read.column) for read in made.columns} != expected:
            wrong.append(f"pictures: {case['name']}")
    given = json.loads((root / "hospitals.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{i}.csv" for i in range(len(given["files"]))]
        for path, text in zip(paths, given["files"]):
            path.write_bytes(text.encode())
        # In any order: each is found by its SHA-256.
        stacked = keras_hospitals.table_of_all(paths[::-1], {}, given["sources"], set(given["expected"]))
    made = {read.name: cells_of(read.column) for read in stacked.columns}
    for name, cells in given["expected"].items():
        if made.get(name) != cells:
            wrong.append(f"hospitals: {name}")
    for read in stacked.columns:
        tokens = ["" if code == 0 else read.gaps.tokens[code - 1] for code in read.gaps.codes] if read.gaps else []
        if tokens != given["gaps"][read.name]:
            wrong.append(f"hospitals: texts for missing of {read.name}")
    print(f"{len(cases)} tables of pictures and one of {len(given['sources'])} hospitals: {len(wrong)} differ")
    return wrong


def main(root: Path) -> int:
    errors = {path.parent.name: middle_error(path.parent) for path in sorted(root.glob("*/rows.json"))}
    for name, error in errors.items():
        print(f"{name:26} differs by {error:.1e} of the way, limit {LIMIT:.0e}")
    wrong = tables_differ(root / "rows")
    for line in wrong:
        print(f"  {line}")
    return 0 if errors and all(error <= LIMIT for error in errors.values()) and not wrong else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
