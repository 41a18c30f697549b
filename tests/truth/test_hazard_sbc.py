"""The shipped engines draw from the posteriors that they claim: rank tests, and planted mistakes that must show."""

from __future__ import annotations

import numpy as np
import pytest
from cells_world import NAMES as CELLS_NAMES
from cells_world import CellsWorld, cells_ranks
from hazard_field_sbc import field_ranks
from hazard_invariance import kept
from hazard_mutants import MUTANTS, spoilt_run
from hazard_sbc import run_sbc

from fallow.hazard.calibration.invariance import worst_drift
from fallow.hazard.calibration.uniformity import worst_p

RIGHT, WRONG = 1e-3, 1e-4
"""A right sampler's worst quantity stays above the one, a wrong one's falls below the other: seeds are fixed."""


def test_ranks_of_the_parameters_are_even_in_small():
    assert worst_p(run_sbc(48, n_draws=5, seed=11, effort=0.2)) > RIGHT


def test_ranks_of_what_is_left_are_even_in_small():
    assert worst_p(field_ranks(24, seed=5, effort=0.2)) > RIGHT


def births_too_often(belief):
    """Births of unrecorded strikes taken four times too often, as where a factor of the ratio is forgotten."""
    return belief._replace(log_count=belief.log_count + 1.5 * np.arange(len(belief.log_count)))


def likelihood_twice(seen):
    """Every observation counted twice: the log likelihood ratio of every move is doubled."""
    groups, terms = len(seen.groups), len(seen.terms)
    order = np.argsort(np.tile(np.arange(len(seen.points)), 2), kind="stable")
    return seen._replace(
        start=2 * seen.start,
        points=np.vstack([seen.points, seen.points])[order],
        group=np.concatenate([seen.group, seen.group + groups])[order],
        groups=np.vstack([seen.groups, seen.groups]),
        term=np.concatenate([seen.term, seen.term + terms]),
        terms=np.vstack([seen.terms, seen.terms]),
        classes=np.vstack([seen.classes, seen.classes]),
        casings=np.vstack([seen.casings, seen.casings]),
    )


def test_chains_started_at_the_truth_stay_in_the_posterior():
    assert worst_drift(kept(120, steps=1500, seed=1)) > RIGHT


@pytest.mark.parametrize(
    "planted", [{"blind": likelihood_twice}, {"spoil": births_too_often}], ids=["likelihood", "births"]
)
def test_a_planted_wrong_ratio_makes_chains_leave_the_posterior(planted):
    assert worst_drift(kept(120, steps=1500, seed=1, **planted)) < WRONG


def test_a_planted_wrong_acceptance_ratio_is_found():
    """On the compiled code that ships: what stands in a ratio is given to it wrong by a factor."""
    assert worst_p(run_sbc(30, n_draws=5, seed=11, effort=0.2, spoil=births_too_often)) < WRONG


def test_ranks_of_the_conjugate_cells_are_even_in_small():
    assert worst_p(cells_ranks(CellsWorld(), 40, seed=3)) > RIGHT


@pytest.mark.parametrize("planted", ["finds", "detection"])
def test_a_planted_mistake_in_the_cells_is_found(planted):
    """Finds that count double in the gamma shape; detection taken for better than it is."""
    ranks = cells_ranks(CellsWorld(), 60, seed=3, planted=planted)
    assert ranks.names == CELLS_NAMES
    assert worst_p(ranks) < WRONG


@pytest.mark.long
@pytest.mark.timeout(6000)
@pytest.mark.parametrize("with_reports", [False, True])
def test_ranks_of_the_parameters_are_even_in_large(with_reports):
    assert worst_p(run_sbc(600, n_draws=9, seed=23, effort=0.6, with_reports=with_reports)) > 0.005


@pytest.mark.long
@pytest.mark.timeout(6000)
@pytest.mark.parametrize("with_reports", [False, True])
def test_ranks_of_what_is_left_are_even_in_large(with_reports):
    assert worst_p(field_ranks(600, seed=29, effort=0.6, with_reports=with_reports)) > 0.005


@pytest.mark.long
@pytest.mark.timeout(6000)
@pytest.mark.parametrize("what", [{}, {"partial": True}, {"reports": True}], ids=["plain", "partial", "reports"])
def test_ranks_of_the_conjugate_cells_are_even_in_large(what):
    assert worst_p(cells_ranks(CellsWorld(**what), 1000, seed=31)) > 0.005


@pytest.mark.long
@pytest.mark.timeout(6000)
@pytest.mark.parametrize("with_reports", [False, True])
def test_chains_stay_in_the_posterior_in_large(with_reports):
    assert worst_drift(kept(1500, steps=4000, seed=37, with_reports=with_reports)) > 0.005


@pytest.mark.long
@pytest.mark.timeout(6000)
def test_every_spoilt_move_is_found():
    """The moves compiled anew with one expression spoilt: each makes chains leave the posterior that the shipped ones keep."""
    run = spoilt_run()
    assert worst_drift(kept(2500, steps=3000, seed=1, run=run.picking(0))) > 0.005
    survived = {}
    for number, name in enumerate(MUTANTS, start=1):
        p = worst_drift(kept(2500, steps=3000, seed=1, run=run.picking(number)))
        if p >= WRONG:
            survived[name] = p
    assert not survived
