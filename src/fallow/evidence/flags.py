"""Flags of one file: what is doubtful about rows taken by themselves and beside the other rows of their file.

Thresholds are judgement and stand here by name. Every sentence holds the values it is about; none holds a link.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import quantiles

from fallow.evidence.contradiction import contradictions
from fallow.evidence.flag import Flag
from fallow.evidence.gazetteer import Gazetteer
from fallow.evidence.readtable import ReadTable

EARLIEST_DAY = date(1914, 1, 1)
"""Days before this are out of range: nothing was dropped from the air before."""

LEAST_ROWS_FOR_EXTENT = 20
"""Positions that a file needs before a row can lie outside them."""

_YEAR_LAST = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}")
_UNPADDED = re.compile(r"\d[/.\-]|\d\d[/.\-]\d[/.\-]")
_BULK = 50  # the bulk lies between the 2nd and the 98th of a hundred positions on each axis
_MARGIN_DEG = 1.0


def table_flags(table: ReadTable, gazetteer: Gazetteer | None = None) -> list[Flag]:
    """Every flag of a file by itself; without a gazetteer texts are not compared with positions."""
    flags = [*_own_faults(table), *_duplicate_ids(table), *_duplicate_rows(table), *_odd_days(table)]
    flags += _two_forms(table)
    flags += [*_outside(table), *_shared_positions(table)]
    if gazetteer is not None:
        flags += _contradictions(table, gazetteer)
    return flags


def _own_faults(table: ReadTable) -> Iterator[Flag]:
    for row, key, read in zip(table.rows, table.keys, table.reads, strict=True):
        for fault in read.faults:
            yield Flag(fault.kind, fault.sentence, key, row.number)


def _duplicate_ids(table: ReadTable) -> Iterator[Flag]:
    if table.id_column is None:
        return
    uses: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(table.rows):
        if (identifier := table.id_column.first(row.fields)) is not None:
            uses[identifier].append(at)
    for identifier, rows in uses.items():
        if len(rows) > 1:
            sentence = f"{len(rows)} rows have the id {identifier}; told apart by their content"
            yield _of_rows("duplicate-id", sentence, table, rows)


def _duplicate_rows(table: ReadTable) -> Iterator[Flag]:
    apart = table.id_column.text if table.id_column else None
    same: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(table.rows):
        content = {name: value for name, value in row.fields.items() if name != apart}
        same[json.dumps([content, row.geometry_source], sort_keys=True)].append(at)
    for rows in same.values():
        if len(rows) > 1:
            ids = {table.id_column.first(table.rows[at].fields) for at in rows} if table.id_column else set()
            sentence = f"{len(rows)} rows say the same" + (" under different ids" if len(ids) > 1 else "")
            yield _of_rows("duplicate-row", sentence, table, rows)


def _of_rows(kind: str, sentence: str, table: ReadTable, rows: list[int]) -> Flag:
    keys = tuple(sorted(table.keys[at] for at in rows))
    return Flag(kind, sentence, keys[0], table.rows[rows[0]].number, keys)


def _odd_days(table: ReadTable) -> Iterator[Flag]:
    tomorrow = table.known_on + timedelta(days=1)  # a source east of Greenwich may be a day ahead
    for row, key, read in zip(table.rows, table.keys, table.reads, strict=True):
        if read.when is None:
            continue
        if read.when.start < EARLIEST_DAY:
            yield Flag("date-out-of-range", f"{read.when.text!r} lies before {EARLIEST_DAY.year}", key, row.number)
        elif read.when.start > tomorrow:
            sentence = f"{read.when.text!r} lies after {table.known_on}, when the file was known"
            yield Flag("date-in-future", sentence, key, row.number)


def _two_forms(table: ReadTable) -> Iterator[Flag]:
    padded: list[int] = []
    short: list[int] = []
    for at, read in enumerate(table.reads):
        if read.when is not None and _YEAR_LAST.fullmatch(read.when.text):
            (short if _UNPADDED.match(read.when.text) else padded).append(at)
    if padded and short:
        few, many = sorted((short, padded), key=len)
        ways = ("like 3/1/2022", "like 03/01/2022") if few is short else ("like 03/01/2022", "like 3/1/2022")
        sentence = (
            f"{len(few)} dates are written {ways[0]} and {len(many)} {ways[1]}: two hands or two programs wrote the column; "
            "read in one order, which is to be checked for the fewer"
        )
        yield Flag("mixed-date-form", sentence, rows=tuple(sorted(table.keys[at] for at in few)))


def _outside(table: ReadTable) -> Iterator[Flag]:
    inside = [position for read in table.reads if (position := read.position) is not None]
    if len(inside) < LEAST_ROWS_FOR_EXTENT:
        return
    south, north = _bulk([position.lat for position in inside])
    west, east = _bulk([position.lon for position in inside])
    for row, key, read in zip(table.rows, table.keys, table.reads, strict=True):
        lat, lon = read.position.latlon if read.position else (read.written or (None, None))
        if lat is None or lon is None or (south <= lat <= north and west <= lon <= east):
            continue
        where = f"latitude {lat:g}, longitude {lon:g}"
        usual = f"where most rows lie (latitude {south:.1f} to {north:.1f}, longitude {west:.1f} to {east:.1f})"
        if south <= lon <= north and west <= lat <= east:
            sentence = f"{where} lies outside {usual}; with its axes swapped it lies inside"
            yield Flag("swapped-axes-suspected", sentence, key, row.number)
        elif read.position and not any(fault.kind == "null-island" for fault in read.faults):
            yield Flag("far-from-others", f"{where} lies far outside {usual}", key, row.number)


def _bulk(values: list[float]) -> tuple[float, float]:
    cuts = quantiles(values, n=_BULK, method="inclusive")
    low, high = cuts[0], cuts[-1]
    margin = max(_MARGIN_DEG, high - low)
    return low - margin, high + margin


def _shared_positions(table: ReadTable) -> Iterator[Flag]:
    same: dict[tuple[float, float], list[int]] = defaultdict(list)
    for at, read in enumerate(table.reads):
        if read.position is not None:
            same[read.position.latlon].append(at)
    for (lat, lon), rows in same.items():
        if len(rows) > 1:
            sentence = (
                f"{len(rows)} rows share exactly {lat:g}, {lon:g}: a centroid of a place, or one event told twice"
            )
            yield _of_rows("place-is-centroid-suspected", sentence, table, rows)


def _contradictions(table: ReadTable, gazetteer: Gazetteer) -> Iterator[Flag]:
    for row, key, found in zip(table.rows, table.keys, contradictions(table.reads, gazetteer), strict=True):
        if found is not None:
            sentence = f"the text names {found.town.name}, {found.distance_m / 1000:.0f} km from the row's position"
            yield Flag("text-contradicts-place", sentence, key, row.number)
