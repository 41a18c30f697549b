"""The mode of the field given the counts: Newton's method, each step solved only as far as it is worth.

The objective ``u Q u / 2 - l(u)`` is convex. Newton's system is solved by conjugate gradients to a share of its gradient that
shrinks with the progress (inexact Newton: Dembo, Eisenstat and Steihaug, *SIAM Journal on Numerical Analysis* 19, 1982), and a
step that does not lower the objective is halved. ``Q u`` is carried along, so that no transform is spent outside the solves.

Far from the mode a cell of many finds and little expectation has hardly any bend, and Newton's own step would land far beyond it;
there the bend is the logarithmic mean of what is found and what is expected, with which the step of a cell alone is right. Stops where what is left to gain, in nats for each item located, is below ``tolerance`` squared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fallow.core.errors import InputError
from fallow.hazard.cox._kernels import dot
from fallow.hazard.cox.counts import Counts
from fallow.hazard.cox.solves import solve_shifted

Array = NDArray[Any]
MOST_ROUNDS = 40
_FAR = 0.5
"""Root of the nats an item to gain above which a field is far from its mode."""
_LEAST_STEP = 2.0**-12


@dataclass(frozen=True, slots=True)
class Mode:
    """The mode ``u``, ``Q u`` and ``bend`` there, ``(batch, rows, columns)``; ``log_height`` ``(batch,)`` is ``l(u) - u Q u / 2``.

    ``rounds`` of Newton and ``steps`` of conjugate gradients were taken.
    """

    u: Array
    qu: Array
    bend: Array
    log_height: NDArray[np.float64]
    rounds: int
    steps: int


def find_mode(
    spectrum: Array, counts: Counts, *, start: Array | None = None, tolerance: float = 1e-3, most: int = MOST_ROUNDS
) -> Mode:
    """Return the mode of each field of the batch; ``spectrum`` are the eigenvalues of the prior's precision.

    ``start`` is ``(u, Q u)`` stacked, ``(2, batch, rows, columns)``. Raises ``InputError`` (``no-mode``) after ``most`` rounds.
    """
    u = np.zeros(spectrum.shape, spectrum.dtype) if start is None else start[0].copy()
    qu = np.zeros_like(u) if start is None else start[1].copy()
    slope, bend = np.empty_like(u), np.empty_like(u)
    height = counts.at(u, slope, bend) - 0.5 * dot(u, qu)
    n_found = 1.0 + counts.located.sum(axis=(1, 2), dtype=np.float64)
    steps, share = 0, 0.1
    far = np.full(len(u), start is None)
    for rounds in range(1, most + 1):
        if far.any():
            bend[far] = _bent_by_counts(slope[far], bend[far])
        slope -= qu
        solved = solve_shifted(spectrum, bend, slope, tolerance=share)
        steps += solved.steps
        gain = dot(slope, solved.x)
        u, qu, height = _descend(counts, u, qu, solved.x, solved.qx, height, gain, (slope, bend))
        done = np.sqrt(np.maximum(gain, 0.0) / n_found)
        left = float((done * np.maximum(share, done)).max())  # by the step: its linear and its quadratic part
        if left <= tolerance:
            return Mode(u, qu, bend, height, rounds, steps)
        far = done > _FAR
        share = float(np.clip(0.7 * tolerance / left, tolerance, 0.1))
    raise InputError(
        kind="no-mode",
        expected=f"the mode of the field in {most} rounds",
        found=f"{float(done.max() ** 2):.2g} nats an item to gain in the last step",
        do="check exposures for values that are not finite",
    )


def _bent_by_counts(slope: Array, bend: Array) -> Array:
    """Bend with which a cell alone would step to its own best: for a Poisson cell, the logarithmic mean of count and mean."""
    ratio = slope / np.maximum(bend, np.finfo(bend.dtype).tiny)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(ratio > 1.0, slope / np.log1p(ratio), bend))


def _descend(
    counts: Counts,
    u: Array,
    qu: Array,
    d: Array,
    qd: Array,
    height: NDArray[np.float64],
    gain: NDArray[np.float64],
    room: tuple[Array, Array],
) -> tuple[Array, Array, NDArray[np.float64]]:
    """Go along ``d`` as far as the height rises; fills ``room`` with slope and bend at the new place."""
    length = np.ones(len(u))
    slack = 1e-6 * (1.0 + np.abs(height)) if u.dtype == np.float32 else 1e-11 * (1.0 + np.abs(height))
    while True:
        far = length.astype(u.dtype)[:, None, None]
        new, q_new = u + far * d, qu + far * qd
        at = counts.at(new, *room) - 0.5 * dot(new, q_new)
        bad = ~(at >= height + 1e-4 * length * gain - slack) & (length > 0)
        if not bad.any():
            return new, q_new, at
        length[bad] = np.where(length[bad] > _LEAST_STEP, 0.5 * length[bad], 0.0)
