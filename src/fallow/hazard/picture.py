"""A field as a map for people: what may lie where, how surely, what was searched, and that no land is called safe.

Colour-blind safe (cividis; shape and hatching carry the rest). Ground that was not searched to the end is hatched, so that
"low because nobody looked" is never taken for "low after a search". Same field, same bytes: no date is written.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import BoundaryNorm, Colormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Patch, PathPatch
from matplotlib.path import Path as Outline
from shapely.geometry.base import BaseGeometry

from fallow.hazard.field import Field
from fallow.hazard.query import count_quantile

LEVELS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
"""Bounds of the colour classes, items per hectare."""
_INK, _PAPER, _RECORD, _FOUND = "#1a1a1a", "#ffffff", "#d1006f", "#ffffff"


def write_png(field: Field, path: Path, *, dpi: int = 150) -> None:
    """Write the map of ``field``; the file is replaced whole."""
    with mpl.rc_context({"font.family": "DejaVu Sans", "font.size": 9, "hatch.linewidth": 0.5}):
        figure = draw_field(field)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(buffer.getvalue())
    beside.replace(path)


def draw_field(field: Field) -> Figure:
    """Return the map as a figure of 10 x 8.4 inches."""
    figure = Figure(figsize=(10.0, 8.4), facecolor=_PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.03, 0.095, 0.66, 0.79))
    west, south, east, north = field.grid.bounds
    right, top = west + field.grid.n_columns * field.grid.cell_m, south + field.grid.n_rows * field.grid.cell_m
    colours = mpl.colormaps["cividis"]
    picture = axes.imshow(
        field.mean_items_per_ha(),
        extent=(west, right, south, top),
        cmap=colours,
        norm=BoundaryNorm(LEVELS, colours.N, extend="max"),
        interpolation="nearest",
    )
    _hatch(axes, field)
    _points(axes, field)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_xticks([])
    axes.set_yticks([])
    _scale_bar(axes, west, south, east, north)
    _north(axes)
    _words(figure, field)
    _key(figure, picture, field, colours)
    if field.simulated:
        axes.text(
            0.5, 0.5, "SIMULATED", transform=axes.transAxes, ha="center", va="center", rotation=32, fontsize=54,
            color=_PAPER, alpha=0.28, weight="bold", zorder=6,
        )  # fmt: skip
    return figure


def _path(geometry: BaseGeometry) -> Outline | None:
    """The rings of polygons as one path; holes turn the other way, so that they stay holes."""
    points: list[Any] = []
    codes: list[Any] = []
    for part in shapely.get_parts(shapely.orient_polygons(geometry)):
        for ring in [part.exterior, *part.interiors]:
            corners = np.asarray(ring.coords)
            points.append(corners)
            codes.append([Outline.MOVETO, *[Outline.LINETO] * (len(corners) - 2), Outline.CLOSEPOLY])
    return Outline(np.concatenate(points), np.concatenate(codes)) if points else None


def not_assessed(field: Field) -> BaseGeometry:
    """The ground of the field that was not searched to the end, in metres of its CRS: what the map hatches."""
    west, south = field.grid.bounds[:2]
    side = field.grid.cell_m
    whole = shapely.box(west, south, west + field.grid.n_columns * side, south + field.grid.n_rows * side)
    return shapely.normalize(shapely.difference(whole, field.searched))


def _hatch(axes: Any, field: Field) -> None:
    outline = _path(not_assessed(field))
    if outline is not None:
        axes.add_patch(
            PathPatch(outline, facecolor="none", edgecolor="#ffffff55", hatch="////", linewidth=0.0, zorder=2)
        )
    searched = _path(shapely.normalize(field.searched))
    if searched is not None:
        axes.add_patch(PathPatch(searched, facecolor="none", edgecolor="#ffffff", linewidth=0.8, zorder=3))


def _points(axes: Any, field: Field) -> None:
    for x, y, sigma in field.strikes:
        axes.add_patch(
            Circle((x, y), 2 * max(sigma, 1.0), fill=False, edgecolor=_RECORD, linewidth=1.1, linestyle="--", zorder=4)
        )
    if len(field.strikes):
        size = 9.0 if len(field.strikes) <= 20 else 5.0  # many records must not hide what they are on
        axes.plot(
            field.strikes[:, 0],
            field.strikes[:, 1],
            "+",
            color=_RECORD,
            markersize=size,
            markeredgewidth=size / 5,
            zorder=5,
        )
    for kind, removed, form, fill in (
        (0, 0, "o", "#ff3b1f"),
        (0, 1, "o", _FOUND),
        (1, None, "^", _FOUND),
        (2, None, "s", _FOUND),
    ):
        chosen = field.finds[field.finds[:, 2] == kind]
        chosen = chosen if removed is None else chosen[chosen[:, 3] == removed]
        size = 6.5 if kind == 0 and removed == 0 else 4.0
        axes.plot(
            chosen[:, 0],
            chosen[:, 1],
            form,
            color=fill,
            markersize=size,
            markeredgecolor=_INK,
            markeredgewidth=0.7,
            zorder=5,
        )


def _scale_bar(axes: Any, west: float, south: float, east: float, north: float) -> None:
    length = _round_length(0.25 * (east - west))
    x, y = west + 0.04 * (east - west), south + 0.04 * (north - south)
    height = 0.008 * (north - south)
    axes.add_patch(
        mpl.patches.Rectangle(
            (x - 0.015 * (east - west), y - 2.0 * height), length + 0.03 * (east - west), 7.5 * height, color=_PAPER, alpha=0.88, zorder=7, linewidth=0,
        )
    )  # fmt: skip
    for part, colour in ((0, _INK), (1, _PAPER)):
        axes.add_patch(
            mpl.patches.Rectangle(
                (x + part * length / 2, y),
                length / 2,
                height,
                facecolor=colour,
                edgecolor=_INK,
                linewidth=0.8,
                zorder=8,
            )
        )
    axes.text(
        x + length / 2,
        y + 1.6 * height,
        f"{length:g} m" if length < 2000 else f"{length / 1000:g} km",
        ha="center",
        va="bottom",
        fontsize=9,
        zorder=8,
        color=_INK,
    )


def _round_length(length: float) -> float:
    power = 10.0 ** np.floor(np.log10(length))
    return float(max(step * power for step in (1.0, 2.0, 5.0) if step * power <= length))


def _north(axes: Any) -> None:
    axes.add_patch(
        mpl.patches.FancyBboxPatch(
            (0.938, 0.885), 0.034, 0.092, boxstyle="round,pad=0.008", transform=axes.transAxes, facecolor=_PAPER, alpha=0.88,
            linewidth=0, zorder=7,
        )
    )  # fmt: skip
    axes.annotate(
        "N", xy=(0.955, 0.978), xytext=(0.955, 0.9), xycoords="axes fraction", ha="center", va="center", fontsize=11,
        weight="bold", color=_INK, arrowprops={"arrowstyle": "-|>", "color": _INK, "lw": 1.8}, zorder=8,
    )  # fmt: skip


def _words(figure: Figure, field: Field) -> None:
    mark = "SIMULATED  ·  " if field.simulated else ""
    figure.text(0.03, 0.955, f"{mark}Unexploded submunitions that may remain", fontsize=15, weight="bold", color=_INK)
    figure.text(
        0.03, 0.918,
        f"expected items per hectare  ·  {field.method} {field.version}, seed {field.seed}, {len(field.items)} draws  ·  "
        f"cells of {field.grid.cell_m:g} m, {field.grid.crs}",
        fontsize=9.5, color="#444444",
    )  # fmt: skip
    figure.text(
        0.03, 0.052, "This map does not say that any land is safe.", fontsize=12, weight="bold", color="#a3003c"
    )
    figure.text(0.03, 0.024, field.outcome.sentence[:150], fontsize=8.5, color="#444444")


def _key(figure: Figure, picture: Any, field: Field, colours: Colormap) -> None:
    bar = figure.add_axes((0.725, 0.43, 0.022, 0.40))
    figure.colorbar(picture, cax=bar, extend="max", ticks=LEVELS, format="%g", spacing="uniform")
    bar.set_title("items\nper ha", fontsize=9, loc="left", pad=14)
    bar.tick_params(labelsize=8.5, length=0)
    total = field.items.sum(axis=(1, 2), dtype=np.float64)
    known = len(field.certain)
    low, middle, high = (known + count_quantile(total, q) for q in (0.05, 0.5, 0.95))
    figure.text(0.835, 0.82, "In the whole map", fontsize=9.5, weight="bold", color=_INK, va="top")
    figure.text(
        0.835, 0.795,
        f"{low} to {high} items\n(90 % of forecasts)\nmiddle {middle}\n{known} known to lie there\n\n"
        f"{100 * float(field.assessed_share().mean()):.1f} % of the ground\nsearched to the end",
        fontsize=9, color=_INK, va="top", linespacing=1.45,
    )  # fmt: skip
    figure.legend(
        handles=_entries(field, colours(0.25)),
        loc="upper left",
        bbox_to_anchor=(0.705, 0.385),
        frameon=False,
        fontsize=9,
        labelspacing=0.9,
        handlelength=2.2,
    )


def _entries(field: Field, ground: Any) -> list[Any]:
    """The legend's entries: what is on this map, and always what "not assessed" looks like."""
    kinds, removed = field.finds[:, 2], field.finds[:, 3] > 0.5

    def dot(form: str, fill: str, size: float, says: str) -> Line2D:
        return Line2D([], [], marker=form, linestyle="", color=fill, markeredgecolor=_INK, markersize=size, label=says)

    told = "strike on record,\n2 told standard deviations"
    entries: list[tuple[bool, Any]] = [
        (
            True,
            Patch(facecolor=ground, edgecolor="#dddddd", hatch="////", linewidth=0.6, label="not assessed:\nnobody searched it to the end"),
        ),
        (
            not field.searched.is_empty,
            Patch(facecolor=ground, edgecolor=_INK, linewidth=1.2, label="searched to the end;\nwhat was missed remains"),
        ),
        (
            len(field.strikes) > 0,
            Line2D([], [], marker="+", linestyle="--", color=_RECORD, markersize=10, markeredgewidth=1.8, label=told),
        ),
        (bool(((kinds == 0) & ~removed).any()), dot("o", "#ff3b1f", 7, "item known to lie there")),
        (bool(((kinds == 0) & removed).any()), dot("o", _FOUND, 5, "item found and removed")),
        (bool((kinds == 1).any()), dot("^", _FOUND, 5, "fragment")),
        (bool((kinds == 2).any()), dot("s", _FOUND, 5, "casing")),
    ]  # fmt: skip
    return [entry for shown, entry in entries if shown]
