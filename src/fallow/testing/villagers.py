"""Reports by the people who live there: uneven in space, true about an item, silent about most.

Whether somebody reports an item depends on how far it lies from a village and on that village's readiness to report,
which nobody knows and which differs by an order of magnitude. What is reported is still in the ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np

from fallow.testing.features import point
from fallow.testing.ground import Ground
from fallow.testing.patterns import Points


@dataclass(frozen=True, slots=True)
class Reporting:
    """How people report: chance per item at a village's edge, its spread between villages, how it falls with distance."""

    chance: float
    log_sd: float
    reach_m: float
    position_noise_m: float
    first_day: date
    days: int
    fragments: float = 1.2
    casings: float = 0.8


_Seen: TypeAlias = tuple[Points, str, int, int | None]
"""Where, what, the village's index, the item's index (none for fragments and casings)."""


@dataclass(slots=True)
class Reports:
    """Finds outside any search (``search`` null) and, apart, the truth: the item behind each, each village's readiness."""

    features: list[dict[str, Any]]
    items: list[int | None]
    readiness: dict[str, float]

    def settle(self, ground: Ground) -> None:
        """Mark reports whose item a search has taken away since: the team that takes it tells the village."""
        for feature, item in zip(self.features, self.items, strict=True):
            if item is not None and ground.removed.get(item, (None, None))[1] == "search":
                feature["properties"]["removed"] = True


def reports(
    rng: np.random.Generator, ground: Ground, reporting: Reporting, villages: Points, names: list[str], crs: str
) -> Reports:
    """Return what people report; what is reported is still in the ground."""
    effort = reporting.chance * np.exp(rng.normal(0.0, reporting.log_sd, len(villages)))
    found: list[_Seen] = []
    for index in np.flatnonzero(ground.present):
        apart = np.hypot(*(villages - ground.points[index]).T)
        chances = np.minimum(0.8, effort * np.exp(-apart / reporting.reach_m))
        village = int(np.argmax(chances))
        if rng.random() < chances[village]:
            noise = rng.normal(0.0, reporting.position_noise_m, 2)
            found.append((ground.points[index] + noise, "unexploded", village, int(index)))
    found.extend(_traces(rng, ground, reporting, villages, effort))
    order = rng.permutation(len(found))
    features, items = [], []
    for number, which in enumerate(order):
        where, kind, village, item = found[int(which)]
        items.append(item)
        day = reporting.first_day + timedelta(days=int(rng.integers(0, reporting.days)))
        features.append(
            point(
                crs,
                float(where[0]),
                float(where[1]),
                id=f"v{number + 1:03d}",
                search=None,
                kind=kind,
                removed=False,
                date=day.isoformat(),
                village=names[village],
            )
        )
    return Reports(features, items, {name: round(float(one), 4) for name, one in zip(names, effort, strict=True)})


def _traces(
    rng: np.random.Generator, ground: Ground, reporting: Reporting, villages: Points, effort: Points
) -> list[_Seen]:
    """Fragments near the patterns, and casings of carriers, which come down short of them."""
    found: list[_Seen] = []
    for strike in ground.strikes:
        apart = np.hypot(*(villages - np.array([strike.x_m, strike.y_m])).T)
        village = int(np.argmin(apart))
        ready = min(1.5, float(effort[village]) / reporting.chance) * float(np.exp(-apart[village] / 1500.0))
        fragments = strike.near(rng, int(rng.poisson(reporting.fragments * ready)), 15.0)
        found.extend((where, "fragment", village, None) for where in fragments)
        bearing = np.radians(strike.bearing_deg)
        for _ in range(int(rng.poisson(reporting.casings * ready))):
            short = rng.uniform(100.0, 350.0)
            where = np.array([strike.x_m - short * np.sin(bearing), strike.y_m - short * np.cos(bearing)])
            found.append((where + rng.normal(0.0, 40.0, 2), "casing", village, None))
    return found
