"""A study's table of pictures: labels, tags and the columns of a table beside them, one row a picture."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Callable

import numpy as np

from .cells import as_categories
from .columns import Cat, Gaps, Num, ReadColumn, ReadTable
from .errors import Refused, missing_column
from .javascript import trim

# Parts that came with a set, by the usual names of their folders.
PARTS = {
    **dict.fromkeys(("train", "training"), "train"),
    **dict.fromkeys(("val", "valid", "validation", "dev"), "valid"),
    **dict.fromkeys(("test", "testing"), "test"),
}
LABELS = {"folder": "class", "pattern": "label", "hand": "label"}
DEEPEST = 8
# More classes than this are rather patients or series, and so are more numbered folders than that.
MOST_CLASSES, MOST_NUMBERED = 100, 10
# Of longer names the end is looked at.
LONGEST = 160
LOOKS_LIKE_FILE = re.compile(r"\.(png|jpe?g|tiff?|bmp|webp|gif|dcm|dicom|nii|nii\.gz|svs|mha|nrrd|npy)\Z", re.I)
# Of the rows of a table, fewer than this share name a file: then the column names none.
LEAST = 0.1


def classes_in(paths: list[str]) -> list[str | None]:
    """The folder that names each picture's class: of the levels whose names vary, the one with the fewest."""
    folders = [path.split("/")[:-1] for path in paths]
    level = levels_of(folders)[0]
    return [None if level is None or level >= len(names) else names[level] for names in folders]


def levels_of(folders: list[list[str]]) -> tuple[int | None, int | None]:
    """The level of folders whose names are classes, and the one whose names are parts: train, val, test."""
    classes, parts, fewest = None, None, np.inf
    shared = 0
    while folders and all(len(names) > shared and names[shared] == folders[0][shared] for names in folders):
        shared += 1
    for level in range(shared, min(shared + DEEPEST, max(map(len, folders), default=0))):
        names = Counter(each[level] for each in folders if level < len(each))
        kinds = {PARTS.get(name.lower()) for name in names}
        if parts is None and len(kinds) > 1 and None not in kinds:
            parts = level
        elif len(names) < fewest and could_be_classes(names, len(folders)):
            classes, fewest = level, len(names)
    return classes, parts


def could_be_classes(names: Counter, pictures: int) -> bool:
    if not 2 <= len(names) <= MOST_CLASSES or sum(names.values()) * 2 < pictures:
        return False
    forms = {re.sub(r"[0-9]+", "#", name) for name in names}
    return not (len(names) > MOST_NUMBERED and len(forms) == 1 and "#" in next(iter(forms)))


def finder(pattern: str) -> Callable[[str], str | None]:
    """What a study's pattern of one group finds: in a file's name first, then in its whole path. Raises `Refused`."""
    try:
        # JavaScript names groups without a P, and its digits and letters are those of ASCII.
        made = re.compile(re.sub(r"\(\?<(?![=!])", "(?P<", pattern), re.A)
    except re.error:
        raise Refused(f"The pattern {pattern!r}, by which labels were found, is none that Python knows.") from None

    def find(text: str) -> str | None:
        found = made.search(text[-LONGEST:])
        return (found.group(1) or None) if found else None

    return lambda path: find(path.rsplit("/", 1)[-1]) or find(path)


def normal(text: str) -> str:
    return re.sub(r"^(\.?/)+", "", trim(text).lower().replace("\\", "/"))


def without_extension(path: str) -> str:
    name = path.rsplit("/", 1)[-1]
    ending = ".nii.gz" if name.endswith(".nii.gz") else name[name.rfind(".") :] if name.rfind(".") > 0 else ""
    return path[: len(path) - len(ending)]


def names_of(paths: list[str]) -> dict[str, int | None]:
    """Files by every way in which a table may name them: with more or fewer of their folders, with and without ending,
    a number without its zeros. None: more than one is called so."""
    places: dict[str, int | None] = {}
    for place, path in enumerate(paths):
        parts = normal(path).split("/")
        for start in range(len(parts)):
            whole = "/".join(parts[start:])
            bare = without_extension(whole)
            short = re.sub(r"^0+(?=[0-9])", "", bare) if re.fullmatch(r"0+[0-9]+", bare) else bare
            for name in {whole, bare, short}:
                places[name] = place if places.get(name, place) == place else None
    return places


def texts_of(column: Num | Cat) -> list[str | None]:
    own = as_categories(column)
    return [None if code < 0 else own.dict[code] for code in own.codes.tolist()]


def joined_rows(table: ReadTable, paths: list[str], by: str | None) -> tuple[np.ndarray, set[str]]:
    """The table's row of each file, -1 where none names it, and the columns that name files. `by`: the column that
    does, or the one that names most. Raises `Refused`."""
    places = names_of(paths)
    named: dict[str, list[int | None]] = {}
    naming = set()
    for read in table.columns:
        texts = [text if text is None else normal(text) for text in texts_of(read.column)]
        files = [None if text is None else places.get(text, places.get(without_extension(text))) for text in texts]
        named[read.name] = files
        known = [text for text in texts if text is not None]
        if 2 * len({*files} - {None}) > table.n or 2 * sum(map(bool, map(LOOKS_LIKE_FILE.search, known))) > len(known):
            naming.add(read.name)
    if by is not None and by not in named:
        raise missing_column(by)
    best = by if by is not None else max(named, key=lambda name: len({*named[name]} - {None}))
    count = len({*named[best]} - {None})
    if count == 0 or count < LEAST * min(table.n, len(paths)):
        raise Refused("A table that names the pictures' files was wanted, and no column of this one does.")
    rows = np.full(len(paths), -1)
    for row, place in enumerate(named[best]):
        if place is None:
            continue
        if rows[place] >= 0:
            raise Refused(f"One row a picture was wanted, and {best!r} of the table names some file twice.")
        rows[place] = row
    return rows, {*naming, best}


def taken(read: ReadColumn, rows: np.ndarray, name: str) -> ReadColumn:
    """A column at these rows, missing where a row is -1."""
    gaps = read.gaps and Gaps(read.gaps.tokens, np.append(read.gaps.codes, 0)[rows])
    if isinstance(read.column, Num):
        return ReadColumn(name, Num(np.append(read.column.v, np.nan)[rows]), gaps)
    return ReadColumn(name, Cat(np.append(read.column.codes, np.int32(-1))[rows], read.column.dict), gaps)


def texts_column(name: str, texts: list[str | None]) -> ReadColumn:
    levels = sorted({text for text in texts if text is not None})
    places = {text: place for place, text in enumerate(levels)}
    return ReadColumn(name, Cat(np.asarray([places.get(text, -1) for text in texts], dtype=np.int32), levels))


def labelled(
    paths: list[str], file_of: np.ndarray, tags: list[dict[str, str]], images: dict[str, Any], table: ReadTable | None
) -> ReadTable:
    """One row a picture. `paths`: of the files, their folder's own name in front; `file_of`: the file of each picture;
    `tags`: of each file; `images`: study.images; `table`: one that names files. Raises `Refused`."""
    labels = images["labels"]
    if labels["from"] == "table" and table is None:
        raise Refused(f"The study's labels stand in a table, in the column {labels['label']!r}; name it by --table.")
    inside = [path.split("/", 1)[-1] for path in paths]
    texts: dict[str, list[str | None]] = {}
    if labels["from"] == "folder":
        texts[LABELS["folder"]] = classes_in(paths)
    if labels["from"] == "pattern":
        texts[LABELS["pattern"]] = [finder(labels["pattern"])(path) for path in inside]
    if labels["from"] == "hand":
        texts[LABELS["hand"]] = [None] * len(paths)
    for tag in sorted({name for own in tags for name in own}):
        texts[tag] = [own.get(tag) for own in tags]
    columns = [texts_column(name, [values[file] for file in file_of]) for name, values in texts.items()]
    if table is None:
        return ReadTable(len(file_of), columns)
    rows, naming = joined_rows(table, paths, labels.get("file"))
    # What the study has under these names is read by no model, and the table's own columns gave way to it.
    names = {*texts, *(["patient"] if images["patients"]["from"] in ("pattern", "dicom") else [])}
    if levels_of([path.split("/")[:-1] for path in paths])[1] is not None:
        names.add("part")
    for read in table.columns:
        if read.name in naming:
            continue
        name = read.name
        while name in names:
            name = f"{name} (table)"
        names.add(name)
        columns.append(taken(read, rows[file_of], name))
    return ReadTable(len(file_of), columns)


def corrected(table: ReadTable, target: str, given: ReadTable, paths: list[str], file_of: np.ndarray) -> ReadTable:
    """The table with the labels of `given`, which names files in one column and has the outcome in another, in place
    of its own for these files. A cell without a label takes it away."""
    told = next((read for read in given.columns if read.name == target), None)
    if told is None:
        raise missing_column(target)
    rows = joined_rows(given, paths, None)[0][file_of]
    own = next((texts_of(read.column) for read in table.columns if read.name == target), [None] * len(file_of))
    by_hand = texts_of(told.column)
    texts = [text if row < 0 else by_hand[row] for text, row in zip(own, rows.tolist())]
    kept = [read for read in table.columns if read.name != target]
    return ReadTable(table.n, [*kept, texts_column(target, texts)])
