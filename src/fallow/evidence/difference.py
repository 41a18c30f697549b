"""Difference: what a file says beside the file before it: listed, corrected, no longer listed, or the same.

Rows are matched by key first. What is left under one id of the source (an id that is used twice now, or was before) is
paired by likeness, most fields in common first; only then is a row new or gone. Pure: no register, no clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fallow.evidence.columns import ColumnPath
from fallow.evidence.rowkeys import likeness, row_ids, row_keys
from fallow.formats.table import Row

LISTED, CORRECTED, NO_LONGER_LISTED = "listed", "corrected", "no_longer_listed"

_MOST_OFFERS = 10_000


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as the register holds it: ``entry_id`` is the entry that last said something about it.

    ``number`` is the row's number in the file that this entry came from.
    """

    entry_id: str
    number: int | None
    fields: dict[str, Any]
    geometry_source: Any = None
    notes: tuple[str, ...] = ()

    def same_content(self, row: Row | StoredRow) -> bool:
        """True where the other row has the same fields and geometry."""
        return self is row or (self.fields == row.fields and self.geometry_source == row.geometry_source)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``row`` is ``None`` where the row is no longer listed, ``before`` where it is new."""

    change: str
    key: str
    row: Row | None
    before: StoredRow | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The changes in the order of the file (gone rows last, by key) and how many rows are as they were."""

    changes: tuple[Change, ...]
    unchanged: int

    def count(self, change: str) -> int:
        """How many changes are of one sort."""
        return sum(1 for one in self.changes if one.change == change)


def difference(base: Sequence[StoredRow], rows: Sequence[Row], id_column: ColumnPath | None) -> Difference:
    """Compare a file's rows with the rows of the file before it, under one id column."""
    pairs = pair_rows(base, rows, id_column)
    changes: list[Change] = []
    unchanged, used = 0, set()
    for row, key, before in zip(rows, row_keys(rows, id_column), pairs, strict=True):
        if before is None:
            changes.append(Change(LISTED, key, row, None))
            continue
        stored = base[before]
        used.add(before)
        if stored.same_content(row):
            unchanged += 1
        else:
            changes.append(Change(CORRECTED, key, row, stored))
    keys = row_keys(base, id_column)
    gone = sorted((keys[at], at) for at in range(len(base)) if at not in used)
    changes.extend(Change(NO_LONGER_LISTED, key, None, base[at]) for key, at in gone)
    return Difference(tuple(changes), unchanged)


def pair_rows(
    base: Sequence[StoredRow], rows: Sequence[Row] | Sequence[StoredRow], id_column: ColumnPath | None
) -> list[int | None]:
    """For each row, which row of ``base`` it was, by position; ``None`` for a new one. No base row is used twice."""
    old_keys, new_keys = row_keys(base, id_column), row_keys(rows, id_column)
    at_key = {key: at for at, key in enumerate(old_keys)}
    pairs = [at_key.get(key) for key in new_keys]
    used = {at for at in pairs if at is not None}
    new_ids, old_ids = row_ids(rows, id_column), row_ids(base, id_column)
    free_new, free_old = defaultdict(list), defaultdict(list)
    for at, identifier in enumerate(new_ids):
        if pairs[at] is None and identifier is not None:
            free_new[identifier].append(at)
    for at, identifier in enumerate(old_ids):
        if at not in used and identifier is not None and identifier in free_new:
            free_old[identifier].append(at)
    for identifier, olds in free_old.items():
        news = free_new[identifier]
        if len(news) * len(olds) > _MOST_OFFERS:
            continue  # a column with one value for all rows is no id column; pairing by likeness would be noise
        # Ties go by key, not by place in the file: the answer must not depend on how the base was put together.
        offers = sorted(
            (-likeness(rows[new].fields, base[old].fields), new_keys[new], old_keys[old], new, old)
            for new in news
            for old in olds
        )
        for new, old in _each_once((offer[3], offer[4]) for offer in offers):
            pairs[new] = old
    return pairs


def _each_once(offers: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    taken_new: set[int] = set()
    taken_old: set[int] = set()
    for new, old in offers:
        if new not in taken_new and old not in taken_old:
            taken_new.add(new)
            taken_old.add(old)
            yield new, old
