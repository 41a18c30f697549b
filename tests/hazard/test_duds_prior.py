"""Claims in the prior: one origin once, owners' bounds soft, counts discounted, hearsay shown and weightless."""

from __future__ import annotations

import itertools
import json
import math
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hazard_small import strike
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from fallow.evidence.docclaims import document_claims
from fallow.evidence.dudclaims import DudClaim, dud_claims, dud_decision
from fallow.evidence.reading.capture import capture_documents
from fallow.hazard.belief import build_belief
from fallow.hazard.dudlikelihood import WITHIN_PLACE, effective_items, log_likelihood
from fallow.hazard.dudprior import prior_from, what_if
from fallow.hazard.duds import LEAST_SD, WIDE_RATE, Claimed, failure_rate, left_of
from fallow.register import Register
from fallow.strikes import load_catalogue

KNOWN = datetime(2031, 5, 1, tzinfo=UTC)
CATALOGUE = load_catalogue()
NUMBER = itertools.count()


def claim(source_class: str = "field", **given: object) -> DudClaim:
    number = next(NUMBER)
    whole: dict[str, object] = {
        "id": f"c{number:04d}",
        "entry_id": f"e{number}",
        "why_class": "told",
        "known_at": KNOWN,
        "op": "=",
        "low": None,
        "high": None,
        "munition": "m26",
        "origin": f"o{number}",
        "authority": f"org:{number}",
        "confirmed_by": "decision",
    }
    return DudClaim(source_class=source_class, **{**whole, **given})  # type: ignore[arg-type]


def count(failed: int, of: int, **given: object) -> DudClaim:
    return claim("field", failed=failed, of=of, **given)


def rate_of(*claims: DudClaim, munition: str = "m26"):
    return prior_from(CATALOGUE, claims).rates[munition]


def why(distribution, one: DudClaim) -> str:
    (moved,) = [moved for moved in distribution.lineage if moved.claim == one.id]
    return moved.why


def test_without_claims_every_rate_is_the_catalogues_to_the_last_bit():
    prior = prior_from(CATALOGUE, [])
    assert list(prior.rates) == [munition.key for munition in CATALOGUE]
    for munition in CATALOGUE:
        assert prior.rates[munition.key].rate == failure_rate(munition.dud_rates)
        assert prior.munitions()[munition.key] is munition


def expected_moments(prior, log_density) -> tuple[float, float]:
    """Mean and standard deviation of the log rate by adaptive quadrature over the log rate: another way to the same numbers."""

    def density(x: float) -> float:
        return math.exp(log_density(math.exp(x)) - 0.5 * ((x - prior.log_mean) / prior.log_sd) ** 2)

    edges = (math.log(2e-4), math.log(0.98))
    points = np.linspace(*edges, 41)[1:-1]
    mass, mean, second = (
        integrate.quad(lambda x, k=k: x**k * density(x), *edges, points=points, limit=400)[0] for k in (0, 1, 2)
    )
    return mean / mass, math.sqrt(second / mass - (mean / mass) ** 2)


@pytest.mark.parametrize(("failed", "of"), [(0, 30), (3, 20), (12, 240), (500, 1000)])
def test_counts_are_a_beta_update_with_the_design_effect(failed, of):
    found = rate_of(count(failed, of))
    n = of / (1 + (of - 1) * WITHIN_PLACE)
    k = failed * n / of
    beta = stats.beta(1 + k, 1 + n - k)
    mean, sd = expected_moments(found.prior, beta.logpdf)
    assert found.rate.log_mean == pytest.approx(mean, abs=2e-3)
    assert float(np.sqrt((np.log(found.rates) - mean) ** 2 @ found.mass)) == pytest.approx(sd, rel=5e-3)


def test_an_owners_bound_is_a_soft_step_above_its_figure():
    one = claim("official_claim", op="<=", high=0.05, authority="state:x")
    centre = math.log(0.05 / 0.95) + 1.9
    width = math.hypot(0.7, 1 / math.sqrt(1.5 * 0.1 * 0.9))
    found = rate_of(one)
    mean, _ = expected_moments(found.prior, lambda p: stats.norm.logcdf((centre - math.log(p / (1 - p))) / width))
    assert found.rate.log_mean == pytest.approx(mean, abs=2e-3)
    (moved,) = found.lineage
    assert -math.log(4 / 3) < moved.log_shift < 0, "a bound far below the prior takes less than a quarter off it"


def test_an_estimate_is_a_normal_on_the_logit():
    one = claim("adversary_claim", op="range", low=0.3, high=0.4, munition="m87-orkan")
    low, high = (math.log(p / (1 - p)) for p in (0.3, 0.4))
    centre = (low + high) / 2 - 0.3
    width = math.hypot(math.hypot(0.7, 1 / math.sqrt(0.7 * 0.1 * 0.9)), (high - low) / 3.29)
    found = rate_of(one, munition="m87-orkan")
    mean, _ = expected_moments(found.prior, lambda p: stats.norm.logpdf(math.log(p / (1 - p)), centre, width))
    assert found.prior == WIDE_RATE
    assert found.rate.log_mean == pytest.approx(mean, abs=2e-3)


CLAIMS = st.one_of(
    st.builds(lambda k, n: count(min(k, n), n), st.integers(0, 50), st.integers(1, 400)),
    st.builds(
        lambda kind, op, p: claim(
            kind, op=op, low=None if op == "<" else p, high=None if op == ">" else p, authority="state:x"
        ),
        st.sampled_from(["official_claim", "adversary_claim", "estimate", "test", "hearsay"]),
        st.sampled_from(["<", ">", "="]),
        st.floats(0.001, 0.8),
    ),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(CLAIMS, min_size=1, max_size=5), st.data())
def test_a_reprint_changes_nothing_and_neither_does_the_order(claims, data):
    one = data.draw(st.sampled_from(claims))
    later = datetime(2031, 6, 1, tzinfo=UTC)
    copy = replace(one, id="z" + one.id, known_at=later)
    garbled = replace(copy, id="zz" + one.id, high=0.77, low=0.77, failed=None, of=None, source_class="estimate")
    before, after = rate_of(*claims), rate_of(garbled, *reversed(claims), copy)
    assert (before.mass == after.mass).all()
    assert before.rate == after.rate


def test_hearsay_is_shown_and_moves_nothing():
    one = claim("hearsay", low=0.4, high=0.4)
    found = rate_of(one)
    assert found.rate == found.prior
    assert "weighs nothing" in why(found, one)


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"confirmed_by": None}, "no analyst"),
        ({"unusable": "it denies a figure and gives none"}, "denies"),
        ({"origin": None}, "origin is unknown"),
        ({"low": None, "high": None}, "no figure"),
        ({"source_class": "test", "op": "range", "low": 0.05, "high": 0.23}, "already holds"),
    ],
)
def test_what_may_not_move_a_rate_says_why(changed, because):
    one = replace(claim("field", low=0.3, high=0.3), **changed)
    found = rate_of(one)
    assert found.rate == found.prior
    assert because in why(found, one)


def test_hearsay_about_no_munition_is_called_hearsay():
    one = claim("hearsay", low=0.4, high=0.4, munition="cluster munitions")
    (moved,) = prior_from(CATALOGUE, [one]).nowhere
    assert "weighs nothing" in moved.why


def test_what_a_claim_would_do_is_what_it_does_once_confirmed():
    used, waiting = count(60, 100), replace(count(0, 100), confirmed_by=None)
    key, supposed = what_if(CATALOGUE, [used, waiting])[waiting.id]
    now = rate_of(used, waiting)
    assert why(now, waiting) == "no analyst has confirmed it"
    after = rate_of(used, replace(waiting, confirmed_by="d"))
    (done,) = [moved for moved in after.lineage if moved.claim == waiting.id]
    assert key == "m26"
    assert (supposed.with_it, supposed.decision) == (done.with_it, None)
    assert supposed.log_shift == pytest.approx(after.rate.log_mean - now.rate.log_mean, abs=1e-12)


def test_a_first_claim_would_move_a_rate_by_what_its_lineage_then_says():
    waiting = count(12, 60, confirmed_by=None)
    supposed = what_if(CATALOGUE, [waiting])[waiting.id][1]
    (done,) = rate_of(replace(waiting, confirmed_by="d")).lineage
    assert supposed.log_shift == pytest.approx(done.log_shift, abs=1e-12)
    assert supposed.without == pytest.approx(done.without)


def test_confirmed_or_never_usable_claims_do_what_they_do():
    used, out, vague = count(60, 100), claim("hearsay", low=0.3, high=0.3), claim("field", low=0.3, munition="bomblets")
    prior = prior_from(CATALOGUE, [used, out, vague])
    assert what_if(CATALOGUE, [used, out, vague]) == {moved.claim: (key, moved) for key, moved in prior.steps()}


def test_each_step_shows_the_rate_without_it_and_with_it():
    up, down = count(60, 100), count(0, 100, munition="m26")
    found = rate_of(up, down)
    steps = {moved.claim: moved for moved in found.lineage}
    alone = rate_of(down)
    assert steps[up.id].without == pytest.approx([alone.quantile(q) for q in (0.05, 0.5, 0.95)])
    assert steps[up.id].with_it == steps[down.id].with_it == tuple(found.quantile(q) for q in (0.05, 0.5, 0.95))


def test_the_provenance_names_each_claim_its_decision_and_its_shift_and_is_plain_json():
    one, other = count(12, 60), claim("hearsay", low=0.4, high=0.4)
    told = prior_from(CATALOGUE, [one, other]).to_json()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    (rate,) = told["munitions"]
    step, silent = sorted(rate["lineage"], key=lambda step: step["claim"])
    assert (step["claim"], step["decision"]) == (one.id, "decision")
    assert step["log_shift"] != 0
    assert (silent["claim"], silent["log_shift"], silent["with_it"]) == (other.id, 0.0, None)
    assert rate["catalogue"] != {name: rate["rate"][name] for name in rate["catalogue"]}


def test_an_average_of_all_munitions_moves_no_named_type():
    one = claim("field", low=0.4, high=0.4, munition="cluster munitions")
    none = claim("field", low=0.4, high=0.4, munition=None)
    prior = prior_from(CATALOGUE, [one, none])
    assert {moved.claim for moved in prior.nowhere} == {one.id, none.id}
    assert all(found.rate == found.prior for found in prior.rates.values())


def test_the_sources_own_wording_finds_its_munition():
    assert rate_of(count(30, 100, munition="M26 rockets")).rate != failure_rate(CATALOGUE["m26"].dud_rates)


def test_ten_briefings_of_one_government_are_no_surer_than_one():
    one = [claim("official_claim", op="<=", high=0.01, authority="state:x") for _ in range(10)]
    assert rate_of(*one).rate.log_mean == pytest.approx(rate_of(one[0]).rate.log_mean, abs=1e-9)


def test_two_fields_say_more_than_one_and_no_field_says_more_than_22_items():
    assert effective_items(10**6) < 22
    one, two = rate_of(count(300, 1000)), rate_of(count(300, 1000), count(300, 1000))
    spread = [float(np.sqrt((np.log(x.rates) - x.rate.log_mean) ** 2 @ x.mass)) for x in (one, two)]
    assert spread[1] < spread[0]
    assert two.rate.log_sd >= LEAST_SD


def test_an_owners_word_moves_less_than_a_count_of_fifty():
    owner = rate_of(claim("official_claim", op="<", high=0.01, authority="state:x"))
    counted = rate_of(count(0, 50))
    assert abs(owner.rate.log_mean - owner.prior.log_mean) < abs(counted.rate.log_mean - counted.prior.log_mean)
    assert counted.rate.log_mean < owner.rate.log_mean < owner.prior.log_mean


def test_a_stricter_bound_never_says_less():
    moved = [
        rate_of(claim("official_claim", op="<", high=high, authority="state:x")).rate.log_mean
        for high in (0.3, 0.1, 0.03, 0.01)
    ]
    assert moved == sorted(moved, reverse=True)


def test_an_owner_who_admits_more_is_believed_as_he_stands():
    rates = np.array([0.01, 0.14, 0.5])
    admitted = log_likelihood(claim("official_claim", op=">=", low=0.14), rates)
    assert admitted[1] == pytest.approx(math.log(0.5))
    assert admitted[0] < admitted[1] < admitted[2] <= 0


def test_the_lineage_says_by_how_much_each_claim_moved_the_rate():
    up, down = count(60, 100), count(0, 100, munition="m26")
    found = rate_of(up, down)
    shifts = {moved.claim: moved.log_shift for moved in found.lineage}
    assert shifts[up.id] > 0 > shifts[down.id]
    assert shifts[up.id] == pytest.approx(found.rate.log_mean - rate_of(down).rate.log_mean, abs=1e-9)


def test_quantiles_and_mean_are_those_of_the_density():
    found = rate_of(count(12, 60))
    low, middle, high = (found.quantile(q) for q in (0.05, 0.5, 0.95))
    assert 0 < low < middle < high < 1
    assert float(found.mass[found.rates <= middle].sum()) == pytest.approx(0.5, abs=0.01)
    assert low < found.mean < high


def test_a_field_is_solved_with_the_moved_rate_and_with_nothing_else_changed():
    plain, moved = prior_from(CATALOGUE, []), prior_from(CATALOGUE, [count(1, 200)])
    assert isinstance(moved.munitions()["m26"], Claimed)
    strikes = [strike(munition="m26"), strike(munition="m864")]
    before, after = (build_belief(strikes, prior.munitions()).slots for prior in (plain, moved))
    assert (build_belief(strikes, dict(CATALOGUE.munitions)).slots[:2] == before[:2])[~np.isnan(before[:2])].all()
    assert not np.array_equal(before[0], after[0], equal_nan=True)
    assert np.array_equal(before[1], after[1], equal_nan=True)
    assert left_of(moved.munitions()["m26"], 1.0).log_mean < left_of(CATALOGUE["m26"], 1.0).log_mean


PAGE = """\
Orvenna defends its shells

Published {day} May 2031

The ministry of defence of Orvenna said on Monday that its M864 shells have a dud rate of less than 1 per cent.

The shells were sent by train in the winter and have lain in a depot since. Nobody outside has seen how they were tested.
"""


def test_from_pages_to_the_prior_and_a_reprint_of_the_page_changes_nothing(tmp_path):
    with Register.create(tmp_path / "r.fallow") as register:
        (tmp_path / "one.txt").write_text(PAGE.format(day=13), "utf-8")
        capture_documents(register, [tmp_path / "one.txt"], KNOWN.replace(month=6))
        (told,) = dud_claims(register, document_claims(register))
        assert (told.source_class, told.says, told.munition) == ("official_claim", "< 1 %", "M864")
        before = prior_from(CATALOGUE, [told]).rates["m864"]
        assert before.rate == before.prior, "no analyst has confirmed it"
        draft = dud_decision(told.id, verdict="confirmed", reason="read the statement")
        register.append([draft], now=KNOWN.replace(month=7))
        confirmed = prior_from(CATALOGUE, dud_claims(register, document_claims(register))).rates["m864"]
        (moved,) = confirmed.lineage
        assert moved.log_shift < 0
        assert confirmed.to_json()["lineage"][0]["claim"] == told.id
        (tmp_path / "two.txt").write_text("The Daily Reprint\n\n" + PAGE.format(day=15), "utf-8")
        capture_documents(register, [tmp_path / "two.txt"], KNOWN.replace(month=8))
        claims = dud_claims(register, document_claims(register))
        assert len(claims) == 2
        for other in claims:
            register.append(
                [dud_decision(other.id, verdict="confirmed", reason="so says this page")], now=KNOWN.replace(month=9)
            )
        after = prior_from(CATALOGUE, dud_claims(register, document_claims(register))).rates["m864"]
        assert (after.mass == confirmed.mass).all()
        assert sum("one origin counts once" in one.why for one in after.lineage) == 1
