"""What is unknown beside the field: factor on effort, evenness of the ground, rarity of reports; shares are summed over.

How much of an unfinished search was searched, and how much people report, are integrated out in closed form
(``shares``): conditioning on them would pin the field to their last values. Effort, evenness and rarity take the
values at ``LEVELS`` evenly likely quantiles of their priors and none between (a griddy Gibbs step: Ritter and Tanner, *Journal of the
American Statistical Association* 87, 1992), so that exposures are tables that are made once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse, special

from fallow.hazard.cox.counts import Counts
from fallow.hazard.cox.settings import EFFORT, EVENNESS, Frame
from fallow.hazard.cox.shares import draw_shares, log_partial, log_reports
from fallow.hazard.engines._arrays import PARTIAL_SEARCH, REPORTING_CELL

Array = NDArray[Any]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

LEVELS = 25


@dataclass(frozen=True, slots=True)
class State:
    """What goes with each draw of the field: ``settings`` (draws, 4), ``rarity`` (draws,), ``level`` (draws,).

    ``level`` is the place of the factor on effort among its levels.
    """

    settings: Floats
    rarity: Floats
    level: Whole


@dataclass(frozen=True, slots=True)
class Beside:
    """Tables for the watched blocks, in which something was or could have been seen.

    By level of the factor on effort: ``exposed`` (levels, watched), what complete searches would find of the expected items;
    ``partly``, what unfinished searches would find in full, (watched, searches) each. ``people`` (watched, cells): the expected
    items of each reporting cell.
    """

    frame: Frame
    efforts: Floats
    evennesses: Floats
    rarities: Floats
    watched: Whole
    exposed: Floats
    partly: tuple[sparse.csr_array, ...]
    people: sparse.csr_array

    @classmethod
    def of(cls, frame: Frame, rarity: tuple[float, float]) -> Beside:
        """Make the tables; ``rarity`` is mean and standard deviation of the log of the reports' rarity."""
        looked, wide = frame.looked, frame.wide
        efforts, evennesses = (_levels(wide.log_mean[w], wide.log_sd[w]) for w in (EFFORT, EVENNESS))
        could = np.bincount(looked.block, looked.items, looked.n_blocks) > 0
        watched = np.flatnonzero(could | (looked.located > 0))
        terms = [looked.by_term(float(effort))[watched] for effort in efforts]
        return cls(
            frame=frame,
            efforts=efforts,
            evennesses=evennesses,
            rarities=_levels(*rarity),
            watched=watched,
            exposed=np.stack([looked.exposed(float(effort))[watched] for effort in efforts]),
            partly=tuple(term[:, looked.kind == PARTIAL_SEARCH] for term in terms),
            people=terms[0][:, looked.kind == REPORTING_CELL],
        )

    def start(self, settings: Floats) -> State:
        """Return the state with the level nearest to the effort of ``settings``."""
        own = settings.copy()
        apart = np.abs(np.log(settings[:, EFFORT, None] / self.efforts[None, :]))
        level = np.asarray(apart.argmin(axis=1), np.int64)
        own[:, EFFORT] = self.efforts[level]
        return State(own, np.full(len(own), self.rarities[LEVELS // 2]), level)

    def seen(self, field: Array) -> Array:
        """Return the watched blocks, ``(batch, watched)``, of fields ``(batch, rows, columns)``."""
        return self.frame.lattice.crop(field).reshape(len(field), -1)[:, self.watched]

    def likelihood(self, state: State) -> Callable[[Any, Array], Floats]:
        """Return the log likelihood of watched fields ``(chosen, watched)`` of the draws ``chosen``, up to a constant of each."""
        looked, kind = self.frame.looked, self.frame.dtype
        flat = self.frame.wide.flat(state.settings)[:, None]
        shape = len(state.level), len(self.watched)
        located, y = (np.broadcast_to(a[self.watched], shape) for a in (looked.located, looked.y))
        given = (located, y, self.exposed[state.level] * np.exp(-flat), np.zeros(shape))
        cells = [np.ascontiguousarray(a[:, None, :], kind) for a in given]
        counts = Counts(cells[0], cells[1], cells[2], cells[3], state.settings[:, EVENNESS].astype(kind))

        def value(chosen: Any, field: Array) -> Floats:
            out = counts.part(chosen).value(field[:, None, :])
            if self.people.shape[1] or self.partly[0].shape[1]:
                factor = np.exp(field.astype(np.float64) - flat[chosen])
                out = out + self._log_partial(factor, state.level[chosen])
                out = out + log_reports(looked, factor @ self.people, state.rarity[chosen])
            return out

        return value

    def draw(self, field: Array, state: State, rng: np.random.Generator) -> State:
        """Return a new state given watched fields ``(draws, watched)``: effort, then evenness, then rarity."""
        factor = np.exp(field.astype(np.float64) - self.frame.wide.flat(state.settings)[:, None])
        settings, looked = state.settings.copy(), self.frame.looked
        level = self._draw_effort(factor, state, rng)
        settings[:, EFFORT] = self.efforts[level]
        settings[:, EVENNESS] = self._draw_evenness(factor, level, rng)
        log = np.zeros((len(factor), LEVELS))
        if self.people.shape[1]:
            whole = factor @ self.people
            log = np.stack([log_reports(looked, whole, np.full(len(whole), r)) for r in self.rarities], axis=1)
        return State(settings, self.rarities[_pick(log, rng)], level)

    def shares(self, field: Array, state: State, rng: np.random.Generator) -> Floats:
        """Return a draw of every term's share, ``(draws, terms)``, given all the rest; one for complete searches."""
        looked = self.frame.looked
        factor = np.exp(field.astype(np.float64) - self.frame.wide.flat(state.settings)[:, None])
        whole = np.zeros((len(factor), len(looked.kind)))
        whole[:, looked.kind == REPORTING_CELL] = factor @ self.people
        for level in np.unique(state.level):
            mine = np.flatnonzero(state.level == level)
            whole[np.ix_(mine, looked.kind == PARTIAL_SEARCH)] = factor[mine] @ self.partly[level]
        return draw_shares(looked, whole, state.rarity, rng)

    def _log_partial(self, factor: Floats, level: Whole) -> Floats:
        out = np.zeros(len(factor))
        if self.partly[0].shape[1]:
            for each in np.unique(level):
                mine = level == each
                out[mine] = log_partial(self.frame.looked, factor[mine] @ self.partly[each])
        return out

    def _draw_effort(self, factor: Floats, state: State, rng: np.random.Generator) -> Whole:
        looked = self.frame.looked
        searched = np.flatnonzero(self.exposed[0] > 0)
        k, y, inside = state.settings[:, EVENNESS, None], looked.y[self.watched][searched], factor[:, searched]
        log = np.tile(looked.log_which(self.efforts), (len(factor), 1))
        for i, exposed in enumerate(self.exposed[:, searched]):
            log[:, i] -= ((k + y) * np.log1p(inside * exposed / k)).sum(axis=1)
            log[:, i] += self._log_partial(factor, np.full(len(factor), i))
        return _pick(log, rng)

    def _draw_evenness(self, factor: Floats, level: Whole, rng: np.random.Generator) -> Floats:
        searched = np.flatnonzero(self.exposed[0] > 0)
        y = self.frame.looked.y[self.watched][searched]
        shown = factor[:, searched] * self.exposed[level][:, searched]
        found = y[y > 0]
        log = np.empty((len(factor), LEVELS))
        for i, k in enumerate(self.evennesses):
            constant = (special.gammaln(k + found) - special.gammaln(k) - found * np.log(k)).sum()
            log[:, i] = constant - ((k + y) * np.log1p(shown / k)).sum(axis=1)
        return np.asarray(self.evennesses[_pick(log, rng)])


def _levels(log_mean: float, log_sd: float) -> Floats:
    return np.asarray(np.exp(log_mean + log_sd * special.ndtri((np.arange(LEVELS) + 0.5) / LEVELS)))


def _pick(log: Floats, rng: np.random.Generator) -> Whole:
    """One place a row by the weights ``exp(log)``."""
    return np.asarray((log + rng.gumbel(size=log.shape)).argmax(axis=-1), np.int64)
