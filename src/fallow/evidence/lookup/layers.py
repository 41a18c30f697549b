"""Layers: the rows of all tables put together, and the one rule of precedence. Rule ``layers/1``.

A name is taken from the uppermost layer that speaks of it in that table, with every row of that layer about it (a person may have held
two offices); rows below are shown and not used. A row that only removes hides what is below it and says nothing itself. Contested
rows are not used and hide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fallow.core.canonical import canonical_bytes
from fallow.core.ids import digest
from fallow.evidence.lookup.row import COLUMNS, Row, fold, sense
from fallow.evidence.lookup.shipped import LAYER as SHIPPED
from fallow.evidence.lookup.shipped import shipped_rows, shipped_version


@dataclass(frozen=True, eq=False)
class Tables:
    """All rows, the lowest layer first. Compared as objects; tables of the same rows have one ``version``."""

    rows: tuple[Row, ...]

    @cached_property
    def version(self) -> str:
        """The shipped version, with a digest of the rows laid over it where there are any: a newer one asks for a new reading."""
        over = [row for row in self.rows if row.layer != SHIPPED]
        if not over:
            return shipped_version()
        said = canonical_bytes([[row.table, row.contested, sense(row).decode()] for row in over])
        return f"{shipped_version()}+{digest(said)[:12]}"

    @cached_property
    def dated(self) -> bool:
        """Whether a row of outlets, bodies or states holds only on some days."""
        tables = {"states", "organisations", "outlets"}
        return any(row.table in tables and (row.values.get("from") or row.values.get("to")) for row in self.rows)

    def used(self, table: str, on: date | None = None) -> tuple[tuple[str, Row], ...]:
        """Return (name, row) of every name that counts in a table on a day, by ``layers/1``; the order is that of the rows."""
        mine = [row for row in self.rows if row.table == table and not row.contested]
        top: dict[str, int] = {}
        for row in mine:
            for name in row.names:
                top[name] = max(top.get(name, row.layer), row.layer)
        return tuple(
            (name, row)
            for row in mine
            for name in row.names
            if not row.removes and row.layer == top[name] and row.holds_on(on)
        )

    def rows_about(self, table: str, name: str) -> tuple[Row, ...]:
        """Return every row of a table about a name, used or not, the uppermost layer first."""
        return tuple(
            sorted((row for row in self.rows if row.table == table and fold(name) in row.names), key=lambda r: -r.layer)
        )

    def over(self, rows: Iterable[Row]) -> Tables:
        """Return the same with further rows laid over them; rows that are there already are not doubled."""
        have = {(row.table, row.entry) for row in self.rows if row.entry is not None}
        new = [row for row in rows if row.entry is None or (row.table, row.entry) not in have]
        return Tables(tuple(sorted((*self.rows, *new), key=lambda row: row.layer))) if new else self

    def counts(self) -> Mapping[str, dict[str, int]]:
        """Return for each table how many rows each layer has."""
        found: dict[str, dict[str, int]] = {table: {} for table in COLUMNS}
        for row in self.rows:
            layer = LAYER_NAMES[row.layer]
            found[row.table][layer] = found[row.table].get(layer, 0) + 1
        return found


LAYER_NAMES = ("Fallow's own", "your files", "files of this run", "this register")
"""What the layers are called, from the lowest."""


def tables_of(*further: Iterable[Row]) -> Tables:
    """Return the shipped tables with further rows laid over them."""
    return Tables(shipped_rows()).over(row for rows in further for row in rows)
