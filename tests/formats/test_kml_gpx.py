"""KML and GPX: every placemark and point a row, in place, folders kept; GDAL as the second opinion."""

from __future__ import annotations

import zipfile

import geopandas
import pyogrio
import pytest
from shapely.geometry import LineString, Point, Polygon, box

from fallow.core import InputError
from fallow.formats import open_table

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Survey</name>
  <Placemark id="p0"><name>outside</name><Point><coordinates> 36.50,49.5,0 </coordinates></Point></Placemark>
  <Folder><name>SHA</name>
    <Placemark><name>one</name><description>a &amp; b</description>
      <TimeStamp><when>2022-03</when></TimeStamp>
      <ExtendedData><Data name="depth"><value>0.30</value></Data>
        <SchemaData schemaUrl="#s"><SimpleData name="kind">area</SimpleData></SchemaData></ExtendedData>
      <Polygon><outerBoundaryIs><LinearRing><coordinates>36,49 36.01,49 36.01,49.01 36,49</coordinates></LinearRing></outerBoundaryIs></Polygon>
    </Placemark>
    <Folder><name>north</name><Placemark><name>two</name>
      <MultiGeometry><Point><coordinates>36,49</coordinates></Point><LineString><coordinates>36,49 36.1,49</coordinates></LineString></MultiGeometry>
    </Placemark></Folder>
  </Folder>
  <Placemark><name>no place</name></Placemark>
</Document></kml>"""

GPX = """<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">
  {}
</gpx>"""
WAYPOINT = (
    '<wpt lat="49.50" lon="36.5"><ele>120.5</ele><time>2022-03-01T10:00:00Z</time><name>F1</name><sym>Flag</sym></wpt>'
)
TRACK = """<trk><name>T</name><trkseg><trkpt lat="49" lon="36"><ele>1</ele></trkpt><trkpt lat="49.1" lon="36"/></trkseg>
  <trkseg><trkpt lat="49.2" lon="36"/><trkpt lat="49.3" lon="36"/></trkseg></trk>"""


def test_every_placemark_is_a_row_with_its_folder(write) -> None:
    rows = list(open_table(write("a.kml", KML)).rows)
    assert [(row.fields["name"], row.fields["_folder"]) for row in rows] == [
        ("outside", ""),
        ("one", "SHA"),
        ("two", "SHA / north"),
        ("no place", ""),
    ]
    assert rows[1].fields["depth"] == "0.30"
    assert rows[1].fields["kind"] == "area"
    assert rows[1].fields["TimeStamp.when"] == "2022-03"
    assert rows[1].fields["description"] == "a & b"
    assert rows[0].fields["_id"] == "p0"
    assert rows[0].geometry == Point(36.5, 49.5, 0)
    assert rows[1].geometry.equals(Polygon([(36, 49), (36.01, 49), (36.01, 49.01)]))
    assert rows[2].geometry.geoms[1].equals(LineString([(36, 49), (36.1, 49)]))
    assert (rows[3].geometry, rows[3].notes) == (None, ())


def test_numbers_of_a_placemark_keep_their_text(write) -> None:
    row = next(iter(open_table(write("a.kml", KML)).rows))
    assert row.geometry_source == {"type": "Point", "coordinates": ["36.50", "49.5", "0"]}


def test_a_folder_is_opened_by_name_with_all_under_it(write) -> None:
    path = write("a.kml", KML)
    assert [row.fields["name"] for row in open_table(path, layer="SHA").rows] == ["one", "two"]
    with pytest.raises(InputError, match="'SHA', 'SHA / north'"):
        open_table(path, layer="CHA")


def test_kmz_is_kml_in_an_archive(tmp_path, write) -> None:
    path = tmp_path / "a.kmz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("files/icon.png", b"x")
        archive.writestr("doc.kml", KML)
    table = open_table(path)
    assert (table.format, table.count) == ("kmz", 4)
    assert list(table.rows) == list(open_table(write("a.kml", KML)).rows)


def test_a_placemark_with_a_broken_ring_is_not_lost(write) -> None:
    broken = KML.replace("36,49 36.01,49 36.01,49.01 36,49", "36,49 36.01,49 36.01,49.01")
    row = list(open_table(write("a.kml", broken)).rows)[1]
    assert row.geometry is None
    assert row.notes[0].startswith("unclosed-ring")
    assert row.fields["name"] == "one"


def test_gdals_kml_is_read_as_gdal_reads_it(tmp_path) -> None:
    frame = geopandas.GeoDataFrame(
        {"Name": ["a", "b"], "depth": ["1", "2"]},
        geometry=[box(36, 49, 36.01, 49.01), box(37, 49, 37.01, 49.01)],
        crs="EPSG:4326",
    )
    path = tmp_path / "a.kml"
    pyogrio.write_dataframe(frame, path, layer="areas", driver="KML")
    rows = list(open_table(path).rows)
    assert [row.geometry for row in rows] == list(pyogrio.read_dataframe(path).geometry)
    assert [row.fields["depth"] for row in rows] == ["1", "2"]


def test_waypoints_are_the_table_where_there_is_nothing_else(write) -> None:
    table = open_table(write("a.gpx", GPX.format(WAYPOINT)))
    (row,) = table.rows
    assert (table.layer, table.crs) == ("waypoints", "EPSG:4326")
    assert row.fields == {"ele": "120.5", "time": "2022-03-01T10:00:00Z", "name": "F1", "sym": "Flag"}
    assert row.geometry == Point(36.5, 49.5, 120.5)
    assert row.geometry_source == {"type": "Point", "coordinates": ["36.5", "49.50", "120.5"]}


def test_a_track_keeps_its_gaps(write) -> None:
    (row,) = open_table(write("a.gpx", GPX.format(TRACK))).rows
    assert [list(line.coords) for line in row.geometry.geoms] == [[(36, 49), (36, 49.1)], [(36, 49.2), (36, 49.3)]]
    assert row.fields == {"name": "T"}


def test_the_points_of_a_track_are_a_layer_of_their_own(write) -> None:
    rows = list(open_table(write("a.gpx", GPX.format(WAYPOINT + TRACK)), layer="track_points").rows)
    assert [(row.fields["_segment"], row.fields["_point"]) for row in rows] == [
        ("1", "1"),
        ("1", "2"),
        ("2", "1"),
        ("2", "2"),
    ]
    with pytest.raises(InputError, match="track_points"):
        open_table(write("b.gpx", GPX.format(WAYPOINT)), layer="points")


def test_gdals_gpx_is_read_as_gdal_reads_it(tmp_path) -> None:
    frame = geopandas.GeoDataFrame({"name": ["a", "b"]}, geometry=[Point(36.5, 49.5), Point(-70, -12)], crs="EPSG:4326")
    path = tmp_path / "a.gpx"
    pyogrio.write_dataframe(frame, path, layer="waypoints", driver="GPX")
    assert [(row.fields["name"], row.geometry) for row in open_table(path).rows] == [
        ("a", Point(36.5, 49.5)),
        ("b", Point(-70, -12)),
    ]


def test_an_empty_gpx_has_no_rows_and_says_so(write) -> None:
    table = open_table(write("a.gpx", GPX.format("")))
    assert (list(table.rows), table.notes) == ([], ("no-rows: no waypoints",))


def test_links_and_extensions_of_a_waypoint_are_kept(write) -> None:
    more = (
        '<wpt lat="49" lon="36"><link href="a.jpg"/><link href="b.jpg"/><extensions><g:x xmlns:g="urn:g"><g:depth>0.30</g:depth>'
        "</g:x></extensions></wpt>"
    )
    (row,) = open_table(write("a.gpx", GPX.format(more))).rows
    assert row.fields == {"link": ["a.jpg", "b.jpg"], "depth": "0.30"}


def test_points_of_a_route_and_the_route_itself(write) -> None:
    route = '<rte><name>R</name><rtept lat="49" lon="36"/><rtept lat="49.1" lon="36"/></rte>'
    (row,) = open_table(write("a.gpx", GPX.format(route))).rows
    assert list(row.geometry.coords) == [(36, 49), (36, 49.1)]
    rows = list(open_table(write("a.gpx", GPX.format(route)), layer="route_points").rows)
    assert [(row.fields["_route"], row.fields["_point"]) for row in rows] == [("1", "1"), ("1", "2")]


def test_a_track_of_a_phone_is_a_line_and_repeated_names_keep_all_values(write) -> None:
    inside = (
        '<Placemark><gx:Track xmlns:gx="http://www.google.com/kml/ext/2.2"><gx:coord>36 49 1</gx:coord><gx:coord>36.1 49 2</gx:coord>'
        '</gx:Track><ExtendedData><Data name="team"><value>1</value></Data><Data name="team"><value>2</value></Data></ExtendedData></Placemark>'
    )
    (row,) = open_table(write("a.kml", f"<kml>{inside}</kml>")).rows
    assert list(row.geometry.coords) == [(36, 49, 1), (36.1, 49, 2)]
    assert row.fields["team"] == ["1", "2"]


def test_a_model_has_no_place_but_is_not_lost(write) -> None:
    (row,) = open_table(write("a.kml", "<kml><Placemark><name>m</name><Model/></Placemark></kml>")).rows
    assert row.geometry is None
    assert row.notes[0].startswith("broken-geometry")


def test_two_geometries_of_one_placemark_are_noted(write) -> None:
    point = "<Point><coordinates>36,49</coordinates></Point>"
    (row,) = open_table(write("a.kml", f"<kml><Placemark>{point}{point}</Placemark></kml>")).rows
    assert row.geometry == Point(36, 49)
    assert row.notes[0].startswith("several-geometries")
