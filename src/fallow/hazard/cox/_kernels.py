"""The compiled passes over the cells: likelihood, and the two halves of a step of conjugate gradients.

Sums are of double precision, and the compiler may regroup them to add several at a time: the same bytes on every run of one
machine. Each kernel stands alone, so that the compiler's cache, which looks at this file, is
never stale.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

Function = TypeVar("Function", bound=Callable[..., Any])

_njit = cast("Callable[..., Any]", numba.njit)


def _compiled(function: Function) -> Function:
    """Compile ``function``: cached beside its source, free of the interpreter lock, sums regrouped."""
    return cast("Function", _njit(cache=True, nogil=True, fastmath={"reassoc", "contract"})(function))


@_compiled
def likelihood(
    field: Any, located: Any, y: Any, exposed: Any, thinned: Any, evenness: Any, slope: Any, bend: Any
) -> Any:
    """Log likelihood of each field; fills ``slope`` and ``bend`` where they have room. See ``counts``."""
    batch, rows, columns = field.shape
    out = np.zeros(batch)
    derive = slope.shape[0] > 0
    for b in range(batch):
        k = evenness[b]
        plain = math.isinf(k)
        total = 0.0
        for r in range(rows):
            for c in range(columns):
                e, t, a = exposed[b, r, c], thinned[b, r, c], located[b, r, c]
                if e == 0.0 and t == 0.0 and a == 0.0:
                    if derive:
                        slope[b, r, c] = 0.0
                        bend[b, r, c] = 0.0
                    continue
                v = field[b, r, c]
                lift = math.exp(min(v, 60.0))
                poisson = t * lift
                if plain:
                    poisson += e * lift
                    held, weight = 0.0, 0.0
                else:
                    m = e * lift
                    held = (k + y[b, r, c]) * m / (k + m)
                    weight = held * k / (k + m)
                    total -= (k + y[b, r, c]) * math.log1p(m / k)
                total += a * v - poisson
                if derive:
                    slope[b, r, c] = a - poisson - held
                    bend[b, r, c] = poisson + weight
        out[b] = total
    return out


@_compiled
def turn(z: Any, r: Any, beta: Any, p: Any, mp: Any, bend: Any, shift: Any) -> Any:
    """First half of a step: turn the direction, and return its curvature ``(batch,)``.

    ``p`` becomes ``z + beta p`` and ``mp`` (the preconditioner's matrix times ``p``) becomes ``r + beta mp``; the curvature is
    ``p . (mp + (bend - shift) p)``.
    """
    batch, rows, columns = z.shape
    out = np.zeros(batch)
    for b in range(batch):
        w, s = beta[b], shift[b]
        total = 0.0
        for i in range(rows):
            part = z[b, i, 0] - z[b, i, 0]
            for j in range(columns):
                d = z[b, i, j] + w * p[b, i, j]
                m = r[b, i, j] + w * mp[b, i, j]
                p[b, i, j] = d
                mp[b, i, j] = m
                part += d * (m + (bend[b, i, j] - s) * d)
            total += part
        out[b] = total
    return out


@_compiled
def step(alpha: Any, p: Any, mp: Any, bend: Any, shift: Any, x: Any, mx: Any, r: Any) -> None:
    """Second half of a step: move ``x`` and ``mx`` by ``alpha`` along ``p`` and ``mp``, and take that from the residual."""
    batch, rows, columns = p.shape
    for b in range(batch):
        a, s = alpha[b], shift[b]
        for i in range(rows):
            for j in range(columns):
                d, m = p[b, i, j], mp[b, i, j]
                x[b, i, j] += a * d
                mx[b, i, j] += a * m
                r[b, i, j] -= a * (m + (bend[b, i, j] - s) * d)


@_compiled
def dot(x: Any, y: Any) -> Any:
    """Inner product of each pair of fields, ``(batch,)``."""
    batch, rows, columns = x.shape
    out = np.zeros(batch)
    for b in range(batch):
        total = 0.0
        for i in range(rows):
            part = x[b, i, 0] - x[b, i, 0]
            for j in range(columns):
                part += x[b, i, j] * y[b, i, j]
            total += part
        out[b] = total
    return out
