"""The engine for a planner: updates that matter, detection that is learnt, the same answer each time."""

from __future__ import annotations

import numpy as np
import pytest
from hazard_small import BOUNDS, CRS, found, strike

from fallow.core.errors import InputError
from fallow.hazard.engines.mixture import MixtureSampler


def sampler(**more):
    return MixtureSampler([strike()], bounds=BOUNDS, crs=CRS, box_m=50.0, seed=3, draws=96, chains=4, **more)


def test_boxes_are_counted_from_the_south_west():
    one = sampler()
    assert (one.n_columns, one.n_rows) == (20, 20)
    draws = one.intensity_draws()
    assert draws.shape == (96, 400)
    assert draws.dtype == np.float32
    assert (draws > 0).all()
    assert draws.mean(axis=0).reshape(20, 20)[8:12, 8:12].mean() > 3 * draws.mean()


def test_the_same_updates_give_the_same_draws():
    one, two = sampler(), sampler()
    for each in (one, two):
        each.intensity_draws()
        each.update(210, p_detect=0.9, n_found=3)
    assert np.array_equal(one.intensity_draws(), two.intensity_draws())


def test_finds_raise_the_neighbours_and_an_empty_search_lowers_them():
    hot, cold = sampler(), sampler()
    hot.update(190, p_detect=0.9, n_found=5)
    for box in range(188, 192):
        cold.update(box, p_detect=0.9, n_found=0)
    assert hot.intensity_draws()[:, 191].mean() > 2 * cold.intensity_draws()[:, 210].mean()


def test_an_unfinished_search_leaves_the_box_open():
    whole, part = sampler(), sampler()
    whole.update(210, p_detect=0.9, n_found=0)
    part.update(210, p_detect=0.9, n_found=0, complete=False)
    assert part.intensity_draws()[:, 210].mean() > 2 * whole.intensity_draws()[:, 210].mean()


def test_a_second_search_of_the_same_box_teaches_detection():
    poor, good = sampler(), sampler()
    for each, again in ((poor, 7), (good, 0)):
        each.update(210, p_detect=0.9, n_found=8)
        each.update(210, p_detect=0.9, n_found=again)
        each.intensity_draws()
    assert poor.detection_draws(0.9).mean() < good.detection_draws(0.9).mean() - 0.1
    assert good.detection_draws(0.9).shape == (96,)
    assert ((good.detection_draws(0.9) > 0) & (good.detection_draws(0.9) < 1)).all()


def test_strays_are_part_of_the_intensity():
    one = sampler()
    draws, strays = one.intensity_draws(), one.stray_draws()
    assert strays.shape == (96,)
    assert (strays > 0).all()
    assert np.median(strays) < np.median(draws.max(axis=1))


def test_a_report_draws_belief_to_itself():
    told, silent = sampler(finds=[found("v", 125, 125)]), sampler()
    assert told.intensity_draws()[:, 42].mean() > 2 * silent.intensity_draws()[:, 42].mean()


@pytest.mark.parametrize("wrong", [{"box_index": -1}, {"box_index": 400}, {"n_found": -1}, {"p_detect": 1.4}])
def test_searches_that_cannot_be_are_refused(wrong):
    told = {"box_index": 5, "p_detect": 0.9, "n_found": 0} | wrong
    with pytest.raises(InputError):
        sampler().update(told.pop("box_index"), **told)
