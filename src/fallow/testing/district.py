"""The simulated district: 6 x 6 km of water in the South Atlantic, taken for a valley with nine villages.

Three uses carry the story (one that is denied, one that a clearance team visits, one that is only rumoured); the rest are in
the records or in none. What lies in the ground afterwards is laid by ``fallow.testing.salvo``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from fallow.testing.ground import Ground
from fallow.testing.munitions import WorldMunition
from fallow.testing.names import VILLAGES, draw_cast
from fallow.testing.pages.story import Story, Told
from fallow.testing.patterns import Points, draw_pattern
from fallow.testing.salvo import Lay, SoftGround, TrueStrike, lay

CRS = "EPSG:32727"
"""UTM zone 27 south: a sea of water."""

BOUNDS = (588_000.0, 6_124_000.0, 594_000.0, 6_130_000.0)
"""West, south, east, north of the district in metres of ``CRS``: near 20 W, 35 S."""

SURVEY_BOUNDS = (590_000.0, 6_126_000.0, 592_000.0, 6_128_000.0)
"""The inner 2 x 2 km that a survey team has begun to search."""

WAR = (date(2021, 3, 2), date(2021, 8, 30))
"""First and last day of the hostilities."""

FIRST, SECOND, THIRD = "s01", "s02", "s03"
"""The strikes of the story."""

_SITES = (
    (590_500.0, 6_127_450.0),
    (591_500.0, 6_126_500.0),
    (593_000.0, 6_128_600.0),
    (588_900.0, 6_129_100.0),
    (591_100.0, 6_129_300.0),
    (588_800.0, 6_126_900.0),
    (589_300.0, 6_124_900.0),
    (591_400.0, 6_124_700.0),
    (593_200.0, 6_125_900.0),
)
"""Where villages may stand, the first three for the story; the names are drawn."""


@dataclass(frozen=True, slots=True)
class Village:
    """A village by its middle, in metres east and north."""

    name: str
    x_m: float
    y_m: float


@dataclass(frozen=True, slots=True)
class Toll:
    """People killed and injured on the day of a use, as it truly was."""

    killed: int
    injured: int


@dataclass(slots=True)
class District:
    """Everything true of the district at the end of the war: villages, strikes, the ground, the tolls, the story.

    ``silent`` are the strikes of which no record speaks.
    """

    villages: tuple[Village, ...]
    ground: Ground
    tolls: Mapping[str, Toll]
    story: Story
    silent: frozenset[str]

    @property
    def village_points(self) -> Points:
        """``(n, 2)`` metres."""
        return np.array([(village.x_m, village.y_m) for village in self.villages])

    @property
    def heard_of(self) -> tuple[TrueStrike, ...]:
        """The strikes that could be in a record."""
        return tuple(strike for strike in self.ground.strikes if strike.id not in self.silent)

    def nearest(self, strike: TrueStrike) -> Village:
        """The village nearest to a strike."""
        return min(self.villages, key=lambda one: (one.x_m - strike.x_m) ** 2 + (one.y_m - strike.y_m) ** 2)


def make_district(rng: np.random.Generator, munitions: Mapping[str, WorldMunition]) -> District:
    """Return a district; its strikes are ``s01`` to at most ``s12``, the first three those of the story."""
    villages = _villages(rng)
    soft = SoftGround.draw(rng, BOUNDS, strength=3.0)
    plans = _plans(rng, villages, munitions)
    laid = [lay(rng, plan, soft) for plan in plans]
    n_strays = int(rng.integers(8, 19))
    strays = np.column_stack((rng.uniform(BOUNDS[0], BOUNDS[2], n_strays), rng.uniform(BOUNDS[1], BOUNDS[3], n_strays)))
    ground = Ground.of(laid, strays)
    tolls = {plan.id: Toll(int(rng.integers(0, 3)), int(rng.integers(0, 5))) for plan in plans}
    tolls[FIRST] = Toll(int(rng.integers(2, 5)), int(rng.integers(5, 12)))
    tolls[SECOND] = Toll(0, int(rng.integers(2, 5)))
    story = _story(rng, ground, villages, tolls, munitions)
    ground.wear(rng, 0.15, (WAR[0], date(2021, 9, 3)))
    # The first five are needed by the story and by every data set; one or two of the others nobody wrote down.
    others = [strike.id for strike in ground.strikes[5:]]
    silent = frozenset(str(one) for one in rng.choice(others, size=int(rng.integers(1, 3)), replace=False))
    return District(villages, ground, tolls, story, silent)


def _villages(rng: np.random.Generator) -> tuple[Village, ...]:
    names = rng.permutation(VILLAGES)
    moved = np.array(_SITES) + rng.uniform(-120.0, 120.0, (len(_SITES), 2))
    return tuple(Village(str(name), float(x), float(y)) for name, (x, y) in zip(names, moved, strict=True))


def _plans(
    rng: np.random.Generator, villages: tuple[Village, ...], munitions: Mapping[str, WorldMunition]
) -> list[Lay]:
    """The story's strikes first: rockets, then shells, then aircraft, as far as the table of munitions has them."""
    keys = sorted(munitions)
    ground_keys = [key for key in keys if not munitions[key].from_aircraft] or keys
    air_keys = [key for key in keys if munitions[key].from_aircraft] or keys
    chosen = [ground_keys[0], ground_keys[-1], air_keys[0], air_keys[-1], ground_keys[0]]
    n = int(rng.integers(9, 13))
    chosen.extend(keys[int(rng.integers(len(keys)))] for _ in range(n - len(chosen)))
    days = [
        date(2021, 4, int(rng.integers(6, 17))),
        date(2021, 5, int(rng.integers(17, 24))),
        date(2021, 6, int(rng.integers(2, 8))),
        *(WAR[0] + timedelta(days=int(rng.integers(3, 170))) for _ in range(n - 3)),
    ]
    plans: list[Lay] = []
    for number, (key, day) in enumerate(zip(chosen, days, strict=True)):
        munition = munitions[key]
        x, y = _centre(rng, number, villages, [(plan.x_m, plan.y_m) for plan in plans])
        share = munition.failure_median * float(np.exp(rng.normal(0.0, munition.failure_log_sd)))
        plans.append(
            Lay(
                id=f"s{number + 1:02d}",
                x_m=x,
                y_m=y,
                day=day,
                munition=key,
                submunitions=munition.submunitions,
                carriers=int(rng.integers(munition.carriers[0], munition.carriers[1] + 1)),
                bearing_deg=float(rng.uniform(0.0, 360.0)),
                pattern=draw_pattern(rng, munition.patterns),
                share_failed=min(0.5, share),
            )
        )
    return plans


def _centre(
    rng: np.random.Generator, number: int, villages: tuple[Village, ...], taken: list[tuple[float, float]]
) -> tuple[float, float]:
    """A few hundred metres from a village, well inside the district, and at first apart from the others."""
    for attempt in range(200):
        village = villages[number] if number < 3 else villages[int(rng.integers(len(villages)))]
        near, far = (180.0, 320.0) if number < 3 else (300.0, 1000.0)
        angle, distance = rng.uniform(0.0, 2 * np.pi), rng.uniform(near, far)
        x, y = village.x_m + distance * np.sin(angle), village.y_m + distance * np.cos(angle)
        inside = BOUNDS[0] + 600 < x < BOUNDS[2] - 600 and BOUNDS[1] + 600 < y < BOUNDS[3] - 600
        if inside and (attempt > 150 or all(np.hypot(x - a, y - b) > 650.0 for a, b in taken)):
            return float(x), float(y)
    return villages[number % len(villages)].x_m, villages[number % len(villages)].y_m


def _story(
    rng: np.random.Generator,
    ground: Ground,
    villages: tuple[Village, ...],
    tolls: Mapping[str, Toll],
    munitions: Mapping[str, WorldMunition],
) -> Story:
    """What the documents will say; the clearance team's finds leave the ground on the day of its visit."""
    told = [
        _told(strike, village, tolls[strike.id], munitions[strike.munition])
        for strike, village in zip(ground.strikes[:3], villages[:3], strict=True)
    ]
    visit_day = told[1].day + timedelta(days=int(rng.integers(7, 10)))
    here = np.flatnonzero(ground.strike == 1)
    taken = rng.permutation(here)[: max(1, min(14, len(here) // 4))]
    for index in taken:
        ground.take(int(index), visit_day, "clearance visit")
    return Story(
        cast=draw_cast(rng),
        first=told[0],
        second=told[1],
        third=told[2],
        visit_day=visit_day,
        visit_found=len(taken),
        marks=int(ground.strikes[0].delivered * rng.uniform(0.3, 0.6)),
        image_day=told[0].day + timedelta(days=int(rng.integers(2, 5))),
        transfer_day=date(2021, 4, int(rng.integers(26, 29))),
        ratified_year=2011,
    )


def _told(strike: TrueStrike, village: Village, toll: Toll, munition: WorldMunition) -> Told:
    east, north = strike.x_m - village.x_m, strike.y_m - village.y_m
    side = ("east" if east > 0 else "west") if abs(east) > abs(north) else ("north" if north > 0 else "south")
    return Told(
        strike=strike.id,
        village=village.name,
        day=strike.day,
        prose=munition.prose,
        key=munition.key,
        carriers=len(strike.carriers),
        killed=toll.killed,
        injured=toll.injured,
        side=side,
    )
