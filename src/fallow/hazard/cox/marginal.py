"""How well hyperparameters explain the counts: Laplace's approximation of the marginal likelihood, exact in its determinant.

    log p(y | h) = l(u) - u Q u / 2 - log det(1 + W^(1/2) S W^(1/2)) / 2,   S = Q^-1 among the observed cells

at the mode ``u`` (Tierney and Kadane, *Journal of the American Statistical Association* 81, 1986; Rue, Martino and Chopin 2009).
The determinant needs only the observed cells: their prior covariance follows from the spectrum by the product rule of
cosines, four images a pair, and its Cholesky factor is exact. When not to use it: above some thousands of observed cells, where
the factor's cost grows with their cube; see ``design`` for what is done then.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fallow.hazard.cox.counts import Counts
from fallow.hazard.cox.mode import Mode

Array = NDArray[Any]
Whole = NDArray[np.int64]


def covariance_among(spectrum: Array, row: Whole, column: Whole) -> NDArray[np.float64]:
    """Return the prior covariance of the cells at ``row``, ``column``: ``(cells, cells)``, of one spectrum ``(rows, columns)``."""
    table = _images(spectrum)
    n, m = spectrum.shape
    down = [_fold(row[:, None] - row[None, :], n), _fold(row[:, None] + row[None, :] + 1, n)]
    along = [_fold(column[:, None] - column[None, :], m), _fold(column[:, None] + column[None, :] + 1, m)]
    return np.asarray(0.25 * sum(table[d, a] for d in down for a in along))


def log_determinant(spectrum: Array, bend: Array) -> float:
    """Return ``log det(1 + W^(1/2) S W^(1/2))`` of one field: ``spectrum`` and ``bend`` are ``(rows, columns)``."""
    return float(2.0 * np.log(np.diag(inner_factor(spectrum, bend))).sum()) if (bend > 0).any() else 0.0


def inner_factor(spectrum: Array, bend: Array) -> NDArray[np.float64]:
    """Return the lower Cholesky factor of ``1 + W^(1/2) S W^(1/2)`` among the cells that bend, in row-major order."""
    row, column = np.nonzero(bend > 0)
    root = np.sqrt(bend[row, column].astype(np.float64))
    inner = covariance_among(spectrum, row, column) * (root[:, None] * root[None, :])
    inner[np.diag_indices_from(inner)] += 1.0
    return np.linalg.cholesky(inner)


def log_marginal(spectrum: Array, counts: Counts, mode: Mode) -> NDArray[np.float64]:
    """Return Laplace's log marginal likelihood of each field of the batch, ``(batch,)``; what no hyperparameter moves left out."""
    determinant = [log_determinant(s, w) for s, w in zip(spectrum, mode.bend, strict=True)]
    return np.asarray(mode.log_height + counts.log_constant() - 0.5 * np.array(determinant))


def _images(spectrum: Array) -> NDArray[np.float64]:
    """``G(d, e)``: sums of cosines over the covariance's spectrum at whole separations 0..rows, 0..columns."""
    weights, waves = [], []
    for n in spectrum.shape:
        weight = np.full(n, 2.0 / n)
        weight[0] = 1.0 / n
        weights.append(weight)
        waves.append(np.cos(np.pi * np.outer(np.arange(n + 1), np.arange(n)) / n))
    variance = weights[0][:, None] * weights[1][None, :] / spectrum.astype(np.float64)
    return np.asarray(waves[0] @ variance @ waves[1].T)


def _fold(apart: Whole, n: int) -> Whole:
    """Separations folded into 0..n: the lattice repeats, mirrored, every ``2 n`` cells."""
    away = np.abs(apart) % (2 * n)
    return np.asarray(np.minimum(away, 2 * n - away))
