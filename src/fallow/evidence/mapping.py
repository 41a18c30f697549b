"""Mapping: how the rows of one data set are read; itself versioned, stored with every listing, and never guessed in silence.

The mapping names columns, not values: date order, coordinate system, uncertainty and labels are attributes of a source.
Rows are stored as their source wrote them, so a better mapping re-reads them and nothing has to be imported again.
A filter gives a label; no filter drops a row. ``uncertainty_m`` is a standard deviation per axis in metres.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fallow.core.when import DateOrder
from fallow.evidence.claim import Basis, ClaimKind
from fallow.evidence.columns import ColumnPath

MAPPING_VERSION = 1
"""The number after ``fallow-mapping:`` that this release reads and writes."""

CLUSTER_LABEL = "cluster_munition"
"""The label of rows that report a cluster munition; what the packages above look for."""

DEFAULT_CRS = "EPSG:4326"
"""The frame of positions where the mapping names none."""


@dataclass(frozen=True, slots=True)
class DateColumns:
    """Where the date stands and in which order its numbers come; ``end`` is the last day, where a source has a range."""

    column: ColumnPath
    order: DateOrder
    end: ColumnPath | None = None


@dataclass(frozen=True, slots=True)
class PrecisionColumn:
    """A column whose words say how precise a position is, and what each word means in metres."""

    column: ColumnPath
    uncertainty_m: tuple[tuple[str, float], ...]

    def read(self, cell: str | None) -> float | None:
        """The standard deviation in metres that a word stands for, ``None`` where it is not in the table."""
        return dict(self.uncertainty_m).get(cell.casefold()) if cell else None


@dataclass(frozen=True, slots=True)
class PositionColumns:
    """Where the position stands: two columns of latitude and longitude, two of x and y, one text, or the geometry.

    Exactly one of the four is set. ``notation`` (see ``fallow.formats.coordinates.NOTATIONS``) belongs to the text form, ``None`` reads any.
    ``crs`` is the frame the source wrote in. ``uncertainty_m`` is the least standard deviation per axis that the source's
    positions deserve, ``None`` where nobody knows it; ``precision`` overrides it row by row, never below what is written.
    """

    lat: ColumnPath | None = None
    lon: ColumnPath | None = None
    x: ColumnPath | None = None
    y: ColumnPath | None = None
    text: ColumnPath | None = None
    geometry: bool = False
    notation: str | None = None
    crs: str | None = None
    uncertainty_m: float | None = None
    precision: PrecisionColumn | None = None

    @property
    def paths(self) -> tuple[ColumnPath, ...]:
        """The columns that it reads."""
        own = (self.lat, self.lon, self.x, self.y, self.text, self.precision.column if self.precision else None)
        return tuple(path for path in own if path is not None)


@dataclass(frozen=True, slots=True)
class CountColumns:
    """A count with a lower and an upper figure; one column may stand for both."""

    name: str
    low: ColumnPath
    high: ColumnPath


@dataclass(frozen=True, slots=True)
class LabelRule:
    """A row gets ``label`` where a cell of ``where`` equals or contains one of the texts (case does not matter)."""

    label: str
    where: ColumnPath
    equals: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()

    def applies(self, cells: tuple[str, ...]) -> bool:
        """True where one of the cells matches."""
        folded = [cell.casefold() for cell in cells]
        return any(text.casefold() in folded for text in self.equals) or any(
            text.casefold() in cell for text in self.contains for cell in folded
        )


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """What a row with ``label`` claims and what the claim stands on; ``label`` ``None`` is every other row."""

    label: str | None
    kind: ClaimKind
    basis: Basis


DEFAULT_CLAIMS = (
    ClaimRule(CLUSTER_LABEL, ClaimKind.USE, Basis.ASSERTS_OTHER),
    ClaimRule(None, ClaimKind.EFFECT, Basis.ASSERTS_OTHER),
)
"""A row about cluster munitions claims their use, any other an effect; the compiler says it of somebody else."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a source's rows are read. ``links`` and ``description`` never leave the register; see ``fallow.evidence.rowclaims``.

    ``authority`` is the family that stands behind the rows, ``None`` where nobody said (which then counts for nothing).
    """

    source: str | None = None
    authority: str | None = None
    id: ColumnPath | None = None
    date: DateColumns | None = None
    position: PositionColumns | None = None
    location: ColumnPath | None = None
    description: tuple[ColumnPath, ...] = ()
    links: tuple[ColumnPath, ...] = ()
    counts: tuple[CountColumns, ...] = ()
    munition: ColumnPath | None = None
    munition_constant: str | None = None
    labels: tuple[LabelRule, ...] = ()
    claims: tuple[ClaimRule, ...] = DEFAULT_CLAIMS

    def paths(self) -> Iterator[ColumnPath]:
        """Every column path that the mapping reads."""
        yield from (path for path in (self.id, self.location, self.munition) if path is not None)
        if self.date:
            yield from (path for path in (self.date.column, self.date.end) if path is not None)
        yield from self.position.paths if self.position else ()
        yield from (*self.description, *self.links)
        for count in self.counts:
            yield from (count.low, count.high)
        yield from (rule.where for rule in self.labels)

    def to_json(self) -> dict[str, Any]:
        """The mapping as a JSON value without floats, in the shape that ``parse_mapping`` reads."""
        result: dict[str, Any] = {"fallow-mapping": MAPPING_VERSION}
        plain = {
            "source": self.source,
            "authority": self.authority,
            "id": _text(self.id),
            "date": _date_json(self.date) if self.date else None,
            "position": _position_json(self.position) if self.position else None,
            "location": _text(self.location),
            "description": [str(path) for path in self.description] or None,
            "links": [str(path) for path in self.links] or None,
            "counts": {count.name: {"min": str(count.low), "max": str(count.high)} for count in self.counts} or None,
            "munition": _munition_json(self),
            "labels": _labels_json(self.labels) or None,
            "claims": {rule.label or "default": _claim_json(rule) for rule in self.claims} or None,
        }
        return result | {key: value for key, value in plain.items() if value is not None}


def number_json(value: float) -> int | str:
    """A number as JSON without floats holds it: whole numbers as they are, others as their shortest text."""
    return int(value) if value == int(value) else repr(value)


def _text(path: ColumnPath | None) -> str | None:
    return None if path is None else str(path)


def _date_json(date: DateColumns) -> dict[str, Any]:
    result = {"column": str(date.column), "order": date.order.value}
    return result | ({"end": str(date.end)} if date.end else {})


def _position_json(position: PositionColumns) -> dict[str, Any]:
    result: dict[str, Any] = {
        name: str(path) for name in ("lat", "lon", "x", "y", "text") if (path := getattr(position, name)) is not None
    }
    if position.geometry:
        result["geometry"] = True
    for name in ("notation", "crs"):
        if (value := getattr(position, name)) is not None:
            result[name] = value
    if position.uncertainty_m is not None:
        result["uncertainty_m"] = number_json(position.uncertainty_m)
    if position.precision:
        words = {word: number_json(metres) for word, metres in position.precision.uncertainty_m}
        result["precision"] = {"column": str(position.precision.column), "uncertainty_m": words}
    return result


def _munition_json(mapping: Mapping) -> dict[str, str] | None:
    if mapping.munition is not None:
        return {"column": str(mapping.munition)}
    return {"constant": mapping.munition_constant} if mapping.munition_constant is not None else None


def _labels_json(rules: tuple[LabelRule, ...]) -> dict[str, list[dict[str, Any]]]:
    result: dict[str, list[dict[str, Any]]] = {}
    for rule in rules:
        tests = {name: list(texts) for name in ("equals", "contains") if (texts := getattr(rule, name))}
        result.setdefault(rule.label, []).append({"where": str(rule.where)} | tests)
    return result


def _claim_json(rule: ClaimRule) -> dict[str, str]:
    return {"kind": rule.kind.value, "basis": rule.basis.value}
