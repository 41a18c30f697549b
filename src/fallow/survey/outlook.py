"""The outlook: everything a plan is read from at one moment, worked out once for each state of the ledger."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from fallow.hazard.inputs import Find, FindKind
from fallow.survey.capture import capture_draws
from fallow.survey.delineation import confirmed_area, evidence_points
from fallow.survey.gain import Belief, GainMap, reach_kernel
from fallow.survey.grid import BoxGrid
from fallow.survey.ledger import Ledger
from fallow.survey.practice import Practice
from fallow.survey.reckoning import ELSEWHERE

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Outlook:
    """The confirmed area, what each box promises, which may be searched, and the forecast of capture."""

    area: BaseGeometry
    gains: GainMap
    may_search: NDArray[np.bool_]
    rings: NDArray[np.bool_]
    items_expected: float
    capture: NDArray[np.float64]

    @property
    def best_gain(self) -> float:
        """Items that the best box still promises."""
        return self.gains.best(self.may_search)


def items_known(ledger: Ledger, evidence: list[Find], same_item_m: float) -> int:
    """How many unexploded items are known by position; one reported first and found later counts once."""
    found = ledger.finds()
    reported = [point for point in evidence if point.kind is FindKind.UNEXPLODED]
    if not found or not reported:
        return len(found) + len(reported)
    tree = shapely.STRtree(shapely.points(found))
    places = shapely.points([(point.x, point.y) for point in reported])
    taken: set[int] = set()
    again = 0
    for which, point in enumerate(reported):
        if point.removed:
            continue
        close = sorted(int(near) for near in tree.query(places[which], predicate="dwithin", distance=same_item_m))
        free = [near for near in close if near not in taken]
        if free:
            taken.add(free[0])
            again += 1
    return len(found) + len(reported) - again


def covered_shares(grid: BoxGrid, squares: NDArray[np.object_], area: BaseGeometry) -> Floats:
    """(boxes,): the share of each box inside ``area``."""
    shares = np.zeros(grid.n_boxes, dtype=np.float32)
    if area.is_empty:
        return shares
    shapely.prepare(area)
    shares[shapely.contains_properly(area, squares)] = 1.0
    edge = np.flatnonzero(shapely.intersects(area, squares) & (shares < 1))
    shares[edge] = shapely.area(shapely.intersection(area, squares[edge])) / grid.box_m**2
    return shares


def ring_boxes(grid: BoxGrid, ledger: Ledger, points: list[tuple[float, float]], rings: int) -> NDArray[np.bool_]:
    """(boxes,): not yet searched to the end, and within ``rings`` of a box with a find or an evidence point."""
    marked = np.zeros(grid.n_boxes, dtype=bool)
    starts = {box for x, y in points if (box := grid.locate(x, y)) is not None} | set(ledger.find_boxes())
    for start in sorted(starts):
        marked[list(grid.around(start, rings))] = True
    marked[ledger.searched_boxes()] = False
    return marked


def look(
    grid: BoxGrid,
    squares: NDArray[np.object_],
    ledger: Ledger,
    evidence: list[Find],
    belief: Belief,
    kinds: NDArray[np.int64],
    factors: NDArray[np.float64],
    practice: Practice,
    seed: int,
) -> Outlook:
    """Work out the outlook from the ledger and the belief; ``kinds`` and ``factors`` are those of ``reckoning``."""
    points = evidence_points(evidence, practice) + ledger.finds()
    area = confirmed_area(points, practice)
    covered = covered_shares(grid, squares, area)
    searches = np.zeros(grid.n_boxes, dtype=int)
    for box in ledger.searched_boxes():
        searches[box] = ledger.completed(box)
    gains = GainMap(
        grid,
        belief,
        1 - covered,
        factors[kinds].astype(np.float32),
        (kinds == ELSEWHERE) & (searches == 0),
        reach_kernel(grid.box_m, practice.number("buffer_m")),
    )
    again = (searches < practice.number("most_searches")) & (gains.p_find >= practice.number("re_search_chance"))
    may_search = (searches == 0) | again
    known = items_known(ledger, evidence, practice.number("same_item_m"))
    return Outlook(
        area=area,
        gains=gains,
        may_search=may_search,
        rings=ring_boxes(grid, ledger, points, int(practice.number("stop_rings"))),
        items_expected=known + float(belief.weights @ belief.items.sum(axis=1)),
        capture=capture_draws(belief, covered, known, seed),
    )
