"""A small exact engine for tests: boxes are independent, each with a Gamma number of items, detection known.

Real inference (the conjugate Gamma-Poisson answer), quick, and with nothing to tune: what a test sees of the planner is
not an accident of a chain.
"""

from __future__ import annotations

import numpy as np


class ExactSampler:
    """Gamma(shape, rate) items in each box; a complete search with p leaves Gamma(shape + y, rate + p) thinned by 1 - p."""

    def __init__(self, mean_items, *, rate=0.5, p_detect=0.9, draws=200, seed=0):
        self.shape = np.asarray(mean_items, dtype=float).ravel() * rate
        self.rate = np.full_like(self.shape, rate)
        self.left = np.ones_like(self.shape)
        self.p_detect, self.draws, self.seed, self.rounds = p_detect, draws, seed, 0

    def update(self, box_index, *, p_detect, n_found, complete=True):
        if complete:
            self.shape[box_index] += n_found
            self.rate[box_index] += p_detect * self.left[box_index]
            self.left[box_index] *= 1 - p_detect

    def intensity_draws(self):
        self.rounds += 1
        rng = np.random.default_rng([self.seed, self.rounds])
        whole = rng.gamma(np.maximum(self.shape, 1e-9), 1 / self.rate, size=(self.draws, self.shape.size))
        return (whole * self.left).astype(np.float32)

    def detection_draws(self, p_detect):
        return np.full(self.draws, p_detect)
