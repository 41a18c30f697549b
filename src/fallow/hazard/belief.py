"""From records to the sampler's prior: one slot a recorded strike, and spare slots for strikes that nobody recorded.

Every figure here is a judgement, wide on purpose and written down with its reason: the field is calibrated where the
world lies within them. Bombing records vary from fairly accurate to none at all between countries (Norwegian People's
Aid on methods of survey and clearance; Landmine Monitor on Lao PDR), so nothing about their quality is fixed: the share
missing, false records, told errors and a common datum shift are all unknowns.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from fallow.hazard.dispersal import profile_log_weights, profile_tables
from fallow.hazard.duds import SHARED_SD, Munition, left_of
from fallow.hazard.engines._arrays import (
    AT_X,
    AT_Y,
    GROSS,
    LOG_EFFORT,
    LOG_EVENNESS,
    LOG_POSITION,
    LOG_RARITY,
    LOG_STRAYS,
    LOGIT_ON,
    NUMBER,
    NUMBER_SD,
    NUMBER_SHIFT,
    SCENE_WIDTH,
    SD,
    SIGMA,
    SIZE,
    SIZE_SHIFT,
    TOLD_BEARING,
    Belief,
    Floats,
)
from fallow.hazard.inputs import StrikeRecord

REAL_WHERE_UNTOLD = 0.85
"""Chance that a record stands for a strike, where its source does not say."""
SPREAD_M = 48.0
"""Median spread (standard deviation, geometric mean of the axes) of one carrier: 10,000 to 80,000 m2 covered."""
SPREAD_BY_CARRIERS = 0.15
"""Power of the number of carriers by which the spread grows: dispensers of one strike do not open at one point."""
SHARED_SPREAD_SD = 0.35
MISSING_PER_RECORD = 0.3
MISSING_ANYWAY = 0.35
"""Expected unrecorded strikes: so many for each recorded one, and so many where there is no record at all."""
MISSING_SHAPE = 1.5
"""Shape of the gamma spread of that expectation: recording is good in one place and absent in another."""
LEAST_SIGMA_M = 5.0

_SCENE = {
    LOG_STRAYS: (math.log(0.01 / 1e4), 1.3),  # items per m2 of no strike at all: one per km2 and tens of times that
    LOG_EVENNESS: (math.log(1.5), 0.7),  # gamma shape of a 50 m cell: from strong clumps to nearly even
    LOG_EFFORT: (-0.3, 0.5),  # true over told search effort: detection is oftener below what is told than above
    NUMBER_SHIFT: (0.0, SHARED_SD),
    SIZE_SHIFT: (0.0, SHARED_SPREAD_SD),
    LOG_POSITION: (-0.15, 0.3),  # scale of the t per told standard deviation: its own variance is twice its scale's
    LOG_RARITY: (math.log(5.0), 1.0),  # one item in ten is reported, within a factor of five
}


def build_belief(strikes: Sequence[StrikeRecord], catalogue: Mapping[str, Munition] | None = None) -> Belief:
    """Return the sampler's prior for these records; a munition that the catalogue lacks has the wide defaults."""
    n = len(strikes)
    expected = MISSING_ANYWAY + MISSING_PER_RECORD * n
    spare = min(64, 3 + math.ceil(2.0 * expected))
    lefts = [left_of(_munition(strike, catalogue), strike.carriers) for strike in strikes] + [
        left_of(None, None)
    ] * spare
    scene = np.zeros((SCENE_WIDTH, 2))
    scene[:, SD] = 1.0
    for which, (mean, sd) in _SCENE.items():
        scene[which] = mean, sd
    tables, reach = profile_tables()
    slots = np.zeros((n + spare, 9))
    slots[:, [NUMBER, NUMBER_SD]] = [(left.log_mean, left.log_sd) for left in lefts]
    slots[:, SIZE] = [_log_spread(strike.carriers) for strike in strikes] + [_log_spread(None)] * spare
    slots[:, TOLD_BEARING] = math.nan
    for slot, strike in zip(slots, strikes, strict=False):
        sigma = max(strike.position_sigma_m, LEAST_SIGMA_M)
        slot[[AT_X, AT_Y, SIGMA, GROSS]] = strike.x, strike.y, sigma, max(4.0 * sigma, 400.0)
        slot[[LOGIT_ON, TOLD_BEARING]] = _logit(strike.p_real), _bearing(strike.bearing_deg)
    return Belief(
        slots=slots,
        n_recorded=np.array([n]),
        log_count=_log_count(spare, expected),
        scene=scene,
        profiles=np.column_stack([profile_log_weights(), reach]),
        tables=tables,
    )


def _munition(strike: StrikeRecord, catalogue: Mapping[str, Munition] | None) -> Munition | None:
    return None if strike.munition is None or catalogue is None else catalogue.get(strike.munition)


def _logit(p_real: float | None) -> float:
    p = REAL_WHERE_UNTOLD if p_real is None else 0.01 + 0.98 * p_real  # nobody is certain to the end
    return math.log(p / (1.0 - p))


def _log_spread(carriers: float | None) -> float:
    return math.log(SPREAD_M) + SPREAD_BY_CARRIERS * math.log(1.6 if carriers is None else max(carriers, 0.5))


def _bearing(bearing_deg: float | None) -> float:
    return math.nan if bearing_deg is None else math.radians(bearing_deg) % math.pi


def _log_count(spare: int, expected: float) -> Floats:
    """Log prior of one particular set of so many unrecorded strikes: negative binomial, cut at the spare slots."""
    counts = np.arange(spare + 1)
    log_gamma = np.vectorize(math.lgamma, otypes=[float])
    mass = (
        log_gamma(MISSING_SHAPE + counts)
        - log_gamma(counts + 1.0)
        + counts * math.log(expected / (expected + MISSING_SHAPE))
    )
    mass -= np.log(np.exp(mass).sum())
    sets = math.lgamma(spare + 1) - log_gamma(counts + 1.0) - log_gamma(spare - counts + 1.0)
    return np.asarray(mass - sets)
