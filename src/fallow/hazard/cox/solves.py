"""Linear solves ``(Q + W) x = r`` without a matrix: conjugate gradients, preconditioned in the cosine transform.

``Q`` is the prior's precision, diagonal in the transform; ``W`` is diagonal in the cells. The preconditioner is ``M = Q + s``
with a constant ``s`` in the place of ``W``, so that applying its inverse takes one transform there and one back. Since
``Q + W = M + (W - s)``, and ``M p`` follows the same recurrence as the direction ``p`` does, a step needs no transform beside those
two (Hestenes and Stiefel 1952; the recurrence is Eisenstat's device, *SIAM Journal on Scientific and Statistical Computing* 2,
1981, carried over to a preconditioner that differs from the matrix by a diagonal). It hands back ``Q x`` as well as ``x``.

When not to use it: where ``W`` spans many orders of magnitude over much of the ground, steps multiply.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fallow.core.errors import InputError
from fallow.hazard.cox._kernels import dot, step, turn
from fallow.hazard.cox.matern import from_waves, to_waves

Array = NDArray[Any]
MOST_STEPS = 400


@dataclass(frozen=True, slots=True)
class Solved:
    """``x`` and ``Q x``, ``(batch, rows, columns)``; ``steps`` taken, and ``residual`` over the start's in the norm of ``1/M``."""

    x: Array
    qx: Array
    steps: int
    residual: float


def usual_shift(bend: Array) -> Array:
    """Return the constant that stands for ``bend`` in the preconditioner, ``(batch,)``: its mean, which smooth fields see."""
    return np.asarray(bend.mean(axis=(1, 2), dtype=np.float64), bend.dtype)


def solve_shifted(
    spectrum: Array, bend: Array, right: Array, *, tolerance: float = 1e-6, most: int = MOST_STEPS
) -> Solved:
    """Return ``x`` with ``(Q + diag(bend)) x = right`` for each field of the batch.

    ``spectrum`` are the eigenvalues of ``Q``, ``bend`` at least zero. Stops where the residual, in the norm of the preconditioner's
    inverse, is ``tolerance`` of what it was, in every field. Raises ``InputError`` (``no-solution``) after ``most`` steps.
    """
    shift = usual_shift(bend)
    scale = 1.0 / (spectrum + shift[:, None, None])
    r = right.copy()
    x, mx, p, mp = (np.zeros_like(r) for _ in range(4))
    z = _smooth(r, scale, np.empty_like(r))
    rz = dot(r, z)
    enough = tolerance**2 * rz
    beta = np.zeros_like(rz)
    for steps in range(most + 1):
        if (rz <= enough).all():
            worst = float(
                np.sqrt(np.max(np.divide(rz, enough / tolerance**2, out=np.zeros_like(rz), where=enough > 0)))
            )
            return Solved(x, mx - shift[:, None, None] * x, steps, worst)
        bent = turn(z, r, beta.astype(r.dtype), p, mp, bend, shift)
        alpha = np.divide(rz, bent, out=np.zeros_like(rz), where=(rz > enough) & (bent > 0))
        step(alpha.astype(r.dtype), p, mp, bend, shift, x, mx, r)
        z = _smooth(r, scale, z)
        new = dot(r, z)
        beta = np.divide(new, rz, out=np.zeros_like(rz), where=rz > 0)
        rz = new
    raise InputError(
        kind="no-solution",
        expected=f"a linear solve in {most} steps",
        found=f"a residual of {float(np.sqrt(np.max(rz / np.maximum(enough, 1e-300)))) * tolerance:.1e} of the start",
        do="solve in double precision, or with a shorter reach",
    )


def _smooth(r: Array, scale: Array, room: Array) -> Array:
    """Apply the preconditioner's inverse in ``room``: fresh memory for every transform would cost as much as they do."""
    np.copyto(room, r)
    waves = to_waves(room, overwrite=True)
    waves *= scale
    return from_waves(waves, overwrite=True)
