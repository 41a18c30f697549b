"""Coordinates: what was written is where it is, as precisely as it was written, or it is refused."""

from __future__ import annotations

import math
import warnings

import mgrs as mgrs_library
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from fallow.core import FallowError, InputError
from fallow.core.errors import FrameMismatchError
from fallow.core.place import LonLat
from fallow.formats.angle import format_dms, parse_angle
from fallow.formats.coordinates import NOTATIONS, parse_pair, parse_position, parse_xy
from fallow.formats.mgrs import format_mgrs, parse_mgrs
from fallow.formats.utm import format_utm, grid_zone

GEOD = Geod(ellps="WGS84")
PLACES = st.builds(LonLat, st.floats(-180, 180), st.floats(-90, 90))
GRID_PLACES = st.builds(LonLat, st.floats(-179.999, 179.999), st.floats(-79.9, 83.9))

KHARKIV = (49.99, 36.2304)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("49.99, 36.2304", KHARKIV),
        ("49.99 36.2304", KHARKIV),
        ("49.99;36.2304", KHARKIV),
        ("(49.99, 36.2304)", KHARKIV),
        ("49,99 36,2304", KHARKIV),
        ("49,99; 36,2304", KHARKIV),
        ("49,99, 36,2304", KHARKIV),
        ("49.99 N, 36.2304 E", KHARKIV),
        ("N 49.99 E 36.2304", KHARKIV),
        ("36.2304 E 49.99 N", KHARKIV),
        ("49.99°, 36.2304°", KHARKIV),
        ("49.99 degrees north, 36.2304 degrees east", KHARKIV),
        ("٤٩٫٩٩، ٣٦٫٢٣٠٤", KHARKIV),
        ("\u200e49.99,\u00a036.2304", KHARKIV),
        ("-12.5, -36.25", (-12.5, -36.25)),
        ("\u221212.5, \u221236.25", (-12.5, -36.25)),
        ("12.5S 36.25W", (-12.5, -36.25)),
        ("12°30'00\"S 36°15'00\"W", (-12.5, -36.25)),
        ("12°30′00″S, 36°15′00″W", (-12.5, -36.25)),
        ("12º30’00”S 36º15’00”W", (-12.5, -36.25)),
        ("12°30''S 36°15''W", None),
        ("12 30 00 S 36 15 00 W", (-12.5, -36.25)),
        ("S12 30.000 W036 15.000", (-12.5, -36.25)),
        ("-12:30:00, -36:15:00", (-12.5, -36.25)),
        ("12d30'S 36d15'W", (-12.5, -36.25)),
        ("12 deg 30 min S, 36 deg 15 min W", (-12.5, -36.25)),
        ("-0°30'0\", 0°15'0\"", (-0.5, 0.25)),
        ("0°30'0\"S, 0°15'0\"W", (-0.5, -0.25)),
        ("1e-05, -2e-05", (1e-05, -2e-05)),
    ],
)
def test_the_spellings_that_people_use(text: str, expected) -> None:
    if expected is None:
        with pytest.raises(InputError):
            parse_position(text)
        return
    parsed = parse_position(text)
    assert parsed.position.latlon == pytest.approx(expected, abs=1e-12)
    assert parsed.text == text
    assert parsed.operation is None


def test_bare_numbers_need_a_stated_notation() -> None:
    with pytest.raises(InputError):
        parse_position("12 30 00 36 15 00")
    assert parse_position("12 30 00 36 15 00", notation="dms").position.latlon == (12.5, 36.25)
    with pytest.raises(InputError):
        parse_position("49.99, 36.2304", notation="dms")


@pytest.mark.parametrize("digits", range(8))
def test_each_digit_written_claims_ten_times_more(digits: int) -> None:
    metres = parse_position(f"0.{'0' * digits}1, 0.{'0' * digits}1").precision_m
    # A degree of longitude on the equator: 2 pi 6378137 m / 360.
    assert metres == pytest.approx(2 * math.pi * 6378137 / 360 * 10.0 ** -(digits + 1) / 2, rel=1e-4)


@given(lat=st.floats(-89, 89), places=st.integers(0, 6))
def test_the_precision_is_half_a_unit_of_the_last_place_on_the_ground(lat: float, places: int) -> None:
    lat = round(lat, places)
    text = f"{lat:.{places}f}, 10.{'0' * places}" if places else f"{lat:.0f}, 10"
    parsed = parse_position(text)
    half = 10.0**-places / 2
    # Around the position as it was written: half a unit north to half a unit south, likewise east to west.
    north, south = min(lat + half, 90), max(lat - half, -90)
    tall = GEOD.inv(10, south, 10, north)[2] / (north - south) * half
    wide = GEOD.inv(10 - half, lat, 10 + half, lat)[2] / 2
    assert parsed.precision_m == pytest.approx(max(tall, wide), rel=0.01)


@given(place=PLACES, places=st.integers(0, 4))
@example(place=LonLat(59.99999999, -0.0000001), places=1)
@example(place=LonLat(-0.0001, 12.9999999), places=0)
@example(place=LonLat(180.0, 90.0), places=0)
def test_dms_round_trip_within_what_it_claims(place: LonLat, places: int) -> None:
    parsed = parse_position(format_dms(place, places))
    assert parsed.notation == "dms"
    half_degrees = 10.0**-places / 3600 / 2
    assert abs(parsed.position.lat - place.lat) <= half_degrees * (1 + 1e-6) + 1e-12
    assert abs(parsed.position.lon - place.lon) <= half_degrees * (1 + 1e-6) + 1e-12
    assert place.distance_m(parsed.position) <= parsed.precision_m * math.sqrt(2) * 1.02 + 1e-6


@given(place=PLACES)
def test_no_dms_is_ever_written_with_sixty(place: LonLat) -> None:
    assert "60" not in format_dms(place, 0).replace("°", " ").replace("'", " ").replace('"', " ").split()[1:3]


@given(place=GRID_PLACES, places=st.integers(0, 3))
def test_utm_agrees_with_proj_and_comes_back(place: LonLat, places: int) -> None:
    text = format_utm(place, places)
    zone, south = grid_zone(place), place.lat < 0
    code = f"EPSG:{(32700 if south else 32600) + zone}"
    easting, northing = Transformer.from_crs("EPSG:4326", code, always_xy=True).transform(*place.lonlat)
    written = [float(part) for part in text.split()[2:]]
    assert written == pytest.approx([easting, northing], abs=10.0**-places / 2 + 1e-5)
    parsed = parse_position(text)
    assert parsed.notation == "utm"
    assert parsed.precision_m == pytest.approx(10.0**-places / 2)
    assert place.distance_m(parsed.position) <= parsed.precision_m * math.sqrt(2) * 1.001 + 1e-3


@given(place=GRID_PLACES, digits=st.integers(0, 5))
@settings(max_examples=200)
def test_the_square_of_a_grid_reference_holds_the_position_it_was_made_from(place: LonLat, digits: int) -> None:
    text = format_mgrs(place, digits)
    square = parse_mgrs(text)
    assert square.side_m == 100_000 / 10**digits
    assert parse_position(text).precision_m == square.side_m / 2
    assert place.distance_m(square.position) <= square.side_m / math.sqrt(2) * 1.001 + 1.0


@given(place=GRID_PLACES)
@example(place=LonLat(0.0, -7e-10))
@example(place=LonLat(129.70432, 8.000026))
def test_the_library_of_grid_references_agrees(place: LonLat) -> None:
    text = format_mgrs(place)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        lat, lon = mgrs_library.MGRS().toLatLon(text)
    assert parse_mgrs(text).position.distance_m(LonLat(lon, lat)) <= 1.0


@pytest.mark.parametrize(
    "text",
    ["37UCR3171624587", "37U CR 31716 24587", "37u cr 31716 24587", "MGRS: 37U CR 31716 24587", "37UCR 31716 24587"],
)
def test_a_grid_reference_may_be_spaced(text: str) -> None:
    assert parse_position(text).position.latlon == pytest.approx((49.85005, 36.659031), abs=2e-5)


def test_a_grid_square_without_digits_is_a_hundred_kilometres_wide() -> None:
    assert parse_position("37UCR").precision_m == 50_000


@pytest.mark.parametrize(
    "text",
    [
        "37U 415000 5540000",
        "37 U 415000 5540000",
        "37 north 415000 5540000",
        "37N 415000 5540000",
        "UTM zone 37 N 415000 5540000",
        "37U 415000E 5540000N",
        "37U 415000mE 5540000mN",
        "37U E 415000 N 5540000",
        "37U N 5540000, E 415000",
        "37U 415000, 5540000",
        "37U 5540000N 415000E",
    ],
)
def test_the_spellings_of_utm(text: str) -> None:
    back = Transformer.from_crs("EPSG:32637", "EPSG:4326", always_xy=True).transform(415000, 5540000)
    assert parse_position(text).position.lonlat == pytest.approx(back, abs=1e-9)


def test_a_letter_between_two_numbers_belongs_to_neither() -> None:
    for text in ("37U 415000 N 5540000", "37U N 415000 N 5540000"):
        with pytest.raises(InputError):
            parse_position(text)


def test_the_letter_s_is_read_only_where_one_reading_is_left() -> None:
    assert parse_position("37S 415000 8000000").position.lat < 0
    assert parse_position("37S 415000 4000000", notation="utm-band").position.lat == pytest.approx(36.1, abs=0.1)
    assert parse_position("37S 415000 4000000", notation="utm-hemisphere").position.lat == pytest.approx(-54.1, abs=0.1)
    assert parse_position("37 south 415000 4000000").position.lat == pytest.approx(-54.1, abs=0.1)
    with pytest.raises(InputError):
        parse_position("37S 415000 4000000")


@given(place=GRID_PLACES)
def test_the_band_letter_never_moves_a_position(place: LonLat) -> None:
    # On the equator itself, the north of one half and the south of the other are the same line.
    assume(abs(place.lat) > 1e-4)
    band = format_mgrs(place, 0)[2:3] if format_mgrs(place, 0)[:2].isdigit() else format_mgrs(place, 0)[1:2]
    zone, _, easting, northing = format_utm(place).split()
    assume(100_000 <= float(easting) < 900_000)
    banded = parse_position(f"{zone}{band} {easting} {northing}", notation="utm-band").position
    assert banded.distance_m(parse_position(format_utm(place)).position) < 1e-3


def test_indian_1960_is_moved_by_hundreds_of_metres_and_the_operation_is_named() -> None:
    parsed = parse_pair("17.96667", "102.60000", crs="EPSG:4131")
    moved = LonLat(102.6, 17.96667).distance_m(parsed.position)
    # Laos lies outside the areas that EPSG gives for this datum, and that is said.
    assert 300 < moved < 600
    assert parsed.operation.accuracy_m == 27
    assert "Indian 1960" in parsed.operation.name
    assert not parsed.operation.inside_area
    assert "outside the area" in parsed.operation.sentence


def test_the_most_accurate_operation_whose_area_holds_the_place_is_taken() -> None:
    operation = parse_pair("10.80", "106.60", crs="EPSG:4131").operation
    assert (operation.inside_area, operation.ballpark) == (True, False)
    assert operation.to_json()["accuracy_m"] == "27"
    kharkiv = parse_pair("49.99", "36.23", crs="EPSG:4284")
    assert kharkiv.operation.accuracy_m <= 5
    assert 90 < LonLat(36.23, 49.99).distance_m(kharkiv.position) < 200


def test_utm_on_an_older_datum_uses_its_ellipsoid_and_then_its_shift() -> None:
    parsed = parse_position("48N 700000 1200000", crs="EPSG:4131")
    # The same grid by EPSG's own projected system: Indian 1960 / UTM zone 48N.
    by_code = parse_xy("700000", "1200000", "EPSG:3148")
    assert parsed.position.distance_m(by_code.position) < 0.01
    assert parsed.operation.accuracy_m == by_code.operation.accuracy_m


def test_a_datum_without_a_known_operation_says_that_nothing_was_moved() -> None:
    parsed = parse_pair("10.0", "10.0", crs="EPSG:4001")
    assert parsed.operation.ballpark
    assert parsed.operation.accuracy_m is None
    assert "hundreds of metres" in parsed.operation.sentence


def test_projected_columns_in_wgs84_need_no_shift() -> None:
    parsed = parse_xy("415 000", "5540000.5", "EPSG:32637")
    back = Transformer.from_crs("EPSG:32637", "EPSG:4326", always_xy=True).transform(415000, 5540000.5)
    assert parsed.position.lonlat == pytest.approx(back, abs=1e-12)
    assert (parsed.precision_m, parsed.operation, parsed.notation) == (0.5, None, "xy")


def test_x_is_longitude_in_columns_of_degrees() -> None:
    parsed = parse_xy("36.2304", "49,99", "EPSG:4326")
    assert parsed.position.latlon == KHARKIV
    assert parsed.precision_m == pytest.approx(556, rel=0.01)


def test_feet_are_turned_into_metres_of_precision() -> None:
    assert parse_xy("6561667", "1640417", "EPSG:2263").precision_m == pytest.approx(0.3048 / 2, rel=1e-3)


def test_a_projected_system_cannot_name_the_datum_of_degrees() -> None:
    for read in (
        lambda: parse_pair("49.99", "36.23", "EPSG:32637"),
        lambda: parse_position("49.99, 36.23", crs="EPSG:32637"),
    ):
        with pytest.raises(FrameMismatchError):
            read()


def test_an_unknown_notation_names_those_that_there_are() -> None:
    with pytest.raises(InputError, match="utm-band"):
        parse_position("49.99, 36.23", notation="geohash")


def test_swapped_axes_in_range_are_neither_seen_nor_swapped() -> None:
    assert parse_pair("36.2304", "49.99").position.latlon == (36.2304, 49.99)


@given(text=st.text(st.sampled_from("0123456789.,;:-+°'\" NSEWOUCRnsew/()\u2032\u200e٣"), max_size=30))
@settings(max_examples=300)
def test_no_text_gets_past_the_errors(text: str) -> None:
    for notation in (None, *NOTATIONS):
        try:
            parsed = parse_position(text, notation)
        except FallowError:
            continue
        assert abs(parsed.position.lat) <= 90
        assert parsed.precision_m > 0


@given(degrees=st.floats(-180, 180), places=st.integers(0, 9))
def test_an_angle_in_decimals_is_the_number_that_was_written(degrees: float, places: int) -> None:
    text = f"{degrees:.{places}f}"
    assert parse_angle(text).degrees == pytest.approx(float(text), abs=1e-12)
    assert parse_angle(text.replace(".", ",")).degrees == parse_angle(text).degrees
    assert parse_angle(text).last_place_degrees == pytest.approx(10.0**-places)
