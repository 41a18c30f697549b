"""Entry: what the register keeps, as bytes whose digest is its name.

An entry is one canonical JSON object (``spec/register-v1.md``): version, author, the author's sequence number, when it was
recorded, optionally since when its content is claimed to have been public, optionally a sensitivity tier other than its
kind's, kind and body. Its id is the SHA-256 of those bytes. The bytes are the truth; columns beside them are an index.
Who signed it, and what came before it, stands in the seal over the entries of one transaction (``fallow.register.seal``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import orjson

from fallow.core.canonical import canonical_pair, parse_canonical
from fallow.core.errors import InputError, IntegrityError
from fallow.core.ids import digest, short
from fallow.core.when import end_of_day
from fallow.kinds import KINDS, parse_body, parse_kind
from fallow.register.tier import Tier, parse_tier

VERSION = 1
"""Version of the entry format written by this release; see ``spec/register-v1.md``."""

_STAMP_LENGTH = 27


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to append: a kind, a body without floats, a claimed earlier date of being known, a tier.

    ``tier`` is ``None`` for the tier of the kind (``fallow.kinds``).
    """

    kind: str
    body: dict[str, Any]
    known_since: date | None = None
    tier: Tier | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, parsed. ``raw`` holds the stored bytes.

    Views alone set ``corrected_by`` (the correction whose body is shown) and ``alternatives`` (corrections that stand side
    by side and that nobody has decided between: the body shown is then the last one that was not contested).
    """

    id: str
    kind: str
    body: dict[str, Any]
    recorded_at: datetime
    known_since: date | None
    author: str
    seq: int
    tier: Tier
    raw: bytes = field(repr=False)
    corrected_by: str | None = None
    alternatives: tuple[str, ...] = ()

    @property
    def known_at(self) -> datetime:
        """When its content was known: the claimed date (its last moment, UTC) where one is claimed, else the recording."""
        if self.known_since is None:
            return self.recorded_at
        return min(end_of_day(self.known_since), self.recorded_at)

    def to_json(self) -> dict[str, Any]:
        """Return the entry as ``fallow log --json`` prints it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "recorded_at": stamp(self.recorded_at),
            "known_since": self.known_since.isoformat() if self.known_since else None,
            "known_at": stamp(self.known_at),
            "author": self.author,
            "seq": self.seq,
            "tier": self.tier.name.lower(),
            "body": self.body,
        }


def stamp(moment: datetime) -> str:
    """Return an aware ``moment`` as UTC text of fixed width, so that text order is time order."""
    text = moment.astimezone(UTC).isoformat(timespec="microseconds")
    return f"{text[:26]}Z"


def parse_stamp(text: str) -> datetime:
    """Read what ``stamp`` writes; raises ``ValueError`` for any other form."""
    if len(text) != _STAMP_LENGTH or text[10] != "T" or text[-1] != "Z":
        raise ValueError(f"expected a stamp like 2024-05-01T12:00:00.000000Z, found {text!r}")
    return datetime.fromisoformat(text)


class Sealer:
    """Turns drafts into entries of one author and one moment. Order of the members is theirs by name, as RFC 8785 asks."""

    __slots__ = ("_author", "_head", "_recorded_at", "_tail")

    def __init__(self, author: str, recorded_at: datetime) -> None:
        self._author = author
        self._recorded_at = recorded_at.astimezone(UTC)
        self._head = b'{"author":"' + author.encode("ascii") + b'","body":'
        self._tail = b',"recorded_at":"' + stamp(recorded_at).encode("ascii") + b'","seq":'

    def seal(self, draft: Draft, seq: int) -> Entry:
        """Turn a draft into an entry with its bytes and id.

        Raises ``InputError`` for an unknown kind, a body that lacks keys, a float, or ``known_since`` after the recording:
        what is recorded today cannot be claimed as public only from tomorrow.
        """
        kind = parse_kind(draft.kind)
        body, copy = canonical_pair(parse_body(kind, draft.body))
        since, tier = draft.known_since, draft.tier
        pieces = [self._head, body, b',"kind":"', kind.name.encode("ascii"), b'"']
        if since is not None:
            if since > self._recorded_at.date():
                raise InputError(
                    kind="known-in-future",
                    expected=f"a known-since date no later than the recording ({self._recorded_at.date()})",
                    found=since.isoformat(),
                    do="give the day on which the content was first public",
                )
            pieces.append(b',"known_since":"%s"' % since.isoformat().encode("ascii"))
        pieces.append(self._tail)
        pieces.append(b"%d" % seq)
        if tier is not None and tier.name.lower() != kind.tier:
            pieces.append(b',"tier":"%s"' % tier.name.lower().encode("ascii"))
        pieces.append(b',"v":1}')
        raw = b"".join(pieces)
        shown = tier if tier is not None else default_tier(kind.name)
        return Entry(digest(raw), kind.name, copy, self._recorded_at, since, self._author, seq, shown, raw)


_DEFAULT_TIER = {name: parse_tier(kind.tier) for name, kind in KINDS.items()}


def default_tier(kind: str) -> Tier:
    """The tier of an entry of ``kind`` that states none; a kind unknown to this version is confidential."""
    return _DEFAULT_TIER.get(kind, Tier.CONFIDENTIAL)


def parse_entry(raw: bytes, expected_id: str | None = None) -> Entry:
    """Read an entry from its stored bytes; the id is computed, never believed.

    Raises ``IntegrityError`` where the bytes are not an entry, or do not have ``expected_id``.
    """
    if not isinstance(raw, bytes):
        raise IntegrityError(
            kind="not-an-entry",
            expected="the bytes of an entry",
            found=f"a stored {type(raw).__name__}",
            do="run fallow verify, and compare with another copy of the register",
        )
    identifier = digest(raw)
    if expected_id is not None and identifier != expected_id:
        raise IntegrityError(
            kind="changed-bytes",
            expected=f"entry {short(expected_id)}",
            found=f"bytes whose digest is {short(identifier)}",
            do="run fallow verify, and compare with another copy of the register",
        )
    try:
        value = parse_canonical(raw)
        return entry_of(identifier, value, raw)
    except (KeyError, TypeError, AttributeError, ValueError, InputError, orjson.JSONDecodeError) as error:
        raise IntegrityError(
            kind="not-an-entry",
            expected=f"a register entry of version {VERSION}",
            found=f"{type(error).__name__}: {error} in {short(identifier)}",
            do="run fallow verify, and compare with another copy of the register",
        ) from error


def entry_of(identifier: str, value: dict[str, Any], raw: bytes) -> Entry:
    """Return the entry of a parsed envelope; raises ``KeyError``, ``TypeError`` or ``ValueError`` where it is not one."""
    since, tier, kind = value.get("known_since"), value.get("tier"), value["kind"]
    if value["v"] != VERSION:
        raise ValueError(f"version {value['v']!r}")
    if not isinstance(value["body"], dict) or not isinstance(kind, str) or not isinstance(value["seq"], int):
        raise TypeError("a member of another type")
    return Entry(
        identifier,
        kind,
        value["body"],
        parse_stamp(value["recorded_at"]),
        date.fromisoformat(since) if since else None,
        value["author"],
        value["seq"],
        parse_tier(tier) if tier else default_tier(kind),
        raw,
    )
