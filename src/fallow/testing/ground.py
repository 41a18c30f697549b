"""The ground of the simulated world: every failed submunition and stray, and what has become of it.

An item is in the ground until somebody takes it: a child, a scrap dealer or a plough (nobody writes that down), a
clearance visit, or a search that removes what it finds. Searches see an item with a chance that their reports do not know.
Nothing in here is ever shown to an observer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fallow.testing.patterns import Points
from fallow.testing.salvo import TrueStrike

STRAY = -1
"""The strike index of an item that belongs to no strike."""


@dataclass(frozen=True, slots=True)
class Item:
    """One unexploded item: where it is, where it is from, and when and by whom it was taken away, if it was."""

    id: str
    x_m: float
    y_m: float
    strike: str | None
    carrier: int | None
    removed_on: date | None
    removed_by: str | None

    def to_json(self) -> dict[str, Any]:
        """Return the item with its position rounded to the centimetre."""
        return {
            "id": self.id,
            "x_m": round(self.x_m, 2),
            "y_m": round(self.y_m, 2),
            "strike": self.strike,
            "carrier": self.carrier,
            "removed_on": self.removed_on.isoformat() if self.removed_on else None,
            "removed_by": self.removed_by,
        }


@dataclass(slots=True)
class Ground:
    """All items of a world, as arrays of equal length; ``strike`` and ``carrier`` are indices, ``STRAY`` for none."""

    strikes: tuple[TrueStrike, ...]
    points: Points
    strike: NDArray[np.int64]
    carrier: NDArray[np.int64]
    present: NDArray[np.bool_]
    removed: dict[int, tuple[date, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, laid: Sequence[tuple[TrueStrike, Points, NDArray[np.int64]]], strays: Points) -> Ground:
        """Put the items of all strikes and the strays (``(n, 2)``, possibly none) into the ground."""
        points = np.vstack([*(points for _, points, _ in laid), strays.reshape(-1, 2)])
        strike = np.concatenate(
            [
                *(np.full(len(points), index, dtype=np.int64) for index, (_, points, _) in enumerate(laid)),
                np.full(len(strays), STRAY, dtype=np.int64),
            ]
        )
        carrier = np.concatenate([*(carrier for _, _, carrier in laid), np.full(len(strays), STRAY, dtype=np.int64)])
        present = np.ones(len(points), dtype=np.bool_)
        return cls(tuple(one for one, _, _ in laid), points, strike, carrier, present)

    def take(self, index: int, day: date, by: str) -> None:
        """Remove one item for good; removing it twice is a mistake of the simulator and changes nothing."""
        if self.present[index]:
            self.present[index] = False
            self.removed[index] = (day, by)

    def within(self, west: float, south: float, east: float, north: float) -> NDArray[np.int64]:
        """Return the indices of items still in the ground in ``[west, east) x [south, north)``, in order."""
        x, y = self.points[:, 0], self.points[:, 1]
        inside = (x >= west) & (x < east) & (y >= south) & (y < north)
        return np.flatnonzero(inside & self.present)

    def remaining(self) -> Points:
        """Return the points of all items still in the ground, ``(n, 2)`` metres east and north."""
        left: Points = self.points[self.present]
        return left

    def items(self) -> tuple[Item, ...]:
        """Return every item that ever lay here, with its fate."""
        return tuple(self._item(index) for index in range(len(self.points)))

    def _item(self, index: int) -> Item:
        strike, (day, by) = int(self.strike[index]), self.removed.get(index, (None, None))
        return Item(
            id=f"i{index:05d}",
            x_m=float(self.points[index, 0]),
            y_m=float(self.points[index, 1]),
            strike=None if strike == STRAY else self.strikes[strike].id,
            carrier=None if strike == STRAY else int(self.carrier[index]),
            removed_on=day,
            removed_by=by,
        )

    def wear(self, rng: np.random.Generator, share: float, days: tuple[date, date]) -> None:
        """Let people and ploughs take about ``share`` of the items, each on a day after its strike in ``days``."""
        for index in np.flatnonzero(self.present):
            if rng.random() >= share:
                continue
            strike = int(self.strike[index])
            first = days[0] if strike == STRAY else max(days[0], self.strikes[strike].day)
            later = int(rng.integers(1, max(2, (days[1] - first).days)))
            by = "people" if rng.random() < 0.7 else "plough"
            self.take(int(index), date.fromordinal(first.toordinal() + later), by)
