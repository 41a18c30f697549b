"""A munition's failure rate as a picture: the catalogue's density, what each claim did to it, the result.

Claims that moved nothing are listed with the reason, because what was left out is part of the answer. Each claim's line runs
from the median without it to the median with it, all other used claims standing. Same rate, same bytes: no date is written.
"""

from __future__ import annotations

import io
import textwrap
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter

from fallow.hazard.dudprior import Moved, RateDistribution, prior_mass

_INK, _GREY, _BEFORE, _AFTER, _SHIFT = "#1a1a1a", "#6b6b6b", "#8a8a8a", "#00336e", "#b3560f"
_TICKS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
_ENDS = (0.003, 0.95)


def write_png(rate: RateDistribution, name: str, path: Path, *, dpi: int = 150) -> None:
    """Write the picture of ``rate``, titled with the munition's ``name``; the file is replaced whole."""
    with mpl.rc_context({"font.family": "DejaVu Sans", "font.size": 9}):
        buffer = io.BytesIO()
        draw_rate(rate, name).savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(buffer.getvalue())
    beside.replace(path)


def draw_rate(rate: RateDistribution, name: str) -> Figure:
    """Return the picture: 9 inches wide, taller with the number of claims."""
    rows = max(1, len(rate.lineage))
    height = 3.75 + 0.52 * rows
    figure = Figure(figsize=(9.0, height), facecolor="#ffffff")
    FigureCanvasAgg(figure)
    low = (0.25 + 0.52 * rows) / height
    above = figure.add_axes((0.07, low + 0.45 / height, 0.88, 2.3 / height))
    below = figure.add_axes((0.07, 0.15 / height, 0.88, low - 0.15 / height), sharex=above)
    _densities(above, rate)
    _steps(below, rate)
    figure.text(
        0.07, 1 - 0.38 / height, f"{name}: share of submunitions that failed", size=12, weight="bold", color=_INK
    )
    used = sum(step.moves for step in rate.lineage)
    said = f"{used} of {len(rate.lineage)} claims used. Weights of classes are judgements; no rate is believed to better than a factor of two."
    figure.text(0.07, 1 - 0.62 / height, said, size=8.5, color=_GREY)
    return figure


def _densities(axes: Any, rate: RateDistribution) -> None:
    before = prior_mass(rate)
    axes.fill_between(rate.rates, before, color=_BEFORE, alpha=0.35, linewidth=0)
    axes.plot(
        rate.rates, before, color=_BEFORE, linewidth=1.2, linestyle="--", label=_label("catalogue", rate.rates, before)
    )
    axes.plot(rate.rates, rate.mass, color=_AFTER, linewidth=1.8, label=_result(rate))
    axes.set_xscale("log")
    axes.set_xlim(*_ENDS)
    axes.set_ylim(0, 1.08 * max(float(before.max()), float(rate.mass.max())))
    axes.xaxis.set_major_locator(FixedLocator(_TICKS))
    axes.xaxis.set_minor_locator(FixedLocator([]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:g} %"))
    axes.set_yticks([])
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.legend(loc="upper left", frameon=False, fontsize=8.5)


def _result(rate: RateDistribution) -> str:
    return _label("with claims", rate.rates, rate.mass) if rate.moved else "with claims: the same, for none moved it"


def _label(name: str, rates: Any, mass: Any) -> str:
    at = np.interp((0.05, 0.5, 0.95), np.cumsum(mass) - 0.5 * mass, rates)
    return f"{name}: {100 * at[0]:.2g} to {100 * at[2]:.2g} % (5 to 95 %), middle {100 * at[1]:.2g} %"


def _steps(axes: Any, rate: RateDistribution) -> None:
    axes.set_ylim(max(1, len(rate.lineage)) - 0.45, -0.6)
    axes.axis("off")
    if not rate.lineage:
        axes.text(_ENDS[0], 0, "No claim speaks of this munition.", color=_GREY, va="center")
    for at, step in enumerate(rate.lineage):
        told = f"{step.claim}  {step.source_class.replace('_', ' ')}: {step.says}"
        axes.text(_ENDS[0], at - 0.3, told, size=8, color=_INK if step.moves else _GREY, va="center")
        if step.moves:
            _arrow(axes, at, step)
        else:
            axes.text(
                _ENDS[0],
                at + 0.12,
                textwrap.shorten(f"moved nothing: {step.why}", 120),
                size=8,
                color=_GREY,
                va="center",
            )


def _arrow(axes: Any, at: int, step: Moved) -> None:
    if step.without is None or step.with_it is None:
        return
    axes.plot(step.without[::2], (at + 0.12, at + 0.12), color=_BEFORE, linewidth=3, alpha=0.5, solid_capstyle="butt")
    axes.plot(step.with_it[::2], (at + 0.26, at + 0.26), color=_AFTER, linewidth=3, alpha=0.7, solid_capstyle="butt")
    axes.annotate(
        "",
        xy=(step.with_it[1], at + 0.26),
        xytext=(step.without[1], at + 0.12),
        arrowprops={"arrowstyle": "-|>", "color": _SHIFT, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0},
    )
    moved = f"median {100 * step.without[1]:.2g} → {100 * step.with_it[1]:.2g} %"
    axes.text(_ENDS[1], at - 0.3, moved, size=8, color=_SHIFT, va="center", ha="right")
