"""Sealed values: no name stands in an entry's bytes, and none opens for another key, person or place than its own."""

from __future__ import annotations

import base64
import copy
import struct
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl import bindings

from fallow.core import FallowError, InputError, IntegrityError, RefusalError, canonical_bytes, parse_json
from fallow.register.people import (
    check_storable,
    is_sealed,
    new_person,
    open_value,
    opened,
    parse_person,
    parse_sealed,
    seal_value,
    sealed_in,
)

AMAL, BASIM = new_person(bytes(range(16))), new_person(bytes(range(16, 32)))
KEYS = {AMAL: bytes(range(32)), BASIM: bytes(range(100, 132))}
NONCE = bytes(range(64, 88))
NAME = "Amal Al-Example"

keys, nonces = st.binary(min_size=32, max_size=32), st.binary(min_size=24, max_size=24)
people = st.binary(min_size=16, max_size=16).map(new_person)
texts = st.text(st.characters(exclude_categories=["Cs"]))
plain_keys = texts.filter(lambda key: not key.startswith("$"))
leaves = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts
values = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(plain_keys, inner), max_leaves=12)


class Personal:
    """Marks, in a generated body, a value that is to be sealed."""

    def __init__(self, value: Any, person: str, nonce: bytes) -> None:
        self.value, self.person, self.nonce = value, person, nonce


bodies = st.recursive(
    leaves | st.builds(Personal, values, st.sampled_from([AMAL, BASIM]), nonces),
    lambda inner: st.lists(inner) | st.dictionaries(plain_keys, inner),
    max_leaves=12,
)


def made(body: Any, of: Any) -> Any:
    """Return the generated body with ``of(personal)`` in the place of each marked value."""
    if isinstance(body, Personal):
        return of(body)
    if isinstance(body, dict):
        return {key: made(value, of) for key, value in body.items()}
    return [made(item, of) for item in body] if isinstance(body, list) else body


def sealed(personal: Personal) -> dict[str, Any]:
    return seal_value(personal.value, personal.person, KEYS[personal.person], personal.nonce)


@given(values, people, keys, nonces)
@settings(max_examples=40, deadline=None)
def test_what_was_sealed_is_what_opens(value: Any, person: str, key: bytes, nonce: bytes) -> None:
    stored = parse_json(canonical_bytes(seal_value(value, person, key, nonce)))
    assert is_sealed(stored)
    assert sealed_in(stored) == {person}
    assert canonical_bytes(open_value(stored, key)) == canonical_bytes(value)


def test_the_name_stands_nowhere_in_the_bytes_of_the_entry() -> None:
    stored = seal_value({"name": NAME, "phone": "+000 555 0101"}, AMAL, KEYS[AMAL], NONCE)
    raw = canonical_bytes({"text": "a farmer was hurt", "victim": stored})
    unwrapped = b"".join(base64.b64decode(stored[field]) for field in ("nonce", "box"))
    for word in (b"Amal", b"Al-Example", b"0101", b"phone"):
        assert word not in raw + unwrapped


def test_the_length_of_the_box_does_not_tell_one_name_from_another() -> None:
    lengths = {n: len(seal_value("x" * n, AMAL, KEYS[AMAL], NONCE)["box"]) for n in (0, 1, 7, 30, 61, 62)}
    assert len({lengths[n] for n in (0, 1, 7, 30, 61)}) == 1
    assert lengths[62] > lengths[61]


def test_the_same_name_twice_gives_two_unlike_boxes() -> None:
    first, second = (seal_value(NAME, AMAL, KEYS[AMAL], bytes([n]) * 24) for n in (1, 2))
    assert first["box"] != second["box"]


@given(values, keys, keys, nonces)
@settings(max_examples=40, deadline=None)
def test_another_persons_key_opens_nothing(value: Any, key: bytes, other: bytes, nonce: bytes) -> None:
    stored = seal_value(value, AMAL, key, nonce)
    if key != other:
        with pytest.raises(IntegrityError) as caught:
            open_value(stored, other)
        assert caught.value.kind == "sealed-not-opened"


def test_a_box_moved_to_another_person_does_not_open_even_under_the_same_key() -> None:
    stored = seal_value(NAME, AMAL, KEYS[AMAL], NONCE)
    for key in KEYS.values():
        with pytest.raises(IntegrityError):
            open_value({**stored, "person": BASIM}, key)


def test_boxes_exchanged_between_two_values_do_not_open() -> None:
    first, second = (seal_value(text, AMAL, KEYS[AMAL], bytes([n]) * 24) for n, text in enumerate(("one", "two")))
    with pytest.raises(IntegrityError):
        open_value({**first, "box": second["box"]}, KEYS[AMAL])


@given(st.integers(0, 24 + 80 - 1), st.integers(1, 255))
def test_one_flipped_byte_is_noticed(at: int, flip: int) -> None:
    parsed = parse_sealed(seal_value(NAME, AMAL, KEYS[AMAL], NONCE))
    both = bytearray(parsed.nonce + parsed.box)
    both[at] ^= flip
    changed = {
        "$sealed": 1,
        "person": AMAL,
        "nonce": base64.b64encode(both[:24]).decode(),
        "box": base64.b64encode(both[24:]).decode(),
    }
    with pytest.raises(IntegrityError):
        open_value(changed, KEYS[AMAL])


GOOD = seal_value(NAME, AMAL, KEYS[AMAL], NONCE)


@pytest.mark.parametrize(
    "value",
    [
        None,
        NAME,
        {},
        {**GOOD, "$sealed": True},
        {**GOOD, "$sealed": "1"},
        {**GOOD, "$sealed": 0},
        {**GOOD, "note": NAME},
        {key: GOOD[key] for key in ("$sealed", "person", "nonce")},
        {**GOOD, "person": NAME},
        {**GOOD, "person": None},
        {**GOOD, "person": AMAL.upper()},
        {**GOOD, "nonce": 5},
        {**GOOD, "nonce": GOOD["nonce"][:-4]},
        {**GOOD, "nonce": GOOD["nonce"] + "\n"},
        {**GOOD, "box": "naïve"},
        {**GOOD, "box": ""},
        {**GOOD, "box": GOOD["box"][:-8]},
        {**GOOD, "box": GOOD["box"][:-2] + "B="},
        {**GOOD, "box": base64.b64encode(bytes(16)).decode()},
        {**GOOD, "box": base64.b64encode(bytes(15)).decode()},
        {**GOOD, "box": GOOD["box"].replace("+", "-").replace("/", "_") + "===="},
    ],
)
def test_a_malformed_sealed_value_is_an_error_and_never_a_blank(value: Any) -> None:
    with pytest.raises(IntegrityError) as caught:
        open_value(value, KEYS[AMAL])
    assert caught.value.kind == "bad-sealed"
    assert NAME not in str(caught.value)
    if is_sealed(value):
        for read in (sealed_in, check_storable, lambda body: opened(body, KEYS.get)):
            with pytest.raises(IntegrityError):
                read({"rows": [{"victim": value}]})


def test_a_value_sealed_by_a_later_version_says_upgrade() -> None:
    with pytest.raises(InputError, match="newer Fallow") as caught:
        parse_sealed({"$sealed": 2, "anything": "else"})
    assert caught.value.kind == "sealed-version"


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ((NAME, NAME, KEYS[AMAL], NONCE), "bad-person"),
        ((NAME, AMAL, NONCE, KEYS[AMAL]), "bad-key"),
        ((NAME, AMAL, KEYS[AMAL], NONCE[:12]), "bad-nonce"),
        ((NAME, AMAL, KEYS[AMAL].hex(), NONCE), "bad-key"),
        (({"name": NAME, "age": 7.5}, AMAL, KEYS[AMAL], NONCE), "unsealable"),
        (({"name": {NAME}}, AMAL, KEYS[AMAL], NONCE), "unsealable"),
        (({"name": NAME + "\ud800"}, AMAL, KEYS[AMAL], NONCE), "unsealable"),
    ],
)
def test_a_refused_value_is_not_repeated_in_the_message(arguments: Any, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        seal_value(*arguments)
    assert caught.value.kind == kind
    told = str(caught.value) + repr(caught.value.__cause__)
    for word in ("Amal", "7.5", KEYS[AMAL].hex()):
        assert word not in told
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize("inner", [GOOD, {"$erased": AMAL}, {"$withheld": AMAL}])
def test_what_a_view_shows_cannot_be_sealed_as_if_it_were_a_value(inner: Any) -> None:
    with pytest.raises(RefusalError) as caught:
        seal_value({"name": [inner]}, AMAL, KEYS[AMAL], NONCE)
    assert caught.value.kind == "opened-body"


@pytest.mark.parametrize("marker", ["$erased", "$withheld"])
def test_what_a_view_shows_cannot_be_stored_as_if_it_were_testimony(marker: str) -> None:
    body = {"victim": GOOD, "rows": [{"name": {marker: BASIM}}]}
    with pytest.raises(RefusalError, match="stored body") as caught:
        check_storable(body)
    assert caught.value.kind == "opened-body"
    assert check_storable({"victim": GOOD, "rows": []}) == {AMAL}


@pytest.mark.parametrize(
    "plain",
    [b'{"a": 1}', b"1.5", b"\xff", b"", b'{"$erased":"person"}', b"[" * 5000, "\ufeff1".encode()],
    ids=["spaces", "float", "bytes", "empty", "marker", "deep", "mark"],
)
def test_an_authentic_box_with_something_else_inside_is_an_error(plain: bytes) -> None:
    box = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
        bindings.sodium_pad(plain, 64), b"fallow-sealed-1:" + AMAL.encode(), NONCE, KEYS[AMAL]
    )
    with pytest.raises(IntegrityError) as caught:
        open_value({**GOOD, "box": base64.b64encode(box).decode()}, KEYS[AMAL])
    assert caught.value.kind == "bad-sealed-value"


def test_an_authentic_box_without_padding_is_an_error() -> None:
    box = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes(64), b"fallow-sealed-1:" + AMAL.encode(), NONCE, KEYS[AMAL]
    )
    with pytest.raises(IntegrityError) as caught:
        open_value({**GOOD, "box": base64.b64encode(box).decode()}, KEYS[AMAL])
    assert caught.value.kind == "bad-sealed-value"


@given(bodies)
@settings(max_examples=40, deadline=None)
def test_a_view_shows_every_value_in_its_place_and_leaves_the_entry_alone(body: Any) -> None:
    stored = made(body, sealed)
    before = copy.deepcopy(stored)
    assert opened(stored, KEYS.get) == made(body, lambda personal: personal.value)
    assert stored == before


@given(bodies)
@settings(max_examples=40, deadline=None)
def test_erasing_one_person_leaves_a_mark_for_each_value_and_the_others_as_they_were(body: Any) -> None:
    stored = made(body, sealed)
    shown = opened(stored, KEYS.get, {AMAL})  # the key still turns up: an old backup of a vault
    expected = made(body, lambda p: {"$erased": AMAL} if p.person == AMAL else p.value)
    assert shown == expected
    assert opened(shown, KEYS.get, {AMAL}) == shown


@given(bodies)
@settings(max_examples=40, deadline=None)
def test_who_has_no_key_is_told_that_something_is_withheld(body: Any) -> None:
    shown = opened(made(body, sealed), lambda person: None, {BASIM})
    marks = {AMAL: "$withheld", BASIM: "$erased"}
    assert shown == made(body, lambda p: {marks[p.person]: p.person})


@given(bodies)
@settings(max_examples=40, deadline=None)
def test_everybody_of_whom_something_is_sealed_is_named(body: Any) -> None:
    there: set[str] = set()

    def note(personal: Personal) -> dict[str, Any]:
        there.add(personal.person)
        return sealed(personal)

    stored = made(body, note)
    assert sealed_in(stored) == check_storable(stored) == there


def test_a_box_that_should_open_and_does_not_is_not_shown_as_erased() -> None:
    with pytest.raises(IntegrityError):
        opened({"victim": GOOD}, {AMAL: KEYS[BASIM]}.get)


def test_a_body_nested_as_deep_as_one_likes_is_opened() -> None:
    body: Any = GOOD
    for _ in range(50_000):
        body = [body]
    assert sealed_in(body) == {AMAL}
    shown = opened(body, KEYS.get)
    for _ in range(50_000):
        (body,), (shown,) = body, shown
    assert (body, shown) == (GOOD, NAME)


def test_a_persons_id_is_made_of_random_bytes_alone() -> None:
    assert parse_person(new_person(b"\xab" * 16)) == "person-" + "ab" * 16
    with pytest.raises(InputError, match="never use a name"):
        new_person(NAME.encode())


def test_a_name_given_as_a_persons_id_is_not_repeated() -> None:
    for value in (NAME, f"person-{NAME}", AMAL + "\n", 5, None):
        with pytest.raises(FallowError) as caught:
            parse_person(value)
        assert "Amal" not in str(caught.value)


# --- A stranger opens a value from the words of the module alone: no library, RFC 8439 and draft-irtf-cfrg-xchacha-03.

GOLDEN = {
    "$sealed": 1,
    "person": "person-000102030405060708090a0b0c0d0e0f",
    "nonce": "QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZX",
    "box": (
        "rxtrEb2FWyytterfw7wk/r//1aV+KT//SB3fNWFrTfU0wyBFZaK0MMqHwWw66+rAuRb96G+FtJy2/Aj0E7JMVOJjSZsuBnMV3YvUu0+c6ws="
    ),
}


def _rounds(state: list[int]) -> list[int]:
    x = list(state)
    columns = [(0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15)]
    diagonals = [(0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)]
    for a, b, c, d in (columns + diagonals) * 10:
        for to, by, at, left in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[to] = (x[to] + x[by]) & 0xFFFFFFFF
            mixed = x[at] ^ x[to]
            x[at] = (mixed << left | mixed >> (32 - left)) & 0xFFFFFFFF
    return x


def _state(key: bytes, tail: bytes) -> list[int]:
    return list(struct.unpack("<16I", b"expand 32-byte k" + key + tail))


def _stream(key: bytes, nonce: bytes, block: int) -> bytes:
    state = _state(key, struct.pack("<I", block) + nonce)
    return struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(state, _rounds(state), strict=True)))


def _tag(one_time: bytes, aad: bytes, cipher: bytes) -> bytes:
    text = aad + bytes(-len(aad) % 16) + cipher + bytes(-len(cipher) % 16) + struct.pack("<QQ", len(aad), len(cipher))
    r = int.from_bytes(one_time[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for start in range(0, len(text), 16):
        total = (total + int.from_bytes(text[start : start + 16] + b"\x01", "little")) * r % (2**130 - 5)
    return ((total + int.from_bytes(one_time[16:], "little")) % 2**128).to_bytes(16, "little")


def _opened_by_a_stranger(value: dict[str, Any], key: bytes) -> bytes:
    nonce, box = base64.b64decode(value["nonce"]), base64.b64decode(value["box"])
    mixed = _rounds(_state(key, nonce[:16]))
    subkey, short = struct.pack("<8I", *mixed[:4], *mixed[12:]), bytes(4) + nonce[16:]
    cipher, tag = box[:-16], box[-16:]
    assert _tag(_stream(subkey, short, 0)[:32], f"fallow-sealed-1:{value['person']}".encode(), cipher) == tag
    stream = b"".join(_stream(subkey, short, 1 + n) for n in range(len(cipher) // 64))
    padded = bytes(a ^ b for a, b in zip(cipher, stream, strict=True))
    return padded.rstrip(b"\0").removesuffix(b"\x80")


def test_a_stranger_opens_the_golden_value_without_a_library() -> None:
    assert _opened_by_a_stranger(GOLDEN, KEYS[AMAL]) == b'{"name":"Amal Al-Example","phone":"+000 555 0101"}'


def test_the_golden_value_is_what_is_written_for_ever() -> None:
    assert seal_value({"phone": "+000 555 0101", "name": NAME}, AMAL, KEYS[AMAL], NONCE) == GOLDEN


@given(values, keys, nonces)
@settings(max_examples=40, deadline=None)
def test_a_stranger_and_the_library_agree(value: Any, key: bytes, nonce: bytes) -> None:
    assert _opened_by_a_stranger(seal_value(value, BASIM, key, nonce), key) == canonical_bytes(value)
