"""A trial of Ray Tune, and what is written down of it."""

from __future__ import annotations

import functools
import pickle
from pathlib import Path
from typing import Any

from ray import tune

from . import results
from .project import Project, StudyData, open_data
from .trial import run_trial, start_record

POINT = ("epoch", "trainLoss", "validLoss", "metric")
# What else the line of a trial says, from epoch to epoch.
SO_FAR = ("score", "std", "bestEpoch", "epochs", "inputs")


@functools.lru_cache(maxsize=1)
def study_data(folder: str, data: tuple[str, ...], table: tuple[str, ...]) -> StudyData:
    """Read once a worker process. The rows never enter Ray's object store."""
    return open_data(Project(Path(folder)), [*map(Path, data)], [*map(Path, table)])


def trial_name(trial: Any) -> str:
    return f"trial_{trial.trial_id}"


def trainable(config: dict[str, Any], folder: str, files: dict[str, tuple[str, ...]]) -> None:
    """One configuration on all folds; tells Ray after every epoch."""
    seed = sum(tune.get_context().get_trial_id().encode())

    def report(record: dict[str, Any], last: bool) -> None:
        told = {key: record[key] for key in SO_FAR}
        tune.report({**record["curve"][-1], **told, "bestLoss": record["validLoss"], "last": last})

    run_trial(study_data(folder, **files), config["configuration"], seed, report)


class WriteResults(tune.Callback):
    """Gathers the curve of each trial and writes its line when it ends, in the process that leads."""

    def __init__(self, path: Path, first: dict[str, Any]) -> None:
        self.path, self.first = path, first
        self.records: dict[str, dict[str, Any]] = {}

    def _record(self, trial: Any) -> dict[str, Any]:
        return self.records.setdefault(trial.trial_id, start_record(trial.config["configuration"]))

    def on_trial_result(self, iteration: int, trials: list, trial: Any, result: dict[str, Any], **info: Any) -> None:
        if "epoch" not in result:
            return
        if result["epoch"] == 1:  # begun anew after an interruption
            self.records.pop(trial.trial_id, None)
        record = self._record(trial)
        record["curve"].append({key: result[key] for key in POINT})
        record.update({key: result[key] for key in SO_FAR}, validLoss=result["bestLoss"])
        record["seconds"] = round(result["time_total_s"], 3)
        record["state"] = "finished" if result["last"] else "pruned"

    def on_trial_complete(self, iteration: int, trials: list, trial: Any, **info: Any) -> None:
        self._write(trial, {})

    def on_trial_error(self, iteration: int, trials: list, trial: Any, **info: Any) -> None:
        self._write(trial, {"state": "failed", "error": _error_of(trial)})

    def _write(self, trial: Any, change: dict[str, Any]) -> None:
        record = {**self._record(trial), **change}
        self.records.pop(trial.trial_id, None)
        results.merge(self.path, self.first, [{"id": f"ray-{trial.trial_id}", **record}])


def _error_of(trial: Any) -> str:
    try:
        with open(trial.pickled_error_file, "rb") as file:
            error = pickle.load(file)  # written by this very process
    except (OSError, TypeError, pickle.PickleError):
        return "lost"
    return results.error_name(getattr(error, "cause", None) or error)
