"""A survey area of 500 x 500 m, a plan over it by the exact engine, and frames of strikes and finds."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import geopandas
import pytest
from shapely.geometry import Point

sys.path.insert(0, str(Path(__file__).parent))
from _exact import ExactSampler

from fallow.survey import Planner

CRS = "EPSG:32637"
BOUNDS = (500_000.0, 5_300_000.0, 500_500.0, 5_300_500.0)


@pytest.fixture
def strikes():
    def make(*places, crs=CRS, **columns):
        rows = {
            "id": [f"s{number}" for number in range(len(places))],
            "position_sigma_m": 60.0,
            "date": "2023-05-01",
            "source": "simulated",
        } | columns
        return geopandas.GeoDataFrame(rows, geometry=[Point(*place) for place in places], crs=crs)

    return make


@pytest.fixture
def finds():
    def make(*places, crs=CRS, **columns):
        rows = {"id": [f"f{number}" for number in range(len(places))], "kind": "unexploded"} | columns
        return geopandas.GeoDataFrame(rows, geometry=[Point(*place) for place in places], crs=crs)

    return make


@pytest.fixture
def plan():
    def make(mean_items=None, finds=None, strikes=None, **options):
        mean = [0.2] * 100 if mean_items is None else mean_items
        given = {
            "bounds": BOUNDS,
            "crs": CRS,
            "on": date(2024, 1, 1),
            "sampler": lambda start: ExactSampler(mean, seed=start),
        } | options
        return Planner(strikes, finds, **given)

    return make
