"""Scenes for calibration: 2 x 2 km with known truth, from a seed and a preset.

A scene gives what an engine is given (strikes, searches and finds in the hazard contract's GeoJSON) and keeps apart what is
true. It shares no code with any engine, uses no catalogue's failure rates, and lies in the open South Atlantic. The same
seed and preset give the same scene.

    given = scene(7, "rings")
    solve(given.strikes, given.searches, given.finds, bounds=given.bounds, crs=given.crs)
    given.truth.remaining  # (n, 2) metres: where the items still in the ground truly lie
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from fallow.core.place import WGS84, transformer
from fallow.testing.features import collection, json_text
from fallow.testing.ground import Ground, Item
from fallow.testing.munitions import MUNITIONS, WorldMunition
from fallow.testing.patterns import Points, draw_pattern
from fallow.testing.presets import Preset, preset_named
from fallow.testing.recording import record
from fallow.testing.salvo import Lay, SoftGround, TrueStrike, lay
from fallow.testing.searching import search_boxes
from fallow.testing.villagers import reports

CRS = "EPSG:32727"
"""UTM zone 27 south: a sea of water."""

BOUNDS = (590_000.0, 6_126_000.0, 592_000.0, 6_128_000.0)
"""West, south, east, north of every scene, in metres of ``CRS``: 2 x 2 km near 20 W, 35 S."""


@dataclass(frozen=True, slots=True)
class SceneTruth:
    """What nobody in the scene knows. ``remaining`` is ``(n, 2)`` metres; ``record_of`` maps record ids to strikes."""

    strikes: tuple[TrueStrike, ...]
    items: tuple[Item, ...]
    remaining: Points
    record_of: Mapping[str, str | None]
    true_detection: float
    common_shift_m: tuple[float, float]
    villages: tuple[tuple[float, float], ...]
    readiness: Mapping[str, float]

    def traced(self) -> frozenset[str]:
        """Ids of the strikes that left a record."""
        return frozenset(strike for strike in self.record_of.values() if strike is not None)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the observers have: GeoJSON feature collections of the hazard contract, and the truth, kept apart.

    ``ground`` is the live ground, which ``search`` changes; everything else is as it was when the scene was made.
    """

    seed: int
    preset: Preset
    crs: str
    bounds: tuple[float, float, float, float]
    strikes: dict[str, Any]
    searches: dict[str, Any]
    finds: dict[str, Any]
    truth: SceneTruth
    ground: Ground

    def search(self, rng: np.random.Generator, bounds: tuple[float, float, float, float], day: date) -> Points:
        """Search ``[w, e) x [s, n)`` further, for a planner under test: found at the true chance, taken away, returned."""
        here = self.ground.within(*bounds)
        found = here[rng.random(here.size) < self.truth.true_detection]
        for index in found:
            self.ground.take(int(index), day, "search")
        points: Points = self.ground.points[found]
        return points

    def write(self, folder: Path) -> dict[str, Path]:
        """Write ``strikes``, ``searches`` and ``finds`` as GeoJSON into ``folder``; the truth stays out of it."""
        folder.mkdir(parents=True, exist_ok=True)
        paths = {}
        for name in ("strikes", "searches", "finds"):
            paths[name] = folder / f"{name}.geojson"
            paths[name].write_text(json_text(getattr(self, name)), encoding="utf-8")
        return paths


def scene(
    seed: int,
    preset: str | Preset = "plain",
    *,
    munitions: Mapping[str, WorldMunition] = MUNITIONS,
    boxes: int | None = None,
) -> Scene:
    """Return the scene of a seed and a preset; ``boxes`` overrides how many boxes were searched (0 for none)."""
    label = preset if isinstance(preset, str) else preset.name
    rng = np.random.default_rng([seed, zlib.crc32(label.encode())])
    chosen = preset_named(preset, rng) if isinstance(preset, str) else preset
    ground = _ground(rng, chosen, munitions)
    recorded = record(rng, ground.strikes, chosen.recording, BOUNDS, CRS)
    villages = _villages(rng)
    names = [f"village-{number + 1}" for number in range(len(villages))]
    told = reports(rng, ground, chosen.reporting, villages, names, CRS)
    detection = float(rng.uniform(*chosen.true_detection))
    team = replace(chosen.team, true=detection, boxes=chosen.team.boxes if boxes is None else boxes)
    log = search_boxes(rng, ground, team, BOUNDS, _known(recorded.features, told.features), CRS)
    told.settle(ground)
    truth = SceneTruth(
        strikes=ground.strikes,
        items=ground.items(),
        remaining=ground.remaining(),
        record_of=recorded.of,
        true_detection=detection,
        common_shift_m=recorded.common_shift_m,
        villages=tuple((float(x), float(y)) for x, y in villages),
        readiness=told.readiness,
    )
    return Scene(
        seed=seed,
        preset=chosen,
        crs=CRS,
        bounds=BOUNDS,
        strikes=collection(recorded.features),
        searches=collection(log.searches),
        finds=collection([*told.features, *log.finds]),
        truth=truth,
        ground=ground,
    )


def _ground(rng: np.random.Generator, preset: Preset, munitions: Mapping[str, WorldMunition]) -> Ground:
    soft = SoftGround.draw(rng, BOUNDS, preset.softness)
    n = int(rng.integers(preset.strikes[0], preset.strikes[1] + 1))
    laid = [lay(rng, _plan(rng, preset, munitions, number), soft) for number in range(n)]
    n_strays = int(rng.integers(preset.strays[0], preset.strays[1] + 1))
    strays = np.column_stack((rng.uniform(BOUNDS[0], BOUNDS[2], n_strays), rng.uniform(BOUNDS[1], BOUNDS[3], n_strays)))
    ground = Ground.of(laid, strays)
    ground.wear(rng, float(rng.uniform(*preset.worn)), (date(2021, 3, 1), date(2021, 9, 1)))
    return ground


def _plan(rng: np.random.Generator, preset: Preset, munitions: Mapping[str, WorldMunition], number: int) -> Lay:
    munition = munitions[sorted(munitions)[int(rng.integers(len(munitions)))]]
    share = munition.failure_median * preset.failure_scale * np.exp(rng.normal(0.0, munition.failure_log_sd))
    west, south, east, north = BOUNDS
    return Lay(
        id=f"s{number + 1:02d}",
        x_m=float(rng.uniform(west + 250.0, east - 250.0)),
        y_m=float(rng.uniform(south + 250.0, north - 250.0)),
        day=date(2021, 3, 1) + timedelta(days=int(rng.integers(0, 150))),
        munition=munition.key,
        submunitions=munition.submunitions,
        carriers=int(rng.integers(munition.carriers[0], munition.carriers[1] + 1)),
        bearing_deg=float(rng.uniform(0.0, 360.0)),
        pattern=draw_pattern(rng, preset.kinds, preset.pattern_scale),
        share_failed=float(min(0.6, share)),
    )


def _villages(rng: np.random.Generator) -> Points:
    n = int(rng.integers(2, 5))
    return np.column_stack((rng.uniform(BOUNDS[0], BOUNDS[2], n), rng.uniform(BOUNDS[1], BOUNDS[3], n)))


def _known(*groups: list[dict[str, Any]]) -> Points:
    """Positions that the team knows, back in metres: it plans from what is written, not from the truth."""
    from_lonlat = [feature["geometry"]["coordinates"] for group in groups for feature in group]
    if not from_lonlat:
        return np.zeros((0, 2))
    lonlat = np.array(from_lonlat)
    x, y = transformer(WGS84, CRS).transform(lonlat[:, 0], lonlat[:, 1])
    return np.column_stack((x, y))
