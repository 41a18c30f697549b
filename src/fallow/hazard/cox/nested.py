"""The mode of a large field from the mode of a coarse one: nested iteration.

Neighbouring cells are pooled by ``POOL`` in each direction, counts and exposures added, and the pooled field's mode is found
first; its cosine coefficients, scaled, are the long waves of the fine field, where Newton starts (Brandt, *Mathematics of
Computation* 31, 1977). Most of the work is then done on a sixteenth of the cells, and what is left are short waves, on which the
preconditioner is nearly exact. The result is the same mode to the same tolerance: where it starts changes only the cost.

When not to use it: where the reach is a few cells, the coarse field says nothing and ``find_mode`` alone is as fast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fallow.hazard.cox.counts import Counts
from fallow.hazard.cox.matern import Lattice, from_waves, precision_spectrum, to_waves
from fallow.hazard.cox.mode import Mode, find_mode

Array = NDArray[Any]
POOL = 4
LEAST_REACH_CELLS = 2.5
"""Reach in coarse cells below which pooling helps no more."""
LEAST_CELLS = 2_000
_ROUGH = 1e-2


@dataclass(frozen=True, slots=True)
class Prior:
    """A prior by its words: ``sigma``, ``reach_cells``, ``constant_sd`` of ``fallow.hazard.cox.matern``."""

    sigma: float
    reach_cells: float
    constant_sd: float

    def spectrum(self, shape: tuple[int, int], dtype: type[np.floating[Any]]) -> Array:
        """Return the precision's eigenvalues on a lattice of ``shape``, ``(1, rows, columns)``."""
        lattice = Lattice(*shape, shape, (0, 0))
        return precision_spectrum(lattice, self.sigma, self.reach_cells, self.constant_sd, dtype)[None]


def find_mode_nested(prior: Prior, counts: Counts, *, tolerance: float = 1e-3, spectrum: Array | None = None) -> Mode:
    """Return the mode of one field, as ``find_mode`` does; ``counts`` is a batch of one.

    Pools as often as the lattice divides by ``POOL`` and the reach allows. ``spectrum`` may be given where it is known.
    """
    shape, dtype = counts.located.shape[1:], counts.located.dtype.type
    spectrum = prior.spectrum(shape, dtype) if spectrum is None else spectrum
    wide = prior.reach_cells / POOL >= LEAST_REACH_CELLS and counts.located.size >= LEAST_CELLS
    if not wide or any(n % POOL for n in shape):
        return find_mode(spectrum, counts, tolerance=tolerance)
    pooled = counts.mapped(_pooled)
    coarse = find_mode_nested(
        Prior(prior.sigma, prior.reach_cells / POOL, prior.constant_sd), pooled, tolerance=max(tolerance, _ROUGH)
    )
    waves = np.zeros(spectrum.shape, dtype)
    waves[:, : shape[0] // POOL, : shape[1] // POOL] = POOL * to_waves(coarse.u)
    start = np.stack([from_waves(waves), from_waves(spectrum * waves, overwrite=True)])
    return find_mode(spectrum, counts, start=start, tolerance=tolerance)


def _pooled(cells: Array) -> Array:
    batch, rows, columns = cells.shape
    return np.ascontiguousarray(cells.reshape(batch, rows // POOL, POOL, columns // POOL, POOL).sum(axis=(2, 4)))
