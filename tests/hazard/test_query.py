"""Counts of areas: exact shares, joint draws, one truth for overlapping outlines."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hazard_small import BOUNDS, CRS
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from shapely.ops import split

from fallow.hazard.grid import Grid
from fallow.hazard.query import count_quantile, query_areas, realise
from fallow.hazard.table import rows_csv, rows_json

GRID = Grid((0.0, 0.0, 200.0, 100.0), CRS, 50.0)
RNG = np.random.default_rng(2)
ITEMS = RNG.gamma(0.7, 1.0, (60, 2, 4)).astype(np.float32)
NOTHING = shapely.Polygon()


def ask(areas, n_draws=0, certain=(), items=ITEMS, seed=4):
    known = np.array(certain, dtype=float).reshape(-1, 2)
    return query_areas(GRID, items, items.mean(axis=0, dtype=float), known, NOTHING, areas, seed=seed, n_draws=n_draws)


def test_the_southernmost_row_is_the_last_of_the_array():
    items = np.zeros((1, 2, 4), np.float32)
    items[0, 1, 0] = 7.0
    (row,) = ask({"south-west": shapely.box(0, 0, 50, 50)}, items=items)
    assert row.expected == pytest.approx(7.0)


def test_part_of_a_cell_counts_by_its_share():
    whole, quarter = ask({"a": shapely.box(0, 0, 50, 50), "b": shapely.box(0, 0, 25, 25)})
    assert quarter.expected == pytest.approx(whole.expected / 4)


@given(st.floats(5, 195), st.floats(5, 95), st.floats(0, 3.1))
@settings(deadline=None, max_examples=25)
def test_disjoint_parts_add_up_to_their_union_draw_by_draw(x, y, turn):
    whole = shapely.box(10, 10, 190, 90)
    line = shapely.affinity.rotate(shapely.LineString([(x - 500, y), (x + 500, y)]), turn, use_radians=True)
    parts = shapely.get_parts(split(whole, line))
    # Off every line that is likely to be drawn: an item exactly on a border counts for both sides of it, on purpose.
    certain = [(30.3137085, 30.7710678), (120.2718281, 77.4142135)]
    rows = ask({"whole": whole} | {f"p{i}": part for i, part in enumerate(parts)}, 25, certain=certain)
    assert (sum(row.draws for row in rows[1:]) == rows[0].draws).all()
    assert sum(row.expected for row in rows[1:]) == pytest.approx(rows[0].expected, rel=1e-6)


def test_draws_of_an_area_do_not_depend_on_what_else_is_asked():
    one, other = shapely.box(20, 20, 120, 80), shapely.Point(100, 50).buffer(40)
    alone = ask({"one": one}, 30)[0].draws
    beside = ask({"other": other, "one": one}, 30)[1].draws
    assert (alone == beside).all()


def test_more_draws_than_the_field_has_are_new_realisations():
    draws = ask({"all": shapely.box(0, 0, 200, 100)}, 120)[0].draws
    assert not (draws[:60] == draws[60:]).all()
    assert draws.mean() == pytest.approx(ITEMS.sum(axis=(1, 2)).mean(), rel=0.15)


def test_draws_have_the_distribution_that_the_quantiles_state():
    area = {"odd": shapely.Point(90, 45).buffer(40)}
    (row,) = ask(area, 3000)
    assert row.draws.mean() == pytest.approx(row.expected, rel=0.06)
    assert (row.draws == 0).mean() == pytest.approx(1 - row.p_at_least_one, abs=0.03)
    assert abs(np.quantile(row.draws, 0.95, method="inverted_cdf") - row.q95) <= 1


def test_known_items_are_certain_in_every_row_that_holds_them():
    rows = ask(
        {"a": shapely.box(0, 0, 50, 50), "b": shapely.box(0, 0, 100, 100), "c": shapely.box(150, 0, 200, 50)},
        20,
        certain=[(10, 10)],
    )
    assert [row.p_at_least_one == 1.0 for row in rows] == [True, True, False]
    assert (rows[0].draws >= 1).all()
    assert rows[0].q05 >= 1


def test_numbers_are_blank_outside_the_bounds_and_nowhere_else():
    rows = ask(
        {
            "in": shapely.box(0, 0, 200, 100),
            "out": shapely.box(500, 500, 600, 600),
            "across": shapely.box(150, 50, 260, 90),
            "hair": shapely.box(-0.01, 0, 50, 50),
        },
        5,
    )
    assert [row.expected is None for row in rows] == [False, True, True, False]
    table = rows_csv(rows, 5).splitlines()
    assert table[2].startswith("out,,,,,,,,false,")
    assert table[2].endswith(",,,,")
    assert rows_json(rows, True)["areas"][1]["expected"] is None


def test_the_table_has_the_columns_of_the_contract():
    lines = rows_csv(ask({"a, b": shapely.box(0, 0, 50, 50)}, 12), 12).split("\n")
    assert lines[0] == "id,expected,q05,q25,q50,q75,q95,p_at_least_one,assessed," + ",".join(
        f"draw_{d:03d}" for d in range(12)
    )
    assert lines[1].startswith('"a, b",')
    assert lines[-1] == ""


def test_a_tiny_chance_is_never_written_as_zero():
    items = np.full((3, 2, 4), 1e-9, np.float32)
    (row,) = ask({"a": shapely.box(0, 0, 50, 50)}, items=items)
    line = rows_csv([row], 0).splitlines()[1]
    assert float(line.split(",")[7]) > 0
    assert float(line.split(",")[1]) > 0


@given(st.lists(st.floats(1e-6, 300), min_size=1, max_size=6), st.sampled_from([0.05, 0.25, 0.5, 0.75, 0.95]))
@settings(deadline=None, max_examples=60)
def test_a_count_quantile_is_the_least_count_that_reaches_the_level(means, level):
    mean = np.array(means)
    q = count_quantile(mean, level)
    assert stats.poisson.cdf(q, mean).mean() >= level
    assert q == 0 or stats.poisson.cdf(q - 1, mean).mean() < level


def test_items_lie_in_the_cells_that_expect_them():
    expected = np.zeros(8, np.float32)
    expected[5] = 400.0
    x, y = realise(GRID, expected, np.random.default_rng(0))
    assert ((x >= 50) & (x <= 100) & (y >= 50) & (y <= 100)).all()
    assert len(x) == pytest.approx(400, abs=80)
    assert BOUNDS[0] > 0
