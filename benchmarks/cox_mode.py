"""The mode of a log-Gaussian Cox field: seconds against cells, and the slope of the one on the other; prints Markdown.

Fields of 10 m cells with a reach of 200 m, of which a share of the ground was searched in boxes of 50 m. Means over a few
scenes, because their numbers of finds differ, and processor time beside wall time, because a shared machine makes walls wide. The slope is that of least squares through the logarithms of
seconds and cells. Small fields are also solved by a dense factor, and the largest difference is printed.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from fallow.hazard.cox.counts import Counts
from fallow.hazard.cox.matern import draw_prior, from_waves, padded, to_waves
from fallow.hazard.cox.nested import POOL, Prior, find_mode_nested

SIGMA, REACH_CELLS, CONSTANT_SD, EVENNESS, BOX = 1.5, 20.0, 0.8, 1.5, 5
ITEMS_A_CELL, P_FOUND = 0.02, 0.8


def scene(side: int, share: float, seed: int, dtype: type = np.float32) -> tuple[Prior, Any, Counts]:
    """A simulated field of ``side`` x ``side`` cells, padded, of which ``share`` was searched; its prior, spectrum and counts."""
    rng = np.random.default_rng([seed, side])
    lattice = padded(side, side, round(0.6 * REACH_CELLS), POOL)
    prior = Prior(SIGMA, REACH_CELLS, CONSTANT_SD)
    spectrum = prior.spectrum(lattice.shape, np.float64)
    field = lattice.crop(draw_prior(spectrum, rng))[0]
    boxes = -(-side // BOX)
    searched = np.kron(rng.random((boxes, boxes)) < share, np.ones((BOX, BOX)))[:side, :side]
    exposed = ITEMS_A_CELL * P_FOUND * np.exp(-0.5 * SIGMA**2) * searched
    found = rng.poisson(exposed * np.exp(field) * rng.gamma(EVENNESS, 1.0 / EVENNESS, field.shape))
    y, e = (lattice.embed(a[None].astype(dtype)) for a in (found, exposed))
    return prior, spectrum.astype(dtype), Counts(y, y, e, np.zeros_like(e), np.array([EVENNESS], dtype))


def timed(side: int, share: float, seed: int, repeats: int) -> tuple[float, float, float, Any, Counts]:
    """Means over a few scenes of wall seconds, processor seconds and steps; the last mode and what it was found from.

    The making of the spectrum is included, and the steps on pooled fields are not.
    """
    walls, works, steps = [], [], []
    for each in range(repeats):
        prior, _, counts = scene(side, share, seed + each)
        began, spent = time.perf_counter(), time.process_time()
        mode = find_mode_nested(prior, counts)
        walls.append(time.perf_counter() - began)
        works.append(time.process_time() - spent)
        steps.append(mode.steps)
    return float(np.mean(walls)), float(np.mean(works)), float(np.mean(steps)), mode, counts


def dense_difference(side: int, share: float, seed: int) -> float:
    """Largest difference between the mode in single precision and Newton's with dense factors in double, over the field's spread."""
    prior, spectrum, counts = scene(side, share, seed, np.float64)
    fast = find_mode_nested(prior, scene(side, share, seed)[2]).u[0]
    cells = spectrum.size
    basis = np.eye(cells).reshape(cells, *spectrum.shape[1:])
    precision = from_waves(to_waves(basis) * spectrum).reshape(cells, cells)
    u, slope, bend = np.zeros(spectrum.shape), np.empty(spectrum.shape), np.empty(spectrum.shape)
    for _ in range(25):
        counts.at(u, slope, bend)
        step = np.linalg.solve(precision + np.diag(bend.ravel()), slope.ravel() - precision @ u.ravel())
        u += np.clip(step, -2.0, 2.0).reshape(u.shape)
    return float(np.abs(fast - u[0]).max() / u.std())


def table(sides: list[int], share: float, seed: int, repeats: int) -> list[tuple[int, float, float, float]]:
    """Print a row a size; return cells, wall and processor seconds, and work: padded cells times steps."""
    print(f"\nA share of {share:g} searched.\n")
    print(
        "| cells | padded | items found | rounds | steps on the finest | seconds | processor seconds | microseconds a cell |"
    )
    print("|---|---|---|---|---|---|---|---|")
    rows = []
    for side in sides:
        wall, work, steps, mode, counts = timed(side, share, seed, repeats if side < 2000 else 1)
        rows.append((side * side, wall, work, steps * mode.u.size))
        padded_to = "x".join(str(n) for n in mode.u.shape[1:])
        print(
            f"| {side * side:,} | {padded_to} | {counts.y.sum():.0f} | {mode.rounds} | {steps:.0f} "
            f"| {wall:.3f} | {work:.3f} | {wall / side**2 * 1e6:.2f} |",
            flush=True,
        )
    return rows


def slope(rows: list[tuple[int, float, float, float]], column: int, on: int = 0) -> float:
    """Slope of the logarithm of seconds on that of cells, or of work."""
    cells, seconds = np.log([row[on] for row in rows]), np.log([row[column] for row in rows])
    return float(np.polyfit(cells, seconds, 1)[0])


def draw_plot(tables: dict[float, list[tuple[int, float, float, float]]], path: Path) -> None:
    """Seconds against cells, both logarithmic, with a line of slope one."""
    figure = Figure(figsize=(5, 4))
    axes = figure.subplots()
    for share, rows in tables.items():
        axes.loglog(
            [r[0] for r in rows], [r[1] for r in rows], "o-", label=f"{share:g} searched, slope {slope(rows, 1):.2f}"
        )
    first = next(iter(tables.values()))
    ends = np.array([first[0][0], first[-1][0]], float)
    axes.loglog(ends, first[-1][1] * ends / ends[-1], "k:", label="slope 1")
    axes.set(xlabel="cells", ylabel="seconds to the mode", title="SIMULATED fields, 10 m cells, reach 200 m")
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=120)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sides", default="316,560,1000,1780,3162")
    parser.add_argument("--shares", default="0.075,0.25")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--plot", type=Path, default=None)
    told = parser.parse_args()
    sides = [int(side) for side in told.sides.split(",")]
    table([64], 0.075, told.seed, 1)  # compiles
    tables = {float(s): table(sides, float(s), told.seed, told.repeats) for s in told.shares.split(",")}
    for share, rows in tables.items():
        print(
            f"\nShare {share:g}: slope of seconds on cells {slope(rows, 1):.3f}, of processor seconds {slope(rows, 2):.3f}; "
            f"on work (cells x steps) {slope(rows, 1, 3):.3f} and {slope(rows, 2, 3):.3f}."
        )
    print(
        f"\nLargest difference from dense Newton, over the field's standard deviation: {dense_difference(10, 0.5, told.seed):.1e}."
    )
    if told.plot is not None:
        draw_plot(tables, told.plot)


if __name__ == "__main__":
    main()
