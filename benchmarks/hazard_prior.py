"""Prior mean of many strikes on a national grid: seconds, error, and the machine's floor beside it; prints Markdown.

Peers in the same run: numpy, one window a strike (on a sample, scaled up), and what it costs merely to write every cell
once. ``--strikes 1000000`` is the full form.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from fallow.hazard.splat import prior_intensity

SIDE_M, CELL_M = 160_000.0, 10.0


def seconds(work: Callable[[], Any], repeats: int = 3) -> float:
    """The least of a few wall times."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def by_numpy(x: Any, y: Any, sigma: Any, items: Any, out: Any) -> None:
    """The same sum as one would write it: a window a strike, an exponential a cell."""
    n = out.shape[0]
    for a, b, s, m in zip(x, y, sigma, items, strict=True):
        c0, c1 = (int(np.clip(v / CELL_M, 0, n)) for v in (a - 4 * s, a + 4 * s))
        r0, r1 = (int(np.clip(v / CELL_M, 0, n)) for v in (b - 4 * s, b + 4 * s))
        u = ((np.arange(c0, c1) + 0.5) * CELL_M - a) / s
        v = ((np.arange(r0, r1) + 0.5) * CELL_M - b) / s
        out[r0:r1, c0:c1] += m * 1e4 / (2 * np.pi * s * s) * np.exp(-0.5 * (u[None, :] ** 2 + v[:, None] ** 2))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strikes", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    told = parser.parse_args()
    rng = np.random.default_rng(told.seed)
    n = told.strikes
    given = (
        rng.uniform(0, SIDE_M, n),
        rng.uniform(0, SIDE_M, n),
        np.exp(rng.uniform(np.log(25), np.log(250), n)),
        rng.uniform(1, 40, n),
    )
    bounds = (0.0, 0.0, SIDE_M, SIDE_M)
    cells = round(SIDE_M / CELL_M)
    room = np.zeros((cells, cells), np.float32)
    prior_intensity(*(v[:10] for v in given), bounds=bounds, cell_m=CELL_M, out=room)
    fresh = seconds(lambda: prior_intensity(*given, bounds=bounds, cell_m=CELL_M), 1)
    warm = seconds(lambda: prior_intensity(*given, bounds=bounds, cell_m=CELL_M, out=room))
    floor = seconds(lambda: room.fill(0.0))
    sample = [v[:500] for v in given]
    slow = seconds(lambda: by_numpy(*sample, room), 1) * n / 500
    ours, theirs = (np.zeros((cells, cells), np.float32) for _ in range(2))
    prior_intensity(*sample, bounds=bounds, cell_m=CELL_M, out=ours)
    by_numpy(*sample, theirs)
    error = np.abs(ours - theirs).max() / theirs.max()
    updates = (8 * given[2] / CELL_M) ** 2
    print(f"{n} strikes of 25 to 250 m spread on {SIDE_M / 1000:g} x {SIDE_M / 1000:g} km at {CELL_M:g} m.\n")
    print("| what | seconds | ns a cell and strike |\n|---|---|---|")
    for name, value in (
        ("prior_intensity, new array", fresh),
        ("prior_intensity, array given", warm),
        ("numpy, scaled from 500 strikes", slow),
    ):
        print(f"| {name} | {value:.2f} | {1e9 * value / updates.sum():.2f} |")
    print(f"| writing every cell once | {floor:.2f} | |")
    print(f"\nLargest difference from numpy, over the peak: {error:.1e}.")


if __name__ == "__main__":
    main()
