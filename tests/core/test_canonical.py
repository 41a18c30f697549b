"""Canonical bytes: equal values, equal bytes; what cannot be kept exactly is refused."""

from __future__ import annotations

import enum
import json
import uuid
from datetime import date

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from fallow.core import InputError, canonical_bytes, parse_json
from fallow.core.canonical import canonical_pair, is_canonical

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


@given(values)
@settings(max_examples=400, deadline=None)
def test_the_quick_encoder_writes_what_the_other_one_writes(value: object) -> None:
    raw, copy = canonical_pair(value)
    assert raw == rfc8785.dumps(value)
    assert copy == value
    assert is_canonical(raw)
    assert not is_canonical(raw + b" ")


class _Colour(enum.Enum):
    RED = "red"


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), [float("inf")], {"a": {"b": [1e300]}}, 2**53, {"n": -(2**53)}, {1: "a"}, {"a": {1, 2}},
     {"when": date(2024, 1, 1)}, {"colour": _Colour.RED}, {"text": "\ud800"}, {"raw": b"x"}, uuid.UUID(int=1)],
)  # fmt: skip
def test_what_another_reader_could_read_otherwise_is_refused(value: object) -> None:
    with pytest.raises(InputError):
        canonical_bytes(value)


@pytest.mark.parametrize(
    "raw",
    [b'{"b":1,"a":2}', b'{"a":1,"a":2}', b'{"a": 1}', b'{"a":1.0}', b'{"a":9007199254740992}', b'{"a":"\\u0041"}', b"{",
     b'"\xff"', b'{"a":1e2}', b"[1,]", b"", b'{"\xf0\x90\x80\x80":1,"\xee\x80\x80":2}x'],
)  # fmt: skip
def test_other_bytes_of_a_value_are_not_canonical(raw: bytes) -> None:
    assert not is_canonical(raw)


@given(values, st.floats(allow_nan=False, allow_infinity=False) | st.integers(min_value=2**53))
def test_no_place_in_a_value_hides_a_number_that_must_not_pass(value: object, bad: float) -> None:
    for hidden in ([value, bad], {"a": value, "b": bad}, {"a": [[bad], value]}, {"t": ":5,5[5", "n": {"x": bad}}):
        with pytest.raises(InputError):
            canonical_pair(hidden)
        assert not is_canonical(json.dumps(hidden, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
