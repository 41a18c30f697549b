"""Shapefile: numbers as the text of the .dbf, every part counted, GDAL as the second opinion."""

from __future__ import annotations

import struct

import geopandas
import pyogrio
import pytest
from shapely.geometry import LineString, Point, Polygon, box

from fallow.core import ConflictError, InputError
from fallow.formats import open_table
from fallow.formats.dbf import parse_dbf


@pytest.fixture
def shapefile(tmp_path):
    """Write a frame as a Shapefile and return the path of its .shp."""

    def make(frame, **options):
        path = tmp_path / "a.shp"
        pyogrio.write_dataframe(frame, path, **options)
        return path

    return make


def points(**columns) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(columns, geometry=[Point(36.5, 49.5), None, Point(36.6, 49.6)], crs="EPSG:4326")


def test_text_numbers_and_gaps_come_as_the_dbf_has_them(shapefile) -> None:
    table = open_table(shapefile(points(name=["Ж", "", "c"], lat=[49.5, None, 48.0], n=[1, 2, 3]), encoding="utf-8"))
    rows = list(table.rows)
    assert [row.fields["name"] for row in rows] == ["Ж", None, "c"]
    assert [row.fields["n"] for row in rows] == ["1", "2", "3"]
    assert rows[1].fields["lat"] is None
    assert rows[0].fields["lat"].startswith("49.5000")
    assert [row.geometry for row in rows] == [Point(36.5, 49.5), None, Point(36.6, 49.6)]
    assert (table.crs, table.count, table.notes) == ("EPSG:4326", 3, ())


@pytest.mark.parametrize("stated", ["CP1251", "1251", "ANSI 1251", "windows-1251"])
def test_the_code_page_of_the_cpg_is_obeyed(shapefile, stated: str) -> None:
    path = shapefile(points(name=["Харків", "b", "c"]), encoding="cp1251")
    path.with_suffix(".cpg").write_text(stated)
    assert next(iter(open_table(path).rows)).fields["name"] == "Харків"


def test_without_a_cpg_the_encoding_is_said_and_can_be_named(shapefile) -> None:
    path = shapefile(points(name=["Харків", "b", "c"]), encoding="cp1251")
    path.with_suffix(".cpg").unlink()
    with path.with_suffix(".dbf").open("r+b") as stream:
        stream.seek(29)
        stream.write(b"\x00")
    assert open_table(path).notes[0].startswith("encoding: no .cpg")
    assert next(iter(open_table(path, encoding="cp1251").rows)).fields["name"] == "Харків"


def test_a_deleted_record_does_not_shift_the_shapes_of_the_rows_after_it(shapefile) -> None:
    frame = geopandas.GeoDataFrame({"id": list("ABC")}, geometry=[Point(n, n) for n in range(3)], crs="EPSG:4326")
    path = shapefile(frame)
    content = bytearray(path.with_suffix(".dbf").read_bytes())
    header, width = struct.unpack_from("<HH", content, 8)
    content[header + width] = ord("*")
    path.with_suffix(".dbf").write_bytes(content)
    table = open_table(path)
    assert [(row.number, row.fields["id"], row.geometry) for row in table.rows] == [
        (1, "A", Point(0, 0)),
        (2, "C", Point(2, 2)),
    ]
    assert table.count == 2


def test_a_change_in_any_part_changes_the_digest(shapefile) -> None:
    path = shapefile(points(name=["a", "b", "c"]))
    before = open_table(path)
    for suffix in (".dbf", ".prj", ".cpg"):
        part = path.with_suffix(suffix)
        content = part.read_bytes()
        # The header of a .dbf holds the day of the last change, a byte that no reader needs.
        part.write_bytes(content[:1] + bytes([content[1] ^ 1]) + content[2:] if suffix == ".dbf" else content + b" ")
        assert open_table(path).sha256 != before.sha256, suffix
        part.write_bytes(content)
    assert open_table(path).sha256 == before.sha256
    assert before.size_bytes == sum(
        path.with_suffix(s).stat().st_size for s in (".shp", ".shx", ".dbf", ".prj", ".cpg")
    )


def test_a_part_changed_between_two_passes_is_noticed(shapefile) -> None:
    path = shapefile(points(name=["a", "b", "c"]))
    table = open_table(path)
    path.with_suffix(".dbf").write_bytes(path.with_suffix(".dbf").read_bytes() + b" ")
    with pytest.raises(ConflictError):
        list(table.rows)


@pytest.mark.parametrize(
    "shape",
    [LineString([(0, 0), (1, 1)]), box(0, 0, 1, 1), Polygon(box(0, 0, 9, 9).exterior, [box(1, 1, 2, 2).exterior])],
)
def test_shapes_come_as_gdal_gives_them(shapefile, shape) -> None:
    path = shapefile(geopandas.GeoDataFrame({"id": [1]}, geometry=[shape], crs="EPSG:32637"))
    (row,) = open_table(path).rows
    assert row.geometry.equals(pyogrio.read_dataframe(path).geometry[0])


def test_batches_join_without_a_seam(shapefile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fallow.formats.shapefile._BATCH", 4)
    frame = geopandas.GeoDataFrame({"id": range(10)}, geometry=[Point(n, 0) for n in range(10)], crs="EPSG:32637")
    rows = list(open_table(shapefile(frame)).rows)
    assert [(row.fields["id"], row.geometry.x) for row in rows] == [(str(n), n) for n in range(10)]


def test_a_part_that_is_not_a_table_is_refused(shapefile) -> None:
    path = shapefile(points(name=["a", "b", "c"]))
    path.with_suffix(".dbf").write_bytes(b"\x03" * 300)
    with pytest.raises(InputError) as caught:
        open_table(path)
    assert caught.value.kind in ("broken-part", "truncated")


def test_dates_truth_and_stars_of_a_dbf(tmp_path) -> None:
    fields = b"".join(
        struct.pack("<11sc4xBB14x", name, letter, width, 0)
        for name, letter, width in ((b"day", b"D", 8), (b"open", b"L", 1), (b"n", b"N", 4))
    )
    records = b" 20220224T  48" + b" 00000000?****" + b"         F    "
    content = struct.pack("<B3xIHH20x", 3, 3, 32 + len(fields) + 1, 14) + fields + b"\x0d" + records
    path = tmp_path / "a.dbf"
    path.write_bytes(content)
    dbf = parse_dbf(None, path)
    cells = [[dbf.cell(record, column, "ascii") for column in dbf.columns] for record in dbf.raw()]
    assert cells == [["2022-02-24", True, "48"], [None, None, None], [None, False, None]]
