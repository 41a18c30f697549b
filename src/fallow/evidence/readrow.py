"""Read row: what a mapping makes of one stored row, with what is wrong with it. Pure; the stored row stays as it is.

A cell that cannot be read gives nothing and a fault, never a nearby value: no axes are swapped, no day is moved, no range
turned round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Fields
from dataclasses import dataclass, field
from typing import Any

from fallow.core.amount import Amount
from fallow.core.errors import InputError
from fallow.core.place import LonLat, Place
from fallow.core.when import DateOrder, When, parse_when
from fallow.evidence.fault import Fault
from fallow.evidence.mapping import CountColumns, DateColumns, Mapping
from fallow.evidence.readplace import ReadPlace, read_place
from fallow.formats.datum import DatumShift
from fallow.formats.table import note_kind

_LOOKS_LIKE_A_DAY = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}.*")
_COUNT = re.compile(r"\d+(?:\.\d+)?")
_BROKEN = ("broken-geometry", "bad-number", "unclosed-ring", "too-few-vertices", "invalid-geometry", "empty-geometry")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as a mapping reads it.

    ``position`` is where its place is (a shape's centroid) on WGS 84. ``written`` is the position as the cells had it,
    latitude then longitude, even where it is on no globe; ``shift`` the datum shift that was made, ``None`` where none was.
    """

    when: When | None
    place: Place | None
    position: LonLat | None
    labels: tuple[str, ...]
    munition: str | None
    location: str | None
    description: str | None
    counts: Fields[str, Amount] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    written: tuple[float, float] | None = None
    shift: DatumShift | None = None


def read_row(
    row: Fields[str, Any],
    mapping: Mapping,
    *,
    geometry: Any = None,
    table_crs: str | None = None,
    notes: tuple[str, ...] = (),
) -> ReadRow:
    """Read one stored row. ``geometry`` is the stored geometry source, ``table_crs`` the file's own frame.

    Never raises for what a cell holds: each trouble is a fault.
    """
    faults: list[Fault] = list(_note_faults(notes))
    when = _read_when(row, mapping.date, faults) if mapping.date else None
    where = ReadPlace()
    if mapping.position:
        where = read_place(row, mapping.position, geometry, table_crs, faults)
    else:
        faults.append(Fault("no-position", "the mapping names no position"))
    description = " ".join(text for path in mapping.description for text in path.cells(row))
    munition = "; ".join(mapping.munition.cells(row)) if mapping.munition else mapping.munition_constant
    return ReadRow(
        when=when,
        place=where.place,
        position=where.position,
        labels=_labels(row, mapping),
        munition=munition or None,
        location=mapping.location.first(row) if mapping.location else None,
        description=description or None,
        counts={count.name: _read_count(row, count, faults) for count in mapping.counts},
        faults=tuple(faults),
        written=where.written,
        shift=where.shift,
    )


def _labels(row: Fields[str, Any], mapping: Mapping) -> tuple[str, ...]:
    return tuple(sorted({rule.label for rule in mapping.labels if rule.applies(rule.where.cells(row))}))


def _note_faults(notes: tuple[str, ...]) -> Iterator[Fault]:
    for text in notes:
        kind = note_kind(text)
        known = "geometry-broken" if kind in _BROKEN else "out-of-range" if kind == "out-of-range" else "format-note"
        yield Fault(known, text)


def _read_when(row: Fields[str, Any], columns: DateColumns, faults: list[Fault]) -> When | None:
    text = columns.column.first(row)
    if text is None:
        faults.append(Fault("no-date", f"nothing in the column {columns.column}"))
        return None
    try:
        start = parse_when(text, columns.order)
        last = columns.end.first(row) if columns.end else None
        if last is None:
            return start
        end = parse_when(last, columns.order)
        return When(start.start, end.end, end.precision, f"{text} to {last}")
    except InputError as error:
        faults.append(_date_fault(text, columns.order, error))
        return None


def _date_fault(text: str, order: DateOrder, error: InputError) -> Fault:
    if error.kind == "bad-interval":
        return Fault("bad-date", f"the range ends before it begins: {error.found}")
    others = [other for other in DateOrder if other is not order and _reads(text, other)]
    if others:
        names = " or ".join(other.value for other in others)
        return Fault("mixed-date-order", f"{text!r} reads as {names} and not as the column's {order.value}")
    if _LOOKS_LIKE_A_DAY.fullmatch(text):
        return Fault("impossible-date", f"{text!r} is no day of the calendar")
    return Fault("bad-date", f"{text[:60]!r} is in no form of a date that Fallow reads")


def _reads(text: str, order: DateOrder) -> bool:
    try:
        parse_when(text, order)
    except InputError:
        return False
    return True


def _read_count(row: Fields[str, Any], columns: CountColumns, faults: list[Fault]) -> Amount:
    low, high = columns.low.first(row), columns.high.first(row)
    for text in (low, high):
        if text is not None and not _COUNT.fullmatch(text):
            faults.append(Fault("bad-count", f"{columns.name}: {text[:40]!r} is no count"))
            return Amount.unknown()
    if low is None and high is None:
        return Amount.unknown()
    try:
        return Amount(float(low) if low is not None else 0.0, float(high) if high is not None else None)
    except InputError as error:
        faults.append(Fault("bad-count", f"{columns.name}: {error.found}"))
        return Amount.unknown()
