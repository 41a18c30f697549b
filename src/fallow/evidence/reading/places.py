"""Places named in text, by a gazetteer that the caller supplies. Rules ``place-*/1``.

A model that tags names calls Kiev a person; a gazetteer does not. The reader asks it for every capitalised run that stands
after a word of place. Nothing is known without one: then no claim has a place, and no strike candidate can arise.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import yaml

from fallow.core.errors import InputError
from fallow.core.ids import digest
from fallow.evidence.reading.span import Span

REGION_PRECISION_M = 50_000.0
"""Least precision of a name that "region", "province" or the like follows, whatever the table says of the town so called."""

SETTLEMENT_M = 10_000.0
"""A place this precise or better is a settlement: the least that a strike candidate needs."""

_COLUMNS = ("name", "country", "lat", "lon", "precision_m")
_RUN = r"(?:[A-Z][\w’'\-]+(?:\s+(?:al|el|de|la|le|du|of|bin)\s+(?=[A-Z])|\s+(?=[A-Z])|(?=\W|$))){1,4}"
_PLACED = re.compile(
    r"\b(?P<word>in|at|near|on|over|outside|around|of|into|towards|from|through|past|beyond|inside|within|entered|entering|reached|reaching|left|leaving|hit|hits|strike|strikes|struck|shell|shelled|attack|attacked|bomb|bombed|bombarded|pounded|targeted|surveyed|cleared|searched|inspected|mapped|hitting|striking|shelling|attacking|visited|against|between|and|above|across|(?:went|gone|go|travel\w*|drove|came|walked|returned|sent|moved|way|road|close|next)\s+to)\s+"
    r"(?P<kind>(?:the\s+)?(?:nearby\s+|small\s+|northern\s+|southern\s+|eastern\s+|western\s+|farming\s+|hill\s+)*(?:village|town|city|hamlet|settlement|suburb|outskirts|market|hospital|port|edge|centre|center|fields|school)\s+(?:of|in|at)\s+(?:the\s+village\s+of\s+)?)?"
    rf"(?P<name>{_RUN})"
)
_SUBJECT = re.compile(
    rf"(?:^|(?<=[.!?”\"]\s)|(?<=\n)|(?<=\bthat\s))(?P<name>{_RUN})(?=\s*(?:was|were|has\s+been|had\s+been|came\s+under)\b|,\s+[A-Z][\w ]{{2,20}}[.,:]|\s+\([A-Z][\w ]{{2,20}}\))",
    re.MULTILINE,
)
_REGION = re.compile(
    r"^\s*(?i:region|oblast|province|district|governorate|county|prefecture|department|state|valley)\b"
)


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A named place on WGS 84; ``precision_m`` is how far the thing meant may lie from the point."""

    name: str
    country: str
    lat: float
    lon: float
    precision_m: float

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object."""
        return {
            "name": self.name,
            "country": self.country,
            "lat": self.lat,
            "lon": self.lon,
            "precision_m": self.precision_m,
        }


class Gazetteer(Protocol):
    """What the reader needs of a gazetteer."""

    def find(self, name: str, country: str | None = None) -> Sequence[Any]:
        """Return the places of that name (objects with name, country, lat, lon, precision_m), likeliest first."""


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """A gazetteer read from a table; ``sha256`` is that of the table's bytes."""

    records: Mapping[str, tuple[PlaceRecord, ...]]
    sha256: str | None = None

    def find(self, name: str, country: str | None = None) -> tuple[PlaceRecord, ...]:
        """Return the places of that name, those of ``country`` only where it is given."""
        found = self.records.get(_key(name), ())
        return tuple(one for one in found if country is None or one.country == country)

    def country_of(self, words: str) -> str | None:
        """Return the one country of all places whose names share a word of four letters or more with ``words``."""
        wanted = {word for word in _key(words).split() if len(word) > 3}
        found = {one.country for name, records in self.records.items() if wanted & set(name.split()) for one in records}
        return found.pop() if len(found) == 1 else None

    @property
    def countries(self) -> frozenset[str]:
        """Every country the table names."""
        return frozenset(one.country for records in self.records.values() for one in records if one.country)


NO_PLACES = PlaceTable({})
"""The gazetteer that knows nothing."""


def read_place_table(path: Path) -> PlaceTable:
    """Read a CSV (or YAML list) with the columns name, country, lat, lon, precision_m; further columns are ignored.

    Raises ``InputError`` (``bad-places``) where a column is missing or a row holds no position.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            kind="not-readable",
            expected="a table of places",
            found=f"{path}: {error.strerror}",
            do="check the path given to --places",
        ) from error
    try:
        text = raw.decode("utf-8-sig")
        rows = _yaml_rows(text) if path.suffix.lower() in {".yaml", ".yml"} else list(csv.DictReader(io.StringIO(text)))
    except (UnicodeDecodeError, yaml.YAMLError, csv.Error) as error:
        raise _bad(path, f"{type(error).__name__}: {error}") from error
    return parse_places(rows, str(path), digest(raw))


def parse_places(rows: Any, where: str = "the table", sha256: str | None = None) -> PlaceTable:
    """Return a ``PlaceTable`` of rows (mappings); raise ``InputError`` (``bad-places``) naming the first bad one."""
    records: dict[str, tuple[PlaceRecord, ...]] = {}
    for number, row in enumerate(rows if isinstance(rows, list) else [], start=1):
        missing = [column for column in _COLUMNS if not isinstance(row, Mapping) or row.get(column) in {None, ""}]
        if missing:
            raise _bad(where, f"row {number} without {', '.join(missing)}")
        try:
            record = PlaceRecord(
                str(row["name"]).strip(),
                str(row["country"]).strip(),
                float(row["lat"]),
                float(row["lon"]),
                float(row["precision_m"]),
            )
        except ValueError as error:
            raise _bad(where, f"row {number}: {error}") from error
        if not (
            math.isfinite(record.lat) and abs(record.lat) <= 90 and abs(record.lon) <= 180 and record.precision_m > 0
        ):
            raise _bad(where, f"row {number}: lat={record.lat}, lon={record.lon}, precision_m={record.precision_m}")
        names = [record.name, *[alias.strip() for alias in str(row.get("aliases") or "").split(";")]]
        for name in filter(None, names):
            records[_key(name)] = (*records.get(_key(name), ()), record)
    if not records:
        raise _bad(where, "no rows")
    return PlaceTable(records, sha256)


def _yaml_rows(text: str) -> Any:
    loaded = yaml.safe_load(text)
    return loaded.get("places", []) if isinstance(loaded, dict) else loaded


def _bad(where: object, found: str) -> InputError:
    return InputError(
        kind="bad-places",
        expected=f"rows of {', '.join(_COLUMNS)} in {where}",
        found=found,
        do="give every place a position in degrees (WGS 84) and how far off it may be, in metres",
    )


def _key(name: str) -> str:
    return " ".join(name.lower().replace("’", "'").removesuffix("'s").split())


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in the text: the words and the record, whose precision is already widened for a region's name."""

    span: Span
    place: PlaceRecord


def place_mentions(text: str, start: int, end: int, places: Gazetteer) -> list[PlaceMention]:
    """Return the places named in ``[start, end)`` after a word of place, in order."""
    found: dict[Span, PlaceMention] = {}
    matches = [*_PLACED.finditer(text, start, end), *_SUBJECT.finditer(text, start, end)]
    for match in matches:
        begin = match.start("name")
        hit = _longest(text, begin, match.end("name"), places)
        if hit is None:
            continue
        span, record = hit
        if _REGION.match(text[span.end : span.end + 20]):
            record = PlaceRecord(
                record.name, record.country, record.lat, record.lon, max(record.precision_m, REGION_PRECISION_M)
            )
        found.setdefault(span, PlaceMention(span, record))
    return [found[span] for span in sorted(found)]


def place_starting(text: str, begin: int, end: int, places: Gazetteer) -> PlaceRecord | None:
    """Return the place whose name begins at ``begin``, as after the label "Place:", else ``None``."""
    while begin < end and not text[begin].isalnum():
        begin += 1
    run = re.compile(_RUN).match(text, begin, end)
    hit = _longest(text, begin, run.end(), places) if run is not None else None
    return None if hit is None else hit[1]


def _longest(text: str, begin: int, end: int, places: Gazetteer) -> tuple[Span, PlaceRecord] | None:
    words = [Span(begin + m.start(), begin + m.end()) for m in re.finditer(r"[\w’'\-]+", text[begin:end])]
    for count in range(len(words), 0, -1):
        span = Span(begin, words[count - 1].end)
        name = span.of(text)
        trimmed = name.removesuffix("’s").removesuffix("'s")
        records = places.find(trimmed)
        if records:
            first = records[0]
            record = PlaceRecord(
                str(first.name), str(first.country), float(first.lat), float(first.lon), float(first.precision_m)
            )
            return Span(begin, begin + len(trimmed)), record
    return None
