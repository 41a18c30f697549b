"""GeoPackage: exact values in, styled and repeatable files out; GDAL as the second opinion."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, datetime

import geopandas
import pandas as pd
import pyogrio
import pytest
from shapely.geometry import Point, Polygon, box

from fallow.core import InputError
from fallow.formats import open_table
from fallow.formats.gpkg import write_geopackage

NOW = datetime(2024, 6, 2, 12, 0, tzinfo=UTC)
QML = '<qgis version="3.22"><renderer-v2 type="singleSymbol"/></qgis>'


@pytest.fixture
def frame() -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(
        {
            "id": ["A", "B", "C"],
            "n": pd.array([2**60 + 1, None, 3], dtype="Int64"),
            "share": [0.1 + 0.2, None, 2.0],
            "open": pd.array([True, None, False], dtype="boolean"),
        },
        geometry=[Point(36.5, 49.5), None, Point(36.6, 49.6)],
        crs="EPSG:4326",
    )


def test_whole_numbers_beside_missing_ones_stay_exact(frame, tmp_path) -> None:
    path = tmp_path / "a.gpkg"
    pyogrio.write_dataframe(frame, path, layer="x", driver="GPKG", VERSION="1.3")
    rows = list(open_table(path).rows)
    assert [row.fields["n"] for row in rows] == ["1152921504606846977", None, "3"]
    assert [row.fields["share"] for row in rows] == ["0.30000000000000004", None, "2.0"]
    assert [row.fields["open"] for row in rows] == [True, None, False]
    assert [row.geometry for row in rows] == [Point(36.5, 49.5), None, Point(36.6, 49.6)]


def test_reading_leaves_no_file_beside_it_and_needs_no_right_to_write(frame, tmp_path) -> None:
    path = tmp_path / "a.gpkg"
    write_geopackage(path, {"x": frame}, now=NOW)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode=WAL")
    database.close()
    before = path.read_bytes()
    assert len(list(open_table(path).rows)) == 3
    assert [item.name for item in tmp_path.iterdir()] == ["a.gpkg"]
    assert path.read_bytes() == before


def test_gdal_reads_the_same_geometries(tmp_path) -> None:
    shapes = [box(36, 49, 36.1, 49.1), Polygon(box(0, 0, 9, 9).exterior, [box(1, 1, 2, 2).exterior])]
    path = tmp_path / "a.gpkg"
    write_geopackage(path, {"areas": geopandas.GeoDataFrame({"id": [1, 2]}, geometry=shapes, crs="EPSG:4326")}, now=NOW)
    second = pyogrio.read_dataframe(path, layer="areas")
    assert [row.geometry for row in open_table(path).rows] == list(second.geometry)


def test_the_coordinate_system_of_the_layer_is_named_by_its_code(tmp_path) -> None:
    frame = geopandas.GeoDataFrame({"id": [1]}, geometry=[Point(415000, 5540000)], crs="EPSG:28407")
    path = tmp_path / "a.gpkg"
    write_geopackage(path, {"x": frame}, now=NOW)
    assert open_table(path).crs == "EPSG:28407"


def test_a_view_is_no_layer(frame, tmp_path) -> None:
    path = tmp_path / "a.gpkg"
    write_geopackage(path, {"x": frame}, now=NOW)
    with sqlite3.connect(path) as database:
        database.execute("CREATE VIEW y AS SELECT * FROM x")
        database.execute("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('y', 'features')")
    database.close()
    assert open_table(path).layer == "x"
    with pytest.raises(InputError, match="'x'"):
        open_table(path, layer="y")


def test_a_name_with_quotes_is_a_name_and_not_a_statement(frame, tmp_path) -> None:
    path = tmp_path / "a.gpkg"
    pyogrio.write_dataframe(
        frame.rename(columns={"id": 'i"d'}), path, layer='x"; DROP TABLE gpkg_contents; --', driver="GPKG"
    )
    table = open_table(path)
    assert [row.fields['i"d'] for row in table.rows] == ["A", "B", "C"]


def test_a_table_without_geometry_is_read_too(frame, tmp_path) -> None:
    path = tmp_path / "a.gpkg"
    pyogrio.write_dataframe(pd.DataFrame({"id": ["A"]}), path, layer="people", driver="GPKG")
    table = open_table(path)
    assert (table.crs, table.notes) == (None, ())
    assert [row.fields for row in table.rows] == [{"fid": "1", "id": "A"}]


def test_the_same_layers_give_the_same_bytes_at_another_time(frame, tmp_path) -> None:
    paths = [tmp_path / "a.gpkg", tmp_path / "b.gpkg"]
    write_geopackage(paths[0], {"finds": frame, "more": frame}, {"finds": QML}, now=NOW)
    time.sleep(1.1)
    write_geopackage(paths[1], {"finds": frame, "more": frame}, {"finds": QML}, now=NOW)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.gpkg", "b.gpkg"]


def test_the_style_is_the_one_that_qgis_applies_by_itself(frame, tmp_path) -> None:
    path = tmp_path / "a.gpkg"
    write_geopackage(path, {"finds": frame, "more": frame}, {"finds": QML}, now=NOW)
    with sqlite3.connect(path) as database:
        database.row_factory = sqlite3.Row
        (style,) = [dict(row) for row in database.execute("SELECT * FROM layer_styles")]
        contents = {row["table_name"]: row["last_change"] for row in database.execute("SELECT * FROM gpkg_contents")}
        version = database.execute("PRAGMA user_version").fetchone()[0]
        whole = database.execute("PRAGMA integrity_check").fetchone()[0]
    database.close()
    assert (style["f_table_name"], style["f_geometry_column"], style["useAsDefault"]) == ("finds", "geom", 1)
    assert style["styleQML"] == QML
    assert (style["f_table_catalog"], style["f_table_schema"]) == ("", "")
    assert set(contents) == {"finds", "more", "layer_styles"}
    assert set(contents.values()) == {style["update_time"]} == {"2024-06-02T12:00:00.000Z"}
    assert (version, whole) == (10300, "ok")


@pytest.mark.parametrize(
    ("layers", "styles", "kind"),
    [({}, {}, "no-layers"), ({"x": None}, {"y": QML}, "no-such-layer"), ({"x": "no-crs"}, {}, "no-crs")],
)
def test_a_geopackage_that_would_mislead_is_not_written(frame, tmp_path, layers, styles, kind: str) -> None:
    frames = {name: frame.set_crs(None, allow_override=True) if what else frame for name, what in layers.items()}
    with pytest.raises(InputError) as caught:
        write_geopackage(tmp_path / "a.gpkg", frames, styles, now=NOW)
    assert caught.value.kind == kind
    assert list(tmp_path.iterdir()) == []


def test_an_empty_layer_is_a_layer(frame, tmp_path) -> None:
    path = tmp_path / "a.gpkg"
    write_geopackage(path, {"finds": frame.iloc[:0]}, now=NOW)
    table = open_table(path)
    assert (table.count, list(table.rows), table.crs) == (0, [], "EPSG:4326")
