"""The ledger of a survey: which box was searched when, how far, and what was found. Nothing in it is taken back.

A box that was offered may be recorded once for each time it was offered, and a box that nobody offered may be recorded once (teams do
search where they stand). A second record of the same search is refused, because it would count as a second search of the same ground, and
a second search without a find makes ground look better than it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from shapely.geometry import Point

from fallow.core.errors import ConflictError, InputError
from fallow.survey.grid import BoxGrid


@dataclass(frozen=True, slots=True)
class Visit:
    """One search of one box: positions of unexploded items found (and removed), and whether it was ended.

    ``complete`` is true where the whole box was searched to the end. ``p_detect`` is the told chance that an item in the
    box is found by such a search.
    """

    box: int
    finds: tuple[tuple[float, float], ...]
    complete: bool
    p_detect: float


@dataclass(slots=True)
class Ledger:
    """All visits in their order, and which boxes are on offer."""

    grid: BoxGrid
    tolerance_m: float
    visits: list[Visit] = field(default_factory=list)
    _by_box: dict[int, list[Visit]] = field(default_factory=dict)
    _offered: set[int] = field(default_factory=set)

    def offer(self, boxes: Iterable[int]) -> None:
        """Note that these boxes were given out, so that a further record of each is a further search."""
        self._offered.update(boxes)

    def add(self, box: int, finds: Iterable[object], *, complete: bool, p_detect: float, again: bool = False) -> Visit:
        """Add one search and return it; nothing is changed where an error is raised.

        ``again`` says that a further search of a box that was not offered again is meant.

        Raises ``ConflictError`` (``already-recorded``), ``InputError`` (``bad-position``, ``find-outside-box``,
        ``bad-chance``, ``bad-complete``).
        """
        if box in self._by_box and box not in self._offered and not again:
            raise ConflictError(
                kind="already-recorded",
                expected=f"one record for each search of {self.grid.box_id(box)}",
                found=f"{len(self._by_box[box])} already, and the box was not offered again since",
                do="leave a repeated record out; say again=True where the ground was truly searched again",
            )
        if not isinstance(complete, bool):
            raise InputError(
                kind="bad-complete",
                expected="complete as true or false",
                found=repr(complete)[:40],
                do="say whether the whole box was searched to the end",
            )
        if not (math.isfinite(p_detect) and 0 < p_detect <= 1):
            raise InputError(
                kind="bad-chance",
                expected="a chance of detection above 0 and at most 1",
                found=repr(p_detect),
                do="give the chance that an item inside is found, such as 0.9",
            )
        visit = Visit(box, tuple(self._position(box, find) for find in finds), complete, float(p_detect))
        self.visits.append(visit)
        self._by_box.setdefault(box, []).append(visit)
        self._offered.discard(box)
        return visit

    def _position(self, box: int, find: object) -> tuple[float, float]:
        try:
            x, y = (float(part) for part in find)  # type: ignore[attr-defined]
        except (TypeError, ValueError) as error:
            raise _bad_find(find) from error
        if not (math.isfinite(x) and math.isfinite(y)):
            raise _bad_find(find)
        away_m = self.grid.polygon(box).distance(Point(x, y))
        if away_m > self.tolerance_m:
            raise InputError(
                kind="find-outside-box",
                expected=f"a find in {self.grid.box_id(box)}, or at most {self.tolerance_m:g} m outside",
                found=f"({x:.1f}, {y:.1f}), {away_m:.1f} m outside",
                do=f"check the coordinates (they are in {self.grid.crs}) and the box, and record it where it lay",
            )
        return x, y

    def visits_of(self, box: int) -> list[Visit]:
        """The searches of one box, first to last."""
        return list(self._by_box.get(box, []))

    def completed(self, box: int) -> int:
        """How often a box was searched to the end; a search that stopped early does not count."""
        return sum(visit.complete for visit in self._by_box.get(box, []))

    def searched_boxes(self) -> list[int]:
        """Boxes searched to the end at least once, in order of index."""
        return sorted(box for box in self._by_box if self.completed(box))

    def find_boxes(self) -> list[int]:
        """Boxes in which something was found, in order of index."""
        return sorted(box for box, visits in self._by_box.items() if any(visit.finds for visit in visits))

    def finds(self) -> list[tuple[float, float]]:
        """Positions of every find, in the order in which they were recorded."""
        return [find for visit in self.visits for find in visit.finds]


def _bad_find(find: object) -> InputError:
    return InputError(
        kind="bad-position",
        expected="a find as (x, y), two finite numbers in metres",
        found=repr(find)[:60],
        do="leave out a find without a position and write it down beside the plan",
    )
