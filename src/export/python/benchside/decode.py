"""The bytes of a text file as text, in whatever of the usual encodings they were written."""

from __future__ import annotations

import re

from .errors import Refused

_HEAD = 65_536
_BINARY = "A table in text (CSV) was wanted, and the file holds binary data; save the table as CSV in UTF-8."


def decode(data: bytes) -> str:
    """The text without a byte-order mark. Raises ``Refused`` for an empty or binary file."""
    return decoded(data, find_encoding(data))


def find_encoding(data: bytes) -> str:
    """By the byte-order mark; UTF-16 without one by where its NULs lie; UTF-8 where every byte fits; else
    Windows-1252 where most bytes beyond ASCII stand alone, else CP949, whose characters take two."""
    if not data:
        raise Refused("A table was wanted, and the file is empty; choose the file that holds the rows.")
    head = data[:_HEAD]
    marked = _by_mark(head) or _by_nulls(head)
    if marked:
        return marked
    if sum(byte < 9 or 13 < byte < 32 or byte == 127 for byte in head) > len(head) * 0.01:
        raise Refused(_BINARY)
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            # Cut off within its last character: the app's reader has met no byte that does not fit.
            return "euc-kr"
        runs = [len(run) % 2 for run in re.findall(rb"[\x80-\xff]+", data)]
        return "windows-1252" if sum(runs) > len(runs) / 2 else "euc-kr"


def decoded(data: bytes, encoding: str) -> str:
    if encoding == "windows-1252":
        # Five bytes have no character in Python's table; browsers keep them as they are.
        text = "".join(
            bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)
        )
        return data.decode("latin-1").translate(dict(enumerate(text)))
    codec = {"euc-kr": "cp949", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}.get(encoding, encoding)
    text = data.decode(codec, "replace")
    return text[1:] if text.startswith("\ufeff") else text


def _by_mark(head: bytes) -> str:
    if head.startswith(b"\xff\xfe"):
        return "utf-16le"
    if head.startswith(b"\xfe\xff"):
        return "utf-16be"
    return "utf-8" if head.startswith(b"\xef\xbb\xbf") else ""


def _by_nulls(head: bytes) -> str:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd == 0:
        return ""
    wanted = len(head) * 0.05
    if odd > wanted and odd > 2 * even:
        return "utf-16le"
    if even > wanted and even > 2 * odd:
        return "utf-16be"
    raise Refused(_BINARY)
