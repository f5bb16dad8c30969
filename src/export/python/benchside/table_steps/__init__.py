"""Every preprocessing step on tables, as the app applies it to rows to come: fitted states come from the bundle."""

from __future__ import annotations

from typing import Any, Callable, Dict, List

from ..columns import Column, Table
from ..errors import Refused, broken_bundle
from . import dates, encodings, hashing, icd, imputing, normal, scaling, vocabularies, words

Params = Dict[str, Any]


def _drop(table: Table, _params: Params, state: Any) -> Table:
    """The table without the columns that a selection left out."""
    gone = set(state["dropped"])
    return Table(table.n, {name: column for name, column in table.cols.items() if name not in gone})


def _same(table: Table, _params: Params, _state: Any) -> Table:
    """Resampling concerns training rows alone."""
    return table


APPLY: Dict[str, Callable[[Table, Params, Any], Table]] = {
    "impute": imputing.impute,
    "impute-constant": imputing.constant,
    "impute-knn": imputing.neighbours,
    "impute-iterative": imputing.iterative,
    "date-parts": dates.parts,
    "icd-chapter": icd.chapters,
    "ordinal": encodings.places,
    "one-hot": vocabularies.one_hot,
    "multi-hot": vocabularies.multi_hot,
    "frequency": encodings.frequency,
    "target-encoding": encodings.target,
    "hashing": hashing.hashing,
    "bag-of-words": words.bag_of_words,
    "standardize": scaling.standardize,
    "min-max": scaling.min_max,
    "robust": scaling.standardize,
    "quantile": normal.quantile,
    "yeo-johnson": normal.yeo_johnson,
    "log": scaling.log,
    "winsorize": scaling.winsorize,
    "smooth-clip": scaling.smooth_clip,
    "piecewise-linear": scaling.piecewise_linear,
    "select-variance": _drop,
    "select-correlation": _drop,
    "select-mutual-information": _drop,
    "over-sample": _same,
    "under-sample": _same,
    "level-codes": encodings.places,
}


def apply_steps(steps: List[Dict[str, Any]], table: Table) -> Table:
    """Fitted steps one after the other, each given the columns that it was fitted on. Raises ``Refused``."""
    for fitted in steps:
        apply = APPLY.get(fitted["step"])
        if apply is None:
            raise Refused(
                f"The model prepares rows by {fitted['step']!r}, which this version of benchside does not know; "
                "use the predict.py of the model's own bundle."
            )
        table = apply_step(fitted, table, apply)
    return table


def apply_step(fitted: Dict[str, Any], table: Table, apply: Callable[[Table, Params, Any], Table]) -> Table:
    """One fitted step by this function, given the columns that it was fitted on. Raises ``Refused``."""
    columns = fitted.get("columns")
    given = table if columns is None else _only(table, columns)
    try:
        changed = apply(given, fitted["params"], fitted["state"])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise broken_bundle(f"the step {fitted['step']!r} does not hold what it needs ({error})") from error
    return changed if columns is None else _put_back(table, columns, changed)


def _only(table: Table, columns: List[str]) -> Table:
    return Table(table.n, {name: column for name, column in table.cols.items() if name in columns})


def _put_back(table: Table, columns: List[str], changed: Table) -> Table:
    """``changed``, which came from the given columns, back among the others, where the first of them stood."""
    cols: Dict[str, Column] = {}
    placed = False
    for name, column in table.cols.items():
        if name not in columns:
            if name in changed.cols:
                raise broken_bundle(f"two columns are called {name!r} after a step")
            cols[name] = column
        elif not placed:
            cols.update(changed.cols)
            placed = True
    return Table(table.n, cols)
