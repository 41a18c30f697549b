"""The shipped moves with one ratio spoilt: the same source, one expression replaced, compiled anew.

Calibration that passes the shipped sampler proves something only if it fails these. Each is a mistake that somebody has
made: a proposal density forgotten, a sign turned, a prior left out. All stand in one compilation (it takes half a minute) and
are told apart by a second entry of ``belief.n_recorded``, which the shipped code never reads.
"""

from __future__ import annotations

import types
from pathlib import Path

import numba
import numpy as np

from fallow.hazard import _jit
from fallow.hazard.engines import _moves

_NOT = "(0.0 if belief.n_recorded[1] == {n} else 1.0)"
MUTANTS = {
    "half of every log ratio of a strike": (
        "keep = accept(extra + cold * weigh(chain, seen, work))",
        "keep = accept((0.5 if belief.n_recorded[1] == {n} else 1.0) * (extra + cold * weigh(chain, seen, work)))",
    ),
    "births without their proposal": ("(gain if was < 0.5 else -gain)", _NOT + " * (gain if was < 0.5 else -gain)"),
    "presence forgotten": ("slot, after - before + ", "slot, " + _NOT + " * (after - before) + "),
    "moves anywhere without their proposal": (
        "extra -= sign * log_centre_proposal(j, now[X], now[Y], chain.scene, belief, seen)",
        "extra -= " + _NOT + " * sign * log_centre_proposal(j, now[X], now[Y], chain.scene, belief, seen)",
    ),
    "steps without the prior": (
        "extra = log_slot(j, slot, chain.scene, belief, seen) - log_slot(j, chain.slots[j], chain.scene, belief, seen)",
        "extra = " + _NOT + " * (log_slot(j, slot, chain.scene, belief, seen)"
        " - log_slot(j, chain.slots[j], chain.scene, belief, seen))",
    ),
    "the scene's prior forgotten": (
        "if accept(log_scene(work.scene, belief) - log_scene(chain.scene, belief)",
        "if accept(" + _NOT + " * (log_scene(work.scene, belief) - log_scene(chain.scene, belief))",
    ),
    "the scene's likelihood twice": ("cold * (then - now)", "cold * (2.0 - " + _NOT + ") * (then - now)"),
    "moved together without the scene's prior": (
        "keep = accept(after - before + cold",
        "keep = accept(" + _NOT + " * (after - before) + cold",
    ),
    "shared factors too wide": (
        "precision = belief.scene[which, SD] ** -2",
        "precision = (0.25 + 0.75 * " + _NOT + ") * belief.scene[which, SD] ** -2",
    ),
    "the datum without the centres": (
        "gain += _log_all_centres(slots, new, belief, seen) - _log_all_centres(slots, scene, belief, seen)",
        "gain += " + _NOT + " * (_log_all_centres(slots, new, belief, seen)"
        " - _log_all_centres(slots, scene, belief, seen))",
    ),
    "exchanged slots always taken": (
        "if not accept(after - before):",
        "if not accept(" + _NOT + " * (after - before)):",
    ),
}
"""What is wrong, the expression as it ships, and what stands in its place where ``{n}`` is the mutant's number."""


class SpoiltRun:
    """The moves with every mutant in them."""

    def __init__(self, compiled):
        self._compiled = compiled

    def picking(self, number):
        """A stand-in for ``run`` that makes mistake ``number``, counted from 1; 0 makes none."""

        def run(chain, seen, belief, *rest):
            told = belief._replace(n_recorded=np.array([belief.n_recorded[0], number]))
            return self._compiled(chain, seen, told, *rest)

        return run


def spoilt_run():
    """Compile the mutants; fails where the source no longer holds an expression exactly once."""
    source = Path(_moves.__file__).read_text(encoding="utf-8")
    for number, (name, (shipped, wrong)) in enumerate(MUTANTS.items(), start=1):
        if source.count(shipped) != 1:
            raise LookupError(f"{name}: {shipped!r} stands {source.count(shipped)} times in the moves")
        source = source.replace(shipped, wrong.format(n=number))
    made = types.ModuleType("spoilt_moves")
    made.__file__ = _moves.__file__
    cached, _jit.entry = _jit.entry, numba.njit(nogil=True)
    try:
        exec(compile(source, "spoilt_moves", "exec"), made.__dict__)
    finally:
        _jit.entry = cached
    return SpoiltRun(made.run)
