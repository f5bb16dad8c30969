"""The files of a study of pictures, in the order of its rows; their pixels are read whenever they are wanted."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path
from typing import Iterator, Sequence

import numpy as np
from benchside.javascript import code_units
from benchside.picture_files.settled import DecodedFile
from benchside.pictures import Picture, PictureError, files_in, ranked, read_decoded

from .study_files import sha256_of, sum_of

# Beside pictures these are tables of their labels.
TABLES = (".csv", ".tsv", ".xlsx")
NO_PIXELS = np.zeros((0, 0, 0), dtype=np.float32)


class PictureFiles:
    """A picture is a row, and so is a section of a volume. `axis`: along which NIfTI volumes are cut."""

    def __init__(self, folder: Path, axis: int) -> None:
        self._axis = axis
        self._files: list[Path] = []
        self.unread: list[str] = []
        read: list[DecodedFile] = []
        sums: list[str] = []
        named = [path for path in files_in(folder) if path.suffix.lower() not in TABLES]
        # As the app sorts names, which are UTF-16 there.
        for path in sorted(named, key=lambda path: code_units(path.relative_to(folder).as_posix())):
            try:
                decoded = read_decoded(path, axis)
            except PictureError as refused:
                self.unread.append(str(refused))
                continue
            light = [dataclasses.replace(picture, v=NO_PIXELS) for picture in decoded.pictures]
            read.append(dataclasses.replace(decoded, pictures=light))
            self._files.append(path)
            sums.append(sha256_of(path))
        self.paths = [path.relative_to(folder).as_posix() for path in self._files]
        self.tags = [file.tags for file in read]
        # Place of each row's file, and its place in it.
        self.file_of = np.repeat(np.arange(len(read)), [len(file.pictures) for file in read])
        self._within = [place for file in read for place in range(len(file.pictures))]
        self._known = ranked(read)
        self.sha256 = sum_of(sums)
        # The same, and that the files stand in this order.
        self.order = hashlib.sha256("\n".join(sums).encode()).hexdigest()

    @property
    def n(self) -> int:
        return len(self._known)

    def read(self, rows: Sequence[int]) -> Iterator[tuple[int, Picture]]:
        """Each row with its picture, which knows its place in its volume. Ascending rows read every file once."""
        held, pictures = -1, []
        for row in rows:
            file = int(self.file_of[row])
            if file != held:
                held, pictures = file, read_decoded(self._files[file], self._axis).pictures
            known = self._known[row]
            yield row, dataclasses.replace(pictures[self._within[row]], slice=known.slice, slices=known.slices)
