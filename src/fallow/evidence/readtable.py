"""Read table: one snapshot's rows as its mapping reads them, with their keys. What flags and claims are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fallow.evidence.columns import ColumnPath
from fallow.evidence.difference import StoredRow
from fallow.evidence.mapping import Mapping
from fallow.evidence.readrow import ReadRow, read_row
from fallow.evidence.rowkeys import row_keys


@dataclass(frozen=True, slots=True)
class ReadTable:
    """Rows, keys and readings side by side (equal lengths); ``known_on`` is the UTC day on which the file was known."""

    rows: tuple[StoredRow, ...]
    keys: tuple[str, ...]
    reads: tuple[ReadRow, ...]
    id_column: ColumnPath | None
    known_on: date


def read_table(rows: Sequence[StoredRow], mapping: Mapping, crs: str | None, known_on: date) -> ReadTable:
    """Read every row by the mapping; no row is left out."""
    reads = tuple(
        read_row(row.fields, mapping, geometry=row.geometry_source, table_crs=crs, notes=row.notes) for row in rows
    )
    return ReadTable(tuple(rows), tuple(row_keys(rows, mapping.id)), reads, mapping.id, known_on)
