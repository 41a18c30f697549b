"""Intake: seals and entries of the register, from a seal on, into the sidecar's own rows. Streams; nothing is held whole.

Bytes are taken as stored: that they are what was signed is for ``fallow verify`` to say. Bodies are read only where they can
hold a place, days or an amendment. Of an entry of the tier ``personal`` neither place, days nor reason is kept.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson

from fallow.core.errors import IntegrityError
from fallow.core.ids import short
from fallow.register.recorder import Recorder, StoredEntry, StoredSeal
from fallow.register.tier import Tier
from fallow.register.views.extract import NOTHING, PLACES, Extract, extract

AMENDMENTS = frozenset({"correction", "withdrawal", "dispute"})
"""Kinds that name another entry; disputes change nothing about what stands."""

PLACE_BITS = 32
"""A record's number is its seal's shifted by this, plus its place under the seal."""

_AT_ONCE = 2_000
_PERSONAL = int(Tier.PERSONAL)


class Intake:
    """Reads what came after seal ``after`` into the tables ``seal``, ``author``, ``record`` and ``amendment``.

    Afterwards ``last`` is the last seal's number, ``head`` its id (``None`` where none came), ``entries`` how many were taken
    in, ``digest`` the SHA-256 chained over the ids of all seals in the order of commits, ``top`` the greatest place in the
    order of views, and ``late`` whether a seal came after one with a greater place.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        recorder: Recorder,
        *,
        after: int,
        digest: bytes,
        top: tuple[int, int, bytes] | None,
    ) -> None:
        self.last = after
        self.entries = 0
        self.head: bytes | None = None
        self.digest = digest
        self.top = top
        self.late = False
        self._db = db
        self._recorder = recorder
        self._authors: dict[str, int] = dict(db.execute("SELECT name, number FROM author").fetchall())
        self._amendments: list[tuple[Any, ...]] = []

    def run(self, until: int | None = None) -> None:
        """Take in everything sealed up to now, or up to seal ``until``."""
        first = self.last + 1
        self._insert("seal", 6, self._seals(until))
        if self.last < first:
            return
        seals: dict[int, tuple[int, int]] = {
            number: (author, start)
            for number, author, start in self._db.execute(
                "SELECT number, author, first FROM seal WHERE number >= ?", (first,)
            )
        }
        self._insert("record", 14, self._records(self._recorder.entries(first, self.last), seals))
        self._flush()

    def _insert(self, table: str, columns: int, rows: Iterator[tuple[Any, ...]]) -> None:
        statement = f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"
        while batch := list(islice(rows, _AT_ONCE)):
            self._db.executemany(statement, batch)

    def _seals(self, until: int | None) -> Iterator[tuple[Any, ...]]:
        for seal in self._recorder.seals(self.last):
            if until is not None and seal.number > until:
                return
            self._note(seal)
            yield seal.number, seal.id, self._author(seal.author), seal.first, seal.clock, seal.tick

    def _note(self, seal: StoredSeal) -> None:
        order = (seal.clock, seal.tick, seal.id)
        if self.top is not None and order < self.top:
            self.late = True
        else:
            self.top = order
        self.last, self.head = seal.number, seal.id
        self.digest = chained(self.digest, (seal.id,))

    def _author(self, name: str) -> int:
        if name not in self._authors:
            self._authors[name] = len(self._authors) + 1
            self._db.execute("INSERT INTO author VALUES (?, ?)", (self._authors[name], name))
        return self._authors[name]

    def _records(self, entries: Iterable[StoredEntry], seals: dict[int, tuple[int, int]]) -> Iterator[tuple[Any, ...]]:
        for seal, at, identifier, kind, tier, recorded, known, raw in entries:
            if seal not in seals:
                continue  # a stray without its seal, which no view of the register shows and verification reports
            number = seal << PLACE_BITS | at
            author, first = seals[seal]
            found: Extract = NOTHING
            if kind in AMENDMENTS:
                body = body_of(identifier, raw)
                self._amendments.append(_amendment(number, kind, body, author, first + at, tier, recorded, known))
                if len(self._amendments) >= _AT_ONCE:
                    self._flush()
            elif kind in PLACES and tier < _PERSONAL:
                found = extract(kind, body_of(identifier, raw))
            self.entries += 1
            yield number, identifier, kind, tier, author, recorded, known, *found

    def _flush(self) -> None:
        self._db.executemany("INSERT INTO amendment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._amendments)
        self._amendments = []


def _amendment(
    number: int, kind: str, body: dict[str, Any], author: int, seq: int, tier: int, recorded: int, known: int
) -> tuple[Any, ...]:
    over, reason = body.get("over"), body.get("reason")
    kept = orjson.dumps(over).decode() if isinstance(over, list) else None
    said = reason if isinstance(reason, str) and tier < _PERSONAL else None
    return number, kind, _id(body.get("of")), None, kept, author, seq, tier, recorded, known, said


def _id(of: Any) -> bytes | None:
    # Only the one way in which ids are written: another spelling names no entry, here as in the register.
    try:
        found = bytes.fromhex(of) if isinstance(of, str) else b""
    except ValueError:
        return None
    return found if found and found.hex() == of else None


def body_of(identifier: bytes, raw: bytes) -> dict[str, Any]:
    """Return the body of a stored entry; raises ``IntegrityError`` (``not-an-entry``) where the bytes hold none."""
    try:
        body = orjson.loads(raw)["body"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise _no_body(identifier, f"{type(error).__name__}: {error}") from error
    if not isinstance(body, dict):
        raise _no_body(identifier, type(body).__name__)
    return body


def _no_body(identifier: bytes, found: str) -> IntegrityError:
    return IntegrityError(
        kind="not-an-entry",
        expected=f"an entry with a body under {short(identifier.hex())}",
        found=found,
        do="run fallow verify, and compare with another copy of the register",
    )


def chained(digest: bytes, ids: Iterable[bytes]) -> bytes:
    """Return the SHA-256 chain ``digest`` carried on over further seal ids."""
    for identifier in ids:
        digest = hashlib.sha256(digest + identifier).digest()
    return digest
