"""Markov chains of the strike mixture: run, kept warm, drawn from. Deterministic in the seed, whatever the threads."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from fallow.hazard.engines._arrays import SCENE_WIDTH, SLOT_WIDTH, Belief, Floats, Seen, empty_chain, empty_work
from fallow.hazard.engines._moves import run

WARM_STEPS = 1000
"""Steps of the annealed start, for each slot."""
APART_STEPS = 20
"""Steps between draws that are kept, for each slot, and at least ``LEAST_APART``."""
LEAST_APART = 100


@dataclass(frozen=True, slots=True)
class Draws:
    """Joint posterior draws: ``slots`` (draws, slots, 8) and ``scenes`` (draws, 9); columns as in ``_arrays``."""

    slots: Floats
    scenes: Floats


class Chains:
    """Several chains of one scene. ``draw`` starts them, or carries them on where they stand."""

    def __init__(self, belief: Belief, seed: int, n_chains: int = 8) -> None:
        self._belief = belief
        self._seed = seed
        self._n_chains = n_chains
        self._rounds = 0
        self._positions: list[tuple[Floats, Floats]] = []

    def draw(self, seen: Seen, n_draws: int, *, effort: float = 1.0, again: float = 0.25) -> Draws:
        """Return ``n_draws`` joint draws given ``seen``.

        ``effort`` scales all steps. Chains that have run before start where they stand and take the share ``again`` of
        the steps of a first start: enough where little was added to what they had seen.
        """
        fresh = not self._positions
        n_slots = len(self._belief.slots)
        each = -(-n_draws // self._n_chains)
        warm = int(WARM_STEPS * (n_slots + 4) * effort * (1.0 if fresh else again))
        apart = int(max(LEAST_APART, APART_STEPS * n_slots) * effort * (1.0 if fresh else min(1.0, 2 * again)))
        seeds = np.random.SeedSequence([self._seed, self._rounds]).generate_state(self._n_chains)
        self._rounds += 1

        def one(c: int) -> tuple[Floats, Floats, tuple[Floats, Floats]]:
            chain = empty_chain(seen, n_slots)
            if not fresh:
                chain.slots[:], chain.scene[:] = self._positions[c]
            slots, scenes = np.empty((each, n_slots, SLOT_WIDTH)), np.empty((each, SCENE_WIDTH))
            work = empty_work(seen, n_slots)
            run(chain, seen, self._belief, work, int(seeds[c]), fresh, warm, max(apart, 1), slots, scenes)
            return slots, scenes, (chain.slots, chain.scene)

        # No steps, here: two threads that find nothing compiled would compile the same twice.
        none = np.empty((0, n_slots, SLOT_WIDTH)), np.empty((0, SCENE_WIDTH))
        run(empty_chain(seen, n_slots), seen, self._belief, empty_work(seen, n_slots), 0, True, 0, 1, *none)
        with ThreadPoolExecutor(max_workers=min(self._n_chains, os.cpu_count() or 1)) as pool:
            done = list(pool.map(one, range(self._n_chains)))
        self._positions = [position for *_, position in done]
        # Draws of different chains alternate, so that the first N are as good as any N.
        slots = np.stack([slots for slots, *_ in done], axis=1).reshape(-1, n_slots, SLOT_WIDTH)[:n_draws]
        scenes = np.stack([scenes for _, scenes, _ in done], axis=1).reshape(-1, SCENE_WIDTH)[:n_draws]
        return Draws(slots, scenes)
