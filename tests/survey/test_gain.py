"""The worth of boxes against arithmetic: the drawing rule's reach, the direct gain, what a batch leaves."""

import numpy as np
import pytest

from fallow.survey import make_grid
from fallow.survey.gain import Belief, GainMap, reach_kernel

GRID = make_grid((0, 0, 450, 450), "EPSG:32637", 50)
EVERY = np.ones(81, dtype=bool)


def gains(items, *, uncovered=None):
    draws = np.asarray(items, dtype=np.float32)
    belief = Belief(draws, np.full(len(draws), 0.9, np.float32), np.full(len(draws), 1 / len(draws), np.float32))
    open_share = np.ones(81, np.float32) if uncovered is None else uncovered
    return GainMap(GRID, belief, open_share, np.ones(81, np.float32), np.zeros(81, bool), reach_kernel(50.0, 50.0))


def test_reach_agrees_with_a_monte_carlo_integral():
    rng = np.random.default_rng(1)
    a, b = rng.uniform(0, 50, (200_000, 2)), rng.uniform(0, 50, (200_000, 2))
    shares = {(column, row): share for column, row, share in reach_kernel(50.0, 50.0)}
    for step in ((0, 0), (1, 0), (0, -1), (1, 1)):
        drawn = float((np.hypot(*(b + np.array(step) * 50 - a).T) <= 50).mean())
        assert shares[step] == pytest.approx(drawn, abs=0.01)
    assert shares[1, 0] == shares[0, 1] == shares[-1, 0]


def test_direct_gain_of_a_lone_box_is_chance_of_a_find_times_what_it_draws_in():
    items = np.zeros((1, 81))
    items[0, 40] = 2.0
    share = {(c, r): s for c, r, s in reach_kernel(50.0, 50.0)}[0, 0]
    assert gains(items).worth(40).gain == pytest.approx((1 - np.exp(-1.8)) * 2.0 * share, rel=1e-5)
    assert gains(items).worth(0).gain == 0.0


def test_ground_already_drawn_in_is_worth_nothing_more():
    items = np.full((1, 81), 0.3)
    assert gains(items, uncovered=np.zeros(81, np.float32)).best(EVERY) == 0.0


def test_a_batch_does_not_crowd_where_one_find_would_draw_all_in():
    items = np.zeros((1, 81))
    items[0, [40, 41, 4]] = 5.0, 4.9, 3.5
    shrunk = gains(items)
    left = EVERY.copy()
    taken = []
    for _ in range(2):
        worth = shrunk.take(left)
        left[worth.box] = False
        taken.append(worth.box)
    # Boxes 40 and 41 draw each other in; the second box goes where the other items are.
    assert taken[0] in (40, 41)
    assert taken[1] == 4


def test_taking_from_a_copy_leaves_the_map_as_it_was():
    one = gains(np.random.default_rng(3).gamma(0.5, 1.0, (20, 81)))
    before = one.worth(40)
    one.copy().take(EVERY)
    assert one.worth(40) == before


def test_local_updates_agree_with_starting_over():
    items = np.random.default_rng(4).gamma(0.5, 1.0, (30, 81)).astype(np.float32)
    moved = gains(items)
    moved.take(np.arange(81) == 40)
    assert moved.worth(60).gain == pytest.approx(float(moved._all_gains().ravel()[60]), rel=1e-5)
    assert moved.worth(41).gain == pytest.approx(float(moved._all_gains().ravel()[41]), rel=1e-5)


def test_far_ground_keeps_its_level_and_loses_its_noise():
    rng = np.random.default_rng(5)
    spikes = np.zeros((20, 81), np.float32)
    spikes[np.arange(20), rng.integers(0, 81, 20)] = (
        10.0  # one phantom strike a draw: the mean is flat, the draws are not
    )
    belief = Belief(spikes, np.full(20, 0.9, np.float32), np.full(20, 0.05, np.float32))
    ones, far = np.ones(81, np.float32), np.ones(81, bool)
    rough = GainMap(GRID, belief, ones, ones, ~far, reach_kernel(50.0, 50.0))
    calm = GainMap(GRID, belief, ones, ones, far, reach_kernel(50.0, 50.0))
    of = lambda one: np.array([one.worth(box).gain for box in range(81)])  # noqa: E731
    assert of(calm).max() < 0.5 * of(rough).max()
    assert of(calm).mean() == pytest.approx(of(rough).mean(), rel=0.3)
