"""Signed notes: an altered text, a stranger's signature or a mangled line never passes for what a known key signed."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from fallow.core.errors import FallowError, InputError, IntegrityError
from fallow.register.note import (
    MOST_SIGNATURES,
    Note,
    NoteKey,
    NoteSignature,
    add_signature,
    parse_note,
    parse_vkey,
    sign_note,
    verified,
)

# The secret key is that of RFC 8032, section 7.1, test 1; the rest was computed with hashlib, base64 and another
# Ed25519 than the library's.
RFC_8032_SECRET = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
RFC_8032_PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
GOLDEN_TEXT = "register.example/demo\n4711\nüber\n\nkept\n"
GOLDEN_VKEY = "register.example/demo+7d0eaa30+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"
GOLDEN_NOTE = (
    GOLDEN_TEXT + "\n— register.example/demo "
    "fQ6qMIU/VUxxv0geuzdweGFmrIGEr29oDpRlzHHoS5Fevna/sGFE63hfSW2qFZcknEZ+orqeyW7vu0ZXGxsMPtfPUgU=\n"
)

OURS, WITNESS, STRANGER = (SigningKey(bytes([n]) * 32) for n in (1, 2, 3))
KEY = NoteKey("register.example/demo", bytes(OURS.verify_key))
OTHER = NoteKey("witness.example", bytes(WITNESS.verify_key))

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n")).map(lambda text: text + "\n")


def signed(text: str, key: NoteKey = KEY, secret: SigningKey = OURS) -> str:
    return sign_note(text, key.name, key.public_key, lambda raw: secret.sign(raw).signature)


def cosigned(note: str) -> str:
    return add_signature(note, OTHER.name, OTHER.public_key, lambda raw: WITNESS.sign(raw).signature)


def line(name: str, raw: bytes) -> str:
    return f"— {name} {base64.b64encode(raw).decode()}\n"


def test_the_golden_note_is_written_and_read_byte_for_byte() -> None:
    secret = SigningKey(RFC_8032_SECRET)
    key = NoteKey("register.example/demo", RFC_8032_PUBLIC)
    assert signed(GOLDEN_TEXT, key, secret) == GOLDEN_NOTE
    assert key.to_vkey() == GOLDEN_VKEY
    note = parse_note(GOLDEN_NOTE.encode())
    assert (note.text, note.to_str()) == (GOLDEN_TEXT, GOLDEN_NOTE)
    assert verified(note, [parse_vkey(GOLDEN_VKEY)]) == (key,)


def test_the_golden_note_was_computed_without_the_library() -> None:
    ed25519 = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ed25519")
    private = ed25519.Ed25519PrivateKey.from_private_bytes(RFC_8032_SECRET)
    name = b"register.example/demo"
    key_hash = hashlib.sha256(name + b"\x0a\x01" + private.public_key().public_bytes_raw()).digest()[:4]
    encoded = base64.b64encode(key_hash + private.sign(GOLDEN_TEXT.encode()))
    assert GOLDEN_NOTE.encode() == GOLDEN_TEXT.encode() + b"\n\xe2\x80\x94 " + name + b" " + encoded + b"\n"


def test_a_key_made_by_another_program_has_the_hash_that_it_states() -> None:
    """The public key in the documentation of Go's sumdb/note, whose key hash was computed there."""
    vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    assert parse_vkey(vkey).to_vkey() == vkey


@given(texts)
def test_every_text_comes_back_as_it_was_signed(text: str) -> None:
    whole = cosigned(signed(text))
    for form in (whole, whole.encode()):
        note = parse_note(form)
        assert (note.text, note.to_str()) == (text, whole)
        assert verified(note, [OTHER, KEY]) == (KEY, OTHER)


@settings(max_examples=300)
@given(texts, st.data())
def test_no_flipped_byte_leaves_all_signers_standing(text: str, data: st.DataObject) -> None:
    raw = bytearray(cosigned(signed(text)).encode())
    where = data.draw(st.integers(0, len(raw) - 1))
    raw[where] ^= data.draw(st.integers(1, 255))
    try:
        standing = verified(parse_note(bytes(raw)), [KEY, OTHER])
    except FallowError:
        return
    assert len(standing) == 1  # the flip was in one signer's name or key hash: a stranger's line


def test_every_flipped_bit_of_a_note_with_one_signer_is_noticed() -> None:
    raw = GOLDEN_NOTE.encode()
    for where in range(len(raw)):
        for bit in range(8):
            bad = bytearray(raw)
            bad[where] ^= 1 << bit
            with pytest.raises(FallowError):
                verified(parse_note(bytes(bad)), [parse_vkey(GOLDEN_VKEY)])


def test_a_truncated_note_is_refused() -> None:
    for length in range(len(GOLDEN_NOTE)):
        with pytest.raises(InputError) as caught:
            parse_note(GOLDEN_NOTE[:length])
        assert caught.value.kind == "bad-note"


def test_a_strangers_signature_neither_helps_nor_harms() -> None:
    stranger = NoteKey(KEY.name, bytes(STRANGER.verify_key))  # our name, another key
    whole = signed("text\n") + line("stranger.example", b"hash" + b"x") + line(stranger.name, stranger.hash + b"y" * 64)
    assert verified(parse_note(whole), [KEY]) == (KEY,)


def test_a_note_that_only_strangers_signed_is_refused() -> None:
    with pytest.raises(IntegrityError) as caught:
        verified(parse_note(signed("text\n")), [OTHER])
    assert caught.value.kind == "unsigned-note"
    assert KEY.name in caught.value.found


def test_a_note_is_refused_where_no_key_is_known() -> None:
    with pytest.raises(IntegrityError):
        verified(parse_note(signed("text\n")), [])


@pytest.mark.parametrize("signature", [b"z", b"z" * 63, bytes(64), b"\xff" * 64, b"z" * 65])
def test_one_false_signature_of_a_known_key_condemns_the_whole_note(signature: bytes) -> None:
    note = parse_note(signed("text\n") + line(OTHER.name, OTHER.hash + signature))
    assert verified(note, [KEY]) == (KEY,)
    with pytest.raises(IntegrityError) as caught:
        verified(note, [KEY, OTHER])
    assert caught.value.kind == "bad-note-signature"
    assert OTHER.name in str(caught.value)


def test_a_signature_moved_to_another_text_is_refused() -> None:
    (moved,) = parse_note(signed("entries 10\n")).signatures
    with pytest.raises(IntegrityError) as caught:
        verified(Note("entries 9\n", (moved,)), [KEY])
    assert caught.value.kind == "bad-note-signature"


def test_a_signature_with_its_second_number_raised_by_the_group_order_is_refused() -> None:
    """RFC 8032 section 5.1.7: such a signature was made from a true one without the key."""
    (one,) = parse_note(signed("text\n")).signatures
    order = 2**252 + 27742317777372353535851937790883648493
    raised = int.from_bytes(one.signature[32:], "little") + order
    forged = NoteSignature(one.name, one.key_hash, one.signature[:32] + raised.to_bytes(32, "little"))
    with pytest.raises(IntegrityError):
        verified(Note("text\n", (forged,)), [KEY])


def test_a_weak_key_signs_nothing() -> None:
    """With the neutral element as public key, one fixed signature would hold for every text."""
    weak = NoteKey("weak.example", b"\x01" + bytes(31))
    note = Note("any text\n", (NoteSignature(weak.name, weak.hash, b"\x01" + bytes(63)),))
    with pytest.raises(IntegrityError):
        verified(note, [weak])


def test_a_signer_listed_twice_counts_once() -> None:
    whole = signed("text\n")
    twice = whole + whole.splitlines(keepends=True)[-1]
    assert verified(parse_note(twice), [KEY, KEY]) == (KEY,)


def test_two_keys_that_cannot_be_told_apart_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NoteKey, "hash", property(lambda _: b"same"))  # a real collision takes 2**16 keys to find
    twin = NoteKey(KEY.name, bytes(STRANGER.verify_key))
    with pytest.raises(InputError) as caught:
        verified(Note("text\n", ()), [KEY, twin])
    assert caught.value.kind == "bad-note-key"


def test_a_signer_with_the_wrong_secret_is_noticed_at_once() -> None:
    with pytest.raises(IntegrityError) as caught:
        signed("text\n", KEY, STRANGER)
    assert caught.value.kind == "bad-note-signature"


def test_a_witness_signs_the_same_text_and_keeps_every_line() -> None:
    first = signed("a\n\nb\n\n") + line("later.example", b"hash\x04cosignature")
    both = cosigned(first)
    assert both.startswith(first)
    assert verified(parse_note(both), [KEY, OTHER]) == (KEY, OTHER)


def test_a_witness_who_signs_twice_changes_nothing() -> None:
    both = cosigned(signed("text\n"))
    assert cosigned(both) == both


def test_a_witness_does_not_sign_beside_a_false_line_of_its_own() -> None:
    with pytest.raises(IntegrityError) as caught:
        cosigned(signed("text\n") + line(OTHER.name, OTHER.hash + bytes(64)))
    assert caught.value.kind == "bad-note-signature"


GOOD_LINE = line("a.example", b"hash" + b"s" * 64)


@pytest.mark.parametrize(
    "bad",
    [
        None,
        17,
        b"\xff\n\n" + GOOD_LINE.encode(),
        "",
        "text\n",
        "text\n" + GOOD_LINE,  # no blank line
        "text\n\n",
        "text\n\n" + GOOD_LINE[:-1],
        "text\n\n" + GOOD_LINE + "\n",
        "text\n\n" + GOOD_LINE + "more\n",
        "text\r\n\r\n" + GOOD_LINE,
        "te\x00xt\n\n" + GOOD_LINE,
        "te\ud800xt\n\n" + GOOD_LINE,
        "text\n\n" + GOOD_LINE.replace("—", "-"),
        "text\n\n" + GOOD_LINE.replace("— ", "—"),
        "text\n\n" + GOOD_LINE.replace(" aGFz", "  aGFz"),
        "text\n\n" + GOOD_LINE.replace("\n", " \n"),
        "text\n\n" + GOOD_LINE.replace("a.example", "a+b"),
        "text\n\n" + GOOD_LINE.replace("a.example", "a\u00a0b"),
        "text\n\n" + GOOD_LINE.replace("a.example ", ""),
        "text\n\n— a.example\n",
        "text\n\n— a.example \n",
        "text\n\n— a.example é\n",
        "text\n\n— a.example aGFzaA==\n",  # a key hash and no signature
        "text\n\n— a.example aGFzaHM\n",  # padding left out
        "text\n\n— a.example aGFzaHN=\n",  # bits that no byte needs
        "text\n\n" + GOOD_LINE * (MOST_SIGNATURES + 1),
    ],
)
def test_a_note_that_is_not_quite_a_note_is_refused_in_one_line(bad: object) -> None:
    with pytest.raises(InputError) as caught:
        parse_note(bad)
    assert caught.value.kind == "bad-note"
    assert "\n" not in str(caught.value)


def test_the_refused_lines_above_differ_from_a_good_one() -> None:
    assert parse_note("text\n\n" + GOOD_LINE * MOST_SIGNATURES).signatures[0].name == "a.example"
    assert len(parse_note("\n\n" + GOOD_LINE).text) == 1  # a text may be one empty line


def test_a_full_note_takes_no_further_signature() -> None:
    with pytest.raises(InputError) as caught:
        cosigned("text\n\n" + GOOD_LINE * MOST_SIGNATURES)
    assert caught.value.kind == "bad-note"


@pytest.mark.parametrize("text", ["", "no newline", "tab\there\n", "return\r\n", "lone \udc80\n"])
def test_a_text_that_no_note_may_hold_is_not_signed(text: str) -> None:
    with pytest.raises(InputError) as caught:
        signed(text)
    assert caught.value.kind == "bad-note"


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u2003b", "a\u2028b", "a\x7f\x85b", "a\x01b", "\ud800"])
def test_a_name_that_would_break_the_line_is_refused(name: str) -> None:
    with pytest.raises(InputError) as caught:
        NoteKey(name, KEY.public_key)
    assert caught.value.kind == "bad-note-key"


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_public_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(InputError) as caught:
        NoteKey("a.example", bytes(length))
    assert caught.value.kind == "bad-note-key"


@pytest.mark.parametrize(
    "bad",
    [
        None,
        "",
        "name",
        "name+00000000",
        GOLDEN_VKEY.replace("7d0eaa30", "7d0eaa31"),
        GOLDEN_VKEY.replace("7d0eaa30", "7D0EAA30"),
        GOLDEN_VKEY.replace("7d0eaa30", "7d0eaa3"),
        GOLDEN_VKEY.replace("demo", "dema"),
        GOLDEN_VKEY.replace("AddamAG", "AddamAH"),
        GOLDEN_VKEY.replace("Add", "Bdd"),  # type 4, a cosignature key
        GOLDEN_VKEY[:-4],
        GOLDEN_VKEY + "\n",
        " " + GOLDEN_VKEY,
    ],
)
def test_a_miscopied_verifier_key_is_refused(bad: object) -> None:
    with pytest.raises(InputError) as caught:
        parse_vkey(bad)
    assert caught.value.kind == "bad-note-key"


names = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="+"), min_size=1)


@given(names, st.binary(min_size=32, max_size=32))
def test_a_verifier_key_comes_back_from_its_text(name: str, public: bytes) -> None:
    key = NoteKey(name, public)
    assert parse_vkey(key.to_vkey()) == key
