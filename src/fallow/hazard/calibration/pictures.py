"""Pictures of calibration: rank histograms, cumulated ranks with their band, reliability diagrams.

The grey is where an honest forecaster's figures lie; black is what was found. Nothing in a picture is smoothed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from scipy import stats

from fallow.hazard.calibration.ranks import Ranks
from fallow.hazard.calibration.reliability import Reliability
from fallow.hazard.calibration.uniformity import band, uniformity

_PALE, _DARK, _HOT = "#d9d9d9", "#1a1a1a", "#b2182b"


def draw_ranks(ranks: Ranks, path: Path, *, title: str) -> None:
    """Write a PNG of the rank histograms and of the cumulated ranks less the even line, one column a quantity.

    Grey: the 95 % range of one bin, and the simultaneous 95 % band. Quantities whose p-value is below 1 % are red.
    """
    tested = uniformity(ranks)
    figure = Figure(figsize=(2.6 * len(tested), 4.8), layout="constrained")
    axes = figure.subplots(2, len(tested), squeeze=False)
    n, bins = len(ranks.ranks), ranks.n_draws + 1
    low, high = (stats.binom.ppf(q, n, 1.0 / bins) for q in (0.025, 0.975))
    below, above = band(n, bins)
    z = np.arange(1, bins + 1) / bins
    for column, one in enumerate(tested):
        colour = _HOT if one.p < 0.01 else _DARK
        counts = ranks.histogram(one.name)
        top, bottom = axes[0, column], axes[1, column]
        top.axhspan(low, high, color=_PALE)
        top.step(np.arange(bins + 1) - 0.5, np.append(counts, counts[-1]), where="post", color=colour)
        top.set_ylim(0, max(high, counts.max()) * 1.25)
        top.set_title(f"{one.name}\np {one.p:.2g}", fontsize=9)
        bottom.fill_between(z, below - z, above - z, color=_PALE, step="mid")
        bottom.plot(z, np.cumsum(counts) / n - z, color=colour, marker=".")
        bottom.axhline(0.0, color=_DARK, linewidth=0.5)
    axes[0, 0].set_ylabel("truths at this rank")
    axes[1, 0].set_ylabel("cumulated, less even")
    figure.supxlabel(f"rank of the truth among {ranks.n_draws} draws, {n} replicates", fontsize=9)
    figure.suptitle(title, fontsize=11)
    _save(figure, path)


def draw_reliability(found: Reliability, path: Path, *, title: str) -> None:
    """Write a PNG: stated chance against the rate of the events, with two standard errors over scenes, and how many."""
    figure = Figure(figsize=(4.6, 5.6), layout="constrained")
    top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=[3, 1])
    stated, happened, error = (
        np.array([getattr(b, key) for b in found.bins]) for key in ("stated", "happened", "error")
    )
    top.plot([0, 1], [0, 1], color=_PALE, linewidth=3)
    top.errorbar(stated, happened, 2 * np.nan_to_num(error), color=_DARK, marker="o", linestyle="-", capsize=2)
    top.set_ylabel("share that happened")
    top.set_title(
        f"{title}\nBrier {found.brier.score:.4f}, skill {found.brier.skill:.3f} ± {found.brier.skill_error:.3f}",
        fontsize=10,
    )
    bottom.bar([0.5 * (b.low + b.high) for b in found.bins], [b.n for b in found.bins], width=0.08, color=_PALE)
    bottom.set_yscale("log")
    bottom.set_ylabel("forecasts")
    bottom.set_xlabel("stated chance")
    _save(figure, path)


def _save(figure: Any, path: Path) -> None:
    FigureCanvasAgg(figure)
    figure.savefig(path, dpi=120, metadata={"Software": None})
