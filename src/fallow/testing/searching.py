"""Searches of boxes in the simulated world: what a survey team writes down, and what it misses.

Boxes are squares counted from the south-west corner of the bounds, named like the survey's own (size, column, row). The
team works outward from what it knows (records and reports), never from the truth, and a part of the boxes is chosen at
random. A search tells a chance of detection that is not the true one; some stop at the first find, some are given up
half-way, a few are repeated, and on some the finds are marked and left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fallow.testing.features import point, rectangle
from fallow.testing.ground import Ground
from fallow.testing.patterns import Points

Bounds = tuple[float, float, float, float]
"""West, south, east, north in metres of the world's CRS."""

_INSIDE_M = 0.05


@dataclass(frozen=True, slots=True)
class Team:
    """How a survey team works. ``told`` is the chance of detection it states, ``true`` the one it has."""

    boxes: int
    told: float
    true: float
    first_day: date
    boxes_a_day: int = 12
    at_random: float = 0.15
    stops_at_first: float = 0.08
    gives_up: float = 0.05
    leaves_items: float = 0.06
    re_searches: float = 0.1
    box_m: float = 50.0
    notes_fragments: float = 0.4


@dataclass(slots=True)
class SearchLog:
    """What the team wrote: features of searches and finds of the hazard contract, in the order of the work."""

    searches: list[dict[str, Any]]
    finds: list[dict[str, Any]]


def search_boxes(
    rng: np.random.Generator, ground: Ground, team: Team, bounds: Bounds, known: Points, crs: str
) -> SearchLog:
    """Search boxes of ``bounds`` outward from ``known`` points (``(n, 2)``, may be empty); items found may leave."""
    columns, rows = _shape(bounds, team.box_m)
    order = _order(rng, team, bounds, known, columns * rows)
    again_wanted = rng.random(order.size) < team.re_searches
    log = SearchLog([], [])
    # Only ground whose finds were taken away is searched again: what was marked and left needs no second look.
    leaves = rng.random(order.size) < team.leaves_items
    repeats = order[again_wanted & ~leaves]
    for number, box in enumerate([*order, *repeats]):
        again = number >= order.size
        removes = again or not bool(leaves[number])
        name = box_id(team.box_m, int(box) % columns, int(box) // columns) + ("-again" if again else "")
        day = team.first_day + timedelta(days=number // team.boxes_a_day)
        box_bounds = _box_bounds(bounds, team.box_m, int(box), columns)
        _search(rng, ground, team, log, box_bounds, (name, day, crs), again=again, removes=removes)
    return log


def box_id(box_m: float, column: int, row: int) -> str:
    """Return the name of a box: its size, column and row from the south-west corner."""
    return f"b{box_m:g}-{column:04d}-{row:04d}"


def _shape(bounds: Bounds, box_m: float) -> tuple[int, int]:
    west, south, east, north = bounds
    return int(np.ceil((east - west) / box_m - 1e-9)), int(np.ceil((north - south) / box_m - 1e-9))


def _box_bounds(bounds: Bounds, box_m: float, box: int, columns: int) -> Bounds:
    west, south = bounds[0] + (box % columns) * box_m, bounds[1] + (box // columns) * box_m
    return west, south, west + box_m, south + box_m


def _order(rng: np.random.Generator, team: Team, bounds: Bounds, known: Points, n: int) -> NDArray[np.int64]:
    columns, _ = _shape(bounds, team.box_m)
    everything = np.arange(n)
    at_random = rng.choice(n, size=min(n, round(team.boxes * team.at_random)), replace=False)
    if not len(known):
        return np.asarray(rng.permutation(n)[: team.boxes], dtype=np.int64)
    centres = np.column_stack(
        (
            bounds[0] + (everything % columns + 0.5) * team.box_m,
            bounds[1] + (everything // columns + 0.5) * team.box_m,
        )
    )
    apart = np.hypot(centres[:, None, 0] - known[None, :, 0], centres[:, None, 1] - known[None, :, 1]).min(axis=1)
    outward = np.argsort(apart + rng.exponential(team.box_m, n), kind="stable")
    rest = outward[~np.isin(outward, at_random)][: team.boxes - at_random.size]
    return np.asarray(np.concatenate((rest, at_random)), dtype=np.int64)


def _search(
    rng: np.random.Generator,
    ground: Ground,
    team: Team,
    log: SearchLog,
    box: Bounds,
    label: tuple[str, date, str],
    *,
    again: bool,
    removes: bool,
) -> None:
    name, day, crs = label
    found, complete = _found(rng, ground, team, box, careful=again)
    log.searches.append(
        rectangle(crs, box, id=name, p_detect=team.told, complete=complete, items_removed=removes, date=day.isoformat())
    )
    for index in found:
        x, y = _inside(ground.points[index] + rng.normal(0.0, 1.0, 2), box)
        log.finds.append(
            _find(crs, x, y, f"{name}-{len(log.finds):04d}", name, day, kind="unexploded", removed=removes)
        )
        if removes:
            ground.take(int(index), day, "search")
    for x, y in _fragments(rng, ground, team, box):
        log.finds.append(_find(crs, x, y, f"{name}-{len(log.finds):04d}", name, day, kind="fragment", removed=True))


def _find(
    crs: str, x_m: float, y_m: float, name: str, search: str, day: date, *, kind: str, removed: bool
) -> dict[str, Any]:
    return point(crs, x_m, y_m, id=f"f-{name}", search=search, kind=kind, removed=removed, date=day.isoformat())


def _found(
    rng: np.random.Generator, ground: Ground, team: Team, box: Bounds, *, careful: bool
) -> tuple[NDArray[np.int64], bool]:
    """Return the items found and whether the whole box was searched to the end."""
    here = rng.permutation(ground.within(*box))
    manner = 1.0 if careful else rng.random()
    if manner < team.gives_up:
        edge = box[0] + rng.uniform(0.2, 0.8) * (box[2] - box[0])
        here = here[ground.points[here, 0] < edge]
        return here[rng.random(here.size) < team.true], False
    found = here[rng.random(here.size) < team.true]
    if manner < team.gives_up + team.stops_at_first and found.size:
        return found[:1], False
    return found, True


def _fragments(rng: np.random.Generator, ground: Ground, team: Team, box: Bounds) -> list[tuple[float, float]]:
    """Fragments lie where a pattern lay: a box whose middle is in a pattern may yield one or two."""
    x_m, y_m = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return [
        (float(rng.uniform(box[0] + 1, box[2] - 1)), float(rng.uniform(box[1] + 1, box[3] - 1)))
        for strike in ground.strikes
        if strike.covers(x_m, y_m) and rng.random() < team.notes_fragments
    ]


def _inside(position: NDArray[np.float64], box: Bounds) -> tuple[float, float]:
    """A find belongs to the box it was found in, whatever the receiver's metre of noise says."""
    x = min(max(float(position[0]), box[0] + _INSIDE_M), box[2] - _INSIDE_M)
    y = min(max(float(position[1]), box[1] + _INSIDE_M), box[3] - _INSIDE_M)
    return x, y
