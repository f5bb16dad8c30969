#!/usr/bin/env python3
"""Runs predict.py as a colleague would: in an unzipped bundle, on a zip, with files and commands that are wrong.

    BENCHSIDE_INTEROP_OUT=FOLDER npx vitest run src/export/interop/write-cases.test.ts
    python interop/check_command.py FOLDER

Prints a line a run; ends with 1 where one did not do what it should.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple, Optional

import numpy as np
from PIL import Image

PYTHON = Path(__file__).resolve().parent.parent / "src" / "export" / "python"


class Run(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


class Bench:
    """A bundle in a folder, as unzipped, and what was found of the runs in it."""

    def __init__(self, case: Path, folder: Path) -> None:
        self.folder = folder / "bundle with spaces"
        shutil.copytree(case, self.folder)
        shutil.copytree(PYTHON / "benchside", self.folder / "benchside", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(PYTHON / "predict.py", self.folder)
        self.failed = 0

    def run(self, *arguments: str, cwd: Optional[Path] = None) -> "Run":
        command = [sys.executable, str(self.folder / "predict.py"), *arguments]
        done = subprocess.run(command, cwd=cwd or self.folder, capture_output=True)
        return Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    def tell(self, name: str, good: bool, detail: str) -> None:
        print(f"{'ok  ' if good else 'FAIL'} {name:44} {detail.strip()}")
        self.failed += not good

    def refused(self, name: str, *arguments: str) -> None:
        """One line on stderr, nothing on stdout, exit code 2."""
        done = self.run(*arguments)
        lines = done.stderr.strip().split("\n")
        good = done.returncode == 2 and len(lines) == 1 and lines[0] != "" and done.stdout == ""
        self.tell(name, good and "Traceback" not in lines[0] and "should not" not in lines[0], lines[-1])

    def put(self, name: str, content: bytes) -> None:
        """A file of the bundle changed as the app would have written it."""
        manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        for file in manifest["files"]:
            if file["path"] == name:
                file["sha256"] = hashlib.sha256(content).hexdigest()
        (self.folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        (self.folder / name).write_bytes(content)


def predicts(bench: Bench, wanted: np.ndarray) -> None:
    """The rows come back with their predictions, and no cell of them is a formula."""
    done = bench.run("rows.csv", "--out", "predictions.csv")
    written = (bench.folder / "predictions.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    given = list(csv.DictReader((bench.folder / "rows.csv").open(encoding="utf-8", newline="")))
    p = np.asarray([float(row["probability_yes"]) for row in rows])
    apart = float(np.abs(p - wanted).max())
    decided = all((row["predicted"] == "yes") == (value >= float(row["threshold"])) for row, value in zip(rows, p))
    bench.tell("rows.csv --out", done.returncode == 0 and apart <= 1e-5 and decided, f"largest difference {apart:.1e}")
    columns = list(given[0])
    kept = all(row[name].lstrip("'") == before[name].strip(" \t") for row, before in zip(rows, given) for name in columns)
    formulas = [cell for row in rows for cell in row.values() if cell[:1] in ("=", "@")]
    bench.tell("the file's own columns, no formulas", kept and not formulas, f"{len(rows)} rows, {len(columns)} columns")

    archive = bench.folder.parent / "bundle.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(bench.folder.rglob("*")):
            if path.is_file() and path.name != "predictions.csv":
                packed.write(path, path.relative_to(bench.folder).as_posix())
    rows_csv = str(bench.folder / "rows.csv")
    zipped = bench.run(rows_csv, "--bundle", str(archive), cwd=archive.parent)
    bench.tell("--bundle bundle.zip, printed", zipped.stdout == written, f"exit code {zipped.returncode}")


def refuses(bench: Bench) -> None:
    """What cannot be done is said in one line."""

    def file(name: str, content: bytes) -> str:
        (bench.folder / name).write_bytes(content)
        return name

    rows = (bench.folder / "rows.csv").read_bytes()
    bench.refused("no file named")
    bench.refused("an unknown option", "rows.csv", "--nothing")
    bench.refused("no such file", "nowhere.csv")
    bench.refused("a folder", "benchside")
    bench.refused("an empty file", file("empty.csv", b""))
    bench.refused("blank lines alone", file("blank.csv", b"\n\n \n"))
    bench.refused("a header alone", file("header.csv", b"a,b\n"))
    bench.refused("a binary file", file("binary.csv", bytes(range(256)) * 40))
    bench.refused("a workbook", file("book.xlsx", b"PK\x03\x04" + bytes(100)))
    bench.refused("no zip", file("no.zip", b"PK\x03\x04" + bytes(100)))
    bench.refused("ARFF", file("a.csv", b"% a\n@relation x\n@data\n1,2\n"))
    bench.refused("a column missing", file("few.csv", b"age,ward\n1,2\n"))
    bench.refused("ragged rows", file("ragged.csv", b"a,b\n1,2\n1,2,3\n"))
    bench.refused("an open quote", file("quote.csv", b'a,b\n1,"2\n'))
    bench.refused("a name twice", file("twice.csv", b"a,a\n1,2\n"))
    bench.refused("a further table too many", "rows.csv", "--table", "rows.csv")
    bench.refused("a hospital not known", "rows.csv", "--site", "Nowhere")
    bench.refused("no place to write", "rows.csv", "--out", "nowhere/p.csv")
    bench.refused("a bundle that is none", "rows.csv", "--bundle", "benchside")
    bench.refused("a bundle that is a table", "rows.csv", "--bundle", "rows.csv")
    assert (bench.folder / "rows.csv").read_bytes() == rows


def checks(bench: Bench) -> None:
    """--check finds what is not as it was."""
    good = bench.run("--check")
    bench.tell("--check", good.returncode == 0 and good.stdout.startswith("ok"), good.stdout)
    vectors = json.loads((bench.folder / "test-vectors.json").read_text(encoding="utf-8"))
    vectors["expected"][3][0] += 0.01
    bench.put("test-vectors.json", json.dumps(vectors).encode())
    bad = bench.run("--check")
    bench.tell("--check where a prediction is another", bad.returncode == 1, bad.stdout)
    model = bench.folder / "models" / "0" / "model.onnx"
    flipped = bytearray(model.read_bytes())
    flipped[len(flipped) // 2] ^= 1
    model.write_bytes(flipped)
    bench.refused("a bit of the model flipped", "--check")
    bench.put("models/0/model.onnx", b"no network")
    bench.refused("a model that is none", "--check")
    bench.put("preprocess.json", b"{}")
    bench.refused("a preprocess.json of nothing", "--check")
    bench.put("preprocess.json", b"[" * 100_000)
    bench.refused("a preprocess.json without end", "--check")


def own_test(archive: Path) -> bool:
    """A bundle as the app wrote it, unzipped, checks itself by the predict.py that is in it."""
    with tempfile.TemporaryDirectory() as place:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(place)
        done = subprocess.run([sys.executable, "predict.py", "--check"], cwd=place, capture_output=True)
    told = (done.stdout + done.stderr).decode("utf-8").strip()
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {archive.name:44} {told}")
    return done.returncode == 0


def picture_files(archive: Path, alone: bool) -> bool:
    """The bundle's made-up films as PNG files give what it expects of them: a folder, or a table that names them."""
    with tempfile.TemporaryDirectory() as place:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(place)
        folder = Path(place)
        vectors = json.loads((folder / "test-vectors.json").read_text(encoding="utf-8"))
        (folder / "films").mkdir()
        lines = ["age,picture"]
        for number, (picture, row) in enumerate(zip(vectors["pictures"], vectors["rows"])):
            v = np.frombuffer(base64.b64decode(picture["values"]), dtype="<f4")
            grey = v.reshape(picture["height"], picture["width"]).astype(np.uint8)
            Image.fromarray(grey).save(folder / "films" / f"film {number}.png")
            lines.append(f"{''.join(row)},film {number}.png")
        (folder / "rows.csv").write_text("\n".join(lines), encoding="utf-8")
        given = ["films"] if alone else ["rows.csv", "--pictures", "films", "--file", "picture"]
        done = subprocess.run([sys.executable, "predict.py", *given], cwd=place, capture_output=True)
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8"), newline="")))
        p = np.asarray([float(row["probability_yes"]) for row in rows])
        named = [row["file" if alone else "picture"] for row in rows] == [line.split(",")[1] for line in lines[1:]]
        apart = float(np.abs(p - np.ravel(vectors["expected"])).max()) if len(p) == len(vectors["rows"]) else float("inf")
    good = named and apart <= 1e-4
    print(f"{'ok  ' if good else 'FAIL'} {archive.name + ' from files':44} largest difference {apart:.1e}")
    return good


def slices(folder: Path, case: dict) -> bool:
    """Series of slices, a file each: those that the model looks at have the app's predictions, the others none."""
    with tempfile.TemporaryDirectory() as place:
        with zipfile.ZipFile(folder / "bundles" / case["bundle"]) as packed:
            packed.extractall(place)
        given = [str(folder / "slices" / "files")]
        if case["rows"] is not None:
            rows = Path(place) / "rows.csv"
            rows.write_text(case["rows"], encoding="utf-8")
            given = [str(rows), "--pictures", *given, "--file", "picture"]
        done = subprocess.run([sys.executable, "predict.py", *given], cwd=place, capture_output=True)
    files = (done.stdout.decode("utf-8"), case["expected"])
    own, app = (list(csv.reader(io.StringIO(text, newline=""))) for text in files)
    # A table's file has notes whether there is something to note or not.
    own = [row[: len(app[0])] for row in own]
    p = app[0].index("probability_yes")
    texts = [[[*row[:p], *row[p + 1 :]] for row in rows] for rows in (own, app)]
    pairs = [(mine[p], theirs[p]) for mine, theirs in zip(own[1:], app[1:])]
    apart = max((abs(float(mine) - float(theirs)) for mine, theirs in pairs if mine and theirs), default=0.0)
    good = texts[0] == texts[1] and all((mine == "") == (theirs == "") for mine, theirs in pairs) and apart <= 1e-5
    left = sum(theirs == "" for _, theirs in pairs)
    error = (done.stderr.decode("utf-8").strip().split("\n")[-1]) if done.returncode else ""
    print(f"{'ok  ' if good else 'FAIL'} {case['bundle'] + ' on slices':44} {left} left out, {apart:.1e} apart {error}")
    return good


def main(folder: Path) -> int:
    cases = {}
    for case in sorted((folder / "tables").glob("case-*")):
        cases[json.loads((case / "expected.json").read_text(encoding="utf-8"))["name"]] = case
    case = cases["usual-outliers-binary"]
    told = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(case, Path(place))
        predicts(bench, np.frombuffer(base64.b64decode(told["p"]), dtype="<f4"))
        refuses(bench)
        checks(bench)
    written = sorted((folder / "bundles").glob("*.zip"))
    failed = bench.failed + sum(not own_test(archive) for archive in written)
    failed += not picture_files(folder / "bundles" / "pictures-film.zip", False)
    failed += not picture_files(folder / "bundles" / "pictures-alone-film.zip", True)
    for case in json.loads((folder / "slices" / "cases.json").read_text(encoding="utf-8")):
        failed += not slices(folder, case)
    print(f"{len(written)} bundles, {failed} runs did not do what they should")
    return 1 if failed or not written else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
