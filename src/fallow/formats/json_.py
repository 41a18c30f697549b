"""JSON: a list of objects, or an object with one list of objects in it; nesting is kept, numbers stay text.

Strict: a key twice in one object, NaN, Infinity and halves of surrogate pairs are refused, because two readers would see
two different things. RFC 8259.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fallow.core.canonical import Json, parse_json
from fallow.core.errors import InputError
from fallow.formats.table import Row, Rows, Table, note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fallow.formats.source import Source

GEOJSON_TYPES = frozenset(
    (
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
        "GeometryCollection",
        "Feature",
        "FeatureCollection",
    )
)
"""The nine values of ``type`` in RFC 7946, section 1.4."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def looks_like_geojson(value: Any) -> bool:
    """True where a parsed JSON document is a GeoJSON object by its ``type``."""
    return isinstance(value, dict) and value.get("type") in GEOJSON_TYPES


def parse_json_source(source: Source) -> Any:
    """Return the whole document with numbers as text; ``InputError`` names the file (``not-json``, ``duplicate-key``, ...)."""
    content = source.data()
    try:
        value = parse_json(content, numbers_as_text=True)
    except InputError as error:
        raise InputError(
            kind=error.kind, expected=f"{error.expected} in {source.path.name}", found=error.found, do=error.do
        ) from error
    if rb"\ud" in content.lower():
        _refuse_halves(source, value)
    return value


def read(source: Source) -> Table:
    """Open a JSON file whose rows are objects. ``layer`` names the list where the object holds several."""
    return from_value(source, parse_json_source(source))


def from_value(source: Source, value: Any) -> Table:
    """Make a table of a parsed document. Raises ``InputError``: ``not-a-table``, ``several-layers``, ``no-such-layer``."""
    notes: list[str] = []
    layer: str | None = None
    if isinstance(value, dict):
        layer, value, beside = _choose(source, value)
        if beside:
            notes.append(note("not-rows", f"beside the list {layer!r} the file holds {', '.join(beside)}"))
    if not isinstance(value, list):
        raise source.refuse(
            kind="not-a-table",
            expected="a list of objects",
            found=f"{type(value).__name__} {str(value)[:40]!r}",
            do="export the rows as a list",
        )
    columns: dict[str, None] = {}
    for number, item in enumerate(value, start=1):
        if not isinstance(item, dict):
            raise source.refuse(
                kind="not-a-row",
                expected="an object as every row",
                found=f"{str(item)[:40]!r} as row {number}",
                do="take it out of the list, or make it an object with named fields",
            )
        columns.update(dict.fromkeys(item))
    if not value:
        notes.append(note("no-rows", "the list is empty"))
    return Table(
        path=source.path,
        format="json",
        layer=layer,
        crs=None,
        columns=tuple(columns),
        rows=Rows(lambda: _rows(value)),
        sha256=source.sha256,
        size_bytes=source.size_bytes,
        notes=tuple(notes),
        count=len(value),
    )


def _rows(items: list[dict[str, Json]]) -> Iterator[Row]:
    for number, item in enumerate(items, start=1):
        yield Row(number, item)


def _choose(source: Source, value: dict[str, Any]) -> tuple[str, list[Any], tuple[str, ...]]:
    lists = {key: inner for key, inner in value.items() if isinstance(inner, list)}
    if source.layer is not None:
        if source.layer not in lists:
            raise source.refuse(
                kind="no-such-layer",
                expected=f"a list {source.layer!r}",
                found=", ".join(lists) or "no list",
                do="name one of these",
            )
        chosen = source.layer
    elif len(lists) == 1:
        chosen = next(iter(lists))
    else:
        raise source.refuse(
            kind="several-layers" if lists else "not-a-table",
            expected="one list of objects",
            found=", ".join(map(repr, lists)) or f"an object with the keys {', '.join(value)[:80] or 'none'}",
            do="name the list with --layer" if lists else "export the rows as a list of objects",
        )
    return chosen, lists[chosen], tuple(key for key in value if key != chosen)


def _refuse_halves(source: Source, value: Any) -> None:
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str) and _SURROGATE.search(item):
            raise source.refuse(
                kind="not-text",
                expected="text in whole characters",
                found=f"half of a surrogate pair in {item[:40].encode('ascii', 'backslashreplace').decode()!r}",
                do="export again from the source: the text was cut inside a character",
            )
        if isinstance(item, dict):
            stack.extend(item)
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
