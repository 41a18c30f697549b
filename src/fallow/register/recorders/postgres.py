"""PostgreSQL recorder: one schema of a database, for a team on a network. The role is ``fallow.register.recorder``.

Bytes, not columns, are the truth here too: ``entry`` and ``seal`` hold what was signed and an index over it, so a register can be
copied between a file and a server by merging. Tables, guards and grants stand in ``postgres_schema``, addresses in
``postgres_place``.

Reads of a range walk the primary key a page at a time. ``select`` is one query behind a server-side cursor WITH HOLD: one
snapshot, whatever is written meanwhile, also by the reader; the server keeps the rest of a long answer in a temporary file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

from fallow.core.errors import ConflictError, RefusalError
from fallow.core.ids import digest
from fallow.register.recorder import Fault, StoredEntry, StoredSeal, Wanted
from fallow.register.recorders.once import FORKED, once
from fallow.register.recorders.postgres_connection import (
    Connection,
    TransactionStatus,
    connect,
    locked,
    psycopg,
    storage_errors,
)
from fallow.register.recorders.postgres_faults import store_faults
from fallow.register.recorders.postgres_found import make_register, require_register
from fallow.register.recorders.postgres_place import Place, parse_place

LOCK_SECONDS = 30.0
"""How long a writer waits for another before it gives up."""

_LOCK_SPACE = 0x46414C57  # FALW: keeps our advisory locks apart from those of other programs in the database
_PAGE = 2_000
_WORTH_COPY = 50

_SEAL = "SELECT number, id, author, first, count, recorded, clock, tick, bytes, signature FROM seal"
_ENTRY = "SELECT seal, at, id, kind, tier, recorded, known, bytes FROM entry"
_ENTRY_TYPES = ("int4", "int8", "bytea", "text", "int2", "int8", "int8", "bytea")
_COPY = "COPY entry (seal, at, id, kind, tier, recorded, known, bytes) FROM STDIN (FORMAT BINARY)"


def _opened(address: str, found: Callable[[Connection, Place], None]) -> tuple[Connection, Place]:
    place = parse_place(address)
    connection = connect(place)
    try:
        with storage_errors(place.shown):
            found(connection, place)
    except BaseException:
        connection.close()
        raise
    return connection, place


def _take_back(db: Connection) -> None:
    if db.closed or db.info.transaction_status == TransactionStatus.IDLE:
        return
    try:
        db.execute("ROLLBACK")
    except psycopg.Error:
        db.close()  # the server then takes the transaction back by itself


class PostgresRecorder:
    """Keeps a register in one schema of a PostgreSQL database. Use ``create`` or ``open``."""

    def __init__(self, connection: Connection, place: Place, *, lock_seconds: float = LOCK_SECONDS) -> None:
        self._connection: Connection | None = connection
        self._place = place
        self._lock_seconds = lock_seconds
        self._inside = False

    @classmethod
    def create(cls, address: str, *, lock_seconds: float = LOCK_SECONDS) -> PostgresRecorder:
        """Make an empty register; all of it or nothing. Raises ``ConflictError`` (``exists``) where one stands.

        An empty schema that stands already is used, so that an owner of the database can make it for a team.
        """
        return cls(*_opened(address, make_register), lock_seconds=lock_seconds)

    @classmethod
    def open(cls, address: str, *, lock_seconds: float = LOCK_SECONDS) -> PostgresRecorder:
        """Open a register; raises ``NotThereError`` (``no-connection``, ``no-register``) or ``InputError``."""
        return cls(*_opened(address, require_register), lock_seconds=lock_seconds)

    @property
    def location(self) -> str:
        """The address without its password."""
        return self._place.shown

    def close(self) -> None:
        """Close the connection; the server takes back a transaction that is still open."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _db(self) -> Connection:
        if self._connection is None:
            raise psycopg.OperationalError("the register was closed here")
        if self._connection.closed and not self._inside:
            # The server was restarted, say. A transaction is never carried over to a new connection.
            self._connection = connect(self._place)
        return self._connection

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with storage_errors(self.location):
            return self._db().execute(query, values, binary=True).fetchall()

    def _row(self, query: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        return next(iter(self._rows(query, values)), None)

    def _write(self, query: str, values: Sequence[object]) -> None:
        with storage_errors(self.location):
            self._db().execute(query, values)

    def setting(self, key: str) -> str | None:
        """A setting of this register: on a server there is one copy for everybody."""
        row = self._row("SELECT value FROM meta WHERE key = %s ORDER BY number DESC LIMIT 1", (key,))
        return str(row[0]) if row else None

    def keep_setting(self, key: str, value: str) -> None:
        """Keep a setting; the last value counts."""
        self._write("INSERT INTO meta (key, value) VALUES (%s, %s)", (key, value))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the write lock; committed and flushed to disk at the end, rolled back where anything is raised.

        Raises ``ConflictError`` (``register-locked``, ``connection-lost``, ``storage``; ``commit-unknown`` where the connection
        broke while committing) and ``RefusalError`` (``not-durable``).
        """
        if self._inside:
            raise locked(self.location, "a transaction of its own that is still open")
        with storage_errors(self.location):
            db = self._db()
            self._inside = True
            try:
                self._begin(db)
                yield
                self._commit(db)
            except BaseException:
                _take_back(db)
                raise
            finally:
                self._inside = False

    def _begin(self, db: Connection) -> None:
        # One lock an append, taken before anything is read. A number is the greatest so far plus one, and a reader takes up
        # a register from the last number it saw; so a number must never become visible after a greater one. A sequence
        # would not do: it hands 7 to one writer and 8 to another, the second commits first, a reader that has seen 8
        # never looks for 7, and one transaction of evidence is missing from its views for ever.
        #
        #     writer A   lock  max=6  insert 7 ............ commit 7   unlock
        #     writer B          (waits for the lock) ..................  max=7  insert 8   commit 8
        #     reader                   sees ..6                 sees ..7                    sees ..8
        #
        # The lock ends with its transaction, by commit, rollback or a broken connection, and never before the commit is visible.
        # It is advisory, not LOCK TABLE ... IN EXCLUSIVE MODE: that one asks for the right to UPDATE or DELETE, which no writer
        # of a register has. What it does not do: stop an owner who inserts by hand; the primary key and verification do.
        # READ COMMITTED, because a stricter level would read from a snapshot taken before the wait for the lock.
        db.execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        row = db.execute(
            "SELECT set_config('lock_timeout', %s, true), current_setting('fsync'), set_config('synchronous_commit',"
            " CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'"
            " ELSE current_setting('synchronous_commit') END, true)",
            (f"{max(1, round(self._lock_seconds * 1000))}ms",),
        ).fetchone()
        if row is not None and row[1] == "off":
            raise RefusalError(
                kind="not-durable",
                expected=f"a server that writes to its disk before it answers, at {self.location}",
                found="fsync = off",
                do="set fsync = on in postgresql.conf and reload; nothing was written",
            )
        db.execute(
            "SELECT pg_advisory_xact_lock(%s::int4, to_regnamespace(%s)::oid::int4)", (_LOCK_SPACE, self._place.schema)
        )

    def _commit(self, db: Connection) -> None:
        if db.info.transaction_status != TransactionStatus.INTRANS:
            # After an error that somebody caught, the server answers COMMIT with a silent ROLLBACK.
            raise ConflictError(
                kind="storage",
                expected=f"a whole transaction at {self.location}",
                found="one in which a statement failed",
                do="look for the first error; nothing was written",
            )
        try:
            db.execute("COMMIT")
        except psycopg.OperationalError as error:
            if not db.closed:
                raise
            raise ConflictError(
                kind="commit-unknown",
                expected=f"an answer from {self.location} that the transaction is durable",
                found=" ".join(str(error).split()),
                do="look with fallow log whether the entries are there before appending them again",
            ) from error

    def reserve(self) -> int:
        """The number of the next seal."""
        row = self._row("SELECT coalesce(max(number), 0) + 1 FROM seal")
        return int(row[0]) if row else 1

    def insert_entries(self, entries: Sequence[StoredEntry]) -> None:
        """Keep entries; many go by COPY."""
        with storage_errors(self.location), self._db().cursor() as cursor:
            if len(entries) < _WORTH_COPY:
                places = ", ".join(["%s"] * len(_ENTRY_TYPES))
                cursor.executemany(f"INSERT INTO entry VALUES ({places})", entries)
                return
            with cursor.copy(_COPY) as copy:
                copy.set_types(_ENTRY_TYPES)
                for entry in entries:
                    copy.write_row(entry)

    def insert_seal(self, seal: StoredSeal, *, partial: bool = False) -> None:
        """Keep a seal."""
        self._write(f"INSERT INTO seal VALUES ({', '.join(['%s'] * len(seal))})", seal)
        if partial:
            self._write("INSERT INTO partial VALUES (%s)", (seal.number,))

    def insert_proofs(self, seal: int, proofs: Iterable[tuple[int, bytes]]) -> None:
        """Keep inclusion paths; one that is here stays as it is."""
        with storage_errors(self.location), self._db().cursor() as cursor:
            cursor.executemany(
                "INSERT INTO proof VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                [(seal, at, path) for at, path in proofs],
            )

    def head(self, author: str) -> StoredSeal | None:
        """The author's seal that was recorded here last."""
        row = self._row(f"{_SEAL} WHERE author = %s ORDER BY number DESC LIMIT 1", (author,))
        return StoredSeal(*row) if row else None

    def latest(self, until: int) -> tuple[int, int] | None:
        """The greatest reading of the clock up to ``until``."""
        row = self._row(
            "SELECT clock, tick FROM seal WHERE clock <= %s ORDER BY clock DESC, tick DESC LIMIT 1", (until,)
        )
        return (int(row[0]), int(row[1])) if row else None

    def seal_numbers(self) -> dict[bytes, int]:
        """The number of every seal, by its id."""
        return dict(self._rows("SELECT id, number FROM seal"))

    def seals(self, after: int = 0) -> Iterator[StoredSeal]:
        """Every seal after a number, in the order of commits."""
        while page := self._rows(f"{_SEAL} WHERE number > %s ORDER BY number LIMIT {_PAGE}", (after,)):
            yield from map(StoredSeal._make, page)
            after = page[-1][0]

    def entries(self, first_seal: int, last_seal: int) -> Iterator[StoredEntry]:
        """The stored entries of a range of seals, by seal and place."""
        query = f"{_ENTRY} WHERE (seal, at) > (%s, %s) AND seal <= %s ORDER BY seal, at LIMIT {_PAGE}"
        last = (first_seal, -1)
        while page := self._rows(query, (*last, last_seal)):
            yield from map(StoredEntry._make, page)
            last = (page[-1][0], page[-1][1])

    def proofs(self, seal: int) -> dict[int, bytes]:
        """The inclusion paths kept for a seal."""
        return dict(self._rows("SELECT at, path FROM proof WHERE seal = %s", (seal,)))

    def partial(self) -> set[int]:
        """Numbers of the seals declared to be held in part."""
        return {row[0] for row in self._rows("SELECT seal FROM partial")}

    def select(self, wanted: Wanted) -> Iterator[tuple[bytes, bytes]]:
        """Yield ``(id, raw)`` in the order of views, from one snapshot."""
        bounds: list[tuple[str, object]] = [
            ("e.kind = %s", wanted.kind),
            ("e.known <= %s", wanted.known_until),
            ("s.recorded <= %s", wanted.recorded_until),
            ("e.tier <= %s", wanted.tier_until),
        ]
        used = [(clause, value) for clause, value in bounds if value is not None]
        where = " AND ".join(clause for clause, _ in used) or "true"
        query = (
            "SELECT e.id, e.bytes FROM seal s JOIN entry e ON e.seal = s.number"
            f" WHERE {where} ORDER BY s.clock, s.tick, s.id, e.at"
        )
        rows = self._held(query, [value for _, value in used])
        return once(rows) if self.setting(FORKED) else rows

    def _held(self, query: str, values: Sequence[object]) -> Iterator[tuple[bytes, bytes]]:
        # WITH HOLD needs no transaction to stay open while the caller reads, who may append meanwhile.
        with storage_errors(self.location):
            cursor = self._db().cursor(f"fallow_{uuid4().hex}", withhold=True)
        try:
            with storage_errors(self.location):
                cursor.execute(query, values, binary=True)
            while True:
                with storage_errors(self.location):
                    page = cursor.fetchmany(_PAGE)
                if not page:
                    return
                yield from page
        finally:
            with suppress(psycopg.Error):
                cursor.close()

    def find(self, prefix: str) -> list[bytes]:
        """Return the ids that begin with ``prefix`` (hexadecimal), at most three of them."""
        low, high = bytes.fromhex(prefix.ljust(64, "0")), bytes.fromhex(prefix.ljust(64, "f"))
        rows = self._rows("SELECT DISTINCT id FROM entry WHERE id BETWEEN %s AND %s ORDER BY id LIMIT 3", (low, high))
        return [row[0] for row in rows]

    def read(self, identifier: bytes) -> bytes | None:
        """The bytes of one entry by its whole id."""
        row = self._row("SELECT bytes FROM entry WHERE id = %s LIMIT 1", (identifier,))
        return row[0] if row else None

    def count(self, kind: str | None = None) -> int:
        """How many entries there are, of one kind or of all."""
        clause, values = ("", ()) if kind is None else (" WHERE kind = %s", (kind,))
        row = self._row(f"SELECT count(*) FROM entry{clause}", values)
        return int(row[0]) if row else 0

    def put_blob(self, content: bytes) -> str:
        """Keep an attachment under its digest; keeping it twice keeps it once."""
        name = digest(content)
        self._write("INSERT INTO blob VALUES (%s, %s) ON CONFLICT DO NOTHING", (name, content))
        return name

    def blob(self, name: str) -> bytes | None:
        """The stored bytes of an attachment."""
        row = self._row("SELECT bytes FROM blob WHERE sha256 = %s", (name,))
        return row[0] if row else None

    def blobs(self) -> Iterator[str]:
        """The names of the attachments, sorted."""
        return iter([row[0] for row in self._rows("SELECT sha256 FROM blob ORDER BY sha256")])

    def faults(self) -> Iterator[Fault]:
        """Guards that are gone, and settings under which the server forgets what it acknowledged."""
        with storage_errors(self.location):
            return iter(store_faults(self._db(), self._place))
