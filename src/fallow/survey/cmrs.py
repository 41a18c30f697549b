"""CMRS by the book: search boxes outward from evidence until rings stay empty. The way of working to compare with.

Starts are evidence points (CMRS-E) and, where asked, recorded strikes as well (CMRS-ER). A box is due while it lies within
``fade_out_rings`` of a start or of a box in which something was found; due boxes are walked ring by ring from the start
that made them due, evidence before records. Nothing else is weighed: no forecast, no numbers from records. When no box is due the survey
has stopped by its rule, and what lies elsewhere was never looked for.

Assumption where the practice papers could not be read: the number of empty rings (see the rule file, marked unverified).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from shapely.geometry.base import BaseGeometry

from fallow.core.outcome import Ending, Outcome
from fallow.survey.box import Box
from fallow.survey.delineation import confirmed_area, evidence_points
from fallow.survey.grid import make_grid
from fallow.survey.ground import parse_finds, parse_strikes
from fallow.survey.ledger import Ledger
from fallow.survey.practice import Practice, load_practice


class CmrsWalker:
    """The baseline, with the same verbs as the planner: ``next``, ``record``, ``stopped``, ``confirmed_area``."""

    def __init__(
        self,
        strikes: Any = None,
        finds: Any = None,
        *,
        bounds: object,
        crs: str,
        box_m: float = 50.0,
        p_detect: float = 0.9,
        use_records: bool = True,
        on: date | None = None,
        practice: Practice | None = None,
    ) -> None:
        self.practice = practice or load_practice()
        self.grid = make_grid(bounds, crs, box_m)
        self._ledger = Ledger(self.grid, self.practice.number("find_tolerance_m"))
        self._rings = int(self.practice.number("fade_out_rings"))
        self._p_detect = p_detect
        self._evidence = evidence_points(parse_finds(finds, crs), self.practice)
        known = parse_strikes(strikes, crs, on or datetime.now(UTC).date()) if use_records else []
        records = [(strike.x, strike.y) for strike in known]
        self._due: dict[int, tuple[int, int]] = {}  # box -> (which wave, how many rings out)
        for wave, places in enumerate((self._evidence, records)):
            for x, y in places:
                box = self.grid.locate(x, y)
                if box is not None:
                    self._make_due(box, wave)

    def _make_due(self, start: int, wave: int) -> None:
        row, column = divmod(start, self.grid.n_columns)
        for near in self.grid.around(start, self._rings):
            near_row, near_column = divmod(near, self.grid.n_columns)
            rank = (wave, max(abs(near_row - row), abs(near_column - column)))
            self._due[near] = min(self._due.get(near, rank), rank)

    def _open(self) -> list[int]:
        boxes = [box for box in self._due if not self._ledger.visits_of(box)]
        return sorted(boxes, key=lambda box: (*self._due[box], box))

    def next(self, k: int = 1) -> list[Box]:
        """The next ``k`` due boxes, nearest ring first; fewer or none where the rule has run out."""
        chosen = self._open()[:k]
        self._ledger.offer(chosen)
        return [
            Box(
                id=self.grid.box_id(box),
                polygon=self.grid.polygon(box),
                why=f"Ring {self._due[box][1]} round {('an evidence point or find', 'a recorded strike')[self._due[box][0]]}.",
                p_find=float("nan"),
                expected_items=float("nan"),
                gain_items=float("nan"),
                search_number=1,
            )
            for box in chosen
        ]

    def record(self, box_id: str, finds: Any = (), complete: bool = True) -> None:
        """Take in one search; errors as in ``Planner.record``."""
        visit = self._ledger.add(self.grid.index(box_id), finds, complete=complete, p_detect=self._p_detect)
        if visit.finds:
            self._make_due(visit.box, 0)

    @property
    def stopped(self) -> Outcome | None:
        """STOPPED where no box is due; ``None`` while some are."""
        if self._open():
            return None
        return Outcome(
            Ending.STOPPED,
            f"Stopped by the rule {self.practice.name}: {len(self._ledger.visits)} boxes searched and every ring closed. "
            "Ground that no ring reached was not looked at.",
        )

    def confirmed_area(self) -> BaseGeometry:
        """The area round finds and evidence points by the rule, in the survey's CRS."""
        return confirmed_area([*self._evidence, *self._ledger.finds()], self.practice)
