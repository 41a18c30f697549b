"""Transaction: one visible write. Its entries are numbered, kept and sealed by one signature when it ends.

Entries are buffered a few thousand at a time; the seal comes last, in the same transaction of the store, so that an entry
without its seal is never there for anybody else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fallow.core.errors import ConflictError, InputError
from fallow.register.clock import FOLLOWED_AHEAD, Reading, next_reading
from fallow.register.entry import Draft, Entry, Sealer, default_tier, parse_entry, stamp
from fallow.register.keys import Key
from fallow.register.merkle import root_of
from fallow.register.people import check_storable
from fallow.register.recorder import Recorder, StoredEntry, StoredSeal
from fallow.register.seal import Seal, from_microseconds, make_seal, microseconds

CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far this computer's clock may have been set back since the last entry; a step within it is ignored."""

_BUFFERED = 2_000
_ID = re.compile(r"[0-9a-f]{64}")


class Transaction:
    """What it appends is there for everybody once the ``with`` block of ``Register.transaction`` ends, or not at all."""

    def __init__(self, recorder: Recorder, key: Key, now: datetime) -> None:
        head = recorder.head(key.author)
        self._recorder = recorder
        self._key = key
        self._moment = _checked_clock(now, head)
        self._recorded = microseconds(self._moment)
        self._first = head.first + head.size if head else 1
        self._seq = self._first
        self._prev = head.id.hex() if head else None
        self._number = recorder.reserve()
        self._sealer = Sealer(key.author, self._moment)
        self._ids: list[bytes] = []
        self._buffer: list[StoredEntry] = []

    def append(self, draft: Draft) -> Entry:
        """Append one entry and return it; it is durable when the transaction ends.

        An amendment that states no tier takes its target's where that is higher: what corrects a secret is one. Raises
        ``InputError`` (``opened-body``, ``bad-sealed``) for a body that shows what a view opened, or a broken sealed object.
        """
        entry = self._sealer.seal(self._as_secret(draft) if "of" in draft.body else draft, self._seq)
        if b'"$' in entry.raw:
            check_storable(entry.body)
        identifier = bytes.fromhex(entry.id)
        known = self._recorded if entry.known_since is None else microseconds(entry.known_at)
        self._buffer.append(
            StoredEntry(
                self._number,
                entry.seq - self._first,
                identifier,
                entry.kind,
                int(entry.tier),
                self._recorded,
                known,
                entry.raw,
            )
        )
        self._ids.append(identifier)
        self._seq += 1
        if len(self._buffer) >= _BUFFERED:
            self.flush()
        return entry

    def _as_secret(self, draft: Draft) -> Draft:
        of = draft.body["of"]
        if draft.tier is not None or not isinstance(of, str) or not _ID.fullmatch(of):
            return draft
        self.flush()
        raw = self._recorder.read(bytes.fromhex(of))
        tier = parse_entry(raw).tier if raw is not None else None
        return replace(draft, tier=tier) if tier is not None and tier > default_tier(draft.kind) else draft

    def put_blob(self, content: bytes) -> str:
        """Keep an attachment and return its SHA-256."""
        return self._recorder.put_blob(content)

    def flush(self) -> None:
        """Hand buffered entries to the store, so that this transaction can read them by id."""
        if self._buffer:
            self._recorder.insert_entries(self._buffer)
            self._buffer = []

    def finish(self) -> Seal | None:
        """Seal what was appended; ``None`` where nothing was. Called once, inside the store's transaction."""
        self.flush()
        if self._seq == self._first:
            return None
        seen = self._recorder.latest(self._recorded + microseconds_of(FOLLOWED_AHEAD))
        seal = make_seal(
            self._key,
            first=self._first,
            count=self._seq - self._first,
            recorded_at=self._moment,
            reading=next_reading(self._moment, Reading(from_microseconds(seen[0]), seen[1]) if seen else None),
            prev=self._prev,
            root=root_of(self._ids),
        )
        self._recorder.insert_seal(stored(seal, self._number))
        return seal


def stored(seal: Seal, number: int) -> StoredSeal:
    """Return a seal as recorders keep it."""
    return StoredSeal(
        number,
        bytes.fromhex(seal.id),
        seal.author,
        seal.first,
        seal.count,
        microseconds(seal.recorded_at),
        microseconds(seal.reading.moment),
        seal.reading.tick,
        seal.raw,
        seal.signature,
    )


def microseconds_of(span: timedelta) -> int:
    """Return a span of time as whole microseconds."""
    return span // timedelta(microseconds=1)


def _checked_clock(now: datetime, head: StoredSeal | None) -> datetime:
    if now.tzinfo is None:
        raise InputError(
            kind="naive-time", expected="a time with its zone", found=now.isoformat(), do="pass datetime.now(UTC)"
        )
    now = now.astimezone(UTC)
    if head is None:
        return now
    before = from_microseconds(head.recorded)
    if now >= before:
        return now
    if before - now <= CLOCK_TOLERANCE:
        return before  # clocks are set by seconds all the time; order within an author must not suffer from it
    raise ConflictError(
        kind="clock-set-back",
        expected=f"a clock at or after {stamp(before)}, when the last entry was recorded",
        found=stamp(now),
        do="set this computer's date and time, then try again; nothing was written",
    )
