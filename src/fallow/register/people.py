"""People: personal values stand in an entry sealed, so that they can be erased while the chain still verifies.

A name, a telephone number or a diagnosis in clear could never be taken out of an append-only log again. It is therefore
written as ``{"$sealed": 1, "person": ID, "nonce": BASE64, "box": BASE64}``. The key belongs to that one person and lives in
a vault (``fallow.register.vault``), never in the log. To erase a person is to destroy the key: the bytes stay, their digest
stays, and nobody can open them.

- Sealing is XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03; libsodium's IETF variant). Associated bytes are
  ``fallow-sealed-1:`` and the person's id in ASCII, so that a box moved to another person does not open.
- The plaintext is the value's canonical JSON, padded (ISO/IEC 7816-4) to a multiple of 64 bytes: every name of up to 61
  bytes has the same length. A long text still shows its length to the next 64 bytes.
- A person's id is random. A digest of a name is no protection: whoever has a list of names computes all of theirs.
- The same value sealed twice gives two unlike boxes. People are matched by id, never by box.

What it does not do: two values of *one* person can be exchanged between fields unseen by the box (the entry's digest and
signature show that); an author who gives two readers two keys can show them two values, since the construction does not
commit to its key; and whoever has read a value knows it. No error here carries a value or a key. Pure: no I/O, no randomness.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from nacl import bindings
from nacl.exceptions import CryptoError

from fallow.core.canonical import Json, canonical_bytes, parse_json
from fallow.core.errors import InputError, IntegrityError, RefusalError

VERSION = 1
"""Version of the sealed form written by this release."""

KEY_BYTES = 32
"""Length of a person's key."""

NONCE_BYTES = 24
"""Length of a nonce: drawn at random for every value, long enough that two never meet."""

PERSON_BYTES = 16
"""Random bytes in a person's id."""

_BLOCK_BYTES = 64
_TAG_BYTES = 16
_PERSON = re.compile(r"person-[0-9a-f]{32}")
_SEALED, _ERASED, _WITHHELD = "$sealed", "$erased", "$withheld"
_RESERVED = (_SEALED, _ERASED, _WITHHELD)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed value, parsed: whose it is, the nonce (24 bytes) and the box (a multiple of 64 bytes, and a tag of 16)."""

    person: str
    nonce: bytes
    box: bytes

    def to_json(self) -> dict[str, Json]:
        """Return the form that stands in an entry's body."""
        return {
            _SEALED: VERSION,
            "person": self.person,
            "nonce": base64.b64encode(self.nonce).decode("ascii"),
            "box": base64.b64encode(self.box).decode("ascii"),
        }


def new_person(random_bytes: bytes) -> str:
    """Return ``person-`` and 32 hexadecimal characters, made of 16 bytes that must come from ``secrets.token_bytes``.

    Never give bytes that were computed from a name, a number or a date of birth: they can be guessed and compared.
    """
    if len(random_bytes) != PERSON_BYTES:
        raise InputError(
            kind="bad-person",
            expected=f"{PERSON_BYTES} random bytes for a person's id",
            found=f"{len(random_bytes)} bytes",
            do="draw them with secrets.token_bytes; never use a name or its digest",
        )
    return f"person-{random_bytes.hex()}"


def parse_person(value: Any) -> str:
    """Return ``value`` if it is a person's id, else raise ``InputError`` (``bad-person``).

    The message says how long the text was and not what it was: what stands there by mistake is often a name.
    """
    if isinstance(value, str) and _PERSON.fullmatch(value):
        return value
    found = f"a text of {len(value)} characters" if isinstance(value, str) else type(value).__name__
    raise InputError(
        kind="bad-person",
        expected="a person's id, person- and 32 lower-case hexadecimal characters",
        found=found,
        do="give the id as the register shows it, not a name",
    )


def seal_value(value: Any, person: str, key: bytes, nonce: bytes) -> dict[str, Json]:
    """Return ``value`` (any JSON without floats) sealed under the ``key`` (32 bytes) of ``person``.

    ``nonce`` is 24 bytes of ``secrets.token_bytes``, fresh for each call: one nonce used for two values of a person
    gives both away. Raises ``InputError`` (``bad-person``, ``bad-key``, ``bad-nonce``, ``unsealable``), and ``RefusalError``
    (``opened-body``) where the value holds a sealed, erased or withheld value itself.
    """
    whose = parse_person(person)
    _require_length("key", key, KEY_BYTES)
    _require_length("nonce", nonce, NONCE_BYTES)
    try:
        plain = canonical_bytes(value)
    except InputError:  # its message may hold the value
        raise InputError(
            kind="unsealable",
            expected="a personal value that canonical JSON can hold",
            found=f"one of type {type(value).__name__} that it cannot hold",
            do="write decimals as text; use text, whole numbers, true, false, null, lists and objects only",
        ) from None
    for word in _reserved_in(value):
        raise RefusalError(
            kind="opened-body",
            expected=f"a value of {whose} in clear",
            found=f"{word} inside it",
            do="seal each value once, by itself",
        )
    padded = bindings.sodium_pad(plain, _BLOCK_BYTES)
    box = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, _associated(whose), nonce, key)
    return Sealed(whose, nonce, box).to_json()


def open_value(sealed: Any, key: bytes) -> Json:
    """Return the value that was sealed, every byte of it authenticated.

    Raises ``IntegrityError``: ``bad-sealed`` where the object is malformed, ``sealed-not-opened`` where this key does not
    open it (another person's key or box, changed bytes), ``bad-sealed-value`` where what it holds is not a value.
    """
    parsed = parse_sealed(sealed)
    _require_length("key", key, KEY_BYTES)
    try:
        padded = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            parsed.box, _associated(parsed.person), parsed.nonce, key
        )
    except CryptoError:
        raise IntegrityError(
            kind="sealed-not-opened",
            expected=f"a box that the key of {parsed.person} opens",
            found="bytes that were changed, or sealed under another key or for another person",
            do="run fallow verify, and check that the vault belongs to this register",
        ) from None
    try:
        plain = bindings.sodium_unpad(padded, _BLOCK_BYTES)
        value: Json = parse_json(plain)
        sound = canonical_bytes(value) == plain and not any(_reserved_in(value))
    except (CryptoError, InputError):  # the message may hold the value
        sound = False
    if not sound:
        raise IntegrityError(
            kind="bad-sealed-value",
            expected=f"padded canonical JSON in the box of {parsed.person}",
            found=f"{len(padded)} authentic bytes that are something else",
            do="ask the author of the entry what wrote it",
        )
    return value


def is_sealed(value: Any) -> bool:
    """Whether ``value`` says that it is sealed. It may still be malformed: ``parse_sealed`` decides that."""
    return isinstance(value, dict) and _SEALED in value


def parse_sealed(value: Any) -> Sealed:
    """Return a sealed object as a ``Sealed``; exactly the four fields, canonical base64, whole blocks.

    Raises ``IntegrityError`` (``bad-sealed``) where it is malformed, since nobody writes one by hand, and ``InputError``
    (``sealed-version``) where a later version wrote it.
    """
    if not is_sealed(value):
        raise _malformed(f"{type(value).__name__} without {_SEALED}")
    version = value[_SEALED]
    if type(version) is not int or version < 1:
        raise _malformed(f"{_SEALED} of type {type(version).__name__} that is no version")
    if version != VERSION:
        raise InputError(
            kind="sealed-version",
            expected=f"a sealed value of version {VERSION}",
            found=f"version {version}",
            do="open the register with a newer Fallow",
        )
    if set(value) != {_SEALED, "person", "nonce", "box"}:
        raise _malformed(f"{len(value)} fields other than {_SEALED}, person, nonce and box")
    try:
        person = parse_person(value["person"])
    except InputError as error:
        raise _malformed(error.found + " as person") from None
    nonce, box = _parse_base64(value["nonce"], "nonce"), _parse_base64(value["box"], "box")
    padded_length = len(box) - _TAG_BYTES
    if len(nonce) != NONCE_BYTES:
        raise _malformed(f"a nonce of {len(nonce)} bytes")
    if padded_length < _BLOCK_BYTES or padded_length % _BLOCK_BYTES:
        raise _malformed(f"a box of {len(box)} bytes")
    return Sealed(person, nonce, box)


def sealed_in(body: Any) -> frozenset[str]:
    """Return the ids of all persons of whom ``body`` holds a sealed value, at any depth; malformed ones raise."""
    return frozenset(parse_sealed(found).person for found in _objects(body) if is_sealed(found))


def check_storable(body: Any) -> frozenset[str]:
    """Return ``sealed_in(body)``; raise ``RefusalError`` (``opened-body``) where ``body`` came out of a view.

    A view shows ``$erased`` and ``$withheld`` in the place of values. Stored, they would look like testimony that there
    was never more. Values in clear that ought to be sealed cannot be told from other text: that stays with the author.
    """
    for found in _objects(body):
        for word in (_ERASED, _WITHHELD):
            if word in found:
                raise RefusalError(
                    kind="opened-body",
                    expected="an entry's body as it is stored",
                    found=f"{word}, which only views show",
                    do="start from the stored body (fallow log --json), where the value stands sealed",
                )
    return sealed_in(body)


def opened(
    body: Any, key_of: Callable[[str], bytes | None], erased: Collection[str] = frozenset()
) -> Any:  # as deep and as wide as body
    """Return a copy of ``body`` with every sealed object replaced; ``body`` itself is left as it is.

    By its value where ``key_of`` gives the person's key; by ``{"$erased": person}`` where the person is in ``erased``,
    *even if a key still turns up* (an old backup of a vault); by ``{"$withheld": person}`` where the key is not here. A
    reader who may not see personal values is given ``lambda person: None``. Opening twice changes nothing. Raises what
    ``open_value`` raises: a value that should open and does not is never shown as merely absent.
    """
    holder: list[Any] = [body]
    todo: list[tuple[Any, Any]] = [(holder, 0)]
    while todo:  # not by recursion: what JSON can nest, a view must be able to show
        container, place = todo.pop()
        value = container[place]
        if is_sealed(value):
            container[place] = _shown(value, key_of, erased)
        elif isinstance(value, dict):
            copied = container[place] = dict(value)
            todo.extend((copied, key) for key in copied)
        elif isinstance(value, list):
            listed = container[place] = list(value)
            todo.extend((listed, index) for index in range(len(listed)))
    return holder[0]


def _shown(value: Any, key_of: Callable[[str], bytes | None], erased: Collection[str]) -> Json:
    person = parse_sealed(value).person
    if person in erased:
        return {_ERASED: person}
    key = key_of(person)
    return {_WITHHELD: person} if key is None else open_value(value, key)


def _objects(body: Any) -> Iterator[dict[str, Any]]:
    todo = [body]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            yield item
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)


def _reserved_in(value: Any) -> Iterator[str]:
    return (word for found in _objects(value) for word in _RESERVED if word in found)


def _associated(person: str) -> bytes:
    return f"fallow-sealed-{VERSION}:{person}".encode("ascii")


def _require_length(what: str, value: bytes, length: int) -> None:
    if not isinstance(value, bytes) or len(value) != length:
        found = f"{len(value)} bytes" if isinstance(value, bytes) else type(value).__name__
        raise InputError(
            kind="bad-key" if what == "key" else "bad-nonce",
            expected=f"a {what} of {length} bytes",
            found=found,
            do="take the key from the vault and draw the nonce with secrets.token_bytes",
        )


def _parse_base64(value: Any, field: str) -> bytes:
    if not isinstance(value, str):
        raise _malformed(f"{type(value).__name__} as {field}")
    try:
        decoded = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise _malformed(f"a {field} of {len(value)} characters that are not base64") from None
    if base64.b64encode(decoded).decode("ascii") != value:  # one value, one spelling
        raise _malformed(f"a {field} whose base64 is not canonical")
    return decoded


def _malformed(found: str) -> IntegrityError:
    return IntegrityError(
        kind="bad-sealed",
        expected="a sealed value with person, nonce and box",
        found=found,
        do="run fallow verify, and compare with another copy of the register",
    )
