"""Names for bytes: SHA-256 digests in hexadecimal, and how they are shortened for people."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from fallow.core.errors import InputError

_HEX64 = re.compile(r"[0-9a-f]{64}")

SHORT_LENGTH = 10
"""Characters of a digest shown to people. Look-ups accept any unambiguous prefix; stored references are whole."""


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` as 64 lower-case hexadecimal characters."""
    return hashlib.sha256(data).hexdigest()


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, read in pieces so that size does not matter."""
    hasher = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            hasher.update(piece)
    return hasher.hexdigest()


def short(identifier: str) -> str:
    """Return the first characters of an id, for tables and messages; never store the result."""
    return identifier[:SHORT_LENGTH]


def parse_digest(value: object) -> str:
    """Return ``value`` if it is a whole SHA-256 in lower-case hexadecimal, else raise ``InputError``."""
    if isinstance(value, str) and _HEX64.fullmatch(value):
        return value
    raise InputError(
        kind="bad-digest",
        expected="64 lower-case hexadecimal characters",
        found=repr(value)[:80],
        do="give the whole id as printed by --json",
    )
