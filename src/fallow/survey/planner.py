"""The planner: where to search next, when to stop, and the area that may be called confirmed.

The front door of ``fallow.survey``. It keeps the ledger, asks the hazard engine what is believed, and delegates:
``gain`` weighs boxes, ``stopping`` holds the stop rule, ``delineation`` draws, ``capture`` forecasts. Docs: docs/methods/planner.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from fallow.core.errors import InputError
from fallow.core.outcome import Outcome
from fallow.survey.box import Box, Surroundings, make_box
from fallow.survey.capture import capture_summary
from fallow.survey.delineation import evidence_points
from fallow.survey.engine import open_sampler
from fallow.survey.gain import Worth
from fallow.survey.grid import make_grid
from fallow.survey.ground import parse_finds, parse_strikes
from fallow.survey.ledger import Ledger
from fallow.survey.outlook import Outlook, look
from fallow.survey.past import PastVisit
from fallow.survey.posterior import BoxSampler, Posterior
from fallow.survey.practice import Practice, load_practice
from fallow.survey.reckoning import Reckoning, classes
from fallow.survey.stopping import Standing, stop_rule
from fallow.survey.vicinity import Vicinity

_SEED_STEP = 1_000_003  # engines started afresh must not repeat the draws of another seed


class Planner:
    """Plans a survey in boxes of ``box_m`` metres over ``bounds`` (west, south, east, north in units of ``crs``).

    ``strikes`` and ``finds`` are GeoDataFrames with the columns of the hazard contract, in any CRS; either may be
    ``None`` or empty. ``p_detect`` is the told chance that an item in a box is found. The same inputs, seed and
    order of calls give the same plan.

    Rarely needed: ``on``, the day on which strikes must lie in the past (today where left out, the one reading of the clock);
    ``practice``, another rule; ``past``, searches made before this plan (see ``past``); ``sampler``, which opens another engine for the n-th start.

    Raises ``InputError`` for bounds, systems and rows that are not what they must be, and ``RefusalError`` for a strike
    without a past date and a source.
    """

    def __init__(
        self,
        strikes: Any = None,
        finds: Any = None,
        *,
        bounds: object,
        crs: str,
        box_m: float = 50.0,
        p_detect: float = 0.9,
        seed: int = 0,
        on: date | None = None,
        practice: Practice | None = None,
        past: Iterable[PastVisit] = (),
        sampler: Callable[[int], BoxSampler] | None = None,
    ) -> None:
        self.practice = practice or load_practice()
        self.grid = make_grid(bounds, crs, box_m)
        self._p_detect = _parse_chance(p_detect)
        self._seed = seed
        self._squares = np.array(self.grid.polygons(), dtype=object)
        self._ledger = Ledger(self.grid, self.practice.number("find_tolerance_m"))
        self._evidence = parse_finds(finds, crs)
        self._records = parse_strikes(strikes, crs, on or datetime.now(UTC).date())

        def start(number: int) -> BoxSampler:
            if sampler is not None:
                return sampler(number)
            return open_sampler(self._records, self._evidence, self.grid, seed + _SEED_STEP * number)

        self._posterior = Posterior(start, self._p_detect)
        self._vicinity = Vicinity(self.grid, [(strike.x, strike.y) for strike in self._records])
        self._reckoning = Reckoning()
        for visit in past:
            told = self._ledger.add(
                visit.box, visit.finds, complete=visit.complete, p_detect=visit.p_detect, again=True
            )
            self._posterior.note(told)
        self._posterior.belief()  # the long first run of the chains belongs here, so that next() returns at once
        self._outlook: Outlook | None = None

    def next(self, k: int = 1) -> list[Box]:
        """The ``k`` boxes to search next, best first; asking again without a record gives the same boxes.

        Fewer only where fewer are left, none only where nothing is left to search. Goes on after ``stopped``. A box already
        searched to the end is offered again where a second search promises more than another box.
        """
        if isinstance(k, bool) or not isinstance(k, int) or k < 1:
            raise InputError(
                kind="bad-count", expected="a whole number of boxes, 1 or more", found=repr(k), do="ask for 1 or more"
            )
        outlook = self._look()
        gains, left = outlook.gains.copy(), outlook.may_search.copy()
        rings_first = outlook.best_gain <= self._least_gain(outlook)
        boxes: list[Box] = []
        while len(boxes) < k:
            for_ring = rings_first and bool((left & outlook.rings).any())
            worth = gains.take(left & outlook.rings if for_ring else left)
            if worth is None:
                break
            left[worth.box] = False
            boxes.append(make_box(self.grid, worth, self._surroundings(worth), for_ring))
        self._ledger.offer(self.grid.index(box.id) for box in boxes)
        return boxes

    def record(
        self,
        box_id: str,
        finds: Iterable[object] = (),
        complete: bool = True,
        *,
        p_detect: float | None = None,
        again: bool = False,
    ) -> None:
        """Take in one search of one box: (x, y) in ``crs`` of each unexploded item found and removed.

        ``complete=False`` where the box was not searched to the end: it stays on the plan, and an early end without a find
        says nothing about the box. ``p_detect`` where this search differed from the plan's; ``again`` where a box that was not
        offered again was searched again. Raises ``NotThereError`` (``unknown-box``), ``ConflictError`` (``already-recorded``)
        or ``InputError`` (``find-outside-box``, ``bad-position``); then nothing has changed.
        """
        box = self.grid.index(box_id)
        kind, first = int(self._classes()[box]), self._ledger.completed(box) == 0
        p_find = self._posterior.p_find(box)
        told = self._p_detect if p_detect is None else _parse_chance(p_detect)
        visit = self._ledger.add(box, finds, complete=complete, p_detect=told, again=again)
        if visit.complete and first:
            self._reckoning.note(kind, p_find, found=bool(visit.finds))
        self._posterior.note(visit)
        self._outlook = None

    @property
    def stopped(self) -> Outcome | None:
        """``None`` while the survey should go on, else how it ended, with a sentence (see ``stopping``)."""
        searched = len(self._ledger.searched_boxes())
        if not self._ledger.visits:
            return None
        outlook = self._look()
        return stop_rule(
            Standing(
                boxes_searched=searched,
                boxes_left=self.grid.n_boxes - searched,
                items_found=len(self._ledger.finds()),
                items_expected=outlook.items_expected,
                best_gain=outlook.best_gain,
                rings_open=int(outlook.rings.sum()),
                capture=capture_summary(outlook.capture),
            ),
            self.practice,
        )

    def confirmed_area(self) -> BaseGeometry:
        """The area round everything found, by the rule of ``delineation``, in ``crs``; empty where nothing was found."""
        return self._look().area

    def capture(self) -> dict[str, float]:
        """Forecast of the share of all items, strays included, inside ``confirmed_area()``: mean, q05 to q95.

        Every figure is nan where no draw holds an item. It speaks of the ground inside the bounds.
        """
        return capture_summary(self._look().capture)

    def _least_gain(self, outlook: Outlook) -> float:
        return self.practice.number("stop_items_share") * max(outlook.items_expected, 1.0)

    def _look(self) -> Outlook:
        if self._outlook is None:
            belief = self._posterior.belief()
            seed = self._seed + len(self._ledger.visits)
            self._outlook = look(
                self.grid,
                self._squares,
                self._ledger,
                self._evidence,
                belief,
                self._classes(),
                self._reckoning.factors(),
                self.practice,
                seed,
            )
        return self._outlook

    def _known(self) -> list[tuple[float, float]]:
        return evidence_points(self._evidence, self.practice) + self._ledger.finds()

    def _classes(self) -> NDArray[np.int64]:
        return classes(self._vicinity.find_m(self._known()), self._vicinity.record_m, self.grid.box_m)

    def _surroundings(self, worth: Worth) -> Surroundings:
        find_m = float(self._vicinity.find_m(self._known())[worth.box])
        record_m, which = float(self._vicinity.record_m[worth.box]), int(self._vicinity.record_index[worth.box])
        return Surroundings(
            find_m=find_m if math.isfinite(find_m) else None,
            record_m=record_m if which >= 0 else None,
            record_id=self._records[which].id if which >= 0 else None,
            searches=self._ledger.completed(worth.box),
        )


def _parse_chance(value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= 1:
        return float(value)
    raise InputError(
        kind="bad-chance",
        expected="p_detect above 0 and at most 1",
        found=repr(value)[:40],
        do="give the chance that an item in a box is found, such as 0.9",
    )
