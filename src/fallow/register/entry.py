"""Entry: what the register keeps, as bytes whose digest is its name.

An entry is one canonical JSON object (``spec/register-v1.md``): version, writer, the writer's sequence number, the id of
the writer's previous entry, when it was recorded, optionally since when its content is claimed to have been public, kind
and body. Its id is the SHA-256 of those bytes. The bytes are the truth; columns beside them are an index.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from fallow.core.canonical import canonical_bytes, parse_json
from fallow.core.errors import InputError, IntegrityError
from fallow.core.ids import digest, short
from fallow.core.when import end_of_day
from fallow.kinds import parse_body, parse_kind

VERSION = 1
"""Version of the entry format written by this release; see ``spec/register-v1.md``."""

_STAMP = "%Y-%m-%dT%H:%M:%S.%fZ"
_STAMP_LENGTH = 27


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to append: a kind, a body without floats, and a claimed earlier date of being known."""

    kind: str
    body: dict[str, Any]
    known_since: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, parsed. ``raw`` holds the stored bytes; ``corrected_by`` is set only by views that applied a correction."""

    id: str
    kind: str
    body: dict[str, Any]
    recorded_at: datetime
    known_since: date | None
    writer: str
    seq: int
    prev: str | None
    raw: bytes = field(repr=False)
    corrected_by: str | None = None

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
            "writer": self.writer,
            "seq": self.seq,
            "prev": self.prev,
            "body": self.body,
        }


def stamp(moment: datetime) -> str:
    """Return an aware ``moment`` as UTC text of fixed width, so that text order is time order."""
    return moment.astimezone(UTC).strftime(_STAMP)


def parse_stamp(text: str) -> datetime:
    """Read what ``stamp`` writes; raises ``ValueError`` for any other form."""
    if len(text) != _STAMP_LENGTH or text[10] != "T" or text[-1] != "Z":
        raise ValueError(f"expected a stamp like 2024-05-01T12:00:00.000000Z, found {text!r}")
    return datetime.fromisoformat(text)


def seal(draft: Draft, *, writer: str, seq: int, prev: str | None, recorded_at: datetime) -> Entry:
    """Turn a draft into an entry with its bytes and id.

    Raises ``InputError`` for an unknown kind, a body that lacks keys, a float, or ``known_since`` after the recording:
    what is recorded today cannot be claimed as public only from tomorrow.
    """
    kind = parse_kind(draft.kind)
    body = parse_body(kind, draft.body)
    if draft.known_since is not None and draft.known_since > recorded_at.astimezone(UTC).date():
        raise InputError(
            kind="known-in-future",
            expected=f"a known-since date no later than the recording ({recorded_at.date()})",
            found=draft.known_since.isoformat(),
            do="give the day on which the content was first public",
        )
    envelope: dict[str, Any] = {
        "v": VERSION,
        "writer": writer,
        "seq": seq,
        "prev": prev,
        "recorded_at": stamp(recorded_at),
        "kind": kind.name,
        "body": body,
    }
    if draft.known_since is not None:
        envelope["known_since"] = draft.known_since.isoformat()
    return parse_entry(canonical_bytes(envelope))


def parse_entry(raw: bytes, expected_id: str | None = None) -> Entry:
    """Read an entry from its stored bytes; the id is computed, never believed.

    Raises ``IntegrityError`` where the bytes are not an entry, or do not have ``expected_id``.
    """
    identifier = digest(raw)
    if expected_id is not None and identifier != expected_id:
        raise IntegrityError(
            kind="changed-bytes",
            expected=f"entry {short(expected_id)}",
            found=f"bytes whose digest is {short(identifier)}",
            do="run fallow verify, and compare with another copy of the register",
        )
    try:
        value = parse_json(raw)
        since = value.get("known_since")
        return Entry(
            id=identifier,
            kind=value["kind"],
            body=value["body"],
            recorded_at=parse_stamp(value["recorded_at"]),
            known_since=date.fromisoformat(since) if since else None,
            writer=value["writer"],
            seq=value["seq"],
            prev=value["prev"],
            raw=raw,
        )
    except (KeyError, TypeError, AttributeError, ValueError, InputError) as error:
        raise IntegrityError(
            kind="not-an-entry",
            expected="a register entry of version 1",
            found=f"{type(error).__name__}: {error} in {short(identifier)}",
            do="run fallow verify, and compare with another copy of the register",
        ) from error
