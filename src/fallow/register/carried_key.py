"""Carried key: a secret key in a file under a passphrase, to move it to another computer or to keep it in a safe.

The passphrase is stretched by Argon2id (RFC 9106) and the 32 secret bytes are sealed by XSalsa20-Poly1305 (libsodium's
secretbox), through PyNaCl. The file is one JSON object that names its author and the cost of stretching, so that it can be
opened for as long as those two algorithms are known. What it does not do: protect against a short passphrase, or against
the key being used on two computers at once, which forks its chain.
"""

from __future__ import annotations

import base64
import json
import os
from typing import Any

from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from fallow.core.errors import InputError
from fallow.register.keys import Key, parse_author, short_author

_FORMAT = "sealed secret key 1"
LEAST_CHARACTERS = 12
"""Of a passphrase. The file may be copied and tried for ever, so a short word is no protection."""

_MOST_MEMORY_BYTES = 2**30
_MOST_PASSES = 16


def wrapped(
    key: Key,
    passphrase: str,
    *,
    passes: int = argon2id.OPSLIMIT_MODERATE,
    memory_bytes: int = argon2id.MEMLIMIT_MODERATE,
) -> bytes:
    """Return the file of a key under a passphrase: JSON, ending in a newline; every call gives other bytes.

    ``passes`` and ``memory_bytes`` are the cost of trying one passphrase. Raises ``InputError`` (``short-passphrase``).
    """
    require_long(passphrase)
    salt = os.urandom(argon2id.SALTBYTES)
    box = SecretBox(_stretched(passphrase, salt, passes, memory_bytes)).encrypt(key.seed)
    fields = {
        "fallow": _FORMAT,
        "author": key.author,
        "stretching": "argon2id",
        "passes": passes,
        "memory_bytes": memory_bytes,
        "salt": base64.b64encode(salt).decode("ascii"),
        "box": base64.b64encode(bytes(box)).decode("ascii"),
    }
    return json.dumps(fields, indent=1).encode("ascii") + b"\n"


def require_long(passphrase: str) -> None:
    """Raise ``InputError`` (``short-passphrase``) for a passphrase under which no key is put into a file."""
    if len(passphrase) < LEAST_CHARACTERS:
        raise InputError(
            kind="short-passphrase",
            expected=f"a passphrase of at least {LEAST_CHARACTERS} characters",
            found=f"{len(passphrase)}",
            do="take four or five words that do not belong together",
        )


def unwrapped(raw: bytes, passphrase: str) -> Key:
    """Return the key that ``wrapped`` put into a file.

    Raises ``InputError``: ``not-a-carried-key`` for another file, ``wrong-passphrase`` where it does not open, or opens to
    another key than the file is named for.
    """
    author, passes, memory_bytes, salt, box = _parse(raw)
    try:
        seed = SecretBox(_stretched(passphrase, salt, passes, memory_bytes)).decrypt(box)
        key = Key.from_seed(seed)
    except (CryptoError, ValueError) as error:
        raise _wrong(author, "one that does not open it, or a changed file") from error
    if key.author != author:
        raise _wrong(author, f"the key {short_author(key.author)} inside")
    return key


def _stretched(passphrase: str, salt: bytes, passes: int, memory_bytes: int) -> bytes:
    return bytes(
        argon2id.kdf(SecretBox.KEY_SIZE, passphrase.encode("utf-8"), salt, opslimit=passes, memlimit=memory_bytes)
    )


def _parse(raw: bytes) -> tuple[str, int, int, bytes, bytes]:
    try:
        fields: Any = json.loads(raw)
        passes, memory_bytes = fields["passes"], fields["memory_bytes"]
        if fields["fallow"] != _FORMAT or fields["stretching"] != "argon2id":
            raise ValueError(f"{fields['fallow']!r}, {fields['stretching']!r}")
        # The cost comes from the file: one made to stop this computer is refused unread.
        if not (
            type(passes) is int
            and type(memory_bytes) is int
            and argon2id.OPSLIMIT_MIN <= passes <= _MOST_PASSES
            and argon2id.MEMLIMIT_MIN <= memory_bytes <= _MOST_MEMORY_BYTES
        ):
            raise ValueError(f"a cost of {passes!r} passes over {memory_bytes!r} bytes")
        salt = base64.b64decode(fields["salt"], validate=True)
        if len(salt) != argon2id.SALTBYTES:
            raise ValueError(f"a salt of {len(salt)} bytes")
        return (
            parse_author(fields["author"]),
            passes,
            memory_bytes,
            salt,
            base64.b64decode(fields["box"], validate=True),
        )
    except (KeyError, TypeError, ValueError, InputError) as error:
        raise InputError(
            kind="not-a-carried-key",
            expected="a file written by fallow keys export-secret",
            found=f"{type(error).__name__}: {str(error)[:80]}",
            do="name the file that was exported, unchanged",
        ) from error


def _wrong(author: str, found: str) -> InputError:
    return InputError(
        kind="wrong-passphrase",
        expected=f"the passphrase of the key {short_author(author)}",
        found=found,
        do="try again; without it the key cannot be had back, and root rotates it to a new one",
    )
