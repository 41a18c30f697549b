"""A box on offer, with the sentence that says why it is offered."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from fallow.survey.gain import Worth
from fallow.survey.grid import BoxGrid
from fallow.survey.reckoning import CLASS_EDGES, NEAR_RECORD


@dataclass(frozen=True, slots=True)
class Box:
    """A square of ground to be searched next.

    ``why`` is a sentence for the team; ``p_find`` the forecast chance of a find; ``expected_items`` the items expected
    still in the box; ``gain_items``, by which boxes are compared, the items that searching it would bring into the
    confirmed area. ``search_number`` is 1 for ground not yet searched to the end, 2 for a re-search.
    """

    id: str
    polygon: BaseGeometry
    why: str
    p_find: float
    expected_items: float
    gain_items: float
    search_number: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies near a box: distances in metres from its middle, ``None`` where there is nothing of that kind."""

    find_m: float | None
    record_m: float | None
    record_id: str | None
    searches: int


def explain(worth: Worth, near: Surroundings, for_ring: bool, box_m: float) -> str:
    """Return one sentence saying why a box is offered and what is expected there."""
    promise = f"a find is expected with a chance of {_percent(worth.p_find)}"
    if near.searches:
        reason = f"searched {'once' if near.searches == 1 else f'{near.searches} times'}: search again, items may have been missed"
    elif near.find_m is not None and near.find_m <= 1.5 * box_m:
        reason = f"next to a find ({near.find_m:.0f} m)"
    elif for_ring and near.find_m is not None:
        reason = f"in the ring round a find ({near.find_m:.0f} m) that must be searched before stopping"
    elif near.find_m is not None and near.find_m <= CLASS_EDGES[-1] * box_m:
        reason = f"{near.find_m:.0f} m from a find, as far as its strike may reach"
    elif near.record_m is not None and near.record_m <= NEAR_RECORD * box_m:
        reason = f"{near.record_m:.0f} m from the recorded strike {near.record_id}"
    else:
        reason = "scouting, away from finds and records, where an unrecorded strike may lie"
    return f"{reason[0].upper()}{reason[1:]}; {promise}."


def _percent(chance: float) -> str:
    if chance < 0.001:
        return "under 0.1 %"
    return f"{chance:.1%}".replace("%", " %") if chance < 0.1 else f"{chance:.0%}".replace("%", " %")


def make_box(grid: BoxGrid, worth: Worth, near: Surroundings, for_ring: bool) -> Box:
    """Put the box, its forecast and its reason together."""
    return Box(
        id=grid.box_id(worth.box),
        polygon=grid.polygon(worth.box),
        why=explain(worth, near, for_ring, grid.box_m),
        p_find=worth.p_find,
        expected_items=worth.items,
        gain_items=worth.gain,
        search_number=near.searches + 1,
    )
