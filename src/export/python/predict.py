#!/usr/bin/env python3
"""Predictions of this bundle's model for new patients, without the app.

    python predict.py ROWS.csv --out predictions.csv
    python predict.py --check

Install what it needs once: pip install -r requirements.txt
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import List, Optional


def _not_installed(missing: ImportError) -> str:
    name = "pillow" if missing.name == "PIL" else missing.name
    return f"The Python package {name} is needed, and it is not installed; run: pip install -r requirements.txt"


try:
    from benchside.bundle import Bundle
    from benchside.errors import Refused
    from benchside.model import Model, open_model
    from benchside.notes import notes_on
    from benchside.output import as_file, predictions_csv
    from benchside.reading import read_file, table_of
    from benchside.remarks import predict_new
    from benchside.vectors import largest_difference
except ImportError as error:
    if error.name and error.name.startswith("benchside"):
        print(f"The folder benchside is needed beside predict.py; unzip the whole bundle ({error.name}).", file=sys.stderr)
        sys.exit(2)
    print(_not_installed(error), file=sys.stderr)
    sys.exit(2)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str):  # type: ignore[no-untyped-def]
        raise Refused(f"The command was not understood ({message}); see: python predict.py --help")


def _arguments(given: Optional[List[str]]) -> argparse.Namespace:
    parser = _Parser(description="Predictions of a Benchside model for new patients.")
    parser.add_argument("rows", nargs="?", type=Path, help="CSV file with one row a patient (or a folder of pictures)")
    parser.add_argument("--out", type=Path, help="where the predictions are written; without it they are printed")
    parser.add_argument("--site", help="hospital of the study that the file comes from, where its columns do not tell")
    parser.add_argument("--table", type=Path, action="append", default=[], help="further table, as joined in the study")
    parser.add_argument("--pictures", type=Path, help="folder of the pictures that the rows name")
    parser.add_argument("--file", help="column that names each row's picture")
    parser.add_argument("--bundle", type=Path, default=Path(__file__).resolve().parent, help="bundle folder or zip")
    parser.add_argument("--check", action="store_true", help="run the bundle's own test and print the difference")
    return parser.parse_args(given)


def _check(bundle: Bundle, model: Model) -> int:
    if "test-vectors.json" not in bundle:
        raise Refused("Test rows were wanted, and this bundle holds no test-vectors.json; save it anew from the app.")
    vectors = bundle.json("test-vectors.json")
    difference, tolerance = largest_difference(model, vectors), float(vectors["tolerance"])
    good = difference <= tolerance
    print(
        f"{'ok' if good else 'DIFFERENT'}: {len(vectors['rows'])} test rows, "
        f"largest difference {difference:.2e} (at most {tolerance:.0e} allowed)"
    )
    return 0 if good else 1


def _predict(arguments: argparse.Namespace, model: Model) -> int:
    if arguments.rows is None:
        raise Refused("A CSV file of rows was wanted, and none was named; run: python predict.py ROWS.csv --out FILE.csv")
    if arguments.out is not None and not arguments.out.resolve().parent.is_dir():
        raise Refused(f"A folder to write into was wanted by --out, and {arguments.out.parent} is none; make it first.")
    pictures = None
    if model.reads_pictures:
        from benchside.picture_rows import cells_and_pictures

        cells, pictures = cells_and_pictures(model, arguments.rows, arguments.pictures, arguments.file)
    else:
        cells = read_file(arguments.rows)
    further = [table_of(read_file(path)) for path in arguments.table]
    rows, joined = model.rows(table_of(cells), further, arguments.site)
    predictions, remarks = predict_new(model, rows, pictures)
    for note in notes_on(remarks, joined):
        print(note, file=sys.stderr)
    noted = bool(model.inputs) or remarks.left_out.any()
    text = predictions_csv(cells, predictions, remarks if noted else None)
    if arguments.out is None:
        # As UTF-8 wherever it is printed: a console's own character set may lack some of the cells' letters.
        sys.stdout.buffer.write(text.encode("utf-8"))
        return 0
    try:
        arguments.out.write_bytes(as_file(text))
    except OSError as error:
        raise Refused(f"The predictions cannot be written to {arguments.out}: {error.strerror}.") from None
    print(f"{int(predictions.made.sum())} of {rows.table.n} rows predicted: {arguments.out}", file=sys.stderr)
    return 0


def main(given: Optional[List[str]] = None) -> int:
    """0: done. 1: the check found a difference. 2: it could not be done, and one line says why."""
    try:
        arguments = _arguments(given)
        bundle = Bundle(arguments.bundle)
        model = open_model(bundle)
        return _check(bundle, model) if arguments.check else _predict(arguments, model)
    except Refused as refused:
        print(str(refused).replace("\n", " "), file=sys.stderr)
    except ModuleNotFoundError as missing:
        print(_not_installed(missing), file=sys.stderr)
    except MemoryError:
        print("More memory is needed than there is; split the file of rows.", file=sys.stderr)
    except Exception as error:  # Nobody is helped by a traceback.
        print(f"Something went wrong that should not ({type(error).__name__}: {error}); report it.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
