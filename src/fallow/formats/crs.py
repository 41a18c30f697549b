"""CRS: the names that files give to coordinate systems, as authority codes.

Files write one system in many ways (a URN, ``CRS84``, a page of WKT). Fallow speaks of it by its code where PROJ finds
one with the same parameters (confidence of 70 or more: at most the name differs), and otherwise keeps the WKT as it is:
a near match could be another datum, hundreds of metres away.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from fallow.core.place import WGS84, parse_crs


@lru_cache(maxsize=64)
def crs_name(text: str) -> str:
    """Return the authority code (``EPSG:32637``) of a CRS by any of its names, or its WKT where it has no code.

    ``OGC:CRS84`` becomes ``EPSG:4326``, because in this package x is always before y. Raises ``InputError`` (``bad-crs``).
    """
    crs = parse_crs(text)
    code = crs.to_authority(min_confidence=70)
    if code is None:
        return str(crs.to_wkt())
    return WGS84 if code == ("OGC", "CRS84") else ":".join(code)


@lru_cache(maxsize=64)
def crs_unit(text: str) -> Literal["degree", "metre"] | None:
    """Return the unit of a CRS's two horizontal axes; ``None`` where it is neither degrees nor metres."""
    units = {axis.unit_name for axis in parse_crs(text).axis_info[:2]}
    if units == {"degree"}:
        return "degree"
    return "metre" if units == {"metre"} else None
