"""The table of places that a reader of the documents is given: name, country, position, precision."""

from __future__ import annotations

from fallow.testing.district import BOUNDS, CRS, District
from fallow.testing.names import AFFECTED, HOSPITAL_TOWN
from fallow.testing.tables.table import degrees

PRECISION_M = 400
"""How far a village reaches from its middle, as a standard deviation in metres."""


def places_csv(district: District) -> str:
    """Return the villages of the district and its town as CSV; the river is no place, so it is not in it."""
    lines = ["name,country,lat,lon,precision_m"]
    for village in district.villages:
        lat, lon = degrees(CRS, village.x_m, village.y_m, 5)
        lines.append(f"{village.name},{AFFECTED},{lat},{lon},{PRECISION_M}")
    lat, lon = degrees(CRS, BOUNDS[2] + 9_000.0, BOUNDS[1] + 2_500.0, 5)
    lines.append(f"{HOSPITAL_TOWN},{AFFECTED},{lat},{lon},2500")
    return "\n".join(lines) + "\n"
