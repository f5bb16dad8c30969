"""The data set of a DICOM file (PS3.5, PS3.10), with or without preamble and meta header, up to its pixels."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Tuple

import numpy as np

from ..picture import PictureError

IMPLICIT_LITTLE = "1.2.840.10008.1.2"
EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
DEFLATED = "1.2.840.10008.1.2.1.99"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"

PIXEL_DATA = 0x7FE00010
_SYNTAX = 0x00020010
_PREAMBLE = 132
_INFLATED_LIMIT = 512_000_000
_UNDEFINED = 0xFFFFFFFF
_ITEM, _ITEM_END, _SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
# Value representations whose length takes four bytes.
_LONG = frozenset((b"OB", b"OD", b"OL", b"OW", b"SQ", b"OF", b"UC", b"UR", b"UT", b"UN"))


class _Unreadable(Exception):
    """The bytes do not follow the syntax by which they are read."""


@dataclass
class Element:
    at: int
    length: int
    items: Optional[List["DataSet"]] = None


@dataclass
class DataSet:
    """Elements by tag (0x00280010); accessors answer None where an element is missing or empty."""

    data: bytes
    order: str
    elements: Dict[int, Element] = field(default_factory=dict)

    def _number(self, tag: int, form: str, index: int) -> Optional[int]:
        element = self.elements.get(tag)
        if element is None or element.length == 0:
            return None
        at = element.at + 2 * index
        if at + 2 > len(self.data):
            raise PictureError("the DICOM file is damaged: an element reaches beyond it")
        return struct.unpack_from(self.order + form, self.data, at)[0]

    def uint16(self, tag: int, index: int = 0) -> Optional[int]:
        return self._number(tag, "H", index)

    def int16(self, tag: int, index: int = 0) -> Optional[int]:
        return self._number(tag, "h", index)

    def numbers16(self, tag: int, n: int) -> np.ndarray:
        """`n` unsigned numbers of 16 bits."""
        element = self.elements.get(tag)
        if element is None or element.at + 2 * n > len(self.data):
            raise PictureError("the DICOM file is damaged: a table is too short")
        return np.frombuffer(self.data, dtype=self.order + "u2", count=n, offset=element.at)

    def string(self, tag: int) -> Optional[str]:
        element = self.elements.get(tag)
        if element is None or element.length == 0:
            return None
        raw = self.data[element.at : element.at + element.length]
        return raw.split(b"\0")[0].decode("latin-1").strip()

    def float_string(self, tag: int, index: int = 0) -> Optional[float]:
        """A decimal string; NaN where it is none."""
        text = self.string(tag)
        if text is None:
            return None
        values = text.split("\\")
        if index >= len(values):
            raise PictureError("the DICOM file is damaged: too few values in an element")
        found = re.match(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", values[index])
        return float(found.group()) if found else float("nan")

    def items(self, tag: int) -> List["DataSet"]:
        element = self.elements.get(tag)
        return (element.items or []) if element else []


@dataclass
class _Reader:
    data: bytes
    order: str
    explicit: bool

    def _tag(self, at: int) -> int:
        group, element = self._read("HH", at)
        return group << 16 | element

    def _read(self, form: str, at: int) -> Tuple[int, ...]:
        if at + struct.calcsize("=" + form) > len(self.data):
            raise _Unreadable("cut off")
        return struct.unpack_from(self.order + form, self.data, at)

    def _head(self, at: int) -> Tuple[int, bytes, int, int]:
        """Tag, value representation (none where implicit), length, and where the value begins."""
        tag = self._tag(at)
        if not self.explicit:
            return tag, b"", self._read("I", at + 4)[0], at + 8
        kind = bytes(self.data[at + 4 : at + 6])
        if kind in _LONG:
            return tag, kind, self._read("I", at + 8)[0], at + 12
        return tag, kind, self._read("H", at + 6)[0], at + 8

    def _holds_items(self, tag: int, kind: bytes, length: int, at: int) -> bool:
        if self.explicit:
            return kind == b"SQ" or (kind == b"UN" and length == _UNDEFINED)
        if at + 4 > len(self.data) or self._tag(at) not in (_ITEM, _SEQUENCE_END):
            return False
        private = (tag >> 16) % 2 == 1
        return length == _UNDEFINED or (length > 0 and not private)

    def _beyond_undefined(self, at: int) -> int:
        """Where an element of undefined length that is no sequence ends: behind its delimiter."""
        for delimiter in (_SEQUENCE_END, _ITEM_END):
            mark = struct.pack(self.order + "HH", delimiter >> 16, delimiter & 0xFFFF)
            found = self.data.find(mark, at)
            if found >= 0:
                return found + 8
        return len(self.data)

    def _items(self, at: int, length: int) -> Tuple[List[DataSet], int]:
        end = len(self.data) if length == _UNDEFINED else at + length
        if end > len(self.data):
            raise _Unreadable("cut off")
        items: List[DataSet] = []
        while at < end:
            tag, size = self._tag(at), self._read("I", at + 4)[0]
            at += 8
            if tag == _SEQUENCE_END:
                break
            if tag != _ITEM:
                raise _Unreadable("no item")
            stop = None if size == _UNDEFINED else at + size
            item, at = self.data_set(at, stop, until=None)
            items.append(item)
        return items, at

    def data_set(self, at: int, stop: Optional[int], until: Optional[int]) -> Tuple[DataSet, int]:
        """Elements from a place to another, to a delimiter, or to the element `until`, which is the last one read."""
        found = DataSet(self.data, self.order)
        end = len(self.data) if stop is None else stop
        if end > len(self.data):
            raise _Unreadable("cut off")
        while at < end:
            tag, kind, length, value = self._head(at)
            if tag == _ITEM_END:
                return found, at + 8
            element = Element(value, length)
            found.elements[tag] = element
            if tag == until:
                return found, value
            if self._holds_items(tag, kind, length, value):
                # What is of unknown representation and undefined length is written implicitly.
                reader = self if kind != b"UN" else _Reader(self.data, self.order, False)
                element.items, at = reader._items(value, length)
            elif length == _UNDEFINED:
                at = self._beyond_undefined(value)
                element.length = at - 8 - value
            else:
                at = value + length
                if at > len(self.data):
                    raise _Unreadable("cut off")
        return found, at


def guessed_syntax(start: bytes) -> Optional[str]:
    """The transfer syntax of a data set that begins at the first byte, from its first element; None for no DICOM."""
    if len(start) < 8:
        return None
    explicit = all(0x41 <= byte <= 0x5A for byte in start[4:6])
    if start[1] == 0 and start[0] in (2, 8):
        if explicit:
            return EXPLICIT_LITTLE
        return IMPLICIT_LITTLE if struct.unpack_from("<I", start, 4)[0] < 1024 else None
    return EXPLICIT_BIG if start[:2] == b"\x00\x08" and explicit else None


def marked(start: bytes) -> bool:
    return start[128:_PREAMBLE] == b"DICM"


def _parsed(data: bytes, syntax: str) -> DataSet:
    order = ">" if syntax == EXPLICIT_BIG else "<"
    return _Reader(data, order, syntax != IMPLICIT_LITTLE).data_set(0, None, PIXEL_DATA)[0]


def _meta(data: bytes) -> Tuple[Optional[str], int]:
    """The transfer syntax that the meta header names, and where the data set behind it begins."""
    reader = _Reader(data, "<", True)
    at, named = _PREAMBLE, None
    while at + 8 <= len(data) and struct.unpack_from("<H", data, at)[0] == 2:
        tag, _, length, value = reader._head(at)
        at = value + length
        if at > len(data):
            raise _Unreadable("cut off")
        if tag == _SYNTAX:
            named = data[value:at].split(b"\0")[0].decode("latin-1").strip()
    return named, at


def _inflated(data: bytes) -> bytes:
    stream = zlib.decompressobj(-15)
    try:
        found = stream.decompress(data, _INFLATED_LIMIT)
    except zlib.error:
        raise PictureError("the DICOM file is damaged: a deflate stream") from None
    if stream.unconsumed_tail:
        raise PictureError("the DICOM file inflates to more than 512 MB")
    return found


def read_data_set(data: bytes) -> Tuple[DataSet, str]:
    """The data set of a file and the transfer syntax that its pixels are written in. Raises PictureError."""
    bare = None if marked(data) else guessed_syntax(data)
    if bare and data[0] == 2:
        return read_data_set(b"\0" * 128 + b"DICM" + data)
    if not bare and not marked(data):
        raise PictureError("the file is no DICOM")
    try:
        named, at = (bare, 0) if bare else _meta(data)
        rest = _inflated(data[at:]) if named == DEFLATED else data[at:]
        guess = guessed_syntax(rest)
        try:
            if named is None:
                raise _Unreadable("no transfer syntax")
            return _parsed(rest, named), named
        except _Unreadable:
            # A meta header that names no transfer syntax, or says explicit where implicit stands.
            if bare or not guess or (named and guess != IMPLICIT_LITTLE):
                raise
            return _parsed(rest, guess), named or guess
    except _Unreadable:
        raise PictureError("the DICOM file is cut off or damaged") from None
