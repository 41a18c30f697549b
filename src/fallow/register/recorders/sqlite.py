"""SQLite recorder: one file, write-ahead log, full synchronisation, triggers against accidents.

``entry`` holds the bytes and an index over them, ``seal`` the signatures, ``blob`` attachments by digest. Triggers stop
UPDATE and DELETE, so that no tool changes a register by accident; an owner of the file can remove them, which verification
then shows. Copy a register in use with ``fallow backup``, not with a file manager: the write-ahead log belongs to it.

Size matters on a field laptop, and so does the number of pages that one append touches (four): an entry's number is its
seal's number times 2**32 plus its place under the seal, the index on ids holds their first eight bytes, an entry's time of
recording is its seal's, and ``known`` is null where it is the same.

``seal.late`` marks a seal that was merged in after a seal with a later reading of the clock; while there is none, the order
of commits is the order of views. ``top_clock`` and ``top_tick`` are the greatest reading up to a seal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fallow.core.errors import ConflictError, NotThereError
from fallow.core.ids import digest
from fallow.register.recorder import Fault, StoredEntry, StoredSeal, Wanted
from fallow.register.recorders.once import FORKED, once
from fallow.register.recorders.sqlite_file import (
    BUSY_SECONDS,
    beside,
    claim,
    expected_schema,
    open_errors,
    opened,
    prepare,
    primary_code,
    reading,
    schema_of,
    storage_errors,
    tune,
)

_SEAL = (
    "SELECT s.number, s.id, coalesce(a.name, ''), s.first, s.count, s.recorded, s.clock, s.tick, s.bytes, s.signature"
    " FROM seal s LEFT JOIN author a ON a.number = s.author"
)
_ENTRY = (
    "SELECT e.number >> 32, e.number & 4294967295, e.id, e.kind, e.tier,"
    " s.recorded, coalesce(e.known, s.recorded), e.bytes"
    " FROM entry e LEFT JOIN seal s ON s.number = e.number >> 32"
)
_PLACE_BITS = 32
_LAST_PLACE = 2**_PLACE_BITS - 1


class SqliteRecorder:
    """Keeps a register in one SQLite file. Use ``create`` or ``open``; the role is ``fallow.register.recorder``."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self.path = path
        self._authors: dict[str, int] = {}
        self._newest: tuple[Any, ...] | None = None  # the last seal's row, inside a transaction

    @classmethod
    def create(cls, path: Path) -> SqliteRecorder:
        """Make a new register file; raises ``ConflictError``: ``exists`` where anything stands at ``path``, ``storage``
        where it could not be written, of which nothing is then left.
        """
        if not path.parent.is_dir():
            raise NotThereError(
                kind="no-folder", expected=f"a folder {path.parent}", found="none", do="make the folder first"
            )
        claim(path)
        with storage_errors(path):
            connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
            try:
                tune(connection)
                prepare(connection)
            except BaseException:
                connection.close()
                for file in beside(path):
                    file.unlink(missing_ok=True)
                raise
        return cls(connection, path)

    @classmethod
    def open(cls, path: Path) -> SqliteRecorder:
        """Open an existing register, for reading alone where its folder cannot be written and nobody is using it.

        Raises ``NotThereError``, ``InputError`` (``not-a-register``), ``IntegrityError`` (``damaged-file``) or
        ``ConflictError`` (``storage``, ``register-locked``).
        """
        if not path.is_file():
            raise NotThereError(
                kind="no-register",
                expected=f"a register at {path}",
                found="a folder" if path.is_dir() else "no file",
                do=f"check the name, or start one with: fallow init {path}",
            )
        in_use = any(file.exists() for file in beside(path)[1:])
        try:
            return cls(opened(path), path)
        except sqlite3.DatabaseError as error:
            if not in_use and primary_code(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                # A write-protected stick. ``immutable`` is safe because nobody had the register open a moment ago.
                with open_errors(path):
                    return cls(opened(path, immutable=True), path)
            with open_errors(path):
                raise

    @property
    def location(self) -> str:
        """The path of the file."""
        return str(self.path)

    def close(self) -> None:
        """Close the file; the write-ahead log is folded into it where this was the last reader."""
        self._db.close()

    @reading
    def setting(self, key: str) -> str | None:
        """A setting of this copy."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def keep_setting(self, key: str, value: str) -> None:
        """Keep a setting."""
        with storage_errors(self.path):
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the write lock; commit at the end, roll everything back where anything is raised.

        Raises ``ConflictError``: ``register-locked``, ``storage``, ``commit-unknown`` where the disk failed while committing.
        """
        if self._db.in_transaction:
            raise ConflictError(
                kind="register-locked",
                expected=f"to write to {self.path}",
                found="a transaction of its own that is still open",
                do="end it first",
            )
        with storage_errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            self._newest = None
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._authors.clear()
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @reading
    def reserve(self) -> int:
        """The number of the next seal."""
        row = self._last_seal()
        return int(row[0]) + 1 if row else 1

    def _last_seal(self) -> tuple[Any, ...] | None:
        # Nobody else can add one while this transaction holds the lock, so one look is enough.
        if self._newest is None:
            row = self._db.execute(
                f"{_SEAL.replace(' FROM', ', s.top_clock, s.top_tick FROM')} ORDER BY s.number DESC LIMIT 1"
            ).fetchone()
            if not self._db.in_transaction:
                return tuple(row) if row else None
            self._newest = tuple(row) if row else None
        return self._newest

    def insert_entries(self, entries: Sequence[StoredEntry]) -> None:
        """Store entries inside the current transaction."""
        self._db.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)",
            [
                (seal << _PLACE_BITS | at, identifier, kind, tier, None if known == recorded else known, raw)
                for seal, at, identifier, kind, tier, recorded, known, raw in entries
            ],
        )

    def insert_seal(self, seal: StoredSeal, *, partial: bool = False) -> None:
        """Store a seal inside the current transaction."""
        row = self._last_seal()
        self._newest = None
        reading = (seal.clock, seal.tick)
        top = max(row[10:12], reading) if row else reading
        late = row is not None and (row[10:12] > reading or (row[6:8] == reading and row[1] > seal.id))
        self._db.execute(
            "INSERT INTO seal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                seal.number,
                seal.id,
                self._author(seal.author),
                *seal[3:8],
                *top,
                late,
                seal.raw,
                seal.signature,
            ),
        )
        if partial:
            self._db.execute("INSERT INTO partial VALUES (?)", (seal.number,))

    def _author(self, name: str) -> int:
        if name not in self._authors:
            self._db.execute("INSERT OR IGNORE INTO author (name) VALUES (?)", (name,))
            row = self._db.execute("SELECT number FROM author WHERE name = ?", (name,)).fetchone()
            self._authors[name] = int(row[0])
        return self._authors[name]

    def insert_proofs(self, seal: int, proofs: Iterable[tuple[int, bytes]]) -> None:
        """Store inclusion paths inside the current transaction."""
        self._db.executemany(
            "INSERT OR IGNORE INTO proof VALUES (?, ?)", ((seal << _PLACE_BITS | at, path) for at, path in proofs)
        )

    @reading
    def head(self, author: str) -> StoredSeal | None:
        """The author's seal that was recorded here last, or ``None``."""
        newest = self._last_seal()
        if newest is not None and newest[2] == author:
            return StoredSeal(*newest[:10])
        row = self._db.execute(
            f"{_SEAL} WHERE s.author = (SELECT number FROM author WHERE name = ?) ORDER BY s.number DESC LIMIT 1",
            (author,),
        ).fetchone()
        return StoredSeal(*row) if row else None

    @reading
    def latest(self, until: int) -> tuple[int, int] | None:
        """The greatest reading of the clock up to ``until``."""
        newest = self._last_seal()
        if newest is None or newest[10] <= until:
            return (newest[10], newest[11]) if newest else None
        row = self._db.execute(
            "SELECT clock, tick FROM seal WHERE clock <= ? ORDER BY clock DESC, tick DESC LIMIT 1", (until,)
        ).fetchone()
        return (row[0], row[1]) if row else None

    @reading
    def seal_numbers(self) -> dict[bytes, int]:
        """The number of every seal, by its id."""
        return dict(self._db.execute("SELECT id, number FROM seal").fetchall())

    def seals(self, after: int = 0) -> Iterator[StoredSeal]:
        """Every seal after a number, in the order of commits."""
        with open_errors(self.path):
            for row in self._db.execute(f"{_SEAL} WHERE s.number > ? ORDER BY s.number", (after,)):
                yield StoredSeal(*row)

    def entries(self, first_seal: int, last_seal: int) -> Iterator[StoredEntry]:
        """The stored entries of a range of seals, by seal and place."""
        bounds = (first_seal << _PLACE_BITS, last_seal << _PLACE_BITS | _LAST_PLACE)
        with open_errors(self.path):
            rows = self._db.execute(f"{_ENTRY} WHERE e.number BETWEEN ? AND ? ORDER BY e.number", bounds)
            yield from map(StoredEntry._make, rows)

    @reading
    def proofs(self, seal: int) -> dict[int, bytes]:
        """The inclusion paths kept for a seal."""
        bounds = (seal << _PLACE_BITS, seal << _PLACE_BITS | _LAST_PLACE)
        rows = self._db.execute("SELECT number & 4294967295, path FROM proof WHERE number BETWEEN ? AND ?", bounds)
        return dict(rows.fetchall())

    @reading
    def partial(self) -> set[int]:
        """Numbers of the seals declared to be held in part."""
        return {row[0] for row in self._db.execute("SELECT seal FROM partial")}

    def select(self, wanted: Wanted) -> Iterator[tuple[bytes, bytes]]:
        """Yield ``(id, bytes)`` in the order of views, narrowed."""
        bounds: list[tuple[str, object]] = [
            ("e.kind = ?", wanted.kind),
            ("coalesce(e.known, s.recorded) <= ?", wanted.known_until),
            ("s.recorded <= ?", wanted.recorded_until),
            ("e.tier <= ?", wanted.tier_until),
        ]
        used = [(clause, value) for clause, value in bounds if value is not None]
        where = " AND ".join(clause for clause, _ in used) or "1"
        # CROSS JOIN keeps the entries in the outer loop, whose order is then the order asked for.
        statement = (
            "SELECT e.id, e.bytes FROM entry e CROSS JOIN seal s ON s.number = e.number >> 32"
            f" WHERE {where} AND e.number BETWEEN ? AND ? ORDER BY e.number"
        )
        rows = self._selected(statement, [value for _, value in used])
        return once(rows) if self.setting(FORKED) else rows

    def _selected(self, statement: str, values: Sequence[object]) -> Iterator[tuple[bytes, bytes]]:
        with open_errors(self.path):
            for first, last in self._runs():
                numbers = (first << _PLACE_BITS, last << _PLACE_BITS | _LAST_PLACE)
                yield from self._db.execute(statement, (*values, *numbers))

    def _runs(self) -> Iterable[tuple[int, int]]:
        # Ranges of seal numbers which, one after the other, are the order of views.
        if self._db.execute("SELECT 1 FROM seal WHERE late LIMIT 1").fetchone() is None:
            # Up to the last seal there is now: a caller that appends while it reads must not read what it appends.
            return [(1, self._db.execute("SELECT coalesce(max(number), 0) FROM seal").fetchone()[0])]
        runs: list[tuple[int, int]] = []
        for (number,) in self._db.execute("SELECT number FROM seal ORDER BY clock, tick, id"):
            if runs and runs[-1][1] == number - 1:
                runs[-1] = (runs[-1][0], number)
            else:
                runs.append((number, number))
        return runs

    @reading
    def find(self, prefix: str) -> list[bytes]:
        """Return the ids that begin with ``prefix`` (hexadecimal), at most three of them."""
        low, high = bytes.fromhex(prefix.ljust(64, "0")), bytes.fromhex(prefix.ljust(64, "f"))
        rows = self._db.execute(
            "SELECT DISTINCT id FROM entry WHERE substr(id, 1, 8) BETWEEN ? AND ? AND id BETWEEN ? AND ?"
            " ORDER BY id LIMIT 3",
            (low[:8], high[:8], low, high),
        )
        return [row[0] for row in rows]

    @reading
    def read(self, identifier: bytes) -> bytes | None:
        """The bytes of one entry by its whole id, or ``None``."""
        row = self._db.execute(
            "SELECT bytes FROM entry WHERE substr(id, 1, 8) = ? AND id = ?", (identifier[:8], identifier)
        ).fetchone()
        return row[0] if row else None

    @reading
    def count(self, kind: str | None = None) -> int:
        """How many entries there are, of one kind or of all."""
        clause, values = ("", ()) if kind is None else (" WHERE kind = ?", (kind,))
        return int(self._db.execute(f"SELECT count(*) FROM entry{clause}", values).fetchone()[0])

    def put_blob(self, content: bytes) -> str:
        """Keep an attachment under its digest; keeping it twice keeps it once."""
        name = digest(content)
        self._db.execute("INSERT OR IGNORE INTO blob VALUES (?, ?)", (name, content))
        return name

    @reading
    def blob(self, name: str) -> bytes | None:
        """The stored bytes of an attachment, or ``None``."""
        row = self._db.execute("SELECT bytes FROM blob WHERE sha256 = ?", (name,)).fetchone()
        return row[0] if row else None

    def blobs(self) -> Iterator[str]:
        """The names of the attachments, sorted."""
        with open_errors(self.path):
            for row in self._db.execute("SELECT sha256 FROM blob ORDER BY sha256"):
                yield row[0]

    def faults(self) -> Iterator[Fault]:
        """Missing guards, and what SQLite finds wrong with its own file."""
        there, expected = schema_of(self._db), expected_schema()
        for name, words in expected.items():
            if name not in there and words.startswith("CREATE TRIGGER"):
                yield Fault("missing-guard", name, f"the guard {name} was removed from the file")
            elif there.get(name) != words:
                yield Fault("altered-schema", name, f"{name} is not what this version makes of it")
        for name in sorted(set(there) - set(expected)):
            yield Fault("altered-schema", name, f"{name} does not belong in a register")
        yield from self._order_faults()
        try:
            found = [str(row[0]) for row in self._db.execute("PRAGMA quick_check(5)")]
        except sqlite3.DatabaseError as error:
            found = [str(error)]
        for words in found:
            if words != "ok":
                yield Fault("damaged-file", str(self.path), f"SQLite finds the file damaged: {' '.join(words.split())}")

    def _order_faults(self) -> Iterator[Fault]:
        # The order of views rests on these columns, so each is computed again from the seals.
        top, last = (0, 0), (0, 0, b"")
        rows = self._db.execute("SELECT number, clock, tick, id, top_clock, top_tick, late FROM seal ORDER BY number")
        for number, clock, tick, identifier, top_clock, top_tick, late in rows:
            reading = (clock, tick)
            expected = top > reading or (last[:2] == reading and last[2] > identifier)
            top, last = max(top, reading), (clock, tick, identifier)
            if (top_clock, top_tick) != top or bool(late) != expected:
                yield Fault(
                    "altered-order", f"seal {number}", f"the order kept with seal number {number} is not its own"
                )

    def backup(self, path: Path) -> None:
        """Copy the whole store, consistent while others write, to a new file; raises ``ConflictError`` where one stands."""
        if path.exists():
            raise ConflictError(
                kind="exists", expected=f"nothing at {path}", found="a file", do="choose another name for the copy"
            )
        with storage_errors(path):
            copy = sqlite3.connect(path)
            try:
                self._db.backup(copy)
            finally:
                copy.close()
