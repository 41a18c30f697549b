"""Recorder: the role of a place where a register's bytes are kept. It knows rows and bytes, no rules and no meaning.

Every recorder keeps four things that only grow: seals, entries, proofs (inclusion paths of entries whose seal is held in
part) and attachments; and a few settings of this copy. Writing happens inside ``transaction``, which holds the one write
lock of the store, so that the order of numbers is the order of commits. A seal's number is reserved first, its entries are
inserted under it, the seal last. ``fallow.testing.RecorderTests`` is the conformance suite; memory, SQLite and PostgreSQL
inherit it, and so may anybody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class StoredSeal(NamedTuple):
    """A seal as a recorder keeps it. ``number`` is the order of commits here; times are microseconds since 1970."""

    number: int
    id: bytes
    author: str
    first: int
    size: int
    recorded: int
    clock: int
    tick: int
    raw: bytes
    signature: bytes


class StoredEntry(NamedTuple):
    """An entry as a recorder keeps it.

    ``seal`` is the number of its seal here and ``at`` its place under it, from 0; times are microseconds; ``id`` is 32 bytes.
    """

    seal: int
    at: int
    id: bytes
    kind: str
    tier: int
    recorded: int
    known: int
    raw: bytes


class Fault(NamedTuple):
    """Something that a recorder found wrong with its own store: a stable kind, where, and a sentence."""

    kind: str
    where: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for; ``None`` narrows nothing. Times are microseconds since 1970, inclusive."""

    kind: str | None = None
    known_until: int | None = None
    recorded_until: int | None = None
    tier_until: int | None = None


class Recorder(Protocol):
    """Where a register is kept. Not safe to share between threads; two processes may open the same store."""

    @property
    def location(self) -> str:
        """How a person would name the place: a path, or an address without its password."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...

    def setting(self, key: str) -> str | None:
        """A setting of this copy, which no merge carries over."""
        ...

    def keep_setting(self, key: str, value: str) -> None:
        """Keep a setting, in the current transaction where there is one."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Hold the write lock; durable at the end, nothing of it there where anything was raised."""
        ...

    def reserve(self) -> int:
        """The number of the next seal. Inside a transaction."""
        ...

    def insert_entries(self, entries: Sequence[StoredEntry]) -> None:
        """Keep entries, inside a transaction; a place that is taken is refused."""
        ...

    def insert_seal(self, seal: StoredSeal, *, partial: bool = False) -> None:
        """Keep a seal, inside a transaction. ``partial`` declares that not all of its entries are here."""
        ...

    def insert_proofs(self, seal: int, proofs: Iterable[tuple[int, bytes]]) -> None:
        """Keep inclusion paths ``(at, digests one after the other)`` of entries of a seal held in part."""
        ...

    def head(self, author: str) -> StoredSeal | None:
        """The author's seal that was recorded here last, ``None`` without one."""
        ...

    def latest(self, until: int) -> tuple[int, int] | None:
        """The greatest ``(clock, tick)`` of the seals here whose clock is at most ``until``."""
        ...

    def seal_numbers(self) -> dict[bytes, int]:
        """The number of every seal here, by its id."""
        ...

    def seals(self, after: int = 0) -> Iterator[StoredSeal]:
        """Every seal with a number greater than ``after``, in the order of commits."""
        ...

    def entries(self, first_seal: int, last_seal: int) -> Iterator[StoredEntry]:
        """The stored entries of a range of seals (inclusive), by seal and place, as stored and unchecked."""
        ...

    def proofs(self, seal: int) -> dict[int, bytes]:
        """The inclusion paths kept for a seal, by place."""
        ...

    def partial(self) -> set[int]:
        """Numbers of the seals declared to be held in part."""
        ...

    def select(self, wanted: Wanted) -> Iterator[tuple[bytes, bytes]]:
        """Yield ``(id, raw)`` in the order of views (clock, tick, seal id, seq); an id that lies under two seals once."""
        ...

    def find(self, prefix: str) -> list[bytes]:
        """Ids whose hexadecimal text begins with ``prefix``, at most three."""
        ...

    def read(self, identifier: bytes) -> bytes | None:
        """The bytes of one entry, ``None`` where it is not here."""
        ...

    def count(self, kind: str | None = None) -> int:
        """How many entries there are, of one kind or of all."""
        ...

    def put_blob(self, content: bytes) -> str:
        """Keep an attachment under its SHA-256, once, inside a transaction."""
        ...

    def blob(self, name: str) -> bytes | None:
        """The stored bytes of an attachment, unchecked, ``None`` where it is not here."""
        ...

    def blobs(self) -> Iterator[str]:
        """The names of the attachments here, sorted."""
        ...

    def faults(self) -> Iterator[Fault]:
        """What is wrong with the store itself: missing guards, a damaged file."""
        ...
