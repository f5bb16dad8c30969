"""The rows that a study was made of, as its networks read them: a table, several hospitals' tables, or pictures."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchside.columns import ReadTable
from benchside.errors import Refused
from benchside.model import Model, to_matrix
from benchside.picture_table import corrected, labelled
from benchside.reading import name_like, read_file, rows_for, table_of
from benchside.table_steps import apply_steps

import model_keras
from keras_hospitals import table_of_all
from keras_training import Inputs

# Pictures prepared for a backbone at once, and given to it at once.
PREPARED, CHUNK = 128, 16
# Tables that lie among pictures are none of them.
TABLES = (".csv", ".tsv", ".xlsx")


class Bundle(NamedTuple):
    """What of a bundle tells how its study's rows are read."""

    folder: Path
    predictor: dict  # preprocess.json
    training: dict  # training.json
    study: dict  # study.json


def outcomes(table: ReadTable, predictor: dict, columns: dict) -> np.ndarray:
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


def study_rows(asked: argparse.Namespace, bundle: Bundle) -> tuple[list[Inputs], np.ndarray]:
    """All rows of the study as each member reads them, and their outcomes. Raises `Refused`."""
    pictures = "picture" in bundle.predictor["members"][0]
    if not bundle.study["sources"] and (len(asked.data) != 1 or asked.hospital):
        raise Refused("The study is of one file or folder: name that one.")
    return picture_inputs(asked, bundle) if pictures else table_inputs(asked, bundle)


def table_inputs(asked: argparse.Namespace, bundle: Bundle) -> tuple[list[Inputs], np.ndarray]:
    predictor, columns = bundle.predictor, bundle.training["columns"]
    if sources := bundle.study["sources"]:
        named = {site: Path(path) for site, path in map(named_file, asked.hospital)}
        joins = predictor.get("joins") or []
        keys = {join["key"]["left"] for join in joins} | {
            join["long"]["window"]["index"] for join in joins if join.get("long", {}).get("window")
        }
        inputs = {about["name"] for about in predictor["inputs"]}
        wanted = inputs | keys | {column["name"] for column in columns.values()}
        read = table_of_all(asked.data, named, sources, wanted)
        # They are in common names now.
        predictor = {**predictor, "sources": None}
    else:
        read = table_of(read_file(asked.data[0]))
    # No network of the bundle is run: they are trained anew.
    rows, _ = Model(predictor, no_network).rows(read, [table_of(read_file(path)) for path in asked.table])
    xs = (to_matrix(apply_steps(member["steps"], rows.table), member["names"]) for member in predictor["members"])
    return [Inputs([x], np.arange(read.n)) for x in xs], outcomes(read, predictor, columns)


def named_file(text: str) -> tuple[str, str]:
    site, sign, path = text.partition("=")
    if not sign:
        raise Refused(f"--hospital: NAME=FILE was wanted, and {text!r} came.")
    return site, path


def no_network(_folder: str) -> Any:
    return None


def picture_inputs(asked: argparse.Namespace, bundle: Bundle) -> tuple[list[Inputs], np.ndarray]:
    """Pictures in the order of their paths, with what a table or their tags say beside them."""
    from benchside.pictures import decode_files, files_in, placed

    predictor, columns, (folder,) = bundle.predictor, bundle.training["columns"], asked.data
    if not folder.is_dir():
        raise Refused(f"The folder of the study's pictures was wanted, and {folder} is none; unzip what is in a zip.")
    members = predictor["members"]
    files = [path for path in files_in(folder) if path.suffix.lower() not in TABLES]
    unread: list[str] = []
    decoded = decode_files(files, members[0]["picture"].get("axis"), unread)
    # As in the app, what is no picture is no row.
    held = [(path, file) for path, file in zip(files, decoded) if file.pictures]
    if unread:
        print(f"{len(unread)} files are not read as pictures; the first: {unread[0]}.")
    if not held:
        raise Refused(f"Pictures were wanted, and {folder} holds none.")
    paths = [f"{folder.resolve().name}/{path.relative_to(folder).as_posix()}" for path, _ in held]
    kept = [file for _, file in held]
    file_of = np.repeat(np.arange(len(kept)), [len(file.pictures) for file in kept])
    beside = [table_of(read_file(path)) for path in asked.table]
    table = labelled(paths, file_of, [file.tags for file in kept], bundle.study["images"], (beside or [None])[0])
    if asked.labels:
        target = columns["target"]["name"]
        table = corrected(table, target, table_of(read_file(asked.labels)), paths, file_of)
    rows = rows_for(predictor["inputs"], table).table
    pictures = [picture for found in placed(kept) for picture in found]
    made: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    inputs = []
    first = model_keras.build(0).inputs[0]
    shape = first.shape[1:] if first.name == "picture" else None
    for member in members:
        key = json.dumps(member["picture"])  # most folds share their steps
        if key not in made:
            made[key] = prepared(member["picture"], pictures, bundle.folder)
        x, origin = made[key]
        beside_it = to_matrix(apply_steps(member["steps"], rows), member["names"])[origin] if member["names"] else None
        inputs.append(Inputs(arranged(x, beside_it, shape), origin, True))
    return inputs, outcomes(table, predictor, columns)


def prepared(plan: dict, pictures: list, folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Pictures after a member's steps, or what the frozen backbone says of them, and the picture that each is of."""
    from benchside.image_steps import prepare

    if "backbone" not in plan:
        return prepare(plan, pictures)
    import onnxruntime

    backbone = onnxruntime.InferenceSession(folder / "backbone" / "model.onnx", providers=["CPUExecutionProvider"])
    features, origins = [], []
    for start in range(0, len(pictures), PREPARED):
        x, origin = prepare(plan, pictures[start : start + PREPARED])
        parts = (x[at : at + CHUNK] for at in range(0, len(x), CHUNK))
        features += [backbone.run(None, {"picture": part})[0] for part in parts]
        origins.append(origin + start)
    return np.concatenate(features), np.concatenate(origins)


def arranged(pictures: np.ndarray, table: np.ndarray | None, shape: tuple | None) -> list[np.ndarray]:
    """What a member's network is given: a picture of this shape and its columns, or without one a list of numbers."""
    if shape is None:
        flat = pictures.reshape(len(pictures), -1)
        return [flat if table is None else np.concatenate([flat, table], axis=1)]
    shaped = pictures.reshape(len(pictures), *shape)
    return [shaped] if table is None else [shaped, table]
