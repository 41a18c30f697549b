"""The Gaussian prior of the log intensity: a Matern field of smoothness one on a lattice, diagonal in the cosine transform.

The precision is ``Q = tau^2 (kappa^2 + L)^2`` with ``L`` the five-point Laplacian of the lattice and reflecting borders
(Lindgren, Rue and Lindstrom, *Journal of the Royal Statistical Society B* 73, 2011). The type-II cosine transform
diagonalises ``L``, so no matrix is ever held (Strang, *SIAM Review* 41, 1999). A constant ``b ~ Normal(0, s^2)`` added to
the field is the first basis vector of the same transform: it adds ``s^2`` times the number of cells to one eigenvalue of
the covariance, and so is integrated out at no cost.

Reflecting borders raise the variance beside them; the lattice is therefore wider than the ground (``padded``). Lengths are
in cells. When not to use it: where the ground has edges that items do not cross (a river, a cliff).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import fft

THREADS = 2
"""Workers of the transforms; the values do not depend on it."""
_STEPS = 4096
_CLASH = 256


@dataclass(frozen=True, slots=True)
class Lattice:
    """A lattice of ``rows`` x ``columns`` cells round ``inner`` cells of ground, which start at ``offset``."""

    rows: int
    columns: int
    inner: tuple[int, int]
    offset: tuple[int, int]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows, self.columns

    def embed(self, ground: NDArray[Any]) -> NDArray[Any]:
        """Return ``ground`` ``(..., *inner)`` on the whole lattice, zero outside the ground."""
        out = np.zeros((*ground.shape[:-2], *self.shape), ground.dtype)
        self.crop(out)[...] = ground
        return out

    def crop(self, field: NDArray[Any]) -> NDArray[Any]:
        """Return the ground's part of ``field`` ``(..., rows, columns)``: a view."""
        (r, c), (n, m) = self.offset, self.inner
        return field[..., r : r + n, c : c + m]


def padded(rows: int, columns: int, pad: int, multiple: int = 1) -> Lattice:
    """Return a lattice at least ``pad`` cells wider than the ground on every side, of sizes that transform fast.

    Sizes are multiples of ``multiple``. Multiples of ``_CLASH`` are avoided: columns that many cells apart fall on the same lines of
    the processor's cache, and the transform takes half as long again.
    """
    n, m = (_fast(size + 2 * pad, multiple) for size in (rows, columns))
    return Lattice(n, m, (rows, columns), ((n - rows) // 2, (m - columns) // 2))


def _fast(least: int, multiple: int) -> int:
    many = -(-least // multiple)
    while True:
        many = int(fft.next_fast_len(many, real=True))
        if many * multiple % _CLASH:
            return many * multiple
        many += 1


def to_waves(field: NDArray[Any], *, overwrite: bool = False) -> NDArray[Any]:
    """Return the orthonormal cosine transform over the last two axes; ``overwrite`` lets it use the room of ``field``."""
    return np.asarray(fft.dctn(field, axes=(-2, -1), norm="ortho", workers=THREADS, overwrite_x=overwrite))


def from_waves(waves: NDArray[Any], *, overwrite: bool = False) -> NDArray[Any]:
    """Return the inverse of ``to_waves``; ``overwrite`` lets it use the room of ``waves``."""
    return np.asarray(fft.idctn(waves, axes=(-2, -1), norm="ortho", workers=THREADS, overwrite_x=overwrite))


def unit_variance(kappa: float) -> float:
    """Return the variance of a cell of an endless lattice for ``tau = 1``.

    The mean of ``1 / (kappa^2 + 4 - 2 cos s - 2 cos t)^2`` over both frequencies; over ``t`` in closed form, over ``s`` by the
    midpoint rule, which is exact to rounding for a smooth periodic integrand.
    """
    a = kappa**2 + 4.0 - 2.0 * np.cos((np.arange(_STEPS) + 0.5) * np.pi / _STEPS)
    return float(np.mean(a / (a * a - 4.0) ** 1.5))


def precision_spectrum(
    lattice: Lattice,
    sigma: float,
    reach_cells: float,
    constant_sd: float,
    dtype: type[np.floating[Any]] = np.float64,
) -> NDArray[Any]:
    """Return the eigenvalues of the prior's precision, ``(rows, columns)``, in the order of ``to_waves``.

    ``sigma`` is the standard deviation of a cell away from the borders, ``reach_cells`` the distance at which correlation has
    fallen to about 0.14 (``sqrt(8) / kappa``), ``constant_sd`` that of the constant.
    """
    kappa = np.sqrt(8.0) / reach_cells
    down, along = (4.0 * np.sin(0.5 * np.pi * np.arange(n) / n) ** 2 for n in lattice.shape)
    waves = down[:, None] + along[None, :]
    precision = (kappa**2 + waves) ** 2 * (unit_variance(kappa) / sigma**2)
    precision[0, 0] = 1.0 / (1.0 / precision[0, 0] + constant_sd**2 * precision.size)
    return np.asarray(precision.astype(dtype))


def draw_prior(spectrum: NDArray[Any], rng: np.random.Generator) -> NDArray[Any]:
    """Return a draw of the prior for each spectrum ``(..., rows, columns)``."""
    noise = rng.standard_normal(spectrum.shape, dtype=np.dtype(spectrum.dtype).type)
    return from_waves(noise / np.sqrt(spectrum), overwrite=True)
