"""Draws of a Gaussian of precision ``Q + W``, each by one linear solve: perturb, then optimise.

If ``a`` has covariance ``Q`` and ``c`` covariance ``W``, then ``x`` with ``(Q + W) x = a + c`` has covariance
``(Q + W)^-1`` (Papandreou and Yuille, *Advances in Neural Information Processing Systems* 23, 2010). ``a`` is white noise shaped in
the cosine transform, ``c`` white noise times the root of ``W``: no factor of a matrix is needed. The solve is the only error;
its tolerance is far below the noise of any number of draws that is kept.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fallow.hazard.cox.matern import from_waves
from fallow.hazard.cox.solves import solve_shifted

Array = NDArray[Any]
TOLERANCE = 1e-3


def draw_about(spectrum: Array, bend: Array, rng: np.random.Generator, *, tolerance: float = TOLERANCE) -> Array:
    """Return a draw of ``Normal(0, (Q + diag(bend))^-1)`` for each field of the batch, ``(batch, rows, columns)``.

    ``spectrum`` are the eigenvalues of ``Q``; ``tolerance`` is that of the solve.
    """
    kind = np.dtype(spectrum.dtype).type
    shaped = rng.standard_normal(spectrum.shape, dtype=kind) * np.sqrt(spectrum)
    right = from_waves(shaped, overwrite=True)
    right += rng.standard_normal(spectrum.shape, dtype=kind) * np.sqrt(bend)
    return solve_shifted(spectrum, bend, right, tolerance=tolerance).x
