"""Continues the search of a Benchside study with Ray Tune: ASHA ends poor trials, Optuna proposes the next.

    python search_ray.py --data table.csv --trials 100 --cpus-per-trial 2
    python search_ray.py --data table.csv --address auto          on a Ray cluster that is up
    python search_ray.py --data table.csv --resume                goes on after an interruption

results.jsonl is what Benchside opens; it grows with every trial that ends.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import benchside_cluster  # noqa: F401  chooses the backend of Keras before Keras is imported
import optuna
import ray
from benchside_cluster import results
from benchside_cluster.metrics import higher_is_better
from benchside_cluster.project import Project, open_data
from benchside_cluster.space import SearchSpace, warm_start
from benchside_cluster.tune_trial import WriteResults, trainable, trial_name
from ray import tune
from ray.tune.schedulers import ASHAScheduler
from ray.tune.search import ConcurrencyLimiter
from ray.tune.search.optuna import OptunaSearch

HERE = Path(__file__).resolve().parent


def searcher(project: Project, space: SearchSpace, mode: str, concurrent: int) -> ConcurrencyLimiter:
    """Optuna inside Ray. Its study is made beforehand, so that it knows the trials that the app has finished."""
    storage = optuna.storages.InMemoryStorage()
    direction = "maximize" if mode == "max" else "minimize"
    known = optuna.create_study(storage=storage, study_name="benchside", direction=direction)
    print(f"{warm_start(known, space, project.trials)} finished trials of the app are known to the search")
    search = OptunaSearch(space, metric="score", mode=mode, storage=storage, study_name="benchside")
    return ConcurrencyLimiter(search, max_concurrent=concurrent)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data",
        required=True,
        type=Path,
        action="append",
        help="the very file, under the same path on every machine; once for each file of the study",
    )
    parser.add_argument("--table", type=Path, action="append", default=[], help="a table that the study has joined")
    parser.add_argument("--trials", type=int, default=50)
    parser.add_argument("--minutes", type=float, help="no further trial begins after so many minutes")
    parser.add_argument("--concurrent", type=int, default=8, help="trials at once, as far as there are processors")
    parser.add_argument("--cpus-per-trial", type=float, default=1)
    parser.add_argument("--gpus-per-trial", type=float, default=0)
    parser.add_argument("--storage", default=str(HERE / "ray_results"), help="folder all machines share, or s3://...")
    parser.add_argument("--name", default="benchside", help="of the search within the storage")
    parser.add_argument("--resume", action="store_true", help="go on with the search of this name")
    parser.add_argument("--address", help="of a Ray cluster: auto, or host:port; without it one is started here")
    parser.add_argument("--cpus", type=int, help="processors of the one that is started here")
    parser.add_argument("--object-store-mb", type=int, help="memory of its object store; 100 is enough")
    parser.add_argument("--results", type=Path, default=HERE / "results.jsonl")
    return parser.parse_args()


def start_ray(given: argparse.Namespace) -> None:
    if given.address:
        ray.init(address=given.address)
        return
    store = given.object_store_mb and given.object_store_mb * 1024 * 1024
    ray.init(num_cpus=given.cpus, object_store_memory=store, include_dashboard=False)


def tuner_of(given: argparse.Namespace, project: Project) -> tune.Tuner:
    open_data(project, given.data, given.table)  # refuses another file before anything starts
    files = {name: tuple(str(path.resolve()) for path in getattr(given, name)) for name in ("data", "table")}
    resources = {"cpu": given.cpus_per_trial, "gpu": given.gpus_per_trial}
    work = tune.with_resources(tune.with_parameters(trainable, folder=str(HERE), files=files), resources)
    if given.resume:
        return tune.Tuner.restore(f"{given.storage}/{given.name}", trainable=work, resume_unfinished=True)
    mode = "max" if higher_is_better(project.metric) else "min"
    space = SearchSpace(project.space["families"], project.space["fixed"])
    epochs = project.max_epochs
    asha = ASHAScheduler(
        time_attr="epoch", metric="score", mode=mode, max_t=epochs + 1, grace_period=max(1, min(10, epochs // 4))
    )
    first = results.header(project, f"ray {ray.__version__}")
    return tune.Tuner(
        work,
        tune_config=tune.TuneConfig(
            search_alg=searcher(project, space, mode, given.concurrent),
            scheduler=asha,
            num_samples=given.trials,
            trial_name_creator=trial_name,
            trial_dirname_creator=trial_name,
            time_budget_s=given.minutes and given.minutes * 60,
        ),
        run_config=tune.RunConfig(
            name=given.name,
            storage_path=given.storage,
            callbacks=[WriteResults(given.results.resolve(), first)],
        ),
    )


def main() -> None:
    given = arguments()
    project = Project(HERE)
    start_ray(given)
    ended = tuner_of(given, project).fit()
    print(f"{len(ended)} trials, {ended.num_errors} failed: open {given.results.name} in Benchside")


if __name__ == "__main__":
    main()
