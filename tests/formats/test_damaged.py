"""Damaged files: whatever bytes are missing or changed, the answer is rows or one of Fallow's errors, never a traceback."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import geopandas
import pyogrio
import pytest
import xlsxwriter
from shapely.geometry import Point, box

from fallow.core import FallowError, canonical_bytes
from fallow.formats import open_table
from fallow.formats.gpkg import write_geopackage

KML = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>a</name><Placemark><name>b</name><ExtendedData>'
    '<Data name="n"><value>1</value></Data></ExtendedData><Point><coordinates>36,49,1</coordinates></Point></Placemark></Folder>'
    "</Document></kml>"
)
GPX = '<gpx xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="49" lon="36"><ele>1</ele><name>a</name></wpt></gpx>'
JSON = '[{"id": "A", "lat": 48.10, "sources": [{"path": "x\\u00e9"}]}, {"id": "B", "lat": null}]'
GEOJSON = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"properties":{"n":1.50},'
    '"geometry":{"type":"Polygon","coordinates":[[[36,49],[36.1,49],[36.1,49.1],[36,49]]]}}]}'
)
CSV = 'id;lat;text\nA;49,85;"one; ""two"""\nB;50;Ж\n'


def _frame() -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(
        {"id": ["A", "B"], "n": [1, 2], "x": [1.5, None]},
        geometry=[Point(36, 49), box(36, 49, 36.1, 49.1)],
        crs="EPSG:4326",
    )


def _xlsx(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "n"])
    sheet.write_row(1, 0, ["A", 1.5])
    sheet.write_formula(2, 1, "=1+1", None, 2)
    book.close()


def _kmz(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", KML)


MAKERS: dict[str, Callable[[Path], object]] = {
    "a.json": lambda path: path.write_text(JSON),
    "a.geojson": lambda path: path.write_text(GEOJSON),
    "a.csv": lambda path: path.write_text(CSV, encoding="utf-8"),
    "a.kml": lambda path: path.write_text(KML),
    "a.gpx": lambda path: path.write_text(GPX),
    "a.kmz": _kmz,
    "a.xlsx": _xlsx,
    "a.gpkg": lambda path: write_geopackage(path, {"x": _frame()}, now=datetime(2024, 1, 1, tzinfo=UTC)),
    "a.shp": lambda path: pyogrio.write_dataframe(_frame().iloc[:1], path),
}


def _damage(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    match chance.randrange(4):
        case 0:
            del changed[chance.randrange(len(changed)) :]
        case 1:
            start = chance.randrange(len(changed))
            del changed[start : start + chance.randrange(1, 40)]
        case 2:
            start = chance.randrange(len(changed))
            changed[start:start] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 20)))
        case _:
            for _ in range(chance.randrange(1, 12)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _go(name: str, folder: Path, rounds: int) -> None:
    path = folder / name
    MAKERS[name](path)
    parts = [part for part in sorted(folder.iterdir()) if part.stem == path.stem]
    whole = {part: part.read_bytes() for part in parts}
    # Damage in the first 4 KiB tells most; the rest of a GeoPackage is pages of the same kind.
    for seed in range(rounds):
        chance = random.Random(seed)
        part = chance.choice(parts)
        said = ""
        part.write_bytes(_damage(whole[part][:4096], chance) + whole[part][4096:])
        try:
            for row in open_table(path, limit_bytes=1 << 22).rows:
                canonical_bytes([row.fields, row.geometry_source])
        except FallowError as error:
            said = str(error)
        except Exception as error:
            raise AssertionError(f"{part.name} damaged with seed {seed}") from error
        assert "\n" not in said, f"seed {seed}"
        part.write_bytes(whole[part])


@pytest.mark.parametrize("name", MAKERS)
def test_damage_is_never_a_traceback(name: str, tmp_path: Path) -> None:
    _go(name, tmp_path, 60)


@pytest.mark.long
@pytest.mark.parametrize("name", MAKERS)
def test_much_damage_is_never_a_traceback(name: str, tmp_path: Path) -> None:
    _go(name, tmp_path, 2_000)
