"""Row keys: what makes two rows of successive files the same row. A function of one file and its id column alone.

The key is the text of the id column. An id that one file uses for several rows does not identify them, so each gets its
id with a digest of its content (``CIV1553#5a1f09c2``): an ordinal would follow the order of the file, which sources
change. A row without an id gets a digest of its content; equal rows are numbered. Because keys depend on nothing but the
file, files imported in any order, or on two computers, have the same keys.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from fallow.core.ids import digest
from fallow.evidence.columns import ColumnPath

_SHORT = 8
_LONG = 16


class HasFields(Protocol):
    """A row of a file or of the register."""

    @property
    def fields(self) -> dict[str, Any]:
        """The cells, nested as the source has them."""

    @property
    def geometry_source(self) -> Any:
        """The geometry as the source wrote it, or ``None``."""


def content_digest(row: HasFields) -> str:
    """SHA-256 of a row's fields and geometry as the source wrote them; the order of fields does not matter."""
    text = json.dumps([row.fields, row.geometry_source], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return digest(text.encode("ascii"))


def row_ids(rows: Sequence[HasFields], id_column: ColumnPath | None) -> list[str | None]:
    """The source's own id of each row, ``None`` where it gives none."""
    return [id_column.first(row.fields) if id_column else None for row in rows]


def row_keys(rows: Sequence[HasFields], id_column: ColumnPath | None) -> list[str]:
    """Return one key for each row, in their order; no key twice. Equal rows are numbered in that order."""
    ids = row_ids(rows, id_column)
    uses = Counter(ids)
    keys = (
        identifier if identifier is not None and uses[identifier] == 1 else _by_content(identifier, row)
        for identifier, row in zip(ids, rows, strict=True)
    )
    return list(_numbered(keys))


def likeness(one: dict[str, Any], other: dict[str, Any]) -> int:
    """How many fields two rows have in common, value for value: what pairs the rows of an id used twice."""
    return sum(1 for name, value in one.items() if name in other and other[name] == value)


def _by_content(identifier: str | None, row: HasFields) -> str:
    content = content_digest(row)
    return f"{identifier}#{content[:_SHORT]}" if identifier is not None else f"#{content[:_LONG]}"


def _numbered(keys: Iterator[str]) -> Iterator[str]:
    taken: set[str] = set()
    for key in keys:
        unique, ordinal = key, 1
        while unique in taken:
            ordinal += 1
            unique = f"{key}.{ordinal}"
        taken.add(unique)
        yield unique
