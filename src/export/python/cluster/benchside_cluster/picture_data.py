"""The pictures of the study under its project, prepared as the app did: what networks are trained on, fold by fold."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Optional, Sequence

import numpy as np
from benchside.columns import Num
from benchside.picture_table import labelled
from benchside.reading import read_file, rows_for, table_of

from .picture_files import PictureFiles
from .picture_folds import PictureFolds
from .picture_pool import Pool, make_pool
from .project import Project, outcomes
from .study_files import WrongData

# Prepared pictures that are kept for later trials, in bytes.
MOST_KEPT = 4 * 2**30


class PictureData:
    """The folder of pictures that the study was made from, and the table beside it where it had one."""

    def __init__(self, project: Project, data: Sequence[Path], tables: Sequence[Path]) -> None:
        if len(data) != 1 or not data[0].is_dir() or len(tables) > 1:
            raise WrongData("one folder of pictures was wanted by --data, and one table at most by --table")
        self.project = project
        plan = project.preprocess
        images = project.study["images"]
        self.files = PictureFiles(data[0], images.get("axis", 2))
        self._expect_files()
        # As the app knows files: the folder's own name in front.
        paths = [f"{data[0].resolve().name}/{path}" for path in self.files.paths]
        beside = table_of(read_file(tables[0])) if tables else None
        rows = labelled(paths, self.files.file_of, self.files.tags, images, beside)
        self.table = rows_for(plan["inputs"], rows).table
        about = plan["outcome"]
        self.y = outcomes(about, rows_for([about[key] for key in ("column", "time") if about.get(key)], rows).table)
        self.patients = project.patients(self.files.n)
        self._expect_rows()
        self._pools: dict[str, Pool] = {}

    def under(self, config: dict[str, Any]) -> PictureFolds:
        """What a network of this configuration is trained on."""
        return PictureFolds(self, config)

    def pool(self, picture: dict[str, Any], features: bool) -> Pool:
        """All development pictures through the fitted steps of a fold; most folds share theirs."""
        key = json.dumps([picture["parts"], picture["steps"], features])
        if key not in self._pools:
            splits = self.project.splits
            rows = sorted({row for part in splits["folds"] for row in (*part["train"], *part["validation"])})
            backbone = self.project.folder / "backbone" / "model.onnx" if features else None
            self._pools[key] = make_pool(self.files, rows, picture, backbone)
            while len(self._pools) > 1 and sum(pool.x.nbytes for pool in self._pools.values()) > MOST_KEPT:
                del self._pools[next(iter(self._pools))]
        return self._pools[key]

    def _expect_files(self) -> None:
        identity = self.project.preprocess["pictures"]
        if self.files.sha256 != self.project.study["data"]["sha256"]:
            unread = f" Not read were {len(self.files.unread)}, first {self.files.unread[0]}." if self.files.unread else ""
            raise WrongData(
                f"these are not the pictures that the study was made from: {len(self.files.paths)} files are read "
                f"here, and their SHA-256 are others. Give the very same files, all of them and no further ones.{unread}"
            )
        if identity.get("order", self.files.order) != self.files.order:
            raise WrongData("the files are the study's, but under other names: give the folder as it was")
        if self.files.n != self.project.splits["rows"]:
            raise WrongData(f"{self.project.splits['rows']} pictures were wanted, {self.files.n} were read")

    def _expect_rows(self) -> None:
        """That labels and numbers beside the pictures are the study's."""
        splits, identity = self.project.splits, self.project.preprocess["pictures"]
        rows = {*splits["test"], *(row for part in splits["folds"] for row in (*part["train"], *part["validation"]))}
        places = np.array(sorted(rows), dtype=np.int64)
        digest = hashlib.sha256()
        for values in (self.y, *(_numbers(self.table.cols.get(name)) for name in identity["numbers"])):
            told = np.zeros(0) if values is None else values[places]
            # Every NaN as JavaScript writes it.
            digest.update(np.where(np.isnan(told), np.nan, told).astype("<f4").tobytes())
        if digest.hexdigest() != identity["rows"]:
            raise WrongData(
                "the labels, or the numbers of the table beside the pictures, are not the study's: give the folders "
                "and the table (--table) as they were"
            )


def _numbers(column: Any) -> Optional[np.ndarray]:
    return column.v if isinstance(column, Num) else None
