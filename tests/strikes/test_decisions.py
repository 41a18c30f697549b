"""Decisions: an analyst's word overrides the method, stays visible, and the newest on a pair wins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from fallow.core.errors import InputError
from fallow.evidence.claim import Claim
from fallow.register import Draft, Register
from fallow.strikes import Decision, Grade, decision_draft, decisions_of, hypotheses, load_catalogue, read_strikes

Make = Callable[..., Claim]
CATALOGUE = load_catalogue()
NOW = datetime(2024, 5, 1, tzinfo=UTC)


def decision(a: str, b: str, *, same: bool, at: int = 0) -> Decision:
    return Decision(a, b, same, f"looked at it, number {at}", f"entry {at}", (f"{at:04d}",))


def members(claims: list[Claim], *made: Decision) -> list[tuple[str, ...]]:
    return sorted(strike.members for strike in hypotheses(claims, CATALOGUE, made))


def test_different_keeps_apart_what_the_method_would_join(claim: Make) -> None:
    claims = [claim("a"), claim("b", source="list b")]
    assert members(claims) == [("a", "b")]
    assert members(claims, decision("b", "a", same=False)) == [("a",), ("b",)]


def test_same_joins_what_the_method_would_never_join_and_the_reason_stays(claim: Make) -> None:
    claims = [claim("a"), claim("b", 30.0, 40.0, source="list b")]
    (strike,) = hypotheses(claims, CATALOGUE, [decision("a", "b", same=True)])
    (link,) = strike.links
    assert link.grade is Grade.DECIDED_SAME
    assert "an analyst says the same strike: looked at it" in link.reasons[0]
    assert "by the method alone 0.00" in link.reasons[0]


def test_rows_of_one_list_may_be_joined_by_an_analyst(claim: Make) -> None:
    assert members([claim("a"), claim("b")], decision("a", "b", same=True)) == [("a", "b")]


def test_the_newest_decision_wins_and_the_older_one_is_still_shown(claim: Make) -> None:
    claims = [claim("a"), claim("b", source="list b")]
    old, new = decision("a", "b", same=False, at=1), decision("a", "b", same=True, at=2)
    for made in permutations([old, new]):
        (strike,) = hypotheses(claims, CATALOGUE, made)
        assert [d.order for d in strike.links[0].decisions] == [new.order, old.order]
    assert members(claims, decision("a", "b", same=True, at=1), decision("a", "b", same=False, at=2)) == [
        ("a",),
        ("b",),
    ]


def test_a_decided_difference_stays_visible_in_both_strikes(claim: Make) -> None:
    strikes = hypotheses([claim("a"), claim("b", source="list b")], CATALOGUE, [decision("a", "b", same=False)])
    for strike in strikes:
        assert [link.grade for link in strike.links] == [Grade.DECIDED_DIFFERENT]
        assert strike.perhaps == ()


def test_a_decided_difference_is_not_undone_by_a_third_claim(claim: Make) -> None:
    claims = [claim("a"), claim("b", source="list b"), claim("c", source="list c")]
    assert members(claims) == [("a", "b", "c")]
    joined = members(claims, decision("a", "b", same=False))
    assert not any({"a", "b"} <= set(group) for group in joined)


def test_decisions_that_contradict_each_other_are_not_followed_silently(claim: Make) -> None:
    claims = [claim(name, lon, source=f"list {name}") for name, lon in (("a", 20.0), ("b", 25.0), ("c", 28.0))]
    made = [
        decision("a", "b", same=True, at=1),
        decision("b", "c", same=True, at=2),
        decision("a", "c", same=False, at=3),
    ]
    for order in permutations(made):
        view = read_strikes(claims, CATALOGUE, order)
        assert sorted(strike.members for strike in view.strikes) == [("a",), ("b", "c")]
        link = next(other.link for strike in view.strikes for other in strike.perhaps)
        assert link.reasons[-1] == "not followed: it would join a pair decided to be different"


def test_what_an_analyst_joined_still_takes_in_others(claim: Make) -> None:
    # "a" and "b" lie far apart; "c" fits "a" alone. The analyst's pair counts as one report, so "c" stays with it.
    claims = [claim("a"), claim("b", 25.0, source="list b"), claim("c", source="list c")]
    assert members(claims, decision("a", "b", same=True)) == [("a", "b", "c")]


def test_a_decision_about_claims_not_in_view_is_reported(claim: Make) -> None:
    view = read_strikes([claim("a")], CATALOGUE, [decision("a", "gone", same=True)])
    assert [made.b for made in view.decisions_unused] == ["gone"]


def test_decisions_are_entries_and_can_be_withdrawn(tmp_path: Path) -> None:
    with Register.create(tmp_path / "r.fallow") as register:
        draft = decision_draft("b", "a", same=True, reason=" one crater in both videos ")
        (entry,) = register.append([draft], now=NOW)
        register.append([Draft("decision", {"about": "who knows", "verdict": "yes", "reason": "x"})], now=NOW)
        (made,) = decisions_of(register)
        assert (made.a, made.b, made.same, made.reason) == ("a", "b", True, "one crater in both videos")
        assert decisions_of(register, as_known=NOW - timedelta(days=1)) == []
        register.append([Draft("withdrawal", {"of": entry.id, "reason": "wrong video"})], now=NOW)
        assert decisions_of(register) == []


def test_a_decision_that_cannot_be_read_is_an_error_and_not_ignored(tmp_path: Path) -> None:
    with Register.create(tmp_path / "r.fallow") as register:
        body = {"about": "same_strike", "a": "a", "b": "b", "verdict": "maybe", "reason": "x"}
        register.append([Draft("decision", body)], now=NOW)
        with pytest.raises(InputError, match="maybe"):
            decisions_of(register)


@pytest.mark.parametrize(
    ("a", "b", "reason", "kind"), [("a", "a", "x", "one-claim-twice"), ("a", "b", " ", "no-reason")]
)
def test_a_decision_needs_two_claims_and_a_reason(a: str, b: str, reason: str, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        decision_draft(a, b, same=True, reason=reason)
    assert caught.value.kind == kind
