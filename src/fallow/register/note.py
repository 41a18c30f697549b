"""Signed notes: a short text and the signatures of those who stand by it, in one form that other tools read.

The form is C2SP signed-note (c2sp.org/signed-note), the one of checkpoints and their witnesses:

1. The text ends in a newline and may hold blank lines. The last blank line of the note ends it.
2. Below stand lines of an em dash, the signer's name and, in base64, four bytes that tell keys of one name apart,
   followed by the signature over the text's UTF-8 bytes.
3. A note is UTF-8 without control characters but newline. A name has no white space and no plus sign.
4. A signature by a key that the reader does not know is ignored. One by a known key must hold, or the whole note is
   refused; and a note that no known key signed is refused too.

Narrower than the specification: Ed25519 alone (type 1; RFC 8032, checked by libsodium, which refuses weak keys and
altered forms of a true signature), base64 in its one canonical spelling, at most 100 signatures. Cosignatures that
carry a time (type 4) are kept and ignored like those of a stranger.

What a signature does not say: when it was made, and that the text is true. No I/O and no clock here.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from fallow.core.errors import InputError, IntegrityError

ED25519 = b"\x01"
"""The signature type of Ed25519 in a key hash and in a verifier key."""

MOST_SIGNATURES = 100
"""A note with more lines is refused unread; the specification asks a reader to take at least 16."""

_DASH = "\N{EM DASH} "


@dataclass(frozen=True, slots=True)
class NoteKey:
    """Who may sign a note: a name, and the 32 bytes of an Ed25519 public key.

    A name is best a host and path without a scheme (``example.org/register``), though nothing need answer there.
    Raises ``InputError`` (``bad-note-key``) where the name or the length is not allowed.
    """

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        if not _is_name(self.name):
            raise _bad_key("a name without white space, control characters or plus sign", repr(self.name)[:80])
        if len(self.public_key) != 32:
            raise _bad_key("a public key of 32 bytes", f"{len(self.public_key)} bytes")

    @property
    def hash(self) -> bytes:
        """The four bytes that tell keys of one name apart. Too short to prove anything: anyone can make a collision."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public_key).digest()[:4]

    def to_vkey(self) -> str:
        """Return the verifier key that people exchange: ``name+hash in hexadecimal+base64 of type and key``."""
        return f"{self.name}+{self.hash.hex()}+{base64.b64encode(ED25519 + self.public_key).decode()}"


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: the name it gives, the four bytes of the key hash, and the signature, all unproven."""

    name: str
    key_hash: bytes
    signature: bytes

    def to_line(self) -> str:
        """Return the line as it stands in a note, with its newline."""
        return f"{_DASH}{self.name} {base64.b64encode(self.key_hash + self.signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A well-formed note. Nothing in it may be believed before ``verified`` has named who signed it."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def to_str(self) -> str:
        """Return the note as written; ``parse_note`` of it gives an equal note."""
        return self.text + "\n" + "".join(signature.to_line() for signature in self.signatures)


def parse_vkey(text: Any) -> NoteKey:
    """Read a verifier key as ``NoteKey.to_vkey`` writes it.

    Raises ``InputError`` (``bad-note-key``) where the parts, the type or the hash of name and key are wrong.
    """
    parts = text.split("+", 2) if isinstance(text, str) else []  # base64 has plus signs of its own, a name has none
    if len(parts) != 3:
        raise _bad_key("a verifier key written name+hash+key", repr(text)[:80])
    name, stated, encoded = parts
    raw = _from_base64(encoded)
    if raw is None or raw[:1] != ED25519:
        raise _bad_key("an Ed25519 key: base64 of the byte 1 and 32 bytes", repr(encoded)[:80])
    key = NoteKey(name, raw[1:])
    if key.hash.hex() != stated:
        raise _bad_key(f"the hash {key.hash.hex()} for this name and key", repr(stated)[:80])
    return key


def sign_note(text: str, name: str, public_key: bytes, sign: Callable[[bytes], bytes]) -> str:
    """Return ``text`` as a note with one signature, which holds under ``NoteKey(name, public_key)``.

    ``sign`` takes the UTF-8 bytes of the text and returns 64 bytes. Raises ``InputError`` (``bad-note``,
    ``bad-note-key``) for a text or a name that no note may hold, ``IntegrityError`` (``bad-note-signature``) where
    ``sign`` belongs to another key.
    """
    return _with_signature(Note(_checked_text(text), ()), NoteKey(name, public_key), sign)


def add_signature(note: str | bytes, name: str, public_key: bytes, sign: Callable[[bytes], bytes]) -> str:
    """Return ``note`` with one line more: a witness signs the same text. Signing twice changes nothing.

    The signatures already there are kept and not judged, because a witness need not know their keys: call
    ``verified`` first. Raises as ``parse_note`` and ``sign_note`` do, and ``IntegrityError``
    (``bad-note-signature``) where a line of this very key is there and does not hold.
    """
    return _with_signature(parse_note(note), NoteKey(name, public_key), sign)


def _with_signature(note: Note, key: NoteKey, sign: Callable[[bytes], bytes]) -> str:
    earlier = [one for one in note.signatures if (one.name, one.key_hash) == (key.name, key.hash)]
    new = [] if earlier else [NoteSignature(key.name, key.hash, sign(note.text.encode()))]
    whole = Note(note.text, (*note.signatures, *new))
    _refuse_too_many(len(whole.signatures))
    for one in earlier or new:
        _require_holds(whole.text, one, key)
    return whole.to_str()


def parse_note(value: Any) -> Note:
    """Read a note from text or UTF-8 bytes; prefer bytes, since reading as text may have changed its newlines.

    Strict: nothing is trimmed or repaired, so writing the result gives the same text. Raises ``InputError``
    (``bad-note``) saying which rule is broken.
    """
    whole = _note_text(value)
    body, blank, lines = whole.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise _bad_note("a text, a blank line and signature lines that end in newline", repr(whole[-60:]))
    signed = lines[:-1].split("\n")
    _refuse_too_many(len(signed))
    return Note(body + "\n", tuple(_parse_line(line) for line in signed))


def _parse_line(line: str) -> NoteSignature:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    raw = _from_base64(encoded)
    if not line.startswith(_DASH) or not _is_name(name) or raw is None or len(raw) < 5:
        raise _bad_note("a line of em dash, name and base64 of key hash and signature", repr(line)[:120])
    return NoteSignature(name, raw[:4], raw[4:])


def verified(note: Note, keys: Iterable[NoteKey]) -> tuple[NoteKey, ...]:
    """Return those of ``keys`` whose signature over the text holds: at least one, each once, in the note's order.

    Signatures by keys not given are ignored. How many signers are enough is for the caller to say. Raises
    ``IntegrityError`` (``bad-note-signature``) where one by a given key does not hold, (``unsigned-note``) where none
    of them signed, and ``InputError`` (``bad-note-key``) where two different keys share a name and a key hash.
    """
    known: dict[tuple[str, bytes], NoteKey] = {}
    for key in keys:
        if known.setdefault((key.name, key.hash), key) != key:
            raise _bad_key("one key for a name and key hash", f"two for {key.name!r} and {key.hash.hex()}")
    signers: dict[NoteKey, None] = {}
    for signature in note.signatures:
        if signer := known.get((signature.name, signature.key_hash)):
            _require_holds(note.text, signature, signer)
            signers[signer] = None
    if not signers:
        raise IntegrityError(
            kind="unsigned-note",
            expected=f"a signature by one of the {len(known)} known keys",
            found="lines by " + ", ".join(f"{one.name!r} {one.key_hash.hex()}" for one in note.signatures)[:200],
            do="do not use the note; obtain the signer's verifier key from the signer, by another way than the note",
        )
    return tuple(signers)


def _require_holds(text: str, signature: NoteSignature, key: NoteKey) -> None:
    try:
        VerifyKey(key.public_key).verify(text.encode(), signature.signature)
    except (CryptoError, ValueError) as error:  # ValueError: a signature that has not 64 bytes
        raise IntegrityError(
            kind="bad-note-signature",
            expected=f"a signature by {key.name!r} (key hash {key.hash.hex()}) that holds for the text",
            found=f"one of {len(signature.signature)} bytes that does not: {error}",
            do="do not use the note: its text or the signature was altered, or another key signed",
        ) from error


def _is_name(name: str) -> bool:
    return bool(name) and _is_clean(name) and not any(mark.isspace() or mark == "+" for mark in name)


def _is_clean(text: str) -> bool:
    """Whether UTF-8 can hold the text and it has no control character (below U+0020) but newline."""
    return not any((mark < " " and mark != "\n") or "\ud800" <= mark <= "\udfff" for mark in text)


def _note_text(value: Any) -> str:
    if isinstance(value, bytes):
        try:
            value = value.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _bad_note("UTF-8", str(error)) from error
    if not isinstance(value, str):
        raise _bad_note("text or bytes", type(value).__name__)
    if not _is_clean(value):
        bad = next(mark for mark in value if not _is_clean(mark))
        raise _bad_note("no control character but newline, and no lone surrogate", f"U+{ord(bad):04X}")
    return value


def _checked_text(text: Any) -> str:
    whole = _note_text(text)
    if not whole.endswith("\n"):
        raise _bad_note("a text that ends in newline", repr(whole[-60:]))
    return whole


def _refuse_too_many(lines: int) -> None:
    if lines > MOST_SIGNATURES:
        raise _bad_note(f"at most {MOST_SIGNATURES} signatures", f"{lines} lines")


def _from_base64(text: str) -> bytes | None:
    """The bytes, or None where the text is not the one canonical base64 of any (a second spelling hides an edit)."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if base64.b64encode(raw).decode() == text else None


def _bad_note(expected: str, found: str) -> InputError:
    return InputError(kind="bad-note", expected=expected, found=found, do="obtain the note again, byte for byte")


def _bad_key(expected: str, found: str) -> InputError:
    return InputError(kind="bad-note-key", expected=expected, found=found, do="copy the key again from its owner")
