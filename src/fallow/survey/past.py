"""Searches made before a plan: polygons brought onto the boxes that they covered.

A search is used where it covers whole boxes and nothing else, to within ``SLACK`` of its area. Any other search is
listed as not used, never squeezed into boxes: half a box searched is not a box searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import Point

from fallow.hazard.inputs import Find, FindKind, Search
from fallow.survey.grid import BoxGrid

SLACK = 0.01
"""Share of a box, or of a search, by which outlines may differ and still be the same ground."""


@dataclass(frozen=True, slots=True)
class PastVisit:
    """One box as one earlier search left it; ``finds`` are unexploded items (x, y)."""

    box: int
    search: str
    finds: tuple[tuple[float, float], ...]
    complete: bool
    p_detect: float


@dataclass(frozen=True, slots=True)
class PastSearches:
    """Visits in the order of the searches; searches that fit no boxes, and the finds that belong to those."""

    visits: tuple[PastVisit, ...]
    not_used: tuple[str, ...]
    finds_not_used: tuple[str, ...]


def boxes_covered(grid: BoxGrid, search: Search) -> list[int]:
    """Return the boxes that make up a search, in order of index; none where it is not made of whole boxes."""
    west, south, east, north = search.polygon.bounds
    half = grid.box_m / 2
    covered = []
    column = 0
    for column in range(max(0, int((west - grid.west) // grid.box_m)), grid.n_columns):
        if grid.west + column * grid.box_m + half > east:
            break
        for row in range(max(0, int((south - grid.south) // grid.box_m)), grid.n_rows):
            if grid.south + row * grid.box_m + half > north:
                break
            index = row * grid.n_columns + column
            shared = shapely.area(shapely.intersection(grid.polygon(index), search.polygon))
            if shared >= (1 - SLACK) * grid.box_m**2:
                covered.append(index)
    whole = len(covered) * grid.box_m**2
    return sorted(covered) if covered and abs(search.polygon.area - whole) <= SLACK * whole else []


def onto_boxes(grid: BoxGrid, searches: Sequence[Search], finds: Sequence[Find]) -> PastSearches:
    """Bring searches and their unexploded finds onto boxes, in the order of the searches.

    A find that lies a little outside its search counts for the nearest of its boxes.
    """
    visits: list[PastVisit] = []
    not_used: list[str] = []
    finds_not_used: list[str] = []
    for search in searches:
        own = [find for find in finds if find.search == search.id and find.kind is FindKind.UNEXPLODED]
        boxes = boxes_covered(grid, search)
        if not boxes or search.p_detect <= 0:
            not_used.append(search.id)
            finds_not_used += [find.id for find in own]
            continue
        places: dict[int, list[tuple[float, float]]] = {box: [] for box in boxes}
        for find in own:
            point = Point(find.x, find.y)
            places[min(boxes, key=lambda box: (grid.polygon(box).distance(point), box))].append((find.x, find.y))
        visits += [PastVisit(box, search.id, tuple(places[box]), search.complete, search.p_detect) for box in boxes]
    return PastSearches(tuple(visits), tuple(not_used), tuple(finds_not_used))
