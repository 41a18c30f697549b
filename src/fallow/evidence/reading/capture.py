"""Capture: documents into a register, bytes first, then what was read in them.

One transaction a file: its bytes by digest, a ``document`` entry (name, digest, how and when obtained) and a ``reading``
entry (reader, version, the contract's object for this document). The same bytes read by the same reader with the same places
again add nothing; a newer reader adds a new reading beside the old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fallow.core.errors import InputError
from fallow.core.ids import digest
from fallow.evidence.reading.families import default_families
from fallow.evidence.reading.parse import to_body
from fallow.evidence.reading.places import Gazetteer
from fallow.evidence.reading.reader import READER_NAME, READER_VERSION, read_document
from fallow.register import Draft, Entry, Register, stamp

LARGEST_BYTES = 20_000_000
"""A larger file is refused: it is no page of text."""


def read_bytes(path: Path) -> bytes:
    """Return a document's bytes; raise ``InputError`` (``not-readable``, ``too-large``, ``not-text``)."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_BYTES else b""
    except OSError as error:
        raise InputError(
            kind="not-readable", expected="a text file", found=f"{path}: {error.strerror}", do="check the path"
        ) from error
    if size > LARGEST_BYTES:
        raise InputError(
            kind="too-large",
            expected=f"a document of at most {LARGEST_BYTES} bytes",
            found=f"{path} of {size} bytes",
            do="give the text of one page a file",
        )
    for magic, name in (
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a zip or an office document"),
        (b"\xff\xfe", "UTF-16 text"),
        (b"\xfe\xff", "UTF-16 text"),
    ):
        if data.startswith(magic):
            raise InputError(
                kind="not-text",
                expected="plain text in UTF-8",
                found=f"{name} in {path}",
                do="save the text of the page as UTF-8 first",
            )
    return data


def capture_documents(
    register: Register,
    paths: Iterable[Path],
    now: datetime,
    known_since: date | None = None,
    places: Gazetteer | None = None,
) -> list[Entry]:
    """Append what is new of each file and return the new entries, in order. Nothing of a file is there unless all of it is."""
    documents = {str(entry.body["sha256"]): entry for entry in register.entries("document")}
    readings = {
        (str(entry.body["document"]), _reader_key(entry.body["reader"])) for entry in register.entries("reading")
    }
    reader = reader_of(places)
    appended: list[Entry] = []
    for path in paths:
        data = read_bytes(path)
        known = documents.get(digest(data))
        if known is not None and (known.id, _reader_key(reader)) in readings:
            continue
        entries = _append(register, path.name, data, known, reader, now, known_since, places)
        documents[digest(data)] = known or entries[0]
        readings.add((documents[digest(data)].id, _reader_key(reader)))
        appended += entries
    return appended


def reader_of(places: Gazetteer | None) -> dict[str, Any]:
    """Return what names the reader: name, version, tables, and the digest of the table of places where one was given."""
    where = "towns" if places is None else getattr(places, "sha256", None) or "none"
    return {"name": READER_NAME, "version": READER_VERSION, "families": default_families().version, "places": where}


def _append(
    register: Register,
    name: str,
    data: bytes,
    known: Entry | None,
    reader: dict[str, Any],
    now: datetime,
    known_since: date | None,
    places: Gazetteer | None,
) -> list[Entry]:
    document = read_document(data, name, places)
    reading = document.reading
    entries: list[Entry] = []
    with register.transaction(now) as tx:
        if known is None:
            body = {
                "name": name,
                "sha256": tx.put_blob(data),
                "bytes": len(data),
                "chars": reading.chars,
                "published": None if reading.published is None else reading.published.to_json(),
                "outlet": None if reading.outlet is None else reading.outlet.to_json(),
                "obtained": {"how": "file given to fallow read", "at": stamp(now)},
            }
            known = tx.append(Draft("document", body, known_since))
            entries.append(known)
        entries.append(
            tx.append(
                Draft("reading", {"document": known.id, "reader": reader, "result": to_body(document)}, known_since)
            )
        )
    return entries


def _reader_key(reader: Any) -> Sequence[str]:
    return tuple(str(reader.get(key)) for key in ("name", "version", "families", "places"))
