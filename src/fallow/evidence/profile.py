"""Profile: every path that a table's rows have, with its cells; what a guess looks at. Reads the whole table once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from fallow.evidence.columns import ColumnPath, cell_text, column_path, parse_path
from fallow.formats.table import EXTRA, Row

_MOST_KEYS = 40


@dataclass(slots=True)
class PathProfile:
    """One path: how many rows have a cell there, and the cells with their counts. ``nested`` is below a list or object."""

    path: ColumnPath
    nested: bool
    rows: int = 0
    cells: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """How many non-blank cells there are."""
        return self.cells.total()

    def share(self, cells: Iterable[str]) -> float:
        """Which share of the path's cells is among ``cells`` (0 where the path has none)."""
        return sum(self.cells[cell] for cell in cells) / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class TableProfile:
    """All paths of a table in the order in which they were met, its top-level columns, and how many rows it has."""

    columns: tuple[str, ...]
    row_count: int
    geometries: int
    paths: tuple[PathProfile, ...]

    def top(self) -> list[PathProfile]:
        """The top-level columns that hold plain cells."""
        return [profile for profile in self.paths if not profile.nested]


def profile_table(columns: Sequence[str], rows: Sequence[Row]) -> TableProfile:
    """Go through every row and collect the cells of every path."""
    found: dict[str, PathProfile] = {}
    for column in columns:
        if column != EXTRA:
            found[column] = PathProfile(column_path(column), nested=False)
    for row in rows:
        met: set[str] = set()
        for text, nested, cell in _leaves(row.fields):
            if text not in found:
                found[text] = PathProfile(parse_path(text), nested)
            found[text].cells[cell] += 1
            if text not in met:
                met.add(text)
                found[text].rows += 1
    geometries = sum(1 for row in rows if row.geometry_source is not None)
    return TableProfile(tuple(columns), len(rows), geometries, tuple(found.values()))


def _leaves(fields: dict[str, Any]) -> Iterator[tuple[str, bool, str]]:
    for column, value in fields.items():
        if column == EXTRA:
            continue
        if (cell := cell_text(value)) is not None:
            yield column, False, cell
        elif isinstance(value, list | dict) and not set(column) & set('.[]"'):
            yield from _inside(column, value)


def _inside(path: str, value: Any) -> Iterator[tuple[str, bool, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not set(key) & set('.[]"') and key:
                yield from _inside(f"{path}.{key}", inner)
    elif isinstance(value, list):
        for element in value:
            yield from _inside(_picked(path, element), element if not _is_tag(element) else {"value": element["value"]})
    elif (cell := cell_text(value)) is not None:
        yield path, True, cell


def _picked(path: str, element: Any) -> str:
    """``filters[key=Weapon System]`` where the list holds key and value pairs, ``sources[]`` where it holds anything else."""
    if _is_tag(element):
        key = str(element["key"]).strip()
        if key and len(key) <= _MOST_KEYS and not set(key) & set("[]="):
            return f"{path}[key={key}]"
    return f"{path}[]"


def _is_tag(element: Any) -> bool:
    return isinstance(element, dict) and set(element) == {"key", "value"} and cell_text(element["key"]) is not None
