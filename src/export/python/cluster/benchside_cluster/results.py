"""results.jsonl: what the app opens. Its first line says of which study; every other is a trial (docs/cluster.md).

It holds configurations, scores and learning curves: no row, no path and no name of a machine.
"""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any

from .project import Project
from .training import Diverged

FORMAT = "benchside-results"
VERSION = 1


def header(project: Project, by: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "study": project.study["id"],
        "data": project.study["data"]["sha256"],
        # The SHA-256 of all that must be the same for scores to be comparable: split, steps, training, metric ...
        "grounds": project.space["grounds"],
        "by": by,
    }


def error_name(error: BaseException) -> str:
    """What the app is told of a failed trial: never the message, which could hold a path or a cell."""
    return "diverged" if isinstance(error, Diverged) else type(error).__name__


def plain(value: Any) -> Any:
    """JSON has no NaN and no infinity: null stands for them."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def line(value: dict[str, Any]) -> str:
    return json.dumps(plain(value), allow_nan=False) + "\n"


def merge(path: Path, first: dict[str, Any], records: list[dict[str, Any]]) -> None:
    """Puts trials down, in place of what stood there under their ids. Nobody ever reads half a file.

    A search that is resumed may train a trial once more; several processes may write. A file of another study is
    replaced.
    """
    kept = {record["id"]: record for record in [*_known(path, first), *records]}
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    partial.write_text("".join(map(line, [first, *kept.values()])), encoding="utf-8")
    partial.replace(path)


def _known(path: Path, first: dict[str, Any]) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    head, *records = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
    same = all(head.get(key) == first[key] for key in ("study", "data", "grounds"))
    return records if same else []
