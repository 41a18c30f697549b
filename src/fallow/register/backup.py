"""Backup and restore: a whole copy of a register, checked before it counts as one.

A backup of any register (a file, PostgreSQL) is a register file: it opens by itself, verifies by itself, and needs no server
to be read. It is written beside its place, verified, and only then moved there. Restoring copies a backup to a new file or
into an empty database and verifies the result. Keys of authors are not part of it (``fallow keys``), nor are the keys of
sealed personal words, which lie in the vault beside a register and are copied only when asked for; erasures that the register
knows are applied to a restored vault again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fallow.core.errors import ConflictError, IntegrityError
from fallow.register.merge import merge_recorders, same
from fallow.register.recorder import Recorder
from fallow.register.recorders import SqliteRecorder, create_recorder
from fallow.register.recorders.sqlite_file import beside as beside_of
from fallow.register.verify import Verdict, verify
from fallow.register.whole import moved, require_free


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied, and where it stands."""

    place: str
    entries: int
    attachments: int

    def to_json(self) -> dict[str, Any]:
        """Return the place and the counts."""
        return {"place": self.place, "entries": self.entries, "attachments": self.attachments}


def backup(recorder: Recorder, path: Path) -> Copied:
    """Write a verified copy of the store to a new register file; nothing stands at ``path`` where anything is wrong."""
    require_free(path)
    _require_no_log(path)
    beside = path.with_name(f".{path.name}.part")
    _clear(beside)
    try:
        if isinstance(recorder, SqliteRecorder):
            recorder.backup(beside)
            copy = SqliteRecorder.open(beside)
        else:
            copy = SqliteRecorder.create(beside)
            _fill(copy, recorder)
        copied = _checked(copy, recorder, path)
        copy.close()
        moved(beside, path)
    finally:
        _clear(beside)
    return copied


def restore(path: Path, place: Path | str) -> Copied:
    """Copy a backup to a new register at a path or a database address, verified at both ends."""
    source = SqliteRecorder.open(path)
    try:
        _require_whole(verify(source), str(path))
        if isinstance(place, Path):
            return backup(source, place)
        copy = create_recorder(place)
        try:
            _fill(copy, source)
            return _checked(copy, source, copy.location)
        finally:
            copy.close()
    finally:
        source.close()


def _fill(copy: Recorder, source: Recorder) -> None:
    merge_recorders(copy, source)
    authors = source.setting("authors")
    if authors is not None:
        copy.keep_setting("authors", authors)


def _checked(copy: Recorder, source: Recorder, place: Path | str) -> Copied:
    _require_whole(verify(copy), str(place))
    if not same(copy, source) and not _holds(copy, source):
        raise _not_whole(str(place), "fewer entries than the register has")
    return Copied(str(place), copy.count(), sum(1 for _ in copy.blobs()))


def _holds(copy: Recorder, source: Recorder) -> bool:
    # Somebody may have appended while the copy was made: what was there at its moment must be in it, and nothing else.
    return set(copy.seal_numbers()) <= set(source.seal_numbers()) and verify(copy).entries == copy.count()


def _require_whole(verdict: Verdict, place: str) -> None:
    if not verdict:
        raise _not_whole(place, verdict.problems[0].sentence)


def _not_whole(place: str, found: str) -> IntegrityError:
    return IntegrityError(
        kind="copy-refused",
        expected=f"a copy at {place} that verifies",
        found=found,
        do="run fallow verify on the register; no copy was left behind",
    )


def _require_no_log(path: Path) -> None:
    # SQLite would take a log that another register left at this name for this one's, and apply it.
    left = [file.name for file in beside_of(path)[1:] if file.exists()]
    if left:
        raise ConflictError(
            kind="exists",
            expected=f"nothing beside {path}",
            found=f"{' and '.join(left)} of a register that stood here",
            do="bring that register back to its name, or move these files to where it is, or choose another name",
        )


def _clear(path: Path) -> None:
    for file in beside_of(path):
        file.unlink(missing_ok=True)
