"""Schema: the tables of the sidecar, and how its file is opened.

The sidecar is a SQLite file beside the register file, its name followed by ``.views``. It holds no testimony: whoever
deletes it loses nothing. It does hold places and times of every tier but ``personal``, as the register file does, so it
gets that file's permissions and is handed on no further than it.

All times are whole microseconds since 1970, UTC, in integer columns; days are ISO text. An unknown place or day is NULL.
``record.number`` is the number of the entry's seal in this copy times 2**32 plus its place under the seal.

===============  ========================================================================================================
``record``       one row an entry: what it is, its times, and the place and days that its own body states
``version``      what an entry was worth from when to when, by known and by recorded time (``fallow.register.views.timeline``)
``amendment``    corrections, withdrawals and disputes: of which entry, why, by whom
``place_time``   R*Tree over longitude, latitude and days since 1970 of ``record``; an unknown day spans all time
``seal``         the order of views: clock, tick, id of each seal
``author``       keys by number
``meta``         format, head of the register when folded, digest over all its seals
===============  ========================================================================================================

``records``, ``versions``, ``amendments``, ``current`` and ``conflict`` are SQL views of these with ids and times as text.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fallow.core.errors import ConflictError, IntegrityError

APPLICATION_ID = 0x46414C53
"""``FALS`` in SQLite's header: what tells a sidecar from any other database."""

FORMAT = "fallow-views-1"
"""What ``meta`` says under ``format``; a sidecar of another format is folded anew."""

ANY_DAY = 10_000_000
"""Days before and after 1970 that ``place_time`` gives to a record whose days nobody stated."""

CACHE_KIB = 65_536
"""Memory for pages of the sidecar while it is asked and followed."""

_BUSY_SECONDS = 60.0
_FRACTION = "(({0} % 1000000 + 1000000) % 1000000)"  # also of moments before 1970
_STAMP = f"strftime('%Y-%m-%dT%H:%M:%S', ({{0}} - {_FRACTION}) / 1000000, 'unixepoch') || printf('.%06dZ', {_FRACTION})"

TABLES = {
    "meta": "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "author": "CREATE TABLE author (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    "seal": (
        "CREATE TABLE seal (number INTEGER PRIMARY KEY, id BLOB NOT NULL, author INTEGER NOT NULL REFERENCES author,"
        " first INTEGER NOT NULL, clock INTEGER NOT NULL, tick INTEGER NOT NULL)"
    ),
    "record": (
        "CREATE TABLE record (number INTEGER PRIMARY KEY, id BLOB NOT NULL, kind TEXT NOT NULL, tier INTEGER NOT NULL,"
        " author INTEGER NOT NULL REFERENCES author, recorded_at INTEGER NOT NULL, known_at INTEGER NOT NULL,"
        " valid_from TEXT, valid_to TEXT, lon_min REAL, lon_max REAL, lat_min REAL, lat_max REAL, unread INTEGER NOT NULL)"
    ),
    "amendment": (
        "CREATE TABLE amendment (number INTEGER PRIMARY KEY REFERENCES record, kind TEXT NOT NULL, of BLOB,"
        " target INTEGER REFERENCES record, over TEXT, author INTEGER NOT NULL REFERENCES author, seq INTEGER NOT NULL,"
        " tier INTEGER NOT NULL, recorded_at INTEGER NOT NULL, known_at INTEGER NOT NULL, reason TEXT)"
    ),
    "version": (
        "CREATE TABLE version (kind TEXT NOT NULL, record INTEGER NOT NULL REFERENCES record, part INTEGER NOT NULL,"
        " tier INTEGER NOT NULL, id BLOB NOT NULL, shown INTEGER REFERENCES record,"
        " state TEXT NOT NULL CHECK (state IN ('standing', 'withdrawn', 'conflict')),"
        " known_from INTEGER, known_until INTEGER, recorded_from INTEGER, recorded_until INTEGER, alternatives TEXT,"
        " PRIMARY KEY (kind, record, part)) WITHOUT ROWID"
    ),
    "place_time": (
        "CREATE VIRTUAL TABLE place_time USING rtree (number, lon_min, lon_max, lat_min, lat_max, day_min, day_max)"
    ),
}
"""Every table by its name, with the statement that makes it."""

INDEXES = {
    "record_id": "CREATE INDEX record_id ON record (substr(id, 1, 8))",
    "record_valid": "CREATE INDEX record_valid ON record (valid_from, valid_to) WHERE valid_from IS NOT NULL",
    "amendment_target": "CREATE INDEX amendment_target ON amendment (target)",
    "amendment_open": "CREATE INDEX amendment_open ON amendment (number) WHERE target IS NULL",
}
"""Every index by its name; made after the first load, which is twice as fast."""

VIEWS = {
    "records": (
        "CREATE VIEW records AS SELECT lower(hex(r.id)) AS id, r.kind,"
        " CASE r.tier WHEN 1 THEN 'public' WHEN 2 THEN 'restricted' WHEN 3 THEN 'confidential' ELSE 'personal' END AS tier,"
        f" a.name AS author, {_STAMP.format('r.recorded_at')} AS recorded_at, {_STAMP.format('r.known_at')} AS known_at,"
        " r.valid_from, r.valid_to, r.lon_min, r.lon_max, r.lat_min, r.lat_max,"
        " (r.lon_min + r.lon_max) / 2 AS lon, (r.lat_min + r.lat_max) / 2 AS lat, r.number"
        " FROM record r JOIN author a ON a.number = r.author"
    ),
    "versions": (
        "CREATE VIEW versions AS SELECT lower(hex(v.id)) AS id, v.kind, v.state, lower(hex(s.id)) AS shown,"
        f" {_STAMP.format('v.known_from')} AS known_from, {_STAMP.format('v.known_until')} AS known_until,"
        f" {_STAMP.format('v.recorded_from')} AS recorded_from, {_STAMP.format('v.recorded_until')} AS recorded_until,"
        " s.valid_from, s.valid_to, s.lon_min, s.lon_max, s.lat_min, s.lat_max,"
        " (s.lon_min + s.lon_max) / 2 AS lon, (s.lat_min + s.lat_max) / 2 AS lat, v.alternatives, v.record, v.part"
        " FROM version v LEFT JOIN record s ON s.number = v.shown"
    ),
    "amendments": (
        "CREATE VIEW amendments AS SELECT lower(hex(r.id)) AS id, m.kind, lower(hex(m.of)) AS of, m.reason, a.name AS author,"
        f" {_STAMP.format('m.recorded_at')} AS recorded_at, {_STAMP.format('m.known_at')} AS known_at, m.number"
        " FROM amendment m JOIN record r ON r.number = m.number JOIN author a ON a.number = m.author"
    ),
    "current": (
        "CREATE VIEW current AS SELECT id, kind, state, shown, known_from, valid_from, valid_to, lon, lat, alternatives"
        " FROM versions WHERE known_from IS NOT NULL AND known_until IS NULL AND state <> 'withdrawn'"
    ),
    "conflict": (
        "CREATE VIEW conflict AS SELECT lower(hex(v.id)) AS id, v.kind, v.record, j.key AS at, j.value AS side"
        " FROM version v, json_each(v.alternatives) j"
        " WHERE v.state = 'conflict' AND v.known_from IS NOT NULL AND v.known_until IS NULL"
    ),
}
"""Every SQL view by its name: ids as hexadecimal text, times as ISO text, for people and their tools."""


def sidecar_of(register: Path) -> Path:
    """Return where the views of a register file stand: beside it, its name followed by ``.views``."""
    return register.with_name(f"{register.name}.views")


def in_memory() -> sqlite3.Connection:
    """Return an empty database of this process."""
    return _set_up(sqlite3.connect(":memory:", isolation_level=None))


def open_file(path: Path, like: Path) -> sqlite3.Connection | None:
    """Open or make the sidecar at ``path``, with the permissions of ``like``; ``None`` where the folder takes no file.

    Raises ``ConflictError`` (``not-views``) where something else stands there, ``IntegrityError`` (``damaged-views``) where
    SQLite cannot read it.
    """
    made = not path.exists()
    connection = None
    try:
        connection = _set_up(sqlite3.connect(path, isolation_level=None, timeout=_BUSY_SECONDS))
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if empty or application == APPLICATION_ID:
            connection.execute("BEGIN IMMEDIATE")  # a file that may only be read shows itself here
            connection.execute("ROLLBACK")
        if made:
            shutil.copymode(like, path)
        if application == APPLICATION_ID:
            journal(connection, "WAL")
    except sqlite3.DatabaseError as error:
        if connection is not None:
            connection.close()
        if "unable to open" in str(error) or "readonly" in str(error):
            return None
        raise storage_error(path, error) from error
    if application != APPLICATION_ID and not empty:
        connection.close()
        raise _not_views(path)
    return connection


def remove_file(path: Path) -> bool:
    """Delete the sidecar at ``path``, whole or damaged; whether there was one. Raises ``ConflictError`` (``not-views``)."""
    if not path.exists():
        return False
    with path.open("rb") as stream:
        header = stream.read(100)
    # A file that does not even begin like a database may be a damaged sidecar, or anything: only an empty one goes.
    if header and header[68:72] != APPLICATION_ID.to_bytes(4, "big"):
        raise _not_views(path)
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)
    return True


def _not_views(path: Path) -> ConflictError:
    return ConflictError(
        kind="not-views",
        expected=f"the views of a register, or nothing, at {path}",
        found="a file of something else",
        do="move that file away",
    )


def journal(db: sqlite3.Connection, mode: str) -> None:
    """Ask for a journal: ``WAL`` to follow entry by entry, ``DELETE`` to fold from zero, which then writes every page once.

    Where another program has the file open it stays as it is, which is slower and no less right.
    """
    try:
        db.execute(f"PRAGMA journal_mode = {mode}")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise


def clear(db: sqlite3.Connection) -> None:
    """Drop everything in the sidecar, inside a transaction."""
    for kind, name in db.execute("SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')").fetchall():
        db.execute(f"DROP {kind} IF EXISTS {_quoted(name)}")
    virtual = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    for (name,) in virtual:
        db.execute(f"DROP TABLE {_quoted(name)}")
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall()
    for (name,) in tables:
        db.execute(f"DROP TABLE {_quoted(name)}")


def has_rtree(db: sqlite3.Connection) -> bool:
    """Whether this SQLite was built with R*Trees; without them places are looked up by their columns alone."""
    return bool(db.execute("SELECT 1 FROM pragma_module_list WHERE name = 'rtree'").fetchone())


def make_tables(db: sqlite3.Connection) -> None:
    """Make the empty tables and the SQL views, inside a transaction; indexes follow with ``make_indexes``."""
    for name, statement in TABLES.items():
        if name != "place_time" or has_rtree(db):
            db.execute(statement)
    for statement in VIEWS.values():
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def make_indexes(db: sqlite3.Connection) -> None:
    """Make the indexes, inside a transaction."""
    for statement in INDEXES.values():
        db.execute(statement)


def meta(db: sqlite3.Connection) -> dict[str, str]:
    """Return what ``meta`` says; empty where there is no such table."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return {}
    return dict(db.execute("SELECT key, value FROM meta").fetchall())


@contextmanager
def writing(db: sqlite3.Connection, path: Path | None) -> Iterator[None]:
    """Hold the write lock of the sidecar; all of what happens inside is kept, or nothing."""
    with storage_errors(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")


@contextmanager
def storage_errors(path: Path | None) -> Iterator[None]:
    """Turn what SQLite raises about the sidecar into what ``storage_error`` says."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise storage_error(path, error) from error


def storage_error(path: Path | None, error: sqlite3.DatabaseError) -> ConflictError | IntegrityError:
    """Return the error that says what SQLite found: a lock or a full disk, or a file that is no longer whole."""
    words = " ".join(str(error).split())
    where = path or "the views in memory"
    if (
        isinstance(error, sqlite3.IntegrityError)
        or "malformed" in words
        or "not a database" in words
        or "no such" in words
        or "disk image" in words
    ):
        return IntegrityError(
            kind="damaged-views",
            expected=f"whole views at {where}",
            found=words,
            do="fold them anew with: fallow views REGISTER --rebuild; the register itself is another file",
        )
    return ConflictError(
        kind="views-locked" if "locked" in words or "busy" in words else "views-storage",
        expected=f"to keep the views at {where}",
        found=words,
        do="wait for the other program, or make room on the disk, and try again; the register is untouched",
    )


def _set_up(connection: sqlite3.Connection) -> sqlite3.Connection:
    # Disposable, but never torn by a power cut: at worst the last entries followed are lost, and followed again.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
