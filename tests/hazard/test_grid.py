"""Cells, blocks and squares fit together, and shares of cells add up."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from fallow.core.errors import InputError
from fallow.hazard.coverage import cell_shares, split_ground
from fallow.hazard.grid import MOST_CELLS, Grid, make_grid

CRS = "EPSG:32727"


@given(st.sampled_from([1.0, 3.0, 7.5, 10.0, 20.0, 25.0, 33.0, 50.0, 64.0, 100.0, 250.0, 1000.0]))
def test_every_square_lies_in_one_cell_and_in_one_block(cell_m):
    grid = Grid((0.0, 0.0, 3 * cell_m, 2 * cell_m), CRS, cell_m)
    for side in (grid.cell_m, grid.block_m):
        assert side / grid.square_m == pytest.approx(round(side / grid.square_m))
    assert grid.square_m <= 17.0 + 1e-9
    assert 25.0 <= grid.block_m <= 75.0
    x, y = grid.centres(grid.square_m)
    rows, columns = grid.blocks
    assert len(x) == round(6 * cell_m**2 / grid.square_m**2)
    block = grid.index_of(x, y, grid.block_m, columns)
    assert block.min() >= 0
    assert block.max() < rows * columns


def test_bounds_that_are_no_multiple_of_the_cell_are_covered():
    grid = Grid((0.0, 0.0, 110.0, 90.0), CRS, 50.0)
    assert (grid.n_columns, grid.n_rows) == (3, 2)
    assert Grid((0.0, 0.0, 100.0 + 1e-9, 100.0), CRS, 50.0).n_columns == 2


@pytest.mark.parametrize(
    ("bounds", "cell", "kind"),
    [
        ((10.0, 0.0, 0.0, 10.0), 5.0, "bad-bounds"),
        ((0.0, 10.0, 10.0, 0.0), 5.0, "bad-bounds"),
        ((0.0, 0.0, float("nan"), 10.0), 5.0, "bad-bounds"),
        ((0.0, 0.0, 1000.0, 1000.0), 0.0, "bad-cell"),
        ((0.0, 0.0, 1000.0, 1000.0), -5.0, "bad-cell"),
        ((0.0, 0.0, 1000.0, 1000.0), 2000.0, "bad-cell"),
        ((30.0, 48.0, 31.0, 49.0), 50.0, "bad-cell"),
        ((0.0, 0.0, 160_000.0, 160_000.0), 10.0, "too-many-cells"),
    ],
)
def test_impossible_grids_are_refused(bounds, cell, kind):
    with pytest.raises(InputError) as error:
        make_grid(bounds, CRS, cell)
    assert error.value.kind == kind


def test_degrees_are_never_taken_for_metres():
    with pytest.raises(InputError) as error:
        make_grid((30.0, 48.0, 31.0, 49.0), "EPSG:4326", 50.0)
    assert error.value.kind == "not-metres"
    assert make_grid((0.0, 0.0, 500.0 * 50, 500.0 * 50), CRS, 50.0).n_rows ** 2 == MOST_CELLS


GRID = Grid((0.0, 0.0, 200.0, 200.0), CRS, 20.0)


@given(
    st.floats(-30, 180),
    st.floats(-30, 180),
    st.floats(1, 90),
    st.floats(0, 3.1),
    st.sampled_from(["box", "turned", "disc"]),
)
def test_shares_of_cells_add_up_to_the_area(x, y, size, turn, form):
    polygon = {
        "box": shapely.box(x, y, x + size, y + size / 2),
        "turned": shapely.affinity.rotate(shapely.box(x, y, x + size, y + size / 2), turn, use_radians=True),
        "disc": shapely.Point(x, y).buffer(size / 2),
    }[form]
    index, share = cell_shares(polygon, GRID, GRID.cell_m)
    inside = polygon.intersection(shapely.box(*GRID.bounds)).area
    assert share.sum() * GRID.cell_area_m2 == pytest.approx(inside, rel=2e-3, abs=1e-6)
    assert len(set(index.tolist())) == len(index)
    assert ((share > 0) & (share <= 1)).all()


def test_shares_the_second_way_by_throwing_points():
    rng = np.random.default_rng(3)
    ring = shapely.Point(90, 110).buffer(70).difference(shapely.Point(80, 100).buffer(30))
    index, share = cell_shares(ring, GRID, GRID.cell_m)
    xy = rng.uniform(0, 200, (400_000, 2))
    hit = shapely.contains_xy(ring, xy[:, 0], xy[:, 1])
    cell = GRID.index_of(xy[:, 0], xy[:, 1], 20.0, 10)
    thrown = np.bincount(cell[hit], minlength=100) / np.bincount(cell, minlength=100)
    exact = np.zeros(100)
    exact[index] = share
    assert np.abs(thrown - exact).max() < 0.04


def test_overlapping_searches_cut_the_ground_into_pieces_that_add_up():
    one, two = (
        shapely.box(10, 10, 90, 70),
        shapely.affinity.rotate(shapely.box(50, 40, 130, 120), 0.4, use_radians=True),
    )
    pieces = split_ground([one, two], GRID)
    area = {key: sum(a for _, a, over in pieces if over == key) for key in ((0,), (1,), (0, 1))}
    assert area[(0, 1)] == pytest.approx(one.intersection(two).area, rel=0.01)
    assert area[(0,)] == pytest.approx(one.difference(two).area, rel=0.01)
    assert area[(1,)] == pytest.approx(two.difference(one).area, rel=0.01)


def test_a_box_read_back_from_degrees_does_not_spill_into_its_neighbours():
    off = shapely.box(100.004, 99.996, 150.003, 150.004)
    grid = Grid((0.0, 0.0, 1000.0, 1000.0), CRS, 50.0)
    pieces = split_ground([off], grid)
    assert len(pieces) == 9
    assert sum(area for _, area, _ in pieces) == pytest.approx(2500.0)
