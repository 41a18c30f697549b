"""Vault: one random key for each person, kept beside the register and never in it, so that it can be destroyed.

The register cannot forget; a vault must be able to. ``FileVault`` is a small SQLite file, and what lets an old key linger
in such a file is closed off, one thing at a time:

1. Keys stand in rows that are only ever added at the end, so that SQLite never moves a key and leaves its copy behind in
   a page; a key is destroyed by writing zeros of the same length over it, in place. ``secure_delete`` is on besides.
2. No write-ahead log: it would keep old pages until somebody checkpoints it.
3. A rollback journal holds the page as it was, key included. Deleting or truncating it gives the key to the free
   blocks of the disk; so the journal is kept (``PERSIST``) and overwritten with zeros after every write, on the disk
   blocks where it is. A crash in between leaves that to the next opening.
4. ``destroy`` then looks for the key in every page and in the journal, and raises where it is still there.

What this does not reach: copies of the file (replace every backup made before an erasure, or apply the register's erasures
to it after restoring: ``apply_erasures``), snapshots, copy-on-write file systems and the spare blocks of a flash disk, swap,
and the memory of a running program. The keys are not wrapped under a pass phrase: keep the disk encrypted.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from fallow.core.errors import ConflictError, InputError, IntegrityError, NotThereError, RefusalError
from fallow.register.people import KEY_BYTES, parse_person

APPLICATION_ID = 0x46414C56
"""``FALV`` in SQLite's header: what tells a vault from any other database."""

_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS person (
    slot INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    gone INTEGER NOT NULL DEFAULT 0,
    key BLOB NOT NULL CHECK (length(key) = {KEY_BYTES} AND (gone = 1) = (key = zeroblob({KEY_BYTES})))
)
"""

_BUSY_SECONDS = 30.0
_OTHERS = 0o077


class Vault(Protocol):
    """Keeps a key for each person. Every act is durable when it returns; not to be shared between threads."""

    def key(self, person: str) -> bytes | None:
        """Return the person's key (32 bytes), or ``None`` where it is not here: never had, or destroyed."""

    def make(self, person: str) -> bytes:
        """Return the person's key, drawing one at random the first time.

        Only for a person newly minted here, or whose key is here: a second key for somebody whose first one is in another
        vault makes values that neither opens alone. Raises ``RefusalError`` (``person-erased``) after ``destroy``.
        """

    def destroy(self, person: str) -> bool:
        """Destroy the person's key for ever; true where there was one here, false (and no change) where there was none."""

    def persons(self) -> frozenset[str]:
        """Return the ids of all persons whose key is here."""

    def close(self) -> None:
        """Give back what the vault holds open. Closing twice is closing."""


def vault_beside(register: Path) -> Path:
    """Return where the vault of a register file stands: beside it, its name followed by ``.vault``."""
    return register.with_name(f"{register.name}.vault")


def apply_erasures(vault: Vault, erased: Iterable[str]) -> tuple[str, ...]:
    """Destroy the keys of all ``erased`` persons that are still in ``vault`` and return whose they were, sorted.

    For every opening after a restore or a merge: a copy of a vault may be older than an erasure that the register knows.
    """
    return tuple(person for person in sorted(set(erased)) if vault.destroy(person))


class MemoryVault:
    """A vault that ends with the program: for tests, simulations and reading without keys."""

    def __init__(self, *, random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._keys: dict[str, bytes | None] = {}
        self._random_bytes = random_bytes

    def key(self, person: str) -> bytes | None:
        """See ``Vault.key``."""
        return self._keys.get(parse_person(person))

    def make(self, person: str) -> bytes:
        """See ``Vault.make``."""
        if parse_person(person) not in self._keys:
            self._keys[person] = self._random_bytes(KEY_BYTES)
        kept = self._keys[person]
        if kept is None:
            raise _erased(person)
        return kept

    def destroy(self, person: str) -> bool:
        """See ``Vault.destroy``."""
        if self._keys.get(parse_person(person)) is None:
            return False
        self._keys[person] = None
        return True

    def persons(self) -> frozenset[str]:
        """See ``Vault.persons``."""
        return frozenset(person for person, key in self._keys.items() if key is not None)

    def close(self) -> None:
        """See ``Vault.close``."""


class FileVault:
    """A vault in one SQLite file of mode 0600, made when the first key is; see the module's notes for what it promises.

    ``random_bytes`` is rarely needed: tests name their keys with it. On Windows the permissions of the folder protect
    the file, since there is no mode 0600.
    """

    def __init__(self, path: Path, *, random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self.path = path
        self._journal = path.with_name(f"{path.name}-journal")
        self._random_bytes = random_bytes
        self._db: sqlite3.Connection | None = None

    def key(self, person: str) -> bytes | None:
        """See ``Vault.key``. Makes no file."""
        whose = parse_person(person)
        with self._errors():
            db = self._existing()
            row = self._row(db, whose) if db else None
        return None if row is None or row[1] else row[0]

    def make(self, person: str) -> bytes:
        """See ``Vault.make``. The key is on the disk when this returns, so that an entry sealed with it may follow."""
        whose = parse_person(person)
        with self._errors():
            db = self._existing() or self._created()
            row = self._row(db, whose)
            if row is None:
                with self._transaction(db):
                    row = self._row(db, whose)  # somebody else's, where two come at once
                    if row is None:
                        row = (self._random_bytes(KEY_BYTES), 0)
                        db.execute("INSERT INTO person (id, key) VALUES (?, ?)", (whose, row[0]))
        if row[1]:
            raise _erased(whose)
        return row[0]

    def destroy(self, person: str) -> bool:
        """See ``Vault.destroy``. Raises ``IntegrityError`` (``key-lingers``) where the key is still found in the file."""
        whose = parse_person(person)
        with self._errors():
            db = self._existing()
            if db is None:
                return False
            with self._transaction(db):
                row = self._row(db, whose)
                if row is None or row[1]:
                    return False
                db.execute("UPDATE person SET gone = 1, key = zeroblob(?) WHERE id = ?", (KEY_BYTES, whose))
            if self._lingers(db, row[0]):
                raise IntegrityError(
                    kind="key-lingers",
                    expected=f"no trace of the key of {whose}",
                    found=f"its bytes in {self.path.name} or {self._journal.name}",
                    do="copy the other keys to a new vault, destroy this file, and report it",
                )
        return True

    def persons(self) -> frozenset[str]:
        """See ``Vault.persons``. Makes no file."""
        with self._errors():
            db = self._existing()
            return (
                frozenset(row[0] for row in db.execute("SELECT id FROM person WHERE gone = 0")) if db else frozenset()
            )

    def close(self) -> None:
        """See ``Vault.close``."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _row(self, db: sqlite3.Connection, person: str) -> tuple[bytes, int] | None:
        row: tuple[bytes, int] | None = db.execute("SELECT key, gone FROM person WHERE id = ?", (person,)).fetchone()
        return row

    def _existing(self) -> sqlite3.Connection | None:
        if self._db is None and self.path.exists() and self.path.stat().st_size:
            self._db = self._connected()
        return self._db

    def _connected(self) -> sqlite3.Connection:
        _require_private(self.path)
        db = _connect(self.path)
        try:
            if self._journal.exists() and self._journal.read_bytes().strip(b"\0"):
                self._scrub(db)  # a writer stopped between its commit and its scrubbing
        except BaseException:
            db.close()
            raise
        return db

    def _created(self) -> sqlite3.Connection:
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:  # another program made it just now
            pass
        except FileNotFoundError as error:
            raise NotThereError(
                kind="no-folder",
                expected=f"a folder {self.path.parent}",
                found="none",
                do="make the folder first",
            ) from error
        self._db = self._connected()
        return self._db

    @contextmanager
    def _transaction(self, db: sqlite3.Connection) -> Iterator[None]:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")
        self._scrub(db)

    def _scrub(self, db: sqlite3.Connection) -> None:
        # The reserved lock is held and nothing is written: no other writer can be using the journal, one left by a crash
        # has been rolled back by taking the lock, and a journal that begins with a zero is none to any reader.
        db.execute("BEGIN IMMEDIATE")
        try:
            if self._journal.exists():
                with self._journal.open("r+b", buffering=0) as stream:
                    stream.write(bytes(self._journal.stat().st_size))
                    os.fsync(stream.fileno())
        finally:
            db.execute("ROLLBACK")

    def _lingers(self, db: sqlite3.Connection, key: bytes) -> bool:
        # Through SQLite, not by opening the file: closing it again would drop the locks of this program on it (POSIX).
        return key in db.serialize() or (self._journal.exists() and key in self._journal.read_bytes())

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.OperationalError, OSError) as error:
            locked = "locked" in str(error)
            raise ConflictError(
                kind="vault-locked" if locked else "storage",
                expected=f"to read and write the vault {self.path}",
                found=str(error),
                do="wait for the other writer and try again" if locked else "check free space and permissions",
            ) from error
        except sqlite3.DatabaseError as error:
            raise IntegrityError(
                kind="damaged-vault",
                expected=f"a whole vault at {self.path}",
                found=str(error),
                do="put a copy of the vault back; the register applies its erasures to it",
            ) from error


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=_BUSY_SECONDS)
    try:
        _prepare(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    # In this order: nothing is changed in a file before it is known to be a vault, or empty.
    if _pragma(db, "page_count") != 0 and _pragma(db, "application_id") != APPLICATION_ID:
        raise InputError(
            kind="not-a-vault",
            expected=f"a vault at {path}",
            found=f"a database of application {_pragma(db, 'application_id')}",
            do="move that file away and put the register's vault in its place",
        )
    if _pragma(db, "journal_mode = PERSIST") != "persist" or _pragma(db, "secure_delete = ON") != 1:
        raise ConflictError(
            kind="vault-locked",
            expected=f"to write {path} without a write-ahead log",
            found=f"journal mode {_pragma(db, 'journal_mode')}",
            do="close other programs that have the vault open",
        )
    db.execute("PRAGMA synchronous = EXTRA")  # a commit also outlives the loss of the journal's name in its folder
    db.execute("PRAGMA temp_store = MEMORY")
    if _pragma(db, "page_count") == 0:
        db.execute("BEGIN IMMEDIATE")  # another program may have been quicker: then this changes nothing
        db.execute(_SCHEMA)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("COMMIT")


def _pragma(db: sqlite3.Connection, words: str) -> object:
    row = db.execute(f"PRAGMA {words}").fetchone()
    return row[0] if row else None


def _require_private(path: Path) -> None:
    mode = path.stat().st_mode
    if os.name == "posix" and mode & _OTHERS:
        raise RefusalError(
            kind="vault-not-private",
            expected=f"{path} readable by its owner alone (mode 0600)",
            found=f"mode {mode & 0o777:04o}",
            do="chmod 600 it; where the disk keeps no permissions, move the register to one that does",
        )


def _erased(person: str) -> RefusalError:
    return RefusalError(
        kind="person-erased",
        expected=f"a person whose data may be written, as {person}",
        found="one whose key was destroyed",
        do="nothing further is written about an erased person; who agrees to it again gets a new id",
    )
