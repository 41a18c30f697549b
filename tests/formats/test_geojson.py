"""GeoJSON: geometry as written or not at all; the same bytes for the same features."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, shape

from fallow.core import FrameMismatchError, InputError
from fallow.formats import open_table
from fallow.formats.geojson import Feature, write_geojson
from fallow.formats.geometry import build, source_json

SQUARE = [[36.0, 49.0], [36.01, 49.0], [36.01, 49.01], [36.0, 49.01], [36.0, 49.0]]


def collection(*features: dict, **more: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more})


def feature(geometry: object, **more: object) -> dict:
    return {"type": "Feature", "properties": {"id": "A"}, "geometry": geometry, **more}


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [36.5, 49.5]},
        {"type": "Point", "coordinates": [36.5, 49.5, 120.0]},
        {"type": "MultiPoint", "coordinates": [[36.5, 49.5], [36.6, 49.5]]},
        {"type": "LineString", "coordinates": SQUARE[:3]},
        {"type": "MultiLineString", "coordinates": [SQUARE[:3], SQUARE[2:]]},
        {"type": "Polygon", "coordinates": [SQUARE]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [36.5, 49.5]}]},
    ],
    ids=lambda geometry: geometry["type"],
)
def test_every_type_of_geometry_is_built_as_shapely_builds_it(geometry: dict) -> None:
    built, notes = build(geometry, "EPSG:4326")
    assert built.equals(shape(geometry))
    assert built.has_z == shape(geometry).has_z
    assert notes == ()


def test_a_self_crossing_polygon_keeps_every_vertex() -> None:
    ring = [[36, 49], [36.01, 49.01], [36.01, 49], [36, 49.01], [36, 49]]
    built, notes = build({"type": "Polygon", "coordinates": [ring]}, "EPSG:4326")
    assert [list(xy) for xy in built.exterior.coords] == ring
    assert notes[0].startswith("invalid-geometry: Self-intersection")


@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon"])
def test_an_open_ring_is_not_closed_in_silence(write, kind: str) -> None:
    rings = [SQUARE[:4]] if kind == "Polygon" else [[SQUARE[:4]]]
    (row,) = open_table(write("a.geojson", collection(feature({"type": kind, "coordinates": rings})))).rows
    assert row.geometry is None
    assert row.notes[0].startswith("unclosed-ring")
    assert row.geometry_source["type"] == kind


def test_a_closing_point_written_twice_is_noted_and_kept() -> None:
    built, notes = build({"type": "Polygon", "coordinates": [[*SQUARE, SQUARE[-1]]]}, "EPSG:4326")
    assert len(built.exterior.coords) == 6
    assert notes == ("repeated-closing-point: the closing point of a ring is written twice",)


def test_edges_are_measured_in_metres_in_either_kind_of_coordinates() -> None:
    degrees = {"type": "Polygon", "coordinates": [[[36, 49], [36, 49.1], [36.001, 49], [36, 49]]]}
    metres = {
        "type": "Polygon",
        "coordinates": [[[415000, 5540000], [415000, 5551000], [415100, 5540000], [415000, 5540000]]],
    }
    assert build(degrees, "EPSG:4326")[1][0].startswith("long-edge: 11121 m")
    assert build(metres, "EPSG:32637")[1][0].startswith("long-edge: 11000 m")
    assert build(metres, None)[1] == ()


def test_uneven_heights_do_not_lose_the_line(write) -> None:
    built, notes = build({"type": "LineString", "coordinates": [["36", "49", "120"], ["36.1", "49"]]}, "EPSG:4326")
    assert built.equals(LineString([(36, 49), (36.1, 49)]))
    assert notes[0].startswith("uneven-heights")


def test_id_and_members_beside_the_properties_are_kept(write) -> None:
    text = collection(feature(None, id=7, title="x"), {"type": "Feature", "properties": None, "geometry": None})
    table = open_table(write("a.geojson", text))
    first, second = table.rows
    assert first.fields == {"id": "A", "_feature_id": "7", "_extra": {"title": "x"}}
    assert second.fields == {}
    assert (first.geometry, first.notes) == (None, ())


def test_a_null_crs_is_not_taken_for_wgs84(write) -> None:
    table = open_table(write("a.geojson", collection(feature({"type": "Point", "coordinates": [1, 2]}), crs=None)))
    assert table.crs is None
    assert table.notes[0].startswith("no-crs")


def test_an_old_crs_is_honoured(write) -> None:
    old = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}
    table = open_table(
        write("a.geojson", collection(feature({"type": "Point", "coordinates": [415000, 5540000]}), crs=old))
    )
    (row,) = table.rows
    assert (table.crs, row.notes) == ("EPSG:32637", ())


def test_crs84_is_the_usual_one_and_needs_no_word(write) -> None:
    old = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    table = open_table(write("a.geojson", collection(crs=old)))
    assert (table.crs, table.notes) == ("EPSG:4326", ("no-rows: the collection is empty",))


def test_written_bytes_repeat_and_do_not_depend_on_the_turn_of_a_ring(tmp_path) -> None:
    paths = [tmp_path / "a.geojson", tmp_path / "b.geojson"]
    for path, ring in zip(paths, (SQUARE, SQUARE[::-1]), strict=True):
        write_geojson(path, [Feature(Polygon(ring), {"n": 1, "of": None}, "A1"), Feature(None, {"d": Decimal("1.50")})])
    written = json.loads(paths[0].read_text())
    assert shapely.is_ccw(shape(written["features"][0]["geometry"]).exterior)
    assert paths[0].read_text().splitlines()[1].startswith('{"type":"Feature","id":"A1","geometry":{"type":"Polygon"')
    turned = json.loads(paths[1].read_text())
    assert shape(turned["features"][0]["geometry"]).equals(shape(written["features"][0]["geometry"]))
    again = tmp_path / "c.geojson"
    write_geojson(again, [Feature(Polygon(SQUARE), {"n": 1, "of": None}, "A1"), Feature(None, {"d": Decimal("1.50")})])
    assert again.read_bytes() == paths[0].read_bytes()


@pytest.mark.parametrize("place", [Point(415000, 5540000), Point(17.9, 102.6), Point(200, 0)])
def test_coordinates_that_are_no_degrees_are_not_written(tmp_path, place: Point) -> None:
    with pytest.raises(InputError) as caught:
        write_geojson(tmp_path / "a.geojson", [Feature(place)])
    assert caught.value.kind == "out-of-range"
    assert list(tmp_path.iterdir()) == []


def test_another_frame_and_nan_are_refused(tmp_path) -> None:
    with pytest.raises(FrameMismatchError):
        write_geojson(tmp_path / "a.geojson", [], crs="EPSG:32637")
    with pytest.raises(InputError) as caught:
        write_geojson(tmp_path / "a.geojson", [Feature(None, {"p": float("nan")})])
    assert caught.value.kind == "not-a-number"


LON = st.floats(-180, 180).map(lambda x: round(x, 7))
LAT = st.floats(-90, 90).map(lambda x: round(x, 7))


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(points=st.lists(st.tuples(LON, LAT), min_size=1, max_size=5))
def test_what_is_written_is_read_back_in_place(tmp_path, points) -> None:
    path = tmp_path / "a.geojson"
    write_geojson(path, [Feature(Point(xy), {"n": n}) for n, xy in enumerate(points)])
    rows = list(open_table(path).rows)
    assert [(row.geometry.x, row.geometry.y) for row in rows] == [(x, y) for x, y in points]
    assert [row.fields["n"] for row in rows] == [str(n) for n in range(len(points))]


@settings(max_examples=50)
@given(xy=st.tuples(LON, LAT))
def test_a_geometry_as_text_builds_the_same_geometry(xy) -> None:
    area = MultiPolygon([Point(xy).buffer(0.001)])
    built, _ = build(source_json(area), None)
    assert built.equals_exact(area, 0)
