"""Continues the search of a Benchside study with Optuna alone.

    python search_optuna.py --data table.csv --database sqlite:///search.db --trials 100

Start it several times, on one machine or many, with the same database URL: the processes share one search. Start it
again after an interruption and it goes on. results.jsonl is what Benchside opens.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import Any

import benchside_cluster  # noqa: F401  chooses the backend of Keras before Keras is imported
import optuna
from benchside_cluster import results
from benchside_cluster.metrics import higher_is_better
from benchside_cluster.project import Project, StudyData, open_data
from benchside_cluster.space import SearchSpace, warm_start
from benchside_cluster.trial import run_trial, start_record
from sqlalchemy.exc import SQLAlchemyError

HERE = Path(__file__).resolve().parent
RECORD = "record"
ATTEMPTS = 10


def open_storage(database: str) -> optuna.storages.RDBStorage:
    """The database. Where several processes begin at once only one of them can make its tables: the others wait."""
    for _ in range(ATTEMPTS):
        try:
            return optuna.storages.RDBStorage(database)
        except SQLAlchemyError:
            time.sleep(1 + random.random())
    return optuna.storages.RDBStorage(database)


def open_study(project: Project, space: SearchSpace, database: str, name: str) -> optuna.Study:
    """The shared search. Whoever makes it tells it of the trials that the app has finished."""
    sampler = optuna.samplers.TPESampler()
    pruner = optuna.pruners.SuccessiveHalvingPruner()
    direction = "maximize" if higher_is_better(project.metric) else "minimize"
    known = {"storage": open_storage(database), "study_name": name, "sampler": sampler, "pruner": pruner}
    try:
        study = optuna.create_study(direction=direction, **known)
    except optuna.exceptions.DuplicatedStudyError:
        return optuna.load_study(**known)
    print(f"{warm_start(study, space, project.trials)} finished trials of the app are known to the search")
    return study


def objective(data: StudyData, space: SearchSpace) -> Any:
    def run(trial: optuna.Trial) -> float:
        config = space(trial)["configuration"]
        record = start_record(config)

        def report(so_far: dict[str, Any], last: bool) -> None:
            record.update(so_far)
            trial.report(record["score"], record["epochs"])
            if not last and trial.should_prune():
                raise optuna.TrialPruned

        try:
            record.update(run_trial(data, config, trial.number, report))
        except optuna.TrialPruned:
            record["state"] = "pruned"
            raise
        except Exception as error:
            record.update(state="failed", error=results.error_name(error))
            raise
        finally:
            trial.set_user_attr(RECORD, results.plain({"id": f"optuna-{trial.number}", **record}))
        return record["score"]

    return run


def records_of(study: optuna.Study) -> list[dict[str, Any]]:
    """Of every trial of every process that has ended; those of the app have none."""
    ended = [trial for trial in study.trials if trial.state.is_finished()]
    return [trial.user_attrs[RECORD] for trial in ended if RECORD in trial.user_attrs]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", required=True, type=Path, action="append", help="the very file; once for each file of the study"
    )
    parser.add_argument("--table", type=Path, action="append", default=[], help="a table that the study has joined")
    parser.add_argument("--database", default="sqlite:///search.db", help="URL as SQLAlchemy reads it")
    parser.add_argument("--name", default="benchside", help="of the search in the database")
    parser.add_argument("--trials", type=int, default=50, help="further trials of this process")
    parser.add_argument("--minutes", type=float, help="no further trial begins after so many minutes")
    parser.add_argument("--results", type=Path, default=HERE / "results.jsonl")
    given = parser.parse_args()

    project = Project(HERE)
    space = SearchSpace(project.space["families"], project.space["fixed"])
    data = open_data(project, given.data, given.table)
    study = open_study(project, space, given.database, given.name)
    first = results.header(project, f"optuna {optuna.__version__}")
    study.optimize(
        objective(data, space),
        n_trials=given.trials,
        timeout=given.minutes and given.minutes * 60,
        # A failed trial is a result; the search goes on.
        catch=(Exception,),
        callbacks=[lambda all_trials, _: results.merge(given.results, first, records_of(all_trials))],
    )
    print(f"{len(records_of(study))} trials in {given.results.name}: open it in Benchside")


if __name__ == "__main__":
    main()
