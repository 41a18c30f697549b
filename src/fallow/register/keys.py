"""Keys: who writes. An author is an Ed25519 public key (RFC 8032), written ``ed25519:`` and 64 hexadecimal characters.

Each copy of a register writes under a key of its own, made when it first appends. The secret half lies in a folder of the
person's account (``FALLOW_HOME``, else the system's place for settings), never in the register: a register can be handed on
without it. A file of a key is readable by its owner only.
"""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from nacl.bindings import crypto_sign, crypto_sign_open, crypto_sign_seed_keypair
from nacl.exceptions import BadSignatureError

from fallow.core.errors import InputError, IntegrityError
from fallow.register.whole import moved

_AUTHOR = re.compile(r"ed25519:[0-9a-f]{64}")
_PREFIX = "ed25519:"
_SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class Key:
    """A key pair. ``author`` is its public name; the secret is never printed."""

    author: str
    _secret: bytes = field(repr=False)

    @classmethod
    def from_seed(cls, seed: bytes) -> Key:
        """Return the key pair of a 32-byte seed; the same seed gives the same key."""
        public, secret = crypto_sign_seed_keypair(seed)
        return cls(_PREFIX + public.hex(), secret)

    @classmethod
    def new(cls) -> Key:
        """Return a key pair from the system's source of randomness."""
        return cls.from_seed(os.urandom(32))

    @property
    def seed(self) -> bytes:
        """The 32 secret bytes."""
        return self._secret[:32]

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature of ``message``; deterministic."""
        return crypto_sign(message, self._secret)[:_SIGNATURE_BYTES]


def parse_author(value: object) -> str:
    """Return ``value`` if it is an author's name, else raise ``InputError`` (``bad-author``)."""
    if isinstance(value, str) and _AUTHOR.fullmatch(value):
        return value
    raise InputError(
        kind="bad-author",
        expected="ed25519: and 64 hexadecimal characters",
        found=repr(value)[:90],
        do="copy the key from fallow keys list",
    )


def public_bytes(author: str) -> bytes:
    """Return the 32 bytes of an author's public key."""
    return bytes.fromhex(parse_author(author).removeprefix(_PREFIX))


def signed_by(author: str, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` is the author's over ``message``."""
    try:
        crypto_sign_open(signature + message, public_bytes(author))
    except (BadSignatureError, InputError, ValueError):
        return False
    return len(signature) == _SIGNATURE_BYTES


def short_author(author: str) -> str:
    """Return the first characters of an author's key, for tables and sentences."""
    return author.removeprefix(_PREFIX)[:10]


def home() -> Path:
    """Where this person's keys and settings lie: ``FALLOW_HOME``, else the system's folder for settings."""
    if told := os.environ.get("FALLOW_HOME"):
        return Path(told)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming")) / "fallow"
    return Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config")) / "fallow"


class Keyring:
    """The secret keys of one person on one computer: a folder with a file for each."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or home() / "keys"

    def find(self, author: str) -> Key | None:
        """Return the key of ``author`` if it lies here; raises ``IntegrityError`` (``bad-key``) where its file is not one."""
        path = self._path(author)
        if not path.is_file():
            return None
        try:
            key = Key.from_seed(bytes.fromhex(json.loads(path.read_text("utf-8"))["seed"]))
        except (KeyError, TypeError, ValueError) as error:
            raise _bad_key(path, f"{type(error).__name__}") from error
        if key.author != author:
            raise _bad_key(path, f"the key {short_author(key.author)}")
        return key

    def keep(self, key: Key, note: str = "") -> Path:
        """Write a key where only its owner can read it, durable, and return the file."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(key.author)
        text = json.dumps({"fallow": "secret key 1", "author": key.author, "note": note, "seed": key.seed.hex()})
        beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(text + "\n")
                stream.flush()
                os.fsync(stream.fileno())
            moved(beside, path)
        finally:
            beside.unlink(missing_ok=True)
        return path

    def authors(self) -> tuple[str, ...]:
        """Return the authors whose keys lie here, sorted."""
        found = (_PREFIX + path.stem for path in self.folder.glob("*.key")) if self.folder.is_dir() else ()
        return tuple(sorted(author for author in found if _AUTHOR.fullmatch(author)))

    def _path(self, author: str) -> Path:
        return self.folder / f"{parse_author(author).removeprefix(_PREFIX)}.key"


def _bad_key(path: Path, found: str) -> IntegrityError:
    return IntegrityError(
        kind="bad-key",
        expected=f"the secret key that {path.name} is named for",
        found=found,
        do="bring the file back from a backup, or move it away and let a new key be made",
    )
