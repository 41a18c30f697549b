"""Export: the file for the hazard field holds the contract's properties, nothing private, and counts what it leaves out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from fallow.core.errors import InputError
from fallow.evidence.claim import Basis, Claim
from fallow.hazard.inputs import parse_strike
from fallow.strikes import hypotheses, load_catalogue, strikes_geojson, to_features

Make = Callable[..., Claim]
CATALOGUE = load_catalogue()
CONTRACT = ["id", "munition", "carriers", "position_sigma_m", "bearing_deg", "p_real", "date", "source"]


def test_the_file_has_the_contracts_properties_and_nothing_else(claim: Make) -> None:
    private = {"private": {"description": "a child was hurt", "link": "https://example.org/witness"}}
    strikes = hypotheses([claim("a", munition="9M27K", carriers=4, key="X1", **private)], CATALOGUE)
    exported = strikes_geojson(strikes)
    (feature,) = exported.collection["features"]
    assert list(feature["properties"]) == CONTRACT
    assert feature["properties"]["munition"] == "9m27k"
    assert feature["properties"]["carriers"] == 4
    assert feature["properties"]["date"] == "2022-03-01"
    assert feature["properties"]["source"] == "entry-a"
    assert feature["geometry"] == {"type": "Point", "coordinates": [20.0, 10.0]}
    text = exported.text()
    assert "http" not in text
    assert "child" not in text
    assert json.loads(text) == exported.collection


def test_the_hazard_field_reads_what_is_written(claim: Make) -> None:
    claims = [
        claim("a"),
        claim("b", 25.0, day=date(2022, 3, 1), days=31),
        claim("c", 26.0, day=date(2022, 1, 1), days=365),
    ]
    for feature in to_features(hypotheses(claims, CATALOGUE))["features"]:
        record = parse_strike(feature["properties"], 0.0, 0.0, date(2023, 1, 1))
        assert record.p_real == 0.85
        assert record.position_sigma_m == 100.0


@pytest.mark.parametrize(
    ("start", "days", "text"),
    [
        (date(2022, 3, 1), 1, "2022-03-01"),
        (date(2022, 3, 1), 31, "2022-03"),
        (date(2024, 2, 1), 29, "2024-02"),
        (date(2022, 1, 1), 365, "2022"),
        (date(2022, 3, 1), 5, "2022-03-05"),
    ],
)
def test_a_stretch_of_days_is_not_made_more_exact_than_it_is(claim: Make, start: date, days: int, text: str) -> None:
    (feature,) = to_features(hypotheses([claim("a", day=start, days=days)], CATALOGUE))["features"]
    assert feature["properties"]["date"] == text


def test_what_is_left_out_is_counted_with_its_reason(claim: Make) -> None:
    claims = [
        claim("a"),
        claim("b", None),
        claim("c", 30.0, day=None),
        claim("d", 31.0, basis=Basis.ASSERTS_OTHER, source="0" * 64),
        claim("e", 50.0),
    ]
    strikes = hypotheses(claims, CATALOGUE)
    exported = strikes_geojson(strikes, bounds=(19.0, 9.0, 40.0, 11.0))
    assert {reason: len(ids) for reason, ids in exported.left_out.items()} == {
        "only asserted in documents, nobody observed it": 1,
        "no date": 1,
        "no place": 1,
        "outside the bounds": 1,
    }
    assert len(exported.collection["features"]) == 1
    assert len(strikes_geojson(strikes, with_candidates=True).collection["features"]) == 3


def test_bounds_in_metres_take_a_margin_and_bounds_in_degrees_do_not(claim: Make) -> None:
    strikes = hypotheses([claim("a", 39.0, 0.001)], CATALOGUE)  # 500 km east, 111 m north in UTM 37N
    narrow = strikes_geojson(strikes, bounds=(500_200, 0, 501_000, 1000), crs="EPSG:32637")
    wide = strikes_geojson(strikes, bounds=(500_200, 0, 501_000, 1000), crs="EPSG:32637", margin_m=300)
    assert len(narrow.collection["features"]) == 0
    assert len(wide.collection["features"]) == 1
    with pytest.raises(InputError, match="degree"):
        strikes_geojson(strikes, bounds=(0, 0, 1, 1), margin_m=300)


def test_simulated_claims_make_simulated_strikes(claim: Make) -> None:
    strikes = hypotheses([claim("a", labels=("cluster_munition", "simulated"))], CATALOGUE)
    assert to_features(strikes)["features"][0]["properties"]["source"] == "simulated;entry-a"
