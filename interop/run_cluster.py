"""Runs the project of "Continue on a cluster" as a colleague would, and checks what comes of it.

The project is exported by the application itself, in a browser (`npm run build` first):

    mkdir -p out
    BENCHSIDE_INTEROP_OUT=$PWD/out npx playwright test cluster -g "the project holds"
    python interop/run_cluster.py out

Optuna alone: two processes share one SQLite database. Ray: a local one of two workers; the search is cut off and
resumed. With --keep, Ray's results become e2e/golden/cluster-results.jsonl, which e2e/cluster.spec.ts opens in the app.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

GOLDEN = Path(__file__).parent.parent / "e2e" / "golden" / "cluster-results.jsonl"
STATES = {"finished", "pruned", "failed"}


def read_results(path: Path, study: dict) -> list[dict]:
    """The trials, once the file is seen to be what docs/cluster.md says."""
    first, *trials = [json.loads(line) for line in path.read_text().splitlines()]
    assert first["format"] == "benchside-results" and first["version"] == 1, first
    assert first["study"] == study["id"] and first["data"] == study["data"]["sha256"], first
    assert len({trial["id"] for trial in trials}) == len(trials), "an id twice"
    for trial in trials:
        assert trial["state"] in STATES, trial
        epochs = [point["epoch"] for point in trial["curve"]]
        assert epochs == list(range(1, len(epochs) + 1)), epochs
        if trial["state"] == "finished":
            best = trial["curve"][trial["bestEpoch"] - 1]
            assert best["metric"] == trial["score"] and best["validLoss"] == trial["validLoss"], trial
            assert min(point["validLoss"] for point in trial["curve"]) == trial["validLoss"], trial
    text = path.read_text()
    for private in (str(Path.home()), os.uname().nodename, "table.csv"):
        assert private not in text, f"{private} in the results"
    return trials


def told(name: str, trials: list[dict]) -> None:
    counts = {state: sum(trial["state"] == state for trial in trials) for state in sorted(STATES)}
    best = max(trial["score"] for trial in trials if trial["state"] == "finished")
    print(f"{name}: {len(trials)} trials {counts}, best score {best:.4f}")


COMPARE = """
import json
from pathlib import Path
from benchside_cluster.project import Project, open_data
from benchside_cluster.trial import run_trial
project = Project(Path("."))
data = open_data(project, [Path(DATA)], [])
best = max(project.trials, key=lambda trial: trial["score"])
scores = [run_trial(data, best["config"], seed, lambda record, last: None)["score"] for seed in range(3)]
print(json.dumps([best["score"], scores]))
"""


def compare_with_app(project: Path, data: Path) -> None:
    """The app's best configuration, trained here: another beginning, nearly the same score."""
    code = COMPARE.replace("DATA", repr(str(data)))
    ran = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    app, here = json.loads(ran.stdout.splitlines()[-1])
    print(f"the app's best configuration: {app:.4f} there, here {', '.join(f'{score:.4f}' for score in here)}")
    assert all(abs(score - app) < 0.03 for score in here)


def run_optuna(project: Path, data: Path, study: dict) -> None:
    command = [sys.executable, "search_optuna.py", "--data", str(data), "--trials", "3"]
    both = [subprocess.Popen(command, cwd=project) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert subprocess.run([*command[:-1], "1"], cwd=project).returncode == 0, "goes on"
    trials = read_results(project / "results.jsonl", study)
    assert len(trials) == 7, len(trials)
    told("search_optuna.py, two processes, then one more trial", trials)
    (project / "results.jsonl").unlink()


def run_ray(project: Path, data: Path, study: dict, seconds: float) -> Path:
    command = [sys.executable, "search_ray.py", "--data", str(data), "--trials", "8", "--concurrent", "2"]
    command += ["--cpus", "2", "--object-store-mb", "100"]
    results = project / "results.jsonl"
    first = subprocess.Popen(command, cwd=project, start_new_session=True)
    end = time.monotonic() + seconds
    # Cut off when the second trial has ended, which Ray may not have noted down yet: as when a job's time is over.
    while first.poll() is None and time.monotonic() < end:
        if results.exists() and len(results.read_text().splitlines()) > 2:
            os.killpg(first.pid, signal.SIGKILL)
            break
        time.sleep(0.5)
    first.wait()
    before = len(read_results(results, study))
    assert 2 <= before < 8, before
    assert subprocess.run([*command, "--resume"], cwd=project).returncode == 0
    trials = read_results(results, study)
    assert len(trials) == 8, len(trials)
    told(f"search_ray.py, cut off after {before} trials and resumed", trials)
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="where cluster.zip and table.csv lie")
    parser.add_argument("--keep", action="store_true", help="the results become the fixture of the end-to-end test")
    parser.add_argument("--seconds", type=float, default=600, help="for the first half of Ray's search")
    given = parser.parse_args()
    out = given.out.resolve()
    shutil.rmtree(out / "benchside-cluster", ignore_errors=True)
    with zipfile.ZipFile(out / "cluster.zip") as archive:
        archive.extractall(out)
    project = out / "benchside-cluster"
    study = json.loads((project / "study.json").read_text())
    wrong = out / "other.csv"
    wrong.write_text((out / "table.csv").read_text() + "41,F,1.0,0\n")
    refused = subprocess.run(
        [sys.executable, "search_optuna.py", "--data", str(wrong), "--trials", "1"],
        cwd=project,
        capture_output=True,
        text=True,
    )
    assert refused.returncode != 0 and "not the file" in refused.stderr, refused.stderr
    compare_with_app(project, out / "table.csv")
    run_optuna(project, out / "table.csv", study)
    results = run_ray(project, out / "table.csv", study, given.seconds)
    if given.keep:
        shutil.copyfile(results, GOLDEN)
        print(f"kept as {GOLDEN.name}")


if __name__ == "__main__":
    main()
