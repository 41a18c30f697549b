"""Prior mean of many strikes on a national grid: seconds, error, and the machine's floor beside it; prints Markdown.

First the whole of it, with what it costs merely to write every cell. Then, in the same run on a part that peers can do, numpy
(one window a strike), scipy (strikes counted in cells, one Gaussian filter a class of spread) and KDEpy (the same by its FFT
estimator), each with its error against the sum in double precision. A peer that is not installed is left out, and that is said.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from fallow.hazard.splat import prior_intensity

SIDE_M, PART_M, CELL_M = 160_000.0, 20_000.0, 10.0
CLASSES = 8
REPEATS = 3
DENSITY = 1e4 / (2 * np.pi)


def seconds(work: Callable[[], Any], repeats: int = REPEATS) -> tuple[float, Any]:
    """The least of a few wall times, and what the last run returned."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        made = work()
        times.append(time.perf_counter() - began)
    return min(times), made


def drawn(rng: np.random.Generator, n: int, side: float) -> tuple[Any, Any, Any, Any]:
    """Eastings, northings, spreads of 25 to 250 m even in their logarithm, expected items."""
    return (
        rng.uniform(0, side, n),
        rng.uniform(0, side, n),
        np.exp(rng.uniform(np.log(25), np.log(250), n)),
        rng.uniform(1, 40, n),
    )


def by_numpy(x: Any, y: Any, sigma: Any, items: Any, side: float, reach: float = 4.0, dtype: Any = np.float32) -> Any:
    """The same sum as one would write it: a window a strike, an exponential a cell."""
    n = round(side / CELL_M)
    out = np.zeros((n, n), dtype)
    for a, b, s, m in zip(x, y, sigma, items, strict=True):
        c0, c1 = (int(np.clip(v / CELL_M, 0, n)) for v in (a - reach * s, a + reach * s))
        r0, r1 = (int(np.clip(v / CELL_M, 0, n)) for v in (b - reach * s, b + reach * s))
        u = ((np.arange(c0, c1) + 0.5) * CELL_M - a) / s
        v = ((np.arange(r0, r1) + 0.5) * CELL_M - b) / s
        out[r0:r1, c0:c1] += m * DENSITY / (s * s) * np.exp(-0.5 * (u[None, :] ** 2 + v[:, None] ** 2))
    return out


def classes(sigma: Any) -> list[tuple[float, Any]]:
    """Spreads in classes of equal width in the logarithm, each with its middle: what one-bandwidth peers need."""
    edges = np.geomspace(25, 250, CLASSES + 1)
    which = np.clip(np.searchsorted(edges, sigma) - 1, 0, CLASSES - 1)
    return [(float(np.sqrt(edges[k] * edges[k + 1])), which == k) for k in range(CLASSES)]


def by_scipy(x: Any, y: Any, sigma: Any, items: Any, side: float) -> Any:
    """Items counted in cells and blurred, class by class."""
    from scipy.ndimage import gaussian_filter

    n = round(side / CELL_M)
    out = np.zeros((n, n), np.float32)
    for spread, mine in classes(sigma):
        counted, _, _ = np.histogram2d(y[mine], x[mine], bins=n, range=((0, side), (0, side)), weights=items[mine])
        blurred = gaussian_filter(counted.astype(np.float32), spread / CELL_M, mode="constant", truncate=4.0)
        out += blurred * np.float32(1e4 / CELL_M**2)
    return out


def by_kdepy(x: Any, y: Any, sigma: Any, items: Any, side: float) -> Any:
    """KDEpy's FFT estimator, class by class, on a grid of cell centres that reaches past the edges as it demands."""
    from KDEpy import FFTKDE

    n, spare = round(side / CELL_M), 110
    centres = (np.arange(-spare, n + spare) + 0.5) * CELL_M
    grid = np.stack(np.meshgrid(centres, centres, indexing="ij"), axis=-1).reshape(-1, 2)
    out = np.zeros((n, n), np.float32)
    for spread, mine in classes(sigma):
        found = FFTKDE(kernel="gaussian", bw=spread).fit(np.column_stack((y[mine], x[mine])), weights=items[mine])
        density = found.evaluate(grid).reshape(len(centres), -1)[spare : spare + n, spare : spare + n]
        out += (density * items[mine].sum() * 1e4).astype(np.float32)
    return out


def whole(strikes: int, rng: np.random.Generator) -> None:
    """The national grid: a new array, an array given, and the floor."""
    given, bounds = drawn(rng, strikes, SIDE_M), (0.0, 0.0, SIDE_M, SIDE_M)
    cells = round(SIDE_M / CELL_M)
    prior_intensity(*(v[:10] for v in given), bounds=bounds, cell_m=1000.0)
    first, room = seconds(lambda: prior_intensity(*given, bounds=bounds, cell_m=CELL_M), 1)
    again, _ = seconds(lambda: prior_intensity(*given, bounds=bounds, cell_m=CELL_M))
    warm, _ = seconds(lambda: prior_intensity(*given, bounds=bounds, cell_m=CELL_M, out=room))
    floor, _ = seconds(lambda: room.fill(0.0))
    new, _ = seconds(lambda: np.empty((cells, cells), np.float32).fill(0.0))
    print(f"{strikes:,} strikes of 25 to 250 m spread on {SIDE_M / 1000:g} x {SIDE_M / 1000:g} km at {CELL_M:g} m.\n")
    print("| what | seconds |\n|---|---|")
    for name, value in (
        ("prior_intensity, new array, first call of the process", first),
        ("prior_intensity, new array", again),
        ("prior_intensity, added to an array that is there", warm),
        ("floor: a new array, every cell written once, one core", new),
        ("floor: every cell of an array that is there written once, one core", floor),
    ):
        print(f"| {name} | {value:.2f} |")


def beside(strikes: int, rng: np.random.Generator) -> None:
    """Peers on a part of the same density."""
    part = drawn(rng, round(strikes * (PART_M / SIDE_M) ** 2), PART_M)
    bounds = (0.0, 0.0, PART_M, PART_M)
    exact = by_numpy(*part, PART_M, reach=8.0, dtype=np.float64)
    took, ours = seconds(lambda: prior_intensity(*part, bounds=bounds, cell_m=CELL_M))
    rows = [
        ("fallow prior_intensity", took, ours),
        ("numpy, a window a strike", *seconds(lambda: by_numpy(*part, PART_M), 1)),
    ]
    for name, module, work in (
        (f"scipy gaussian_filter, {CLASSES} classes of spread", "scipy", by_scipy),
        (f"KDEpy FFTKDE, {CLASSES} classes of spread", "KDEpy", by_kdepy),
    ):
        if find_spec(module) is None:
            print(f"\n{module} is not installed and is left out.")
            continue
        rows.append((name, *seconds(lambda work=work: work(*part, PART_M), 1)))
    print(f"\n{len(part[0]):,} of the same strikes on {PART_M / 1000:g} x {PART_M / 1000:g} km:\n")
    print("| what | seconds | times ours | largest error over the field's maximum |\n|---|---|---|---|")
    for name, value, made in rows:
        print(f"| {name} | {value:.3f} | {value / took:.1f} | {np.abs(made - exact).max() / exact.max():.1e} |")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strikes", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    told = parser.parse_args()
    rng = np.random.default_rng(told.seed)
    whole(told.strikes, rng)
    beside(told.strikes, rng)


if __name__ == "__main__":
    main()
