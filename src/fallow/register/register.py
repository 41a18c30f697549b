"""Register: the front door. Each method is one call into the piece that does the work."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType

from fallow.core.errors import ConflictError, InputError, NotThereError
from fallow.register.chain import Verdict, verify_chain
from fallow.register.entry import Draft, Entry, seal, stamp
from fallow.register.fold import standing
from fallow.register.recorders.sqlite import SqliteRecorder

_CLOCK_TOLERANCE = timedelta(minutes=5)


class Transaction:
    """One visible write: what it appends is there for everybody once the ``with`` block ends, or not at all."""

    def __init__(self, recorder: SqliteRecorder, now: datetime) -> None:
        self._recorder = recorder
        self._writer = recorder.writer
        head = recorder.head(self._writer)
        self._seq = head.seq if head else 0
        self._prev = head.id if head else None
        self._now = _checked_clock(now, head)

    def append(self, draft: Draft) -> Entry:
        """Append one entry and return it; it is durable when the transaction ends."""
        entry = seal(draft, writer=self._writer, seq=self._seq + 1, prev=self._prev, recorded_at=self._now)
        self._recorder.insert(entry)
        self._seq, self._prev = entry.seq, entry.id
        return entry

    def put_blob(self, content: bytes) -> str:
        """Keep an attachment and return its SHA-256."""
        return self._recorder.put_blob(content)


class Register:
    """An append-only log of entries with views of what was known when. Not safe to share between threads."""

    def __init__(self, recorder: SqliteRecorder) -> None:
        self._recorder = recorder

    @classmethod
    def create(cls, path: Path, *, writer: str | None = None) -> Register:
        """Start a register at ``path``. ``writer`` names this copy; by default 128 random bits."""
        return cls(SqliteRecorder.create(path, writer or f"w-{secrets.token_hex(16)}"))

    @classmethod
    def open(cls, path: Path) -> Register:
        """Open a register; raises ``NotThereError`` or ``InputError`` where there is none."""
        return cls(SqliteRecorder.open(path))

    @property
    def path(self) -> Path:
        """Where the register is kept."""
        return self._recorder.path

    def close(self) -> None:
        """Close the register."""
        self._recorder.close()

    def __enter__(self) -> Register:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def transaction(self, now: datetime) -> Iterator[Transaction]:
        """Open one transaction recorded at ``now`` (aware); commits at the end, rolls back where anything is raised."""
        with self._recorder.transaction():
            yield Transaction(self._recorder, now)

    def append(self, drafts: Iterable[Draft], *, now: datetime) -> list[Entry]:
        """Append drafts in one transaction and return their entries, durable."""
        with self.transaction(now) as tx:
            return [tx.append(draft) for draft in drafts]

    def entries(
        self, kind: str | None = None, *, as_known: datetime | None = None, as_recorded: datetime | None = None
    ) -> Iterator[Entry]:
        """Yield entries as written, in the order of commits, as known or as recorded at a moment."""
        return self._recorder.select(
            kind, stamp(as_known) if as_known else None, stamp(as_recorded) if as_recorded else None
        )

    def current(
        self, kind: str, *, as_known: datetime | None = None, as_recorded: datetime | None = None
    ) -> Iterator[Entry]:
        """Yield what stands of one kind: corrections applied, withdrawn entries left out."""
        amendments = [
            entry
            for name in ("correction", "withdrawal")
            for entry in self.entries(name, as_known=as_known, as_recorded=as_recorded)
        ]
        return standing(self.entries(kind, as_known=as_known, as_recorded=as_recorded), amendments)

    def get(self, prefix: str) -> Entry:
        """Return the entry whose id is, or unambiguously begins with, ``prefix``; raises ``NotThereError``."""
        found = self._recorder.find(prefix.strip().lower())
        if len(found) == 1:
            return self._recorder.read(found[0])
        if found:
            raise InputError(
                kind="ambiguous-id",
                expected="the beginning of one id",
                found=f"{prefix!r}, which begins {len(found)} or more",
                do="give more characters",
            )
        raise NotThereError(
            kind="no-entry", expected="an entry id", found=f"nothing that begins with {prefix!r}", do="see fallow log"
        )

    def count(self, kind: str | None = None) -> int:
        """How many entries there are, of one kind or of all."""
        return self._recorder.count(kind)

    def blob(self, sha256: str) -> bytes:
        """Return an attachment by its digest, checked."""
        return self._recorder.blob(sha256)

    def verify(self) -> Verdict:
        """Check every rule of the chain and of the store; see ``fallow.register.chain``."""
        return verify_chain(self._recorder.stored(), self._recorder.problems())


def _checked_clock(now: datetime, head: Entry | None) -> datetime:
    if now.tzinfo is None:
        raise InputError(
            kind="naive-time", expected="a time with its zone", found=now.isoformat(), do="pass datetime.now(UTC)"
        )
    if head is None or now >= head.recorded_at:
        return now
    if head.recorded_at - now <= _CLOCK_TOLERANCE:
        return head.recorded_at  # clocks are set by seconds all the time; order within a writer must not suffer from it
    raise ConflictError(
        kind="clock-set-back",
        expected=f"a clock at or after {stamp(head.recorded_at)}, when the last entry was recorded",
        found=stamp(now),
        do="set this computer's date and time, then try again; nothing was written",
    )
