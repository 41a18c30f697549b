"""The matrix-free parts against dense algebra on lattices small enough for it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fallow.core.errors import InputError
from fallow.hazard.cox.counts import Counts
from fallow.hazard.cox.direct import DirectDraws
from fallow.hazard.cox.marginal import covariance_among, log_determinant, log_marginal
from fallow.hazard.cox.matern import draw_prior, from_waves, padded, precision_spectrum, to_waves, unit_variance
from fallow.hazard.cox.mode import find_mode
from fallow.hazard.cox.nested import Prior, find_mode_nested
from fallow.hazard.cox.perturb import draw_about
from fallow.hazard.cox.solves import solve_shifted

SHAPE = (9, 8)


def small(sigma=1.3, reach=4.0, constant=0.7):
    """Spectrum, precision and covariance of a small lattice."""
    spectrum = precision_spectrum(padded(5, 4, 2), sigma, reach, constant)
    basis = np.eye(spectrum.size).reshape(-1, *spectrum.shape)
    dense = [from_waves(to_waves(basis) * s).reshape(spectrum.size, -1) for s in (spectrum, 1.0 / spectrum)]
    return spectrum, *dense


def bent(rng, shape):
    return rng.gamma(0.5, size=shape) * (rng.random(shape) < 0.4)


def seen(rng, shape, k=1.5):
    e = 2.0 * rng.random(shape) * (rng.random(shape) < 0.5)
    t = 0.5 * rng.random(shape) * (rng.random(shape) < 0.3)
    y = rng.poisson(e)
    return Counts(*(a[None].astype(float) for a in (y + rng.poisson(t), y, e, t)), np.array([k]))


def test_the_precision_is_that_of_the_laplacian_of_the_lattice():
    spectrum, precision, _ = small(constant=0.0)
    n, m = spectrum.shape
    laplacian = np.zeros((n * m, n * m))
    for r in range(n):
        for c in range(m):
            for r2, c2 in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
                if 0 <= r2 < n and 0 <= c2 < m:
                    laplacian[r * m + c, r * m + c] += 1.0
                    laplacian[r * m + c, r2 * m + c2] -= 1.0
    kappa2 = 8.0 / 4.0**2
    shifted = kappa2 * np.eye(n * m) + laplacian
    assert np.allclose(precision, shifted @ shifted * unit_variance(np.sqrt(kappa2)) / 1.3**2)


def test_a_cell_far_from_the_border_has_the_told_variance_and_the_constant():
    spectrum = precision_spectrum(padded(61, 61, 0), 1.7, 5.0, 0.6)
    variance = covariance_among(spectrum, np.array([31]), np.array([31]))[0, 0]
    assert variance == pytest.approx(1.7**2 + 0.6**2, rel=1e-3)


def test_correlation_falls_to_about_a_seventh_at_the_reach():
    spectrum = precision_spectrum(padded(121, 121, 0), 1.0, 12.0, 0.0)
    pair = covariance_among(spectrum, np.array([60, 60]), np.array([60, 72]))
    assert pair[0, 1] / pair[0, 0] == pytest.approx(0.14, abs=0.02)


def test_covariance_from_images_is_the_inverse_of_the_precision():
    spectrum, precision, covariance = small()
    row, column = np.divmod(np.arange(spectrum.size), spectrum.shape[1])
    assert np.allclose(covariance_among(spectrum, row, column), covariance)
    assert np.allclose(precision @ covariance, np.eye(spectrum.size), atol=1e-9)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), sigma=st.floats(0.3, 3.0), reach=st.floats(1.5, 12.0), lift=st.floats(-2.0, 3.0))
def test_a_solve_without_a_matrix_is_the_dense_one(seed, sigma, reach, lift):
    rng = np.random.default_rng(seed)
    spectrum, precision, _ = small(sigma, reach)
    bend, right = 10.0**lift * bent(rng, spectrum.shape), rng.normal(size=spectrum.shape)
    solved = solve_shifted(spectrum[None], bend[None], right[None], tolerance=1e-12)
    exact = np.linalg.solve(precision + np.diag(bend.ravel()), right.ravel())
    assert np.allclose(solved.x.ravel(), exact, rtol=1e-7, atol=1e-8 * np.abs(exact).max())
    assert np.allclose(solved.qx.ravel(), precision @ exact, atol=1e-6 * np.abs(right).max())


def test_a_solve_that_does_not_end_is_said_and_not_returned():
    rng = np.random.default_rng(0)
    spectrum, _, _ = small()
    with pytest.raises(InputError, match="in 2 steps"):
        solve_shifted(
            spectrum[None], 100 * bent(rng, spectrum.shape)[None], rng.normal(size=(1, *spectrum.shape)), most=2
        )


def test_slope_and_bend_are_those_of_finite_differences():
    rng = np.random.default_rng(3)
    counts = seen(rng, SHAPE)
    field = rng.normal(size=(1, *SHAPE))
    slope, bend = np.empty_like(field), np.empty_like(field)
    counts.at(field, slope, bend)
    for r, c in rng.integers(0, SHAPE, (20, 2)):
        step = np.zeros_like(field)
        step[0, r, c] = 1e-4
        up, middle, down = (counts.value(field + s * step)[0] for s in (1, 0, -1))
        assert (up - down) / 2e-4 == pytest.approx(slope[0, r, c], abs=1e-6)
        assert -(up - 2 * middle + down) / 1e-8 == pytest.approx(bend[0, r, c], abs=1e-4)


@pytest.mark.parametrize("k", [0.4, 3.0, np.inf])
def test_the_mode_has_no_slope_left(k):
    rng = np.random.default_rng(5)
    spectrum, precision, _ = small()
    counts = seen(rng, spectrum.shape, k)
    mode = find_mode(spectrum[None], counts, tolerance=1e-7)
    slope, bend = np.empty_like(mode.u), np.empty_like(mode.u)
    height = counts.at(mode.u, slope, bend)
    assert np.allclose(slope.ravel(), precision @ mode.u.ravel(), atol=1e-5)
    assert mode.log_height[0] == pytest.approx(height[0] - 0.5 * mode.u.ravel() @ precision @ mode.u.ravel(), abs=1e-8)


def test_a_cell_of_many_finds_where_none_was_expected_does_not_throw_newton_off():
    spectrum = precision_spectrum(padded(16, 16, 4), 6.0, 3.0, 1.0)[None]
    y, e = np.zeros(spectrum.shape), np.full(spectrum.shape, 1e-9)
    y[0, 10, 10] = 400.0
    mode = find_mode(spectrum, Counts(y, y, e, 0 * e, np.array([0.5])))
    assert np.isfinite(mode.u).all()
    assert mode.u[0, 10, 10] > 15.0


def test_starting_from_a_coarse_field_gives_the_same_mode():
    rng = np.random.default_rng(7)
    prior = Prior(1.5, 20.0, 0.8)
    spectrum = prior.spectrum((96, 96), np.float64)
    exposed = np.where(rng.random((1, 96, 96)) < 0.1, 0.3, 0.0)
    y = rng.poisson(exposed * np.exp(draw_prior(spectrum, rng))).astype(float)
    counts = Counts(y, y, exposed, 0 * exposed, np.array([1.5]))
    plain, nested = find_mode(spectrum, counts, tolerance=1e-5), find_mode_nested(prior, counts, tolerance=1e-5)
    assert np.abs(plain.u - nested.u).max() < 1e-3 * plain.u.std()
    single = Counts(*(a.astype(np.float32) for a in (y, y, exposed, 0 * exposed)), np.array([1.5], np.float32))
    assert np.abs(plain.u - find_mode_nested(prior, single).u).max() < 2e-2 * plain.u.std()


def test_the_determinant_and_the_marginal_are_exact_for_what_is_gaussian():
    """One observed cell: against quadrature. Many: the determinant against the dense one."""
    rng = np.random.default_rng(9)
    spectrum, _, covariance = small()
    bend = bent(rng, spectrum.shape)
    dense = np.linalg.slogdet(np.eye(spectrum.size) + covariance * bend.ravel()[None, :])[1]
    assert log_determinant(spectrum, bend) == pytest.approx(dense, rel=1e-10)
    y = np.zeros((1, *spectrum.shape))
    e = y.copy()
    y[0, 4, 4], e[0, 4, 4] = 6.0, 2.0
    counts = Counts(y, y, e, 0 * e, np.array([4.0]))
    found = log_marginal(spectrum[None], counts, find_mode(spectrum[None], counts, tolerance=1e-6))[0]
    v = np.linspace(-12, 12, 20_001)
    at = covariance[4 * spectrum.shape[1] + 4, 4 * spectrum.shape[1] + 4]
    log = 6.0 * v - 10.0 * np.log1p(2.0 * np.exp(v) / 4.0) - 0.5 * v**2 / at + counts.log_constant()[0]
    exact = np.log(np.trapezoid(np.exp(log), v) / np.sqrt(2 * np.pi * at))
    assert found == pytest.approx(exact, abs=0.05)


@pytest.mark.parametrize("way", ["perturb", "direct"])
def test_draws_have_the_covariance_of_the_exact_inverse(way):
    rng, n = np.random.default_rng(11), 6000
    spectrum, precision, _ = small()
    bend = bent(rng, spectrum.shape)
    if way == "perturb":
        wide = [np.broadcast_to(a, (n, *spectrum.shape)) for a in (spectrum, bend)]
        draws = draw_about(*wide, rng)
    else:
        draws = DirectDraws(spectrum[None], bend[None]).draw(np.zeros(n, np.int64), rng)
    flat = draws.reshape(n, -1)
    exact = np.linalg.inv(precision + np.diag(bend.ravel()))
    error = np.sqrt((exact**2 + np.outer(np.diag(exact), np.diag(exact))) / n)
    off = (flat.T @ flat / n - exact) / error
    assert np.abs(off).max() < 5.5
    assert 0.9 < off.std() < 1.1
