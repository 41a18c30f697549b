"""Scenes small enough to solve in a blink."""

from __future__ import annotations

from datetime import date

from shapely.geometry import box

from fallow.core.when import parse_when
from fallow.hazard.inputs import Find, FindKind, Search, StrikeRecord
from fallow.hazard.solving import solve

CRS = "EPSG:32727"
BOUNDS = (500_000.0, 6_000_000.0, 501_000.0, 6_001_000.0)
ON = date(2023, 1, 1)


def strike(name="a", x=500_500.0, y=6_000_500.0, sigma=60.0, **more):
    return StrikeRecord(name, x, y, sigma, parse_when("2021-05-01"), "simulated", **more)


def searched(name, west, south, side=50.0, p=0.9, **more):
    west, south = BOUNDS[0] + west, BOUNDS[1] + south
    return Search(name, box(west, south, west + side, south + side), p, **more)


def found(name, x, y, search=None, kind=FindKind.UNEXPLODED, removed=None):
    return Find(name, BOUNDS[0] + x, BOUNDS[1] + y, search, kind, search is not None if removed is None else removed)


def quick(strikes=(), searches=(), finds=(), *, seed=1, cell_m=50.0, effort=0.15, n_draws=160, bounds=BOUNDS):
    return solve(
        strikes,
        searches,
        finds,
        bounds=bounds,
        crs=CRS,
        cell_m=cell_m,
        seed=seed,
        on=ON,
        effort=effort,
        n_draws=n_draws,
    )
