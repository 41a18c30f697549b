"""KML 2.2 and 2.3 (OGC 12-007r2) and KMZ: every placemark is a row, wherever in the tree of folders it stands.

Read here and not by GDAL, so that numbers keep the text they had, a placemark with broken coordinates is kept and noted,
and folders (which people use as categories) become the field ``_folder`` with the path ``outer / inner``. ``layer`` picks the
placemarks of one folder and everything under it. Coordinates are longitude, latitude, height on WGS 84. Links to
other files are never followed: they are counted in a note.

Fields: ``name``, ``description`` and other plain children of the placemark by their own names; ``TimeStamp.when``,
``TimeSpan.begin``, ``TimeSpan.end``; the names of ExtendedData. A name that comes twice gets a list of its values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fallow.core.place import WGS84
from fallow.formats.archive import checked_names, member
from fallow.formats.content import Content, content_of
from fallow.formats.geometry import build
from fallow.formats.table import Row, Rows, Table, note
from fallow.formats.xml_ import child_text, children, local, parse_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from fallow.core.canonical import Json
    from fallow.formats.source import Source

FOLDER = "_folder"
"""The field that holds the path of folders down to a placemark."""

_SIMPLE = ("Point", "LineString", "LinearRing", "Polygon")
_SHAPES = (*_SIMPLE, "MultiGeometry", "Track", "MultiTrack", "Model")
_CONTAINERS = ("kml", "Document", "Folder")
_NOT_FIELDS = (*_SHAPES, "Style", "StyleMap", "LookAt", "Camera", "Region", "ExtendedData", "TimeStamp", "TimeSpan")


@dataclass(frozen=True, slots=True)
class _Placemark:
    element: Element
    folder: str


def read(source: Source) -> Table:
    """Open a KML or KMZ file.

    Raises ``InputError``: ``hostile-xml``, ``broken-xml``, ``wrong-content``, ``zip-bomb``, ``broken-archive``,
    ``locked``, ``no-such-layer``.
    """
    content, name = _document(source)
    found, beside = _walk(parse_xml(source, content, "kml"))
    if source.layer is not None:
        found = _within(source, found, source.layer)
    columns: dict[str, None] = {}
    for placemark in found:
        columns.update(dict.fromkeys(_fields(placemark)))
    notes = [note("not-rows", f"{count} {kind} not read as rows") for kind, count in sorted(beside.items())]
    if not found:
        notes.append(note("no-rows", "no placemark"))
    return Table(
        path=source.path,
        format=name,
        layer=source.layer,
        crs=WGS84,
        columns=tuple(columns),
        rows=Rows(lambda: _rows(found)),
        sha256=source.sha256,
        size_bytes=source.size_bytes,
        notes=tuple(notes),
        count=len(found),
    )


def _document(source: Source) -> tuple[bytes, str]:
    """Return the bytes of the KML: the file's own, or of the main document of a KMZ (the first .kml; OGC 12-007r2 6.2)."""
    if content_of(source.head()) is not Content.ZIP:
        return source.data(), "kml"
    inside = [name for name in checked_names(source) if name.lower().endswith(".kml")]
    if not inside:
        raise source.refuse(
            kind="wrong-content", expected="a .kml inside the archive", found="none", do="export the layer again as KMZ"
        )
    return member(source, "doc.kml" if "doc.kml" in inside else inside[0]), "kmz"


def _walk(root: Element) -> tuple[list[_Placemark], dict[str, int]]:
    """Return the placemarks in the order of the document, and how many other features there are of each kind."""
    found: list[_Placemark] = []
    beside: dict[str, int] = {}
    stack: list[tuple[Element, str]] = [(root, "")]
    while stack:
        element, folder = stack.pop()
        name = local(element)
        if name == "Placemark":
            found.append(_Placemark(element, folder))
        elif name in _CONTAINERS:
            own = child_text(element, "name") if name == "Folder" else None
            path = f"{folder} / {own}" if folder and own else own or folder
            stack.extend((child, path) for child in reversed(element))
        elif name in ("NetworkLink", "GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Tour"):
            beside[name] = beside.get(name, 0) + 1
    return found, beside


def _within(source: Source, found: list[_Placemark], layer: str) -> list[_Placemark]:
    chosen = [item for item in found if item.folder == layer or item.folder.startswith(f"{layer} / ")]
    if not chosen:
        folders = sorted({item.folder for item in found if item.folder})
        raise source.refuse(
            kind="no-such-layer",
            expected=f"a folder {layer!r} with placemarks",
            found=", ".join(map(repr, folders)) or "no folder",
            do="name one of these, or leave the layer out to read all",
        )
    return chosen


def _fields(placemark: _Placemark) -> dict[str, Json]:
    pairs: list[tuple[str, Json]] = []
    for child in placemark.element:
        name = local(child)
        if name == "ExtendedData":
            pairs.extend(_extended(child))
        elif name in ("TimeStamp", "TimeSpan"):
            pairs.extend((f"{name}.{local(part)}", (part.text or "").strip()) for part in child)
        elif name not in _NOT_FIELDS and not len(child):
            pairs.append((name, (child.text or "").strip()))
    if placemark.element.get("id") is not None:
        pairs.append(("_id", placemark.element.get("id")))
    pairs.append((FOLDER, placemark.folder))
    return _gathered(pairs)


def _extended(element: Element) -> Iterator[tuple[str, Json]]:
    for part in element:
        if local(part) == "Data":
            yield part.get("name", ""), child_text(part, "value")
        elif local(part) == "SchemaData":
            for simple in children(part, "SimpleData"):
                yield simple.get("name", ""), (simple.text or "").strip()
        else:
            yield local(part), (part.text or "").strip()


def _gathered(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    names = [name for name, _ in pairs]
    fields: dict[str, Json] = {}
    for name, value in pairs:
        if names.count(name) == 1:
            fields[name] = value
        else:
            so_far = fields.setdefault(name, [])
            if isinstance(so_far, list):
                so_far.append(value)
    return fields


def _rows(found: list[_Placemark]) -> Iterator[Row]:
    for number, placemark in enumerate(found, start=1):
        fields = _fields(placemark)
        written = [child for child in placemark.element if local(child) in _SHAPES]
        if not written:
            yield Row(number, fields)
            continue
        geometry = geometry_json(written[0])
        shape, notes = build(geometry, WGS84)
        if len(written) > 1:
            notes = (
                *notes,
                note("several-geometries", f"{len(written)} geometries in one placemark; the first is read"),
            )
        yield Row(number, fields, shape, notes, geometry)


def geometry_json(element: Element) -> Json:
    """Return a KML geometry as a GeoJSON geometry object whose numbers are the text of the file.

    What is no geometry that GeoJSON knows (a 3D model) comes back with its own name as ``type``, so that building it
    gives a note and no place.
    """
    kind = local(element)
    if kind in ("Point", "LineString", "LinearRing"):
        positions = _positions(child_text(element, "coordinates"))
        if kind == "Point":
            return {"type": "Point", "coordinates": positions[0] if positions else []}
        return {"type": "LineString", "coordinates": positions}
    if kind == "Polygon":
        rings = [
            ring
            for side in ("outerBoundaryIs", "innerBoundaryIs")
            for boundary in children(element, side)
            for ring in children(boundary, "LinearRing")
        ]
        return {"type": "Polygon", "coordinates": [_positions(child_text(ring, "coordinates")) for ring in rings]}
    if kind == "Track":
        return {
            "type": "LineString",
            "coordinates": [list((part.text or "").split()) for part in children(element, "coord")],
        }
    if kind in ("MultiGeometry", "MultiTrack"):
        # The parser has bounded the depth (MOST_DEPTH), so this recursion ends well before Python's limit.
        parts = [geometry_json(part) for part in element if local(part) in _SHAPES]
        return {"type": "GeometryCollection", "geometries": parts}
    return {"type": kind, "coordinates": None}


def _positions(text: str | None) -> list[Json]:
    return [list(position.split(",")) for position in (text or "").split()]
