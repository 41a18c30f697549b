"""The compiled prior: densities of a strike and of what a scene shares, and draws from them.

A recorded position errs by a bivariate t with four degrees of freedom about the record moved by the scene's common
datum shift, or grossly. Told standard deviations may be too small or too large by a factor that the scene learns.
"""

# ruff: noqa: NPY002 - compiled code draws from numba's own generator, seeded in run()

from __future__ import annotations

import math

import numpy as np

from fallow.hazard._jit import jit
from fallow.hazard.engines._arrays import (
    AT_X,
    AT_Y,
    BEARING,
    DATUM_X,
    DATUM_Y,
    GROSS,
    LOG_NUMBER,
    LOG_POSITION,
    LOG_RATIO,
    LOG_SIZE,
    LOG_WEIGHT,
    LOGIT_ON,
    MEAN,
    NUMBER,
    NUMBER_SD,
    NUMBER_SHIFT,
    ON,
    PROFILE,
    SD,
    SIGMA,
    SIZE,
    SIZE_SHIFT,
    TOLD_BEARING,
    Belief,
    Chain,
    Floats,
    Seen,
    X,
    Y,
)

HEAVINESS = 4.0
"""Degrees of freedom of a position error that is not gross."""
GROSS_SHARE = 0.1
"""Share of records whose position is grossly wrong: the wrong village, swapped digits."""
SIZE_SD = 0.4
"""Standard deviation of the log spread between strikes of one scene."""
RATIO_SD = 0.6
"""Scale of the half-normal log ratio of the long to the short axis."""
RATIO_LIMIT = math.log(8.0)
BEARING_SD = math.radians(15.0)
BEARING_WRONG = 0.1
"""Share of told bearings that say nothing."""
BY_ANCHOR = 0.5
"""Share of centres proposed about a find rather than from the prior."""
ANCHOR_SD_M = 70.0
DATUM_SCALE_M = 60.0
DATUM_HEAVINESS = 2.0


@jit
def log_t2(dx: float, dy: float, scale: float, heaviness: float) -> float:
    """Log density of a bivariate t."""
    return -math.log(2.0 * math.pi * scale * scale) - (0.5 * heaviness + 1.0) * math.log1p(
        (dx * dx + dy * dy) / (heaviness * scale * scale)
    )


@jit
def _normal2(dx: float, dy: float, sd: float) -> float:
    return math.exp(-0.5 * (dx * dx + dy * dy) / (sd * sd)) / (2.0 * math.pi * sd * sd)


@jit
def log_centre(j: int, x: float, y: float, scene: Floats, belief: Belief, seen: Seen) -> float:
    """Log prior density of the centre of slot ``j``; minus infinity for an unrecorded one outside the frame."""
    if j >= belief.n_recorded[0]:
        width, height = seen.frame[3] * seen.frame[2], seen.frame[4] * seen.frame[2]
        inside = 0.0 <= x - seen.frame[0] <= width and 0.0 <= y - seen.frame[1] <= height
        return -math.log(width * height) if inside else -math.inf
    dx, dy = x - belief.slots[j, AT_X], y - belief.slots[j, AT_Y]
    scale = belief.slots[j, SIGMA] * math.exp(scene[LOG_POSITION])
    usual = math.exp(log_t2(dx - scene[DATUM_X], dy - scene[DATUM_Y], scale, HEAVINESS))
    return math.log((1.0 - GROSS_SHARE) * usual + GROSS_SHARE * _normal2(dx, dy, belief.slots[j, GROSS]) + 1e-300)


@jit
def _draw_t2(scale: float, heaviness: float) -> tuple[float, float]:
    stretch = scale * math.sqrt(heaviness / np.random.chisquare(heaviness))
    return stretch * np.random.normal(), stretch * np.random.normal()


@jit
def draw_centre(j: int, scene: Floats, belief: Belief, seen: Seen) -> tuple[float, float]:
    """Draw the centre of slot ``j`` from its prior."""
    if j >= belief.n_recorded[0]:
        return (
            seen.frame[0] + np.random.random() * seen.frame[3] * seen.frame[2],
            seen.frame[1] + np.random.random() * seen.frame[4] * seen.frame[2],
        )
    if np.random.random() < GROSS_SHARE:
        return (
            belief.slots[j, AT_X] + belief.slots[j, GROSS] * np.random.normal(),
            belief.slots[j, AT_Y] + belief.slots[j, GROSS] * np.random.normal(),
        )
    dx, dy = _draw_t2(belief.slots[j, SIGMA] * math.exp(scene[LOG_POSITION]), HEAVINESS)
    return belief.slots[j, AT_X] + scene[DATUM_X] + dx, belief.slots[j, AT_Y] + scene[DATUM_Y] + dy


@jit
def propose_centre(j: int, scene: Floats, belief: Belief, seen: Seen) -> tuple[float, float]:
    """Draw a centre from the prior, or about a find where there is one."""
    n = seen.anchors.shape[0]
    if n == 0 or np.random.random() >= BY_ANCHOR:
        return draw_centre(j, scene, belief, seen)
    i = np.random.randint(0, n)
    return seen.anchors[i, 0] + ANCHOR_SD_M * np.random.normal(), seen.anchors[i, 1] + ANCHOR_SD_M * np.random.normal()


@jit
def log_centre_proposal(j: int, x: float, y: float, scene: Floats, belief: Belief, seen: Seen) -> float:
    """Log density of ``propose_centre``."""
    own = log_centre(j, x, y, scene, belief, seen)
    n = seen.anchors.shape[0]
    if n == 0:
        return own
    about = 0.0
    for i in range(n):
        about += _normal2(x - seen.anchors[i, 0], y - seen.anchors[i, 1], ANCHOR_SD_M)
    return math.log((1.0 - BY_ANCHOR) * math.exp(own) + BY_ANCHOR * about / n + 1e-300)


@jit
def log_bearing(j: int, bearing: float, belief: Belief) -> float:
    """Log prior density of the bearing of the long axis, which has no head: it lives on half a turn."""
    told = belief.slots[j, TOLD_BEARING]
    if math.isnan(told):
        return -math.log(math.pi)
    off = (bearing - told + 0.5 * math.pi) % math.pi - 0.5 * math.pi
    usual = math.exp(-0.5 * (off / BEARING_SD) ** 2) / (BEARING_SD * math.sqrt(2.0 * math.pi))
    return math.log((1.0 - BEARING_WRONG) * usual + BEARING_WRONG / math.pi)


@jit
def log_form(j: int, slot: Floats, scene: Floats, belief: Belief) -> float:
    """Log prior density of number, spread, ratio, bearing and profile of slot ``j``."""
    if slot[LOG_RATIO] > 0.0 or slot[LOG_RATIO] < -RATIO_LIMIT:
        return -math.inf
    number = (slot[LOG_NUMBER] - belief.slots[j, NUMBER] - scene[NUMBER_SHIFT]) / belief.slots[j, NUMBER_SD]
    size = (slot[LOG_SIZE] - belief.slots[j, SIZE] - scene[SIZE_SHIFT]) / SIZE_SD
    return float(
        -0.5 * number * number
        - math.log(belief.slots[j, NUMBER_SD])
        - 0.5 * size * size
        - 0.5 * (slot[LOG_RATIO] / RATIO_SD) ** 2
        + log_bearing(j, slot[BEARING], belief)
        + belief.profiles[int(slot[PROFILE]), LOG_WEIGHT]
    )


@jit
def draw_form(j: int, slot: Floats, scene: Floats, belief: Belief) -> None:
    """Fill number, spread, ratio, bearing and profile of ``slot`` from the prior of slot ``j``."""
    slot[LOG_NUMBER] = belief.slots[j, NUMBER] + scene[NUMBER_SHIFT] + belief.slots[j, NUMBER_SD] * np.random.normal()
    slot[LOG_SIZE] = belief.slots[j, SIZE] + scene[SIZE_SHIFT] + SIZE_SD * np.random.normal()
    slot[LOG_RATIO] = -math.inf
    while slot[LOG_RATIO] < -RATIO_LIMIT:
        slot[LOG_RATIO] = -abs(RATIO_SD * np.random.normal())
    told = belief.slots[j, TOLD_BEARING]
    if math.isnan(told) or np.random.random() < BEARING_WRONG:
        slot[BEARING] = math.pi * np.random.random()
    else:
        slot[BEARING] = (told + BEARING_SD * np.random.normal()) % math.pi
    slot[PROFILE] = draw_profile(belief)


@jit
def draw_profile(belief: Belief) -> int:
    """Draw the index of a profile from its prior."""
    left = np.random.random()
    last = belief.profiles.shape[0] - 1
    for i in range(last):
        left -= math.exp(belief.profiles[i, LOG_WEIGHT])
        if left < 0.0:
            return i
    return int(last)


@jit
def log_presence(slots: Floats, belief: Belief) -> float:
    """Log prior of which slots hold a strike."""
    recorded = belief.n_recorded[0]
    value, count = 0.0, 0
    for j in range(slots.shape[0]):
        if j >= recorded:
            count += int(slots[j, ON])
        elif slots[j, ON] > 0.5:
            value -= math.log1p(math.exp(-belief.slots[j, LOGIT_ON]))
        else:
            value -= math.log1p(math.exp(belief.slots[j, LOGIT_ON]))
    return float(value + belief.log_count[count])


@jit
def log_slot(j: int, slot: Floats, scene: Floats, belief: Belief, seen: Seen) -> float:
    """Log prior density of what slot ``j`` holds; nothing where it is empty."""
    if slot[ON] < 0.5:
        return 0.0
    return log_centre(j, slot[X], slot[Y], scene, belief, seen) + log_form(j, slot, scene, belief)


@jit
def log_scene(scene: Floats, belief: Belief) -> float:
    """Log prior density of what the scene shares."""
    value = log_t2(scene[DATUM_X], scene[DATUM_Y], DATUM_SCALE_M, DATUM_HEAVINESS)
    for i in range(scene.shape[0]):
        if i not in (DATUM_X, DATUM_Y):
            value -= 0.5 * ((scene[i] - belief.scene[i, MEAN]) / belief.scene[i, SD]) ** 2
    return value


@jit
def draw_prior(chain: Chain, belief: Belief, seen: Seen) -> None:
    """Fill the chain's slots and scene from the prior; its totals are for ``reset`` to compute."""
    scene = chain.scene
    for i in range(scene.shape[0]):
        scene[i] = belief.scene[i, MEAN] + belief.scene[i, SD] * np.random.normal()
    scene[DATUM_X], scene[DATUM_Y] = _draw_t2(DATUM_SCALE_M, DATUM_HEAVINESS)
    slots = chain.slots
    recorded, n = belief.n_recorded[0], slots.shape[0]
    for j in range(slots.shape[0]):
        slots[j, ON] = 0.0
    for j in range(recorded):
        if np.random.random() * (1.0 + math.exp(-belief.slots[j, LOGIT_ON])) < 1.0:
            slots[j, ON] = 1.0
    left, count = np.random.random(), 0
    sets = 1.0
    while count < n - recorded:
        left -= sets * math.exp(belief.log_count[count])
        if left < 0.0:
            break
        sets *= (n - recorded - count) / (count + 1.0)
        count += 1
    for j in range(recorded, recorded + count):
        slots[j, ON] = 1.0
    for j in range(n):
        slots[j, X], slots[j, Y] = draw_centre(j, scene, belief, seen)
        draw_form(j, slots[j], scene, belief)
