"""One use of a munition in the simulated world, and the submunitions of it that failed.

All submunitions come down in the pattern of their carrier; each fails with a chance that is higher on soft ground, so the
failed ones lie in clumps and not evenly. Only those that failed are kept: this world has remnants and no effects.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fallow.testing.patterns import Pattern, Points, turned, turned_back


@dataclass(frozen=True, slots=True)
class SoftGround:
    """Patches of mud and snow: the chance to fail is ``1 + strength`` times the ordinary one at a patch's middle."""

    centres: Points
    radius_m: float
    strength: float

    @classmethod
    def draw(
        cls,
        rng: np.random.Generator,
        bounds: tuple[float, float, float, float],
        strength: float,
        radius_m: float = 60.0,
    ) -> SoftGround:
        """Draw patches over ``bounds`` (west, south, east, north in metres), about eleven a square kilometre."""
        west, south, east, north = bounds
        n = max(1, int(rng.poisson(11.0 * (east - west) * (north - south) / 1e6)))
        centres = np.column_stack((rng.uniform(west, east, n), rng.uniform(south, north, n)))
        return cls(centres, radius_m, strength)

    def weight(self, points: Points) -> NDArray[np.float64]:
        """Return for each point (east, north in metres) the factor on its chance to fail, 1 or more."""
        apart = points[:, None, :] - self.centres[None, :, :]
        nearest = np.min(apart[..., 0] ** 2 + apart[..., 1] ** 2, axis=1)
        factor: NDArray[np.float64] = 1.0 + self.strength * np.exp(-nearest / (2.0 * self.radius_m**2))
        return factor


@dataclass(frozen=True, slots=True)
class TrueStrike:
    """One use as it truly was. Positions are metres east and north in the world's CRS.

    ``carriers`` holds the centre of each carrier's pattern, ``(n, 2)``; ``delivered`` counts submunitions, ``failed``
    those that were left; ``share_failed`` is the chance on ordinary ground, averaged over this strike.
    """

    id: str
    x_m: float
    y_m: float
    day: date
    munition: str
    bearing_deg: float
    pattern: Pattern
    carriers: Points
    delivered: int
    failed: int
    share_failed: float

    def contains(self, points: Points, carrier: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return for each point (east, north) whether it lies in the pattern of the carrier that it belongs to."""
        return self.pattern.contains(turned_back(points - self.carriers[carrier], self.bearing_deg))

    def covers(self, x_m: float, y_m: float) -> bool:
        """Return whether a point lies in the pattern of any carrier."""
        points = np.tile([x_m, y_m], (len(self.carriers), 1)).astype(float)
        return bool(self.contains(points, np.arange(len(self.carriers))).any())

    def near(self, rng: np.random.Generator, n: int, noise_m: float) -> Points:
        """Return ``n`` points somewhere about the strike: where fragments are picked up."""
        which = rng.integers(0, len(self.carriers), n)
        inside = turned(self.pattern.sample(rng, n), self.bearing_deg)
        return self.carriers[which] + inside + rng.normal(0.0, noise_m, (n, 2))

    def to_json(self) -> dict[str, Any]:
        """Return everything that is true of the strike, positions rounded to the centimetre."""
        return {
            "id": self.id,
            "x_m": round(self.x_m, 2),
            "y_m": round(self.y_m, 2),
            "date": self.day.isoformat(),
            "munition": self.munition,
            "bearing_deg": round(self.bearing_deg, 1),
            "pattern": self.pattern.to_json(),
            "carriers": [[round(float(x), 2), round(float(y), 2)] for x, y in self.carriers],
            "delivered": self.delivered,
            "failed": self.failed,
            "share_failed": round(self.share_failed, 4),
        }


@dataclass(frozen=True, slots=True)
class Lay:
    """What to lay: everything about a strike but its points. ``scatter_m`` is between the centres of its carriers."""

    id: str
    x_m: float
    y_m: float
    day: date
    munition: str
    submunitions: int
    carriers: int
    bearing_deg: float
    pattern: Pattern
    share_failed: float
    scatter_m: float = 35.0


def lay(rng: np.random.Generator, plan: Lay, soft: SoftGround) -> tuple[TrueStrike, Points, NDArray[np.int64]]:
    """Return the strike, the failed items' points ``(n, 2)`` in metres east and north, and the carrier of each.

    The mean share that fails is ``plan.share_failed`` over the strike; no item lies outside its carrier's pattern.
    """
    scatter = turned(
        rng.normal(0.0, 1.0, (plan.carriers, 2)) * [2.0 * plan.scatter_m, plan.scatter_m], plan.bearing_deg
    )
    centres = np.array([plan.x_m, plan.y_m]) + scatter - scatter.mean(axis=0)
    carrier = np.repeat(np.arange(plan.carriers), plan.submunitions)
    points = centres[carrier] + turned(plan.pattern.sample(rng, carrier.size), plan.bearing_deg)
    weight = soft.weight(points)
    chance = np.minimum(0.95, plan.share_failed * weight / weight.mean())
    fails = rng.random(carrier.size) < chance
    strike = TrueStrike(
        id=plan.id,
        x_m=plan.x_m,
        y_m=plan.y_m,
        day=plan.day,
        munition=plan.munition,
        bearing_deg=plan.bearing_deg,
        pattern=plan.pattern,
        carriers=centres,
        delivered=int(carrier.size),
        failed=int(fails.sum()),
        share_failed=plan.share_failed,
    )
    return strike, points[fails], carrier[fails]
