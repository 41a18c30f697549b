"""Source: the file behind a table, measured and hashed once, and refused later where it has changed since.

Limits: a file above ``limit_bytes`` (512 MiB unless the caller says otherwise) is refused before it is read. JSON,
GeoJSON, XML and XLSX are held in memory while they are read, at several times the size of the file; CSV, GeoPackage
and Shapefile are read in pieces.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fallow.core.errors import ConflictError, FallowError, InputError, NotThereError
from fallow.core.ids import digest, digest_file

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_LIMIT_BYTES = 512 * 1024 * 1024
"""Files above this size are refused unless the caller raises the limit."""

HEAD_BYTES = 4096
"""How much of a file is looked at to tell what it is."""


@dataclass(frozen=True, slots=True)
class Source:
    """A readable file with its identity. ``layer`` and ``encoding`` are what the caller asked for, or ``None``."""

    path: Path
    size_bytes: int
    modified_ns: int
    sha256: str
    limit_bytes: int
    layer: str | None = None
    encoding: str | None = None

    def head(self) -> bytes:
        """Return the first ``HEAD_BYTES`` bytes."""
        with self.path.open("rb") as stream:
            return stream.read(HEAD_BYTES)

    def data(self) -> bytes:
        """Return all bytes; they have the digest ``sha256`` or ``ConflictError`` (``file-changed``) is raised."""
        content = self.path.read_bytes()
        if digest(content) != self.sha256:
            raise self.changed()
        return content

    def still_the_same(self) -> None:
        """Raise ``ConflictError`` (``file-changed``) where size or time of change differ from when it was opened."""
        stat = self.path.stat()
        if (stat.st_size, stat.st_mtime_ns) != (self.size_bytes, self.modified_ns):
            raise self.changed()

    def refuse(self, *, kind: str, expected: str, found: str, do: str) -> InputError:
        """Return an ``InputError`` whose message begins with the name of the file."""
        return InputError(kind=kind, expected=f"{expected} in {self.path.name}", found=found, do=do)

    def changed(self) -> FallowError:
        """Return the error that says that the file is no longer what was opened (``file-changed``)."""
        return ConflictError(
            kind="file-changed",
            expected=f"{self.path.name} as it was when it was opened ({self.size_bytes} bytes)",
            found="other content",
            do="close the program that writes it, and open it again",
        )


def parse_source(
    path: Path, *, limit_bytes: int = DEFAULT_LIMIT_BYTES, layer: str | None = None, encoding: str | None = None
) -> Source:
    """Return the file as a source: it exists, is a file, is not empty and not above ``limit_bytes``.

    Raises ``NotThereError`` (``no-such-file``) and ``InputError`` (``not-a-file``, ``empty-file``, ``too-big``,
    ``unreadable``).
    """
    if not path.exists():
        raise NotThereError(
            kind="no-such-file", expected="a file", found=f"nothing at {path}", do="check the name and the folder"
        )
    if not path.is_file():
        raise InputError(
            kind="not-a-file", expected="a file", found=f"a folder or a device at {path}", do="name the files inside it"
        )
    stat = path.stat()
    if stat.st_size == 0:
        raise InputError(
            kind="empty-file",
            expected=f"rows in {path.name}",
            found="0 bytes",
            do="fetch the file again: an empty file says nothing, not even that there is nothing to report",
        )
    if stat.st_size > limit_bytes:
        raise InputError(
            kind="too-big",
            expected=f"at most {limit_bytes} bytes in {path.name}",
            found=f"{stat.st_size} bytes",
            do="split the file, or raise the limit where the machine has the memory for it",
        )
    try:
        sha256 = digest_file(path)
    except OSError as error:
        raise InputError(
            kind="unreadable",
            expected=f"to read {path.name}",
            found=os.strerror(error.errno) if error.errno else str(error),
            do="check the permissions of the file",
        ) from error
    return Source(path, stat.st_size, stat.st_mtime_ns, sha256, limit_bytes, layer, encoding)
