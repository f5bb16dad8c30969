"""Compares the pictures of "Continue on a cluster" with the app's, then searches a little in each project.

    BENCHSIDE_INTEROP_OUT=out npx vitest run src/engine/cluster/pictures.test.ts
    python interop/check_cluster_pictures.py out

Compared is what networks of every fold are given: numbers of pictures and columns, outcomes, weights of classes. The
searches write results.jsonl, which the first command, run once more, opens in the app.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

# Of a backbone's features: another order of sums over 6.7 million weights.
TOLERANCE, OF_FEATURES = 1e-5, 1e-4
RAY = ["--concurrent", "2", "--cpus", "2", "--object-store-mb", "100"]


def apart(got: Any, wanted: Any) -> float:
    """The largest difference; infinite where shapes differ or a number is none."""
    got, wanted = np.asarray(got, dtype=np.float64), np.asarray(wanted, dtype=np.float64)
    if got.shape != wanted.shape or not np.isfinite(got).all():
        return float("inf")
    return float(np.abs(got - wanted).max(initial=0))


def compare(case: Path) -> bool:
    beside = [case / "table.csv"] if (case / "table.csv").exists() else []
    sys.path.insert(0, str(case / "benchside-cluster"))
    from benchside_cluster.project import Project, open_data

    data = open_data(Project(case / "benchside-cluster"), [case / "pictures"], beside)
    good = True
    for told in json.loads((case / "inputs.json").read_text()):
        config = told["config"]
        under = data.under(config)
        worst, rows = 0.0, 0
        for (train, valid), app in zip(under.folds(config["params"]), told["folds"]):
            for mine, theirs in ((train, app["train"]), (valid, app["valid"])):
                worst = max(worst, apart(mine.x[:], theirs["x"]), apart(mine.y, theirs["y"]))
                rows += len(mine.y)
            worst = max(worst, apart(train.w if train.w is not None else [], app["train"].get("w", [])))
            worst = max(worst, apart(np.unique(valid.origin), sorted(app["validRows"])))
            if under.shapes:
                worst = max(worst, apart(under.shapes["picture"], app["shape"]))
        agrees = worst <= (TOLERANCE if under.shapes else OF_FEATURES)
        good &= agrees
        print(f"{'ok ' if agrees else 'BAD'} {case.name}, {config['family']}: {rows} rows, at most {worst:.2g} apart")
    return good


def check_warps(out: Path) -> bool:
    """What augmentation does to pixels under a map that is given."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "src" / "export" / "python" / "cluster"))
    from benchside_cluster.augmentation import about_middle, joined, warp

    told = json.loads((out / "warps.json").read_text())
    picture = np.reshape(told["v"], (7, 9, 3))
    worst = 0.0
    for case in told["warps"]:
        shift = (1, 0, -case["degrees"] / 20, 0, 1, 1.5)
        map = joined(about_middle(7, 9, case["degrees"], case["zoom"]), shift)
        worst = max(worst, apart(map, case["map"]), apart(warp(picture, map).ravel(), case["v"]) / 255)
    print(f"{'ok ' if worst < TOLERANCE else 'BAD'} augmentation, moved pictures: at most {worst:.2g} apart")
    return worst < TOLERANCE


def refuses(case: Path, beside: list[str]) -> bool:
    """Files under each other's names are refused, and so is a folder with one more."""
    pictures = case / "pictures"
    first, second = [path for path in sorted(pictures.rglob("*")) if path.is_file() and path.suffix != ".txt"][:2]
    more = pictures / f"more{first.suffix}"
    good = True

    def refused(words: str) -> bool:
        ran = run(case, "search_optuna.py", beside, ["--trials", "0"])
        return ran.returncode != 0 and words in ran.stderr

    swapped = first.with_suffix(".swapped")
    for a, b in ((first, swapped), (second, first), (swapped, second)):
        a.rename(b)
    good &= refused("under other names")
    for a, b in ((second, swapped), (first, second), (swapped, first)):
        a.rename(b)
    more.write_bytes(first.read_bytes())
    good &= refused("not the pictures")
    more.unlink()
    print(f"{'ok ' if good else 'BAD'} {case.name}: other files and other names are refused")
    return good


def run(case: Path, script: str, beside: list[str], more: list[str]) -> subprocess.CompletedProcess:
    command = [sys.executable, script, "--data", "../pictures", *beside, *more]
    return subprocess.run(command, cwd=case / "benchside-cluster", capture_output=True, text=True)


def search(case: Path, script: str, beside: list[str], more: list[str]) -> bool:
    results = case / "results.jsonl"
    before = len(results.read_text().splitlines()) if results.exists() else 1
    ran = run(case, script, beside, ["--trials", "3", "--results", str(results), *more])
    if ran.returncode:
        print(ran.stdout, ran.stderr)
    lines = results.read_text().splitlines() if results.exists() else []
    trials = [json.loads(line) for line in lines[1:]]
    good = ran.returncode == 0 and len(lines) == before + 3 and all(trial["state"] != "failed" for trial in trials)
    scores = [f"{trial['config']['family']} {trial['score']:.3f} ({trial['state']})" for trial in trials[-3:]]
    print(f"{'ok ' if good else 'BAD'} {case.name}, {script}: {', '.join(scores)}")
    return good


def main() -> None:
    if sys.argv[1] == "--compare":
        sys.exit(not compare(Path(sys.argv[2])))
    good = check_warps(Path(sys.argv[1]))
    for case in sorted(path.parent for path in Path(sys.argv[1]).resolve().glob("*/inputs.json")):
        for made in ("results.jsonl", "benchside-cluster/search.db"):
            (case / made).unlink(missing_ok=True)
        table = case / "table.csv"
        beside = ["--table", "../table.csv"] if table.exists() else []
        # In a process of its own: each project has its own code.
        good &= subprocess.run([sys.executable, __file__, "--compare", str(case)]).returncode == 0
        good &= refuses(case, beside)
        good &= search(case, "search_optuna.py", beside, [])
        if table.exists():
            good &= search(case, "search_ray.py", beside, RAY)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
