"""Prepared: a file opened and read ahead of its keeping, perhaps by another process, so that only the writing is left to do.

``FilePreparer`` is the task; what it prepares is what ``Keeper`` would have found itself, so a register holds the same whoever
prepared. Where anything is wrong with a file nothing is prepared, and the keeper meets the fault and tells of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fallow.core.errors import FallowError
from fallow.core.ids import digest
from fallow.evidence.capture.door import open_bytes
from fallow.evidence.capture.extractor import Extractor
from fallow.evidence.capture.limits import read_within, reader_broke
from fallow.evidence.capture.opened import Opened
from fallow.evidence.lookup.current import current_tables, reading_by
from fallow.evidence.reading.places import Gazetteer
from fallow.evidence.reading.reader import ReadDocument, read_document
from fallow.evidence.reading.result import Dated

Text = tuple[str, str, Dated | None]
"""What a reading in a register depends on: the digest of the text, its name, and the day that its markup gave."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as the door opened it (``sha256`` is that of its bytes), and the readings of its texts."""

    path: str
    sha256: str
    opened: Opened | None = None
    readings: Mapping[Text, ReadDocument] = field(default_factory=dict)


class FilePreparer:
    """Prepares files, one after the other, with one table of places. Can be sent to another process."""

    def __init__(self, places: Gazetteer | None, captured: date) -> None:
        self._places, self._captured = places, captured
        self._tables = current_tables()  # sent along: another process starts with what ships
        self._extractor = Extractor()

    def do(self, path: str) -> Prepared:
        """Open and read one file; a file that cannot be opened or breaks the reader is left to the keeper."""
        try:
            data = read_within(Path(path))
            opened = open_bytes(Path(path).name, data, self._extractor, self._captured, shown=path)
            with reading_by(self._tables):
                return Prepared(path, digest(data), opened, self._readings(opened))
        except Exception:  # noqa: BLE001 - the keeper meets it again, where it can be told
            return self.lost(path)

    def lost(self, path: str) -> Prepared:
        """Return what stands for a file of which nothing could be prepared."""
        return Prepared(path, "")

    def _readings(self, opened: Opened) -> dict[Text, ReadDocument]:
        found: dict[Text, ReadDocument] = {}
        if opened.is_text:
            found |= self._one(opened.data, opened.name, None)
        elif opened.extract is not None:
            found |= self._one(opened.extract.text.encode("utf-8"), opened.name, opened.extract.published)
        for part in opened.parts:
            found |= self._readings(part)
        return found

    def _one(self, content: bytes, name: str, dated: Dated | None) -> dict[Text, ReadDocument]:
        return {(digest(content), name, dated): read_dated(content, name, self._places, dated)}


def read_dated(content: bytes, name: str, places: Gazetteer | None, dated: Dated | None) -> ReadDocument:
    """Read a text; the day that the markup gave the page, where there is one, is its day of publication.

    Raises ``InputError`` (``reader-broke``) for a text that breaks the reader: one file of many must not stop the others.
    """
    try:
        return read_document(content, name, places, published=dated)
    except FallowError:
        raise
    except Exception as error:
        raise reader_broke(name, f"{type(error).__name__}: {error}") from error
