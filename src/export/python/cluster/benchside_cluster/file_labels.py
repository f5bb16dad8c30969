"""What the paths of pictures say: the class that their folder is named after, or what a pattern finds in them."""

from __future__ import annotations

import re
from typing import Optional

# Parts that came with a set, by the usual names of their folders.
PARTS = {
    "train": "train",
    "training": "train",
    "val": "valid",
    "valid": "valid",
    "validation": "valid",
    "dev": "valid",
    "test": "test",
    "testing": "test",
}
DEEPEST = 8
# More classes than this are rather patients or series.
MOST_CLASSES = 100
# Numbered folders, more than so many of them, are patients.
MOST_NUMBERED = 10
# Of longer names the end is looked at.
LONGEST = 160


def classes_of(paths: list[str]) -> list[Optional[str]]:
    """The class of each path: the name of its folder at the level whose names are classes, as the app finds it."""
    whole = [path.split("/")[:-1] for path in paths]
    shared = 0
    while whole and all(len(folders) > shared and folders[shared] == whole[0][shared] for folders in whole):
        shared += 1
    below = [folders[shared:] for folders in whole]
    level = _class_level(below)
    return [folders[level] if level is not None and level < len(folders) else None for folders in below]


def _class_level(below: list[list[str]]) -> Optional[int]:
    """Of the levels whose names vary the one with the fewest, the upper of two alike; the first level of nothing but
    train, val, test and their like is passed over."""
    found: Optional[int] = None
    fewest = float("inf")
    parts_seen = False
    for level in range(min(DEEPEST, max(map(len, below), default=0))):
        at_level = [folders[level] for folders in below if level < len(folders)]
        names = set(at_level)
        parts = {PARTS.get(name.lower()) for name in names}
        if not parts_seen and len(parts) > 1 and None not in parts:
            parts_seen = True
        elif len(names) < fewest and _could_be_classes(names, len(at_level), len(below)):
            fewest, found = len(names), level
    return found


def _could_be_classes(names: set[str], covered: int, pictures: int) -> bool:
    if len(names) < 2 or len(names) > MOST_CLASSES or covered * 2 < pictures:
        return False
    forms = {re.sub(r"[0-9]+", "#", name) for name in names}
    return not (len(names) > MOST_NUMBERED and len(forms) == 1 and "#" in next(iter(forms)))


def found_by(pattern: str, paths: list[str]) -> list[Optional[str]]:
    """What the one group of a regular expression finds: in the file's name first, then in its whole path."""
    # JavaScript writes (?<name>...), Python (?P<name>...).
    expression = re.compile(re.sub(r"\(\?<(?![=!])", "(?P<", pattern), re.ASCII)

    def find(text: str) -> Optional[str]:
        match = expression.search(text[-LONGEST:])
        return (match.group(1) or None) if match else None

    return [find(path.rsplit("/", 1)[-1]) or find(path) for path in paths]


def labels_of(plan: dict[str, str], paths: list[str]) -> Optional[tuple[str, list[Optional[str]]]]:
    """The column of labels that paths make, and each path's label; None where a table holds them."""
    if plan["from"] == "folder":
        return "class", classes_of(paths)
    if plan["from"] == "pattern":
        return "label", found_by(plan["pattern"], paths)
    return None
