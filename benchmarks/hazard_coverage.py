"""Coverage of stated intervals on simulated scenes; prints Markdown.

Two worlds by different hands: ``truth`` (tests/truth/hazard_world.py) and the presets of ``fallow.testing.scenes``. Blocks
are chosen by forecast, never by truth. Inclusive: the truth lies in [q25, q75] or [q05, q95], which for small counts holds
oftener than it says. Randomised: the rank of the truth among the predictive counts, ties broken at random, so that a
perfect forecast gives .500 and .900. Standard errors are over scenes. There is no public ground truth of clearance
results: every figure is of simulated ground.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import special
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "truth"), str(ROOT / "src")]

from hazard_world import BOUNDS, CRS, make_world  # noqa: E402

from fallow.hazard.coverage import cell_shares  # noqa: E402
from fallow.hazard.field import Field  # noqa: E402
from fallow.hazard.geojson import read_finds, read_searches, read_strikes  # noqa: E402
from fallow.hazard.solving import solve  # noqa: E402
from fallow.strikes import load_catalogue  # noqa: E402
from fallow.testing.scenes import scene  # noqa: E402

ON = date(2023, 1, 1)
SCALES = (150.0, 400.0, 2000.0)
Given = tuple[list[Any], list[Any], list[Any], NDArray[np.float64], tuple[float, float, float, float], str]


@dataclass(frozen=True)
class Result:
    """One scene: for each scale a row a block with forecast, truth, inclusive hits, rank and log score."""

    blocks: dict[float, NDArray[np.float64]]
    searched_forecast: float
    searched_truth: int
    seconds: float
    mixing: float


def given(world: str, seed: int) -> Given:
    """Strikes, searches, finds, remaining items, bounds and CRS of a scene."""
    if world == "truth":
        made = make_world(seed)
        return made.strikes, made.searches, made.finds, made.remaining, BOUNDS, CRS
    other = scene(seed, world)
    with tempfile.TemporaryDirectory() as folder:
        paths = other.write(Path(folder))
        searches = read_searches(paths["searches"], other.crs)
        strikes = read_strikes(paths["strikes"], other.crs, ON)
        finds = read_finds(paths["finds"], other.crs, searches)
    return strikes, searches, finds, other.truth.remaining, other.bounds, other.crs


def squares(bounds: tuple[float, float, float, float], side: float) -> dict[str, BaseGeometry]:
    """Whole squares of ``side`` from the south-west corner."""
    west, south, east, north = bounds
    columns, rows = int((east - west) // side), int((north - south) // side)
    return {
        f"{c}-{r}": shapely.box(west + c * side, south + r * side, west + (c + 1) * side, south + (r + 1) * side)
        for r in range(rows)
        for c in range(columns)
    }


def measure(world: str, seed: int, effort: float, engine: str = "mixture") -> Result:
    """Solve one scene and hold its forecasts against the truth."""
    strikes, searches, finds, remaining, bounds, crs = given(world, seed)
    started = time.perf_counter()
    field = solve(
        strikes, searches, finds, bounds=bounds, crs=crs, cell_m=50.0, seed=seed, on=ON,
        catalogue=load_catalogue().munitions, effort=effort, engine=engine,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    rng = np.random.default_rng([seed, 5])
    blocks = {side: _blocks(field, squares(bounds, side), remaining, rng) for side in SCALES}
    searched = field.assessed_share()[::-1].ravel() > 0.999
    cell = field.grid.index_of(remaining[:, 0], remaining[:, 1], field.grid.cell_m, field.grid.n_columns)
    forecast = (
        field.items.mean(axis=0)[::-1].ravel()[searched].sum() + field.certain_count()[::-1].ravel()[searched].sum()
    )
    return Result(
        blocks, float(forecast), int(searched[cell].sum()), seconds, float(field.provenance.get("mixing", "nan"))
    )


def _blocks(
    field: Field, areas: dict[str, BaseGeometry], remaining: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float64]:
    flat = field.items[:, ::-1].reshape(len(field.items), -1)
    rows = []
    for row, area in zip(field.query(areas), areas.values(), strict=True):
        truth = _inside(area, remaining)
        index, share = cell_shares(area, field.grid, field.grid.cell_m)
        mean = flat[:, index].astype(float) @ share
        rest = truth - _inside(area, field.certain)
        upper = special.pdtr(rest, mean).mean() if rest >= 0 else 0.0
        lower = special.pdtr(rest - 1, mean).mean() if rest >= 1 else 0.0
        rows.append(
            (
                row.expected or 0.0,
                truth,
                (row.q25 or 0) <= truth <= (row.q75 or 0),
                (row.q05 or 0) <= truth <= (row.q95 or 0),
                lower + rng.random() * (upper - lower),
                np.log(max(upper - lower, 1e-12)),
            )
        )
    return np.array(rows, dtype=np.float64)


def _inside(area: BaseGeometry, points: NDArray[np.float64]) -> int:
    return int(shapely.intersects_xy(area, points[:, 0], points[:, 1]).sum()) if len(points) else 0


def _rate(results: Sequence[Result], side: float, least: float, low: float, high: float) -> str:
    """Share of ranks in [low, high], with its standard error over scenes."""
    counts = []
    for result in results:
        rows = result.blocks[side]
        rank = rows[rows[:, 0] >= least, 4]
        counts.append((len(rank), ((rank >= low) & (rank <= high)).sum()))
    n, hits = np.array(counts, float).T
    rate = hits.sum() / n.sum()
    return f"{rate:.3f} ± {np.sqrt(((hits - rate * n) ** 2).sum()) / n.sum():.3f}"


def summarise(results: Sequence[Result]) -> list[str]:
    """The lines of a table from all scenes."""
    lines = [
        "| scale | blocks | randomised c50 | randomised c90 | inclusive c50 / c90 | mean rank | forecast / truth | log score, nats/scene |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for side in SCALES:
        for least in (0.0, 0.5) if side < SCALES[-1] else (0.0,):
            rows = np.vstack([result.blocks[side] for result in results])
            rows = rows[rows[:, 0] >= least]
            name = f"{side:g} m" if side < SCALES[-1] else "scene"
            lines.append(
                f"| {name}{f', forecast ≥ {least:g}' if least else ''} | {len(rows)} "
                f"| {_rate(results, side, least, 0.25, 0.75)} | {_rate(results, side, least, 0.05, 0.95)} "
                f"| {rows[:, 2].mean():.3f} / {rows[:, 3].mean():.3f} | {rows[:, 4].mean():.3f} "
                f"| {rows[:, 0].sum() / max(rows[:, 1].sum(), 1):.2f} | {rows[:, 5].sum() / len(results):.1f} |"
            )
    forecast, truth = sum(r.searched_forecast for r in results), sum(r.searched_truth for r in results)
    mixing = np.array([r.mixing for r in results])
    chains = (
        ""
        if np.isnan(mixing).all()
        else f"median {np.median(mixing):.3f}, nine in ten below {np.quantile(mixing, 0.9):.3f}"
    )
    return [
        *lines,
        "",
        f"Remaining in cells searched to the end, forecast / truth: {forecast / max(truth, 1):.2f} ({truth} items).",
        "",
        f"Seconds a scene: median {np.median([r.seconds for r in results]):.1f}.",
        *(["", f"Chains, scale reduction of the log total: {chains}."] if chains else []),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenes", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--world", default="truth,plain,wide")
    parser.add_argument("--effort", type=float, default=1.0)
    parser.add_argument("--engine", default="mixture")
    told = parser.parse_args()
    print("SIMULATED ground: there is no public ground truth of clearance results.")
    for world in told.world.split(","):
        results = [measure(world, 10_000 * told.seed + s, told.effort, told.engine) for s in range(told.scenes)]
        print(
            f"\n## World `{world}`, engine {told.engine}, {told.scenes} scenes\n\n" + "\n".join(summarise(results)),
            flush=True,
        )


if __name__ == "__main__":
    main()
