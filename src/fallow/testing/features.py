"""GeoJSON of the hazard contract, as plain dictionaries: longitude, latitude to eight decimals (about a millimetre)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from fallow.core.place import WGS84, transformer

DECIMALS = 8
"""Decimals of a degree. Eight keep a point inside the box in which it was found."""


def lonlat(crs: str, x_m: float, y_m: float, decimals: int = DECIMALS) -> list[float]:
    """Return ``[lon, lat]`` of a position in a projected CRS, rounded."""
    lon, lat = transformer(crs, WGS84).transform(x_m, y_m)
    return [round(float(lon), decimals), round(float(lat), decimals)]


def point(crs: str, x_m: float, y_m: float, decimals: int = DECIMALS, /, **properties: Any) -> dict[str, Any]:
    """Return a point feature; ``properties`` in the order given."""
    geometry = {"type": "Point", "coordinates": lonlat(crs, x_m, y_m, decimals)}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def rectangle(crs: str, bounds: tuple[float, float, float, float], /, **properties: Any) -> dict[str, Any]:
    """Return a polygon feature of an axis-parallel rectangle (west, south, east, north), ring counter-clockwise."""
    west, south, east, north = bounds
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    ring = [lonlat(crs, x, y) for x, y in corners]
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": properties}


def collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return a FeatureCollection that says that it is simulated."""
    return {"type": "FeatureCollection", "note": "SIMULATED", "features": list(features)}


def json_text(value: Any) -> str:
    """Return JSON as text, one feature or list member to a line where it is a collection; same value, same text."""
    if isinstance(value, dict) and isinstance(value.get("features"), list):
        head = {key: inner for key, inner in value.items() if key != "features"}
        lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in value["features"])
        return json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [\n' + lines + "\n]}\n"
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
