"""Assemble: readings of files put together as if one process had read them all, in the order of the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fallow.core.errors import DependencyError
from fallow.evidence.archive.cache import ReadingCache
from fallow.evidence.archive.cluster import read_on_cluster
from fallow.evidence.archive.fileread import FileReader, FileReading
from fallow.evidence.archive.pool import in_processes, in_turn, jobs_for
from fallow.evidence.archive.refusal import Refusal
from fallow.evidence.reading.places import Gazetteer
from fallow.evidence.reading.reader import ReadDocument

PREFIX = 12
"""Characters of a document's digest with which its ids begin."""


@dataclass(frozen=True, slots=True)
class ReadArchive:
    """The documents of many files in order, what was refused, and how many files an earlier run had read."""

    documents: tuple[ReadDocument, ...]
    refused: tuple[tuple[str, Refusal], ...]
    cached: int


def read_files(
    paths: Sequence[Path],
    places: Gazetteer | None = None,
    jobs: int | None = None,
    cache: Path | None = None,
    cluster: str | None = None,
    on_file: Callable[[FileReading], None] | None = None,
) -> ReadArchive:
    """Read files with ``jobs`` processes (``None``: as many as it is worth) and return their documents in order.

    The same documents as ``read_documents`` reads, whatever ``jobs``. With ``cache`` a folder, what it holds is not read again and what
    is read is kept there. ``cluster`` is ``local`` or the address of a Dask scheduler. ``on_file`` is called after each file, in order.

    Raises ``DependencyError``, ``InputError`` (``bad-cache-folder``, ``no-cluster``), ``ConflictError`` (``no-processes``,
    ``workers-differ``).
    """
    names = [str(path.absolute() if cluster is not None else path) for path in paths]
    number = jobs_for(len(names), jobs)
    with FileReader(places, ReadingCache(cache.absolute()) if cache is not None else None) as reader:
        if cluster is not None:
            readings = read_on_cluster(names, reader, cluster, jobs)
        else:
            readings = in_turn(names, reader) if number == 1 else in_processes(names, reader, number)
        return assembled(_told(readings, on_file))


def _told(readings: Iterable[FileReading], on_file: Callable[[FileReading], None] | None) -> Iterable[FileReading]:
    for one in readings:
        if on_file is not None:
            on_file(one)
        yield one


def assembled(readings: Iterable[FileReading]) -> ReadArchive:
    """Return the documents of files in order; where the same text comes again its ids carry a number, so that none is twice."""
    used: Counter[str] = Counter()
    documents: list[ReadDocument] = []
    refused: list[tuple[str, Refusal]] = []
    cached = 0
    for one in readings:
        cached += one.cached
        if one.refusal is not None:
            if one.refusal.exit_code == DependencyError.exit_code:
                raise one.refusal.error()  # a missing library concerns every file, not this one
            refused.append((one.path, one.refusal))
        for document in one.documents:
            key = document.reading.sha256[:PREFIX]
            used[key] += 1
            documents.append(document if used[key] == 1 else renumbered(document, used[key]))
    return ReadArchive(tuple(documents), tuple(refused), cached)


def renumbered(document: ReadDocument, number: int) -> ReadDocument:
    """Return the reading with ids that carry a number after the digest: the text is met for the ``number``-th time."""

    def new(identifier: str) -> str:
        head, mark, tail = identifier.partition(":")
        return f"{head}~{number}{mark}{tail}"

    reading = document.reading
    statements = tuple(replace(one, id=new(one.id)) for one in reading.statements)
    claims = tuple(
        replace(one, id=new(one.id), statement=None if one.statement is None else new(one.statement))
        for one in reading.claims
    )
    return replace(
        document,
        reading=replace(reading, statements=statements, claims=claims),
        authorities={new(key): value for key, value in document.authorities.items()},
        past_war=frozenset(new(key) for key in document.past_war),
    )
