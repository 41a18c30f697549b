"""A position is where its source meant it: in the source's frame, with the shift named and no finer than it deserves."""

from __future__ import annotations

from typing import Any

import pytest

from fallow.core.place import Place
from fallow.evidence.fault import Fault
from fallow.evidence.mapping_parse import parse_mapping
from fallow.evidence.readplace import ReadPlace, read_place


def read(
    position: dict[str, Any], row: dict[str, Any], geometry: Any = None, crs: str | None = None
) -> tuple[ReadPlace, list[Fault]]:
    faults: list[Fault] = []
    mapping = parse_mapping({"fallow-mapping": 1, "position": position})
    return read_place(row, mapping.position, geometry, crs, faults), faults


@pytest.mark.parametrize(
    ("position", "row"),
    [
        ({"lat": "a", "lon": "b"}, {"a": "48.5000", "b": "37.5"}),
        ({"text": "a"}, {"a": "48°30'00.0\"N 37°30'00.0\"E"}),
        ({"text": "a"}, {"a": "48.5000, 37.5000"}),
        ({"x": "a", "y": "b", "crs": "EPSG:32637"}, {"a": "389193.8", "b": "5372962.0"}),
        ({"lat": "a", "lon": "b"}, {"a": "48,5000", "b": "37,5000"}),
    ],
)
def test_one_place_in_five_notations_is_one_place(position: dict[str, Any], row: dict[str, str]) -> None:
    found, faults = read({**position, "uncertainty_m": 50}, row)
    true, _ = read({"lat": "a", "lon": "b"}, {"a": "48.5", "b": "37.5"})
    assert faults == []
    assert found.position.distance_m(true.position) < 10
    assert found.shift is None
    assert found.place.uncertainty_m == 50


def test_another_datum_is_shifted_with_its_operation_named_and_its_accuracy_counted() -> None:
    found, _ = read(
        {"lat": "a", "lon": "b", "crs": "EPSG:4131", "uncertainty_m": 1}, {"a": "17.000000", "b": "105.000000"}
    )
    plain, _ = read({"lat": "a", "lon": "b"}, {"a": "17.0", "b": "105.0"})
    assert 300 < found.position.distance_m(plain.position) < 700
    assert found.shift.source == "EPSG:4131"
    assert found.place.uncertainty_m >= found.shift.accuracy_m > 1


def test_a_geometry_in_another_datum_is_shifted_by_the_operation_that_is_named() -> None:
    point = {"type": "Point", "coordinates": ["105.0", "17.0"]}
    found, _ = read({"geometry": True}, {}, point, "EPSG:4131")
    cells, _ = read({"lat": "a", "lon": "b", "crs": "EPSG:4131"}, {"a": "17.000000", "b": "105.000000"})
    assert found.position.distance_m(cells.position) < 0.01
    assert found.shift == cells.shift


def test_a_geometry_without_a_frame_is_not_placed() -> None:
    found, faults = read({"geometry": True}, {}, {"type": "Point", "coordinates": ["500000", "1900000"]})
    assert found == ReadPlace()
    assert [fault.kind for fault in faults] == ["bad-position"]


def test_uncertainty_that_nobody_states_is_unknown_and_not_zero() -> None:
    found, _ = read({"lat": "a", "lon": "b"}, {"a": "48.123456", "b": "37.123456"})
    assert found.place == Place.at(found.position, None)
