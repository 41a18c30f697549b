"""The posterior of the conjugate cells: sums over the common unknowns, the closed form in every unit.

Given detection and the scene's factor ``W`` the groups are independent. So the likelihood of a group is tabled once, by
detection and by the group's own factor; the prior of that factor given ``W`` is a matrix; and the joint posterior of
detection and ``W`` is the product over the groups of one matrix product each. No chain, nothing to converge: a draw reads
the tables backwards. ``d`` counts nodes of detection, ``r`` shares that people report, ``v`` shares that unfinished
searches covered, ``u`` units, ``i`` nodes of a group's factor, ``b`` nodes of ``W``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from fallow.hazard.engines.cells_exact import Detection, lattice, log_unit, occupied, pick, support
from fallow.hazard.engines.cells_prior import CellPrior
from fallow.hazard.engines.cells_seen import CellsSeen

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

NOBODY_REPORTS = 0.5
"""Chance that nobody reports from the ground of a group, whatever lies there: silence is worth a factor of two at most."""
SHARES: Floats = 0.5 * (np.polynomial.legendre.leggauss(8)[0] + 1.0)
"""Shares of their ground that the unfinished searches of a unit may have covered ..."""
SHARE_WEIGHTS: Floats = 0.5 * np.polynomial.legendre.leggauss(8)[1]
"""... and their chances: uniform on 0..1, by Gauss and Legendre."""
RESOLVED = 4.0
"""Effective nodes of a sum from which on its step is below the standard deviation."""
_SHARED_NODES = 161
_COARSE, _FINE, _MOST = 61, 121, 2000
_DETECTION_COARSE, _DETECTION_FINE = 33, 41


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its ``units``, its factor ``log_c`` (i,), ``log_like`` (d, r, i) with the chance of ``r`` in it.

    ``log_prior`` (b, i) is the log prior of the factor given the scene's, times the step.
    """

    units: Whole
    log_c: Floats
    log_like: Floats
    log_prior: Floats


@dataclass(frozen=True, slots=True)
class CellsPosterior:
    """The posterior: ``factor`` (d,) on told effort, ``shared`` (b,), ``log_mass`` (d, b), ``report_shares`` (r,).

    ``shown`` (d, v, u) is the share of a unit's items that searches find.
    """

    seen: CellsSeen
    prior: CellPrior
    factor: Floats
    shared: Floats
    log_mass: Floats
    report_shares: Floats
    shown: Floats
    groups: tuple[Group, ...]

    @property
    def resolution(self) -> float:
        """Effective nodes of the worst sum: see ``RESOLVED``."""
        by_detection = special.logsumexp(self.log_mass, axis=1)
        likely = by_detection > by_detection.max() - 5.0
        sums = [occupied(np.log(self.given_detection(g)[likely].sum(axis=1) + 1e-300)) for g in self.groups]
        if len(self.factor) > 1:
            sums.append(occupied(by_detection[None, :]))
        return min(sums)

    def draw(self, n_draws: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Return ``(draws, cells)`` expected items still in the ground, and ``(draws, 2)``: factor on effort, ``W``."""
        seen, prior, n_units = self.seen, self.prior, len(self.prior.shape)
        mass = np.exp(self.log_mass.ravel())
        flat = rng.choice(mass.size, n_draws, p=mass / mass.sum())
        at, common = np.divmod(flat, len(self.shared))
        level, report = np.empty((n_draws, n_units)), np.empty((n_draws, n_units))
        for group in self.groups:
            joint = group.log_like[at] + group.log_prior[common][:, None, :]
            which, node = np.divmod(pick(joint.reshape(n_draws, -1), rng), len(group.log_c))
            level[:, group.units] = np.exp(group.log_c[node])[:, None]
            report[:, group.units] = self.report_shares[which][:, None]
        count, partial = seen.found + seen.reported, np.flatnonzero(seen.partial_units)
        out = np.empty((n_draws, seen.n_cells))
        for n, d in enumerate(at.tolist()):
            v = np.zeros(n_units, np.int64)
            if len(partial):
                logs = self.log_shares(d, partial, level[n, partial][:, None], report[n, partial][:, None])
                v[partial] = pick(logs[:, :, 0].T, rng)
            exposed = (
                report[n] + (1.0 - report[n]) * self.shown[d, v if self.shown.shape[1] > 1 else 0, np.arange(n_units)]
            )
            held = level[n] * prior.shape / (prior.shape + level[n] * seen.mean * exposed) * (1.0 - report[n])
            held *= rng.gamma(prior.shape + count) / prior.shape
            missed = seen.missed(float(self.factor[d]), SHARES[v][seen.atom_unit[seen.partial_atom]])
            out[n] = np.bincount(seen.atom_cell, seen.atom_items * missed * held[seen.atom_unit], seen.n_cells)
        return out, np.column_stack([self.factor[at], self.shared[common]])

    def mean(self) -> Floats:
        """Posterior mean of the items still in the ground of each cell, (cells,): the sums in full, nothing drawn."""
        seen = self.seen
        out = np.zeros(seen.n_cells)
        weights = np.exp(special.logsumexp(self.log_mass, axis=1))
        tables = [self.given_detection(group) for group in self.groups]
        for d in np.flatnonzero(weights > 1e-14).tolist():
            held = np.zeros((self.shown.shape[1], len(seen.mean)))
            for group, table in zip(self.groups, tables, strict=True):
                self._hold(d, group, table[d], held)
            for v in range(len(held)):
                missed = seen.missed(float(self.factor[d]), np.full(len(seen.partial_atom), SHARES[v]))
                left = weights[d] * seen.atom_items * missed * held[v][seen.atom_unit]
                out += np.bincount(seen.atom_cell, left, seen.n_cells)
        return out

    def _hold(self, d: int, group: Group, chance: Floats, held: Floats) -> None:
        """Fill ``held`` (v, u): what the unfound items of a unit multiply with, times the chance of ``v``."""
        seen, prior, level = self.seen, self.prior, np.exp(group.log_c)
        under = seen.partial_units[group.units]
        for units, shares in ((group.units[~under], 1), (group.units[under], self.shown.shape[1])):
            shape, mean, count = prior.shape[units], seen.mean[units], (seen.found + seen.reported)[units]
            for r, report in enumerate(self.report_shares):
                logs = self.log_shares(d, units, level[None, :], np.full((1, 1), report)) if shares > 1 else None
                for v in range(shares):
                    exposed = report + (1.0 - report) * self.shown[d, v, units]
                    part = level * chance[r] * (1.0 - report) / (shape[:, None] + np.outer(mean * exposed, level))
                    if logs is not None:
                        part *= np.exp(logs[v] - special.logsumexp(logs, axis=0))
                    held[v, units] += (shape + count) * part.sum(axis=1)

    def log_shares(self, d: int, units: Whole, level: Floats, report: Floats) -> Floats:
        """Log chance, not normalised, of each share of unfinished searches: ``(v, units, nodes)``.

        ``level`` and ``report`` are ``(units or 1, nodes)``.
        """
        seen, shape = self.seen, self.prior.shape[units]
        count = (seen.found + seen.reported)[units]
        exposed = report + (1.0 - report) * self.shown[d][:, units, None]
        odds = level * (seen.mean[units] / shape)[:, None] * exposed
        prior = np.log(SHARE_WEIGHTS)[:, None] + np.outer(np.log(SHARES), seen.found_partly[units])
        return np.asarray(prior[:, :, None] - (shape + count)[:, None] * np.log1p(odds))

    def given_detection(self, group: Group) -> Floats:
        """Chance of reporting share and factor given each detection and all observations, ``(d, r, i)``."""
        evidence = _log_product(special.logsumexp(group.log_like, axis=1), group.log_prior)
        joint = group.log_like + _log_product(self.log_mass - evidence, group.log_prior.T)[:, None, :]
        return np.asarray(np.exp(joint - special.logsumexp(joint, axis=(1, 2), keepdims=True)))


def cells_posterior(seen: CellsSeen, prior: CellPrior) -> CellsPosterior:
    """Return the posterior; lattices are narrowed to it and refined until every sum is resolved."""
    detection = Detection.of(*prior.effort)
    windows = [_window(prior, g) for g in range(len(prior.spread))]
    counts = [_least(prior, g) for g in range(len(windows))]
    ends, nodes, rounds = detection.window(), _DETECTION_COARSE, 0
    while True:
        found = _on(seen, prior, detection, ends, nodes, windows, counts)
        rounds += 1
        if rounds > 1 and (found.resolution >= RESOLVED or max(counts) > _MOST):
            return found
        weights = special.logsumexp(found.log_mass, axis=1)
        for g, group in enumerate(found.groups):
            mass = np.einsum("d,dri->i", np.exp(weights), found.given_detection(group))
            windows[g] = support(group.log_c, np.log(mass + 1e-300))
            counts[g] = max(_FINE, 2 * counts[g] if rounds > 1 else 0)
        if not detection.known:
            ends = support(detection.lattice(ends, nodes)[0], weights)
        nodes = _DETECTION_FINE if rounds == 1 else 2 * nodes


def _on(
    seen: CellsSeen,
    prior: CellPrior,
    detection: Detection,
    ends: tuple[float, float],
    nodes: int,
    windows: list[tuple[float, float]],
    counts: list[int],
) -> CellsPosterior:
    """The posterior on given lattices."""
    t, step = detection.lattice(ends, nodes)
    factor, shared = detection.factors(t), lattice(-6.0 * prior.shared_sd, 6.0 * prior.shared_sd, _SHARED_NODES)[0]
    shares = SHARES if len(seen.partial_atom) else SHARES[:1]
    shown = np.array([[seen.shown(float(f), float(v)) for v in shares] for f in factor])
    reports = np.append(0.0, prior.report_share) if seen.reporting else np.zeros(1)
    log_mass = (detection.log_density(t) + step + [seen.log_which(float(f)) for f in factor])[:, None]
    log_mass = log_mass - 0.5 * (shared / prior.shared_sd) ** 2
    found = CellsPosterior(seen, prior, factor, shared, log_mass, reports, shown, ())
    groups = []
    for g, (window, count) in enumerate(zip(windows, counts, strict=True)):
        groups.append(_group(found, np.flatnonzero(prior.unit_group == g), window, count, float(prior.spread[g])))
        log_mass = log_mass + _log_product(special.logsumexp(groups[g].log_like, axis=1), groups[g].log_prior)
    log_mass = log_mass - special.logsumexp(log_mass)
    return CellsPosterior(seen, prior, factor, shared, log_mass, reports, shown, tuple(groups))


def _group(on: CellsPosterior, units: Whole, window: tuple[float, float], count: int, spread: float) -> Group:
    log_c, step = lattice(*window, count)
    seen, shape = on.seen, on.prior.shape
    n = seen.found + seen.reported
    searched, partial = seen.searched_units[units], seen.partial_units[units]
    log_like = np.zeros((len(on.factor), len(on.report_shares), count))
    still, whole, under = units[~searched], units[searched & ~partial], units[partial]
    for r, report in enumerate(on.report_shares):
        if report > 0.0:
            chance = math.log((1.0 - NOBODY_REPORTS) / (len(on.report_shares) - 1))
            told, found = seen.reported[units].sum(), seen.found[units].sum()
            log_like[:, r] = chance + told * math.log(report) + found * math.log1p(-report)
            exposed = np.full(len(still), report)
            log_like[:, r] += log_unit(log_c, seen.mean[still], shape[still], n[still], exposed).sum(axis=0)
        elif len(on.report_shares) > 1:
            log_like[:, r] = math.log(NOBODY_REPORTS) if seen.reported[units].sum() == 0 else -1e4
        for d in range(len(on.factor)):
            exposed = report + (1.0 - report) * on.shown[d, 0, whole]
            log_like[d, r] += log_unit(log_c, seen.mean[whole], shape[whole], n[whole], exposed).sum(axis=0)
            if len(under):
                logs = on.log_shares(d, under, np.exp(log_c)[None, :], np.full((1, 1), report))
                log_like[d, r] += special.logsumexp(logs, axis=0).sum(axis=0) + n[under].sum() * log_c
    off = (log_c[None, :] - (on.shared[:, None] - 0.5 * spread**2)) / spread
    return Group(units, log_c, log_like, step - 0.5 * off**2 - math.log(spread * math.sqrt(2.0 * math.pi)))


def _window(prior: CellPrior, g: int) -> tuple[float, float]:
    middle, wide = -0.5 * prior.spread[g] ** 2, 7.0 * math.hypot(prior.spread[g], prior.shared_sd)
    return float(middle - wide), float(middle + wide)


def _least(prior: CellPrior, g: int) -> int:
    """Nodes from which on the prior of a group's factor given the scene's is resolved."""
    low, high = _window(prior, g)
    return max(_COARSE, math.ceil((high - low) / (0.7 * float(prior.spread[g]))) + 1)


def _log_product(left: Floats, right: Floats) -> Floats:
    """``log(exp(left) @ exp(right).T)`` for ``(m, i)`` and ``(n, i)``: ``(m, n)``, never below -690 of the largest."""
    a, b = left.max(axis=1, keepdims=True), right.max(axis=1, keepdims=True)
    # Not a matrix product of a library: its order of summation, and so the last bits, would hang on the threads it takes.
    product = np.einsum("mi,ni->mn", np.exp(left - a), np.exp(right - b))
    return np.asarray(np.log(product + 1e-300) + a + b.T)
