"""Register: the front door. Each method is one call into the piece that does the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from fallow.core.errors import InputError, IntegrityError, NotThereError
from fallow.core.ids import digest, short
from fallow.register.entry import Draft, Entry, parse_entry
from fallow.register.fold import Conflict, conflicts, standing
from fallow.register.keys import Key, Keyring
from fallow.register.recorder import Recorder, Wanted
from fallow.register.recorders import create_recorder, open_recorder
from fallow.register.seal import microseconds
from fallow.register.signing import key_for
from fallow.register.tier import Tier
from fallow.register.transaction import Transaction
from fallow.register.verify import Verdict, verify

_HEX = set("0123456789abcdef")


class Register:
    """An append-only log of entries with views of what was known when. Not safe to share between threads.

    ``clearance`` is the highest sensitivity tier that this reader sees; entries above it are left out of every view.
    """

    def __init__(
        self,
        recorder: Recorder,
        *,
        key: Key | None = None,
        keyring: Keyring | None = None,
        clearance: Tier = Tier.PERSONAL,
    ) -> None:
        self.recorder = recorder
        self.clearance = clearance
        self._key = key
        self._keyring = keyring
        self._open: Transaction | None = None

    @classmethod
    def create(cls, place: Path | str, *, key: Key | None = None, keyring: Keyring | None = None) -> Register:
        """Start a register at a path or a database address. It writes under ``key``, or under one made at its first entry."""
        return cls(create_recorder(place), key=key, keyring=keyring)

    @classmethod
    def open(
        cls,
        place: Path | str,
        *,
        key: Key | None = None,
        keyring: Keyring | None = None,
        clearance: Tier = Tier.PERSONAL,
    ) -> Register:
        """Open a register; raises ``NotThereError`` or ``InputError`` where there is none."""
        return cls(open_recorder(place), key=key, keyring=keyring, clearance=clearance)

    @property
    def location(self) -> str:
        """Where the register is kept, as a person would name it."""
        return self.recorder.location

    def close(self) -> None:
        """Close the register."""
        self.recorder.close()

    def __enter__(self) -> Register:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def transaction(self, now: datetime) -> Iterator[Transaction]:
        """Open one transaction recorded at ``now`` (aware); sealed and durable at the end, taken back where anything is raised."""
        if self._key is None:
            self._key = key_for(self.recorder, self._keyring or Keyring())
        with self.recorder.transaction():
            self._open = Transaction(self.recorder, self._key, now)
            try:
                yield self._open
                self._open.finish()
            finally:
                self._open = None

    def append(self, drafts: Iterable[Draft], *, now: datetime) -> list[Entry]:
        """Append drafts in one transaction and return their entries, durable."""
        with self.transaction(now) as tx:
            return [tx.append(draft) for draft in drafts]

    def entries(
        self, kind: str | None = None, *, as_known: datetime | None = None, as_recorded: datetime | None = None
    ) -> Iterator[Entry]:
        """Yield entries as written, in the order of views, as known or as recorded at a moment."""
        wanted = Wanted(
            kind,
            microseconds(as_known) if as_known else None,
            microseconds(as_recorded) if as_recorded else None,
            None if self.clearance == Tier.PERSONAL else int(self.clearance),
        )
        for identifier, raw in self.recorder.select(wanted):
            yield parse_entry(raw, identifier.hex())

    def current(
        self, kind: str, *, as_known: datetime | None = None, as_recorded: datetime | None = None
    ) -> Iterator[Entry]:
        """Yield what stands of one kind: corrections applied, withdrawn entries left out, open conflicts marked."""
        return standing(
            self.entries(kind, as_known=as_known, as_recorded=as_recorded), self.amendments(as_known, as_recorded)
        )

    def amendments(self, as_known: datetime | None = None, as_recorded: datetime | None = None) -> list[Entry]:
        """Return the visible corrections and withdrawals, each kind in the order of views."""
        return [
            entry
            for name in ("correction", "withdrawal")
            for entry in self.entries(name, as_known=as_known, as_recorded=as_recorded)
        ]

    def conflicts(self, as_known: datetime | None = None) -> list[Conflict]:
        """Return the entries about which amendments stand side by side until somebody decides."""
        return conflicts(self.amendments(as_known))

    def get(self, prefix: str) -> Entry:
        """Return the entry whose id is, or unambiguously begins with, ``prefix``; raises ``NotThereError``."""
        if self._open:
            self._open.flush()
        wanted = prefix.strip().lower()
        found = self.recorder.find(wanted) if wanted and len(wanted) <= 64 and not set(wanted) - _HEX else []
        if len(found) > 1:
            raise InputError(
                kind="ambiguous-id",
                expected="the beginning of one id",
                found=f"{prefix!r}, which begins {len(found)} or more",
                do="give more characters",
            )
        raw = self.recorder.read(found[0]) if found else None
        entry = parse_entry(raw, found[0].hex()) if raw is not None else None
        if entry is None or entry.tier > self.clearance:
            raise NotThereError(
                kind="no-entry",
                expected="an entry id",
                found=f"nothing that begins with {prefix!r}",
                do="see fallow log",
            )
        return entry

    def count(self, kind: str | None = None) -> int:
        """How many entries there are, of one kind or of all, whatever the clearance."""
        return self.recorder.count(kind)

    def blob(self, sha256: str) -> bytes:
        """Return an attachment by its digest, checked; raises ``NotThereError`` or ``IntegrityError``."""
        content = self.recorder.blob(sha256)
        if content is None:
            raise NotThereError(
                kind="no-blob",
                expected=f"attachment {short(sha256)}",
                found="none here",
                do="merge the copy of the register that holds it",
            )
        if digest(content) != sha256:
            raise IntegrityError(
                kind="changed-blob",
                expected=f"attachment {short(sha256)}",
                found=f"bytes with digest {short(digest(content))}",
                do="fetch it from another copy of the register",
            )
        return content

    def verify(self) -> Verdict:
        """Check every rule of the register and of its store; see ``fallow.register.verify``."""
        return verify(self.recorder)
