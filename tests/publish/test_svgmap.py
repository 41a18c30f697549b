"""The drawn map: nothing from elsewhere, nothing unescaped, north up."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, box

from fallow.core import InputError
from fallow.publish.svgmap import Layer, Raster, Shape, SvgMap, nice_length_m

PNG = b"\x89PNG\r\n\x1a\n"


def drawn(*layers: Layer, says: str = "a map") -> str:
    return SvgMap("m", (0, 0, 2000, 1000), says, [Raster("field", PNG, (0, 0, 1000, 1000))], layers).svg()


def test_north_is_up_and_metres_are_metres() -> None:
    svg = drawn(Layer("strikes", [Shape(Point(500, 900), radius_m=100)], 'fill="none"'))
    x, y, r = re.search(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg).groups()
    assert (float(x), float(y), float(r)) == pytest.approx((215, 43, 43))


def test_words_from_a_source_cannot_become_markup() -> None:
    svg = drawn(Layer("a", [Shape(Point(1, 1), "<script>alert(1)</script>")], ""), says='"><script>')
    assert "<script" not in svg
    ET.fromstring(svg)


def test_the_map_asks_nobody_for_anything() -> None:
    page = SvgMap("m", (0, 0, 10, 10), "x", [Raster("r", PNG, (0, 0, 1, 1))], [Layer("l", [], "")]).html()
    assert not re.search(r'(?:src|href)="(?!data:)', page)
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")


def test_holes_stay_holes_and_empty_shapes_draw_nothing() -> None:
    ring = box(0, 0, 10, 10).difference(box(2, 2, 4, 4))
    svg = drawn(Layer("a", [Shape(MultiPolygon([ring])), Shape(Point())], ""))
    assert svg.count("Z") == 2


def test_bounds_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(InputError):
        SvgMap("m", (10, 0, 0, 10), "x")


@given(st.floats(0.01, 1e7))
def test_a_scale_bar_has_a_round_length_that_fits(most: float) -> None:
    length = nice_length_m(most)
    assert length <= most < length * 2.51
