"""GPX 1.0 and 1.1: waypoints, routes or tracks of a receiver as rows, positions on WGS 84, numbers as written.

A file may hold all three at once, and they are different kinds of thing, so one is a layer: the only one that is not
empty, or the one that the caller names. ``track_points`` and ``route_points`` give the same positions one by one,
with their times. Fields are the plain children by their own names (``name``, ``time``, ``ele``, ``sym`` ...); links become
``link``; extensions are flattened by their local names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from fallow.core.place import WGS84
from fallow.formats.geometry import build
from fallow.formats.table import Row, Rows, Table, note
from fallow.formats.xml_ import children, local, parse_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from fallow.core.canonical import Json
    from fallow.formats.source import Source

_Record = tuple["Element", dict[str, "Json"]]


def read(source: Source) -> Table:
    """Open a GPX file. ``layer`` is ``waypoints``, ``routes``, ``tracks``, ``route_points`` or ``track_points``.

    Raises ``InputError``: ``hostile-xml``, ``broken-xml``, ``wrong-content``, ``several-layers``, ``no-such-layer``.
    """
    root = parse_xml(source, source.data(), "gpx")
    layer = _choose(source, root)
    records = _LAYERS[layer](root)
    columns: dict[str, None] = {}
    for element, before in records:
        columns.update(dict.fromkeys(_fields(element, before)))
    return Table(
        path=source.path,
        format="gpx",
        layer=layer,
        crs=WGS84,
        columns=tuple(columns),
        rows=Rows(lambda: _rows(records)),
        sha256=source.sha256,
        size_bytes=source.size_bytes,
        notes=() if records else (note("no-rows", f"no {layer}"),),
        count=len(records),
    )


def _choose(source: Source, root: Element) -> str:
    filled = [name for name in ("waypoints", "routes", "tracks") if _LAYERS[name](root)]
    if source.layer is not None:
        if source.layer not in _LAYERS:
            raise source.refuse(
                kind="no-such-layer",
                expected=f"one of {', '.join(_LAYERS)}",
                found=repr(source.layer),
                do="name one of these",
            )
        return source.layer
    if len(filled) > 1:
        raise source.refuse(
            kind="several-layers",
            expected="one layer with content",
            found=", ".join(filled),
            do="name the one you mean with --layer",
        )
    return filled[0] if filled else "waypoints"


def _plain(name: str) -> Callable[[Element], list[_Record]]:
    return lambda root: [(element, {}) for element in children(root, name)]


def _route_points(root: Element) -> list[_Record]:
    return [
        (point, {"_route": str(number), "_point": str(place)})
        for number, route in enumerate(children(root, "rte"), start=1)
        for place, point in enumerate(children(route, "rtept"), start=1)
    ]


def _track_points(root: Element) -> list[_Record]:
    return [
        (point, {"_track": str(number), "_segment": str(part), "_point": str(place)})
        for number, track in enumerate(children(root, "trk"), start=1)
        for part, segment in enumerate(children(track, "trkseg"), start=1)
        for place, point in enumerate(children(segment, "trkpt"), start=1)
    ]


_LAYERS: dict[str, Callable[[Element], list[_Record]]] = {
    "waypoints": _plain("wpt"),
    "routes": _plain("rte"),
    "tracks": _plain("trk"),
    "route_points": _route_points,
    "track_points": _track_points,
}


def _rows(records: list[_Record]) -> Iterator[Row]:
    for number, (element, before) in enumerate(records, start=1):
        geometry = _geometry(element)
        shape, notes = build(geometry, WGS84)
        yield Row(number, _fields(element, before), shape, notes, geometry)


def _fields(element: Element, before: dict[str, Json]) -> dict[str, Json]:
    fields = dict(before)
    for child in element:
        name = local(child)
        if name == "link":
            _add(fields, "link", child.get("href"))
        elif name == "extensions":
            for part in child.iter():
                if part is not child and not len(part):
                    _add(fields, local(part), (part.text or "").strip())
        elif name not in ("rtept", "trkseg"):
            _add(fields, name, (child.text or "").strip())
    return fields


def _add(fields: dict[str, Json], name: str, value: Json) -> None:
    if name not in fields:
        fields[name] = value
        return
    so_far = fields[name]
    fields[name] = [*so_far, value] if isinstance(so_far, list) else [so_far, value]


def _geometry(element: Element) -> Json:
    kind = local(element)
    if kind == "rte":
        return {"type": "LineString", "coordinates": [_position(point) for point in children(element, "rtept")]}
    if kind == "trk":
        lines: list[Json] = [
            [_position(point) for point in children(segment, "trkpt")] for segment in children(element, "trkseg")
        ]
        return {"type": "MultiLineString", "coordinates": lines}
    return {"type": "Point", "coordinates": _position(element)}


def _position(point: Element) -> list[Json]:
    heights = [(part.text or "").strip() for part in children(point, "ele")]
    return [point.get("lon"), point.get("lat"), *[height for height in heights[:1] if height]]
