"""Solve a hazard field from past strikes, searches and finds. The front door: it checks, delegates and says what was used."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np
import shapely

from fallow.core.canonical import canonical_bytes
from fallow.core.errors import InputError, RefusalError
from fallow.core.ids import digest
from fallow.core.outcome import Ending, Outcome
from fallow.hazard.belief import build_belief
from fallow.hazard.choose import Choice, choose
from fallow.hazard.duds import Munition
from fallow.hazard.engines.role import Engine, Inputs, Posterior
from fallow.hazard.field import DOES_NOT_KNOW, Field
from fallow.hazard.grid import Grid, make_grid
from fallow.hazard.ground import build_ground
from fallow.hazard.inputs import SIMULATED, Find, FindKind, Search, StrikeRecord, refuse_duplicates

N_DRAWS = 400
LEAST_DRAWS = 160
MOST_NUMBERS = 4e7
"""Cells times draws of one field: fields of many cells keep fewer draws, and never fewer than ``LEAST_DRAWS``."""
FAR_M = 100_000.0
"""A strike farther than this outside the bounds belongs to another field, or its axes are swapped."""


def solve(
    strikes: Sequence[StrikeRecord],
    searches: Sequence[Search],
    finds: Sequence[Find],
    *,
    bounds: tuple[float, float, float, float],
    crs: str,
    cell_m: float,
    seed: int,
    on: date,
    catalogue: Mapping[str, Munition] | None = None,
    inputs: Mapping[str, str] | None = None,
    n_draws: int | None = None,
    effort: float = 1.0,
    engine: str | Engine | None = None,
) -> Field:
    """Return the field over ``bounds`` (west, south, east, north in metres of ``crs``).

    Same inputs and seed give the same field. ``on`` is the day against which "past" is judged. Rarely needed:
    ``inputs`` names the files and their digests for the provenance, ``n_draws`` and ``effort`` (steps of the sampler
    over the usual) trade time for detail, ``engine`` asks for one, by name or one's own, where ``fallow.hazard.choose``
    would take another. Raises ``RefusalError`` (``not-past``, ``no-source``, ``engine-does-not-fit``) and ``InputError``.
    """
    grid = make_grid(bounds, crs, cell_m)
    _check(strikes, searches, finds, grid, on)
    if not effort > 0:
        raise InputError(
            kind="bad-effort", expected="an effort above 0", found=f"{effort:g}", do="1 is the usual, 4 is thorough"
        )
    ground, belief = build_ground(grid, searches, finds), build_belief(strikes, catalogue)
    given = Inputs(tuple(strikes), tuple(searches), tuple(finds), ground, belief)
    choice = choose(given, engine)
    cells = grid.n_rows * grid.n_columns
    usual = max(LEAST_DRAWS, min(N_DRAWS, int(MOST_NUMBERS / cells)))
    left = choice.engine.solve(given, seed=seed, n_draws=n_draws or usual, effort=effort)
    return Field(
        grid=grid,
        items=np.ascontiguousarray(left.items.reshape(-1, grid.n_rows, grid.n_columns)[:, ::-1]),
        mean_items=np.ascontiguousarray(left.mean.reshape(grid.n_rows, grid.n_columns)[::-1]),
        certain=ground.certain,
        searched=shapely.union_all([search.polygon for search in searches if search.complete], grid_size=0.001),
        outcome=_outcome(given, choice, left),
        method=choice.engine.method,
        version=choice.engine.version,
        seed=seed,
        simulated=any(SIMULATED in strike.source.lower() for strike in strikes),
        provenance=_provenance(given, choice, left, inputs, on, catalogue),
        strikes=np.array([(s.x, s.y, s.position_sigma_m) for s in strikes], dtype=np.float64).reshape(-1, 3),
        finds=np.array([(f.x, f.y, list(FindKind).index(f.kind), f.removed) for f in finds], dtype=np.float64).reshape(
            -1, 4
        ),
    )


def _check(
    strikes: Sequence[StrikeRecord], searches: Sequence[Search], finds: Sequence[Find], grid: Grid, on: date
) -> None:
    refuse_duplicates([strike.id for strike in strikes], "strike")
    refuse_duplicates([search.id for search in searches], "search")
    refuse_duplicates([find.id for find in finds], "find")
    for strike in strikes:
        if strike.date.end > on or not strike.source.strip():
            raise RefusalError(
                kind="not-past",
                expected=f"a source and a date no later than {on.isoformat()} for strike {strike.id!r}",
                found=f"{strike.date.end.isoformat()}, source {strike.source!r}",
                do="leave it out: a field speaks of what has happened and of nothing else",
            )
        west, south, east, north = grid.bounds
        off = max(west - strike.x, strike.x - east, south - strike.y, strike.y - north, 0.0)
        if not math.isfinite(off) or off > FAR_M:
            raise InputError(
                kind="far-away",
                expected=f"strike {strike.id!r} within {FAR_M / 1000:g} km of the bounds",
                found=f"{off / 1000:.0f} km outside",
                do="check for swapped longitude and latitude, and whether the bounds are in the units of the CRS",
            )


def _outcome(given: Inputs, choice: Choice, left: Posterior) -> Outcome:
    if not given.strikes and not given.searches and not given.finds:
        return Outcome(
            Ending.NOT_ENOUGH_EVIDENCE,
            "No strike, search or find was given: the field shows what is assumed of any ground, and nothing was learnt.",
        )
    told = (
        f"Solved from {len(given.strikes)} strikes on record, {len(given.searches)} searches and {len(given.finds)} finds "
        f"by the engine {choice.engine.name} ({choice.engine.method}), because {choice.why}."
    )
    return Outcome(Ending.DONE, " ".join([told, *left.warnings]))


def _provenance(
    given: Inputs,
    choice: Choice,
    left: Posterior,
    inputs: Mapping[str, str] | None,
    on: date,
    catalogue: Mapping[str, Munition] | None,
) -> dict[str, Any]:
    strikes = given.strikes
    unknown = sorted({s.munition for s in strikes if s.munition and s.munition not in (catalogue or {})})
    flags = [*given.ground.flags, *left.flags]
    if unknown:
        flags.append(f"not in the munition catalogue, so with the widest figures: {', '.join(unknown)}")
    return {
        "strikes": [{"id": s.id, "source": s.source, "date": s.date.text} for s in strikes],
        "searches": len(given.searches),
        "finds": len(given.finds),
        "inputs": dict(inputs or {}),
        "digest": digest(canonical_bytes(_plain([*strikes, *given.searches, *given.finds]))),
        "on": on.isoformat(),
        "draws": len(left.items),
        "flags": flags,
        "does_not_know": list(DOES_NOT_KNOW),
        "engine": {"name": choice.engine.name, "asked": choice.asked, "why": choice.why},
        **left.diagnostics,
    }


def _plain(things: Sequence[Any]) -> list[Any]:
    """Inputs as canonical JSON can hold them: numbers as text, outlines as text, the rest by its own words."""
    return [{key: None if value is None else str(value) for key, value in asdict(thing).items()} for thing in things]
