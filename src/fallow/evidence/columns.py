"""Column paths: how a mapping names a cell, however deep the source nested it.

``date`` is a column. ``geo.lat`` goes into an object. ``sources[].path`` is that key of every element of a list, and
``filters[key=Weapon System].value`` of those elements whose ``key`` equals the text. A column whose name is the whole path,
dots and brackets included, wins over the path; in double quotes it is never anything else. A path may find no cell, one or many; absence is never an empty text.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fallow.core.errors import InputError

_STEP = re.compile(r"([^.\[\]]+)((?:\[[^\]]*\])*)(?:\.|$)")
_PLAIN = re.compile(r"[^.\[\]\"]+")
_PICK = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Pick:
    """Which elements of a list: all of them, or those whose ``key`` equals ``value`` (compared as text)."""

    key: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnPath:
    """A parsed path: ``text`` as it was written, and its steps (a key, then picks)."""

    text: str
    steps: tuple[tuple[str, tuple[Pick, ...]], ...]

    def __str__(self) -> str:
        whole = self.steps == ((self.text, ()),) and not _PLAIN.fullmatch(self.text)
        return f'"{self.text}"' if whole else self.text

    @property
    def column(self) -> str:
        """The top-level column on which the path starts."""
        return self.steps[0][0]

    def cells(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        """Every non-blank cell that the path finds in ``row``, as text, in order; empty where there is none."""
        if self.text in row:
            cell = cell_text(row[self.text])
            return () if cell is None else (cell,)
        found = self._walk(row)
        return tuple(text for value in found if (text := cell_text(value)) is not None)

    def first(self, row: Mapping[str, Any]) -> str | None:
        """The first non-blank cell, or ``None``."""
        if self.text in row:
            return cell_text(row[self.text])
        cells = self.cells(row)
        return cells[0] if cells else None

    def _walk(self, row: Mapping[str, Any]) -> list[Any]:
        found: list[Any] = [row]
        for key, picks in self.steps:
            found = [item[key] for item in found if isinstance(item, Mapping) and key in item]
            for pick in picks:
                found = [element for item in found for element in _elements(item, pick)]
        return found

    def fits(self, columns: Iterable[str]) -> bool:
        """True where the table has the column on which the path starts."""
        return self.text in columns or self.column in columns


def cell_text(value: Any) -> str | None:
    """A cell as trimmed text: ``None`` for null, blank, lists and objects, which are no cells; booleans as true/false."""
    if isinstance(value, str):
        return value.strip() or None
    if value is None or isinstance(value, list | dict):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() or None


def _elements(item: Any, pick: Pick) -> Iterator[Any]:
    if not isinstance(item, list):
        return
    for element in item:
        if pick.key is None or (isinstance(element, Mapping) and cell_text(element.get(pick.key)) == pick.value):
            yield element


def parse_path(value: Any) -> ColumnPath:
    """Read a path as a mapping writes it; raises ``InputError`` (``bad-column-path``)."""
    if not isinstance(value, str) or not value.strip():
        raise _bad_path(value, "no text")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return ColumnPath(value[1:-1], ((value[1:-1], ()),))
    steps, at = [], 0
    for match in _STEP.finditer(value):
        if match.start() != at:
            break
        at = match.end()
        steps.append((match[1], tuple(_parse_pick(text) for text in _PICK.findall(match[2]))))
    if at != len(value) or value.endswith("."):
        raise _bad_path(value, f"{value[at:] or '.'!r} at character {at + 1}")
    return ColumnPath(value, tuple(steps))


def column_path(name: str) -> ColumnPath:
    """The path of a top-level column by its exact name, whatever characters it has."""
    return ColumnPath(name, ((name, ()),))


def _parse_pick(text: str) -> Pick:
    if not text:
        return Pick()
    key, equals, wanted = text.partition("=")
    if not equals or not key.strip() or not wanted.strip():
        raise _bad_path(f"[{text}]", "no key=value between the brackets")
    return Pick(key.strip(), wanted.strip())


def _bad_path(value: Any, reason: str) -> InputError:
    return InputError(
        kind="bad-column-path",
        expected="a column such as date, geo.lat, sources[].path or filters[key=Weapon System].value",
        found=f"{value!r} ({reason})",
        do="write the column as the file has it; a list needs [] after its name",
    )


def require_columns(paths: Iterable[ColumnPath], columns: Iterable[str], where: str) -> None:
    """Raise ``InputError`` (``no-such-column``), naming near misses, where a path starts on a column that is not there."""
    there = tuple(columns)
    for path in paths:
        if path.fits(there):
            continue
        near = difflib.get_close_matches(path.column, there, n=3, cutoff=0.5)
        raise InputError(
            kind="no-such-column",
            expected=f"the column {path.column!r} of the mapping in {where}",
            found=f"the columns {', '.join(map(repr, there))}"[:400],
            do=f"did you mean {' or '.join(map(repr, near))}?"
            if near
            else "mend the mapping, or name another with --map",
        )
