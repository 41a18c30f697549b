"""Fold: what stands, given the entries that a view may see. Pure; rebuilt from zero at any time.

A correction gives the entry it names another body; a withdrawal takes an entry, a correction or a withdrawal out. Nothing
else changes: the entry as written stays in the log.

A correction says in ``over`` which corrections of the same entry its author saw and replaces. One that names none replaces
the same author's earlier ones. Corrections that replace neither each other nor are replaced stand side by side: two laptops
corrected one record without knowing of each other. Then the last body that nobody contests is shown, marked with the
alternatives, until a further correction replaces them all; which of two was recorded later decides nothing. In the same way a
withdrawal that names in ``over`` the corrections it saw does not take out an entry that somebody else corrected meanwhile.

Everything is in the order of views (the register's hybrid clock), so every copy of a register answers alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fallow.register.entry import Entry


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry about which amendments stand side by side: ids of the corrections in the order of views, then withdrawals."""

    of: str
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amended:
    """What amendments do to one entry: whether it stands, the correction shown, and the sides of an open conflict."""

    withdrawn: bool
    shown: Entry | None
    sides: tuple[str, ...] = ()


def amended(amendments: Iterable[Entry]) -> dict[str, Amended]:
    """Return what the visible entries of kind ``correction`` and ``withdrawal`` do, by the id of the entry they name."""
    listed = list(amendments)
    withdrawals = [entry for entry in listed if entry.kind == "withdrawal"]
    gone = _gone(withdrawals)
    corrections: dict[str, list[Entry]] = defaultdict(list)
    for entry in listed:
        if entry.kind == "correction" and entry.id not in gone:
            corrections[str(entry.body["of"])].append(entry)
    return {of: _amended(corrections.get(of, []), gone.get(of)) for of in {*corrections, *gone}}


def standing(entries: Iterable[Entry], amendments: Iterable[Entry]) -> Iterator[Entry]:
    """Yield ``entries`` with standing corrections applied and withdrawn ones left out, in their order.

    ``amendments`` are the visible entries of kind ``correction`` and ``withdrawal``, each kind in the order of views.
    """
    effects = amended(amendments)
    for entry in entries:
        effect = effects.get(entry.id)
        if effect is None:
            yield entry
        elif not effect.withdrawn:
            yield applied(entry, effect)


def applied(entry: Entry, effect: Amended) -> Entry:
    """Return ``entry`` as ``effect`` shows it: the body of the shown correction, marked with open alternatives."""
    if effect.shown is None:
        return replace(entry, alternatives=effect.sides) if effect.sides else entry
    return replace(entry, body=effect.shown.body["body"], corrected_by=effect.shown.id, alternatives=effect.sides)


def conflicts(amendments: Iterable[Entry]) -> list[Conflict]:
    """Return the open conflicts among the amendments, by the id of the entry concerned."""
    return [Conflict(of, effect.sides) for of, effect in sorted(amended(amendments).items()) if effect.sides]


def _gone(withdrawals: Sequence[Entry]) -> dict[str, list[Entry]]:
    # A withdrawal can itself be withdrawn, and always by a later entry: newest first, each decides for the older ones.
    gone: dict[str, list[Entry]] = {}
    for entry in reversed(withdrawals):
        if entry.id not in gone:
            gone.setdefault(str(entry.body["of"]), []).append(entry)
    return gone


def _amended(corrections: Sequence[Entry], withdrawals: Sequence[Entry] | None) -> Amended:
    heads = _heads(corrections)
    if withdrawals is not None:
        unseen = [head for head in heads if not any(_covers(one, head) for one in withdrawals)]
        if not unseen:
            return Amended(withdrawn=True, shown=None)
        heads = [*unseen, *withdrawals]
    if len(heads) == 1:
        return Amended(withdrawn=False, shown=heads[0])
    return Amended(withdrawn=False, shown=_common(corrections, heads), sides=tuple(head.id for head in heads))


def _covers(withdrawal: Entry, correction: Entry) -> bool:
    over = withdrawal.body.get("over")
    return not isinstance(over, list) or correction.id in over


def _replaces(later: Entry, earlier: Entry) -> bool:
    over = later.body.get("over")
    if isinstance(over, list):
        return earlier.id in over
    return later.author == earlier.author and later.seq > earlier.seq


def _heads(corrections: Sequence[Entry]) -> list[Entry]:
    return [
        one for at, one in enumerate(corrections) if not any(_replaces(later, one) for later in corrections[at + 1 :])
    ]


def _common(corrections: Sequence[Entry], heads: Sequence[Entry]) -> Entry | None:
    # The newest correction that every side replaces, directly or through others; None where that is the entry as written.
    by_id = {one.id: one for one in corrections}
    sides = [_replaced_by(head, by_id) for head in heads if head.kind == "correction"]
    shared = set.intersection(*sides) if sides else set()
    return next((one for one in reversed(corrections) if one.id in shared), None)


def _replaced_by(head: Entry, by_id: dict[str, Entry]) -> set[str]:
    found: set[str] = set()
    waiting = [head]
    while waiting:
        later = waiting.pop()
        for one in by_id.values():
            if one.id not in found and one.id != later.id and _replaces(later, one):
                found.add(one.id)
                waiting.append(one)
    return found
