"""Files of ``fallow read``: read or kept with as many processes as it is worth, and shown while it lasts on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fallow.evidence.archive import FileReading, ReadArchive
    from fallow.evidence.capture import Obtained, Outcome
    from fallow.evidence.reading import Gazetteer
    from fallow.register import Register

_FEW = 10
"""Files up to which no bar is drawn."""


def read_shown(
    files: Sequence[Path], places: Gazetteer | None, jobs: int | None, cache: Path | None, dask: str | None
) -> ReadArchive:
    """Read the files; one of many that cannot be read costs a line, and the rest goes on."""
    from fallow.evidence.archive import read_files

    with _bar(len(files)) as step:

        def on_file(one: FileReading) -> None:
            step()
            if one.refusal is not None and len(files) > 1:
                click.echo(f"fallow: {one.refusal}", err=True)

        return read_files(files, places, jobs, cache, dask, on_file)


def keep_shown(
    register: Register,
    files: Sequence[Path],
    new: Sequence[Path],
    at: datetime,
    known_since: date | None,
    places: Gazetteer | None,
    obtained: Obtained,
    jobs: int | None,
) -> list[Outcome]:
    """Keep the files in the register, in order; those that are ``new`` are opened and read ahead where that is worth it."""
    from fallow.evidence.archive import in_processes, jobs_for
    from fallow.evidence.capture import FilePreparer, capture_files

    number = jobs_for(len(new), jobs)
    work = FilePreparer(places, at.date())
    ahead = in_processes([str(path) for path in new], work, number) if number > 1 else None
    with _bar(len(files)) as step:
        return capture_files(register, files, at, known_since, places, obtained, lambda _: step(), None, ahead)


@contextmanager
def _bar(length: int) -> Iterator[Callable[[], None]]:
    """A bar on the terminal's error stream; nothing where that is no terminal, or for a few files."""
    if length <= _FEW or not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=length, label="reading", file=sys.stderr) as bar:
        yield lambda: bar.update(1)
