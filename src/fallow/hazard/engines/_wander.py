"""The compiled wandering of strikes: more places for what nobody located than a draw has room for.

A field keeps some hundred draws; a strike that no find holds lies in each of them somewhere else, so that their mean has
specks where there is no reason for any. From each draw the strikes take further Metropolis-Hastings steps of place
(proposed from the prior of the place, so that the likelihood ratio alone decides), and their mean density over the
steps is smooth.
"""

from __future__ import annotations

import numpy as np

from fallow.hazard._jit import entry
from fallow.hazard.engines._arrays import ON, Belief, Chain, Floats, Seen, Work, X, Y
from fallow.hazard.engines._likelihood import copy, copy_rows, deposit, reset, settle, weigh
from fallow.hazard.engines._moves import accept
from fallow.hazard.engines._prior import draw_centre
from fallow.hazard.engines._render import add_strike


@entry
def wander(
    slots: Floats,
    scene: Floats,
    seen: Seen,
    belief: Belief,
    chain: Chain,
    work: Work,
    seed: int,
    rounds: int,
    side: float,
    columns: int,
    rows: int,
    density: Floats,
) -> None:
    """Add to ``density`` (squares of ``side``, row by row from the south-west) the mean over ``rounds`` of the strikes.

    ``slots`` and ``scene`` are a draw; they stay as they are. Deterministic in ``seed``.
    """
    np.random.seed(seed)  # noqa: NPY002 - compiled code draws from numba's own generator
    copy_rows(slots, chain.slots)
    copy(scene, chain.scene)
    reset(chain, seen, belief, work)
    slot = work.slot
    for _ in range(rounds):
        for j in range(slots.shape[0]):
            if chain.slots[j, ON] < 0.5:
                continue
            copy(chain.slots[j], slot)
            slot[X], slot[Y] = draw_centre(j, chain.scene, belief, seen)
            deposit(chain.slots[j], -1.0, seen, belief, work)
            deposit(slot, 1.0, seen, belief, work)
            keep = accept(weigh(chain, seen, work))
            settle(chain, seen, work, keep)
            if keep:
                copy(slot, chain.slots[j])
            add_strike(chain.slots[j], 1.0 / rounds, seen.frame[0], seen.frame[1], side, columns, rows, belief, density)
