"""Presets: the strata of the simulated scenes, each one way in which the world may differ from a model of it.

The first, ``plain``, is the scene against which the prototypes were measured: one to nine strikes on 2 x 2 km, heavy
tails and a common datum shift, a quarter unrecorded, false records, clumped remnants, detection below the told one. Every
other preset changes one thing, and ``wide`` draws them all anew for each scene. Whoever develops an engine on these
should be judged on others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from fallow.core.errors import InputError
from fallow.testing.patterns import KINDS
from fallow.testing.recording import Recording
from fallow.testing.searching import Team
from fallow.testing.villagers import Reporting


@dataclass(frozen=True, slots=True)
class Preset:
    """One stratum. Ranges are inclusive; shares are of 1; ``failure_scale`` multiplies every munition's failure rate."""

    name: str
    says: str
    strikes: tuple[int, int]
    kinds: tuple[str, ...]
    pattern_scale: float
    failure_scale: float
    softness: float
    strays: tuple[int, int]
    worn: tuple[float, float]
    true_detection: tuple[float, float]
    recording: Recording
    reporting: Reporting
    team: Team


_RECORDING = Recording(
    told_sigma_m=(40.0, 160.0),
    scale=1.2,
    tail_degrees=4.0,
    gross_share=0.06,
    gross_m=700.0,
    common_shift_m=40.0,
    unrecorded_share=0.25,
    false_per_true=0.2,
    duplicate_share=0.0,
    tells_munition=0.7,
    tells_carriers=0.5,
    tells_bearing=0.4,
    tells_p_real=0.6,
)
_REPORTING = Reporting(
    chance=0.08,
    log_sd=0.9,
    reach_m=500.0,
    position_noise_m=5.0,
    first_day=date(2021, 9, 6),
    days=25,
)
_TEAM = Team(boxes=120, told=0.9, true=0.75, first_day=date(2021, 10, 4))

_PLAIN = Preset(
    name="plain",
    says="the scene of the prototypes: every error present, none extreme",
    strikes=(1, 9),
    kinds=KINDS,
    pattern_scale=1.0,
    failure_scale=1.0,
    softness=3.0,
    strays=(0, 6),
    worn=(0.05, 0.3),
    true_detection=(0.65, 0.9),
    recording=_RECORDING,
    reporting=_REPORTING,
    team=_TEAM,
)


def _but(name: str, says: str, **changed: object) -> Preset:
    return replace(_PLAIN, name=name, says=says, **changed)  # type: ignore[arg-type]


_TABLE = (
    _PLAIN,
    _but("rings", "every pattern is a ring: nothing at the centre", kinds=("annulus",)),
    _but("crescents", "patterns lie to one side of their centre", kinds=("crescent",)),
    _but("sticks", "patches along a track of up to a kilometre", kinds=("stick",)),
    _but("spread", "patterns half as long again as elsewhere", pattern_scale=1.5),
    _but(
        "far-records",
        "records are off by two and a half times what they say, and a quarter of a kilometre together",
        recording=replace(_RECORDING, scale=2.5, common_shift_m=250.0, gross_share=0.12),
    ),
    _but(
        "exact-records", "records are better than they say", recording=replace(_RECORDING, scale=0.5, gross_share=0.0)
    ),
    _but(
        "false-records",
        "almost half of the records stand for nothing",
        recording=replace(_RECORDING, false_per_true=0.8),
    ),
    _but("doubled-records", "a third are recorded twice", recording=replace(_RECORDING, duplicate_share=0.35)),
    _but("silent-records", "half of the strikes are in no record", recording=replace(_RECORDING, unrecorded_share=0.5)),
    _but("many-duds", "two and a half times the usual share fails", failure_scale=2.5),
    _but("few-duds", "a third of the usual share fails", failure_scale=0.33),
    _but("clumped", "remnants lie almost only on soft ground", softness=15.0),
    _but("poor-detection", "searches find half of what they say they find", true_detection=(0.4, 0.5)),
    _but("told-detection", "searches find what they say", true_detection=(0.9, 0.9)),
    _but("silent-villages", "hardly anybody reports", reporting=replace(_REPORTING, chance=0.008, fragments=0.1)),
    _but(
        "loud-villages",
        "some villages report every second item, to within thirty metres",
        reporting=replace(_REPORTING, chance=0.3, log_sd=1.3, position_noise_m=30.0),
    ),
    _but("strays", "dozens of items from no strike", strays=(20, 60)),
    _but("worn", "people and ploughs took more than half of the items", worn=(0.5, 0.8)),
)

PRESETS: Mapping[str, Preset] = {preset.name: preset for preset in _TABLE}
"""Every preset by name; ``wide`` is drawn for each scene and so stands apart."""


def preset_named(name: str, rng: np.random.Generator) -> Preset:
    """Return the preset called ``name``, or a fresh one for ``wide``; ``InputError`` (``unknown-preset``) otherwise."""
    if name == "wide":
        return _wide(rng)
    if name in PRESETS:
        return PRESETS[name]
    raise InputError(
        kind="unknown-preset",
        expected=f"one of {', '.join([*PRESETS, 'wide'])}",
        found=repr(name)[:60],
        do="name one of them",
    )


def _wide(rng: np.random.Generator) -> Preset:
    """Draw every setting anew, over the range of all strata."""
    detection = float(rng.uniform(0.45, 0.95))
    return replace(
        _PLAIN,
        name="wide",
        says="every setting drawn anew",
        kinds=tuple(str(kind) for kind in rng.choice(KINDS, size=int(rng.integers(1, 5)), replace=False)),
        pattern_scale=float(rng.uniform(0.7, 1.6)),
        failure_scale=float(np.exp(rng.uniform(-1.1, 0.9))),
        softness=float(rng.uniform(0.0, 12.0)),
        strays=(0, int(rng.integers(1, 40))),
        worn=(0.0, float(rng.uniform(0.1, 0.7))),
        true_detection=(detection, detection),
        recording=replace(
            _RECORDING,
            scale=float(np.exp(rng.uniform(-0.7, 0.9))),
            tail_degrees=float(rng.uniform(2.5, 8.0)),
            gross_share=float(rng.uniform(0.0, 0.12)),
            common_shift_m=float(rng.uniform(0.0, 200.0)),
            unrecorded_share=float(rng.uniform(0.05, 0.45)),
            false_per_true=float(rng.uniform(0.0, 0.6)),
            duplicate_share=float(rng.uniform(0.0, 0.2)),
            tells_munition=float(rng.uniform(0.0, 1.0)),
        ),
        reporting=replace(
            _REPORTING, chance=float(np.exp(rng.uniform(-4.8, -1.4))), log_sd=float(rng.uniform(0.3, 1.3))
        ),
        team=replace(_TEAM, boxes=int(rng.integers(60, 401)), at_random=float(rng.uniform(0.05, 0.4))),
    )
