"""What is believed about the ground, kept in step with the searches.

The hazard engine gives joint draws of the expected number of items still in each box. Running its chains on after every box would be
slow, so between runs the draws are weighed by the likelihood of what was recorded since (importance weights: Poisson count of
finds given the draw, thinned by the draw's own chance of detection), and what a search removed is taken out of each draw. The
last few batches of draws are kept side by side, each counting by its effective number, because a plan looks for the best of many
boxes, and the best of many noisy figures is too good. After many records the engine starts afresh, so that no
chain stays for ever where it once was stuck.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from fallow.survey.gain import Belief
from fallow.survey.ledger import Visit

Floats = NDArray[np.float32]

_THIN = 0.4
"""Chains run again when the effective share of the newest draws falls below this."""

_BATCHES = 3
"""Batches of draws kept side by side."""


class BoxSampler(Protocol):
    """What the planner asks of a hazard engine; ``fallow.hazard.engines.mixture.MixtureSampler`` is one.

    Boxes are indexed ``row * n_columns + column`` from the south-west corner.
    """

    def update(self, box_index: int, *, p_detect: float, n_found: int, complete: bool) -> None:
        """Take in one search of one box."""

    def intensity_draws(self) -> Floats:
        """(draws, boxes): expected items still in the ground, given everything taken in."""

    def detection_draws(self, p_detect: float) -> NDArray[np.floating]:
        """(draws,): what a told chance may truly be, row for row with the last ``intensity_draws``."""


class Posterior:
    """Draws that follow the searches; ``belief`` is always given everything recorded.

    ``make`` opens an engine for the n-th start; it is asked for another after ``afresh_after`` further records.
    """

    def __init__(
        self,
        make: Callable[[int], BoxSampler],
        p_detect: float,
        refresh_after: int = 16,
        afresh_after: int = 48,
    ) -> None:
        self._make = make
        self._p_detect = p_detect
        self._refresh_after, self._afresh_after = refresh_after, afresh_after
        self._visits: list[Visit] = []
        self._starts = 0
        self._sampler = self._start()
        self._since_draws = self._since_start = 0
        self._batches: list[Belief] = []
        self._belief: Belief | None = None

    def note(self, visit: Visit) -> None:
        """Take in one search."""
        self._visits.append(visit)
        _tell(self._sampler, visit)
        self._since_draws += 1
        self._since_start += 1
        self._batches = [_weighed(batch, visit) for batch in self._batches]
        self._belief = None

    def p_find(self, box: int) -> float:
        """Forecast chance that a search of one box finds something, without running the chains on."""
        held = self._belief or (_pooled(self._batches) if self._batches else self.belief())
        return float(held.weights @ (1 - np.exp(-held.p_detect * held.items[:, box])))

    def belief(self) -> Belief:
        """Return the draws, running the chains on first where too much was recorded since."""
        if not self._batches or self._since_draws >= self._refresh_after or _effective(self._batches[-1]) < _THIN:
            if self._since_start >= self._afresh_after:
                self._sampler = self._start()
                self._since_start = 0
            self._batches = [*self._batches[1 - _BATCHES :], self._draws()]
            self._since_draws = 0
            self._belief = None
        if self._belief is None:
            self._belief = _pooled(self._batches)
        return self._belief

    def _start(self) -> BoxSampler:
        sampler = self._make(self._starts)
        self._starts += 1
        for visit in self._visits:
            _tell(sampler, visit)
        return sampler

    def _draws(self) -> Belief:
        items = np.asarray(self._sampler.intensity_draws(), dtype=np.float32)
        detect = np.asarray(self._sampler.detection_draws(self._p_detect), dtype=np.float32)
        return Belief(items, detect, np.full(len(items), 1 / len(items), dtype=np.float32))


def _tell(sampler: BoxSampler, visit: Visit) -> None:
    sampler.update(visit.box, p_detect=visit.p_detect, n_found=len(visit.finds), complete=visit.complete)


def _weighed(belief: Belief, visit: Visit) -> Belief:
    items = belief.items[:, visit.box].astype(np.float64)
    shown = np.clip(belief.p_detect * items, 1e-9, None)
    found = len(visit.finds)
    if visit.complete:
        log_chance = found * np.log(shown) - shown
    else:  # stopped early: the finds were there, but where the search ended nobody knows
        log_chance = np.log(-np.expm1(-shown)) if found else np.zeros_like(shown)
    log_chance += np.log(np.clip(belief.weights, 1e-30, None))
    weights = np.exp(log_chance - log_chance.max())
    left = belief.items
    if visit.complete:
        left = left.copy()
        left[:, visit.box] *= 1 - belief.p_detect
    return Belief(left, belief.p_detect, (weights / weights.sum()).astype(np.float32))


def _pooled(batches: list[Belief]) -> Belief:
    """Batches side by side, each weighing as much as it has effective draws."""
    count = np.array([_effective(batch) * len(batch.weights) for batch in batches])
    share = count / count.sum()
    return Belief(
        np.concatenate([batch.items for batch in batches]),
        np.concatenate([batch.p_detect for batch in batches]),
        np.concatenate([batch.weights * np.float32(part) for batch, part in zip(batches, share, strict=True)]),
    )


def _effective(belief: Belief) -> float:
    """Effective share of the draws: 1 / (draws * sum of squared weights), between 1 / draws and 1."""
    return 1.0 / (float((belief.weights.astype(np.float64) ** 2).sum()) * len(belief.weights))
