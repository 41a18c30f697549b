"""The bodies of the five kinds that carry trust, parsed once at the door.

Each ``parse_*`` takes a body as it stands in an entry and returns a frozen value, or raises ``InputError`` naming what is
wrong. A body that does not parse has no effect and is listed; it is never half understood. Keys of a body that are not named
here are left alone: a later version may know them. ``spec/trust-v1.md`` has the same rules in prose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from fallow.core.errors import InputError
from fallow.core.ids import parse_digest
from fallow.core.when import end_of_day
from fallow.register.trust_entry import ROLES, parse_key

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Seats:
    """Who holds a role: distinct keys, and how many persons must sign where an act does not say its own number."""

    keys: tuple[str, ...]
    threshold: int


@dataclass(frozen=True, slots=True)
class Act:
    """What an act needs: signatures of ``threshold`` persons in ``role``."""

    role: str
    threshold: int


@dataclass(frozen=True, slots=True)
class Charter:
    """Who holds which role, and which acts need how many. ``roles`` has an entry only for roles that the body names."""

    name: str
    version: int
    replaces: tuple[str, ...]
    roles: Mapping[str, Seats]
    acts: Mapping[str, Act]

    def held_by(self, keys: Iterable[str]) -> frozenset[str]:
        """Return the roles that name one of ``keys``."""
        wanted = set(keys)
        return frozenset(role for role, seats in self.roles.items() if not wanted.isdisjoint(seats.keys))

    def seats(self, role: str) -> tuple[str, ...]:
        """Return the keys of ``role``, none where the charter does not name it."""
        return self.roles[role].keys if role in self.roles else ()


@dataclass(frozen=True, slots=True)
class Endorsement:
    """A further signature under the entry ``of``, in ``role``; for one ``act`` alone where that is said."""

    of: str
    role: str
    act: str | None


@dataclass(frozen=True, slots=True)
class Delegation:
    """``to`` may act in ``roles`` for the key that signs this, to the end of the day ``until`` (UTC) where one is given."""

    to: str
    roles: frozenset[str]
    until: date | None

    def runs_at(self, when: datetime) -> bool:
        """Whether ``when`` is not after the last moment of ``until``."""
        return self.until is None or when <= end_of_day(self.until)


@dataclass(frozen=True, slots=True)
class Revocation:
    """Of the entries of ``key``, those up to ``last_good`` in its chain are believed; none where that is ``None``."""

    key: str
    last_good: str | None


@dataclass(frozen=True, slots=True)
class Rotation:
    """``new`` stands in for ``old`` from here on."""

    old: str
    new: str


def keys_in(body: Charter | Endorsement | Delegation | Revocation | Rotation) -> tuple[str, ...]:
    """Return the keys that a body names; an endorsement names none."""
    if isinstance(body, Charter):
        return tuple(key for seats in body.roles.values() for key in seats.keys)
    if isinstance(body, Delegation):
        return (body.to,)
    if isinstance(body, Revocation):
        return (body.key,)
    return (body.old, body.new) if isinstance(body, Rotation) else ()


def parse_charter(body: Any) -> Charter:
    """Read a charter: fixed role words, distinct keys, thresholds of at least 1, a root that can reach its own.

    Raises ``InputError`` (``bad-charter``, or a kind of a part of it).
    """
    fields = _object(body, "charter")
    roles = {_role(name): _seats(name, seats) for name, seats in _object(_get(fields, "roles"), "charter").items()}
    root = roles.get("root", Seats((), 1))
    if len(root.keys) < root.threshold:
        raise _bad(
            "charter", f"at least {root.threshold} root keys", f"{len(root.keys)}", "name more, or ask for fewer"
        )
    version = _number(_get(fields, "version"), "charter")
    replaces = _list(_get(fields, "replaces"), parse_digest, "charter")
    acts = {name: _act(act, roles) for name, act in _object(_get(fields, "acts"), "charter").items()}
    return Charter(_text(_get(fields, "name"), "charter"), version, tuple(sorted(replaces)), roles, acts)


def parse_endorsement(body: Any) -> Endorsement:
    """Read an endorsement; raises ``InputError``."""
    fields = _object(body, "endorsement")
    act = fields.get("act")
    return Endorsement(
        parse_digest(_get(fields, "of")),
        _role(_get(fields, "role")),
        None if act is None else _text(act, "endorsement"),
    )


def parse_delegation(body: Any) -> Delegation:
    """Read a delegation: at least one role, never root, ``until`` a date or null; raises ``InputError``."""
    fields = _object(body, "delegation")
    roles = frozenset(_list(_get(fields, "roles"), _role, "delegation"))
    if not roles or "root" in roles:
        found = ", ".join(sorted(roles)) or "none"
        raise _bad(
            "delegation", "roles other than root", found, "root keys sign themselves; a device never does for them"
        )
    until = _get(fields, "until")
    return Delegation(parse_key(_get(fields, "to")), roles, None if until is None else _date(until))


def parse_revocation(body: Any) -> Revocation:
    """Read a revocation; raises ``InputError``."""
    fields = _object(body, "revocation")
    last_good = _get(fields, "last_good")
    return Revocation(parse_key(_get(fields, "key")), None if last_good is None else parse_digest(last_good))


def parse_rotation(body: Any) -> Rotation:
    """Read a rotation between two different keys; raises ``InputError``."""
    fields = _object(body, "rotation")
    old, new = parse_key(_get(fields, "old")), parse_key(_get(fields, "new"))
    if old == new:
        raise _bad("rotation", "two different keys", f"{old} twice", "make a new key first")
    return Rotation(old, new)


def _bad(what: str, expected: str, found: str, do: str) -> InputError:
    return InputError(kind=f"bad-{what}", expected=f"a {what} with {expected}", found=found, do=do)


def _object(value: Any, what: str) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    raise _bad(what, "an object in its place", repr(value)[:60], "see spec/trust-v1.md")


def _get(fields: Mapping[str, Any], name: str) -> Any:
    if name in fields:
        return fields[name]
    raise _bad("trust-body", name, ", ".join(sorted(fields))[:80] or "nothing", "add it; null where it is unknown")


def _list(value: Any, parse: Callable[[Any], _T], what: str) -> list[_T]:
    items = [parse(item) for item in value] if isinstance(value, list | tuple) else None
    if items is None or len(set(items)) != len(items):
        raise _bad(what, "a list without doubles", repr(value)[:80], "name each once")
    return items


def _text(value: Any, what: str) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise _bad(what, "a name", repr(value)[:60], "give it in words")


def _number(value: Any, what: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise _bad(what, "whole numbers from 1 on", repr(value)[:60], "count from 1; nothing may be done by nobody")


def _role(value: Any) -> str:
    if isinstance(value, str) and value in ROLES:
        return value
    raise InputError(
        kind="unknown-role", expected=f"one of {', '.join(ROLES)}", found=repr(value)[:60], do="use these words"
    )


def _date(value: Any) -> date:
    try:
        if isinstance(value, str) and len(value) == len("2024-05-01"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise _bad("delegation", "until as YYYY-MM-DD or null", repr(value)[:60], "write the last day on which it runs")


def _seats(name: str, value: Any) -> Seats:
    fields = _object(value, "charter")
    return Seats(
        tuple(_list(_get(fields, "keys"), parse_key, "charter")), _number(_get(fields, "threshold"), "charter")
    )


def _act(value: Any, roles: Mapping[str, Seats]) -> Act:
    fields = _object(value, "charter")
    role = _role(_get(fields, "role"))
    if "threshold" in fields:
        return Act(role, _number(fields["threshold"], "charter"))
    if role in roles:
        return Act(role, roles[role].threshold)
    raise _bad("charter", "a threshold for each act", f"none, and no role {role}", "say how many must sign")
