"""Rows for trying out a recorder: seals and entries whose bytes mean nothing, because a recorder must not look into them."""

from __future__ import annotations

import hashlib

from fallow.register.recorder import Recorder, StoredEntry, StoredSeal

HOUR = 3_600_000_000
"""Microseconds."""


def seal_row(
    number: int, *, author: str = "a", first: int = 1, size: int = 1, clock: int = HOUR, tick: int = 0, mark: str = ""
) -> StoredSeal:
    """A seal with bytes of its own; ``mark`` tells seals apart that are otherwise equal."""
    raw = f"seal {author} {first} {size} {clock} {tick} {mark}".encode()
    return StoredSeal(number, _digest(raw), author, first, size, clock, clock, tick, raw, b"signature of " + raw)


def entry_row(
    seal: int,
    at: int = 0,
    *,
    kind: str = "note",
    tier: int = 2,
    recorded: int = HOUR,
    known: int | None = None,
    mark: str = "",
) -> StoredEntry:
    """An entry with bytes of its own, among them a zero byte and one that is not UTF-8."""
    raw = f"entry {seal} {at} {kind} {tier} {mark}".encode() + b"\x00\xff"
    return StoredEntry(seal, at, _digest(raw), kind, tier, recorded, recorded if known is None else known, raw)


def keep(recorder: Recorder, seal: StoredSeal, *entries: StoredEntry, partial: bool = False) -> None:
    """Keep a seal with its entries in one transaction, the seal last."""
    with recorder.transaction():
        recorder.insert_entries(entries)
        recorder.insert_seal(seal, partial=partial)


def _digest(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()
