"""Layer styles for QGIS, as QML: one symbol a layer, readable without colour alone (outline, hatch and shape differ).

Kept small on purpose: people restyle what they open; the style is there so that a first look already tells strikes from
finds and a confirmed area from a box not searched. Properties are those of QGIS's simple fill and simple marker layers.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

Colour = tuple[int, int, int, int]
"""Red, green, blue, opacity, each 0 to 255."""


@dataclass(frozen=True, slots=True)
class Fill:
    """Polygons: fill and outline; ``pattern`` is a Qt brush name (``solid``, ``no``, ``b_diagonal``, ``dense6``)."""

    fill: Colour
    outline: Colour
    width_mm: float = 0.4
    pattern: str = "solid"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """Points: a shape (``circle``, ``cross2``, ``triangle``, ``diamond``, ``square``) of ``size_mm``."""

    shape: str
    fill: Colour
    outline: Colour
    size_mm: float = 3.0


def qml(symbol: Fill | Marker) -> str:
    """Return the QML document of a layer drawn with one symbol."""
    if isinstance(symbol, Fill):
        kind, cls = "fill", "SimpleFill"
        properties = {
            "color": _rgba(symbol.fill),
            "style": symbol.pattern,
            "outline_color": _rgba(symbol.outline),
            "outline_style": "dash" if symbol.dashed else "solid",
            "outline_width": f"{symbol.width_mm:g}",
            "outline_width_unit": "MM",
        }
    else:
        kind, cls = "marker", "SimpleMarker"
        properties = {
            "name": symbol.shape,
            "color": _rgba(symbol.fill),
            "outline_color": _rgba(symbol.outline),
            "outline_width": "0.3",
            "size": f"{symbol.size_mm:g}",
            "size_unit": "MM",
        }
    props = "".join(f"<prop k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in properties.items())
    return (
        '<qgis version="3.22.0" styleCategories="Symbology">'
        '<renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0">'
        f'<symbols><symbol type="{kind}" name="0" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="{cls}" enabled="1" locked="0" pass="0">{props}</layer>'
        "</symbol></symbols></renderer-v2><blendMode>0</blendMode></qgis>"
    )


def _rgba(colour: Colour) -> str:
    return ",".join(str(part) for part in colour)


STYLES: dict[str, Fill | Marker] = {
    "strike_position": Fill((178, 24, 43, 25), (178, 24, 43, 255), 0.5, dashed=True),
    "strikes": Marker("cross2", (178, 24, 43, 255), (178, 24, 43, 255), 4.0),
    "finds": Marker("diamond", (255, 217, 47, 255), (0, 0, 0, 255), 3.0),
    "searched": Fill((102, 166, 30, 60), (60, 100, 20, 200), 0.2, pattern="b_diagonal"),
    "next_boxes": Fill((31, 120, 180, 70), (31, 120, 180, 255), 0.6),
    "confirmed_area": Fill((0, 0, 0, 0), (84, 39, 136, 255), 0.9, pattern="no"),
    "areas": Fill((0, 0, 0, 0), (50, 50, 50, 255), 0.6, pattern="no", dashed=True),
}
"""The style of each layer of a team's GeoPackage, by layer name."""
