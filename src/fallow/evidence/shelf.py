"""Shelf: the listings of a register put back together. What each imported file said, at any moment asked for.

A listing is stored as a difference from its base, the listing of the same source that came just before it by known time
when it was imported. Putting it together again needs its own entries and its base's, nothing else, so a file imported
later between two others changes neither. Listings of the same bytes are one snapshot: the first holds the rows, later ones
restate since when it was known, or how it is read. Snapshots of a source stand in the order of known time.

Nothing here depends on the order of imports, except where two different files of a source claim the same day: then the one
recorded later counts as the later one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from fallow.core.errors import IntegrityError
from fallow.core.ids import short
from fallow.evidence.difference import StoredRow
from fallow.evidence.mapping import Mapping
from fallow.evidence.mapping_parse import parse_mapping
from fallow.register import Entry, Register, standing


@dataclass(frozen=True, slots=True)
class Listing:
    """A ``listing`` entry, parsed. ``known_at`` is claimed or recorded; ``crs`` is the file's own frame, if it has one."""

    entry_id: str
    source: str
    sha256: str
    file_name: str
    base: str | None
    mapping: Mapping
    crs: str | None
    columns: tuple[str, ...]
    known_at: datetime
    recorded_at: datetime
    seq: int
    known_since: str | None

    @property
    def recording(self) -> tuple[datetime, int, str]:
        """What listings are sorted by where the order of recording decides; one author's own numbers settle equal times."""
        return (self.recorded_at, self.seq, self.entry_id)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one file of a source said: its rows, read by the newest mapping stated for it.

    ``first`` is the listing that brought the rows, ``newest`` the one whose mapping counts. ``known_at`` is the earliest
    moment that any standing listing of the bytes gives, ``stated`` every claimed date among them.
    """

    source: str
    first: Listing
    newest: Listing
    known_at: datetime
    rows: tuple[StoredRow, ...]
    stated: tuple[str, ...] = ()

    @property
    def mapping(self) -> Mapping:
        """How the rows are read."""
        return self.newest.mapping

    @property
    def order(self) -> tuple[datetime, datetime, int, str]:
        """What snapshots of a source are sorted by."""
        return (self.known_at, *self.first.recording)


def parse_listing(entry: Entry) -> Listing:
    """Read a ``listing`` entry; raises ``IntegrityError`` (``bad-listing``) where its body is not one."""
    body = entry.body
    try:
        return Listing(
            entry_id=entry.id,
            source=str(body["source"]),
            sha256=str(body["file"]["sha256"]),
            file_name=str(body["file"].get("name", "")),
            base=body.get("base"),
            mapping=parse_mapping(body["mapping"]),
            crs=body.get("crs"),
            columns=tuple(body.get("columns") or ()),
            known_at=entry.known_at,
            recorded_at=entry.recorded_at,
            seq=entry.seq,
            known_since=entry.known_since.isoformat() if entry.known_since else None,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise IntegrityError(
            kind="bad-listing",
            expected=f"a listing with source, file, mapping in {short(entry.id)}",
            found=f"{type(error).__name__}: {error}",
            do="withdraw that entry, or correct it",
        ) from error


class Shelf:
    """Every listing and row entry of a register, in memory, and views of them.

    Holds all rows at once: about 4 KB a row. ``read`` takes the register as it is; ``add`` keeps up with an import.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._listings: dict[str, Entry] = {}
        self._own: dict[str, list[tuple[str | None, StoredRow | None]]] = defaultdict(list)
        self._folded: dict[str, tuple[StoredRow, ...]] = {}
        for kind in ("listing", "row"):
            for entry in register.entries(kind):
                self.add(entry)

    def add(self, entry: Entry) -> None:
        """Take up a ``listing`` or ``row`` entry."""
        if entry.kind == "listing":
            self._listings[entry.id] = replace(entry, raw=b"")
            return
        body = entry.body
        stored = None
        if body["row"] is not None:
            number, notes = body.get("number"), tuple(body.get("notes") or ())
            stored = StoredRow(entry.id, number, body["row"], body.get("geometry"), notes)
        self._own[body["listing"]].append((body.get("corrects"), stored))

    def rows(self, listing_id: str) -> tuple[StoredRow, ...]:
        """Every row of a listing as its file had it; amendments are not applied here."""
        chain = []
        at: str | None = listing_id
        while at is not None and at not in self._folded:
            if at not in self._listings or at in chain:
                raise IntegrityError(
                    kind="missing-base",
                    expected=f"the listing {short(at)} on which {short(listing_id)} builds",
                    found="none in this register" if at not in self._listings else "a circle",
                    do="merge the copy of the register that holds it",
                )
            chain.append(at)
            at = self._listings[at].body.get("base")
        for one in reversed(chain):
            base = self._listings[one].body.get("base")
            self._folded[one] = self._fold(one, self._folded[base] if base is not None else ())
        return self._folded[listing_id]

    def _fold(self, listing_id: str, base: tuple[StoredRow, ...]) -> tuple[StoredRow, ...]:
        own = self._own.get(listing_id, [])
        if not own:
            return base
        gone = {corrects for corrects, _ in own if corrects is not None}
        kept = [row for row in base if row.entry_id not in gone]
        return (*kept, *(row for _, row in own if row is not None))

    def snapshots(
        self, *, as_known: datetime | None = None, as_recorded: datetime | None = None
    ) -> dict[str, list[Snapshot]]:
        """The snapshots of each source as known or recorded then, oldest first; corrections and withdrawals applied."""
        amendments = [
            entry
            for kind in ("correction", "withdrawal")
            for entry in self._register.entries(kind, as_known=as_known, as_recorded=as_recorded)
        ]
        groups: dict[tuple[str, str], list[Listing]] = defaultdict(list)
        for entry in standing(self._visible(as_known, as_recorded), amendments):
            listing = parse_listing(entry)
            groups[(listing.source, listing.sha256)].append(listing)
        amended = self._amended_rows(amendments)
        result: dict[str, list[Snapshot]] = defaultdict(list)
        for (source, _), listings in groups.items():
            result[source].append(self._snapshot(source, listings, amended))
        return {source: sorted(result[source], key=lambda snapshot: snapshot.order) for source in sorted(result)}

    def source_of(self, sha256: str) -> str | None:
        """The data set as which a file of these bytes stands in the register, ``None`` where there is none."""
        for source, snapshots in self.snapshots().items():
            if any(snapshot.first.sha256 == sha256 for snapshot in snapshots):
                return source
        return None

    def _visible(self, as_known: datetime | None, as_recorded: datetime | None) -> Iterator[Entry]:
        for entry in self._listings.values():
            if (as_known is None or entry.known_at <= as_known) and (
                as_recorded is None or entry.recorded_at <= as_recorded
            ):
                yield entry

    def _snapshot(self, source: str, listings: list[Listing], amended: dict[str, Entry | None]) -> Snapshot:
        by_record = sorted(listings, key=lambda listing: listing.recording)
        rows = self.rows(by_record[0].entry_id)
        if amended:
            rows = tuple(_apply(rows, amended))
        known_at = min(listing.known_at for listing in listings)
        stated = sorted({listing.known_since for listing in listings if listing.known_since})
        return Snapshot(source, by_record[0], by_record[-1], known_at, rows, tuple(stated))

    def _amended_rows(self, amendments: list[Entry]) -> dict[str, Entry | None]:
        targets = {str(entry.body["of"]) for entry in amendments}
        named = [row.entry_id for own in self._own.values() for _, row in own if row and row.entry_id in targets]
        if not named:
            return {}
        stands = {entry.id: entry for entry in standing([self._register.get(one) for one in named], amendments)}
        return {one: stands.get(one) for one in named}


def _apply(rows: Iterable[StoredRow], amended: dict[str, Entry | None]) -> Iterator[StoredRow]:
    for row in rows:
        if row.entry_id not in amended:
            yield row
            continue
        entry = amended[row.entry_id]
        if entry is not None and entry.body["row"] is not None:
            body = entry.body
            yield replace(row, fields=body["row"], geometry_source=body.get("geometry"))
