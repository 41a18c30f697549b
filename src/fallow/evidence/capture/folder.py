"""Folder: the files under a folder, in an order that does not change, links and hidden files told apart and not followed.

auto-archiver and the like leave folders of pages beside pictures and tables. Every regular file is offered to capture, which
says of each whether it was kept; a second run over the same folder goes on where the first stopped.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from fallow.core.errors import InputError


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a folder and, apart, what is not offered to capture: links and hidden files."""

    files: tuple[Path, ...]
    passed_over: tuple[Path, ...]


def files_in(folder: Path) -> Listing:
    """Return every regular file under ``folder`` in the order of its path; raise ``InputError`` (``not-readable``)."""
    files: list[Path] = []
    passed: list[Path] = []

    def stop(error: OSError) -> None:
        raise InputError(
            kind="not-readable",
            expected="a readable folder",
            found=f"{error.filename}: {error.strerror}",
            do="check the path",
        ) from error

    for where, folders, names in os.walk(folder, onerror=stop, followlinks=False):
        here = Path(where)
        hidden = [name for name in folders if name.startswith(".") or (here / name).is_symlink()]
        passed += [here / name for name in hidden]
        folders[:] = sorted(name for name in folders if name not in hidden)
        for name in sorted(names):
            path = here / name
            wanted = not name.startswith(".") and not path.is_symlink() and path.is_file()
            (files if wanted else passed).append(path)
    return Listing(tuple(sorted(files)), tuple(sorted(passed)))


def files_of(paths: list[Path]) -> Listing:
    """Return the files that were named and those under the folders that were named, in the order of the names."""
    found = [files_in(path) if path.is_dir() else Listing((path,), ()) for path in paths]
    return Listing(tuple(f for one in found for f in one.files), tuple(p for one in found for p in one.passed_over))
