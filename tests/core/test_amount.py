"""Amount: unknown is not zero, and a range stays a range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.core import Amount, Ending, InputError, Outcome

counts = st.integers(0, 10_000)


@given(counts, counts, counts, counts)
def test_a_sum_of_ranges_holds_every_sum_of_their_members(a: int, b: int, c: int, d: int) -> None:
    first, second = Amount(min(a, b), max(a, b)), Amount(min(c, d), max(c, d))
    total = first + second
    assert total.low == first.low + second.low
    assert total.high == max(a, b) + max(c, d)


@given(counts)
def test_adding_what_nobody_counted_opens_the_upper_end(n: int) -> None:
    total = Amount.exactly(n) + Amount.unknown()
    assert total.high is None
    assert not total.is_unknown
    assert (Amount.unknown() + Amount.unknown()).is_unknown


def test_unknown_is_never_written_as_zero() -> None:
    assert str(Amount.unknown()) == "unknown"
    assert Amount.unknown().to_json() == {"low": None, "high": None}
    assert str(Amount(3, 7)) == "3 to 7"
    assert str(Amount(3, None)) == "at least 3"


@pytest.mark.parametrize(("low", "high"), [(-1, 2), (3, 2), (float("nan"), 1), (1, float("inf"))])
def test_an_impossible_range_is_refused(low: float, high: float) -> None:
    with pytest.raises(InputError):
        Amount(low, high)


def test_not_enough_evidence_is_neither_success_nor_stopping() -> None:
    assert Outcome(Ending.STOPPED, "stopped on purpose")
    assert not Outcome(Ending.NOT_ENOUGH_EVIDENCE, "two boxes were searched")
