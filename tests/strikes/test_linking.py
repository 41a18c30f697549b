"""Linking: which claims become one strike, which are only proposed, and what must never happen."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from fallow.core.errors import InputError
from fallow.evidence.claim import Basis, Claim, ClaimKind, Modality, Polarity
from fallow.strikes import Grade, Standing, hypotheses, load_catalogue, read_strikes, strike_id
from fallow.strikes.linking import STRONG, Comparison
from fallow.strikes.near import FARTHEST_M, LONGEST_GAP_DAYS, Points, near_pairs

Make = Callable[..., Claim]
CATALOGUE = load_catalogue()
KM = 1 / 111.195  # degrees of latitude
DAY = date(2022, 3, 1)


def groups(claims: list[Claim]) -> list[tuple[str, ...]]:
    return sorted(strike.members for strike in hypotheses(claims, CATALOGUE))


@st.composite
def worlds(draw: st.DrawFn, most: int = 14) -> list[dict[str, Any]]:
    """Claims of a few sources scattered round a few places and days, some without place or day, some copies."""
    count = draw(st.integers(1, most))
    claims = []
    for number in range(count):
        placed, dated = draw(st.sampled_from([True, True, True, False])), draw(st.sampled_from([True, True, False]))
        claims.append(
            {
                "name": f"c{number:02d}",
                "lon": draw(st.sampled_from([20.0, 20.004, 20.05])) if placed else None,
                "lat": 10.0 + draw(st.floats(0, 0.02)),
                "day": DAY + timedelta(days=draw(st.integers(0, 4))) if dated else None,
                "days": draw(st.sampled_from([1, 1, 3, 40])),
                "sigma_m": draw(st.sampled_from([50.0, 100.0, 1000.0, None, 20_000.0])),
                "source": draw(st.sampled_from(["list a", "list b", "list c"])),
                "authority": draw(st.sampled_from(["a", "b", None])),
                "origin": draw(st.sampled_from([None, None, "video 1", "video 2"])),
                "polarity": draw(st.sampled_from([Polarity.AFFIRM] * 4 + [Polarity.DENY])),
                "munition": draw(st.sampled_from([None, "9M27K", "BM-27", "Rockeye", "cluster munition"])),
            }
        )
    return claims


@given(worlds(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_claims_changes_nothing(claim: Make, world: list[dict[str, Any]], chance: random.Random) -> None:
    claims = [claim(**fields) for fields in world]
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert [s.to_json() for s in hypotheses(claims, CATALOGUE)] == [
        s.to_json() for s in hypotheses(shuffled, CATALOGUE)
    ]


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_every_claim_is_in_exactly_one_strike_or_accounted_for(claim: Make, world: list[dict[str, Any]]) -> None:
    claims = [claim(**fields) for fields in world]
    view = read_strikes(claims, CATALOGUE)
    members = [name for strike in view.strikes for name in strike.members]
    against = {name for strike in view.strikes for name in strike.against} | set(view.against_elsewhere)
    assert len(members) == len(set(members)) == view.claims
    assert set(members) | against | {aside.claim for aside in view.set_aside} == {made.id for made in claims}


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_a_claim_far_away_changes_nothing_else(claim: Make, world: list[dict[str, Any]]) -> None:
    claims = [claim(**fields) for fields in world]
    before = hypotheses(claims, CATALOGUE)
    after = hypotheses([*claims, claim("far", -60.0, -30.0, DAY, source="list a")], CATALOGUE)
    far = strike_id("far")
    assert [s.to_json() for s in after if s.id != far] == [s.to_json() for s in before]
    assert len(after) == len(before) + 1


@given(worlds())
@settings(max_examples=40, deadline=None)
def test_inside_a_strike_no_two_claims_are_far_apart(claim: Make, world: list[dict[str, Any]]) -> None:
    claims = [claim(**fields) for fields in world]
    where = {made.id: made for made in claims}
    for strike in hypotheses(claims, CATALOGUE):
        for a in strike.members:
            for b in strike.members:
                one, other = where[a], where[b]
                if one.place and other.place:
                    assert one.place.distance_m(other.place) <= FARTHEST_M
                if one.when and other.when:
                    assert one.when.gap_days(other.when) <= LONGEST_GAP_DAYS


@given(
    st.lists(
        st.tuples(
            st.floats(-180, 180),
            st.floats(-89.9, 89.9),
            st.sampled_from([10.0, 1400.0, 4000.0, 9000.0]),
            st.integers(738_000, 738_030),
            st.integers(0, 29),
        ),
        min_size=2,
        max_size=40,
    )
)
@settings(max_examples=50, deadline=None)
def test_the_index_finds_what_comparing_all_pairs_finds(rows: list[tuple[float, float, float, int, int]]) -> None:
    # Drawn round the date line and the pole on purpose: a grid in degrees would miss neighbours there.
    lon, lat, sigma, start, length = (np.array(column) for column in zip(*rows, strict=True))
    lon, lat = np.where(lon > 0, 180 - (180 - lon) % 0.3, -180 + lon % 0.3), 89.6 + lat % 0.3
    points = Points(lon.astype(float), lat.astype(float), sigma.astype(float), start, start + length)
    i, j = near_pairs(points)
    found = set(zip(i.tolist(), j.tolist(), strict=True))
    geod = Geod(ellps="WGS84")
    for a in range(len(rows)):
        for b in range(a + 1, len(rows)):
            apart = geod.inv(lon[a], lat[a], lon[b], lat[b])[2]
            gap = max(start[a] - (start + length)[b], start[b] - (start + length)[a])
            fine = all(sigma[k] <= 1500 and length[k] < 8 for k in (a, b))
            reach = 10_000.0 if fine else FARTHEST_M
            if abs(apart - reach) > 0.005 * reach:  # the index measures on a sphere
                assert ((a, b) in found) == (apart <= reach and gap <= LONGEST_GAP_DAYS)


def test_two_sources_at_one_place_and_day_are_one_strike_with_reasons(claim: Make) -> None:
    (strike,) = hypotheses([claim("a"), claim("b", 20.002, source="list b", authority="b")], CATALOGUE)
    assert strike.members == ("a", "b")
    (link,) = strike.links
    assert link.grade is Grade.SAME
    assert link.p_same >= STRONG
    assert link.reasons[0].startswith("219 m apart")
    assert "the same days" in link.reasons


def test_two_places_thirty_kilometres_apart_on_one_day_are_never_one_strike(claim: Make) -> None:
    for origin, munition in [(None, None), ("one video", "9M27K")]:
        far = [
            claim("a", origin=origin, munition=munition, sigma_m=9_000.0),
            claim("b", 20.0, 10.0 + 30 * KM, source="list b", origin=origin, munition=munition, sigma_m=9_000.0),
        ]
        strikes = hypotheses(far, CATALOGUE)
        assert len(strikes) == 2
        assert not any(strike.perhaps for strike in strikes)


def test_a_chain_of_near_reports_does_not_join_into_one_giant_strike(claim: Make) -> None:
    chain = [claim(f"c{n:02d}", 20.0, 10.0 + n * 0.4 * KM, source=f"list {n:02d}") for n in range(40)]
    strikes = hypotheses(chain, CATALOGUE)
    assert len(strikes) > 8
    where = {made.id: made.place for made in chain}
    for strike in strikes:
        first, last = where[strike.members[0]], where[strike.members[-1]]
        assert first is not None
        assert last is not None
        assert first.distance_m(last) < 2_000
    assert any("not joined" in other.link.reasons[-1] for strike in strikes for other in strike.perhaps)


def test_a_chain_of_days_does_not_join_into_one_long_strike(claim: Make) -> None:
    chain = [claim(f"c{n:02d}", day=DAY + timedelta(days=n), source=f"list {n:02d}") for n in range(20)]
    for strike in hypotheses(chain, CATALOGUE):
        assert strike.when is not None
        assert strike.when.days <= 3


def test_reports_eight_days_apart_are_never_one_strike(claim: Make) -> None:
    pair = [claim("a", origin="video"), claim("b", day=DAY + timedelta(days=8), origin="video", source="list b")]
    strikes = hypotheses(pair, CATALOGUE)
    assert len(strikes) == 2
    assert not any(strike.perhaps for strike in strikes)


def test_two_rows_of_one_list_are_proposed_and_never_joined(claim: Make) -> None:
    # A list that has two rows says that there were two events, even at one exact place, on one day, of one munition.
    rows = [claim("a", munition="9M27K", sigma_m=5.0), claim("b", munition="9M27K", sigma_m=5.0)]
    strikes = hypotheses(rows, CATALOGUE)
    assert len(strikes) == 2
    (other,) = strikes[0].perhaps
    assert other.link.grade is Grade.PERHAPS
    assert any("which says they are two" in reason for reason in other.link.reasons)


def test_two_speakers_in_one_document_may_speak_of_one_strike(claim: Make) -> None:
    page = {"source": "7" * 64, "sigma_m": 400.0}
    pair = [claim("a", origin="s1", authority="ministry", **page), claim("b", origin="s2", **page)]
    (strike,) = hypotheses(pair, CATALOGUE)
    assert "two statements in one document" in strike.links[0].reasons


def test_near_duplicates_of_one_list_are_always_listed(claim: Make) -> None:
    view = read_strikes([claim("a"), claim("b", 20.0, 10.0 + 0.99 * KM)], CATALOGUE)
    assert view.perhaps_the_same == 1


def test_ten_reposts_of_one_video_are_one_strike_with_one_origin(claim: Make) -> None:
    reposts = [claim(f"r{n}", source=f"channel {n % 3}", origin="video 7", authority="monitor a") for n in range(10)]
    (strike,) = hypotheses(reposts, CATALOGUE)
    assert strike.weight.origins == 1
    assert strike.weight.observing == ("monitor a",)
    assert strike.p_real == hypotheses(reposts[:1], CATALOGUE)[0].p_real
    assert strike.position_sigma_m == 100.0


def test_copies_without_a_place_stay_with_their_original(claim: Make) -> None:
    copies = [claim("a", origin="video 7"), claim("b", None, None, origin="video 7", source="list b")]
    (strike,) = hypotheses(copies, CATALOGUE)
    assert strike.members == ("a", "b")
    assert "no place to compare" in strike.links[0].reasons


def test_an_origin_of_a_thousand_rows_is_not_one_statement(claim: Make) -> None:
    rows = [claim(f"r{n:04d}", None, None, origin="the whole list") for n in range(1000)]
    assert len(hypotheses(rows, CATALOGUE)) == 1000


def test_rivals_share_the_probability(claim: Make) -> None:
    # Either row of list b could be the report of list a: neither is strong enough alone, and the link says so.
    claims = [claim("a"), claim("b1", 20.001, source="list b"), claim("b2", 19.999, source="list b")]
    strikes = hypotheses(claims, CATALOGUE)
    assert len(strikes) == 3
    link = next(other.link for other in strikes[0].perhaps if {other.link.a, other.link.b} == {"a", "b1"})
    assert link.p_same < 0.6
    assert any("other records fit as well" in reason for reason in link.reasons)


def test_different_munitions_speak_against_one_strike(claim: Make) -> None:
    agree = [claim("a", munition="9M27K"), claim("b", source="list b", munition="BM-27")]
    differ = [claim("a", munition="9M27K"), claim("b", source="list b", munition="Rockeye")]
    links = [Comparison(claims, CATALOGUE).links()[0] for claims in (agree, differ)]
    assert links[0].p_same > links[1].p_same
    assert any("different munitions" in reason for reason in links[1].reasons)


def test_a_less_certain_position_links_less_surely_and_never_more(claim: Make) -> None:
    chances = []
    for sigma in (50.0, 200.0, 1000.0, 3000.0, 9000.0):
        pair = [claim("a", sigma_m=sigma), claim("b", source="list b", sigma_m=sigma)]
        found = Comparison(pair, CATALOGUE).links()
        chances.append(found[0].p_same if found else 0.0)
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.95
    assert chances[-1] < 0.5


def test_vague_places_and_times_are_not_linked_but_kept(claim: Make) -> None:
    vague = [
        claim("a", sigma_m=30_000.0),
        claim("b", sigma_m=30_000.0, source="list b"),
        claim("c", days=365),
        claim("d", days=365, source="list b"),
    ]
    view = read_strikes(vague, CATALOGUE)
    assert len(view.strikes) == 4
    assert view.perhaps_the_same == 0


def test_claims_without_a_place_are_strikes_without_a_place(claim: Make) -> None:
    view = read_strikes([claim("a", None, None), claim("b")], CATALOGUE)
    assert view.without_place == 1
    assert view.headline().startswith("2 claims of use -> 2 strikes; 1 without place; 0 pairs perhaps the same")


def test_the_id_stays_when_a_later_claim_joins(claim: Make) -> None:
    early = claim("z", known=datetime(2022, 4, 1, tzinfo=UTC))
    late = claim("a", source="list b", known=datetime(2023, 4, 1, tzinfo=UTC))
    assert hypotheses([early], CATALOGUE)[0].id == hypotheses([early, late], CATALOGUE)[0].id == strike_id("z")


def test_the_same_claim_twice_is_refused(claim: Make) -> None:
    with pytest.raises(InputError, match="a twice") as caught:
        hypotheses([claim("a"), claim("a")], CATALOGUE)
    assert caught.value.kind == "duplicate-claim"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"modality": Modality.THREATENED}, "threatened"),
        ({"modality": Modality.POSSIBLE}, "possible"),
        ({"munition": "CBU-30 riot control"}, "riot-control"),
        ({"lon": None, "source": "0" * 64}, "names no place"),
        ({"sigma_m": 50_000.0, "source": "0" * 64}, "50000 m"),
        ({"sigma_m": None, "source": "0" * 64}, "unknown m"),
        ({"day": None, "source": "0" * 64}, "no day"),
        ({"days": 30, "source": "0" * 64}, "30 days"),
        ({"basis": Basis.HEARSAY, "source": "0" * 64}, "hearsay"),
        ({"flags": ("rewritten-text",), "source": "0" * 64}, "a machine rewrote"),
        ({"flags": ("only-in-headline",), "source": "0" * 64}, "headline"),
        ({"flags": ("past-war",), "source": "0" * 64}, "past war"),
        ({"day": date(2030, 1, 1), "source": "0" * 64}, "a day to come"),
    ],
)
def test_what_makes_no_strike_is_set_aside_with_its_reason(claim: Make, fields: dict[str, Any], reason: str) -> None:
    view = read_strikes([claim("a", **fields)], CATALOGUE)
    assert view.strikes == ()
    assert reason in view.set_aside[0].reason


def test_claims_of_other_kinds_or_weapons_make_no_strike(claim: Make) -> None:
    other = claim("a", labels=())
    transfer = Claim(
        **{**{name: getattr(other, name) for name in Claim.__slots__}, "id": "b", "kind": ClaimKind.TRANSFER}
    )
    view = read_strikes([other, transfer], CATALOGUE)
    assert (view.claims, view.strikes, view.set_aside) == (0, (), ())


def test_a_settlement_named_by_one_observing_document_stands_and_by_one_assertion_is_a_candidate(claim: Make) -> None:
    seen = claim("a", source="1" * 64, sigma_m=1000.0)
    said = claim("b", 25.0, source="2" * 64, sigma_m=1000.0, basis=Basis.ASSERTS_OTHER)
    standing = {strike.members: strike.standing for strike in hypotheses([seen, said], CATALOGUE)}
    assert standing == {("a",): Standing.STANDS, ("b",): Standing.CANDIDATE}


@pytest.mark.long
@pytest.mark.perf
def test_a_hundred_thousand_claims(claim: Make, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(1)
    claims = []
    for event in range(20_000):
        lon, lat = 30 + chance.random() * 9, 46 + chance.random() * 5
        day = date(2022, 2, 24) + timedelta(days=chance.randrange(800))
        claims += [
            claim(
                f"c{event:05d}-{source}",
                lon + chance.gauss(0, 0.003),
                lat + chance.gauss(0, 0.002),
                day + timedelta(days=chance.choice([0, 0, 0, 0, 1])),
                sigma_m=chance.choice([100.0, 300.0, 1000.0]),
                source=f"list {source}",
                authority=f"family {source}",
                munition=chance.choice([None, "9M27K", "Uragan", "cluster munition"]),
            )
            for source in range(5)
        ]
    began = time.perf_counter()
    view = read_strikes(claims, CATALOGUE)
    seconds = time.perf_counter() - began
    with capsys.disabled():
        sys.stdout.write(f"\n{view.headline()} (20000 events simulated): {seconds:.1f} s\n")
    assert view.claims == 100_000
    assert 20_000 <= len(view.strikes) < 40_000
