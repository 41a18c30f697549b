"""Files that are wrong in one way each, and what ``open_table`` must answer.

``CASES`` is a list of (name, builder, kind): the name says the danger in words, ``builder(folder)`` makes the file and
returns its path, ``kind`` is that of the error or of the note. ``messages(path)`` gives every line that a user would see. Other rooms
have modules of the same shape; ``scripts/bad_input_table.py`` turns them all into docs/reference/bad-input.md.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import geopandas
import pyogrio
import xlsxwriter
from shapely.geometry import Point

from fallow.core.errors import FallowError
from fallow.formats import open_table
from fallow.formats.gpkg import write_geopackage

LIMIT_BYTES = 8 * 1024 * 1024
"""The cases use a smaller limit than the default, so that bombs stay small."""


class Case(NamedTuple):
    """One wrong file."""

    name: str
    build: Callable[[Path], Path]
    kind: str


def messages(path: Path) -> list[str]:
    """Return the error as ``kind: message``, or every note of the table and its rows."""
    try:
        table = open_table(path, limit_bytes=LIMIT_BYTES)
        return [*table.notes, *(note for row in table.rows for note in row.notes)]
    except FallowError as error:
        return [f"{error.kind}: {error}"]


def _file(name: str, content: str | bytes) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return build


def _zip(name: str, members: dict[str, bytes]) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        path = folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for inside, content in members.items():
                archive.writestr(zipfile.ZipInfo(inside, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
        return path

    return build


def _geojson(geometry: object, **more: object) -> Callable[[Path], Path]:
    feature = {"type": "Feature", "properties": {"id": "A1"}, "geometry": geometry}
    return _file("areas.geojson", json.dumps({"type": "FeatureCollection", "features": [feature], **more}))


def _kml(inside: str, head: str = "") -> Callable[[Path], Path]:
    return _file("areas.kml", f'<?xml version="1.0"?>{head}<kml xmlns="http://www.opengis.net/kml/2.2">{inside}</kml>')


def _workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        path = folder / "events.xlsx"
        book = xlsxwriter.Workbook(path)
        fill(book)
        book.close()
        return path

    return build


def _two_sheets(book: xlsxwriter.Workbook) -> None:
    for name in ("2022", "2023"):
        book.add_worksheet(name).write_row(0, 0, ["id", "date"])


def _same_column_twice(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet().write_row(0, 0, ["id", "date", "date"])


def _broken_formulas(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "killed"])
    sheet.write(1, 0, "A1")
    sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")


def _formulas_without_values(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "killed"])
    sheet.write(1, 0, "A1")
    sheet.write_formula(1, 1, "=2+2", None, "")


def _points() -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(
        {"id": ["A1", "A2"], "name": ["one", "two"]}, geometry=[Point(36, 49), Point(37, 50)], crs="EPSG:4326"
    )


def _shapefile(spoil: Callable[[Path], object]) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        path = folder / "areas.shp"
        pyogrio.write_dataframe(_points(), path)
        spoil(path)
        return path

    return build


def _cut(suffix: str, size: int) -> Callable[[Path], object]:
    def spoil(path: Path) -> None:
        part = path.with_suffix(suffix)
        part.write_bytes(part.read_bytes()[:size])

    return spoil


def _without(suffix: str) -> Callable[[Path], object]:
    return lambda path: path.with_suffix(suffix).unlink()


def _mark_deleted(path: Path) -> None:
    part = path.with_suffix(".dbf")
    content = bytearray(part.read_bytes())
    content[int.from_bytes(content[8:10], "little")] = ord("*")
    part.write_bytes(content)


def _other_dbf(path: Path) -> None:
    three = geopandas.GeoDataFrame({"id": ["A", "B", "C"]}, geometry=[Point(0, 0)] * 3, crs="EPSG:4326")
    pyogrio.write_dataframe(three, path.with_name("other.shp"))
    shutil.copy(path.with_name("other.dbf"), path.with_suffix(".dbf"))


def _geopackage(spoil: Callable[[Path], object], *, layers: int = 1) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        path = folder / "areas.gpkg"
        write_geopackage(path, {f"layer_{n}": _points() for n in range(layers)}, now=datetime(2024, 1, 1, tzinfo=UTC))
        spoil(path)
        return path

    return build


def _keep(path: Path) -> None:
    """Leave the file as it is: the danger is in how it was made."""


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _wal_beside(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(b"\x00" * 64)


def _nan_point(path: Path) -> None:
    blob = b"GP\x00\x01" + struct.pack("<i", 4326) + struct.pack("<BIdd", 1, 1, float("nan"), 49.0)
    with sqlite3.connect(path) as database:
        # The spatial index calls functions that plain SQLite does not have.
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        database.execute("UPDATE layer_0 SET geom = ? WHERE fid = 1", (blob,))
    database.close()


def _plain_sqlite(folder: Path) -> Path:
    path = folder / "areas.gpkg"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE a (b)")
    database.close()
    return path


def _lying_archive(folder: Path) -> Path:
    """A member that claims 10 bytes and unpacks to many more."""
    path = _zip("areas.kmz", {"doc.kml": b"<kml>" + b" " * 100_000})(folder)
    content = bytearray(path.read_bytes())
    central = content.rindex(b"PK\x01\x02")
    content[central + 24 : central + 28] = (10).to_bytes(4, "little")
    path.write_bytes(content)
    return path


def _locked_archive(folder: Path) -> Path:
    path = _zip("areas.kmz", {"doc.kml": b"<kml/>"})(folder)
    content = bytearray(path.read_bytes())
    central = content.rindex(b"PK\x01\x02")
    content[central + 8] |= 1
    path.write_bytes(content)
    return path


_RING = [[36, 49], [36.01, 49], [36.01, 49.01], [36, 49]]
_LAUGHS = '<!DOCTYPE k [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
_SECRETS = '<!DOCTYPE k [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
_GPX = '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{}</gpx>'

CASES: list[Case] = [
    Case("an empty file taken for nothing to report", _file("events.csv", b""), "empty-file"),
    Case("a file with a suffix that nothing reads", _file("events.docx", "text"), "unknown-format"),
    Case(
        "a web page saved as a table",
        _file("events.csv", "<!DOCTYPE html><html><body>Log in</body></html>"),
        "wrong-content",
    ),
    Case("a workbook renamed to .csv", _zip("events.csv", {"xl/workbook.xml": b"<workbook/>"}), "wrong-content"),
    Case("a PDF renamed to .json", _file("events.json", b"%PDF-1.7 ..."), "wrong-content"),
    Case(
        "a document of another program renamed to .xlsx",
        _zip("events.xlsx", {"word/document.xml": b"<w/>"}),
        "wrong-content",
    ),
    Case(
        "an old or locked workbook renamed to .xlsx",
        _file("events.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)),
        "wrong-content",
    ),
    Case("a file larger than the limit", _file("events.csv", b"a,b\n" * (LIMIT_BYTES // 3)), "too-big"),
    # JSON
    Case("JSON cut off in the middle", _file("events.json", '[{"id": "A1"}, {"id": "A'), "not-json"),
    Case(
        "one key twice in a JSON object, so that two readers see two values",
        _file("events.json", '[{"id": "A1", "killed": 0, "killed": 4}]'),
        "duplicate-key",
    ),
    Case("NaN in JSON where null was meant", _file("events.json", '[{"id": "A1", "killed": NaN}]'), "not-json"),
    Case("JSON with a row that is no object", _file("events.json", '[{"id": "A1"}, "A2"]'), "not-a-row"),
    Case("JSON with two lists and none named", _file("events.json", '{"strikes": [], "finds": []}'), "several-layers"),
    Case("JSON without a list", _file("events.json", '{"error": "rate limit"}'), "not-a-table"),
    Case("half a character in JSON text", _file("events.json", '[{"name": "\\ud83d"}]'), "not-text"),
    Case("JSON nested deeper than any reader goes", _file("events.json", "[" * 200_000), "not-json"),
    # CSV
    Case("zero bytes inside a text table", _file("events.csv", b"id,name\nA1,Kha\x00rkiv\n"), "nul-bytes"),
    Case("letters in an old code page", _file("events.csv", "id,name\nA1,Łódź Český".encode("cp1250")), "encoding"),
    Case("a table in UTF-16", _file("events.csv", "id,name\nA1,Харків\n".encode("utf-16")), "encoding"),
    Case("bytes that fit no encoding that is tried", _file("events.csv", b"id,name\nA1,\x81\x8d\xff\n"), "not-text"),
    Case("a table that two delimiters divide", _file("events.csv", "id;a,b\nA1;1,2\n"), "unclear-delimiter"),
    Case("one column name twice", _file("events.csv", "id,date,date\nA1,2022-02-24,2022-02-25\n"), "duplicate-column"),
    Case("a table whose header is empty", _file("events.csv", ",,\nA1,2,3\n"), "no-header"),
    Case("a column without a name", _file("events.csv", "id,,date\nA1,x,2022-02-24\n"), "unnamed-column"),
    Case("a row with more cells than columns", _file("events.csv", "id,date\nA1,2022-02-24,extra\n"), "long-row"),
    Case("a row with fewer cells than columns", _file("events.csv", "id,date,name\nA1,2022-02-24\n"), "short-row"),
    Case(
        "a quote that is never closed and swallows the rows after it",
        _file("events.csv", 'id,name\nA1,"Kharkiv\nA2,Izium\n'),
        "broken-quote",
    ),
    Case("a cell of two hundred thousand characters", _file("events.csv", "id,name\nA1," + "x" * 200_000), "huge-cell"),
    # XLSX
    Case("a workbook with two filled sheets and none named", _workbook(_two_sheets), "several-layers"),
    Case("one column name twice in a workbook", _workbook(_same_column_twice), "duplicate-column"),
    Case("cells with an error that would read as nothing reported", _workbook(_broken_formulas), "error-cells"),
    Case("formulas that nobody has calculated", _workbook(_formulas_without_values), "formula-without-value"),
    Case("a workbook cut off in the middle", lambda folder: _halved(_workbook(_two_sheets)(folder)), "broken-archive"),
    # Archives
    Case("a zip bomb as a workbook", _zip("events.xlsx", {"xl/workbook.xml": b" " * (LIMIT_BYTES + 1)}), "zip-bomb"),
    Case("an archive that lies about its size", _lying_archive, "broken-archive"),
    Case("an archive with a password", _locked_archive, "locked"),
    Case("a KMZ without a KML inside", _zip("areas.kmz", {"readme.txt": b"hello"}), "wrong-content"),
    # XML
    Case("XML whose entities grow without end", _kml("<Document>&c;</Document>", _LAUGHS), "hostile-xml"),
    Case("XML that reads a file of this machine", _kml("<Document>&secret;</Document>", _SECRETS), "hostile-xml"),
    Case("XML nested without end", _kml("<Folder>" * 3000 + "</Folder>" * 3000), "hostile-xml"),
    Case("KML cut off in the middle", _file("areas.kml", "<kml><Document><Placemark>"), "broken-xml"),
    Case("a GPX file renamed to .kml", _file("areas.kml", _GPX.format("")), "wrong-content"),
    Case(
        "KML that only links to another file",
        _kml("<NetworkLink><Link><href>other.kml</href></Link></NetworkLink>"),
        "not-rows",
    ),
    Case(
        "a placemark whose coordinates are words",
        _kml("<Placemark><Point><coordinates>here,there</coordinates></Point></Placemark>"),
        "bad-number",
    ),
    Case(
        "GPX with waypoints and tracks and none named",
        _file("walk.gpx", _GPX.format('<wpt lat="1" lon="2"/><trk/>')),
        "several-layers",
    ),
    Case("a waypoint without a latitude", _file("walk.gpx", _GPX.format('<wpt lon="2"/>')), "bad-number"),
    # Geometry
    Case(
        "a polygon that crosses itself",
        _geojson({"type": "Polygon", "coordinates": [[[36, 49], [36.01, 49.01], [36.01, 49], [36, 49.01], [36, 49]]]}),
        "invalid-geometry",
    ),
    Case(
        "a polygon whose ring is not closed", _geojson({"type": "Polygon", "coordinates": [_RING[:3]]}), "unclosed-ring"
    ),
    Case(
        "a polygon of two points",
        _geojson({"type": "Polygon", "coordinates": [[[36, 49], [36.01, 49], [36, 49]]]}),
        "too-few-vertices",
    ),
    Case(
        "a polygon with a vertex kilometres off",
        _geojson({"type": "Polygon", "coordinates": [[[36, 49], [36.1, 49], [36.01, 49.01], [36, 49]]]}),
        "long-edge",
    ),
    Case(
        "coordinates in metres where degrees must be",
        _geojson({"type": "Point", "coordinates": [415000, 5540000]}),
        "out-of-range",
    ),
    Case(
        "a latitude written where the longitude belongs",
        _geojson({"type": "Point", "coordinates": [17.9, 102.6]}),
        "out-of-range",
    ),
    Case("a coordinate that is no number", _geojson({"type": "Point", "coordinates": ["36,5", 49]}), "bad-number"),
    Case("a position with one number", _geojson({"type": "Point", "coordinates": [36]}), "broken-geometry"),
    Case(
        "GeoJSON that names an old coordinate system",
        _geojson(
            {"type": "Point", "coordinates": [415000, 5540000]},
            crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}},
        ),
        "old-crs",
    ),
    Case(
        "GeoJSON that names a coordinate system which does not exist",
        _geojson(None, crs={"type": "name", "properties": {"name": "EPSG:999999"}}),
        "bad-crs",
    ),
    Case(
        "TopoJSON renamed to .geojson", _file("areas.geojson", '{"type": "Topology", "objects": {}}'), "wrong-content"
    ),
    # Shapefile
    Case("a Shapefile without its .dbf", _shapefile(_without(".dbf")), "missing-part"),
    Case("a Shapefile without its .shx", _shapefile(_without(".shx")), "missing-part"),
    Case("a Shapefile that does not say its coordinate system", _shapefile(_without(".prj")), "no-crs"),
    Case("a Shapefile whose shapes are cut off", _shapefile(_cut(".shp", 110)), "truncated"),
    Case("a Shapefile whose attributes are cut off", _shapefile(_cut(".dbf", 150)), "truncated"),
    Case("a Shapefile put together from two exports", _shapefile(_other_dbf), "parts-disagree"),
    Case("records that a Shapefile marks as deleted", _shapefile(_mark_deleted), "deleted-records"),
    Case(
        "a Shapefile whose .cpg names no encoding",
        _shapefile(lambda path: path.with_suffix(".cpg").write_text("KLINGON")),
        "bad-encoding",
    ),
    # GeoPackage
    Case("a database that is no GeoPackage", _plain_sqlite, "wrong-content"),
    Case("a GeoPackage cut off in the middle", _geopackage(_half), "truncated"),
    Case("a GeoPackage that another program is still writing", _geopackage(_wal_beside), "not-settled"),
    Case("a GeoPackage with two layers and none named", _geopackage(_keep, layers=2), "several-layers"),
    Case("a position that is not a number in a GeoPackage", _geopackage(_nan_point), "bad-number"),
]


def _halved(path: Path) -> Path:
    _half(path)
    return path
