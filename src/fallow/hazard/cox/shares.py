"""Shares that nobody knows: how much of an unfinished search was searched, and how much people report. Likelihood and draws.

An unfinished search covered a share of its ground, uniform on 0..1 before its finds are seen. From a reporting cell people
report a share of the items that is gamma distributed about one over the rarity of reports, and nil with chance
``NOBODY_REPORTS``. Both are the strike mixture's (``fallow.hazard.engines._likelihood``). Given the field each has a
closed marginal likelihood and an exact conditional draw; ``whole`` is what a search or a cell would show in full. What is
common to both, finds times the log intensity where they lie, is left to ``counts``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from fallow.hazard.cox.looked import Looked
from fallow.hazard.engines._arrays import PARTIAL_SEARCH, REPORTING_CELL
from fallow.hazard.engines._likelihood import NOBODY_REPORTS, REPORT_SHAPE

Floats = NDArray[np.float64]

_LEAST = 1e-9


def usual_shares(looked: Looked, whole: Floats, rarity: float) -> Floats:
    """Return the expected share of each term, (terms,), given what it would show in full; one for complete searches."""
    share = np.ones(len(looked.kind))
    partly, people = looked.kind == PARTIAL_SEARCH, looked.kind == REPORTING_CELL
    n, x = looked.count[partly], np.maximum(whole[partly], _LEAST)
    share[partly] = (n + 1.0) / x * special.gammainc(n + 2.0, x) / np.maximum(special.gammainc(n + 1.0, x), 1e-300)
    heard = 1.0 - _silent(looked.count[people], whole[people], rarity)
    share[people] = np.minimum(heard * (REPORT_SHAPE + looked.count[people]) / (rarity + whole[people]), 0.99)
    return share


def missing_share(looked: Looked, whole: Floats, rarity: float) -> Floats:
    """Return by what each term's bend is less for not knowing its share, (terms,): 0 known, 1 nothing is learnt.

    Louis's identity (*Journal of the Royal Statistical Society B* 44, 1982): what is seen bends as the whole would, less the
    variance of its slope. Exact for a term that reads one block; for one that reads more, a lower bound of the bend.
    """
    out = np.zeros(len(looked.kind))
    partly, people = looked.kind == PARTIAL_SEARCH, looked.kind == REPORTING_CELL
    n, x = looked.count[partly], np.maximum(whole[partly], _LEAST)
    top = special.gammainc(n + 1.0, x)
    first = (n + 1.0) * special.gammainc(n + 2.0, x) / top / x
    second = (n + 1.0) * (n + 2.0) * special.gammainc(n + 3.0, x) / top / x**2
    out[partly] = np.clip((second - first**2) * x / first, 0.0, 1.0)
    out[people] = whole[people] / (rarity + whole[people])
    return out


def log_partial(looked: Looked, whole: Floats) -> Floats:
    """Log likelihood of unfinished searches with their shares integrated out: ``whole`` is (..., unfinished searches)."""
    n, x = looked.count[looked.kind == PARTIAL_SEARCH], np.maximum(whole, _LEAST)
    # beyond what doubles hold, a series: the incomplete gamma is x^(n+1) / (n+1)! there
    top = np.where(x > 1e-3, np.log(np.maximum(special.gammainc(n + 1.0, x), 1e-300)), 0.0)
    small = (n + 1.0) * np.log(x) - special.gammaln(n + 2.0) - x * (n + 1.0) / (n + 2.0)
    return np.asarray(
        (np.where((x > 1e-3) & (top > -600.0), top, small) - (n + 1.0) * np.log(x) + special.gammaln(n + 1.0)).sum(
            axis=-1
        )
    )


def draw_shares(looked: Looked, whole: Floats, rarity: Floats, rng: np.random.Generator) -> Floats:
    """Return a draw of every term's share given the field: ``whole`` is (draws, terms), ``rarity`` (draws,).

    An unfinished search: uniform before it is seen, so gamma cut at one given a Poisson count. A reporting cell: gamma, or
    nil with the chance that nobody reports.
    """
    share = np.ones_like(whole)
    partly, people = looked.kind == PARTIAL_SEARCH, looked.kind == REPORTING_CELL
    share[:, partly] = _partial_share(
        looked.count[partly], whole[:, partly], rng.random((len(whole), int(partly.sum())))
    )
    count, expected = looked.count[people], whole[:, people]
    drawn = rng.gamma(np.broadcast_to(REPORT_SHAPE + count, expected.shape)) / (rarity[:, None] + expected)
    nobody = rng.random(expected.shape) < _silent(count, expected, rarity[:, None])
    share[:, people] = np.where(nobody, 0.0, drawn)
    return share


def log_reports(looked: Looked, whole: Floats, rarity: Any) -> Floats:
    """Log likelihood of how many people reported, their effort integrated out: ``whole`` (..., cells), ``rarity`` (...)."""
    count, expected, rare = looked.count[looked.kind == REPORTING_CELL], whole, np.asarray(rarity)[..., None]
    tail = -(REPORT_SHAPE + count) * np.log1p(expected / rare) - count * np.log(rare)
    silent = np.log(NOBODY_REPORTS + (1.0 - NOBODY_REPORTS) * np.exp(tail))
    return np.asarray(np.where(count == 0, silent, tail).sum(axis=-1))


def _partial_share(count: Floats, whole: Floats, level: Floats) -> Floats:
    top = special.gammainc(count + 1.0, np.maximum(whole, _LEAST))
    share = special.gammaincinv(count + 1.0, level * top) / np.maximum(whole, _LEAST)
    return np.asarray(np.clip(share, 1e-6, 1.0))


def _silent(count: Floats, whole: Floats, rarity: Any) -> Floats:
    """Chance that nobody reports from a cell, given its count and what lies there."""
    silent = (1.0 - NOBODY_REPORTS) * (1.0 + whole / rarity) ** -REPORT_SHAPE
    return np.asarray(np.where(count > 0, 0.0, NOBODY_REPORTS / (NOBODY_REPORTS + silent)))
