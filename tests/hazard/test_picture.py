"""The map that people see."""

from __future__ import annotations

import struct
from dataclasses import replace

import matplotlib as mpl
import pytest
import shapely
from matplotlib.colors import to_hex

from fallow.hazard.picture import draw_field, not_assessed, write_png


def words(figure):
    found = [text.get_text() for text in figure.findobj(mpl.text.Text)]
    return "\n".join(found)


def test_the_map_says_that_no_land_is_safe_and_what_it_is(field):
    said = words(draw_field(field))
    assert "This map does not say that any land is safe." in said
    assert "items per hectare" in said
    assert "seed 1" in said
    assert "strike-mixture" in said
    assert "SIMULATED" in said
    assert "not assessed" in said
    assert " m" in said
    assert "N" in said


def test_ground_that_nobody_searched_is_hatched_apart(field):
    figure = draw_field(field)
    hatched = [patch for patch in figure.findobj(mpl.patches.PathPatch) if patch.get_hatch()]
    assert len(hatched) == 1
    west, south = field.grid.bounds[:2]
    ground = not_assessed(field)
    assert ground.covers(shapely.Point(west + 20, south + 20))
    assert not ground.intersects(shapely.Point(west + 475, south + 475))
    assert len(hatched[0].get_path().vertices) == len(shapely.get_coordinates(ground))


def test_a_real_field_carries_no_mark_of_simulation(field):
    assert "SIMULATED" not in words(draw_field(replace(field, simulated=False)))


def test_a_field_without_searches_finds_or_strikes_can_be_drawn(field):
    bare = replace(
        field, searched=shapely.Polygon(), finds=field.finds[:0], strikes=field.strikes[:0], certain=field.certain[:0]
    )
    assert "0 known to lie there" in words(draw_field(bare))


def test_the_same_field_gives_the_same_picture(field, tmp_path):
    write_png(field, tmp_path / "one.png", dpi=60)
    write_png(field, tmp_path / "two.png", dpi=60)
    one = (tmp_path / "one.png").read_bytes()
    assert one == (tmp_path / "two.png").read_bytes()
    assert struct.unpack(">II", one[16:24]) == (600, 504)
    assert b"Software" not in one
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.png", "two.png"]


def test_colours_rise_in_lightness_for_eyes_that_see_no_hue():
    colours = mpl.colormaps["cividis"]
    light = [sum(w * v for w, v in zip((0.299, 0.587, 0.114), colours(i / 11)[:3], strict=True)) for i in range(12)]
    assert light == sorted(light)
    assert to_hex(colours(0.0)) != to_hex(colours(1.0))


@pytest.mark.parametrize("length", [37.0, 250.0, 999.0, 26_000.0])
def test_scale_bars_have_round_lengths(length):
    from fallow.hazard.picture import _round_length

    bar = _round_length(length)
    assert length / 2.5 <= bar <= length
    assert str(bar).lstrip("0.")[0] in "125"
