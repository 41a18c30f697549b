"""The likelihood against arithmetic done another way."""

from __future__ import annotations

import math

import numba
import numpy as np
import pytest
from scipy import integrate, stats

from fallow.hazard.engines import _arrays as columns
from fallow.hazard.engines._likelihood import partial_value, term_value


@numba.njit
def _partial(x, n):
    return partial_value(x, n)


@numba.njit
def _term(kind, shown, y, k, rarity):
    return term_value(kind, shown, y, k, rarity)


@pytest.mark.parametrize("x", [1e-9, 0.03, 0.7, 4.0, 30.0])
@pytest.mark.parametrize("n", [0.0, 2.0, 5.0])
def test_an_unfinished_search_averages_over_the_share_searched(x, n):
    exact, _ = integrate.quad(lambda share: stats.poisson.pmf(n, share * x), 0, 1)
    if exact > 1e-30:
        assert _partial(x, n) == pytest.approx(math.log(exact), rel=1e-6, abs=1e-9)


def test_a_search_that_stopped_at_its_first_find_says_that_something_was_there_and_not_how_much():
    assert _partial(50.0, 1.0) == pytest.approx(math.log(0.5), abs=0.05)
    assert _partial(0.01, 1.0) < math.log(0.02)


def test_an_unfinished_search_without_a_find_says_little():
    assert _partial(2.0, 0.0) > math.log(0.4)
    assert _partial(2.0, 0.0) > -2.0 / 2


def test_a_searched_cell_is_negative_binomial():
    k, mean = 1.7, 3.2
    for y in (0, 1, 6):
        constant = sum(math.log((k + i) / k) for i in range(y)) - math.lgamma(y + 1) + y * math.log(mean)
        exact = stats.nbinom.logpmf(y, k, k / (k + mean))
        assert _term(columns.SEARCHED_CELL, mean, float(y), k, 1.0) + constant == pytest.approx(exact)


def test_silence_is_worth_at_most_a_factor_of_two():
    values = [_term(columns.REPORTING_CELL, shown, 0.0, 1.0, 5.0) for shown in np.geomspace(0.01, 1e6, 40)]
    assert min(values) >= math.log(0.5)
    assert max(values) <= 0.0
