"""File read: one file through capture and reader, as a task that any process may do. No register, no clock, no order.

``FileReader.do`` never raises for what a file holds: one that cannot be opened, or breaks the reader, gives a ``FileReading``
that says so in one line. What it returns can be sent to another process, and depends on the file's bytes and name, the reader and
the places alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from fallow.core.errors import FallowError
from fallow.evidence.archive.cache import ReadingCache, reader_key
from fallow.evidence.archive.refusal import Refusal
from fallow.evidence.capture.door import open_bytes
from fallow.evidence.capture.extractor import Extractor
from fallow.evidence.capture.limits import read_within, reader_broke
from fallow.evidence.lookup.current import current_tables, reading_by
from fallow.evidence.reading.places import Gazetteer
from fallow.evidence.reading.reader import ReadDocument, read_document


@dataclass(frozen=True, slots=True)
class FileReading:
    """One file read: its documents (one, an archive's many, or none of a picture), or why it was refused.

    ``cached`` is true where an earlier run had read it.
    """

    path: str
    documents: tuple[ReadDocument, ...] = ()
    refusal: Refusal | None = None
    cached: bool = False


class FileReader:
    """Reads files one after the other with one table of places and one cache. Can be sent to another process.

    ``key`` names the rules, tables and libraries by which it reads. A context manager, as it may hold a worker for HTML and PDF.
    """

    def __init__(self, places: Gazetteer | None = None, cache: ReadingCache | None = None) -> None:
        self._places, self._cache = places, cache
        self._tables = current_tables()  # sent along: another process starts with what ships
        self._extractor = Extractor()
        self.key = reader_key(places)

    def __enter__(self) -> FileReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self._extractor.close()

    def own_key(self) -> str:
        """Return the key that this process would give: another than ``key`` where the reader came from another Fallow."""
        with reading_by(self._tables):
            return reader_key(self._places)

    def do(self, path: str) -> FileReading:
        """Read one file; whatever goes wrong is the reading's ``refusal``."""
        try:
            data = read_within(Path(path))
            known = self._cache.get(self.key, path, data) if self._cache is not None else None
            if known is not None:
                return FileReading(path, known, cached=True)
            with reading_by(self._tables):
                documents = tuple(read_document(text, name, self._places) for name, text in self._texts(path, data))
        except FallowError as error:
            return FileReading(path, refusal=Refusal.of(error))
        except Exception as error:  # noqa: BLE001 - whatever a stranger's file breaks, the others are read all the same
            return FileReading(path, refusal=Refusal.of(reader_broke(path, f"{type(error).__name__}: {error}")))
        if self._cache is not None:
            self._cache.put(self.key, path, data, documents)
        return FileReading(path, documents)

    def lost(self, path: str) -> FileReading:
        """Return what stands for a file whose process ended."""
        return FileReading(
            path, refusal=Refusal.of(reader_broke(path, "the process that read it ended without a word"))
        )

    def _texts(self, path: str, data: bytes) -> Sequence[tuple[str, bytes]]:
        """Name and UTF-8 text of a file and of its parts; a file that is one text goes by its path."""
        opened = open_bytes(Path(path).name, data, self._extractor, shown=path)
        pairs = opened.readable()
        return [(path, pairs[0][1])] if len(pairs) == 1 and not opened.parts else pairs
