"""What trust needs of an entry, and how a key is named.

Trust looks at six attributes; ``fallow.register.entry.Entry`` has them. That an entry's signature is its author's has been
checked by whoever hands it over: nothing here looks at bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from fallow.core.errors import InputError

ROLES = ("root", "authority", "analyst", "observer", "publisher")
"""The fixed words for what a key may be. A role gives nothing by itself: acts name the role that they need."""

TRUST_KINDS = ("charter", "endorsement", "delegation", "revocation", "rotation")
"""The payload kinds that say who may do what. Corrections and withdrawals of them change nothing here."""

_KEY = re.compile(r"ed25519:[0-9a-f]{64}")
_SHORT = len("ed25519:") + 10


class EntryLike(Protocol):
    """What trust reads of an entry. ``seq`` is the author's own number of it, ``recorded_at`` has a zone."""

    @property
    def id(self) -> str:
        """Digest of the entry's bytes."""

    @property
    def author(self) -> str:
        """The key that signed it, ``ed25519:`` and 64 hexadecimal characters."""

    @property
    def seq(self) -> int:
        """The author's own number of it: 1, 2, 3 ..."""

    @property
    def kind(self) -> str:
        """Its payload kind."""

    @property
    def body(self) -> Mapping[str, Any]:
        """Its payload."""

    @property
    def recorded_at(self) -> datetime:
        """When its author says that it was recorded; aware."""


class TrustEntry(NamedTuple):
    """The smallest thing that is an ``EntryLike``, for callers that hold something else than ``Entry``."""

    id: str
    author: str
    seq: int
    kind: str
    body: Mapping[str, Any]
    recorded_at: datetime


def parse_key(value: Any) -> str:
    """Return ``value`` if it is a whole key, else raise ``InputError`` (``bad-key-name``)."""
    if isinstance(value, str) and _KEY.fullmatch(value):
        return value
    raise InputError(
        kind="bad-key-name",
        expected="a key: ed25519: and 64 lower-case hexadecimal characters",
        found=repr(value)[:90],
        do="give the whole key, never its short form",
    )


def short_key(key: str) -> str:
    """Return the first characters of a key, for tables and sentences; never store or compare the result."""
    return key[:_SHORT]
