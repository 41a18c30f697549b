"""Dangers of the box grid: names that move, ground that no box covers, metres mixed with degrees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.core.errors import InputError, NotThereError
from fallow.survey import make_grid

CRS = "EPSG:32637"


def test_box_name_depends_on_corner_size_and_place_only():
    small = make_grid((500_000, 5_300_000, 501_000, 5_301_000), CRS, 50)
    wide = make_grid((500_000, 5_300_000, 509_000, 5_309_000), CRS, 50)
    x, y = 500_612.0, 5_300_033.0
    assert small.box_id(small.locate(x, y)) == wide.box_id(wide.locate(x, y)) == "b50-0012-0000"
    assert small.polygon(small.locate(x, y)).equals(wide.polygon(wide.locate(x, y)))


@given(
    width=st.floats(60, 900),
    height=st.floats(60, 900),
    box=st.sampled_from([12.5, 50.0, 100.0]),
    at=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_every_point_of_the_bounds_lies_in_exactly_one_box(width, height, box, at):
    grid = make_grid((500_000, 5_300_000, 500_000 + width, 5_300_000 + height), CRS, box)
    x, y = 500_000 + at[0] * width * 0.999, 5_300_000 + at[1] * height * 0.999
    index = grid.locate(x, y)
    west, south, east, north = grid.polygon(index).bounds
    assert west <= x < east + 1e-6
    assert south <= y < north + 1e-6
    assert grid.index(grid.box_id(index)) == index
    assert grid.bounds[2] >= 500_000 + width - 1e-3


def test_a_side_that_is_no_whole_number_of_boxes_leaves_no_strip_out():
    grid = make_grid((0, 0, 120, 50), "EPSG:32637", 50)
    assert (grid.n_columns, grid.n_rows) == (3, 1)


@pytest.mark.parametrize("name", ["b50-0040-0000", "b25-0001-0001", "b50-1-1", "", "box 7", None])
def test_a_box_of_another_grid_is_unknown(name):
    grid = make_grid((0, 0, 2000, 2000), CRS, 50)
    with pytest.raises(NotThereError, match="b50-0000-0000 to b50-0039-0039"):
        grid.index(name)


@pytest.mark.parametrize(
    ("bounds", "crs", "box", "kind"),
    [
        ((36.2, 48.1, 36.3, 48.2), "EPSG:4326", 50, "not-metres"),
        ((10, 0, 0, 10), CRS, 50, "bad-bounds"),
        ((0, 0, float("nan"), 10), CRS, 50, "bad-bounds"),
        ("0,0,1,1", CRS, 50, "bad-bounds"),
        ((0, 0, 100, 100), CRS, 0, "bad-box-size"),
        ((0, 0, 100, 100), CRS, float("nan"), "bad-box-size"),
        ((0, 0, 10_000_000, 10_000_000), CRS, 50, "too-many-boxes"),
    ],
)
def test_a_grid_that_cannot_be_walked_is_refused(bounds, crs, box, kind):
    with pytest.raises(InputError) as caught:
        make_grid(bounds, crs, box)
    assert caught.value.kind == kind


def test_neighbours_stop_at_the_edge():
    grid = make_grid((0, 0, 150, 150), CRS, 50)
    assert list(grid.around(0, 1)) == [0, 1, 3, 4]
    assert len(list(grid.around(4, 1))) == 9
