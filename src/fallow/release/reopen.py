"""A find in released land: the area is proposed for reopening, with the find as the reason. IMAS 07.11."""

from __future__ import annotations

from collections.abc import Iterable

from shapely.geometry import Point

from fallow.core.place import LonLat
from fallow.release.area import Area, Proposal
from fallow.release.state import RELEASED, AreaState


def reopenings(areas: Iterable[Area], finds: Iterable[tuple[str, LonLat]]) -> list[Proposal]:
    """Return a proposal to reopen each released area that holds a find (its border belongs to it), in order of areas.

    ``finds`` are (entry id, position). Areas in another state are left alone: they are not released.
    """
    known = list(finds)
    proposals = []
    for area in areas:
        if area.state not in RELEASED:
            continue
        inside = [name for name, place in known if area.outline.covers(Point(*place.lonlat))]
        if inside:
            count = "an item was found" if len(inside) == 1 else f"{len(inside)} items were found"
            reason = f"{count} in land released as {area.state.value}; why it was missed is to be found out"
            proposals.append(area.propose(AreaState.REOPENED, reason=reason, evidence=tuple(inside)))
    return proposals
