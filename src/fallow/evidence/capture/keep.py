"""Keep: what capture opened goes into a register, one transaction a file, bytes first; nothing of a file unless all of it.

Entries of one file: ``document`` for its bytes; ``document`` for the text extracted from it (``derived_from``), to which the
offsets of every reading refer; ``document`` for each part (``part_of``); ``reading`` for every text. The same bytes again add
nothing; a newer reader reads the kept text anew and adds a reading beside the old one. A newer extractor changes nothing that
is kept. Who captured is the author of the entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from fallow.core.errors import FallowError, InputError
from fallow.core.ids import digest
from fallow.evidence.capture.door import open_bytes
from fallow.evidence.capture.extractor import Extractor
from fallow.evidence.capture.limits import read_within
from fallow.evidence.capture.opened import Extract, Opened
from fallow.evidence.capture.prepared import Prepared, Text, read_dated
from fallow.evidence.reading.days import full_dates
from fallow.evidence.reading.families import default_families
from fallow.evidence.reading.parse import to_body
from fallow.evidence.reading.places import Gazetteer
from fallow.evidence.reading.reader import READER_NAME, READER_VERSION, ReadDocument, decode
from fallow.evidence.reading.result import Dated
from fallow.evidence.reading.syntax import parser_name
from fallow.register import Draft, Entry, Register, stamp
from fallow.register.transaction import Transaction

_MOST_PRINTED = 40


@dataclass(frozen=True, slots=True)
class Obtained:
    """How the files of one capture were come by, in the words of whoever captures; ``url`` is text, never fetched."""

    how: str = "file given to fallow read"
    url: str | None = None

    def to_json(self, now: datetime) -> dict[str, Any]:
        """Return it as an entry says it; an address that nobody gave is left out."""
        found: dict[str, Any] = {"how": self.how, "at": stamp(now)}
        return found if self.url is None else {**found, "url": self.url}


FROM_A_FILE = Obtained()
"""A file that was simply given."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: ``kept``, ``read_again`` (by a newer reader), ``known`` or ``refused`` (``error`` says why)."""

    path: Path
    outcome: str
    entries: tuple[Entry, ...] = ()
    error: FallowError | None = None
    told: tuple[str, ...] = ()


@dataclass(slots=True)
class Shelf:
    """What the register already holds of documents and readings, kept up to date while files are captured."""

    roots: dict[str, Entry] = field(default_factory=dict)
    children: dict[str, list[Entry]] = field(default_factory=dict)
    readings: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    newest: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def read_by(self, document: str, key: tuple[str, ...]) -> bool:
        """Whether a document was read by this reader, and by no reader since whose tables alone are others.

        A row that was put into a table and withdrawn leaves a newer reading by tables that hold no longer: that asks for another.
        """
        last = self.newest.get(document, key)
        return (document, key) in self.readings and (last == key or _but_tables(last) != _but_tables(key))

    def add(self, entry: Entry) -> None:
        """Take note of an entry of kind ``document`` or ``reading``."""
        body = entry.body
        if entry.kind == "reading":
            self.readings.add((str(body["document"]), _reader_key(body["reader"])))
            self.newest[str(body["document"])] = _reader_key(body["reader"])
            return
        parent = body.get("derived_from") or body.get("part_of")
        if parent is None:
            self.roots.setdefault(str(body["sha256"]), entry)
        else:
            self.children.setdefault(str(parent), []).append(entry)

    def under(self, entry: Entry) -> list[Entry]:
        """Return a document and all documents derived from it or part of it."""
        return [entry] + [one for child in self.children.get(entry.id, []) for one in self.under(child)]


def shelf_of(register: Register) -> Shelf:
    """Return what the register holds of documents and readings."""
    shelf = Shelf()
    for kind in ("document", "reading"):
        for entry in register.entries(kind):
            shelf.add(entry)
    return shelf


def capture_documents(
    register: Register,
    paths: Iterable[Path],
    now: datetime,
    known_since: date | None = None,
    places: Gazetteer | None = None,
    obtained: Obtained = FROM_A_FILE,
) -> list[Entry]:
    """Append what is new of each file and return the new entries, in order; stop at the first file that cannot be kept."""
    appended: list[Entry] = []
    with Keeper(register, now, known_since, places, obtained) as keeper:
        for path in paths:
            appended += keeper.keep(path).entries
    return appended


def capture_files(
    register: Register,
    paths: Iterable[Path],
    now: datetime,
    known_since: date | None = None,
    places: Gazetteer | None = None,
    obtained: Obtained = FROM_A_FILE,
    on_file: Callable[[Outcome], None] | None = None,
    extractor: Extractor | None = None,
    prepared: Iterator[Prepared] | None = None,
) -> list[Outcome]:
    """Keep every file that can be kept and say of every other why not; ``on_file`` is called after each.

    Resumable: what an earlier, interrupted run kept is ``known`` at once, by its digest. Rarely needed: ``extractor``, one that
    is already warm, which stays open; ``prepared``, files of ``paths`` opened and read ahead, in the same order.
    """
    outcomes: list[Outcome] = []
    with Keeper(register, now, known_since, places, obtained, extractor) as keeper:
        ahead = next(prepared, None) if prepared is not None else None
        for path in paths:
            mine = ahead if ahead is not None and ahead.path == str(path) else None
            outcome = _kept_or_refused(keeper, path, mine)
            if mine is not None and prepared is not None:
                ahead = next(prepared, None)
            outcomes.append(outcome)
            if on_file is not None:
                on_file(outcome)
    return outcomes


def _kept_or_refused(keeper: Keeper, path: Path, prepared: Prepared | None) -> Outcome:
    try:
        return keeper.keep(path, prepared)
    except InputError as error:
        return Outcome(path, "refused", error=error)


def new_files(register: Register, paths: Iterable[Path]) -> list[Path]:
    """Return the files whose bytes the register does not hold, without opening or writing any: what a dry run tells.

    Raises ``InputError`` (``not-readable``, ``too-large``).
    """
    held = shelf_of(register).roots
    return [path for path in paths if digest(read_within(path)) not in held]


class Keeper:
    """Keeps files in one register with one reader; a context manager, because it may hold a worker process."""

    def __init__(
        self,
        register: Register,
        now: datetime,
        known_since: date | None = None,
        places: Gazetteer | None = None,
        obtained: Obtained = FROM_A_FILE,
        extractor: Extractor | None = None,
    ) -> None:
        self._register, self._now, self._known_since, self._places = register, now, known_since, places
        self._obtained = obtained
        self._reader = reader_of(places)
        self._shelf = shelf_of(register)
        self._extractor = extractor or Extractor()
        self._own = extractor is None
        self._ahead: Mapping[Text, ReadDocument] = {}

    def __enter__(self) -> Keeper:
        return self

    def __exit__(self, *_: object) -> None:
        if self._own:
            self._extractor.close()

    def keep(self, path: Path, prepared: Prepared | None = None) -> Outcome:
        """Keep one file in one transaction; raises ``InputError`` and leaves no trace where it cannot be kept whole.

        What was ``prepared`` of other bytes than the file now holds is not used.
        """
        data = read_within(path)
        known = self._shelf.roots.get(digest(data))
        if known is not None:
            return self._again(path, known)
        fits = prepared is not None and prepared.sha256 == digest(data)
        opened, self._ahead = (prepared.opened, prepared.readings) if prepared is not None and fits else (None, {})
        if opened is None:
            opened = open_bytes(path.name, data, self._extractor, self._now.date(), shown=str(path))
        with self._register.transaction(self._now) as tx:
            entries = self._document(tx, opened, {}, self._obtained.to_json(self._now))
        for entry in entries:
            self._shelf.add(entry)
        return Outcome(path, "kept", tuple(entries), told=_told(opened))

    def _again(self, path: Path, known: Entry) -> Outcome:
        key = _reader_key(self._reader)
        waiting = [
            one for one in self._shelf.under(known) if "chars" in one.body and not self._shelf.read_by(one.id, key)
        ]
        if not waiting:
            return Outcome(path, "known")
        with self._register.transaction(self._now) as tx:
            entries = [self._reading(tx, one.id, self._read_kept(one)) for one in waiting]
        for entry in entries:
            self._shelf.add(entry)
        return Outcome(path, "read_again", tuple(entries))

    def _read_kept(self, entry: Entry) -> ReadDocument:
        published = entry.body.get("published")
        dated = Dated(published["date"], published["basis"]) if published and "derived_from" in entry.body else None
        content = self._register.blob(str(entry.body["sha256"]))
        return read_dated(content, str(entry.body["name"]), self._places, dated)

    def _document(self, tx: Transaction, opened: Opened, link: dict[str, Any], obtained: dict[str, Any]) -> list[Entry]:
        """Append a document, its text, its readings and its parts."""
        body = {"name": opened.name, "sha256": tx.put_blob(opened.data), "bytes": len(opened.data), **link}
        if opened.is_text:
            return self._text(tx, {**body, "obtained": obtained}, opened.data, None) + self._parts(tx, opened, None)
        body |= {"media": opened.media, "text": _says(opened), "obtained": obtained}
        if opened.left_out:
            body["left_out"] = list(opened.left_out)
        document = tx.append(Draft("document", body, self._known_since))
        entries = [document]
        if opened.extract is not None:
            entries += self._extracted(tx, opened, opened.extract, document)
        return entries + self._parts(tx, opened, document)

    def _parts(self, tx: Transaction, opened: Opened, document: Entry | None) -> list[Entry]:
        found: list[Entry] = []
        for part in opened.parts if document is not None else ():
            obtained: dict[str, Any] = {"how": f"part of {opened.name}", "at": stamp(self._now)}
            obtained |= {key: value for key, value in (("url", part.url), ("fetched_at", part.fetched_at)) if value}
            found += self._document(tx, part, {"part_of": document.id if document else None}, obtained)
        return found

    def _extracted(self, tx: Transaction, opened: Opened, extract: Extract, document: Entry) -> list[Entry]:
        content = extract.text.encode("utf-8")
        body = {
            "name": opened.name,
            "sha256": tx.put_blob(content),
            "bytes": len(content),
            "derived_from": document.id,
            "derivation": extract.derivation(),
            "obtained": {"how": f"text extracted by {extract.tool} {extract.version}", "at": stamp(self._now)},
        }
        return self._text(tx, body, content, extract.published, extract.front_chars)

    def _text(
        self, tx: Transaction, body: dict[str, Any], content: bytes, dated: Dated | None, front: int | None = None
    ) -> list[Entry]:
        name = str(body["name"])
        document = self._ahead.get((digest(content), name, dated)) or read_dated(content, name, self._places, dated)
        reading = document.reading
        whole = {
            **body,
            "chars": reading.chars,
            "published": None if reading.published is None else reading.published.to_json(),
            "outlet": None if reading.outlet is None else reading.outlet.to_json(),
        }
        if front is not None:
            whole["printed_dates"] = printed_dates(document.text, front)
        entry = tx.append(Draft("document", whole, self._known_since))
        return [entry, self._reading(tx, entry.id, document)]

    def _reading(self, tx: Transaction, document: str, read: ReadDocument) -> Entry:
        body = {"document": document, "reader": self._reader, "result": to_body(read)}
        return tx.append(Draft("reading", body, self._known_since))


def printed_dates(text: str, front_chars: int) -> list[dict[str, Any]]:
    """Return the full dates printed in a text after its front, with their offsets; the first forty."""
    found = islice(full_dates(text, front_chars, len(text)), _MOST_PRINTED)
    return [{"date": day.isoformat(), "start": span.start, "end": span.end} for span, day in found]


def reader_of(places: Gazetteer | None) -> dict[str, Any]:
    """Return what names the reader: name, version, tables, and the digest of the table of places where one was given."""
    where = "towns" if places is None else getattr(places, "sha256", None) or "none"
    return {
        "name": READER_NAME,
        "version": READER_VERSION,
        "families": default_families().version,
        "places": where,
        "parser": parser_name(),
    }


def _says(opened: Opened) -> str:
    if opened.extract is not None:
        return "extracted: see the document derived from this one, to which offsets refer"
    return f"none: {opened.why_no_text}"


def _told(opened: Opened) -> tuple[str, ...]:
    own = [f"{opened.name}: {opened.why_no_text}"] if opened.why_no_text and not opened.parts else []
    own += [f"{opened.name}: {words}" for words in opened.left_out]
    broken = decode(opened.data).count("\ufffd") if opened.is_text else 0
    own += [f"{opened.name}: {broken} characters were not UTF-8 and are shown as U+FFFD"] if broken else []
    return tuple(own) + tuple(words for part in opened.parts for words in _told(part))


def _but_tables(key: tuple[str, ...]) -> tuple[str, ...]:
    return (*key[:2], *key[3:])  # the third part is the version of the tables


def _reader_key(reader: Any) -> tuple[str, ...]:
    return tuple(str(reader.get(key)) for key in ("name", "version", "families", "places"))
