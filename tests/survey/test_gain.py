"""The worth of boxes against arithmetic: the drawing rule's reach, the direct gain, what a find teaches."""

import numpy as np
import pytest

from fallow.survey import make_grid
from fallow.survey.gain import Belief, GainMap, reach_kernel

GRID = make_grid((0, 0, 450, 450), "EPSG:32637", 50)
EVERY = np.ones(81, dtype=bool)


def gains(items, *, uncovered=None, lesson_rings=3):
    draws = np.asarray(items, dtype=np.float32)
    belief = Belief(draws, np.full(len(draws), 0.9, np.float32), np.full(len(draws), 1 / len(draws), np.float32))
    open_share = np.ones(81, np.float32) if uncovered is None else uncovered
    return GainMap(
        GRID, belief, open_share, np.ones(81, np.float32), np.zeros(81, bool), reach_kernel(50.0, 50.0), lesson_rings
    )


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
    assert gains(items).worth(40).direct == pytest.approx((1 - np.exp(-1.8)) * 2.0 * share, rel=1e-5)
    assert gains(items).worth(0).direct == 0.0


def test_ground_already_drawn_in_is_worth_nothing_more():
    items = np.full((1, 81), 0.3)
    assert gains(items, uncovered=np.zeros(81, np.float32)).best_direct(EVERY) == 0.0


def test_a_find_teaches_only_where_boxes_hang_together():
    rng = np.random.default_rng(2)
    apart = rng.gamma(0.3, 1.0, (400, 81))
    together = np.repeat(rng.gamma(0.3, 1.0, (400, 1)), 81, axis=1)
    independent, common = gains(apart), gains(together)
    for one in (independent, common):
        one.teach(bar=one.best_direct(EVERY))
    assert common.worth(40).taught > 5 * independent.worth(40).taught
    certain = gains(np.full((50, 81), 0.3))
    certain.teach(bar=0.1)
    assert certain.worth(40).taught == pytest.approx(0.0, abs=1e-5)


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
    assert moved.worth(60).direct == pytest.approx(float(moved._all_direct().ravel()[60]), rel=1e-5)
    assert moved.worth(41).direct == pytest.approx(float(moved._all_direct().ravel()[41]), rel=1e-5)
