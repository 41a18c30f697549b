"""Ways of surveying side by side on simulated scenes: capture against effort. SIMULATED; no public ground truth exists.

    python benchmarks/survey_capture.py --scenes 24 --preset plain --first-seed 9000

Capture is the share of items still in the ground at the start that the confirmed area holds; *traced* counts items of
strikes that left a record or a report. All ways see the same finds for the same search of the same box, and draw by one rule.
CMRS-ER walks until its rings close; the planner is read at the same number of boxes. A way that has not reached
90 % in the boxes it was given counts as never.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import numpy as np
import shapely
from fallow.survey import Box, CmrsWalker, Planner
from fallow.survey.simulate import WayOfWorking, walk
from fallow.testing.scenes import Scene, scene

ON = date(2026, 1, 1)
STAGES = (16, 32, 48, 64, 96, 128, 160, 200, 240, 280, 320, 400)


@dataclass(frozen=True, slots=True)
class Truth:
    """Items at the start: where, and whether their strike left a trace."""

    points: np.ndarray
    traced: np.ndarray

    @classmethod
    def of(cls, made: Scene) -> Truth:
        index = np.flatnonzero(made.ground.present)
        strikes = [strike.id for strike in made.truth.strikes]
        known = {number for number, name in enumerate(strikes) if name in made.truth.traced()}
        reported = frame(made.finds, made.crs)
        places = [] if reported is None else [(p.x, p.y) for p in reported.geometry]
        for x, y in places:
            near = np.hypot(made.ground.points[:, 0] - x, made.ground.points[:, 1] - y)
            nearest = int(np.argmin(near)) if len(near) else -1
            if nearest >= 0 and near[nearest] < 100:
                known.add(int(made.ground.strike[nearest]))
        known.discard(-1)
        return cls(made.ground.points[index], np.isin(made.ground.strike[index], sorted(known)))

    def capture(self, area: shapely.Geometry) -> tuple[float, float]:
        inside = shapely.contains_xy(area, self.points[:, 0], self.points[:, 1])
        every = float(inside.mean()) if len(inside) else float("nan")
        traced = float(inside[self.traced].mean()) if self.traced.any() else float("nan")
        return every, traced


def frame(features: dict, crs: str) -> gpd.GeoDataFrame | None:
    """The observers' GeoJSON as a frame in ``crs``."""
    if not features["features"]:
        return None
    return gpd.GeoDataFrame.from_features(features["features"], crs="EPSG:4326").to_crs(crs)


def searcher(truth: Truth, detection: float, seed: int) -> Callable[[Box], list[tuple[float, float]]]:
    """Searching with common random numbers: the n-th search of a box finds the same whoever makes it."""
    luck = np.random.default_rng([seed, 77]).random((6, len(truth.points)))
    present = np.ones(len(truth.points), dtype=bool)
    times: dict[str, int] = {}

    def search(box: Box) -> list[tuple[float, float]]:
        number = times[box.id] = times.get(box.id, -1) + 1
        west, south, east, north = box.polygon.bounds
        x, y = truth.points[:, 0], truth.points[:, 1]
        inside = (x >= west) & (x < east) & (y >= south) & (y < north) & present
        seen = inside & (luck[min(number, 5)] < detection)
        present[seen] = False
        return [(float(px), float(py)) for px, py in truth.points[seen]]

    return search


def run(made: Scene, make: Callable[[], WayOfWorking], stages: list[int]) -> list[tuple]:
    """Capture of one way at each stage: boxes, all, traced, area in boxes."""
    truth = Truth.of(made)
    search = searcher(truth, made.truth.true_detection, made.seed)
    rows = []
    for stage in walk(make(), search, stages):
        rows.append((stage.boxes, *truth.capture(stage.area), stage.area.area / 2500, stage.stopped))
    return rows


def first_reaching(rows: list[tuple], level: float) -> float:
    return next((row[0] for row in rows if row[1] >= level), float("inf"))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--scenes", type=int, default=8)
    parser.add_argument("--first-seed", type=int, default=9000)
    parser.add_argument("--preset", default="plain")
    parser.add_argument("--baseline-only", action="store_true")
    arguments = parser.parse_args()
    results = []
    for seed in range(arguments.first_seed, arguments.first_seed + arguments.scenes):
        made = scene(seed, arguments.preset, boxes=0)
        common = {"bounds": made.bounds, "crs": made.crs, "box_m": 50.0, "on": ON}
        strikes, finds = frame(made.strikes, made.crs), frame(made.finds, made.crs)
        base = run(made, lambda: CmrsWalker(strikes, finds, **common), [*range(8, 2000, 8)])
        effort = base[-1][0]
        row = {"seed": seed, "items": len(Truth.of(made).points), "base": base, "effort": effort}
        if not arguments.baseline_only:
            began = time.perf_counter()
            stages = sorted({*STAGES, effort, *range(16, 401, 16)})
            planner = Planner(strikes, finds, p_detect=0.9, seed=seed, **common)
            row["plan"] = run(made, lambda: planner, stages)
            row["seconds"] = time.perf_counter() - began
            row["forecast"] = planner.capture()
        results.append(row)
        report(row)
    summary(results)


def report(row: dict) -> None:
    effort, last = row["effort"], row["base"][-1]
    line = f"{row['seed']} items {row['items']:4d}  CMRS-ER {effort:4d} boxes area {last[3]:5.0f} all {last[1]:.3f} traced {last[2]:.3f} b90 {first_reaching(row['base'], 0.9):5.0f}"
    if "plan" in row:
        at = next(r for r in row["plan"] if r[0] == effort)
        stop = next((r[0] for r in row["plan"] if r[4] is not None), None)
        line += f" | planner area {at[3]:5.0f} all {at[1]:.3f} traced {at[2]:.3f} b90 {first_reaching(row['plan'], 0.9):5.0f} stop {stop} {row['seconds']:.0f} s"
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def summary(results: list[dict]) -> None:
    results = [row for row in results if row["items"]]
    base = np.array([row["base"][-1][1:4] for row in results])
    say = sys.stdout.write
    say(f"CMRS-ER boxes median {np.median([r['effort'] for r in results]):.0f}  capture all mean {base[:, 0].mean():.3f} median {np.median(base[:, 0]):.3f}  traced {np.nanmean(base[:, 1]):.3f}  area {np.median(base[:, 2]):.0f}\n")
    if "plan" not in results[0]:
        return
    plan = np.array([next(r for r in row["plan"] if r[0] == row["effort"])[1:4] for row in results])
    for name, column in (("all", 0), ("traced", 1)):
        gain = plan[:, column] - base[:, column]
        gain = gain[np.isfinite(gain)]
        say(f"planner - CMRS-ER at equal boxes, {name}: {gain.mean():+.3f} +- {1.96 * gain.std(ddof=1) / len(gain) ** 0.5:.3f} (planner {np.nanmean(plan[:, column]):.3f})\n")
    say(f"area ratio mean {np.mean(plan[:, 2] / base[:, 2]):.2f}; scenes < 95 %: {np.sum(plan[:, 0] < .95)} against {np.sum(base[:, 0] < .95)}; < 50 %: {np.sum(plan[:, 0] < .5)} against {np.sum(base[:, 0] < .5)}\n")
    b90 = [(first_reaching(r["plan"], 0.9), first_reaching(r["base"], 0.9)) for r in results]
    say(f"boxes to 90 %: planner {np.median([b[0] for b in b90]):.0f}, CMRS-ER {np.median([b[1] for b in b90]):.0f}; never: {sum(np.isinf(b[0]) for b in b90)} / {sum(np.isinf(b[1]) for b in b90)}\n")
    for stage in STAGES:
        at = [next((r for r in row["plan"] if r[0] == stage), None) for row in results]
        cm = [max((r for r in row["base"] if r[0] <= stage), key=lambda r: r[0], default=(0, 0, 0, 0)) for row in results]
        say(f"  {stage:4d} boxes: planner {np.mean([a[1] for a in at if a]):.3f}  CMRS-ER {np.mean([c[1] for c in cm]):.3f}\n")


if __name__ == "__main__":
    main()
