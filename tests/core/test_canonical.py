"""Canonical bytes: equal values, equal bytes; what cannot be kept exactly is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.core import InputError, canonical_bytes, parse_json

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(values)
def test_bytes_read_back_as_the_same_value(value: object) -> None:
    assert json.loads(canonical_bytes(value)) == value


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 9), min_size=2))
def test_the_order_in_which_keys_were_written_does_not_matter(value: dict[str, int]) -> None:
    assert canonical_bytes(dict(reversed(value.items()))) == canonical_bytes(value)


def test_keys_are_ordered_by_utf16_units_as_rfc_8785_asks() -> None:
    # RFC 8785, 3.2.3: U+20AC sorts before U+1F600, whose first UTF-16 unit is D83D, and after it comes U+FB33.
    text = canonical_bytes({"\ufb33": 1, "\U0001f600": 2, "\u20ac": 3, "1": 4}).decode()
    assert list(json.loads(text)) == ["1", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize("value", [{"lat": 48.1}, [1, [2.0]], float("nan")])
def test_a_float_is_refused_because_its_text_is_lost(value: object) -> None:
    with pytest.raises(InputError) as caught:
        canonical_bytes(value)
    assert caught.value.kind == "float-in-body"


@pytest.mark.parametrize("value", [2**53, {"a": "\ud800"}, {1: "a"}, object()])
def test_what_json_cannot_hold_exactly_is_refused(value: object) -> None:
    with pytest.raises(InputError) as caught:
        canonical_bytes(value)
    assert caught.value.kind == "not-json"


def test_numbers_of_a_source_keep_the_text_they_had() -> None:
    assert parse_json('{"lat": 48.10, "n": 007e0}'.replace("007e0", "7e0"), numbers_as_text=True) == {
        "lat": "48.10",
        "n": "7e0",
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [('{"a": 1, "a": 2}', "duplicate-key"), ("{", "not-json"), ("[NaN]", "not-json"), (b"\xff\xfe", "not-json")],
)
def test_json_that_two_readers_could_read_differently_is_refused(text: str | bytes, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_json(text)
    assert caught.value.kind == kind
