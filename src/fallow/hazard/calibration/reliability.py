"""Reliability of stated chances: how often what was given a chance of 30 % happened, and the Brier score and skill.

The Brier score (Brier, *Monthly Weather Review* 78, 1950) is the mean squared distance of the chance from what happened, 0
or 1; it falls into reliability (smaller is better), resolution (larger is better) and the uncertainty of the events
(Murphy, *Journal of Applied Meteorology* 12, 1973), for chances gathered in bins. Skill is one minus the score over
that of a reference, by default the rate at which the events happened: one that no forecaster had, and so a hard one.

Forecasts of one scene are not independent. So standard errors are taken over scenes (jackknife), never over cells.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fallow.core.errors import InputError

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts between two chances: how many, their mean, the rate at which the events happened, its standard error."""

    low: float
    high: float
    n: int
    stated: float
    happened: float
    error: float


@dataclass(frozen=True, slots=True)
class Brier:
    """The score, its three parts over the bins, the skill over the reference, and the skill's standard error over scenes."""

    score: float
    reliability: float
    resolution: float
    uncertainty: float
    skill: float
    skill_error: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The diagram's bins (empty ones left out) and the scores."""

    bins: tuple[Bin, ...]
    brier: Brier


def reliability(
    stated: Floats,
    happened: Floats,
    scene: NDArray[np.int64],
    *,
    edges: Floats | None = None,
    reference: Floats | None = None,
) -> Reliability:
    """Return the reliability of chances ``stated`` (n,) of events that ``happened`` (n,), 0 or 1.

    ``scene`` (n,) says which forecasts belong together; ``edges`` are those of the bins, ten even ones by default;
    ``reference`` (n,) is the forecast to beat, by default the rate of the events. Raises ``InputError`` (``bad-chances``).
    """
    stated, happened = np.asarray(stated, np.float64), np.asarray(happened, np.float64)
    if not (len(stated) == len(happened) == len(scene) > 0 and ((stated >= 0) & (stated <= 1)).all()):
        raise InputError(
            kind="bad-chances",
            expected="chances from 0 to 1, and for each what happened and its scene",
            found=f"{len(stated)} chances, {len(happened)} events, {len(scene)} scenes",
            do="give one of each for every forecast",
        )
    edges = np.linspace(0.0, 1.0, 11) if edges is None else edges
    place = np.clip(np.searchsorted(edges, stated, side="right") - 1, 0, len(edges) - 2)
    bins = []
    for b in np.unique(place).tolist():
        mine = place == b
        rate, error = _rate(happened[mine], np.asarray(scene)[mine])
        bins.append(Bin(float(edges[b]), float(edges[b + 1]), int(mine.sum()), float(stated[mine].mean()), rate, error))
    return Reliability(tuple(bins), _brier(stated, happened, np.asarray(scene), bins, reference))


def brier_score(stated: Floats, happened: Floats) -> float:
    """Mean squared distance of chances from events; 0 is perfect, 0.25 is what always saying one half earns."""
    return float(((np.asarray(stated) - np.asarray(happened)) ** 2).mean())


def _brier(
    stated: Floats, happened: Floats, scene: NDArray[np.int64], bins: list[Bin], reference: Floats | None
) -> Brier:
    base, n = float(happened.mean()), len(stated)
    other = np.full(n, base) if reference is None else np.asarray(reference, np.float64)
    own, theirs = (stated - happened) ** 2, (other - happened) ** 2
    _, index = np.unique(scene, return_inverse=True)
    index = np.asarray(index).ravel()
    parts, rivals = (np.asarray(np.bincount(index, w), np.float64) for w in (own, theirs))
    return Brier(
        score=float(own.mean()),
        reliability=sum(b.n * (b.stated - b.happened) ** 2 for b in bins) / n,
        resolution=sum(b.n * (b.happened - base) ** 2 for b in bins) / n,
        uncertainty=base * (1.0 - base),
        skill=1.0 - float(own.sum() / theirs.sum()) if theirs.sum() > 0 else math.nan,
        skill_error=_jackknife(parts, rivals),
    )


def _rate(happened: Floats, scene: NDArray[np.int64]) -> tuple[float, float]:
    _, index = np.unique(scene, return_inverse=True)
    index = np.asarray(index).ravel()
    hits, n = (np.asarray(np.bincount(index, w), np.float64) for w in (happened, np.ones(len(index))))
    return float(happened.mean()), _jackknife(hits, n)


def _jackknife(top: Floats, bottom: Floats) -> float:
    """Standard error of ``sum(top) / sum(bottom)`` over scenes; not a number where there is one."""
    rest = bottom.sum() - bottom
    kept = rest > 0
    n = int(kept.sum())
    if n < 2:
        return math.nan
    left_out = (top.sum() - top)[kept] / rest[kept]
    return float(math.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum()))
