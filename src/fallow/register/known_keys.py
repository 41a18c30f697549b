"""Known keys: everybody of whom a register speaks, with what is known of each; and a key found by its beginning.

Known are the authors here, the keys that trust entries name, and the keys under which this copy writes. What a row says of
roles, givers and endings comes from ``fallow.register.trust`` and holds under the charter that this copy has pinned.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fallow.core.errors import InputError, NotThereError
from fallow.register.chains import Chains
from fallow.register.entry import Entry, stamp
from fallow.register.keys import Key, Keyring, short_author
from fallow.register.recorder import Recorder
from fallow.register.register import Register
from fallow.register.seal import from_microseconds
from fallow.register.signing import authors_of
from fallow.register.trust import Trust

_PREFIX = "ed25519:"
_HEX = set("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class KnownKey:
    """What is known of one key. ``roles`` is ``None`` where no charter is pinned: unknown, not none.

    ``first`` and ``last`` are the times of recording of its entries here, ``None`` where there is none. ``secret_here``
    says whether its secret lies on this computer, ``writes`` whether this copy writes under it.
    """

    key: str
    entries: int
    first: datetime | None
    last: datetime | None
    roles: frozenset[str] | None
    secret_here: bool
    writes: bool
    given_by: str | None
    replaced_by: str | None
    revoked: bool
    stranger: bool
    forked: bool

    def to_json(self) -> dict[str, Any]:
        """Return the row as ``fallow keys list --json`` prints it."""
        return {
            "key": self.key,
            "entries": self.entries,
            "first": stamp(self.first) if self.first else None,
            "last": stamp(self.last) if self.last else None,
            "roles": None if self.roles is None else sorted(self.roles),
            "secret_here": self.secret_here,
            "writes": self.writes,
            "delegated_by": self.given_by,
            "replaced_by": self.replaced_by,
            "revoked": self.revoked,
            "stranger": self.stranger,
            "forked": self.forked,
        }


def known_keys(register: Register, trust: Trust, keyring: Keyring, now: datetime) -> list[KnownKey]:
    """Return a row for every key known here: those with entries by the time of their first, then the others by name."""
    recorder = register.recorder
    chains = Chains(recorder)
    names = {*chains.authors, *trust.keys_named(), *authors_of(recorder)}
    here, writes = set(keyring.authors()), writing_key(recorder, keyring)
    strangers = set(trust.strangers(names)) if trust.ruled() else set()
    lacking = _lacking(recorder)
    rows = []
    for name in names:
        seals = chains.seals_of(name)
        rows.append(
            KnownKey(
                key=name,
                entries=sum(seal.size - lacking.get(seal.number, 0) for seal in seals),
                first=from_microseconds(min(seal.recorded for seal in seals)) if seals else None,
                last=from_microseconds(max(seal.recorded for seal in seals)) if seals else None,
                roles=trust.roles_of(name, now) if trust.pinned else None,
                secret_here=name in here,
                writes=writes is not None and name == writes.author,
                given_by=trust.giver_of(name),
                replaced_by=trust.successor_of(name),
                revoked=trust.ended(name),
                stranger=name in strangers,
                forked=chains.forked(name),
            )
        )
    return sorted(rows, key=lambda row: (row.first is None, row.first or now, row.key))


def writing_key(recorder: Recorder, keyring: Keyring) -> Key | None:
    """Return the key that this copy writes under, ``None`` where it has none yet; makes nothing."""
    found = (keyring.find(author) for author in reversed(authors_of(recorder)))
    return next((key for key in found if key is not None), None)


def find_key(text: str, among: Iterable[str]) -> str:
    """Return the one key that ``text`` begins, with or without ``ed25519:``; a whole key need not be among those known.

    Raises ``InputError`` (``ambiguous-key``, ``bad-key-name``), ``NotThereError`` (``no-key``).
    """
    start = text.strip().lower().removeprefix(_PREFIX)
    if not start or set(start) - _HEX or len(start) > 64:
        raise InputError(
            kind="bad-key-name",
            expected="a key or its beginning, in hexadecimal",
            found=repr(text)[:90],
            do="copy it from fallow keys list",
        )
    if len(start) == 64:
        return _PREFIX + start
    known = set(among)
    found = sorted(key for key in known if key.startswith(_PREFIX + start))
    if len(found) > 1:
        raise InputError(
            kind="ambiguous-key",
            expected="the beginning of one key",
            found=f"{text!r}, which begins {', '.join(map(short_author, found))}",
            do="give more characters",
        )
    if not found:
        raise NotThereError(
            kind="no-key",
            expected="the beginning of a key known here",
            found=f"{text!r}, which begins none of {len(known)}",
            do="see fallow keys list, or give the whole key where it is new",
        )
    return found[0]


def names_known(register: Register, trust: Trust) -> frozenset[str]:
    """Return every key that a beginning may mean: authors here, keys that trust entries name, keys of this copy."""
    authors = {seal.author for seal in register.recorder.seals()}
    return frozenset({*authors, *trust.keys_named(), *authors_of(register.recorder)})


def entries_believed(register: Register, trust: Trust, key: str) -> tuple[list[Entry], list[Entry]]:
    """Return the entries of a key that are believed and those that are not, each once, by their numbers."""
    unique = {entry.id: entry for entry in Chains(register.recorder).entries_of(key)}
    ordered = sorted(unique.values(), key=lambda entry: (entry.seq, entry.id))
    kept = [entry for entry in ordered if trust.believes(entry)]
    return kept, [entry for entry in ordered if not trust.believes(entry)]


def _lacking(recorder: Recorder) -> dict[int, int]:
    """How many entries of each seal that is held in part are not here."""
    partial = recorder.partial()
    sizes = {seal.number: seal.size for seal in recorder.seals() if seal.number in partial}
    return {number: size - sum(1 for _ in recorder.entries(number, number)) for number, size in sizes.items()}
