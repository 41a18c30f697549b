"""Chains of the strike mixture started at the truth: before and after, on the compiled code that ships. SIMULATED."""

from __future__ import annotations

import numpy as np
from hazard_sbc import NAMES as PARAMETERS
from hazard_sbc import density, empty_seen, observe, prior_draw, quantities, records
from scipy import special

from fallow.hazard.belief import build_belief
from fallow.hazard.calibration.invariance import drift
from fallow.hazard.engines import _arrays as A  # noqa: N812 - as in hazard_sbc
from fallow.hazard.engines import chains

NAMES = (*PARAMETERS, "fit", "spread", "ratio", "profile", "near finds", "off the record")


def fit(slots, scene, seen):
    """Log likelihood of what searches found, by numpy and the formula: mistakes in weighing evidence move it."""
    effort, k = np.exp(scene[A.LOG_EFFORT]), np.exp(scene[A.LOG_EVENNESS])
    x, y, area = seen.points.T
    intensity = density(slots, x, y) + np.exp(scene[A.LOG_STRAYS])
    total = np.bincount(seen.group, intensity * area, len(seen.groups))
    _, exponent, before, own = seen.groups.T
    share = -np.exp(-effort * before) * np.expm1(-effort * own)
    shown = np.bincount(seen.term, total * share, len(seen.terms))
    searched = seen.terms[:, A.KIND] == A.SEARCHED_CELL
    count = seen.terms[searched, A.COUNT]
    value = special.gammaln(k + count) - special.gammaln(k) - count * np.log(k)
    value = (value - (k + count) * np.log1p(shown[searched] / k)).sum()
    mine = searched[seen.term]
    value += (exponent[mine] * np.log(total[mine])).sum()
    finds, spent, own = seen.classes.T
    return value + (finds * (-effort * spent + np.log(-np.expm1(-effort * own)))).sum()


def measured(slots, scene, seen, belief, rng):
    """The ranked quantities of ``hazard_sbc``, the fit, and a few more that wrong steps would move."""
    on = slots[:, A.ON] > 0.5
    off = slots[:, A.LOG_SIZE] - belief.slots[:, A.SIZE] - scene[A.SIZE_SHIFT]
    places = slots[:, [A.X, A.Y]]
    apart = np.linalg.norm(places[:, None] - seen.anchors[None], axis=2).min(axis=1, initial=1e4)
    error = np.linalg.norm(places - belief.slots[:, [A.AT_X, A.AT_Y]] - scene[[A.DATUM_X, A.DATUM_Y]], axis=1)
    recorded = np.arange(len(slots)) < belief.n_recorded[0]
    scaled = np.log1p(error / np.maximum(belief.slots[:, A.SIGMA], 1.0)) * recorded
    rows = (off, slots[:, A.LOG_RATIO], slots[:, A.PROFILE], np.exp(-apart / 100.0), scaled)
    forms = [np.where(on, row, 0.0).sum() + 1e-9 * rng.random() for row in rows]
    return np.concatenate([quantities(slots, scene, rng), [fit(slots, scene, seen)], forms])


def kept(replicates, *, steps=3000, seed=0, with_reports=False, run=None, blind=None, spoil=None):
    """The drift of every quantity over ``steps`` steps from the truth; ``run``, ``blind`` and ``spoil`` plant mistakes."""
    belief, empty = build_belief(records()), empty_seen()
    run, told = chains.run if run is None else run, belief if spoil is None else spoil(belief)
    before, after = [], []
    none = np.empty((0, len(belief.slots), A.SLOT_WIDTH)), np.empty((0, A.SCENE_WIDTH))
    for r in range(replicates):
        rng = np.random.default_rng([seed, r])
        seen = None
        while seen is None:
            slots, scene = prior_draw(belief, empty, int(rng.integers(2**31)))
            seen = observe(slots, scene, rng, with_reports=with_reports)
        given = seen if blind is None else blind(seen)
        chain = A.empty_chain(given, len(slots))
        chain.slots[:], chain.scene[:] = slots, scene
        run(chain, given, told, A.empty_work(given, len(slots)), int(rng.integers(2**31)), False, steps, 1, *none)
        before.append(measured(slots, scene, seen, belief, rng))
        after.append(measured(chain.slots, chain.scene, seen, belief, rng))
    return drift(NAMES, np.array(before), np.array(after))
