"""Tiers: nobody is shown what stands above them, and what is unknown is never public."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.core import InputError
from fallow.register.tier import ANYONE, Reader, Tier, allowed, parse_tier

ORDER = [Tier.PUBLIC, Tier.RESTRICTED, Tier.CONFIDENTIAL, Tier.PERSONAL]


def test_each_reader_sees_the_tiers_up_to_theirs_and_none_above() -> None:
    seen = {clearance.word: [tier.word for tier in Tier if allowed(tier, Reader(clearance))] for clearance in Tier}
    assert seen == {
        "public": ["public"],
        "restricted": ["public", "restricted"],
        "confidential": ["public", "restricted", "confidential"],
        "personal": ["public", "restricted", "confidential", "personal"],
    }


def test_a_stranger_is_shown_only_what_is_public() -> None:
    assert [tier for tier in ORDER if allowed(tier, ANYONE)] == [Tier.PUBLIC]


@given(st.lists(st.sampled_from(ORDER), min_size=1), st.sampled_from(ORDER))
def test_a_view_of_many_is_seen_by_those_who_may_see_each(tiers: list[Tier], clearance: Tier) -> None:
    reader = Reader(clearance)
    assert allowed(max(tiers), reader) == all(allowed(tier, reader) for tier in tiers)


@pytest.mark.parametrize("tier", ORDER)
def test_no_tier_is_false_so_a_default_cannot_take_its_place(tier: Tier) -> None:
    assert tier
    assert (tier or Tier.PERSONAL) is tier


@pytest.mark.parametrize("tier", ORDER)
def test_the_word_is_read_back(tier: Tier) -> None:
    assert parse_tier(tier.word) is tier
    assert parse_tier(tier) is tier


@pytest.mark.parametrize("value", [None, "", "Public", " public", "secret", 0, 1, True, 4, ["public"], {"public": 1}])
def test_what_is_not_a_tier_is_refused_and_not_taken_as_public(value: object) -> None:
    with pytest.raises(InputError, match="public, restricted, confidential, personal") as caught:
        parse_tier(value)
    assert caught.value.kind == "unknown-tier"
