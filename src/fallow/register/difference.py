"""Difference: what changed between two moments as known, and why. Pure over the entries; nothing is summed up or judged.

A change is told once, with every amendment behind it: which, by whom, with what reason. What was put right and taken back again
between the two moments changes nothing and is not told. What was recorded between the two moments but is claimed to have been
public before the first is told as ``late``: the view of the first moment holds it today, and a report made then could not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fallow.core.errors import FallowError, InputError
from fallow.core.ids import short
from fallow.register.entry import Entry, stamp
from fallow.register.fold import Amended, amended
from fallow.register.keys import short_author
from fallow.register.register import Register

APPEARED, LATE, CORRECTED, WITHDRAWN, RESTORED, DISPUTED, CONFLICT, DECIDED = (
    "appeared",
    "late",
    "corrected",
    "withdrawn",
    "restored",
    "disputed",
    "conflict",
    "decided",
)
_UNTOUCHED = Amended(withdrawn=False, shown=None)
_SAYS_OF_ANOTHER = frozenset({"correction", "withdrawal", "dispute"})


@dataclass(frozen=True, slots=True)
class Field:
    """A member of a body that differs, by its path; ``before`` and ``after`` hold one value, or nothing where it is absent."""

    path: str
    before: tuple[Any, ...]
    after: tuple[Any, ...]

    def to_json(self) -> dict[str, Any]:
        """Return ``{"path", "before", "after"}``; a side that lacks the member lacks it here too."""
        sides = {"before": self.before, "after": self.after}
        return {"path": self.path, **{name: side[0] for name, side in sides.items() if side}}


@dataclass(frozen=True, slots=True)
class Cause:
    """An entry behind a change. ``late``: it is claimed to have been known before it was recorded."""

    id: str
    kind: str
    author: str
    reason: str | None
    known_at: datetime
    recorded_at: datetime

    @property
    def late(self) -> bool:
        """Whether it was recorded after the moment from which it counts as known."""
        return self.recorded_at > self.known_at

    def to_json(self) -> dict[str, Any]:
        """Return the cause as an object, with ``late``."""
        return {
            "id": self.id,
            "kind": self.kind,
            "author": self.author,
            "reason": self.reason,
            "known_at": stamp(self.known_at),
            "recorded_at": stamp(self.recorded_at),
            "late": self.late,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to the entry ``of``, from the moment ``at`` on, and because of which entries, in the order of views."""

    what: str
    of: str
    kind: str
    at: datetime
    causes: tuple[Cause, ...]
    fields: tuple[Field, ...] = ()

    @property
    def late(self) -> bool:
        """Whether any cause was recorded after the moment from which it counts as known."""
        return any(cause.late for cause in self.causes)

    def to_json(self) -> dict[str, Any]:
        """Return the change as an object, with its sentence."""
        return {
            "what": self.what,
            "of": self.of,
            "kind": self.kind,
            "at": stamp(self.at),
            "late": self.late,
            "causes": [cause.to_json() for cause in self.causes],
            "fields": [field.to_json() for field in self.fields],
            "sentence": sentence(self),
        }


def difference(register: Register, before: datetime, after: datetime, kind: str | None = None) -> list[Change]:
    """Return what changed in the view of ``register`` from ``before`` to ``after``, by time; ``kind`` narrows to one.

    Holds the changes in memory, not the entries. Raises ``InputError`` (``bad-interval``) where ``after`` is the earlier one.
    """
    if after < before:
        raise InputError(
            kind="bad-interval",
            expected="a first moment no later than the second",
            found=f"{stamp(before)} to {stamp(after)}",
            do="swap them",
        )
    fresh: set[str] = set()
    found = [*_written(register, before, after, fresh), *_amended(register, before, after, fresh)]
    wanted = (change for change in found if kind in (None, change.kind))
    return sorted(wanted, key=lambda change: (change.at, change.of, change.what))


def _written(register: Register, before: datetime, after: datetime, fresh: set[str]) -> Iterator[Change]:
    """Yield what was written, and put into ``fresh`` the ids of all entries that were not known ``before``."""
    for entry in register.entries(as_known=after):
        if entry.known_at > before:
            fresh.add(entry.id)
        if entry.known_at <= before:
            if before < entry.recorded_at <= after:
                yield _of(entry, LATE, entry.recorded_at, register)
        elif entry.kind == "decision":
            yield Change(DECIDED, entry.id, entry.kind, entry.known_at, (_cause(entry),))
        elif entry.kind == "dispute":
            yield _of(entry, DISPUTED, entry.known_at, register)
        elif entry.kind not in _SAYS_OF_ANOTHER:
            yield Change(APPEARED, entry.id, entry.kind, entry.known_at, (_cause(entry),))


def _of(entry: Entry, what: str, at: datetime, register: Register) -> Change:
    named = _named(register, str(entry.body.get("of"))) if entry.kind in _SAYS_OF_ANOTHER else None
    target = named or entry
    return Change(what, target.id, target.kind, at, (_cause(entry),))


def _amended(register: Register, before: datetime, after: datetime, fresh: set[str]) -> Iterator[Change]:
    new = register.amendments(as_known=after)
    then, now = amended(register.amendments(as_known=before)), amended(new)
    behind: dict[str, list[Entry]] = defaultdict(list)
    for entry in new:
        behind[str(entry.body.get("of"))].append(entry)
    for of in sorted({*then, *now}):
        # Of an entry that only now came to be known nothing stood before, even where amendments of it were known already.
        old = _UNTOUCHED if of in fresh else then.get(of, _UNTOUCHED)
        later = now.get(of, _UNTOUCHED)
        target = _named(register, of) if old != later else None
        if target is None or target.known_at > after:
            continue
        if causes := [one for one in _below(of, behind) if of in fresh or one.known_at > before]:
            yield from _changes(target, old, later, causes)


def _below(of: str, behind: Mapping[str, list[Entry]]) -> list[Entry]:
    """Every amendment that names ``of``, or names one that does, by the moment from which it is known."""
    found: dict[str, Entry] = {}
    waiting = [of]
    while waiting:
        for entry in behind.get(waiting.pop(), ()):
            if entry.id not in found:
                found[entry.id] = entry
                waiting.append(entry.id)
    return sorted(found.values(), key=lambda entry: entry.known_at)


def _changes(entry: Entry, old: Amended, new: Amended, causes: Sequence[Entry]) -> Iterator[Change]:
    def told(what: str, fields: tuple[Field, ...] = ()) -> Change:
        at = max(entry.known_at, causes[-1].known_at)
        return Change(what, entry.id, entry.kind, at, tuple(map(_cause, causes)), fields)

    if new.withdrawn != old.withdrawn:
        yield told(WITHDRAWN if new.withdrawn else RESTORED)
    if new.sides and new.sides != old.sides:
        yield told(CONFLICT)
    if old.sides and not new.sides:
        yield told(DECIDED)
    fields = tuple(_fields("", _body(entry, old), _body(entry, new)))
    if fields and not new.withdrawn:
        yield told(CORRECTED, fields)


def _body(entry: Entry, effect: Amended) -> Any:
    return entry.body if effect.shown is None else effect.shown.body["body"]


def _fields(path: str, old: Any, new: Any) -> Iterator[Field]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            under = f"{path}.{key}" if path else key
            if key in old and key in new:
                yield from _fields(under, old[key], new[key])
            else:
                yield Field(under, (old[key],) if key in old else (), (new[key],) if key in new else ())
    elif old != new or type(old) is not type(new):
        yield Field(path, (old,), (new,))


def _named(register: Register, of: str) -> Entry | None:
    try:
        found = register.get(of)
    except FallowError as error:
        if error.kind in ("no-entry", "ambiguous-id"):
            return None  # it names what is not here, or what this reader may not see
        raise
    return found if found.id == of else None


def _cause(entry: Entry) -> Cause:
    reason = entry.body.get("reason")
    return Cause(
        entry.id,
        entry.kind,
        entry.author,
        reason if isinstance(reason, str) else None,
        entry.known_at,
        entry.recorded_at,
    )


_SENTENCES = {
    APPEARED: "{kind} {of} appeared",
    LATE: "{kind} {of} was recorded late",
    CORRECTED: "{kind} {of} was corrected{fields}",
    WITHDRAWN: "{kind} {of} was withdrawn",
    RESTORED: "{kind} {of} stands again",
    DISPUTED: "{kind} {of} was disputed",
    CONFLICT: "{kind} {of} is in conflict: amendments stand side by side",
    DECIDED: "{kind} {of} was decided",
}


def sentence(change: Change) -> str:
    """Return the change in one sentence for people: what, of what, since when, why and by whom."""
    fields = f" ({', '.join(field.path for field in change.fields)})" if change.fields else ""
    said = _SENTENCES[change.what].format(kind=change.kind, of=short(change.of), fields=fields)
    why = "; ".join(_why(change.causes, change))
    return f"{change.at:%Y-%m-%d}: {said}{': ' if why else ''}{why}"


def _why(causes: Iterable[Cause], change: Change) -> Iterator[str]:
    for cause in causes:
        who = f"by {short_author(cause.author)}"
        named = f"{cause.kind} {short(cause.id)} {who}" if cause.id != change.of else who
        words = f" ({cause.reason})" if cause.reason else ""
        late = ""
        if cause.late:
            late = f", recorded {cause.recorded_at:%Y-%m-%d}, claimed to have been public by {cause.known_at:%Y-%m-%d}"
        yield f"{named}{words}{late}"
