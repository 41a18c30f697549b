"""Flag: a doubt about a row, said beside it. A flag labels; it drops nothing, repairs nothing, and is computed when read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

FLAG_KINDS = {
    "duplicate-id": "the source gives one id to several rows",
    "duplicate-row": "the row says the same as another row",
    "no-date": "there is no date",
    "bad-date": "the date is in no form that Fallow reads",
    "impossible-date": "there is no such day in the calendar",
    "mixed-date-order": "the date reads only in another order than the column's",
    "mixed-date-form": "the column writes some dates like 03/01/2022 and some like 3/1/2022",
    "date-out-of-range": "the date lies before 1914",
    "date-in-future": "the date lies after the day on which the file was known",
    "dates-shifted-together": "many dates moved by the same number of days since the file before",
    "no-position": "there is no position",
    "bad-position": "the position is in no form that Fallow reads",
    "out-of-range": "the position is on no globe",
    "null-island": "the position is 0, 0",
    "swapped-axes-suspected": "the position lies outside the others and, with its axes swapped, among them",
    "far-from-others": "the position lies far outside where the source's other rows lie",
    "place-is-centroid-suspected": "several rows share exactly this position",
    "datum-doubtful": "the shift to WGS 84 is missing, or used outside its area",
    "precision-unknown": "the word for the precision of the position is not in the mapping",
    "positions-moved-together": "many positions moved at once since the file before",
    "position-changed": "the position moved since the file before",
    "text-contradicts-place": "the text names a town far from the position",
    "geometry-broken": "the geometry is broken",
    "bad-count": "a count is not a number, or its range is upside down",
    "label-flipped": "the labels changed since the file before",
    "munition-changed": "the munition's wording changed since the file before",
    "vanished": "the row was in the file before and is no longer listed",
    "format-note": "the reader of the format noted something about the row",
}
"""Every kind of flag on a row, with what it says. Kinds never change their meaning."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One doubt: its kind, the row (``key`` and, where known, its number in the file) and a sentence with the values.

    ``key`` is ``None`` where the flag is about many rows at once; ``rows`` then holds their keys.
    """

    kind: str
    sentence: str
    key: str | None = None
    number: int | None = None
    rows: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many rows it is about."""
        return len(self.rows) if self.rows else 1

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the rows it is about."""
        return self.rows or ((self.key,) if self.key is not None else ())

    @property
    def where(self) -> str:
        """Which row, for people: its key and its number in the file, or how many rows."""
        if self.key is None:
            return f"{self.count} rows"
        return self.key if self.number is None else f"{self.key}, row {self.number}"

    def to_json(self) -> dict[str, Any]:
        """Return the flag for ``--json``; rows of a flag about many are counted and listed."""
        own: dict[str, Any] = {"kind": self.kind, "sentence": self.sentence, "count": self.count}
        return own | ({"rows": list(self.rows)} if self.rows else {"key": self.key, "row": self.number})


def count_flags(flags: Iterable[Flag]) -> dict[str, int]:
    """How many rows each kind of flag is about, kinds in alphabetical order."""
    counts: Counter[str] = Counter()
    for flag in flags:
        counts[flag.kind] += flag.count
    return dict(sorted(counts.items()))
