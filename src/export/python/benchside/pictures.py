"""Picture files as the app reads them: PNG, JPEG, WebP, BMP, TIFF, DICOM and NIfTI."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Dict, List, Optional, Sequence, Tuple, Union

from .picture import Picture, PictureError
from .picture_files.by_pillow import read_by_pillow
from .picture_files.dicom import read_dicom
from .picture_files.dicom_tags import guessed_syntax, marked
from .picture_files.nifti import header_size, read_nifti, unzipped_start
from .picture_files.png import SIGNATURE, read_png
from .picture_files.settled import DecodedFile
from .picture_files.tiff import read_tiff

__all__ = [
    "Picture",
    "PictureError",
    "decode_files",
    "files_in",
    "placed",
    "ranked",
    "read_decoded",
    "read_files",
    "read_pictures",
]

_TIFF = (b"II\x2a\x00", b"II\x2b\x00", b"MM\x00\x2a", b"MM\x00\x2b")
_DICOM_NAMES = (".dcm", ".dicom", ".dic", ".ima")
_WHOLE_SLIDES = (".ndpi", ".vms", ".vmu", ".mrxs", ".czi", ".scn", ".lif", ".bif", ".vsi", ".isyntax", ".svslide")
# What computers put into folders by themselves.
_CLUTTER = ("thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx")


def _decoded(data: bytes, name: str, axis: int) -> DecodedFile:
    """By the first bytes; `name` in lower case decides where they do not say."""
    if name.endswith(_WHOLE_SLIDES):
        raise PictureError("a whole-slide format that is not read; export it as a TIFF")
    if data.startswith(SIGNATURE):
        return read_png(data)
    if data.startswith(b"\xff\xd8\xff"):
        return read_by_pillow(data, "JPEG")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return read_by_pillow(data, "WEBP")
    if data.startswith(b"BM"):
        return read_by_pillow(data, "BMP")
    # A DICOM file may have a TIFF's first bytes in its preamble.
    if data.startswith(_TIFF) and not marked(data):
        return read_tiff(data)
    if marked(data) or guessed_syntax(data) or name.endswith(_DICOM_NAMES):
        return read_dicom(data)
    zipped = data.startswith(b"\x1f\x8b")
    if name.endswith((".nii", ".nii.gz")) or header_size(unzipped_start(data) if zipped else data):
        return read_nifti(data, axis)
    raise PictureError("no picture file of a kind that is read")


def read_decoded(path: Path, axis: int) -> DecodedFile:
    """One file. Raises PictureError, a line that begins with the file's name."""
    try:
        return _decoded(path.read_bytes(), path.name.lower(), axis)
    except PictureError as refused:
        raise PictureError(f"{path.name}: {refused}") from None


def files_in(folder: Path) -> List[Path]:
    """The files of a folder and those below it, in the order of their paths, without clutter."""

    def kept(path: Path) -> bool:
        parts = path.relative_to(folder).parts
        return path.is_file() and not any(part.startswith(".") or part.lower() in _CLUTTER for part in parts)

    return sorted(filter(kept, folder.rglob("*")), key=lambda path: path.relative_to(folder).as_posix())


def ranked(files: List[DecodedFile]) -> List[Picture]:
    """All pictures in order; those of a volume with their place in it, by where the files say they lie."""
    rows: List[Tuple[Picture, float, Optional[str]]] = []
    for number, file in enumerate(files):
        # Pictures of one file are one volume, and so are files of one series.
        key = file.volume or (f"file {number}" if len(file.pictures) > 1 else None)
        for i, picture in enumerate(file.pictures):
            told = file.places[i] if i < len(file.places) else None
            rows.append((picture, float(i) if told is None else float(told), key))
    volumes: Dict[str, List[int]] = {}
    for row, (_, _, key) in enumerate(rows):
        if key is not None:
            volumes.setdefault(key, []).append(row)
    pictures = [picture for picture, _, _ in rows]
    for members in volumes.values():
        if len(members) < 2:
            continue
        for rank, row in enumerate(sorted(members, key=lambda row: (rows[row][1], row))):
            pictures[row] = replace(pictures[row], slice=rank, slices=len(members))
    return pictures


def decode_files(
    files: Sequence[Path], axis: Optional[int] = 2, refused: Optional[List[str]] = None
) -> List[DecodedFile]:
    """What each of these files holds. ``refused``: gets a line for each that is not read, which then holds nothing;
    without it the first of them raises PictureError."""
    decoded: List[DecodedFile] = []
    for file in files:
        try:
            decoded.append(read_decoded(file, 2 if axis is None else axis))
        except PictureError as error:
            if refused is None:
                raise
            refused.append(str(error))
            decoded.append(DecodedFile([]))
    return decoded


def placed(decoded: List[DecodedFile]) -> List[List[Picture]]:
    """The pictures of each of these files, which know their place in their volume among all of them: pictures of one
    file are a volume, and so are files of one DICOM series."""
    places = iter(ranked(decoded))
    return [[next(places) for _ in file.pictures] for file in decoded]


def read_files(files: Sequence[Path], axis: Optional[int] = 2) -> List[List[Picture]]:
    """The pictures of each of these files, placed in their volumes. Raises PictureError as read_pictures does."""
    return placed(decode_files(files, axis))


def read_pictures(path: Union[str, Path], axis: Optional[int] = 2) -> List[Picture]:
    """The pictures of a file, or of all files of a folder in the order of their paths.

    axis: along which stored axis a NIfTI volume is cut, 0, 1 or 2 (`axis` of a member's picture input; None is 2).
    Pictures of one volume (frames of a file, files of one DICOM series) know their place in it. Raises PictureError,
    one line that begins with the file's name, for what is not read.
    """
    given = Path(path)
    if not given.exists():
        raise PictureError(f"{given.name}: no such file or folder")
    files = files_in(given) if given.is_dir() else [given]
    return [picture for pictures in read_files(files, axis) for picture in pictures]
