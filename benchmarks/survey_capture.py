"""Ways of surveying side by side on simulated scenes: capture against effort. SIMULATED; no public ground truth exists.

    python benchmarks/survey_capture.py --scenes 24 --preset plain --first-seed 9000

Capture is the share of items still in the ground at the start that the confirmed area holds; *traced* counts the items of
strikes that left a record or a report. Every way sees the same finds for the same search of the same box, searches to
the end, and draws by one rule. CMRS-ER walks until its rings close; the planner is read at the same number of boxes. A way
that has not reached 90 % in those boxes counts as never. Scenes where CMRS-ER takes more than ``--most`` boxes
are left out, and their number is said, because a scene of 600 boxes takes as long as four others.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from fallow.survey import Box, CmrsWalker, Planner
from fallow.survey.simulate import WayOfWorking, walk
from fallow.testing.scenes import Scene, scene

ON = date(2026, 1, 1)
TRACE_M = 100.0
"""A report within this distance of an item counts as a trace of the item's strike."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Items at the start: where they lie (metres), and whether their strike left a trace."""

    points: NDArray[np.float64]
    traced: NDArray[np.bool_]

    @classmethod
    def of(cls, made: Scene) -> Truth:
        """Return the items of a scene."""
        here = np.flatnonzero(made.ground.present)
        names = [strike.id for strike in made.truth.strikes]
        known = {number for number, name in enumerate(names) if name in made.truth.traced()}
        reports = frame(made.finds, made.crs)
        for place in [] if reports is None else reports.geometry:
            apart = np.hypot(*(made.ground.points - (place.x, place.y)).T)
            if len(apart) and apart.min() < TRACE_M:
                known.add(int(made.ground.strike[int(np.argmin(apart))]))
        return cls(made.ground.points[here], np.isin(made.ground.strike[here], sorted(known - {-1})))

    def capture(self, area: shapely.Geometry) -> tuple[float, float]:
        """Share of all items, and of those traced, inside ``area``; nan where there are none."""
        inside = shapely.contains_xy(area, self.points[:, 0], self.points[:, 1])
        return _mean(inside), _mean(inside[self.traced])


def _mean(values: NDArray[Any]) -> float:
    return float(values.mean()) if len(values) else float("nan")


@dataclass(frozen=True, slots=True)
class At:
    """Where a way stood: boxes, capture of all and of traced items, area in boxes, whether it had stopped."""

    boxes: int
    every: float
    traced: float
    area: float
    stopped: bool


@dataclass(frozen=True, slots=True)
class Result:
    """One scene: the two walks, the planner's forecast at the end, and its seconds a call of next."""

    seed: int
    items: int
    base: list[At]
    plan: list[At]
    forecast: dict[str, float]
    seconds: float

    @property
    def effort(self) -> int:
        """Boxes that CMRS-ER took."""
        return self.base[-1].boxes


def frame(features: dict[str, Any], crs: str) -> gpd.GeoDataFrame | None:
    """Return the observers' GeoJSON as a frame in ``crs``."""
    if not features["features"]:
        return None
    return gpd.GeoDataFrame.from_features(features["features"], crs="EPSG:4326").to_crs(crs)


def searcher(truth: Truth, detection: float, seed: int) -> Callable[[Box], list[tuple[float, float]]]:
    """Search with common random numbers: the n-th search of a box finds the same, whoever makes it."""
    luck = np.random.default_rng([seed, 77]).random((4, len(truth.points)))
    left = np.ones(len(truth.points), dtype=bool)
    times: dict[str, int] = {}

    def search(box: Box) -> list[tuple[float, float]]:
        number = times[box.id] = times.get(box.id, -1) + 1
        west, south, east, north = box.polygon.bounds
        x, y = truth.points[:, 0], truth.points[:, 1]
        seen = (x >= west) & (x < east) & (y >= south) & (y < north) & left & (luck[min(number, 3)] < detection)
        left[seen] = False
        return [(float(px), float(py)) for px, py in truth.points[seen]]

    return search


def stand(way: WayOfWorking, made: Scene, stages: list[int]) -> list[At]:
    """Walk a scene and return where the way stood at each stage."""
    truth = Truth.of(made)
    search = searcher(truth, made.truth.true_detection, made.seed)
    return [
        At(stage.boxes, *truth.capture(stage.area), stage.area.area / 2500, stage.stopped is not None)
        for stage in walk(way, search, stages)
    ]


def compare(seed: int, preset: str, most: int) -> Result | None:
    """Walk one scene both ways; ``None`` where it holds no item or CMRS-ER takes more than ``most`` boxes."""
    made = scene(seed, preset, boxes=0)
    given: dict[str, Any] = {"bounds": made.bounds, "crs": made.crs, "box_m": 50.0, "on": ON}
    strikes, finds = frame(made.strikes, made.crs), frame(made.finds, made.crs)
    base = stand(CmrsWalker(strikes, finds, **given), made, [*range(8, 1600, 8)])
    if not len(Truth.of(made).points) or base[-1].boxes > most:
        return None
    began = time.perf_counter()
    planner = Planner(strikes, finds, p_detect=0.9, seed=seed, **given)
    effort = base[-1].boxes
    plan = stand(planner, made, sorted({*range(8, effort, 8), effort}))
    seconds = (time.perf_counter() - began) / len(plan)
    return Result(seed, len(Truth.of(made).points), base, plan, planner.capture(), seconds)


def boxes_to(walked: list[At], level: float) -> float:
    """Boxes after which ``level`` of all items were inside the area; infinite where never."""
    return next((at.boxes for at in walked if at.every >= level), float("inf"))


def part_way(walked: list[At], boxes: float) -> float:
    """Capture of all items when so many boxes had been searched."""
    return max((at for at in walked if at.boxes <= boxes), key=lambda at: at.boxes, default=walked[0]).every


def table(results: list[Result]) -> str:
    """Return the comparison as a Markdown table."""
    base, plan = [r.base[-1] for r in results], [r.plan[-1] for r in results]
    gain = np.array([p.every - b.every for p, b in zip(plan, base, strict=True)])
    half = 1.96 * gain.std(ddof=1) / len(gain) ** 0.5 if len(gain) > 1 else float("nan")
    error = np.array([r.forecast["mean"] - p.every for r, p in zip(results, plan, strict=True)])
    held = np.array([r.forecast["q05"] <= p.every <= r.forecast["q95"] for r, p in zip(results, plan, strict=True)])
    lines = ["| SIMULATED | CMRS-ER | planner |", "|---|---|---|"]
    for share in (0.25, 0.5):
        a, b = (np.mean([part_way(w(r), share * r.effort) for r in results]) for w in (_base, _plan))
        lines.append(f"| mean capture at {share:.0%} of CMRS-ER's boxes | {a:.3f} | {b:.3f} |")
    rows = [
        ("at all of them", np.mean([b.every for b in base]), np.mean([p.every for p in plan])),
        ("of traced items", np.nanmean([b.traced for b in base]), np.nanmean([p.traced for p in plan])),
    ]
    lines += [f"| {name} | {a:.3f} | {b:.3f} |" for name, a, b in rows]
    lines.append(f"| scenes < 95 % | {sum(b.every < 0.95 for b in base)} | {sum(p.every < 0.95 for p in plan)} |")
    lines.append(f"| scenes < 50 % | {sum(b.every < 0.5 for b in base)} | {sum(p.every < 0.5 for p in plan)} |")
    for level in (0.8, 0.9):
        a, b = (np.median([boxes_to(w(r), level) for r in results]) for w in (_base, _plan))
        lines.append(f"| boxes to {level:.0%} (median) | {a:.0f} | {b:.0f} |")
    lines.append(
        f"| area (boxes, median) | {np.median([b.area for b in base]):.0f} | {np.median([p.area for p in plan]):.0f} |"
    )
    lines.append("")
    lines.append(
        f"{len(results)} scenes, {np.median([r.effort for r in results]):.0f} boxes (median). Capture of all items at equal "
        f"boxes, planner less CMRS-ER: {gain.mean():+.3f} +- {half:.3f} (95 %). Forecast of capture less the truth: "
        f"{np.nanmean(error):+.3f}; inside its 90 % interval in {held.mean():.0%}. Stopped by its own rule by then: "
        f"{sum(p.stopped for p in plan)}. {np.mean([r.seconds for r in results]):.2f} s for eight boxes."
    )
    return "\n".join(lines)


def _base(result: Result) -> list[At]:
    return result.base


def _plan(result: Result) -> list[At]:
    return result.plan


def main() -> None:
    """Run the scenes and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenes", type=int, default=8)
    parser.add_argument("--first-seed", type=int, default=9000)
    parser.add_argument("--preset", default="plain")
    parser.add_argument("--most", type=int, default=400)
    asked = parser.parse_args()
    results, left_out = [], 0
    for seed in range(asked.first_seed, asked.first_seed + asked.scenes):
        result = compare(seed, asked.preset, asked.most)
        if result is None:
            left_out += 1
            continue
        results.append(result)
        b, p = result.base[-1], result.plan[-1]
        sys.stderr.write(f"{seed}: {result.items} items, {result.effort} boxes, {b.every:.3f} / {p.every:.3f}\n")
    sys.stdout.write(f"{table(results)}\n{left_out} scenes left out (empty, or over {asked.most} boxes).\n")


if __name__ == "__main__":
    main()
