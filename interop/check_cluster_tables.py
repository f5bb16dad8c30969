"""Compares the rows of "Continue on a cluster" with the app's: the matrices of every fold, under every combination of
steps, of studies of one file, of hospitals' files, of joined tables and of a sample. Then searches in one of them.

    BENCHSIDE_INTEROP_OUT=out npx vitest run src/engine/cluster/rows-parity.test.ts
    python interop/check_cluster_tables.py out
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent.parent / "src" / "export" / "python" / part) for part in ("cluster", "")]

import numpy as np
from benchside_cluster.project import Project, open_data
from benchside_cluster.study_files import WrongData

TOLERANCE = 1e-6
SEARCHED = "hospitals"


def numbers(text: str, *shape: int) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), dtype="<f4").reshape(shape or -1)


def difference(rows: Any, wanted: dict[str, Any], untold: list[int]) -> float:
    """The largest of inputs, outcomes and weights, relative to numbers above 1. `untold`: rows that are left out."""
    told = ~np.isin(wanted["rows"], untold)
    pairs = [(rows.x, numbers(wanted["x"], *wanted["shape"])), (rows.y, numbers(wanted["y"]))]
    assert (rows.w is None) == (wanted["w"] is None), "weights"
    if rows.w is not None:
        pairs.append((rows.w, numbers(wanted["w"])))
    worst = 0.0
    for got, app in pairs:
        app = app[told]
        assert got.shape == app.shape, (got.shape, app.shape)
        worst = max(worst, float(np.max(np.abs(got - app) / np.maximum(1, np.abs(app)), initial=0)))
    return worst


def check_case(folder: Path) -> bool:
    wanted = json.loads((folder / "expected.json").read_text())
    project, data, tables = opened(folder, wanted)
    study = open_data(project, data, tables)
    worst, compared = 0.0, 0
    for variant in wanted["variants"]:
        for pair, fold in zip(study.folds(variant["params"]), variant["folds"], strict=True):
            for rows, part in zip(pair, ("train", "validation")):
                worst = max(worst, difference(rows, fold[part], wanted["untold"]))
                compared += rows.x.size
    print(f"{folder.name}: {compared} numbers, largest difference {worst:.1e}")
    return worst <= TOLERANCE and compared > 0


def opened(folder: Path, wanted: dict[str, Any]) -> tuple[Project, list[Path], list[Path]]:
    project = Project(folder / "benchside-cluster")
    data = [folder / name for name in wanted["data"]] or [folder / "benchside-cluster" / "sample.csv"]
    return project, data, [folder / name for name in wanted["tables"]]


def check_refusals(folder: Path) -> None:
    """A file that is missing, another one, or one too many is refused, in words."""
    project, data, tables = opened(folder, json.loads((folder / "expected.json").read_text()))
    other = folder / "other.csv"
    other.write_bytes(data[0].read_bytes() + b"\n")
    wrong = [(data[1:], tables), ([other, *data[1:]], tables), ([*data, other], tables), (data, [*tables, other])]
    wrong += [(data, tables[1:])] if tables else []
    for given in wrong:
        try:
            open_data(project, *given)
        except WrongData:
            continue
        raise AssertionError(f"{folder.name}: {given} was not refused")


def search(folder: Path) -> None:
    """Two trials, as a colleague starts them; the app opens what they leave."""
    _, data, tables = opened(folder, json.loads((folder / "expected.json").read_text()))
    options = [f"--data={path}" for path in data] + [f"--table={path}" for path in tables]
    command = [sys.executable, "search_optuna.py", *options, "--trials", "2"]
    assert subprocess.run(command, cwd=folder / "benchside-cluster").returncode == 0
    results = (folder / "benchside-cluster" / "results.jsonl").read_text()
    assert len(results.splitlines()) == 3, results
    for path in [*data, *tables]:
        assert path.name not in results, path.name


def main() -> None:
    out = Path(sys.argv[1]).resolve()
    folders = sorted(path.parent for path in out.glob("*/expected.json"))
    assert folders, "no cases"
    agree = [check_case(folder) for folder in folders]
    for folder in folders:
        check_refusals(folder)
    search(out / SEARCHED)
    sys.exit(0 if all(agree) else 1)


if __name__ == "__main__":
    main()
