"""What the Cox field reads, expects and hands back: each part against a count or an integral of its own."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import integrate, stats
from shapely.geometry import box

from fallow.core.when import parse_when
from fallow.hazard.belief import build_belief
from fallow.hazard.cox import design, fields
from fallow.hazard.cox.design import make_design
from fallow.hazard.cox.looked import looked_at
from fallow.hazard.cox.offset import Offset, expected_density
from fallow.hazard.cox.settings import Wide, believed, frame_of
from fallow.hazard.cox.shares import draw_shares, log_partial, log_reports, missing_share, usual_shares
from fallow.hazard.cox.shift import shift_constant
from fallow.hazard.engines import _arrays as A  # noqa: N812 - a column's name is read a hundred times here
from fallow.hazard.engines.cox import CoxField
from fallow.hazard.engines.role import Inputs
from fallow.hazard.grid import make_grid
from fallow.hazard.ground import build_ground
from fallow.hazard.inputs import Find, FindKind, Search, StrikeRecord

WEST, SOUTH = 500_000.0, 6_000_000.0
GRID = make_grid((WEST, SOUTH, WEST + 1000, SOUTH + 1000), "EPSG:32727", 50.0)
NONE = np.zeros((0, 2))


def strike(x=500.0, y=500.0, sigma=60.0, **more):
    return StrikeRecord("a", WEST + x, SOUTH + y, sigma, parse_when("2021-05-01"), "simulated", **more)


def search(name, x, y, p=0.9, complete=True):
    return Search(name, box(WEST + x, SOUTH + y, WEST + x + 50, SOUTH + y + 50), p, complete)


def find(name, x, y, within=None, kind=FindKind.UNEXPLODED):
    return Find(name, WEST + x, SOUTH + y, within, kind, True)


def test_expected_items_add_up_to_what_the_records_say():
    belief = build_belief([strike(carriers=2.0, p_real=0.6)])
    offset = expected_density(GRID, belief, NONE)
    row = belief.slots[0]
    told = math.exp(row[A.NUMBER] + row[A.NUMBER_SD] ** 2 / 2) / (1 + math.exp(-row[A.LOGIT_ON]))
    lit = (offset.density - offset.even).sum() * GRID.square_m**2
    assert 0.85 * told < lit < told  # heavy tails reach past the bounds
    assert (offset.density > 0).all()
    assert offset.density.reshape(60, 60)[30, 30] == pytest.approx(offset.density.max())


def test_a_casing_without_a_record_stands_for_a_strike_and_beside_one_for_little():
    belief, far = build_belief([strike(sigma=20.0)]), np.array([[WEST + 50.0, SOUTH + 50.0]])
    near = np.array([[WEST + 500.0, SOUTH + 500.0]])
    plain, lone, explained = (expected_density(GRID, belief, c).density.sum() for c in (NONE, far, near))
    assert lone - plain > 2 * (explained - plain) > 0


def looked(searches=(), finds=()):
    ground = build_ground(GRID, searches, finds)
    even = Offset(np.full(3600, 1e-4), 1e-4, 0.0, 1.0)
    return ground, looked_at(ground, even)


def test_exposure_is_the_share_that_searches_would_have_found():
    searches = [search("s", 100, 100), search("t", 100, 100, 0.5), search("half", 225, 100)]
    _, seen = looked(searches, [find("f", 110, 110, "s"), find("g", 120, 110, "t")])
    exposed = seen.exposed(0.7).reshape(20, 20)
    assert exposed[2, 2] == pytest.approx(0.25 * (1 - (0.1 * 0.5) ** 0.7))
    assert exposed[2, 4] == pytest.approx(0.125 * (1 - 0.1**0.7))
    assert exposed[2, 5] == pytest.approx(exposed[2, 4])
    assert exposed.sum() == pytest.approx(exposed[2, [2, 4, 5]].sum())
    assert seen.y.reshape(20, 20)[2, 2] == seen.located.sum() == 2.0
    first, second = 1 - 0.1**0.7, 0.1**0.7 * (1 - 0.5**0.7)
    assert seen.log_which(0.7) == pytest.approx(math.log(first) + math.log(second))


def test_reports_and_unfinished_searches_are_located_but_not_complete():
    _, seen = looked([search("p", 300, 300, complete=False)], [find("v", 510, 510), find("f", 310, 310, "p")])
    assert seen.y.sum() == 0.0
    assert seen.located.reshape(20, 20)[10, 10] == 1.0
    assert seen.searched.reshape(20, 20)[6, 6] == seen.searched.sum() == 1.0
    whole = seen.whole(1.0, np.ones(400))
    assert whole[seen.kind == A.PARTIAL_SEARCH] == pytest.approx([0.9 * 0.25])
    assert whole[seen.kind == A.REPORTING_CELL] == pytest.approx([0.25 * 25] * 16)


def shares_of(kind, count):
    _, seen = looked()
    return replace(seen, kind=np.array([kind]), count=np.array([float(count)]))


@pytest.mark.parametrize(("count", "whole"), [(0, 1e-6), (0, 0.3), (2, 5.0), (7, 0.01), (3, 80.0)])
def test_an_unfinished_search_is_the_integral_over_its_share(count, whole):
    seen = shares_of(A.PARTIAL_SEARCH, count)

    def height(s):
        return s**count * math.exp(-s * whole)

    total = integrate.quad(height, 0, 1)[0]
    mean = integrate.quad(lambda s: s * height(s), 0, 1)[0] / total
    square = integrate.quad(lambda s: s * s * height(s), 0, 1)[0] / total
    assert log_partial(seen, np.array([[whole]]))[0] == pytest.approx(math.log(total), abs=1e-6)
    assert usual_shares(seen, np.array([whole]), 1.0)[0] == pytest.approx(mean, rel=1e-5)
    assert missing_share(seen, np.array([whole]), 1.0)[0] == pytest.approx((square - mean**2) * whole / mean, abs=1e-5)
    drawn = draw_shares(seen, np.full((4000, 1), whole), np.ones(4000), np.random.default_rng(1))
    assert drawn.mean() == pytest.approx(mean, abs=5 * math.sqrt(square - mean**2) / 60)


@pytest.mark.parametrize("count", [0, 1, 4])
def test_reports_are_the_integral_over_peoples_effort(count):
    seen, whole, rare = shares_of(A.REPORTING_CELL, count), 3.0, 5.0
    effort = stats.gamma(0.5, scale=1 / rare)
    chance = integrate.quad(lambda v: stats.poisson.pmf(count, v**2 * whole) * effort.pdf(v**2) * 2 * v, 0, 3)[0]
    chance = 0.5 * chance + 0.5 * (count == 0)
    known = math.lgamma(0.5 + count) - math.lgamma(0.5) - math.lgamma(count + 1)
    left_out = 0.0 if count == 0 else math.log(0.5) + known + count * math.log(whole)
    found = log_reports(seen, np.array([[whole]]), np.array([rare]))[0] + left_out
    assert found == pytest.approx(math.log(chance), abs=1e-6)


def test_the_move_of_the_constant_keeps_a_posterior_it_is_given():
    """Poisson counts under a normal constant, against quadrature."""
    rng, n, y, e, precision = np.random.default_rng(2), 4000, 1.0, 0.4, 0.7

    def likelihood(_part, seen):
        return y * seen[:, 0] - e * np.exp(seen[:, 0])

    at = rng.normal(size=n)
    for _ in range(12):
        at = at + shift_constant(likelihood, at[:, None], at, np.full(n, precision), rng)
    grid = np.linspace(-8, 6, 4001)
    weight = np.exp(y * grid - e * np.exp(grid) - 0.5 * precision * grid**2)
    weight /= weight.sum()
    mean = weight @ grid
    sd = math.sqrt(weight @ (grid - mean) ** 2)
    assert at.mean() == pytest.approx(mean, abs=5 * sd / math.sqrt(n))
    assert at.std() == pytest.approx(sd, rel=0.08)


def frame(searches, finds):
    ground, belief = build_ground(GRID, searches, finds), build_belief([strike()])
    offset = expected_density(GRID, belief, NONE)
    return frame_of(GRID, looked_at(ground, offset), believed(belief, GRID, offset))


def test_without_a_search_the_settings_are_the_prior():
    made = make_design(frame([], [find("v", 500, 500)]), np.random.default_rng(0), points=64)
    assert made.effective == pytest.approx(64)
    assert np.abs(made.normals.mean(axis=0)).max() < 0.1
    assert np.abs(made.normals.std(axis=0) - 1).max() < 0.15


def test_a_second_search_that_finds_most_lowers_the_effort_believed():
    searches = [search(f"s{i}", 400 + 50 * i, 500) for i in range(4)]
    again = [*searches, *[search(f"t{i}", 400 + 50 * i, 500) for i in range(4)]]
    first = [find(f"f{i}", 410 + 50 * i, 520, f"s{i}") for i in range(4)]
    later = [find(f"g{i}-{j}", 420 + 50 * i, 510 + 9 * j, f"t{i}") for i in range(4) for j in range(3)]
    poor, good = (make_design(frame(again, f), np.random.default_rng(0), points=32) for f in (first + later, first))
    assert (poor.weight @ poor.settings[:, 3]) < 0.6 * (good.weight @ good.settings[:, 3])


def test_finds_without_a_strike_are_explained_where_they_lie():
    searches = [search(f"s{i}", 50 * i, 500) for i in range(0, 20, 2)]
    finds = [find(f"f{j}", 410 + 4 * j, 520, "s8") for j in range(6)]
    ground, belief = build_ground(GRID, searches, finds), build_belief([])
    inputs = Inputs((), tuple(searches), tuple(finds), ground, belief)
    assert "no strike on record" in CoxField().fits(inputs).why
    left = CoxField().solve(inputs, seed=1, n_draws=120, effort=0.5)
    mean = left.mean.reshape(20, 20)
    assert (left.items > 0).all()
    assert mean[10, 7] > 5 * mean[10, 1]
    assert mean[10, 7] > 5 * mean[10, 15]


def test_both_ways_to_draw_give_the_same_field(monkeypatch):
    """By way of the observed cells, and by perturbed solves: what is left agrees within sampling error."""
    searches = [search(f"s{i}", 300 + 50 * (i % 6), 300 + 50 * (i // 6)) for i in range(36)]
    finds = [find(f"f{j}", 460 + 11 * j, 520, f"s{27 + j // 5}") for j in range(8)]
    given = Inputs(
        (strike(),), tuple(searches), tuple(finds), build_ground(GRID, searches, finds), build_belief([strike()])
    )
    direct = CoxField().solve(given, seed=1, n_draws=200, effort=0.5)
    monkeypatch.setattr(fields, "MOST_DIRECT", 0)
    perturbed = CoxField().solve(given, seed=2, n_draws=200, effort=0.5)
    for share in (0.25, 0.5, 0.75):
        one, two = (np.quantile(each.items.sum(axis=1), share) for each in (direct, perturbed))
        assert 0.65 < one / two < 1.5


def test_more_searched_ground_than_the_weights_can_hold_leaves_whole_tiles_of_it(monkeypatch):
    searches = [search(f"s{i}", 50 * (i % 20), 50 * (i // 20)) for i in range(200)]
    monkeypatch.setattr(design, "MOST_DENSE", 100)
    whole = frame(searches, [find("f", 510, 210, "s90")])
    kept = design._kept(whole, np.random.default_rng(0)).reshape(20, 20)
    assert 30 <= kept.sum() <= 100
    tiles = {tuple(t) for t in np.argwhere(kept) // design.TILE}
    for r, c in tiles:
        side = design.TILE
        assert kept[r * side : min((r + 1) * side, 10), c * side : (c + 1) * side].all()
    assert make_design(whole, np.random.default_rng(0), points=16).effective > 4


def test_what_is_believed_has_the_mean_that_the_records_say():
    wide = Wide(np.zeros(4), np.ones(4), 1.1, 0.3, 50.0)
    assert wide.flat(np.array([[2.0, 200.0, 1.0, 1.0]])) == pytest.approx([2.3])


def test_compiled_kernels_call_nothing_of_other_files():
    """The compiler's cache looks at the kernels' own file: a call into another would go stale unseen."""
    import fallow.hazard.cox._kernels as kernels

    assert "fallow" not in Path(kernels.__file__).read_text(encoding="utf-8").split('"""', 2)[2]
