"""User files: tables that a person keeps, as YAML or CSV. Every row must say its source, or that it has none, by ``source``.

A YAML file holds lists of rows under the names of tables (``outlets: [{key: ..., names: [...], source: ...}]``). A CSV file holds one
table and is named after it (``outlets.csv``), lists separated by semicolons. ``remove: true`` takes a name out of the layers below.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from fallow.core.errors import InputError
from fallow.core.ids import digest
from fallow.evidence.lookup.row import COLUMNS, Row, parse_row

OWN_LAYER, NAMED_LAYER = 1, 2
"""A person's own folder, and files named for one run, which go before it."""

_SUFFIXES = frozenset({".yaml", ".yml", ".csv"})
_LARGEST_BYTES = 20_000_000


def folder_rows(folder: Path, layer: int = OWN_LAYER) -> tuple[Row, ...]:
    """Return the rows of every table file in a folder, files in order of name; nothing where there is no such folder."""
    if not folder.is_dir():
        return ()
    return tuple(
        row
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in _SUFFIXES and path.is_file()
        for row in file_rows(path, layer)
    )


def file_rows(path: Path, layer: int = NAMED_LAYER) -> tuple[Row, ...]:
    """Return the rows of one file (or folder); raise ``InputError`` (``not-readable``, ``bad-table-row``, ``bad-table``)."""
    if path.is_dir():
        return folder_rows(path, layer)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            kind="not-readable", expected="a file of table rows", found=f"{path}: {error.strerror}", do="check the path"
        ) from error
    if len(content) > _LARGEST_BYTES:
        raise _bad(path, f"{len(content)} bytes, more than {_LARGEST_BYTES}")
    whose = f"file {path.name}, sha256 {digest(content)[:12]}"
    return tuple(
        parse_row(
            table,
            _with_source(raw, path, number),
            whose=whose,
            layer=layer,
            where=f"{path}, {table} row {number}",
            removes=str(raw.get("remove", "")).lower() == "true",
        )
        for table, number, raw in _raw(path, content)
    )


def _with_source(raw: dict[str, Any], path: Path, number: int) -> dict[str, Any]:
    if not raw.get("source"):
        raise _bad(path, f"row {number} without a source")
    return raw


def _raw(path: Path, content: bytes) -> Iterator[tuple[str, int, dict[str, Any]]]:
    try:
        text = content.decode("utf-8-sig")
        loaded: Any = list(csv.DictReader(io.StringIO(text))) if path.suffix.lower() == ".csv" else yaml.safe_load(text)
    except (UnicodeDecodeError, yaml.YAMLError, csv.Error, RecursionError) as error:
        raise _bad(path, f"{type(error).__name__}: {error}") from error
    if isinstance(loaded, list) and path.suffix.lower() == ".csv":
        rows = [
            {key: value for key, value in one.items() if key is not None and value not in (None, "")} for one in loaded
        ]
        loaded = {path.stem.replace("-", "_"): rows}
    if not isinstance(loaded, dict) or not any(table in loaded for table in COLUMNS):
        raise _bad(path, "none of them")
    unknown = sorted(str(key) for key in loaded if key not in COLUMNS and not str(key).startswith("fallow-"))
    if unknown:
        raise _bad(path, f"also {', '.join(unknown)}")
    for table in COLUMNS:
        for number, raw in enumerate(loaded.get(table) or (), start=1):
            if not isinstance(raw, dict):
                raise _bad(path, f"{table} row {number} that is no mapping")
            yield table, number, raw


def _bad(path: Path, found: str) -> InputError:
    return InputError(
        kind="bad-table",
        expected=f"lists of rows under {', '.join(COLUMNS)}, each with a source, in {path}",
        found=found,
        do="see docs/how-to/review.md, 'Tables'",
    )
