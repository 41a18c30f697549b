"""A team's layers of strikes as GeoDataFrames: points, and the circle that holds each in about nine cases of ten."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas

from fallow.core.place import WGS84, transformer
from fallow.publish.export import team_rows
from fallow.strikes import Strike

NINE_IN_TEN_SIGMAS = 2.146
"""Radius, in standard deviations an axis, of the circle that holds 90 % of a normal error in the plane: sqrt(-2 ln 0.1)."""

_COLUMNS = ("id", "munition", "p_real", "position_sigma_m", "date", "reports", "simulated")


def strike_layers(strikes: Iterable[Strike], crs: str) -> dict[str, geopandas.GeoDataFrame]:
    """Return ``strike_position`` (circles) and ``strikes`` (points) in ``crs``, which must be in metres for the circles.

    A strike whose uncertainty nobody stated has a point and no circle: its place is unknown by how much, not exact.
    """
    rows = team_rows(strikes)
    place = transformer(WGS84, crs).transform
    xy = [place(*strike.place.position.lonlat) for strike, _ in rows if strike.place is not None]
    points = geopandas.GeoDataFrame(
        {name: [properties.get(name) for _, properties in rows] for name in _COLUMNS},
        geometry=geopandas.points_from_xy([x for x, _ in xy], [y for _, y in xy]),
        crs=crs,
    )
    sigma = points["position_sigma_m"].astype(float)
    circles = points[sigma.notna()].copy()
    circles["geometry"] = circles.geometry.buffer(NINE_IN_TEN_SIGMAS * sigma[sigma.notna()])
    return {"strike_position": circles, "strikes": points}
