"""Row claims: every row of the newest file of each source as one claim, as known at a moment.

The claim's id is made of the source and the row's key, so it stays through corrections and does not depend on the order of
imports. Links never leave the entry; running text stands only under ``fields["private"]``, which nothing publishes. Flags are
the row's own and those of its history in earlier files: a position once moved stays a position once moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fallow.core.ids import digest
from fallow.evidence.claim import Claim, Modality, Polarity
from fallow.evidence.difference import StoredRow, pair_rows
from fallow.evidence.flag import Flag
from fallow.evidence.flags import table_flags
from fallow.evidence.gazetteer import Gazetteer, gazetteer_if_installed
from fallow.evidence.mapping import ClaimRule, Mapping
from fallow.evidence.movements import movement_flags
from fallow.evidence.readrow import ReadRow
from fallow.evidence.readtable import ReadTable, read_table
from fallow.evidence.shelf import Shelf, Snapshot
from fallow.register import Register

_NOT_ON_CLAIMS = ("vanished",)


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row of the newest file of its source: where it is stored, how it reads, and its doubts.

    ``known_at`` is when a file first said of it what the newest says.
    """

    source: str
    key: str
    stored: StoredRow
    read: ReadRow
    flags: tuple[str, ...]
    known_at: datetime
    snapshot: Snapshot


def row_claims(
    register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> list[Claim]:
    """One claim for each row listed then, by source and key; a row without a place is a claim without a place."""
    return [_claim(row) for row in listed_rows(register, as_known, as_recorded)]


def listed_rows(
    register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> list[ListedRow]:
    """Every row that the newest file of its source lists, as known or recorded then, by source and key."""
    rows: list[ListedRow] = []
    for snapshots in Shelf(register).snapshots(as_known=as_known, as_recorded=as_recorded).values():
        rows.extend(_listed(snapshots, gazetteer_if_installed()))
    return rows


def listing_flags(
    register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> Iterator[tuple[Snapshot, list[Flag]]]:
    """Every file as known then, with its flags by itself and beside the file before it by known time."""
    gazetteer = gazetteer_if_installed()
    for snapshots in Shelf(register).snapshots(as_known=as_known, as_recorded=as_recorded).values():
        before: ReadTable | None = None
        for snapshot in snapshots:
            table = _read(snapshot)
            moved = movement_flags(before, table) if before else []
            yield snapshot, [*table_flags(table, gazetteer), *moved]
            before = table


def _read(snapshot: Snapshot) -> ReadTable:
    return read_table(snapshot.rows, snapshot.mapping, snapshot.newest.crs, snapshot.known_at.date())


@dataclass(slots=True)
class _Known:
    """What the files so far say of one row: since when it says what it says, and the doubts of its history."""

    since: datetime
    kinds: set[str]


def _listed(snapshots: list[Snapshot], gazetteer: Gazetteer | None) -> Iterator[ListedRow]:
    before, known = _read(snapshots[0]), [_Known(snapshots[0].known_at, set()) for _ in snapshots[0].rows]
    for snapshot in snapshots[1:]:
        table = _read(snapshot)
        known = _carried(before, table, known, snapshot.known_at)
        before = table
    own: dict[str, set[str]] = defaultdict(set)
    _note(own, table_flags(before, gazetteer))
    newest = snapshots[-1]
    for at in sorted(range(len(before.keys)), key=before.keys.__getitem__):
        key = before.keys[at]
        flags = tuple(sorted(known[at].kinds | own.get(key, set())))
        yield ListedRow(newest.source, key, before.rows[at], before.reads[at], flags, known[at].since, newest)


def _carried(before: ReadTable, after: ReadTable, known: list[_Known], known_at: datetime) -> list[_Known]:
    matched = pair_rows(before.rows, after.rows, after.id_column)
    moved: dict[str, set[str]] = defaultdict(set)
    _note(moved, movement_flags(before, after, matched))
    result = []
    for at, old in enumerate(matched):
        kinds = moved.get(after.keys[at], set())
        if old is None:
            result.append(_Known(known_at, kinds))
        else:
            same = before.rows[old].same_content(after.rows[at])
            result.append(_Known(known[old].since if same else known_at, known[old].kinds | kinds))
    return result


def _note(kinds: dict[str, set[str]], flags: list[Flag]) -> None:
    for flag in flags:
        if flag.kind not in _NOT_ON_CLAIMS:
            for key in flag.keys:
                kinds[key].add(flag.kind)


def _claim(row: ListedRow) -> Claim:
    mapping, read = row.snapshot.mapping, row.read
    rule = _rule(mapping, read)
    identity = f"{row.source}\n{row.key}"
    return Claim(
        id=f"r-{digest(identity.encode())[:20]}",
        kind=rule.kind,
        polarity=Polarity.AFFIRM,
        modality=Modality.ASSERTED,
        basis=rule.basis,
        entry_id=row.stored.entry_id,
        source=row.source,
        known_at=row.known_at,
        authority=mapping.authority,
        origin=f"{row.source}#{row.key}",
        place=read.place,
        when=read.when,
        munition=read.munition,
        flags=row.flags,
        labels=read.labels,
        fields=_fields(row),
    )


def _rule(mapping: Mapping, read: ReadRow) -> ClaimRule:
    labelled = [rule for rule in mapping.claims if rule.label in read.labels]
    return labelled[0] if labelled else next(rule for rule in mapping.claims if rule.label is None)


def _fields(row: ListedRow) -> dict[str, Any]:
    private = {
        name: text
        for name, text in (("location", row.read.location), ("description", row.read.description))
        if text is not None
    }
    shift = {"datum_shift": row.read.shift.to_json()} if row.read.shift else {}
    return {"key": row.key, "counts": dict(row.read.counts), "private": private} | shift
