"""Repeats the study's training in Keras 3: the same rows, steps, folds, optimizer and early end, other random numbers.

    pip install keras safetensors jax numpy onnxruntime
    KERAS_BACKEND=jax python train_keras.py DATA.csv [--table FURTHER.csv] [--out keras] [--seed 0]
    KERAS_BACKEND=jax python train_keras.py PICTURES [--out keras] [--seed 0]

DATA.csv is the file that the study was made of, FURTHER.csv a table that it joined, PICTURES the folder of its
pictures; nothing of them is in the bundle. Every fold's network is trained from scratch on the rows of splits.json,
prepared by the steps that the study fitted to them (preprocess.json), as training.json says. Printed are the scores of
the folds beside the app's; weights are written for `model_keras.load`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from benchside.errors import Refused
from benchside.model import Model, to_matrix
from benchside.reading import name_like, read_file, rows_for, table_of
from benchside.table_steps import apply_steps

import model_keras
from keras_training import Fold, Inputs, train_folds

HERE = Path(__file__).parent
# Pictures given to a backbone at once.
CHUNK = 16


def read_json(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def outcomes(table: Any, predictor: dict, columns: dict) -> np.ndarray:
    """[n] place of each row's class, or its standardized value; NaN where nobody knows it. `table`: a file as read."""
    task, outcome = predictor["task"], predictor["outcome"]
    target = {**columns["target"], **({} if outcome else {"levels": task["classes"]})}
    times = [columns["time"]] if "time" in columns else []
    cols = rows_for([target, *times], name_like(table, predictor.get("names"))).table.cols
    column = cols[target["name"]]
    if outcome:
        return (column.v - outcome["mean"]) / outcome["sd"]
    known = (column.codes >= 0) & (column.codes < len(task["classes"]))
    y = np.where(known, column.codes, np.nan)
    if not times:
        return y
    survival = task["survival"]
    return within(y, task["classes"].index(survival["event"]), cols[times[0]["name"]].v, survival["horizon"])


def within(y: np.ndarray, event: int, time: np.ndarray, horizon: float) -> np.ndarray:
    """Events within the horizon; NaN for those followed for less than that without one."""
    unknown = np.isnan(y) | np.isnan(time) | (time < 0) | ((time < horizon) & (y != event))
    seen = (y == event) & (time <= horizon)
    return np.where(unknown, np.nan, np.where(seen, event, 1 - event))


def resampled(rows: np.ndarray, y: np.ndarray, steps: list[dict], random: np.random.Generator) -> np.ndarray:
    """Training rows after the steps that take rows of rare classes again or leave rows of common ones out, row by
    row (the study draws whole patients)."""
    for step in steps:
        ratio = step["params"].get("ratio", 1)
        groups = [rows[y[rows] == label] for label in np.unique(y[rows])]
        if step["step"] == "over-sample":
            wanted = round(ratio * max(map(len, groups)))
            extra = [np.resize(random.permutation(group), max(0, wanted - len(group))) for group in groups]
            rows = np.concatenate([rows, *extra])
        if step["step"] == "under-sample":
            most = int(np.ceil(min(map(len, groups)) / ratio))
            rows = np.sort(np.concatenate([random.permutation(group)[:most] for group in groups]))
    return rows


def auroc(positive: np.ndarray, scores: np.ndarray) -> float:
    """Area under the ROC curve, ties counted half; NaN where one class is absent."""
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    ill, well = positive.sum(), (~positive).sum()
    return float((ranks[positive].sum() - ill * (ill + 1) / 2) / (ill * well)) if ill and well else float("nan")


def score(loss: str, outcomes: np.ndarray, answers: list, outcome: dict | None) -> float:
    """AUROC; of several classes the mean of one against the rest; RMSE in the outcome's unit. `answers`: rows and what
    a network says of them, a pair a network; they are averaged."""
    y = outcomes[answers[0][0]]
    p = np.mean([said for _, said in answers], axis=0)
    if outcome:
        return float(np.sqrt(np.mean((p[:, 0] - y) ** 2)) * outcome["sd"])
    if loss == "binary":
        return auroc(y == 1, p[:, 0])
    return float(np.mean([auroc(y == k, p[:, k]) for k in range(p.shape[1]) if (y == k).any()]))


def refused(predictor: dict, study: dict) -> str | None:
    """Why a study's training cannot be repeated here, if so."""
    pictures = [member["picture"] for member in predictor["members"] if "picture" in member]
    why = None
    if predictor.get("sources"):
        why = "the study is of several hospitals' files, and one is read here"
    elif pictures and (predictor["inputs"] or study["images"]["labels"]["from"] != "folder"):
        why = "of studies of pictures only those are read here whose classes are folders, without a table beside"
    elif any("backbone" in picture and picture["backbone"]["at"] != "pooled" for picture in pictures):
        why = "blocks of the backbone were trained after the head, and one stage is trained here"
    return why and f"Training is not repeated: {why}. model_keras.py builds the networks."


def table_inputs(asked: argparse.Namespace, predictor: dict, columns: dict) -> tuple[list[Inputs], np.ndarray]:
    """A table as each member reads it, and the outcomes."""
    read = table_of(read_file(asked.data))
    # No network of the bundle is run: they are trained anew.
    rows, _ = Model(predictor, lambda folder: None).rows(read, [table_of(read_file(path)) for path in asked.table])
    xs = (to_matrix(apply_steps(member["steps"], rows.table), member["names"]) for member in predictor["members"])
    return [Inputs(x, np.arange(read.n)) for x in xs], outcomes(read, predictor, columns)


def picture_inputs(folder: Path, predictor: dict) -> tuple[list[Inputs], np.ndarray]:
    """Pictures in the order of their paths as each member reads them, and their classes: the folders they are in."""
    from benchside.image_steps import prepare
    from benchside.pictures import files_in, read_pictures

    plans = [member["picture"] for member in predictor["members"]]
    axis = plans[0].get("axis")
    files, pictures = files_in(folder), read_pictures(folder, axis)
    counts = [1] * len(files) if len(files) == len(pictures) else [len(read_pictures(path, axis)) for path in files]
    paths = [path.relative_to(folder) for path, count in zip(files, counts) for _ in range(count)]
    order = sorted(range(len(paths)), key=lambda place: paths[place].as_posix())
    classes = {label: place for place, label in enumerate(predictor["task"]["classes"])}
    y = np.array([next((classes[part] for part in paths[place].parts if part in classes), np.nan) for place in order])
    made: dict[str, Inputs] = {}
    for plan in plans:  # most folds share their steps
        key = json.dumps(plan)
        if key not in made:
            x, origin = prepare(plan, [pictures[place] for place in order])
            made[key] = Inputs(features(x) if "backbone" in plan else x, origin)
    return [made[json.dumps(plan)] for plan in plans], y


def features(pictures: np.ndarray) -> np.ndarray:
    """What the frozen backbone says of pictures."""
    import onnxruntime

    backbone = onnxruntime.InferenceSession(HERE / "backbone" / "model.onnx", providers=["CPUExecutionProvider"])
    parts = range(0, len(pictures), CHUNK)
    return np.concatenate([backbone.run(None, {"picture": pictures[at : at + CHUNK]})[0] for at in parts])


def main() -> None:
    parser = argparse.ArgumentParser(description="Repeats the study's training in Keras 3.")
    parser.add_argument("data", type=Path, help="the file, or the folder of pictures, that the study was made of")
    parser.add_argument("--table", type=Path, action="append", default=[], help="further table, as joined in the study")
    parser.add_argument("--out", type=Path, default=Path("keras"), help="folder for the weights")
    parser.add_argument("--seed", type=int, default=0)
    try:
        repeat(parser.parse_args())
    except Refused as why:
        sys.exit(str(why))


def repeat(asked: argparse.Namespace) -> None:
    predictor, training, splits = read_json("preprocess.json"), read_json("training.json"), read_json("splits.json")
    if why := refused(predictor, read_json("study.json")):
        raise Refused(why)
    members, outcome = predictor["members"], predictor["outcome"]
    if "picture" in members[0]:
        inputs, y = picture_inputs(asked.data, predictor)
    else:
        inputs, y = table_inputs(asked, predictor, training["columns"])
    if len(y) != splits["rows"]:
        raise Refused(f"The study is of {splits['rows']} rows, and {asked.data} has {len(y)}.")
    for step in training["notRepeated"]:
        print(f"Not repeated here: {step} treats training rows otherwise than new ones. Scores may differ by that.")

    parts = [(np.array(part["train"]), np.array(part["validation"], int)) for part in splits["folds"]]
    refit = training["final"] == "refit"
    if refit:
        parts = [(np.unique(np.concatenate([rows for part in parts for rows in part])), np.array([], int))]
    folds = []
    for f, (train, held_out) in enumerate(parts):
        random = np.random.default_rng([asked.seed, f])
        drawn = train if outcome else resampled(train, y, members[f]["steps"], random)
        both = [inputs[f].rows(rows, y) for rows in (drawn, held_out)]
        folds.append(Fold(f, *both, training, asked.seed * 1000 + f))
    if refit:
        for _ in range(training["bestEpoch"]):
            folds[0].epoch()
        print(f"All {len(parts[0][0])} development rows, {training['bestEpoch']} epochs.")
    else:
        best = train_folds(folds, training)
        print(f"Best epoch {best}; in the app {training['bestEpoch']}.")
        print(f"{'fold':>6} {'rows':>6} {'Keras':>8} {'app':>8}   {training['metric']} of the validation rows")
        for f, (fold, app) in enumerate(zip(folds, training["scores"])):
            value = score(training["loss"], y, [inputs[f].outputs(fold, parts[f][1])], outcome)
            print(f"{f + 1:6} {len(parts[f][1]):6} {value:8.4f} {'-' if app is None else f'{app:.4f}':>8}")
    if (test := predictor["meta"]["test"]) and splits["test"]:
        answers = [inputs[f].outputs(fold, np.array(splits["test"])) for f, fold in enumerate(folds)]
        print(f"Test rows: {score(training['loss'], y, answers, outcome):.4f}; in the app {test['estimate']:.4f}.")
    for f, fold in enumerate(folds):
        model_keras.save(fold.network, asked.out, f)
    print(f"Weights are in {asked.out}: model_keras.load({str(asked.out)!r}, member).")


if __name__ == "__main__":
    main()
