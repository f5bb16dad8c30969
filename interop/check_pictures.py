"""Compares what the Python package makes of pictures with what the app makes of them.

    BENCHSIDE_INTEROP_OUT=FOLDER npx vitest run src/export/interop-pictures.test.ts
    python interop/check_pictures.py FOLDER

Prints a line a step, a pipeline and a kind of file. Exit status 1 where a number differs by more than 1e-5 of the
range. With BENCHSIDE_INTEROP_FILES=OTHER beside it, the first command has the files of a folder compared as well.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Dict, List

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src" / "export" / "python"))

from benchside.image_steps import APPLY_IMAGE, apply_steps, prepare  # noqa: E402
from benchside.pictures import Picture, PictureError, decode_files, placed  # noqa: E402

TOLERANCE = 1e-5
# JPEG decoders are free in their arithmetic: so many of 255 grey levels at a pixel, and in the mean.
JPEG_MOST, JPEG_MEAN = 16.0, 0.7


class Cases:
    """The cases of a folder, with their numbers from the file beside them."""

    def __init__(self, folder: Path):
        self.told = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
        self._numbers = np.memmap(folder / "cases.bin", dtype="<f4", mode="r")

    def numbers(self, at: int, shape) -> np.ndarray:
        return np.array(self._numbers[at : at + int(np.prod(shape))], dtype=np.float32).reshape(shape)

    def picture(self, told: dict) -> Picture:
        size = (told["height"], told["width"], told["channels"])
        return Picture(
            told["width"],
            told["height"],
            told["channels"],
            told["unit"],
            tuple(told["range"]),
            self.numbers(told["at"], size),
            told.get("slice"),
            told.get("slices"),
        )


def apart(got: np.ndarray, wanted: np.ndarray, span: float) -> float:
    """The largest difference, as a share of the range."""
    if got.shape != wanted.shape:
        return float("inf")
    if got.size == 0:
        return 0.0
    difference = np.abs(got.astype(np.float64) - wanted.astype(np.float64)).max()
    return float(difference) / max(span, 1e-12)


def kinds_apart(got: Picture, wanted: Picture) -> float:
    """As apart, of whole pictures; what their numbers are must agree as well."""
    if got.unit != wanted.unit:
        return float("inf")
    span = wanted.range[1] - wanted.range[0]
    if span == 0:
        span = 1.0
    ends = np.abs(np.subtract(got.range, wanted.range)).max() / span
    return max(apart(got.v, wanted.v, span), float(ends))


class Report:
    """A line for each thing that was compared; whether all agreed."""

    def __init__(self) -> None:
        self.good = True

    def line(self, name: str, worst: Dict[str, float], limit: float = TOLERANCE, seconds: float = 0) -> None:
        case, most = max(worst.items(), key=lambda item: item[1])
        agrees = most <= limit
        self.good &= agrees
        where = "" if agrees else f"  <- {case}"
        spent = f"  {seconds:.1f} s" if seconds else ""
        print(f"{'ok ' if agrees else 'BAD'} {name}: {len(worst)} cases, at most {most:.2g} apart{spent}{where}")

    def fact(self, name: str, true: bool) -> None:
        self.good &= true
        print(f"{'ok ' if true else 'BAD'} {name}")


def check_steps(cases: Cases, report: Report) -> None:
    by_step: Dict[str, List[dict]] = {}
    for case in cases.told["steps"]:
        by_step.setdefault(case["step"], []).append(case)
    for step, these in by_step.items():
        start, worst = time.perf_counter(), {}
        for case in these:
            given = cases.picture(case["given"])
            before = given.v.copy()
            got = APPLY_IMAGE[step](given, case["params"], case["state"])
            name = f"{case['picture']}, {case['params']}"
            worst[name] = kinds_apart(got, cases.picture(case["expected"]))
            if not np.array_equal(before, given.v):
                worst[f"{name}: changed the picture it was given"] = float("inf")
        report.line(step, worst, seconds=time.perf_counter() - start)


def check_prepared(cases: Cases, report: Report) -> None:
    for case in cases.told["prepared"]:
        start = time.perf_counter()
        x, origin = prepare(case["input"], [cases.picture(told) for told in case["given"]])
        wanted = cases.numbers(case["at"], case["shape"])
        span = float(wanted.max() - wanted.min()) if wanted.size else 1.0
        worst = {"numbers": apart(x, wanted, span), "rows": 0.0 if origin.tolist() == case["origin"] else float("inf")}
        report.line(f"pipeline: {case['name']}", worst, seconds=time.perf_counter() - start)


def check_known(cases: Cases, report: Report) -> None:
    pixel = Picture(1, 1, 1, "intensity", (0, 255), np.zeros((1, 1, 1), dtype=np.float32))
    unknown = []
    for name in cases.told["known"]:
        try:
            apply_steps([{"step": name, "params": {}, "state": None}], pixel)
        except PictureError:
            unknown.append(name)
        except (KeyError, TypeError):
            pass
    missing = f": not {', '.join(unknown)}" if unknown else ""
    report.fact(f"every step of a finished model is known{missing}", not unknown)
    try:
        apply_steps([{"step": "register", "params": {}, "state": None}], pixel)
        report.fact("registration is refused", False)
    except PictureError as refused:
        report.fact(f"registration is refused: {refused}", "\n" not in str(refused))


def check_files(folder: Path, report: Report) -> None:
    """Files as the app decodes them: exactly, but for JPEG, which each library decodes a little otherwise."""
    cases = Cases(folder)
    by_kind: Dict[str, List[dict]] = {}
    for case in cases.told["files"]:
        by_kind.setdefault(case["kind"], []).append(case)
    for kind, these in by_kind.items():
        worst: Dict[str, float] = {}
        means: Dict[str, float] = {}
        for case in these:
            name = case["file"]
            wanted = [cases.picture(told) for told in case["pictures"]]
            try:
                (file,) = decode_files([folder / "files" / name], case["axis"])
                (pictures,) = placed([file])
            except PictureError as refused:
                if not case.get("refused"):
                    print(f"    {refused}")
                worst[name] = 0.0 if case.get("refused") and "\n" not in str(refused) else float("inf")
                continue
            same = not case.get("refused") and len(pictures) == len(wanted) and file.tags == case["tags"]
            worst[name] = 0.0 if same else float("inf")
            for got, expected in zip(pictures, wanted):
                in_place = (got.slice, got.slices) == (expected.slice, expected.slices)
                worst[name] = max(worst[name], kinds_apart(got, expected) if in_place else float("inf"))
                if got.v.shape == expected.v.shape:
                    span = expected.range[1] - expected.range[0]
                    means[name] = max(means.get(name, 0.0), float(np.abs(got.v - expected.v).mean()) / span)
        loose = kind.startswith("JPEG")
        report.line(f"files: {kind}", worst, JPEG_MOST / 255 if loose else 0.0)
        if loose and means:
            report.line(f"files: {kind}, in the mean", means, JPEG_MEAN / 255)


def main(folder: Path) -> int:
    report = Report()
    cases = Cases(folder / "pictures")
    check_known(cases, report)
    check_steps(cases, report)
    check_prepared(cases, report)
    if (folder / "picture-files").is_dir():
        check_files(folder / "picture-files", report)
    return 0 if report.good else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
