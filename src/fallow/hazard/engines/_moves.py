"""The compiled moves of the sampler: Metropolis-Hastings, and exact draws where the prior is conjugate.

Every move states its ratio where it is made. An empty slot has no parameters: a birth fills it from a proposal whose
density is divided out, a death forgets them (reversible jump with unit Jacobian: Green 1995, Biometrika 82).
"""

# ruff: noqa: NPY002 - compiled code draws from numba's own generator, seeded in run()

from __future__ import annotations

import math

import numpy as np

from fallow.hazard._jit import entry, jit
from fallow.hazard.engines._arrays import (
    BEARING,
    DATUM_X,
    DATUM_Y,
    LOG_EFFORT,
    LOG_EVENNESS,
    LOG_NUMBER,
    LOG_POSITION,
    LOG_RARITY,
    LOG_RATIO,
    LOG_SIZE,
    LOG_STRAYS,
    LOG_WEIGHT,
    MEAN,
    NUMBER,
    NUMBER_SD,
    NUMBER_SHIFT,
    ON,
    PROFILE,
    SD,
    SIZE,
    SIZE_SHIFT,
    TOTAL,
    WEIGHT,
    Belief,
    Chain,
    Floats,
    Seen,
    Work,
    X,
    Y,
)
from fallow.hazard.engines._likelihood import copy, copy_rows, deposit, evaluate, reset, settle, weigh
from fallow.hazard.engines._prior import (
    SIZE_SD,
    draw_form,
    draw_prior,
    draw_profile,
    log_centre,
    log_centre_proposal,
    log_presence,
    log_scene,
    log_slot,
    propose_centre,
)


@jit
def accept(log_ratio: float) -> bool:
    """True with chance ``min(1, exp(log_ratio))``."""
    return log_ratio >= 0.0 or math.log(np.random.random()) < log_ratio


@jit
def _stride(low: float, high: float) -> float:
    """A step length between ``low`` and ``high``, even on the log scale: no tuning, some step always fits."""
    return float(low * (high / low) ** np.random.random())


@jit
def _offer(
    chain: Chain, j: int, slot: Floats, extra: float, cold: float, seen: Seen, belief: Belief, work: Work
) -> None:
    """Replace slot ``j`` by ``slot`` with chance ``min(1, exp(extra) * likelihood ratio ** cold)``."""
    if extra == -math.inf:
        return
    deposit(chain.slots[j], -1.0, seen, belief, work)
    deposit(slot, 1.0, seen, belief, work)
    keep = accept(extra + cold * weigh(chain, seen, work))
    settle(chain, seen, work, keep)
    if keep:
        copy(slot, chain.slots[j])


@jit
def toggle(chain: Chain, j: int, cold: float, seen: Seen, belief: Belief, work: Work) -> None:
    """Birth or death of the strike in slot ``j``: presence prior, centre prior over its proposal; the form's cancels."""
    slot = work.slot
    copy(chain.slots[j], slot)
    before = log_presence(chain.slots, belief)
    if slot[ON] < 0.5:
        slot[X], slot[Y] = propose_centre(j, chain.scene, belief, seen)
        draw_form(j, slot, chain.scene, belief)
    gain = log_centre(j, slot[X], slot[Y], chain.scene, belief, seen) - log_centre_proposal(
        j, slot[X], slot[Y], chain.scene, belief, seen
    )
    was = chain.slots[j, ON]
    slot[ON] = 1.0 - was
    chain.slots[j, ON] = slot[ON]
    after = log_presence(chain.slots, belief)
    chain.slots[j, ON] = was
    _offer(chain, j, slot, after - before + (gain if was < 0.5 else -gain), cold, seen, belief, work)


@jit
def redraw(chain: Chain, j: int, cold: float, seen: Seen, belief: Belief, work: Work) -> None:
    """Move a strike anywhere: a new centre by the proposal, and now and then a new form from its prior."""
    slot = work.slot
    copy(chain.slots[j], slot)
    slot[X], slot[Y] = propose_centre(j, chain.scene, belief, seen)
    if np.random.random() < 0.5:
        draw_form(j, slot, chain.scene, belief)
    extra = 0.0
    for sign, now in ((1.0, slot), (-1.0, chain.slots[j])):
        extra += sign * log_centre(j, now[X], now[Y], chain.scene, belief, seen)
        extra -= sign * log_centre_proposal(j, now[X], now[Y], chain.scene, belief, seen)
    _offer(chain, j, slot, extra, cold, seen, belief, work)


@jit
def swap(chain: Chain, i: int, j: int, seen: Seen, belief: Belief) -> None:
    """Let two slots change what they hold: the ground stays as it is, only the prior speaks."""
    if i == j or chain.slots[i, ON] + chain.slots[j, ON] < 0.5:
        return
    scene, slots = chain.scene, chain.slots
    before = log_presence(slots, belief) + log_slot(i, slots[i], scene, belief, seen)
    before += log_slot(j, slots[j], scene, belief, seen)
    for column in range(slots.shape[1]):
        slots[i, column], slots[j, column] = slots[j, column], slots[i, column]
    after = log_presence(slots, belief) + log_slot(i, slots[i], scene, belief, seen)
    after += log_slot(j, slots[j], scene, belief, seen)
    if not accept(after - before):
        for column in range(slots.shape[1]):
            slots[i, column], slots[j, column] = slots[j, column], slots[i, column]


@jit
def nudge(chain: Chain, j: int, cold: float, seen: Seen, belief: Belief, work: Work) -> None:
    """A symmetric step of some of a strike's parameters."""
    slot = work.slot
    copy(chain.slots[j], slot)
    choice = np.random.random()
    if choice < 0.45 or choice >= 0.9:
        step = math.exp(belief.slots[j, SIZE]) * _stride(0.05, 3.0)
        slot[X] += step * np.random.normal()
        slot[Y] += step * np.random.normal()
    if 0.45 <= choice < 0.7 or choice >= 0.9:
        slot[LOG_NUMBER] += _stride(0.05, 1.5) * np.random.normal()
    if 0.7 <= choice < 0.83 or choice >= 0.9:
        step = _stride(0.05, 0.8)
        slot[LOG_SIZE] += step * np.random.normal()
        slot[LOG_RATIO] += step * np.random.normal()
        slot[BEARING] = (slot[BEARING] + step * np.random.normal()) % math.pi
        if slot[LOG_RATIO] > 0.0:  # past round, the long axis becomes the short one
            slot[LOG_RATIO] = -slot[LOG_RATIO]
            slot[BEARING] = (slot[BEARING] + 0.5 * math.pi) % math.pi
    if 0.83 <= choice < 0.9:
        slot[PROFILE] = draw_profile(belief)
    extra = log_slot(j, slot, chain.scene, belief, seen) - log_slot(j, chain.slots[j], chain.scene, belief, seen)
    if 0.83 <= choice < 0.9:  # proposed from its prior, which cancels
        extra -= belief.profiles[int(slot[PROFILE]), LOG_WEIGHT]
        extra += belief.profiles[int(chain.slots[j, PROFILE]), LOG_WEIGHT]
    _offer(chain, j, slot, extra, cold, seen, belief, work)


@jit
def scene_steps(chain: Chain, cold: float, seen: Seen, belief: Belief, work: Work) -> None:
    """A symmetric step each of strays, evenness, effort and rarity, weighed against every term."""
    copy_rows(chain.groups, work.groups)
    now = evaluate(seen, work.groups, work.terms, chain.scene)
    for which in (LOG_STRAYS, LOG_EVENNESS, LOG_EFFORT, LOG_RARITY):
        copy(chain.scene, work.scene)
        work.scene[which] += belief.scene[which, SD] * _stride(0.1, 2.5) * np.random.normal()
        gain = math.exp(work.scene[LOG_STRAYS]) - math.exp(chain.scene[LOG_STRAYS])
        for g in range(chain.groups.shape[0]):
            work.groups[g, TOTAL] = max(chain.groups[g, TOTAL] + gain * seen.groups[g, WEIGHT], 0.0)
        then = evaluate(seen, work.groups, work.terms, work.scene)
        if accept(log_scene(work.scene, belief) - log_scene(chain.scene, belief) + cold * (then - now)):
            now = then
            copy(work.scene, chain.scene)
            copy_rows(work.groups, chain.groups)
            copy_rows(work.terms, chain.terms)


@jit
def _log_all_centres(slots: Floats, scene: Floats, belief: Belief, seen: Seen) -> float:
    value = 0.0
    for j in range(belief.n_recorded[0]):
        if slots[j, ON] > 0.5:
            value += log_centre(j, slots[j, X], slots[j, Y], scene, belief, seen)
    return value


@jit
def together(chain: Chain, shift_numbers: bool, cold: float, seen: Seen, belief: Belief, work: Work) -> None:
    """Move all numbers with their common factor, or all recorded centres with the datum: the shared part moves freely."""
    slots, old, scene = chain.slots, work.slots, work.scene
    copy_rows(slots, old)
    copy(chain.scene, scene)
    before = log_scene(scene, belief) + _log_all_centres(slots, scene, belief, seen)
    for j in range(slots.shape[0]):
        deposit(slots[j], -1.0, seen, belief, work)
    if shift_numbers:
        step = _stride(0.05, 1.0) * np.random.normal()
        scene[NUMBER_SHIFT] += step
        for j in range(slots.shape[0]):
            slots[j, LOG_NUMBER] += step
    else:
        length = _stride(3.0, 300.0)
        dx, dy = length * np.random.normal(), length * np.random.normal()
        scene[DATUM_X] += dx
        scene[DATUM_Y] += dy
        for j in range(belief.n_recorded[0]):
            slots[j, X] += dx
            slots[j, Y] += dy
    for j in range(slots.shape[0]):
        deposit(slots[j], 1.0, seen, belief, work)
    after = log_scene(scene, belief) + _log_all_centres(slots, scene, belief, seen)
    keep = accept(after - before + cold * weigh(chain, seen, work))
    settle(chain, seen, work, keep)
    if keep:
        copy(scene, chain.scene)
    else:
        copy_rows(old, slots)


@jit
def share_steps(chain: Chain, belief: Belief, seen: Seen, work: Work) -> None:
    """What the strikes of a scene share, given the strikes: exact normal draws, and steps of datum and told errors."""
    slots, scene = chain.slots, chain.scene
    for which in (NUMBER_SHIFT, SIZE_SHIFT):
        precision = belief.scene[which, SD] ** -2
        weighed = belief.scene[which, MEAN] * precision
        for j in range(slots.shape[0]):
            if slots[j, ON] > 0.5:
                own = belief.slots[j, NUMBER_SD] ** -2 if which == NUMBER_SHIFT else SIZE_SD**-2
                off = slots[j, LOG_NUMBER] - belief.slots[j, NUMBER]
                if which == SIZE_SHIFT:
                    off = slots[j, LOG_SIZE] - belief.slots[j, SIZE]
                precision += own
                weighed += own * off
        scene[which] = weighed / precision + np.random.normal() / math.sqrt(precision)
    for _ in range(3):
        new = work.scene
        copy(scene, new)
        length = _stride(3.0, 300.0)
        if np.random.random() < 0.5:
            new[DATUM_X] += length * np.random.normal()
            new[DATUM_Y] += length * np.random.normal()
        else:
            new[LOG_POSITION] += _stride(0.1, 2.0) * belief.scene[LOG_POSITION, SD] * np.random.normal()
        gain = log_scene(new, belief) - log_scene(scene, belief)
        gain += _log_all_centres(slots, new, belief, seen) - _log_all_centres(slots, scene, belief, seen)
        if accept(gain):
            copy(new, scene)


@jit
def step(chain: Chain, period: int, cold: float, seen: Seen, belief: Belief, work: Work) -> None:
    """One move of one slot, and once in ``period`` a move of the scene."""
    j = np.random.randint(0, chain.slots.shape[0])
    choice = np.random.random()
    if choice < 0.25:
        toggle(chain, j, cold, seen, belief, work)
    elif choice < 0.33:
        swap(chain, j, np.random.randint(0, chain.slots.shape[0]), seen, belief)
    elif chain.slots[j, ON] > 0.5:
        if choice < 0.45:
            redraw(chain, j, cold, seen, belief, work)
        else:
            nudge(chain, j, cold, seen, belief, work)
    if np.random.random() * period < 1.0:
        scene_steps(chain, cold, seen, belief, work)
        together(chain, np.random.random() < 0.6, cold, seen, belief, work)
        share_steps(chain, belief, seen, work)


@entry
def run(
    chain: Chain,
    seen: Seen,
    belief: Belief,
    work: Work,
    seed: int,
    fresh: bool,
    warm: int,
    apart: int,
    slots: Floats,
    scenes: Floats,
) -> None:
    """Run one chain and fill ``slots`` (kept, slots, 8) and ``scenes`` (kept, 9), ``apart`` steps apart.

    ``fresh`` draws the chain from the prior and brings the likelihood in by degrees over the ``warm`` steps (an
    annealed start: whichever of several explanations a chain ends in, it had the choice). Deterministic in ``seed``.
    """
    np.random.seed(seed)
    if fresh:
        draw_prior(chain, belief, seen)
    reset(chain, seen, belief, work)
    period = 15 + chain.terms.shape[0] // 20
    for i in range(warm):
        cold = min(1.0, (1.0 + i) / (0.6 * warm)) ** 2 if fresh else 1.0
        step(chain, period, cold, seen, belief, work)
    for kept in range(slots.shape[0]):
        reset(chain, seen, belief, work)
        for _ in range(apart):
            step(chain, period, 1.0, seen, belief, work)
        copy_rows(chain.slots, slots[kept])
        copy(chain.scene, scenes[kept])
