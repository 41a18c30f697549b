"""The drift of chains started at the truth: none for a right kernel, seen for a wrong one."""

from __future__ import annotations

import numpy as np
import pytest

from fallow.core.errors import InputError
from fallow.hazard.calibration.invariance import drift, worst_drift


def walked(power, n=400, steps=30, seed=3):
    """A normal mean with one observation, walked by Metropolis steps whose log ratio is multiplied by ``power``."""
    rng = np.random.default_rng(seed)
    true = rng.normal(size=n)
    seen = true + rng.normal(size=n)

    def log_density(at):
        return -0.5 * at**2 - 0.5 * (at - seen) ** 2

    at = true.copy()
    for _ in range(steps):
        new = at + rng.normal(size=n)
        accept = np.log(rng.random(n)) < power * (log_density(new) - log_density(at))
        at = np.where(accept, new, at)
    return np.column_stack([true, -((true - seen) ** 2)]), np.column_stack([at, -((at - seen) ** 2)])


def test_a_right_kernel_does_not_drift():
    assert worst_drift(drift(("mean", "fit"), *walked(1.0))) > 0.01


@pytest.mark.parametrize("power", [0.5, 2.0])
def test_a_ratio_that_is_wrong_by_a_power_drifts(power):
    assert worst_drift(drift(("mean", "fit"), *walked(power, n=3000))) < 1e-4


def test_a_right_kernel_is_failed_as_often_as_the_level_says():
    low = [worst_drift(drift(("mean", "fit"), *walked(1.0, n=60, steps=8, seed=s))) < 0.1 for s in range(150)]
    assert np.mean(low) < 0.18


def test_what_is_not_paired_is_refused():
    with pytest.raises(InputError) as error:
        drift(("a",), np.zeros((3, 1)), np.zeros((4, 1)))
    assert error.value.kind == "not-paired"
    assert drift(("same",), np.ones((5, 1)), np.ones((5, 1)))[0].p == 1.0
