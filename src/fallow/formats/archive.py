"""Archive: a zip file checked before anything inside it is trusted (XLSX and KMZ are zip files).

A zip bomb is a small archive that grows without end when it is opened. Every member is unpacked once, in pieces, to
nowhere: the sum must stay under the limit, no member above 16 MiB may be packed more than 200 times (real sheets reach
30 to 60), and checksums must hold. Nothing is ever written to disk, so names inside the archive are harmless.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fallow.formats.source import Source

MOST_RATIO = 200
"""Unpacked to packed size above which a member larger than ``RATIO_FROM_BYTES`` is taken for a bomb."""

RATIO_FROM_BYTES = 16 * 1024 * 1024
"""Members below this size may be packed as tightly as they like."""

MOST_MEMBERS = 10_000
"""Members above which an archive is refused."""

_PIECE = 1 << 20


def checked_names(source: Source) -> tuple[str, ...]:
    """Return the names of the members after unpacking each once within the limits.

    Raises ``InputError``: ``zip-bomb``, ``broken-archive`` (damaged or cut off), ``locked`` (encrypted).
    """
    try:
        with zipfile.ZipFile(source.path) as archive:
            _check_claims(source, archive.infolist())
            total = 0
            for member in archive.infolist():
                for piece in _pieces(archive, member):
                    total += len(piece)
                    if total > source.limit_bytes:
                        raise _bomb(source, f"more than {source.limit_bytes} bytes unpacked")
            return tuple(member.filename for member in archive.infolist())
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise source.refuse(
            kind="broken-archive",
            expected="a whole zip archive",
            found=f"{type(error).__name__}: {error}",
            do="fetch the file again: it is damaged or was cut off on the way",
        ) from error


def member(source: Source, name: str) -> bytes:
    """Return one member of an archive that ``checked_names`` has passed."""
    with zipfile.ZipFile(source.path) as archive:
        return archive.read(name)


def _check_claims(source: Source, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise _bomb(source, f"{len(members)} members")
    claimed = sum(item.file_size for item in members)
    if claimed > source.limit_bytes:
        raise _bomb(source, f"{claimed} bytes unpacked")
    for item in members:
        if item.flag_bits & 0x1:
            raise source.refuse(
                kind="locked",
                expected="an archive without a password",
                found=f"{item.filename!r} encrypted",
                do="save it without a password",
            )
        if item.file_size > RATIO_FROM_BYTES and item.file_size > MOST_RATIO * max(1, item.compress_size):
            raise _bomb(source, f"{item.filename!r} packed {item.file_size // max(1, item.compress_size)} times")


def _pieces(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(item) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _bomb(source: Source, found: str) -> Exception:
    return source.refuse(
        kind="zip-bomb",
        expected=f"an archive of at most {MOST_MEMBERS} members, {source.limit_bytes} bytes unpacked and {MOST_RATIO} times packed",
        found=found,
        do="do not open it elsewhere; ask the sender what it is",
    )
