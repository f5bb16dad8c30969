"""A hospital's file in the names, units and levels that the study's hospitals have in common."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Set, Union

import numpy as np

from .analytes import possible_range
from .cells import as_categories, distinct_places
from .columns import Cat, Num, ReadColumn, ReadTable, look_up, recode
from .errors import Refused, missing_column
from .javascript import to_number, to_text
from .typed import as_numbers

Source = Dict[str, Any]


def as_common(table: ReadTable, sources: List[Source], wanted: List[str], site: Optional[str]) -> ReadTable:
    """The file under the mapping of its hospital: ``site`` names it where its columns alone do not tell. A table that
    has the common columns already, and fits no hospital's own names, stays as it is. Raises ``Refused``."""
    if site is not None and site not in [source["site"] for source in sources]:
        known = ", ".join(repr(source["site"]) for source in sources) or "none"
        raise Refused(f"A hospital of the study was wanted by --site, and it has none called {site!r}; it has: {known}.")
    if not sources:
        return table
    needed, names = set(wanted), set(table.names)
    asked = [source for source in sources if site is None or source["site"] == site]
    # The outcome may be missing in a file of new patients, and what this hospital never had is missing anyway.
    fitting = [
        source
        for source in asked
        if _needs(source, needed) and all(plan["from"] in names for plan in _needs(source, needed))
    ]
    if not fitting:
        return table
    most = max(len(_needs(source, needed)) for source in fitting)
    if most < len(wanted) and needed <= names:
        return table
    best = [source for source in fitting if len(_needs(source, needed)) == most]
    likely = [source for source in best if _plausible(table, source)] if len(best) > 1 else best
    first, *others = likely or best
    if any(_plan(first, needed) != _plan(other, needed) for other in others):
        raise Refused(
            f"One hospital's file was wanted, and the columns fit {len(others) + 1} hospitals whose values are converted "
            f"differently; name it by --site, one of: {', '.join(repr(s['site']) for s in [first, *others])}."
        )
    columns = under_mapping(table, first, needed).columns
    have = {column.name for column in columns}
    nothing = Cat(np.full(table.n, -1, dtype=np.int32), [])
    columns += [ReadColumn(name, nothing) for name in wanted if name not in have]
    return ReadTable(table.n, columns)


def under_mapping(table: ReadTable, source: Source, wanted: Set[str]) -> ReadTable:
    """What a hospital's file holds of the ``wanted`` common columns. Raises ``Refused`` where one of its own is gone."""
    return ReadTable(table.n, [converted(table, plan) for plan in _needs(source, wanted)])


def _needs(source: Source, needed: Set[str]) -> List[Dict[str, Any]]:
    return [plan for plan in source["columns"] if plan["to"] in needed]


def _plan(source: Source, needed: Set[str]) -> List[Any]:
    """What a hospital's mapping does, to compare it with another's."""
    plans = [[p["to"], p["from"], p.get("levels") or {}, p.get("unit")] for p in _needs(source, needed)]
    return sorted(plans, key=lambda plan: plan[0])


def _plausible(table: ReadTable, source: Source) -> bool:
    """Whether no converted column lies wholly where nobody lives."""
    own = {column.name: column.column for column in table.columns}
    for plan in source["columns"]:
        unit, column = plan.get("unit"), own.get(plan["from"])
        bounds = possible_range(plan["to"], unit["to"]) if unit else None
        if column is None or bounds is None:
            continue
        values = as_numbers(column).v
        converted = values[values > 0] * unit["factor"] + unit["offset"]
        if len(converted) and not ((converted >= bounds[0]) & (converted <= bounds[1])).any():
            return False
    return True


def converted(table: ReadTable, plan: Dict[str, Any]) -> ReadColumn:
    """A column in common units and levels; a level mapped to nothing is missing."""
    read = next((column for column in table.columns if column.name == plan["from"]), None)
    if read is None:
        raise missing_column(plan["from"])
    unit, levels = plan.get("unit"), plan.get("levels")
    if unit:
        return ReadColumn(plan["to"], Num(as_numbers(read.column).v * unit["factor"] + unit["offset"]))
    if levels is None:
        return ReadColumn(plan["to"], read.column, read.gaps)
    # A token is a cell of the hospital's own: after a mapping it is no value any more.
    return ReadColumn(plan["to"], _mapped(read.column, levels))


def _mapped(column: Union[Num, Cat], levels: Dict[str, str]) -> Union[Num, Cat]:
    own = as_categories(column)
    texts = [levels.get(text, text) for text in own.dict]
    _, common = distinct_places([text for text in texts if text != ""])
    places = {text: place for place, text in enumerate(common)}
    codes = recode([places.get(text, -1) for text in texts], own.codes)
    # Codes mapped to codes stay numbers, as a hospital's without a mapping are.
    numbers = [to_number(text) for text in common]
    plain = all(to_text(number) == text and number - number == 0 for number, text in zip(numbers, common))
    if isinstance(column, Num) and plain:
        return Num(look_up(numbers, codes, np.nan))
    return Cat(codes, common)
