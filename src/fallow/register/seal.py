"""Seal: one signature over the entries of one transaction, and the link to the author's seal before it.

A transaction of a million rows is signed once: the seal holds the root of a Merkle tree over the ids of its entries, so a
single row can be handed on with a proof of some twenty digests and without the other rows. Seals of one author form a chain;
their readings of the hybrid clock give the order of views on every copy. A seal is canonical JSON
(``spec/register-v1.md``); its id is the SHA-256 of those bytes, and the signature is over those bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from fallow.core.canonical import canonical_bytes, parse_canonical
from fallow.core.errors import InputError, IntegrityError
from fallow.core.ids import digest, parse_digest, short
from fallow.register.clock import Reading
from fallow.register.entry import parse_stamp, stamp
from fallow.register.keys import Key, parse_author

_TYPE = "fallow.seal"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal, parsed. Its entries have the author's numbers ``first`` to ``first + count - 1`` and its ``recorded_at``."""

    id: str
    author: str
    first: int
    count: int
    recorded_at: datetime
    reading: Reading
    prev: str | None
    root: str
    raw: bytes
    signature: bytes

    @property
    def after(self) -> int:
        """The number that the author's next entry will have."""
        return self.first + self.count

    @property
    def order(self) -> tuple[datetime, int, str]:
        """What views are sorted by: reading of the clock, then id."""
        return (*self.reading, self.id)


def make_seal(
    key: Key, *, first: int, count: int, recorded_at: datetime, reading: Reading, prev: str | None, root: bytes
) -> Seal:
    """Sign the entries whose Merkle ``root`` (over their ids as 32 bytes, in order of number) is given."""
    raw = canonical_bytes(
        {
            "author": key.author,
            "clock": stamp(reading.moment),
            "count": count,
            "first": first,
            "prev": prev,
            "recorded_at": stamp(recorded_at),
            "root": root.hex(),
            "tick": reading.tick,
            "type": _TYPE,
            "v": 1,
        }
    )
    return Seal(digest(raw), key.author, first, count, recorded_at, reading, prev, root.hex(), raw, key.sign(raw))


def parse_seal(raw: bytes, signature: bytes) -> Seal:
    """Read a seal; the signature is carried, not checked. Raises ``IntegrityError`` (``not-a-seal``)."""
    if not isinstance(raw, bytes) or not isinstance(signature, bytes):
        raise IntegrityError(
            kind="not-a-seal",
            expected="the bytes of a seal and of its signature",
            found=f"a stored {type(raw).__name__} and {type(signature).__name__}",
            do="run fallow verify, and compare with another copy of the register",
        )
    try:
        value: dict[str, Any] = parse_canonical(raw)
        if value["type"] != _TYPE or value["v"] != 1:
            raise ValueError(f"{value['type']!r} of version {value['v']!r}")
        first, count, tick = value["first"], value["count"], value["tick"]
        if not all(type(number) is int for number in (first, count, tick)) or first < 1 or count < 1 or tick < 0:
            raise ValueError(f"first {first!r}, count {count!r}, tick {tick!r}")
        return Seal(
            digest(raw),
            parse_author(value["author"]),
            first,
            count,
            parse_stamp(value["recorded_at"]),
            Reading(parse_stamp(value["clock"]), tick),
            parse_digest(value["prev"]) if value["prev"] is not None else None,
            parse_digest(value["root"]),
            raw,
            signature,
        )
    except (KeyError, TypeError, AttributeError, ValueError, InputError) as error:
        raise IntegrityError(
            kind="not-a-seal",
            expected="a seal of version 1",
            found=f"{type(error).__name__}: {error} in {short(digest(raw))}",
            do="run fallow verify, and compare with another copy of the register",
        ) from error


def microseconds(moment: datetime) -> int:
    """Return a moment as whole microseconds since 1970, UTC: how recorders keep times for comparison."""
    return (moment - _EPOCH) // _MICROSECOND


def from_microseconds(count: int) -> datetime:
    """The moment that ``microseconds`` gives ``count`` for."""
    return _EPOCH + count * _MICROSECOND
