"""SQLite recorder: one file, write-ahead log, full synchronisation, triggers against accidents.

``entry`` holds the bytes and an index over them; ``blob`` holds attachments by digest. Triggers stop UPDATE and DELETE, so
that no tool changes a register by accident; an owner of the file can remove them, which verification then shows.
Copy a register in use with SQLite's backup, not with a file manager: the write-ahead log belongs to it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fallow.core.errors import ConflictError, FallowError, InputError, IntegrityError, NotThereError
from fallow.core.ids import digest, short
from fallow.register.chain import Problem
from fallow.register.entry import Entry, parse_entry, stamp

APPLICATION_ID = 0x46414C57
"""``FALW`` in SQLite's header: what tells a register from any other database."""

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    writer TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    known_at TEXT NOT NULL,
    bytes BLOB NOT NULL
);
CREATE INDEX entry_chain ON entry (writer, seq);
CREATE INDEX entry_kind ON entry (kind, known_at);
CREATE TABLE blob (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never edited'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER blob_no_update BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'attachments are never edited'); END;
CREATE TRIGGER blob_no_delete BEFORE DELETE ON blob BEGIN SELECT RAISE(ABORT, 'attachments are never deleted'); END;
"""

_BUSY_SECONDS = 30.0


class SqliteRecorder:
    """Keeps entries and attachments in one SQLite file. Use ``create`` or ``open``."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self.path = path

    @classmethod
    def create(cls, path: Path, writer: str) -> SqliteRecorder:
        """Make a new register file; raises ``ConflictError`` (``exists``) where anything stands at ``path``."""
        if path.exists():
            raise ConflictError(
                kind="exists",
                expected=f"nothing at {path}",
                found="a file",
                do="choose another name, or use that register",
            )
        if not path.parent.is_dir():
            raise NotThereError(
                kind="no-folder", expected=f"a folder {path.parent}", found="none", do="make the folder first"
            )
        with _storage_errors(path):
            connection = _connect(path)
            connection.executescript(_SCHEMA)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("INSERT INTO meta VALUES ('format', 'fallow-register-1'), ('writer', ?)", (writer,))
        return cls(connection, path)

    @classmethod
    def open(cls, path: Path) -> SqliteRecorder:
        """Open an existing register; raises ``NotThereError`` or ``InputError`` (``not-a-register``)."""
        if not path.is_file():
            raise NotThereError(
                kind="no-register",
                expected=f"a register at {path}",
                found="a folder" if path.is_dir() else "no file",
                do=f"check the name, or start one with: fallow init {path}",
            )
        connection = None
        try:
            connection = _connect(path, wal=False)
            application = connection.execute("PRAGMA application_id").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise _not_a_register(path, str(error)) from error
        if application != APPLICATION_ID:
            raise _not_a_register(path, "a database of something else")
        return cls(connection, path)

    def close(self) -> None:
        """Close the file; the write-ahead log is folded into it where this was the last reader."""
        self._db.close()

    @property
    def writer(self) -> str:
        """The writer id under which this copy appends."""
        return str(self._db.execute("SELECT value FROM meta WHERE key = 'writer'").fetchone()[0])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the write lock; commit at the end, roll everything back where anything is raised."""
        with _storage_errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def head(self, writer: str) -> Entry | None:
        """The writer's newest entry, or ``None``. On a fork, the one recorded here last."""
        row = self._db.execute(
            "SELECT id, bytes FROM entry WHERE writer = ? ORDER BY seq DESC, number DESC LIMIT 1", (writer,)
        ).fetchone()
        return parse_entry(row[1], row[0]) if row else None

    def insert(self, entry: Entry) -> None:
        """Store an entry inside the current transaction."""
        self._db.execute(
            "INSERT INTO entry (id, writer, seq, kind, recorded_at, known_at, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (entry.id, entry.writer, entry.seq, entry.kind, stamp(entry.recorded_at), stamp(entry.known_at), entry.raw),
        )

    def select(
        self, kind: str | None = None, known_until: str | None = None, recorded_until: str | None = None
    ) -> Iterator[Entry]:
        """Yield entries in the order of commits, narrowed by kind and by either time (stamps, inclusive)."""
        wanted = [
            ("kind = ?", kind),
            ("known_at <= ?", known_until),
            ("recorded_at <= ?", recorded_until),
        ]
        used = [(clause, value) for clause, value in wanted if value is not None]
        where = " WHERE " + " AND ".join(clause for clause, _ in used) if used else ""
        rows = self._db.execute(
            f"SELECT id, bytes FROM entry{where} ORDER BY number",  # noqa: S608 - clauses are constants above
            [value for _, value in used],
        )
        for identifier, raw in rows:
            yield parse_entry(raw, identifier)

    def find(self, prefix: str) -> list[str]:
        """Return the ids that begin with ``prefix`` (hexadecimal), at most three of them."""
        if not prefix or set(prefix) - set("0123456789abcdef"):
            return []
        rows = self._db.execute("SELECT id FROM entry WHERE id >= ? AND id < ? LIMIT 3", (prefix, prefix + "g"))
        return [row[0] for row in rows]

    def read(self, identifier: str) -> Entry:
        """Return one entry by its whole id; raises ``NotThereError``."""
        row = self._db.execute("SELECT bytes FROM entry WHERE id = ?", (identifier,)).fetchone()
        if row is None:
            raise NotThereError(
                kind="no-entry",
                expected=f"entry {short(identifier)}",
                found="none here",
                do="check the id with fallow log",
            )
        return parse_entry(row[0], identifier)

    def count(self, kind: str | None = None) -> int:
        """How many entries there are, of one kind or of all."""
        clause, values = ("", ()) if kind is None else (" WHERE kind = ?", (kind,))
        return int(self._db.execute(f"SELECT count(*) FROM entry{clause}", values).fetchone()[0])  # noqa: S608

    def put_blob(self, content: bytes) -> str:
        """Keep an attachment under its digest; keeping it twice keeps it once."""
        name = digest(content)
        self._db.execute("INSERT OR IGNORE INTO blob VALUES (?, ?)", (name, content))
        return name

    def blob(self, name: str) -> bytes:
        """Return an attachment, checked against its digest; raises ``NotThereError`` or ``IntegrityError``."""
        row = self._db.execute("SELECT bytes FROM blob WHERE sha256 = ?", (name,)).fetchone()
        if row is None:
            raise NotThereError(
                kind="no-blob", expected=f"attachment {short(name)}", found="none here", do="fetch it from another copy"
            )
        if digest(row[0]) != name:
            raise IntegrityError(
                kind="changed-blob",
                expected=f"attachment {short(name)}",
                found=f"bytes with digest {short(digest(row[0]))}",
                do="fetch it from another copy of the register",
            )
        return bytes(row[0])

    def stored(self) -> Iterator[tuple[str, bytes]]:
        """Yield ``(id, bytes)`` of every entry as stored, unchecked, for verification."""
        yield from self._db.execute("SELECT id, bytes FROM entry ORDER BY number")

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong outside the chain: columns unlike their bytes, changed attachments, missing triggers."""
        rows = self._db.execute("SELECT id, writer, seq, kind, recorded_at, known_at, bytes FROM entry")
        for identifier, *columns, raw in rows:
            try:
                entry = parse_entry(raw)
            except FallowError:
                continue  # the chain reports it, with the reason
            told = [entry.writer, entry.seq, entry.kind, stamp(entry.recorded_at), stamp(entry.known_at)]
            if columns != told:
                yield Problem("altered-column", identifier, f"the index of {short(identifier)} differs from its bytes")
        for name, content in self._db.execute("SELECT sha256, bytes FROM blob"):
            if digest(content) != name:
                yield Problem("changed-blob", name, f"attachment {short(name)} does not have its digest")
        there = {row[0] for row in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
        for trigger in ("entry_no_update", "entry_no_delete", "blob_no_update", "blob_no_delete"):
            if trigger not in there:
                yield Problem("missing-guard", trigger, f"the guard {trigger} was removed from the file")


def _connect(path: Path, *, wal: bool = True) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=_BUSY_SECONDS)
    connection.execute("PRAGMA synchronous = FULL")
    if wal:
        connection.execute("PRAGMA journal_mode = WAL")
    return connection


def _not_a_register(path: Path, found: str) -> InputError:
    return InputError(
        kind="not-a-register",
        expected=f"a Fallow register at {path}",
        found=found,
        do="name the register first, then the files: fallow import REGISTER FILE",
    )


@contextmanager
def _storage_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        words = str(error)
        locked = "locked" in words or "busy" in words
        raise ConflictError(
            kind="register-locked" if locked else "storage",
            expected=f"to write to {path}",
            found=words,
            do="wait for the other writer and try again"
            if locked
            else "check free space and permissions; nothing was written",
        ) from error
