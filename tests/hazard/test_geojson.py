"""Files as they come: swapped, broken, in metres."""

from __future__ import annotations

import json
from datetime import date

import pytest

from fallow.core.errors import InputError, NotThereError
from fallow.hazard.geojson import read_areas, read_finds, read_searches, read_strikes

CRS = "EPSG:32637"
ON = date(2023, 1, 1)
STRIKE = {"id": "a", "position_sigma_m": 50, "date": "2022-05-01", "source": "simulated"}


def write(tmp_path, *features, **more):
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)} | more))
    return path


def feature(form, coordinates, **properties):
    return {"type": "Feature", "geometry": {"type": form, "coordinates": coordinates}, "properties": properties}


def square(lon, lat, side=0.001):
    return [[[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]]


def test_positions_arrive_in_metres_of_the_field(tmp_path):
    path = write(tmp_path, feature("Point", [39.0, 48.5], **STRIKE))
    (strike,) = read_strikes(path, CRS, ON)
    assert strike.x == pytest.approx(500_000.0, abs=0.01)
    assert strike.y == pytest.approx(5_371_875, abs=500)


@pytest.mark.parametrize("pair", [[48.5, 139.0], [500000, 5371875], [39.0, float("inf")]])
def test_swapped_axes_and_metres_are_refused(tmp_path, pair):
    path = write(tmp_path, feature("Point", pair, **STRIKE))
    with pytest.raises(InputError) as error:
        read_strikes(path, CRS, ON)
    assert error.value.kind in ("bad-position", "not-json")


def test_a_third_coordinate_is_left_aside(tmp_path):
    path = write(tmp_path, feature("Point", [39.0, 48.5, 120.0], **STRIKE))
    assert read_strikes(path, CRS, ON)[0].x == pytest.approx(500_000.0, abs=0.01)


def test_the_id_of_the_feature_serves_where_no_property_does(tmp_path):
    one = feature("Point", [39.0, 48.5], **{**STRIKE, "id": None}) | {"id": 7}
    assert read_strikes(write(tmp_path, one), CRS, ON)[0].id == "7"


def test_duplicate_ids_are_refused(tmp_path):
    path = write(tmp_path, feature("Point", [39.0, 48.5], **STRIKE), feature("Point", [39.1, 48.5], **STRIKE))
    with pytest.raises(InputError, match="twice"):
        read_strikes(path, CRS, ON)


@pytest.mark.parametrize("geometry", [None, {"type": "Polygon", "coordinates": square(39, 48)}, {"type": "Point"}])
def test_a_strike_without_a_point_is_refused(tmp_path, geometry):
    with pytest.raises(InputError) as error:
        read_strikes(write(tmp_path, {"type": "Feature", "geometry": geometry, "properties": STRIKE}), CRS, ON)
    assert error.value.kind == "wrong-geometry"


def test_another_frame_in_the_file_is_refused(tmp_path):
    path = write(tmp_path, crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32737"}})
    with pytest.raises(InputError, match="32737"):
        read_strikes(path, CRS, ON)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"type": "FeatureCollection", "features": [1]}', "{"])
def test_a_file_that_is_no_collection_is_refused(tmp_path, text):
    path = tmp_path / "x.geojson"
    path.write_text(text)
    with pytest.raises(InputError):
        read_strikes(path, CRS, ON)


def test_a_missing_file_is_not_an_empty_one(tmp_path):
    with pytest.raises(NotThereError):
        read_strikes(tmp_path / "none.geojson", CRS, ON)


def test_searches_finds_and_areas_are_read_in_order(tmp_path):
    ground = write(
        tmp_path,
        feature("Polygon", square(39.0, 48.5), id="q1", p_detect=0.9, complete=True, items_removed=False),
        feature("Polygon", square(39.002, 48.5), id="q0", p_detect=0.8, complete=False, items_removed=True),
    )
    searches = read_searches(ground, CRS)
    assert [search.id for search in searches] == ["q1", "q0"]
    path = tmp_path / "f.geojson"
    path.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [feature("Point", [39.0005, 48.5005], id="f", search="q1", kind="unexploded")],
            }
        )
    )
    assert read_finds(path, CRS, searches)[0].removed is False
    assert list(read_areas(ground, CRS)) == ["q1", "q0"]


def test_a_bow_tie_area_is_refused(tmp_path):
    bow = [[[39.0, 48.5], [39.001, 48.501], [39.001, 48.5], [39.0, 48.501], [39.0, 48.5]]]
    with pytest.raises(InputError, match="Self-intersection"):
        read_areas(write(tmp_path, feature("Polygon", bow, id="x")), CRS)
