"""Weighing: one origin counts once, denials stay visible and cannot cancel an observation, unknown adds nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.evidence.claim import Basis, Claim, Polarity
from fallow.strikes import Standing, hypotheses, load_catalogue, read_strikes, weigh

Make = Callable[..., Claim]
CATALOGUE = load_catalogue()
DENIAL = {"polarity": Polarity.DENY, "basis": Basis.OWN_ACT, "authority": "the user's ministry", "source": "ministry"}


def test_families_are_counted_and_not_reports(claim: Make) -> None:
    one = weigh([claim("a")], [])
    many = weigh([claim(f"a{n}", origin=f"video {n}") for n in range(20)], [])
    two = weigh([claim("a"), claim("b", authority="monitor b")], [])
    assert (one.p_real, many.p_real) == (0.85, 0.85)
    assert two.p_real == 0.95
    assert many.origins == 20
    assert many.observing == ("monitor a",)


def test_an_origin_counts_once_even_under_two_names(claim: Make) -> None:
    # The reprint carries its outlet's name; the origin is still the first one's observation.
    original = claim("z", origin="o", authority="monitor a", known=datetime(2022, 1, 1, tzinfo=UTC))
    reprint = claim("a", origin="o", authority="outlet", known=datetime(2022, 1, 2, tzinfo=UTC))
    assert weigh([reprint, original], []).observing == ("monitor a",)


@pytest.mark.parametrize("fields", [{"authority": None}, {"basis": Basis.HEARSAY}])
def test_what_nobody_stands_behind_adds_nothing(claim: Make, fields: dict[str, Any]) -> None:
    alone = weigh([claim("a")], [])
    assert weigh([claim("a"), claim("b", **fields)], []).p_real == alone.p_real
    nothing = weigh([claim("b", **fields)], [])
    assert nothing.p_real == 0.2
    assert nothing.unattributed == 1


def test_a_family_that_observes_and_asserts_is_one_family(claim: Make) -> None:
    weight = weigh([claim("a"), claim("b", basis=Basis.ASSERTS_OTHER)], [])
    assert weight.asserting == ()
    assert weight.p_real == 0.85


def test_a_denial_stays_visible_and_does_not_cancel_an_observation(claim: Make) -> None:
    denial = claim("d", 20.001, **DENIAL)
    (strike,) = hypotheses([claim("a"), denial], CATALOGUE)
    assert strike.against == ("d",)
    assert strike.weight.against_asserting == ("the user's ministry",)
    assert strike.p_real == weigh([claim("a")], []).p_real
    assert "does not cancel an observation" in strike.reasons[-1]
    assert strike.members == ("a",)


def test_a_denial_of_what_nobody_observed_weakens_it(claim: Make) -> None:
    said = claim("a", basis=Basis.ASSERTS_OTHER)
    assert weigh([said], [claim("d", **DENIAL)]).p_real < weigh([said], []).p_real


def test_a_visit_that_found_otherwise_weakens_an_observation_and_leaves_it(claim: Make) -> None:
    visit = claim("v", polarity=Polarity.NEGATED, authority="monitor b", source="list b")
    weight = weigh([claim("a")], [visit])
    assert 0 < weight.p_real < 0.85
    assert weight.against_observing == ("monitor b",)


def test_a_denial_may_be_about_several_strikes(claim: Make) -> None:
    rows = [claim(f"a{n:02d}", 20.0 + 0.002 * n) for n in range(12)]
    strikes = hypotheses([*rows, claim("d", 20.01, sigma_m=2000.0, **DENIAL)], CATALOGUE)
    assert [strike.against for strike in strikes] == [("d",)] * 12


def test_a_denial_never_changes_which_claims_are_joined(claim: Make) -> None:
    # It comes from the same source as "b", and must not take probability from it as a rival would.
    claims = [claim("a"), claim("b", source="list b")]
    before = [strike.links for strike in hypotheses(claims, CATALOGUE)]
    after = [strike.links for strike in hypotheses([*claims, claim("d", **{**DENIAL, "source": "list b"})], CATALOGUE)]
    assert before == after


@pytest.mark.parametrize("fields", [{"lon": None}, {"lon": 60.0}, {"lon": 20.03, "day": None}])
def test_a_denial_that_fits_no_strike_is_still_listed(claim: Make, fields: dict[str, Any]) -> None:
    view = read_strikes([claim("a"), claim("d", **{**DENIAL, **fields})], CATALOGUE)
    assert view.against_elsewhere == ("d",)
    assert "1 denials that fit no strike" in view.headline()


def test_a_denial_without_a_day_is_about_every_earlier_strike_at_its_place(claim: Make) -> None:
    rows = [
        claim("a"),
        claim("b", day=date(2022, 8, 1)),
        claim("late", day=date(2023, 3, 1)),
        claim("far", 20.03),
        claim("placeless", None),
    ]
    denial = claim("d", **{**DENIAL, "day": None, "known": datetime(2023, 1, 1, tzinfo=UTC)})
    against = {strike.members[0]: strike.against for strike in hypotheses([*rows, denial], CATALOGUE)}
    assert against == {"a": ("d",), "b": ("d",), "late": (), "far": (), "placeless": ()}
    # Where the day of its publication is known, nothing later is denied by it.
    printed = claim("d", **{**DENIAL, "day": None}, published="2022-04-01")
    against = {strike.members[0]: strike.against for strike in hypotheses([*rows, printed], CATALOGUE)}
    assert against == {"a": ("d",), "b": (), "late": (), "far": (), "placeless": ()}


def test_one_family_under_two_spellings_counts_once(claim: Make) -> None:
    pair = [claim("a", authority="ngo:field-watch"), claim("b", authority="org:Field Watch", basis=Basis.ASSERTS_OTHER)]
    weight = weigh(pair, [])
    assert len(weight.observing) == 1
    assert weight.asserting == ()


def test_an_own_act_is_worth_more_than_an_observation(claim: Make) -> None:
    assert weigh([claim("a", basis=Basis.OWN_ACT)], []).p_real > weigh([claim("a")], []).p_real


def test_a_place_that_the_text_contradicts_halves_the_belief_in_a_strike_there(claim: Make) -> None:
    doubted = claim("a", flags=("text-contradicts-place",))
    assert weigh([doubted], []).p_real == round(0.85 / 2, 4)
    assert weigh([doubted, claim("b", origin="x")], []).p_real == 0.85


@given(st.integers(0, 5), st.integers(0, 5))
def test_more_families_never_make_it_less_likely(claim: Make, observing: int, asserting: int) -> None:
    def p_real(seen: int, said: int) -> float:
        members = [claim(f"o{n}", authority=f"seen {n}") for n in range(seen)]
        members += [claim(f"s{n}", authority=f"said {n}", basis=Basis.ASSERTS_OTHER) for n in range(said)]
        return weigh(members, []).p_real

    assert p_real(observing + 1, asserting) >= p_real(observing, asserting)
    assert p_real(observing, asserting + 1) >= p_real(observing, asserting)
    assert 0 < p_real(observing, asserting) < 1


def test_documents_that_only_assert_make_a_candidate_and_a_record_or_an_observation_stands(claim: Make) -> None:
    said = [claim(f"a{n}", authority=f"family {n}", source=f"{n}" * 64, basis=Basis.ASSERTS_OTHER) for n in range(3)]
    (strike,) = hypotheses(said, CATALOGUE)
    assert strike.standing is Standing.CANDIDATE
    seen = claim("b", source="4" * 64)
    record = claim("b", source="list b", basis=Basis.ASSERTS_OTHER)
    for more in (seen, record):
        assert hypotheses([*said, more], CATALOGUE)[0].standing is Standing.STANDS
