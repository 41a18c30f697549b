"""Place: swapped axes, degrees taken for metres, and frames that meet by accident."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from fallow.core import FrameMismatchError, InputError
from fallow.core.place import WGS84, LonLat, Place, latlon_, lonlat_, parse_projected_crs, utm_crs_at

lons = st.floats(-179, 179)
lats = st.floats(-80, 80)


@given(lons, lats)
def test_the_constructor_names_the_order_and_the_object_answers_in_both(lon: float, lat: float) -> None:
    assert lonlat_(lon, lat) == latlon_(lat, lon)
    assert lonlat_(lon, lat).lonlat == lonlat_(lon, lat).latlon[::-1]


@given(lons, st.floats(-70, 70), st.floats(0, 360), st.floats(1, 5000))
def test_distance_agrees_with_the_plane_over_short_stretches(
    lon: float, lat: float, bearing: float, metres: float
) -> None:
    # A second way: the local radii of curvature of the ellipsoid.
    a, e2 = 6378137.0, 0.00669437999014
    sin = math.sin(math.radians(lat))
    meridian = a * (1 - e2) / (1 - e2 * sin**2) ** 1.5
    normal = a / math.sqrt(1 - e2 * sin**2)
    north, east = metres * math.cos(math.radians(bearing)), metres * math.sin(math.radians(bearing))
    other = lonlat_(
        lon + math.degrees(east / (normal * math.cos(math.radians(lat)))), lat + math.degrees(north / meridian)
    )
    assert lonlat_(lon, lat).distance_m(other) == pytest.approx(metres, rel=5e-3)


@pytest.mark.parametrize(("lon", "lat"), [(49.0, 136.0), (181, 0), (float("nan"), 1), (0, float("inf"))])
def test_positions_off_the_globe_are_refused(lon: float, lat: float) -> None:
    with pytest.raises(InputError) as caught:
        lonlat_(lon, lat)
    assert caught.value.kind == "bad-position"


def test_places_of_two_frames_refuse_to_meet() -> None:
    degrees = Place.at(lonlat_(36.2, 50.0))
    metres = degrees.to(utm_crs_at(LonLat(36.2, 50.0)))
    with pytest.raises(FrameMismatchError):
        degrees.distance_m(metres)
    assert metres.to(WGS84).distance_m(degrees) < 1e-6


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:2229"])  # degrees; US survey feet
def test_lengths_are_never_taken_in_degrees_or_feet(crs: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_projected_crs(crs)
    assert caught.value.kind == "not-metres"


def test_an_unknown_crs_is_refused_by_name() -> None:
    with pytest.raises(InputError) as caught:
        Place(Point(0, 0), "EPSG:99999999")
    assert caught.value.kind == "bad-crs"


def test_unknown_uncertainty_stays_unknown_and_a_negative_one_is_refused() -> None:
    assert Place.at(lonlat_(1, 1)).uncertainty_m is None
    with pytest.raises(InputError):
        Place.at(lonlat_(1, 1), -5.0)
