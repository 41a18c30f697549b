"""Dangers of a residual figure: zero draws read as zero risk, a figure for ground outside, a verdict."""

from datetime import date

import numpy as np
import pytest
import shapely

from fallow.core.errors import InputError
from fallow.core.when import parse_when
from fallow.hazard import solve
from fallow.hazard.inputs import Search, StrikeRecord
from fallow.release import NOT_COVERED, Residual, residual_of_counts, residuals

CRS = "EPSG:32637"
W, S = 500_000.0, 5_300_000.0


def of_counts(counts, **more):
    given = {"share_assessed": 1.0, "area_ha": 1.0, "method": "m", "simulated": True} | more
    return residual_of_counts("A", np.asarray(counts), **given)


def test_zero_finds_and_zero_draws_give_no_zero_risk():
    none = of_counts(np.zeros(200, dtype=int))
    assert 0 < none.p_at_least_one < 0.005
    assert none.expected > 0
    assert of_counts(np.zeros(200, dtype=int), p_at_least_one=0.0, expected=0.0).p_at_least_one > 0


def test_the_chance_agrees_with_the_count_of_draws_where_there_are_enough():
    rng = np.random.default_rng(0)
    held = of_counts(rng.poisson(0.5, 20_000))
    assert held.p_at_least_one == pytest.approx(1 - np.exp(-0.5), abs=0.01)
    assert held.expected == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("counts", [[], [[1, 2]], [-1, 0], [np.nan, 1.0]])
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(InputError) as caught:
        of_counts(counts)
    assert caught.value.kind == "bad-draws"


def test_there_is_no_verdict_and_no_way_to_ask_for_one():
    names = {name for name in dir(Residual) if not name.startswith("_")}
    assert not {name for name in names if "safe" in name or "verdict" in name or "clear" in name}
    held = of_counts([0, 0, 1])
    assert "does not say that the land is safe" in held.sentence
    assert held.to_json()["does_not_cover"] == list(NOT_COVERED)


def test_a_sliver_of_a_search_is_no_search():
    assert of_counts([1], share_assessed=1e-11).share_assessed == 0.0
    assert of_counts([1], share_assessed=0.9999).share_assessed == 1.0
    assert of_counts([1], share_assessed=None).share_assessed is None
    assert "not known how much" in of_counts([1], share_assessed=None).sentence


@pytest.fixture(scope="module")
def field():
    record = StrikeRecord("s", W + 300, S + 300, 50.0, parse_when("2023-01-01"), "simulated")
    searches = [Search("q", shapely.box(W + 600, S + 600, W + 800, S + 800), 0.9)]
    return solve(
        [record], searches, [], bounds=(W, S, W + 1000, S + 1000), crs=CRS, cell_m=50.0, seed=1, on=date(2024, 1, 1)
    )


def test_residuals_of_a_field(field):
    outlines = {
        "near": shapely.box(W + 200, S + 200, W + 400, S + 400),
        "searched": shapely.box(W + 600, S + 600, W + 700, S + 700),
        "outside": shapely.box(W + 900, S, W + 1100, S + 200),
    }
    near, searched, outside = residuals(field, outlines)
    assert (near.share_assessed, searched.share_assessed) == (0.0, 1.0)
    assert near.p_at_least_one > searched.p_at_least_one > 0
    assert searched.expected > 0
    assert near.area_ha == 4.0
    assert near.simulated
    assert near.sentence.startswith("SIMULATED")
    assert outside.p_at_least_one is None
    assert outside.expected is None
    assert "unknown is not zero" in outside.sentence
