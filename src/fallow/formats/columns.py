"""Columns: the header of a flat table, checked before a single row is read under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fallow.formats.table import EXTRA, note

if TYPE_CHECKING:
    from fallow.formats.source import Source

UNNAMED = "_column_"
"""What a column without a name is called, followed by its place counted from 1."""


def checked_columns(source: Source, header: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the columns and the notes on them. Names are kept to the letter.

    Raises ``InputError``: ``no-header`` (all cells empty), ``duplicate-column`` (naming them). A column without a name
    becomes ``_column_N``; names with spaces at their ends, or that differ in case only, are noted.
    """
    if not any(name.strip() for name in header):
        raise source.refuse(
            kind="no-header",
            expected="the names of the columns in the first row",
            found="an empty row",
            do="put the header in the first row",
        )
    columns = tuple(name if name.strip() else f"{UNNAMED}{place}" for place, name in enumerate(header, start=1))
    twice = sorted({name for name in columns if columns.count(name) > 1} | {name for name in columns if name == EXTRA})
    if twice:
        raise source.refuse(
            kind="duplicate-column",
            expected=f"every column name once, and none called {EXTRA}",
            found=", ".join(repr(name) for name in twice),
            do="rename one of them: a reader could take either for the other",
        )
    notes: list[str] = []
    unnamed = [place for place, name in enumerate(header, start=1) if not name.strip()]
    if unnamed:
        notes.append(
            note(
                "unnamed-column",
                f"columns without a name, called {', '.join(f'{UNNAMED}{place}' for place in unnamed)}",
            )
        )
    spaced = [name for name in columns if name != name.strip()]
    if spaced:
        notes.append(note("spaces-in-column", f"spaces at the ends of {', '.join(map(repr, spaced))}; kept"))
    folded = [name.strip().casefold() for name in columns]
    alike = [name for name, low in zip(columns, folded, strict=True) if folded.count(low) > 1]
    if alike:
        notes.append(note("alike-columns", f"{', '.join(map(repr, alike))} differ in case or spaces only"))
    return columns, tuple(notes)
