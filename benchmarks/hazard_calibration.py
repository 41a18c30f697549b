"""Simulation-based calibration of the engines' shipped code, in large; prints Markdown and draws the ranks.

For each experiment the worst p-value over its quantities, corrected for their number (docs/methods/calibration.md). A right
engine's are uniform over seeds: one below .01 in a hundred experiments is as it should be. SIMULATED throughout.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "truth"), str(ROOT / "tests" / "hazard" / "engines"), str(ROOT / "src")]

from cells_world import CellsWorld, cells_ranks  # noqa: E402
from hazard_field_sbc import field_ranks  # noqa: E402
from hazard_sbc import run_sbc  # noqa: E402

from fallow.hazard.calibration.pictures import draw_ranks  # noqa: E402
from fallow.hazard.calibration.ranks import Ranks  # noqa: E402
from fallow.hazard.calibration.uniformity import uniformity, worst_p  # noqa: E402

Experiment = Callable[[int, int, float], Ranks]

EXPERIMENTS: dict[str, Experiment] = {
    "mixture-parameters": lambda n, seed, effort: run_sbc(n, n_draws=9, seed=seed, effort=effort, with_reports=False),
    "mixture-parameters-reports": lambda n, seed, effort: run_sbc(n, n_draws=9, seed=seed, effort=effort),
    "mixture-left": lambda n, seed, effort: field_ranks(n, seed=seed, effort=effort),
    "mixture-left-reports": lambda n, seed, effort: field_ranks(n, seed=seed, effort=effort, with_reports=True),
    "cells": lambda n, seed, _: cells_ranks(CellsWorld(), n, seed=seed),
    "cells-partial": lambda n, seed, _: cells_ranks(CellsWorld(partial=True), n, seed=seed),
    "cells-reports": lambda n, seed, _: cells_ranks(CellsWorld(reports=True), n, seed=seed),
}


def main() -> None:
    """Run, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--effort", type=float, default=0.6)
    parser.add_argument("--only", default=",".join(EXPERIMENTS))
    parser.add_argument("--plots", type=Path, help="A folder for a picture of each experiment.")
    told = parser.parse_args()
    print(f"SIMULATED. {told.replicates} replicates, seed {told.seed}, effort {told.effort:g}.\n")
    print("| experiment | worst p | its quantity | chi-square by quantity | seconds |\n|---|---|---|---|---|")
    for name in told.only.split(","):
        started = time.perf_counter()
        ranks = EXPERIMENTS[name](told.replicates, told.seed, told.effort)
        seconds = time.perf_counter() - started
        tested = uniformity(ranks)
        worst = min(tested, key=lambda one: one.p)
        values = ", ".join(f"{one.name} {one.chi_square:.1f}" for one in tested)
        print(
            f"| {name} | {worst_p(ranks):.3g} | {worst.name} | {values} ({tested[0].freedom} df) | {seconds:.0f} |",
            flush=True,
        )
        if told.plots is not None:
            told.plots.mkdir(parents=True, exist_ok=True)
            draw_ranks(ranks, told.plots / f"sbc-{name}.png", title=f"{name} (SIMULATED)")


if __name__ == "__main__":
    main()
