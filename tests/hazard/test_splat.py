"""The prior mean of many strikes, against the formula."""

from __future__ import annotations

import numpy as np
import pytest

from fallow.core.errors import InputError
from fallow.hazard.splat import prior_intensity, prior_window

RNG = np.random.default_rng(0)
BOUNDS = (1000.0, 2000.0, 4000.0, 4500.0)


def strikes(n):
    return (
        RNG.uniform(800, 4200, n),
        RNG.uniform(1800, 4700, n),
        np.exp(RNG.uniform(np.log(25), np.log(250), n)),
        RNG.uniform(1, 40, n),
    )


def exact(x, y, sigma, items, cell):
    cx = BOUNDS[0] + (np.arange(int(3000 / cell)) + 0.5) * cell
    cy = BOUNDS[1] + (np.arange(int(2500 / cell)) + 0.5) * cell
    total = np.zeros((len(cy), len(cx)))
    for a, b, s, n in zip(x, y, sigma, items, strict=True):
        total += n * 1e4 / (2 * np.pi * s * s) * np.exp(-((cx[None] - a) ** 2 + (cy[:, None] - b) ** 2) / (2 * s * s))
    return total


@pytest.mark.parametrize("cell", [10.0, 25.0])
def test_it_is_the_formula_to_a_thousandth_of_the_peak(cell):
    given = strikes(60)
    formula = exact(*given, cell)
    field = prior_intensity(*given, bounds=BOUNDS, cell_m=cell)
    assert field.shape == formula.shape
    assert np.abs(field - formula).max() < 1e-3 * formula.max()


@pytest.mark.parametrize("sigma", [12.0, 25.0, 49.9, 50.1, 99.0, 101.0, 201.0, 420.0, 1500.0])
@pytest.mark.parametrize("bounds", [BOUNDS, (1000.0, 2000.0, 3990.0, 4510.0), (1000.0, 2000.0, 1090.0, 2010.0)])
def test_one_strike_of_any_spread_is_the_formula_on_even_and_odd_and_tiny_grids(sigma, bounds):
    """A wide strike goes through coarser lattices, which must not move it by a fraction of a cell."""
    x, y = 1711.3, 2907.9
    cx = bounds[0] + (np.arange(round((bounds[2] - bounds[0]) / 10)) + 0.5) * 10
    cy = bounds[1] + (np.arange(round((bounds[3] - bounds[1]) / 10)) + 0.5) * 10
    peak = 3.0 * 1e4 / (2 * np.pi * sigma**2)
    formula = peak * np.exp(-((cx[None] - x) ** 2 + (cy[:, None] - y) ** 2) / (2 * sigma**2))
    vectors = (np.array([v]) for v in (x, y, sigma, 3.0))
    field = prior_intensity(*vectors, bounds=bounds, cell_m=10.0)
    assert field.shape == formula.shape
    assert np.abs(field - formula).max() < 9e-4 * peak


def test_the_number_of_threads_changes_no_bit():
    given = strikes(200)
    one, two = (prior_intensity(*given, bounds=BOUNDS, cell_m=10.0, threads=n) for n in (1, 2))
    assert np.array_equal(one, two)


def test_items_are_kept():
    field = prior_intensity(
        np.array([2500.0]), np.array([3200.0]), np.array([60.0]), np.array([17.0]), bounds=BOUNDS, cell_m=10.0
    )
    assert field.sum() * 100 / 1e4 == pytest.approx(17.0, rel=2e-3)


def test_strikes_elsewhere_and_no_strikes_leave_nothing():
    none = np.zeros(0)
    assert prior_intensity(none, none, none, none, bounds=BOUNDS, cell_m=50.0).sum() == 0
    far = prior_intensity(
        np.array([9e5]), np.array([9e5]), np.array([50.0]), np.array([5.0]), bounds=BOUNDS, cell_m=50.0
    )
    assert far.sum() == 0


@pytest.mark.parametrize("cell", [10.0, 50.0])
def test_a_room_given_is_added_to(cell):
    given = strikes(10)
    alone = prior_intensity(*given, bounds=BOUNDS, cell_m=cell)
    room = np.ones(alone.shape, np.float32)
    out = prior_intensity(*given, bounds=BOUNDS, cell_m=cell, out=room)
    assert out is room
    assert np.allclose(room, alone + 1, rtol=1e-5)


@pytest.mark.parametrize("spoil", [("sigma", 0.0), ("sigma", -3.0), ("x", np.nan), ("items", np.inf)])
def test_strikes_without_a_place_or_a_spread_are_refused(spoil):
    given = dict(zip(("x", "y", "sigma", "items"), strikes(5), strict=True))
    given[spoil[0]][2] = spoil[1]
    with pytest.raises(InputError) as error:
        prior_intensity(*given.values(), bounds=BOUNDS, cell_m=50.0)
    assert error.value.kind == "bad-strikes"


def test_vectors_of_different_length_are_refused():
    x, y, sigma, items = strikes(5)
    with pytest.raises(InputError):
        prior_intensity(x[:4], y, sigma, items, bounds=BOUNDS, cell_m=50.0)
    with pytest.raises(InputError):
        prior_intensity(x, y, sigma, items, bounds=BOUNDS, cell_m=50.0, out=np.zeros((3, 3), np.float32))


@pytest.mark.parametrize("cell", [10.0, 30.0])
def test_a_country_put_together_from_windows_has_the_bytes_of_the_whole(cell):
    """A seam between tiles would be a line on the map that means nothing."""
    x, y, sigma, items = strikes(150)
    sigma[:3] = (600.0, 5.0, 1500.0)
    whole = prior_intensity(x, y, sigma, items, bounds=BOUNDS, cell_m=cell)
    rows, columns = whole.shape
    rng = np.random.default_rng(5)
    for _ in range(40):
        r0, c0 = int(rng.integers(rows - 1)), int(rng.integers(columns - 1))
        r1, c1 = int(rng.integers(r0 + 1, rows + 1)), int(rng.integers(c0 + 1, columns + 1))
        part = prior_window(x, y, sigma, items, corner=BOUNDS[:2], cell_m=cell, window=(r0, r1, c0, c1))
        assert part.tobytes() == whole[r0:r1, c0:c1].tobytes(), (r0, r1, c0, c1)
