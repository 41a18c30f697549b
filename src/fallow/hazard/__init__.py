"""The hazard field: how many unexploded items may still lie where, with calibrated uncertainty.

Unexploded remnants only, never effects; past strikes with a date and a source only. ``simulated`` as a source marks
every output. Names are loaded when they are used, so that ``import fallow.hazard`` costs nothing::

    from fallow.hazard import Find, Search, StrikeRecord, read_finds, read_searches, read_strikes, solve
    field = solve(strikes, searches, finds, bounds=(w, s, e, n), crs="EPSG:32637", cell_m=50.0, seed=0, on=date(2024, 1, 1))
    field.query(areas)                      # {id: polygon in metres of crs} -> rows of the contract
    from fallow.hazard import open_field, save_field, write_cog, write_png
    from fallow.hazard import prior_intensity   # prior mean of many strikes on a (national) grid, without reading files

For a planner that searches box by box, the engine itself, kept warm between updates::

    from fallow.hazard import MixtureSampler
    sampler = MixtureSampler(strikes, bounds=(w, s, e, n), crs="EPSG:32637", box_m=50.0, seed=0, finds=finds)
    sampler.n_columns, sampler.n_rows       # box_index = row * n_columns + column; row 0 is the southernmost
    sampler.update(box_index, p_detect=0.9, n_found=2, complete=True)    # cheap; also a second search of the same box
    draws = sampler.intensity_draws()       # runs the chains on, then (n_draws, n_boxes) float32
    sampler.detection_draws(0.9)            # (n_draws,): what a told chance of 0.9 may truly be, row for row
    sampler.stray_draws()                   # (n_draws,): items in one box that belong to no strike (in ``draws`` too)

``intensity_draws`` holds the expected number of items STILL IN THE GROUND of each box (found ones have left), one row a
posterior draw, jointly over the boxes; the count in a box is Poisson of it given the draw, so that
``1 - exp(-p * draw)`` averaged over the draws, with ``p`` of the same draw, is the chance that a search finds something.
``StrikeRecord``, ``Search`` and ``Find`` have the fields of the GeoJSON contract, with ``x``, ``y`` (or ``polygon``) in
``crs`` metres. The sampler is deterministic in its seed and in the order of its updates.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fallow.hazard.cog import write_cog
    from fallow.hazard.engines.mixture import MixtureSampler
    from fallow.hazard.field import Field
    from fallow.hazard.geojson import read_areas, read_finds, read_searches, read_strikes
    from fallow.hazard.grid import Grid, make_grid
    from fallow.hazard.inputs import Find, FindKind, Search, StrikeRecord
    from fallow.hazard.picture import write_png
    from fallow.hazard.query import AreaRow
    from fallow.hazard.solving import solve
    from fallow.hazard.splat import prior_intensity, prior_window
    from fallow.hazard.store import open_field, save_field

_ROOMS = {
    "cog": ("write_cog",),
    "engines.mixture": ("MixtureSampler",),
    "field": ("Field",),
    "geojson": ("read_areas", "read_finds", "read_searches", "read_strikes"),
    "grid": ("Grid", "make_grid"),
    "inputs": ("Find", "FindKind", "Search", "StrikeRecord"),
    "picture": ("write_png",),
    "query": ("AreaRow",),
    "solving": ("solve",),
    "splat": ("prior_intensity", "prior_window"),
    "store": ("open_field", "save_field"),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "AreaRow",
    "Field",
    "Find",
    "FindKind",
    "Grid",
    "MixtureSampler",
    "Search",
    "StrikeRecord",
    "make_grid",
    "open_field",
    "prior_intensity",
    "prior_window",
    "read_areas",
    "read_finds",
    "read_searches",
    "read_strikes",
    "save_field",
    "solve",
    "write_cog",
    "write_png",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
