"""How many are left: wide where nothing is known, never believed to the last figure."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pytest
from hazard_small import strike

from fallow.hazard.belief import build_belief
from fallow.hazard.duds import SHARED_SD, WIDE_RATE, failure_rate, left_of
from fallow.strikes import load_catalogue


@dataclass
class Figure:
    low: float | None
    high: float | None
    source_class: str


@dataclass
class Shell:
    submunitions: int | None
    dud_rates: tuple


def middle(left):
    return math.exp(left.log_mean)


def test_without_a_figure_the_rate_spans_the_published_range():
    low, high = (math.exp(WIDE_RATE.log_mean + z * WIDE_RATE.log_sd) for z in (-1.645, 1.645))
    assert low == pytest.approx(0.03, rel=0.15)
    assert high == pytest.approx(0.38, rel=0.15)
    assert failure_rate(()) == WIDE_RATE


def test_an_owners_claim_is_not_believed_as_it_stands():
    claim, count = (failure_rate([Figure(0.0235, 0.0235, c)]) for c in ("official_claim", "field"))
    assert middle(claim) > middle(count) > 0.0235
    assert claim.log_sd > 0.6


def test_ten_reprints_of_a_figure_are_no_surer_than_one():
    one, ten = (failure_rate([Figure(0.14, 0.14, "field")] * n) for n in (1, 10))
    assert ten.log_mean == pytest.approx(one.log_mean)
    assert ten.log_sd == pytest.approx(one.log_sd)


def test_rival_figures_widen_the_rate():
    both = failure_rate([Figure(0.0235, 0.0235, "official_claim"), Figure(0.3, 0.4, "adversary_claim")])
    assert both.log_sd > failure_rate([Figure(0.1, 0.1, "field")]).log_sd


@pytest.mark.parametrize("figure", [Figure(None, None, "test"), Figure(0.0, 0.0, "test")])
def test_a_rate_that_is_not_stated_is_no_rate_of_zero(figure):
    assert failure_rate([figure]) == WIDE_RATE


def test_unknown_numbers_are_wider_than_known_ones():
    unknown, known = left_of(None, None), left_of(Shell(88, ()), 2.0)
    assert unknown.log_sd > known.log_sd + 0.3
    assert left_of(Shell(None, ()), 1.0).log_sd > left_of(Shell(88, ()), 1.0).log_sd
    assert middle(left_of(Shell(88, ()), 4.0)) == pytest.approx(4 * middle(left_of(Shell(88, ()), 1.0)))
    assert SHARED_SD > 0


def test_every_munition_of_the_catalogue_gives_a_number():
    for munition in load_catalogue():
        left = left_of(munition, 1.0)
        assert 0.02 < middle(left) / (munition.submunitions or 100) < 0.4
        assert 0.4 < left.log_sd < 2.0


def test_a_munition_that_the_catalogue_lacks_has_the_widest_figures():
    known, strange, none = (
        build_belief([strike(munition=key)], {"m483a1": Shell(88, ())}).slots[0] for key in ("m483a1", "zzz", None)
    )
    assert (strange == none)[~(strange != strange)].all()
    assert known[6] < strange[6]
