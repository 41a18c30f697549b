"""The SQLite file under a register: its tables, its settings, how it is claimed and opened, what its errors mean.

A disk that is full or cannot be written, and another program that holds the lock, are told apart from damage: the first two
say nothing against the register. What may not be opened twice is decided by the operating system: a new register's file is
claimed with ``O_EXCL`` before SQLite sees it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar
from urllib.parse import quote

from fallow.core.errors import ConflictError, InputError, IntegrityError

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Place = TypeVar("Place", bound="Stored")

APPLICATION_ID = 0x46414C57
"""``FALW`` in SQLite's header: what tells a register from any other database."""

FORMAT = "fallow-register-1"
"""What ``meta`` says under ``format``."""

TABLES = ("entry", "seal", "proof", "partial", "author", "blob")

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE author (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE seal (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    author INTEGER NOT NULL REFERENCES author,
    first INTEGER NOT NULL,
    count INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    tick INTEGER NOT NULL,
    top_clock INTEGER NOT NULL,
    top_tick INTEGER NOT NULL,
    late INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    signature BLOB NOT NULL
);
CREATE INDEX seal_late ON seal (number) WHERE late;
CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    tier INTEGER NOT NULL,
    known INTEGER,
    bytes BLOB NOT NULL
);
CREATE INDEX entry_id ON entry (substr(id, 1, 8));
CREATE INDEX entry_kind ON entry (kind);
CREATE TABLE proof (number INTEGER PRIMARY KEY, path BLOB NOT NULL);
CREATE TABLE partial (seal INTEGER PRIMARY KEY);
CREATE TABLE blob (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL);
CREATE VIEW entries AS SELECT lower(hex(e.id)) AS id, a.name AS author, s.first + (e.number & 4294967295) AS seq, e.kind, e.tier,
    strftime('%Y-%m-%dT%H:%M:%fZ', s.recorded / 1e6, 'unixepoch') AS recorded_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(e.known, s.recorded) / 1e6, 'unixepoch') AS known_at,
    json_extract(CAST(e.bytes AS TEXT), '$.body') AS body
    FROM entry e JOIN seal s ON s.number = e.number >> 32 JOIN author a ON a.number = s.author;
""" + "".join(
    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, 'a register only grows: {table} is never changed'); END;\n"
    for table in TABLES
    for verb in ("UPDATE", "DELETE")
)
_CHECKPOINT_PAGES = (
    1_000  # of the write-ahead log: a longer one grows at every commit, which costs more than checkpoints
)
BUSY_SECONDS = 30.0
_STORAGE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}  # the disk or another program stands in the way; the register itself may be whole


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables of a register in an empty database, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for statement in _SCHEMA.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT,))
    connection.execute("COMMIT")


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Return every table, index, trigger and view of a database by its name, with the statement that made it."""
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_stat%'"
    )
    return {name: " ".join(words.split()) for name, words in rows}


def expected_schema() -> dict[str, str]:
    """Return what ``schema_of`` says of an untouched register."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        prepare(connection)
        return schema_of(connection)
    finally:
        connection.close()


def tune(connection: sqlite3.Connection, *, wal: bool = True) -> None:
    """Set what durability rests on: every commit synchronised; ``wal``: a write-ahead log, which the file then remembers."""
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
    if wal:
        connection.execute("PRAGMA journal_mode = WAL")


def beside(path: Path) -> list[Path]:
    """Return the file of a register and those that SQLite may keep beside it; they belong together."""
    return [path.with_name(path.name + ending) for ending in ("", "-wal", "-shm", "-journal")]


def claim(path: Path) -> None:
    """Make an empty file that is the caller's alone; raises ``ConflictError`` (``exists``, ``storage``).

    What goes wrong afterwards may be cleared away without fear of taking somebody else's register. A log that another
    register left at that name is refused too: SQLite would apply it to a file that does not belong to it, or delete it.
    """
    left = [file.name for file in beside(path)[1:] if file.exists()]
    if left and not path.exists():
        raise ConflictError(
            kind="exists",
            expected=f"nothing at {path} or beside it",
            found=f"{' and '.join(left)} of a register that stood here",
            do="bring that register back to its name, or move these files to where it is, or choose another name",
        )
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    except FileExistsError as error:
        raise ConflictError(
            kind="exists",
            expected=f"nothing at {path}",
            found="a file",
            do="choose another name, or use that register",
        ) from error
    except OSError as error:
        raise ConflictError(
            kind="storage",
            expected=f"to write to {path}",
            found=error.strerror or str(error),
            do="check free space and permissions; nothing was written",
        ) from error


def opened(path: Path, *, immutable: bool = False) -> sqlite3.Connection:
    """Connect to a register; raises ``InputError`` (``not-a-register``) or what SQLite raises.

    ``immutable``: read without locks and without a log beside the file, where nobody can write it.
    """
    address = f"{_address(path)}?immutable=1" if immutable else str(path)
    connection = sqlite3.connect(address, isolation_level=None, timeout=BUSY_SECONDS, uri=immutable)
    try:
        tune(connection, wal=False)
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if application != APPLICATION_ID:
            raise _not_a_register(path, "a database of something else")
        told = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        if not told or told[0] != FORMAT:
            raise _not_a_register(path, f"a register of format {told[0] if told else 'unknown'}")
    except BaseException:
        connection.close()
        raise
    return connection


def _address(path: Path) -> str:
    # Not Path.as_uri: SQLite takes no host, so a Windows share is written with four slashes.
    place = path.absolute().as_posix()
    return f"file://{'' if place.startswith('/') else '/'}{quote(place)}"


def primary_code(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code, without the detail in its higher bits."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF


@contextmanager
def open_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises while opening or reading into a ``FallowError``: the disk, a lock, damage, no register at all."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = primary_code(error)
        if code in _STORAGE:
            raise _in_the_way(path, error) from error
        if _says_register(path):
            raise IntegrityError(
                kind="damaged-file",
                expected=f"a whole register at {path}",
                found=str(error),
                do="keep the file as it is, and restore a backup or merge another copy",
            ) from error
        raise _not_a_register(path, str(error)) from error


def _in_the_way(path: Path, error: sqlite3.Error) -> ConflictError:
    locked = primary_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    log = beside(path)[1]
    if locked:
        do = "wait for the other writer and try again"
    elif log.exists():
        do = f"check free space and permissions, or copy it together with {log.name} to a disk that can be written"
    else:
        do = "check free space and permissions of the file and its folder; nothing was written"
    return ConflictError(
        kind="register-locked" if locked else "storage", expected=f"to read {path}", found=str(error), do=do
    )


class Stored(Protocol):
    """Anything kept in a file at ``path``."""

    path: Path


def reading(
    method: Callable[Concatenate[Place, Given], Answer],
) -> Callable[Concatenate[Place, Given], Answer]:
    """Let a method that reads raise what ``open_errors`` makes of SQLite's errors. Not for generators, which read later."""

    @wraps(method)
    def read(self: Place, /, *given: Given.args, **named: Given.kwargs) -> Answer:
        try:
            return method(self, *given, **named)
        except sqlite3.DatabaseError:
            with open_errors(self.path):
                raise

    return read


def _says_register(path: Path) -> bool:
    with path.open("rb") as stream:
        header = stream.read(100)
    return header.startswith(b"SQLite format 3\0") and header[68:72] == APPLICATION_ID.to_bytes(4, "big")


def _not_a_register(path: Path, found: str) -> InputError:
    return InputError(
        kind="not-a-register",
        expected=f"a Fallow register at {path}",
        found=found,
        do="name the register first, then the files: fallow import REGISTER FILE",
    )


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about a disk, a lock or a file into one ``ConflictError``."""
    try:
        yield
    except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        words = str(error)
        locked = "locked" in words or "busy" in words
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_IOERR_FSYNC:
            # The log may hold the whole transaction, and the next to open it would find it there.
            raise ConflictError(
                kind="commit-unknown",
                expected=f"the disk's word that {path} is on it",
                found=words,
                do="look with fallow log whether the entries are there before appending them again, and see to the disk",
            ) from error
        raise ConflictError(
            kind="register-locked" if locked else "storage",
            expected=f"to write to {path}",
            found=words,
            do="wait for the other writer and try again"
            if locked
            else "check free space and permissions; nothing was written",
        ) from error
