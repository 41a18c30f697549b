"""Files written whole or not at all: beside their place first, synchronised, then moved over in one step."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from fallow.core.errors import ConflictError, NotThereError


def require_free(path: Path) -> None:
    """Raise ``ConflictError`` (``exists``) where something stands at ``path``, ``NotThereError`` where its folder does not."""
    if path.exists():
        raise ConflictError(
            kind="exists", expected=f"nothing at {path}", found="a file or folder", do="choose another name"
        )
    if not path.parent.is_dir():
        raise NotThereError(
            kind="no-folder", expected=f"a folder {path.parent}", found="none", do="make the folder first"
        )


def moved(beside: Path, path: Path) -> None:
    """Give a finished file its name, durable: a name is on the disk only once its folder is."""
    beside.replace(path)
    if os.name != "posix":
        return  # elsewhere a folder cannot be opened to be synchronised
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """Give a stream whose content stands at ``path`` once the block ends, durable; nothing stands there where it fails."""
    require_free(path)
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        moved(beside, path)
    finally:
        beside.unlink(missing_ok=True)
