"""Repeats the study's training in Keras 3: the same rows, steps, folds, optimizer and early end, other random numbers.

    pip install keras safetensors jax numpy onnxruntime
    KERAS_BACKEND=jax python train_keras.py DATA.csv [--table FURTHER.csv] [--out keras] [--seed 0]
    KERAS_BACKEND=jax python train_keras.py NORTH.csv SOUTH.csv ... [--hospital NAME=FILE.csv]
    KERAS_BACKEND=jax python train_keras.py PICTURES [--table TABLE.csv] [--labels LABELS.csv]

DATA.csv is the file that the study was made of, FURTHER.csv a table that it joined; NORTH.csv and SOUTH.csv are its
hospitals' files, found by their SHA-256 or named; PICTURES is the folder of its pictures, TABLE.csv a table that names
them, LABELS.csv one that holds labels given by hand in the app. Nothing of them is in the bundle. Every fold's network
is trained from scratch on the rows of splits.json, prepared by the steps that the study fitted to them
(preprocess.json), as training.json says. Printed are the scores of the folds beside the app's; weights are written for
`model_keras.load`.

--check trains nothing: it scores the bundle's own networks on the rows as they are read here. Where these are the
study's rows, the scores are the app's.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from benchside.errors import Refused
from benchside.picture import PictureError

import model_keras
from keras_rows import Bundle, study_rows
from keras_training import Fold, Inputs, begin_above, fresh, head_of, resampled, train_folds

HERE = Path(__file__).parent
# Scores further apart than this are not of the same rows.
ALIKE = 1e-3


def read_json(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


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


class Study:
    """The rows, parts and decisions that training is repeated with."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.bundle = Bundle(HERE, read_json("preprocess.json"), read_json("training.json"), read_json("study.json"))
        self.training, self.outcome = self.bundle.training, self.bundle.predictor["outcome"]
        self.seed, splits = asked.seed, read_json("splits.json")
        self.labels_missing = self.training.get("handLabels", 0) if asked.labels is None else 0
        if self.labels_missing and self.bundle.study["images"]["labels"]["from"] == "hand":
            raise Refused("The study's labels were given by hand and are in no bundle; name a table of them by --labels.")
        self.inputs, self.y = study_rows(asked, self.bundle)
        if len(self.y) != splits["rows"]:
            raise Refused(f"The study is of {splits['rows']} rows, and {len(self.y)} came.")
        known = ~np.isnan(self.y)
        all_rows = {*splits["test"], *(row for fold in splits["folds"] for row in fold["train"] + fold["validation"])}

        def part(rows: list[int]) -> np.ndarray:
            rows = np.array(rows, int)
            return rows[known[rows]]

        # Of folds that are dealt out anew in many repeats the first ones are in the model.
        taken = splits["folds"] if self.training["final"] == "refit" else splits["folds"][: len(self.bundle.predictor["members"])]
        self.parts = [(part(fold["train"]), part(fold["validation"])) for fold in taken]
        self.test = part(splits["test"])
        self.unknown = int((~known[sorted(all_rows)]).sum())
        self.refit = self.training["final"] == "refit"
        if self.refit:
            whole = np.unique(np.concatenate([rows for pair in self.parts for rows in pair]))
            self.parts = [(whole, np.array([], int))]
        # Each fold's networks side by side, as the bundle has them: their predictions are averaged.
        self.seeds = self.training.get("seeds", 1)
        self.parts = [pair for pair in self.parts for _ in range(self.seeds)]

    def score(self, answers: list) -> float:
        return score(self.training["loss"], self.y, answers, self.outcome)

    def tell_rows(self) -> None:
        """What of the rows is not as it was in the app."""
        if self.labels_missing:
            print(f"{self.labels_missing} labels were given by hand and are in no bundle; name them by --labels.")
        if self.unknown:
            print(f"{self.unknown} rows are left out: their outcome is none that the bundle knows (a rare word).")

    def tell_scores(self, networks: list) -> float:
        """Prints each fold's score and the test rows' beside the app's; answers how far they are apart at most (of a
        number in its standard deviations)."""
        apart = [0.0]
        if not self.refit:
            print(f"{'fold':>6} {'rows':>6} {'Keras':>8} {'app':>8}   {self.training['metric']} of the validation rows")
            for f, app in enumerate(self.training["scores"]):
                own = range(f * self.seeds, (f + 1) * self.seeds)
                rows = self.parts[own[0]][1]
                value = self.score([self.inputs[i].outputs(networks[i], rows) for i in own])
                print(f"{f + 1:6} {len(rows):6} {value:8.4f} {'-' if app is None else f'{app:.4f}':>8}")
                apart.append(0 if app is None else abs(value - app))
        if (test := self.bundle.predictor["meta"]["test"]) and len(self.test):
            value = self.score([self.inputs[f].outputs(network, self.test) for f, network in enumerate(networks)])
            print(f"Test rows: {value:.4f}; in the app {test['estimate']:.4f}.")
            # Of a recalibrated model the app tells the score after that.
            apart.append(0 if "calibration" in self.bundle.predictor else abs(value - test["estimate"]))
        return max(apart) / (self.outcome["sd"] if self.outcome else 1)

    def fold(self, f: int, network: Any, stage: dict) -> Fold:
        """A network in training on its fold's rows; in the head's stage on what lies below it."""
        train, held_out = self.parts[f]
        random = np.random.default_rng([self.seed, f])
        steps = [] if self.outcome or self.inputs[f].of_pictures else self.bundle.predictor["members"][f]["steps"]
        drawn = resampled(train, self.y, steps, random)
        both = [self.inputs[f].rows(rows, self.y) for rows in (drawn, held_out)]
        return Fold(network, *both, stage, self.seed * 1000 + f)


def trained(study: Study) -> list:
    """A network for each fold, or one refitted on all development rows; or several from other seeds in its place."""
    training, count = study.training, len(study.parts)
    networks = [fresh(f, study.seed * 1000 + f) for f in range(count)]
    if head := training.get("head"):
        for network in networks:
            begin_above(network, HERE)
        stage = {**training, **head}
        folds = [head_of(study.fold(f, network, training), stage) for f, network in enumerate(networks)]
        fit(study, folds, stage, "The head: ")
    if head and study.refit:
        # The learning rate is planned over the epochs of this stage.
        training = {**training, "maxEpochs": training["bestEpoch"]}
    fit(study, [study.fold(f, network, training) for f, network in enumerate(networks)], training, "")
    return networks


def fit(study: Study, folds: list[Fold], stage: dict, what: str) -> None:
    if not study.refit:
        print(f"{what}best epoch {train_folds(folds, stage)}; in the app {stage['bestEpoch']}.")
        return
    for fold in folds:
        for _ in range(stage["bestEpoch"]):
            fold.epoch()
        fold.logits.set_weights(fold.averaged())
    print(f"{what}all {len(study.parts[0][0])} development rows, {stage['bestEpoch']} epochs.")


def main() -> int:
    parser = argparse.ArgumentParser(description="Repeats the study's training in Keras 3.")
    parser.add_argument("data", type=Path, nargs="*", help="the files, or the folder of pictures, of the study")
    parser.add_argument("--hospital", action="append", default=[], metavar="NAME=FILE", help="a hospital's file by name")
    parser.add_argument("--table", type=Path, action="append", default=[], help="further table, as in the study")
    parser.add_argument("--labels", type=Path, help="table of labels that were given to pictures by hand")
    parser.add_argument("--check", action="store_true", help="train nothing; score the bundle's own networks")
    parser.add_argument("--out", type=Path, default=Path("keras"), help="folder for the weights")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    try:
        study = Study(asked)
    except (Refused, PictureError) as why:
        sys.exit(str(why))
    study.tell_rows()
    if asked.check:
        apart = study.tell_scores([model_keras.load(HERE, f) for f in range(len(study.parts))])
        print(f"{'ok' if apart <= ALIKE else 'DIFFERENT'}: the bundle's own networks score as in the app to {apart:.1e}.")
        return 0 if apart <= ALIKE else 1
    if steps := study.training["notRepeated"]:
        print(f"Not repeated here, as they treat training rows otherwise than new ones: {', '.join(steps)}.")
    networks = trained(study)
    study.tell_scores(networks)
    for f, network in enumerate(networks):
        model_keras.save(network, asked.out, f)
    print(f"Weights are in {asked.out}: model_keras.load({str(asked.out)!r}, member).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
