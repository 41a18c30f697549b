"""Recording: a VFS for SQLite that writes down every write, truncation, synchronisation, creation and deletion, in order.

The workload runs on real files through SQLite's own ``unix`` VFS; this one stands in front of it and keeps a list. Shared
memory of the write-ahead log is volatile and never read after a crash, so it is not recorded. What the ``unix`` VFS does
without being asked is written down too: the first synchronisation of a new journal or log synchronises its folder.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

_NUMBERS = itertools.count()
_FOLDER_SYNCED_WITH = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL | apsw.SQLITE_OPEN_WAL


@dataclass(frozen=True, slots=True)
class Create:
    """A name that now stands for a new, empty file."""

    name: str
    file: int


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes written into a file at an offset."""

    file: int
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file cut, or grown with zeros, to a size."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """Everything written into a file so far is on the disk; with ``folder``, so are the names in it."""

    file: int
    folder: bool


@dataclass(frozen=True, slots=True)
class FailedSync:
    """A synchronisation that failed: what was not on the disk yet never will be, though a later one may succeed.

    (Rebello et al. 2020, "Can applications recover from fsync failures?", USENIX ATC: pages are marked clean and dropped.)
    """

    file: int


@dataclass(frozen=True, slots=True)
class Delete:
    """A name that no longer stands for a file; with ``folder``, on the disk too."""

    name: str
    folder: bool


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """What the writer was told is durable from here on: ids of entries, digests of attachments. Empty: the register itself."""

    entries: tuple[str, ...] = ()
    blobs: tuple[str, ...] = ()


Operation = Create | Write | Truncate | Sync | FailedSync | Delete | Acknowledge


class RecordingVfs(apsw.VFS):
    """Stands before the ``unix`` VFS; ``operations`` is what happened. Close the connections before letting it go.

    ``fail_at``: the how-many-th write, truncation or synchronisation from now on fails; with ``lasting``, all after it too.
    """

    def __init__(self) -> None:
        self.fail_at: int | None = None
        self.lasting = False
        self.passed = 0
        self.name = f"recording-{next(_NUMBERS)}"
        self.operations: list[Operation] = []
        self.files: dict[str, int] = {}
        self._next = itertools.count()
        super().__init__(self.name, "unix")

    def fails(self) -> bool:
        """Whether the operation that is at the door fails."""
        at, self.passed = self.passed, self.passed + 1
        return self.fail_at is not None and (at == self.fail_at or (self.lasting and at > self.fail_at))

    def adopt(self, names: Iterable[str]) -> None:
        """Take files that stand already for files of this disk, numbered from 0."""
        for name in names:
            self.files[name] = next(self._next)

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - SQLite's name
        """Open a file, writing down that it is new where it is."""
        if name is None:  # a temporary file, which nothing needs after a crash
            return apsw.VFSFile("unix", name, flags)
        path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name)
        if not path.exists():
            number = next(self._next)
            self.files[path.name] = number
            self.operations.append(Create(path.name, number))
        return _File(self, self.files[path.name], name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:  # noqa: N802 - SQLite's name
        """Delete a file and write it down."""
        super().xDelete(name, syncdir)
        self.operations.append(Delete(Path(name).name, bool(syncdir)))


class _File(apsw.VFSFile):
    def __init__(self, vfs: RecordingVfs, number: int, name: Any, flags: list[int]) -> None:
        self._vfs = vfs
        self._operations = vfs.operations
        self._number = number
        self._folder = bool(flags[0] & _FOLDER_SYNCED_WITH)
        super().__init__("unix", name, flags)

    def xWrite(self, content: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        if self._vfs.fails():
            raise apsw.FullError("no room, as asked for")
        super().xWrite(content, offset)
        self._operations.append(Write(self._number, offset, bytes(content)))

    def xTruncate(self, size: int) -> None:  # noqa: N802 - SQLite's name
        if self._vfs.fails():
            raise apsw.IOError("no truncation, as asked for")
        super().xTruncate(size)
        self._operations.append(Truncate(self._number, size))

    def xSync(self, flags: int) -> None:  # noqa: N802 - SQLite's name
        if self._vfs.fails():
            self._operations.append(FailedSync(self._number))
            raise apsw.IOError("no synchronisation, as asked for")
        super().xSync(flags)
        # As in SQLite's unixSync: the folder once, with the first synchronisation of a journal or log that was just made.
        self._operations.append(Sync(self._number, self._folder))
        self._folder = False


class Connection:
    """What ``SqliteRecorder`` needs of a ``sqlite3`` connection, over an apsw connection. Answers are read at once."""

    def __init__(self, path: Path, vfs: RecordingVfs) -> None:
        self._db = apsw.Connection(str(path), vfs=vfs.name)

    def execute(self, statement: str, values: Any = ()) -> _Rows:
        """Run one statement."""
        return _Rows(self._db.execute(statement, tuple(values)).fetchall())

    def executemany(self, statement: str, rows: Any) -> None:
        """Run one statement with each row."""
        self._db.executemany(statement, rows)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._db.in_transaction

    def close(self) -> None:
        """Close; the last one to do so folds the log into the file."""
        self._db.close()


class _Rows(list[Any]):
    def fetchone(self) -> Any:
        return self[0] if self else None

    def fetchall(self) -> list[Any]:
        return self
