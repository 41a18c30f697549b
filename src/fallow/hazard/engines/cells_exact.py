"""Closed forms of the conjugate cells, and the lattices on which their few common unknowns are summed.

A unit whose items are Poisson about ``c m G`` with ``G ~ Gamma(k, k)``, of which a share ``e`` would have shown and ``n``
did, has the negative binomial likelihood ``c^n (1 + c m e / k)^-(k + n)`` up to a constant, and ``G`` given the finds is
``Gamma(k + n, k + c m e)`` (Gelman and others, *Bayesian Data Analysis*, 3rd edition, section 2.6). Detection is a Beta:
``q``, the chance to miss an item with one unit of told effort, is Beta(a, b), so that told effort ``E`` finds it with chance
``1 - q^E``, whose moments are ratios of Beta functions.

What several units share (detection, the group's factor, the scene's factor) is summed on evenly spaced lattices that
cover the posterior to ``exp(-30)`` of its peak: for a smooth density that vanishes at both ends such a sum errs by about
``exp(-2 pi^2 s^2 / h^2)``, with ``s`` the standard deviation and ``h`` the step (Trefethen and Weideman, *SIAM Review* 56,
2014). Steps are halved until ``h <= s``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

Floats = NDArray[np.float64]

DEPTH = 30.0
"""Log distance from the peak down to which a density is covered."""
KNOWN_SD = 1e-3
"""Below this standard deviation of the log factor on effort, detection is taken for known."""


@dataclass(frozen=True, slots=True)
class Detection:
    """Beta belief in ``q``, the chance to miss with one unit of told effort; ``a`` infinite: ``factor`` is known."""

    a: float
    b: float
    factor: float

    @classmethod
    def of(cls, log_mean: float, log_sd: float) -> Detection:
        """Match mean and variance of the factor ``-log q`` to those of a log-normal factor on told effort."""
        mean = math.exp(log_mean + 0.5 * log_sd**2)
        if log_sd < KNOWN_SD:
            return cls(math.inf, math.inf, mean)
        variance = mean**2 * math.expm1(log_sd**2)

        def off(log_ab: Floats) -> Floats:
            a, b = np.exp(log_ab)
            found = special.digamma(a + b) - special.digamma(a)
            spread = special.polygamma(1, a) - special.polygamma(1, a + b)
            return np.array([math.log(found / mean), math.log(spread / variance)])

        a, b = np.exp(optimize.root(off, [0.0, math.log(mean**2 / variance)], tol=1e-12).x)
        return cls(float(a), float(b), mean)

    @property
    def known(self) -> bool:
        """Whether detection is what is told times ``factor``, without doubt."""
        return math.isinf(self.a)

    def chance(self, effort: float) -> float:
        """Mean chance that told effort finds an item: ``1 - E[q^effort]``."""
        if self.known:
            return -math.expm1(-self.factor * effort)
        return -math.expm1(special.betaln(self.a + effort, self.b) - special.betaln(self.a, self.b))

    def window(self) -> tuple[float, float]:
        """Ends of the logit of ``q`` between which the density covers all but ``exp(-DEPTH)`` of its peak, about."""
        if self.known:
            return 0.0, 0.0
        peak = self._log_density(math.log(self.a / self.b))
        ends = []
        for sign in (-1.0, 1.0):
            t = math.log(self.a / self.b)
            while self._log_density(t) > peak - DEPTH:
                t += 0.25 * sign
            ends.append(t)
        return ends[0], ends[1]

    def lattice(self, ends: tuple[float, float], nodes: int) -> tuple[Floats, float]:
        """Nodes of the logit of ``q`` between ``ends`` and the log of their step; one where detection is known."""
        return lattice(*ends, nodes)

    def log_density(self, t: Floats) -> Floats:
        """Log density of the logit of ``q``, zero where detection is known."""
        return np.zeros(len(t)) if self.known else np.asarray(self._log_density(t))

    def factors(self, t: Floats) -> Floats:
        """Factor on told effort at logits of ``q``."""
        return np.full(len(t), self.factor) if self.known else np.logaddexp(0.0, -t)

    def _log_density(self, t: Floats | float) -> Floats:
        log_q, log_found = -np.logaddexp(0.0, -np.asarray(t)), -np.logaddexp(0.0, np.asarray(t))
        return np.asarray(self.a * log_q + self.b * log_found - special.betaln(self.a, self.b))


def log_unit(log_c: Floats, mean: Floats, shape: Floats, count: Floats, shown: Floats) -> Floats:
    """Log likelihood of units, ``(units, nodes)``, up to what depends on no node: see the head of this file.

    ``log_c`` is ``(nodes,)``; ``mean``, ``shape``, ``count`` and ``shown`` are ``(units,)``.
    """
    odds = (mean * shown / shape)[:, None] * np.exp(log_c)[None, :]
    return np.asarray(count[:, None] * log_c[None, :] - (shape + count)[:, None] * np.log1p(odds))


def lattice(low: float, high: float, nodes: int) -> tuple[Floats, float]:
    """Evenly spaced nodes and the log of their step; one node, of weight one, where the ends are the same."""
    if high <= low:
        return np.array([low]), 0.0
    t = np.linspace(low, high, nodes)
    return t, math.log(t[1] - t[0])


def support(t: Floats, log_mass: Floats) -> tuple[float, float]:
    """Ends of the part of a lattice above ``exp(-DEPTH)`` of its peak, one node wider on both sides."""
    inside = np.flatnonzero(log_mass > log_mass.max() - DEPTH)
    return float(t[max(inside[0] - 1, 0)]), float(t[min(inside[-1] + 1, len(t) - 1)])


def occupied(log_mass: Floats) -> float:
    """Effective number of nodes, ``1 / sum p^2``, of the least spread row of ``log_mass`` (rows, nodes).

    A normal density with its standard deviation equal to the step has 3.5.
    """
    mass = np.exp(log_mass - special.logsumexp(log_mass, axis=-1, keepdims=True))
    return float((1.0 / (mass**2).sum(axis=-1)).min())


def pick(log_mass: Floats, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw one place of each row of ``log_mass`` (rows, places), by its mass: (rows,)."""
    mass = np.cumsum(np.exp(log_mass - log_mass.max(axis=1, keepdims=True)), axis=1)
    level = rng.random(len(mass)) * mass[:, -1]
    return np.asarray((mass <= level[:, None]).sum(axis=1), np.int64).clip(max=log_mass.shape[1] - 1)
