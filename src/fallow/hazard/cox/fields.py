"""Joint draws of the field and of all that is unknown beside it.

Each draw takes its settings from the design by weight, its field from the Gaussian approximation about the mode under these
settings (``perturb``), and is then moved by rounds of exact conditional draws: of all that is unknown beside the field (``beside``), and of the field itself by an
elliptical slice (``slices``) after its constant by a plain one (``shift``). The rounds leave the joint posterior given ``sigma`` and ``reach`` as it is; they start where
Laplace's approximation would have stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fallow.hazard.cox.beside import Beside
from fallow.hazard.cox.design import Design
from fallow.hazard.cox.direct import DirectDraws
from fallow.hazard.cox.mode import Mode, find_mode
from fallow.hazard.cox.perturb import draw_about
from fallow.hazard.cox.settings import EFFORT, Frame
from fallow.hazard.cox.shares import missing_share, usual_shares
from fallow.hazard.cox.shift import shift_constant
from fallow.hazard.cox.slices import Ellipse, slice_angle
from fallow.hazard.engines._arrays import SEARCHED_CELL

Floats = NDArray[np.float64]

ROUNDS = 6
SHIFTS = 2
"""Moves of the constant in each round."""
TURNS = 4
MOST_DIRECT = 250
"""Observed cells up to which draws go by way of them."""
BATCH_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Fields:
    """Joint draws: ``factor`` (draws, blocks) intensity over the expected one, ``settings`` (draws, 4), ``share`` (draws, terms),
    ``rarity`` (draws,) of reports.

    ``stuck`` counts slice steps that found no place to go, out of ``tried``; ``steps`` those of conjugate gradients for one mode.
    """

    factor: Floats
    settings: Floats
    share: Floats
    rarity: Floats
    stuck: int
    tried: int
    steps: int


def draw_fields(
    frame: Frame,
    design: Design,
    rarity: tuple[float, float],
    n_draws: int,
    rng: np.random.Generator,
    *,
    rounds: int = ROUNDS,
) -> Fields:
    """Return ``n_draws`` joint draws; ``rarity`` is mean and standard deviation of the log of the reports' rarity."""
    chosen = design.draw(n_draws, rng)
    size = frame.lattice.rows * frame.lattice.columns
    parts = [
        _draw_part(frame, design.settings[part], rarity, rng, rounds)
        for part in np.array_split(chosen, max(1, -(-n_draws * size // BATCH_CELLS)))
    ]
    return Fields(
        factor=np.concatenate([part.factor for part in parts]),
        settings=np.concatenate([part.settings for part in parts]),
        share=np.concatenate([part.share for part in parts]),
        rarity=np.concatenate([part.rarity for part in parts]),
        stuck=sum(part.stuck for part in parts),
        tried=sum(part.tried for part in parts),
        steps=max(part.steps for part in parts),
    )


def _draw_part(
    frame: Frame, settings: Floats, rarity: tuple[float, float], rng: np.random.Generator, rounds: int
) -> Fields:
    distinct, which = np.unique(settings, axis=0, return_inverse=True)
    which = np.asarray(which, np.int64).ravel()
    spectra, mode, bend = _approximations(frame, distinct, float(np.exp(rarity[0])))
    centre, fresh_draw = mode.u[which], _drawing(spectra, bend, which)
    beside = Beside.of(frame, rarity)
    ellipse = Ellipse(*(beside.seen(field)[which] for field in (mode.u, bend, mode.qu)))
    off, state, stuck = fresh_draw(rng.spawn(1)[0]), beside.start(settings), 0
    level = centre.mean(axis=(1, 2), dtype=np.float64), spectra[which][:, 0, 0].astype(np.float64) * off[0].size
    for each in rng.spawn(rounds):  # scenes alike draw alike: what one round uses up moves no other
        state = beside.draw(beside.seen(centre + off), state, each)
        likelihood = beside.likelihood(state)
        for _ in range(SHIFTS):
            mean = level[0] + off.mean(axis=(1, 2), dtype=np.float64)
            by = shift_constant(likelihood, beside.seen(centre + off), mean, level[1], each)
            off = off + by.astype(off.dtype)[:, None, None]
        fresh = fresh_draw(each)
        angle, stayed = slice_angle(ellipse, likelihood, beside.seen(off), beside.seen(fresh), each)
        turn = angle.astype(off.dtype)[:, None, None]
        off = np.cos(turn) * off + np.sin(turn) * fresh
        stuck += stayed
    field = centre + off
    state = beside.draw(beside.seen(field), state, rng)
    share = beside.shares(beside.seen(field), state, rng)
    factor = frame.factor(field, state.settings)
    return Fields(factor, state.settings, share, state.rarity, stuck, rounds * len(off), mode.steps)


def _drawing(
    spectra: NDArray[Any], bend: NDArray[Any], which: NDArray[np.int64]
) -> Callable[[np.random.Generator], NDArray[Any]]:
    """How to draw about the modes: by way of the observed cells where these are few, by perturbed solves otherwise."""
    if (bend > 0).sum(axis=(1, 2)).max() <= MOST_DIRECT:
        direct = DirectDraws(spectra, bend)
        return lambda rng: direct.draw(which, rng)
    spectrum, bent = spectra[which], bend[which]
    return lambda rng: draw_about(spectrum, bent, rng)


def _approximations(frame: Frame, settings: Floats, rarity: float) -> tuple[NDArray[Any], Mode, NDArray[Any]]:
    """Spectra, modes and bends under each of the settings.

    Shares that nobody knows are set to what the mode itself leads one to expect, in turns with the mode: the fixed point is the
    mode with shares integrated out. The bend is less for not knowing them.
    """
    spectrum, looked = frame.spectrum(settings), frame.looked
    if (looked.kind == SEARCHED_CELL).all():
        mode = find_mode(spectrum, frame.counts(settings, np.ones((len(settings), len(looked.kind)))))
        return spectrum, mode, mode.bend
    factor, start = np.ones((len(settings), looked.n_blocks)), None
    for _ in range(TURNS):
        whole = np.stack([looked.whole(float(e), f) for e, f in zip(settings[:, EFFORT], factor, strict=True)])
        share = np.stack([usual_shares(looked, row, rarity) for row in whole])
        counts = frame.counts(settings, share)
        mode = find_mode(spectrum, counts, start=start)
        factor, start = frame.factor(mode.u, settings), np.stack([mode.u, mode.qu])
    known = share * (1.0 - np.stack([missing_share(looked, row, rarity) for row in whole]))
    slope, bend = np.empty_like(mode.u), np.empty_like(mode.u)
    frame.counts(settings, known).at(mode.u, slope, bend)
    return spectrum, mode, bend
