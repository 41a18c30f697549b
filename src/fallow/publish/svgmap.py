"""A map as one SVG: raster below, outlines, circles and points above, with scale bar, legend and switches.

Self-contained: no script, no font, no address. Layers are switched by check boxes and a style sheet alone, so that the map
works in a mail attachment and on paper. Coordinates are those of one projected CRS in metres, north up.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from shapely.geometry.base import BaseGeometry

from fallow.core.errors import InputError

Bounds = tuple[float, float, float, float]
"""West, south, east, north in metres."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline or point with the words shown when it is pointed at."""

    geometry: BaseGeometry
    says: str = ""
    radius_m: float | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """Shapes drawn alike. ``style`` is SVG presentation (``fill="none" stroke="#000"``), ``shown`` whether it starts visible.

    The words ``fill="hatch"`` stand for a hatch of fine diagonal lines, which is how ground that nobody assessed is drawn.

    A point is drawn as a circle of ``radius_m`` metres where it has one, else as a mark of ``mark_px`` pixels.
    """

    name: str
    shapes: Sequence[Shape]
    style: str
    shown: bool = True
    mark_px: float = 4.0


@dataclass(frozen=True, slots=True)
class Raster:
    """A PNG laid over ``bounds``."""

    name: str
    png: bytes
    bounds: Bounds
    shown: bool = True


@dataclass(frozen=True, slots=True)
class SvgMap:
    """A map of ``bounds`` drawn ``width_px`` wide; ``key`` makes its switches unique within one page."""

    key: str
    bounds: Bounds
    describes: str
    rasters: Sequence[Raster] = ()
    layers: Sequence[Layer] = ()
    width_px: int = 860
    legend: Sequence[tuple[str, str]] = field(default=())

    def __post_init__(self) -> None:
        west, south, east, north = self.bounds
        if not (east > west and north > south):
            raise InputError(
                kind="bad-bounds",
                expected="west < east and south < north",
                found=str(self.bounds),
                do="give bounds as west, south, east, north in metres",
            )

    def html(self) -> str:
        """Return the map with its switches and legend as one piece of HTML."""
        named: list[Raster | Layer] = [*self.rasters, *self.layers]
        switches = "".join(
            f'<input type="checkbox" id="{self.key}-{n}"{" checked" if layer.shown else ""}>'
            f'<label for="{self.key}-{n}">{escape(layer.name)}</label>'
            for n, layer in enumerate(named)
        )
        rules = "".join(
            f"#{self.key}-{n}:not(:checked)~svg .{self.key}-{n}{{display:none}}" for n, _ in enumerate(named)
        )
        keys = "".join(
            f'<span class="key"><i style="background:{escape(colour)}"></i>{escape(says)}</span>'
            for colour, says in self.legend
        )
        return (
            f'<figure class="map"><style>{rules}</style>{switches}{self.svg()}'
            f"<figcaption>{keys}<span>{escape(self.describes)}</span></figcaption></figure>"
        )

    def svg(self) -> str:
        """Return the drawing alone."""
        west, south, east, north = self.bounds
        height = self.width_px * (north - south) / (east - west)
        scale = self.width_px / (east - west)
        parts = [
            (
                f'<svg viewBox="0 0 {self.width_px} {height:.0f}" role="img" aria-label="{escape(self.describes)}" '
                'xmlns="http://www.w3.org/2000/svg">'
            ),
            (
                f'<defs><pattern id="{self.key}-hatch" width="9" height="9" patternUnits="userSpaceOnUse">'
                '<path d="M-2 2l4 -4M0 9l9 -9M7 11l4 -4" stroke="#fff" stroke-opacity=".34" stroke-width=".8"/></pattern></defs>'
            ),
            f'<rect width="{self.width_px}" height="{height:.0f}" fill="#f4f1ea"/>',
        ]
        for n, raster in enumerate(self.rasters):
            w, s, e, t = raster.bounds
            code = base64.b64encode(raster.png).decode()
            parts.append(
                f'<image class="{self.key}-{n}" x="{(w - west) * scale:.1f}" y="{(north - t) * scale:.1f}" '
                f'width="{(e - w) * scale:.1f}" height="{(t - s) * scale:.1f}" preserveAspectRatio="none" '
                f'style="image-rendering:pixelated" href="data:image/png;base64,{code}"/>'
            )
        for n, layer in enumerate(self.layers, start=len(self.rasters)):
            drawn = "".join(self._shape(shape, layer, scale) for shape in layer.shapes)
            style = layer.style.replace('fill="hatch"', f'fill="url(#{self.key}-hatch)"')
            parts.append(f'<g class="{self.key}-{n}" {style}>{drawn}</g>')
        parts.append(self._scale_bar(scale, height))
        parts.append("</svg>")
        return "".join(parts)

    def _shape(self, shape: Shape, layer: Layer, scale: float) -> str:
        west, _, _, north = self.bounds
        title = f"<title>{escape(shape.says)}</title>" if shape.says else ""
        geometry = shape.geometry
        if geometry.is_empty:
            return ""
        if geometry.geom_type == "Point":
            radius = layer.mark_px if shape.radius_m is None else shape.radius_m * scale
            x, y = (geometry.x - west) * scale, (north - geometry.y) * scale
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">{title}</circle>'
        rings = []
        for polygon in getattr(geometry, "geoms", [geometry]):
            for ring in (polygon.exterior, *polygon.interiors):
                points = (f"{(x - west) * scale:.1f} {(north - y) * scale:.1f}" for x, y, *_ in ring.coords)
                rings.append("M" + "L".join(points) + "Z")
        return f'<path fill-rule="evenodd" d="{"".join(rings)}">{title}</path>'

    def _scale_bar(self, scale: float, height: float) -> str:
        length_m = nice_length_m(0.25 * self.width_px / scale)
        px, y = length_m * scale, height - 18
        said = f"{length_m / 1000:g} km" if length_m >= 1000 else f"{length_m:g} m"
        return (
            f'<g class="scale"><rect x="10" y="{y - 22:.0f}" width="{px + 20:.0f}" height="34" fill="#fff" fill-opacity=".8"/>'
            f'<rect x="20" y="{y:.0f}" width="{px:.1f}" height="5" fill="#222"/>'
            f'<text x="20" y="{y - 5:.0f}" font-size="13" fill="#222">{said}</text>'
            f'<rect x="{self.width_px - 36}" y="10" width="28" height="58" fill="#fff" fill-opacity=".8"/>'
            f'<text x="{self.width_px - 28}" y="30" font-size="17" fill="#222">N</text>'
            f'<path d="M{self.width_px - 22} 36v26m-5 -18l5 -8l5 8" stroke="#222" fill="none" stroke-width="2"/></g>'
        )


def nice_length_m(most_m: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten that is not above ``most_m`` (which must be positive)."""
    power = 10.0 ** math.floor(math.log10(most_m))
    # The logarithm may round up to the next power, so one power below is looked at too.
    steps = (0.1 * power, 0.2 * power, 0.5 * power, power, 2 * power, 5 * power)
    return max(step for step in steps if step <= most_m)
