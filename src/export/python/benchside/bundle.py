"""The files of a bundle, from its folder or its zip, each checked against the manifest's SHA-256."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any, Dict

from .errors import Refused, broken_bundle

FORMAT = "benchside-bundle"
VERSION = 2


class Bundle:
    """``path``: the unzipped folder, or the zip. Raises ``Refused`` where it is none or of another version."""

    def __init__(self, path: Path) -> None:
        self.path = path
        manifest = self._json("manifest.json", self._bytes("manifest.json"))
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise Refused(f"A Benchside bundle was wanted, and {path} is none; name the folder that holds manifest.json.")
        if manifest.get("version") != VERSION:
            raise Refused(
                f"A bundle of version {VERSION} was wanted, and this one is of version {manifest.get('version')}; "
                "use the predict.py that came with it, or save the bundle anew from the app."
            )
        files = manifest.get("files")
        if not isinstance(files, list) or not all(isinstance(file, dict) for file in files):
            raise broken_bundle("its manifest lists no files")
        self.sums: Dict[str, Any] = {str(file.get("path")): file.get("sha256") for file in files}

    def __contains__(self, name: str) -> bool:
        return name in self.sums

    def read(self, name: str) -> bytes:
        """A file that the manifest lists, unchanged since it was written."""
        if name not in self.sums:
            raise broken_bundle(f"its manifest does not list {name}")
        data = self._bytes(name)
        if hashlib.sha256(data).hexdigest() != self.sums[name]:
            raise broken_bundle(f"{name} is not as it was written (its SHA-256 differs)")
        return data

    def json(self, name: str) -> Any:
        return self._json(name, self.read(name))

    def _json(self, name: str, data: bytes) -> Any:
        try:
            return json.loads(data.decode("utf-8"))
        except (ValueError, RecursionError):
            raise broken_bundle(f"{name} is no JSON") from None

    def _bytes(self, name: str) -> bytes:
        try:
            if self.path.is_dir():
                return (self.path / name).read_bytes()
            with zipfile.ZipFile(self.path) as archive:
                return archive.read(name)
        except (OSError, KeyError):
            raise Refused(
                f"A Benchside bundle was wanted, and {self.path} has no {name}; unzip the whole bundle and name its "
                "folder by --bundle, or name the zip itself."
            ) from None
        except zipfile.BadZipFile:
            raise Refused(f"A bundle was wanted, and {self.path} is neither a folder nor a zip.") from None
