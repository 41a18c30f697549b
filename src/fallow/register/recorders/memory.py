"""Memory recorder: a register that lives as long as its process. The model that the other recorders are tested against."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from fallow.core.errors import ConflictError
from fallow.core.ids import digest, short
from fallow.register.recorder import Fault, StoredEntry, StoredSeal, Wanted
from fallow.register.recorders.once import once


@dataclass(slots=True)
class _Kept:
    seals: dict[int, StoredSeal] = field(default_factory=dict)
    entries: dict[tuple[int, int], StoredEntry] = field(default_factory=dict)
    proofs: dict[int, dict[int, bytes]] = field(default_factory=dict)
    partial: set[int] = field(default_factory=set)
    blobs: dict[str, bytes] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)


class MemoryRecorder:
    """Keeps a register in this process; the role is ``fallow.register.recorder``."""

    def __init__(self) -> None:
        self._kept = _Kept()
        self._inside = False

    @property
    def location(self) -> str:
        """``memory:``."""
        return "memory:"

    def close(self) -> None:
        """Nothing to let go of: what is kept stays until the object goes."""

    def setting(self, key: str) -> str | None:
        """A setting of this copy."""
        return self._kept.settings.get(key)

    def keep_setting(self, key: str, value: str) -> None:
        """Keep a setting."""
        self._kept.settings[key] = value

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep everything that happens inside, or nothing."""
        if self._inside:
            raise ConflictError(
                kind="register-locked",
                expected="one writer at a time",
                found="a transaction that is still open",
                do="wait for the other writer and try again",
            )
        before = copy.deepcopy(self._kept)
        self._inside = True
        try:
            yield
        except BaseException:
            self._kept = before
            raise
        finally:
            self._inside = False

    def reserve(self) -> int:
        """The number of the next seal."""
        return max(self._kept.seals, default=0) + 1

    def insert_entries(self, entries: Sequence[StoredEntry]) -> None:
        """Keep entries."""
        for entry in entries:
            place = (entry.seal, entry.at)
            if place in self._kept.entries:
                raise _taken(f"place {entry.at} under seal {entry.seal}", short(self._kept.entries[place].id.hex()))
            self._kept.entries[place] = entry

    def insert_seal(self, seal: StoredSeal, *, partial: bool = False) -> None:
        """Keep a seal."""
        if seal.number in self._kept.seals:
            raise _taken(f"number {seal.number}", f"seal {short(self._kept.seals[seal.number].id.hex())}")
        self._kept.seals[seal.number] = seal
        if partial:
            self._kept.partial.add(seal.number)

    def insert_proofs(self, seal: int, proofs: Iterable[tuple[int, bytes]]) -> None:
        """Keep inclusion paths."""
        kept = self._kept.proofs.setdefault(seal, {})
        for at, path in proofs:
            kept.setdefault(at, path)

    def head(self, author: str) -> StoredSeal | None:
        """The author's seal that was recorded here last."""
        return next((seal for _, seal in sorted(self._kept.seals.items(), reverse=True) if seal.author == author), None)

    def latest(self, until: int) -> tuple[int, int] | None:
        """The greatest reading of the clock up to ``until``."""
        return max(((s.clock, s.tick) for s in self._kept.seals.values() if s.clock <= until), default=None)

    def seal_numbers(self) -> dict[bytes, int]:
        """The number of every seal here, by its id."""
        return {seal.id: seal.number for seal in self._kept.seals.values()}

    def seals(self, after: int = 0) -> Iterator[StoredSeal]:
        """Every seal after a number."""
        return iter([seal for number, seal in sorted(self._kept.seals.items()) if number > after])

    def entries(self, first_seal: int, last_seal: int) -> Iterator[StoredEntry]:
        """The stored entries of a range of seals."""
        found = (entry for entry in self._kept.entries.values() if first_seal <= entry.seal <= last_seal)
        return iter(sorted(found, key=lambda entry: (entry.seal, entry.at)))

    def proofs(self, seal: int) -> dict[int, bytes]:
        """The inclusion paths kept for a seal."""
        return dict(self._kept.proofs.get(seal, {}))

    def partial(self) -> set[int]:
        """Numbers of the seals declared to be held in part."""
        return set(self._kept.partial)

    def select(self, wanted: Wanted) -> Iterator[tuple[bytes, bytes]]:
        """Yield ``(id, raw)`` in the order of views."""
        order = {seal.number: (seal.clock, seal.tick, seal.id) for seal in self._kept.seals.values()}
        found = [entry for entry in self._kept.entries.values() if entry.seal in order and _fits(entry, wanted)]
        found.sort(key=lambda entry: (*order[entry.seal], entry.at))
        return once((entry.id, entry.raw) for entry in found)

    def find(self, prefix: str) -> list[bytes]:
        """Ids that begin with ``prefix``, at most three."""
        ids = {entry.id for entry in self._kept.entries.values()}
        return sorted(identifier for identifier in ids if identifier.hex().startswith(prefix))[:3]

    def read(self, identifier: bytes) -> bytes | None:
        """The bytes of one entry."""
        return next((entry.raw for entry in self._kept.entries.values() if entry.id == identifier), None)

    def count(self, kind: str | None = None) -> int:
        """How many entries there are."""
        return sum(kind in (None, entry.kind) for entry in self._kept.entries.values())

    def put_blob(self, content: bytes) -> str:
        """Keep an attachment under its digest."""
        name = digest(content)
        self._kept.blobs.setdefault(name, content)
        return name

    def blob(self, name: str) -> bytes | None:
        """The bytes of an attachment."""
        return self._kept.blobs.get(name)

    def blobs(self) -> Iterator[str]:
        """The names of the attachments, sorted."""
        return iter(sorted(self._kept.blobs))

    def faults(self) -> Iterator[Fault]:
        """Nothing can be wrong with a store that lives in this process."""
        return iter(())


def _taken(place: str, found: str) -> ConflictError:
    return ConflictError(
        kind="storage",
        expected=f"{place} to be free",
        found=found,
        do="merge registers with fallow merge; nothing was written",
    )


def _fits(entry: StoredEntry, wanted: Wanted) -> bool:
    return (
        wanted.kind in (None, entry.kind)
        and (wanted.known_until is None or entry.known <= wanted.known_until)
        and (wanted.recorded_until is None or entry.recorded <= wanted.recorded_until)
        and (wanted.tier_until is None or entry.tier <= wanted.tier_until)
    )
