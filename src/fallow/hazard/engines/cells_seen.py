"""What was observed, unit by unit: counts, and what share of a unit's items would have shown.

Ground is cut into *atoms*: parts of one cell and one unit over which the same searches went. Given the factor ``g`` on
told effort and the share ``v`` that unfinished searches of the unit covered, an item of an atom was missed by all searches
with chance ``exp(-g E) prod_s (1 - v (1 - exp(-g E_s)))``, where ``E`` is the told effort of complete searches and ``E_s``
that of unfinished ones. Found items count once, with the search that found them first; people's reports are items that no
search found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fallow.hazard.engines._arrays import (
    EXPONENT,
    KIND,
    OWN,
    PARTIAL_SEARCH,
    REPORTING_CELL,
    X0,
    Y0,
    Seen,
)
from fallow.hazard.engines.cells_prior import CellPrior
from fallow.hazard.ground import Ground

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CellsSeen:
    """Observations laid out for the closed forms.

    Atoms: ``atom_cell``, ``atom_unit``, ``atom_items`` (prior mean), ``atom_effort``, and pairs ``partial`` of atom and
    told effort of an unfinished search over it. Units: ``mean`` (prior mean of items), ``found`` by complete and unfinished
    searches, ``found_partly`` by unfinished ones alone, ``reported``. ``classes`` are ``(n, 3)``: finds, told effort spent
    before on that ground, told effort of the search that found them. ``reporting`` says whether anybody reported anything.
    """

    n_cells: int
    atom_cell: Whole
    atom_unit: Whole
    atom_items: Floats
    atom_effort: Floats
    partial_atom: Whole
    partial_effort: Floats
    mean: Floats
    found: Floats
    found_partly: Floats
    reported: Floats
    classes: Floats

    @property
    def reporting(self) -> bool:
        """Whether a single report came in; without one, silence says nothing."""
        return bool(self.reported.sum() > 0)

    @property
    def searched_units(self) -> NDArray[np.bool_]:
        """Units of which any part was searched, (units,)."""
        touched = np.bincount(self.atom_unit, self.atom_effort, len(self.mean)) > 0
        touched[self.atom_unit[self.partial_atom]] = True
        return np.asarray(touched)

    @property
    def partial_units(self) -> NDArray[np.bool_]:
        """Units with ground under an unfinished search, (units,)."""
        some = np.zeros(len(self.mean), np.bool_)
        some[self.atom_unit[self.partial_atom]] = True
        return some

    def missed(self, effort: float, share: float | Floats) -> Floats:
        """Chance that searches missed an item, for each atom: ``effort`` is the factor on told effort.

        ``share`` is what unfinished searches covered, one number or one for each pair of atom and unfinished search.
        """
        out = np.exp(-effort * self.atom_effort)
        np.multiply.at(out, self.partial_atom, 1.0 + share * np.expm1(-effort * self.partial_effort))
        return out

    def shown(self, effort: float, share: float) -> Floats:
        """Share of each unit's items, as the prior mean lays them, that searches would have found, (units,)."""
        found = self.atom_items * (1.0 - self.missed(effort, share))
        return np.bincount(self.atom_unit, found, len(self.mean)) / self.mean

    def log_which(self, effort: float) -> float:
        """Log chance of which search found what, given that it was found: what teaches detection."""
        count, before, own = self.classes.T
        return float(count @ (-effort * before + np.log(np.maximum(-np.expm1(-effort * own), 1e-300))))


def cells_seen(ground: Ground, prior: CellPrior) -> CellsSeen:
    """Return the observations of ``ground`` for units of ``prior``."""
    grid = ground.grid
    x, y = grid.centres(grid.square_m)
    square_cell = grid.index_of(x, y, grid.cell_m, grid.n_columns)
    square_block = grid.index_of(x, y, grid.block_m, grid.blocks[1])
    open_area = np.maximum(
        grid.square_m**2 - np.bincount(ground.piece_square, ground.piece_area, minlength=len(x)), 0.0
    )
    square = np.concatenate([np.arange(len(x)), ground.piece_square])
    items = prior.density[square_block[square]] * np.concatenate([open_area, ground.piece_area])
    effort = np.concatenate([np.zeros(len(x)), ground.piece_effort])
    over = _over(ground, len(x))
    key = np.column_stack([square_cell[square], prior.block_unit[square_block[square]], over])
    rows, atom = np.unique(np.column_stack([key, _levels(effort)]), axis=0, return_inverse=True)
    atom = np.asarray(atom).ravel()
    atom_effort = np.zeros(len(rows))
    atom_effort[atom] = effort
    partial = sorted({(int(atom[len(x) + p]), int(s)) for p, s in ground.partial})
    n_units = len(prior.shape)
    atom_items: Floats = np.asarray(np.bincount(atom, items, len(rows)), np.float64)
    atom_unit = rows[:, 1].astype(np.int64)
    whole = np.bincount(prior.block_unit, ground.block_y, n_units)
    partly, told = (_by_unit(ground, prior, kind) for kind in (PARTIAL_SEARCH, REPORTING_CELL))
    return CellsSeen(
        n_cells=grid.n_rows * grid.n_columns,
        atom_cell=rows[:, 0].astype(np.int64),
        atom_unit=atom_unit,
        atom_items=atom_items,
        atom_effort=atom_effort,
        partial_atom=np.array([a for a, _ in partial], np.int64),
        partial_effort=ground.partial_effort[[s for _, s in partial]],
        mean=np.asarray(np.bincount(atom_unit, atom_items, n_units), np.float64),
        found=whole + partly,
        found_partly=partly,
        reported=told,
        classes=ground.seen.classes,
    )


def _over(ground: Ground, n_squares: int) -> Whole:
    """A number for each square and piece that says which set of unfinished searches lies over it; 0 is none."""
    sets: dict[int, list[int]] = {}
    for piece, search in ground.partial.tolist():
        sets.setdefault(piece, []).append(search)
    names: dict[tuple[int, ...], int] = {}
    out = np.zeros(n_squares + len(ground.piece_area), np.int64)
    for piece, searches in sets.items():
        out[n_squares + piece] = names.setdefault(tuple(sorted(searches)), len(names) + 1)
    return out


def _levels(effort: Floats) -> Whole:
    """A number for each different told effort."""
    return np.asarray(np.unique(np.round(effort, 9), return_inverse=True)[1], np.int64).ravel()


def _by_unit(ground: Ground, prior: CellPrior, kind: int) -> Floats:
    """Located finds of one kind of observation, counted by unit."""
    where = _located(ground.seen, kind)
    grid = ground.grid
    _, _, east, north = grid.bounds
    x, y = (np.minimum(v, edge - 1e-6) for v, edge in zip(where.T, (east, north), strict=True))
    block = grid.index_of(x, y, grid.block_m, grid.blocks[1])
    return np.bincount(prior.block_unit[block], minlength=len(prior.shape)).astype(np.float64)


def _located(seen: Seen, kind: int) -> Floats:
    """Positions ``(n, 2)`` of the finds of one kind of term: points that stand for the density at a find."""
    at_find = (seen.groups[:, EXPONENT] == 1.0) & (seen.groups[:, OWN] == 0.0) & (seen.terms[seen.term, KIND] == kind)
    return np.asarray(seen.points[at_find[seen.group]][:, [X0, Y0]], np.float64)
