"""Views: the front door. The tables beside a register: opened, brought up to date, asked, folded from zero, checked.

A sidecar follows the register by the numbers of its seals: what came since the last one is taken in, and the records it touches
are folded again. ``fallow.register.views.folding`` says when it is folded from zero instead.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType

from fallow.core.errors import IntegrityError
from fallow.core.ids import short
from fallow.register.entry import Entry, parse_entry
from fallow.register.register import Register
from fallow.register.verify_seal import Problem
from fallow.register.views import query, refold
from fallow.register.views.check import problems
from fallow.register.views.folding import COMPARED, Folded, fold_anew, follow
from fallow.register.views.query import Asked, Box, Standing, Stretch
from fallow.register.views.schema import in_memory, open_file, remove_file, sidecar_of, storage_errors


class Views:
    """What stood in a register at any moment, for that register's reader: what is above its clearance is left out.

    Not safe to share between threads. The views of a register that is no file, or lies in a folder that takes none, are kept
    in memory.
    """

    def __init__(self, register: Register, db: sqlite3.Connection, path: Path | None) -> None:
        self.path = path
        self._register = register
        self._db = db
        try:
            with storage_errors(path):
                refold.prepare(db)
                self.folded = follow(db, register.recorder, path, compared=COMPARED)
                query.prepare(db)
                query.narrow(db, register.clearance)
        except BaseException:
            db.close()
            raise

    @classmethod
    def of(cls, register: Register) -> Views:
        """Open the views of ``register`` and bring them up to date.

        Raises ``ConflictError`` (``not-views``, ``views-locked``, ``views-storage``) or ``IntegrityError`` (``damaged-views``,
        ``not-an-entry``).
        """
        path = getattr(register.recorder, "path", None)
        if isinstance(path, Path):
            sidecar = sidecar_of(path)
            db = open_file(sidecar, path)
            if db is not None:
                return cls(register, db, sidecar)
        return cls(register, in_memory(), None)

    @classmethod
    def anew(cls, register: Register) -> Views:
        """Open the views of ``register`` folded from zero; a sidecar too damaged to be opened is deleted first.

        Raises ``ConflictError`` (``not-views``) where something else stands there.
        """
        try:
            views = cls.of(register)
        except IntegrityError as error:
            path = getattr(register.recorder, "path", None)
            if error.kind != "damaged-views" or not isinstance(path, Path):
                raise
            remove_file(sidecar_of(path))
            views = cls.of(register)
        if not views.folded.anew:
            views.rebuild()
        return views

    def __enter__(self) -> Views:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the views; the register stays open."""
        self._db.close()

    def catch_up(self) -> Folded:
        """Take in what the register holds since, and return how far the views are folded."""
        with storage_errors(self.path):
            return self._now(follow(self._db, self._register.recorder, self.path))

    def rebuild(self) -> Folded:
        """Fold everything from zero and return how far the views are folded."""
        with storage_errors(self.path):
            return self._now(fold_anew(self._db, self._register.recorder, self.path))

    def _now(self, folded: Folded) -> Folded:
        self.folded = folded
        query.narrow(self._db, self._register.clearance)
        return folded

    def as_known(
        self,
        moment: datetime | None = None,
        kind: str | None = None,
        box: Box | None = None,
        valid: Stretch | None = None,
    ) -> Iterator[Standing]:
        """Yield what stood as known at ``moment`` (now where ``None``), by kind, within a kind in the order of views.

        With ``box`` only what is stated to lie there at least in part, with ``valid`` only what is stated to have been on one
        of those days: a record without a stated place or day, and any of the tier ``personal``, is in no box and on no day.
        """
        return self._standing(Asked(moment, "known", kind, box, valid))

    def as_recorded(
        self,
        moment: datetime | None = None,
        kind: str | None = None,
        box: Box | None = None,
        valid: Stretch | None = None,
    ) -> Iterator[Standing]:
        """Yield what stood as recorded by ``moment``; otherwise as ``as_known``."""
        return self._standing(Asked(moment, "recorded", kind, box, valid))

    def count(
        self,
        moment: datetime | None = None,
        kind: str | None = None,
        box: Box | None = None,
        valid: Stretch | None = None,
    ) -> int:
        """Return how many ``as_known`` with the same arguments would yield."""
        with storage_errors(self.path):
            return query.count(self._db, Asked(moment, "known", kind, box, valid), self._register.clearance)

    def entry(self, standing: Standing) -> Entry:
        """Return what ``standing`` says as the entry that ``Register.current`` yields: with the body that counts."""
        entry = self._read(standing.id)
        if standing.shown == standing.id:
            return replace(entry, alternatives=standing.alternatives) if standing.alternatives else entry
        shown = self._read(standing.shown)
        return replace(entry, body=shown.body["body"], corrected_by=shown.id, alternatives=standing.alternatives)

    def tables(self) -> dict[str, int]:
        """Return how many rows each table holds, and under ``unread`` how many stated places or days nobody could read."""
        with storage_errors(self.path):
            return query.sizes(self._db)

    def check(self) -> list[Problem]:
        """Return where the tables differ from a fold of the register from zero; empty where they do not."""
        return problems(self._db, self._register.recorder, self.path.name if self.path else "memory")

    def _standing(self, asked: Asked) -> Iterator[Standing]:
        with storage_errors(self.path):
            yield from query.standing(self._db, asked, self._register.clearance, late=self.folded.late)

    def _read(self, identifier: str) -> Entry:
        raw = self._register.recorder.read(bytes.fromhex(identifier))
        if raw is None:
            raise IntegrityError(
                kind="altered-view",
                expected=f"entry {short(identifier)}, which the views name, in the register",
                found="none",
                do="run fallow verify, then fold the views anew with: fallow views REGISTER --rebuild",
            )
        return parse_entry(raw, identifier)
