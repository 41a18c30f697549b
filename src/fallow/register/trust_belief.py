"""Belief: which entries are believed, who a key belongs to, and which roles it holds. Pure functions of a ledger.

1. An entry of a revoked key is believed if it is ``last_good`` or stands before it in the key's own chain: an entry on
   another branch is not, or a thief would write one beside the honest ones. Of several revocations those by root go
   before those by the key's giver, and these before the key's own. Of root's, and of the giver's, the later one stands. A
   key's own revocations all stand: whoever holds a key, a thief too, can take away with it and never give back.
2. An entry of a rotated key is believed up to the rotation. Two rotations of one key on two branches of its chain: neither
   counts. A rotation by root goes before the key's own; the later one by root stands.
3. A rotated key and its successor are one line. A delegated key is of its giver's person. A key has one giver for ever.
4. Roles come from the charter in force, by any key of the line; and from the giver, never more than it has, never root,
   not after ``until``, not once the giver was revoked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from fallow.core.ids import short
from fallow.register.trust_bodies import Charter, Delegation, Rotation
from fallow.register.trust_entry import EntryLike, short_key
from fallow.register.trust_ledger import Claim, Ledger, Revoked
from fallow.register.trust_succession import Succession

Stands = Callable[[str, str], bool]
"""``(entry, last_good)``: whether the entry is ``last_good`` or stands before it in the same author's chain."""

DEPTH = 3
"""How many delegations may lie between a key and one that the charter names."""

_NONE: frozenset[str] = frozenset()


class Belief:
    """Answers from what a ledger holds now. ``stands`` asks the caller about an author's chain."""

    def __init__(self, ledger: Ledger, succession: Succession, stands: Stands) -> None:
        self._ledger = ledger
        self._succession = succession
        self._stands = stands

    # -- entries ------------------------------------------------------------------------------------------------------

    def doubt(self, entry: EntryLike) -> tuple[str, str] | None:
        """Return ``(kind, sentence)`` why an entry is not believed, or ``None`` where nothing speaks against it."""
        body = entry.body
        if entry.kind == "revocation" and isinstance(body, Mapping) and body.get("key") == entry.author:
            return None  # a key may always end itself
        return self.revoked(entry) or self._retired(entry)

    def revoked(self, entry: EntryLike) -> tuple[str, str] | None:
        """Return ``(kind, sentence)`` where a revocation of its author's key speaks against an entry, else ``None``."""
        for revoked in self._binding(entry.author):
            last = revoked.body.last_good
            if last is None or not self._stands(entry.id, last):
                return (
                    "revoked-key",
                    (
                        f"entry {short(entry.id)} is by the revoked key {short_key(entry.author)}: "
                        f"{self._limit(last)} is believed (revocation {short(revoked.entry.id)})"
                    ),
                )
        return None

    def _limit(self, last_good: str | None) -> str:
        if last_good is None:
            return "nothing of it"
        if last_good not in self._ledger.places:
            return f"its last good entry {short(last_good)} is not here, so nothing of it"
        return f"nothing but what led up to {short(last_good)}"

    def _retired(self, entry: EntryLike) -> tuple[str, str] | None:
        rotation, rivals = self._rotation(entry.author)
        if rotation and rotation.by_root and self._ledger.place(entry) > rotation.at:
            return self._late(entry, rotation)
        if rotation and not rotation.by_root and not self._stands(entry.id, rotation.entry.id):
            return self._late(entry, rotation)
        if rivals and any(r.entry.id == entry.id or not self._stands(entry.id, r.entry.id) for r in rivals):
            return (
                "rotation-conflict",
                (
                    f"entry {short(entry.id)} is by {short_key(entry.author)}, which was rotated to "
                    f"{' and '.join(short_key(r.key) for r in rivals)} at once; neither counts until root decides"
                ),
            )
        return None

    def _late(self, entry: EntryLike, rotation: Claim) -> tuple[str, str]:
        return (
            "retired-key",
            (
                f"entry {short(entry.id)} is by {short_key(entry.author)} after {short_key(rotation.key)} took its place "
                f"(rotation {short(rotation.entry.id)})"
            ),
        )

    def _binding(self, key: str) -> list[Revoked]:
        entered = self._ledger.revocations_of.get(key, [])
        by_root = [revoked for revoked in entered if revoked.entry.id in self._ledger.settled]
        if by_root:
            return [max(by_root, key=lambda revoked: (self._ledger.settled[revoked.entry.id], revoked.at))]
        return self.by_giver(key)[-1:] or [revoked for revoked in entered if revoked.entry.author == key]

    def by_giver(self, key: str) -> list[Revoked]:
        """Return the revocations of ``key`` by the key that gave to it, or one of that key's line, as far as believed."""
        entered = [revoked for revoked in self._ledger.revocations_of.get(key, []) if revoked.entry.author != key]
        if not entered:
            return []
        parent = self._parent(key)
        givers = self.line(parent.giver) if parent else ()
        return [r for r in entered if r.entry.author in givers and self.doubt(r.entry) is None]

    def limited(self, key: str) -> bool:
        """Whether any entry of ``key`` could be doubted: a revocation that counts, or a rotation, speaks of it."""
        return self.ends(key) is not None or self.rotated(key) is not None

    def ends(self, key: str) -> int | None:
        """Return the position of the first revocation of ``key`` that counts, ``None`` where there is none."""
        entered = self._ledger.revocations_of.get(key, [])
        settled = self._ledger.settled
        given = {revoked.entry.id for revoked in self.by_giver(key)}
        return min(
            (
                settled.get(revoked.entry.id, revoked.at)
                for revoked in entered
                if revoked.entry.id in settled or revoked.entry.author == key or revoked.entry.id in given
            ),
            default=None,
        )

    def rotated(self, key: str) -> int | None:
        """Return the position from which ``key`` no longer speaks because of a rotation, ``None`` where it does."""
        rotation, rivals = self._rotation(key)
        return min((claim.at for claim in (*([rotation] if rotation else []), *rivals)), default=None)

    # -- lines and persons --------------------------------------------------------------------------------------------

    def _rotation(self, old: str) -> tuple[Claim | None, list[Claim]]:
        """The rotation of ``old`` that counts; or none, and those of its own that contend."""
        entered = self._ledger.rotations_of.get(old, [])
        by_root = [claim for claim in entered if claim.by_root]
        if by_root:
            return by_root[-1], []
        own = [claim for claim in entered if self.revoked(claim.entry) is None]
        first = [
            claim
            for claim in own
            if not any(o.entry.id != claim.entry.id and self._stands(o.entry.id, claim.entry.id) for o in own)
        ]
        return (first[0], []) if len(first) == 1 else (None, first)

    def counts(self, claim: Claim) -> bool:
        """Whether an admitted claim is still believed."""
        if isinstance(claim.body, Rotation):
            return self._rotation(claim.giver)[0] == claim
        return self.doubt(claim.entry) is None

    def older(self, key: str, before: int | None = None) -> tuple[str, ...]:
        """Return ``key`` and the keys in whose place it stands, newest first; rotations up to ``before`` only."""
        line = [key]
        while True:
            claims = [c for c in self._ledger.claims_on.get(line[-1], []) if isinstance(c.body, Rotation)]
            step = next((c for c in claims if (before is None or c.at < before) and self.counts(c)), None)
            if step is None or step.giver in line:
                return tuple(line)
            line.append(step.giver)

    def line(self, key: str) -> tuple[str, ...]:
        """Return every key of the line of ``key``, oldest first."""
        line = list(reversed(self.older(key)))
        while (step := self._rotation(line[-1])[0]) is not None and step.key not in line:
            line.append(step.key)
        return tuple(line)

    def holder(self, key: str, before: int) -> str:
        """Return the key that stands in the place of ``key`` just before a position."""
        seen = [key]
        while (step := self._rotation(seen[-1])[0]) is not None and step.at < before and step.key not in seen:
            seen.append(step.key)
        return seen[-1]

    def _parent(self, key: str) -> Claim | None:
        # A key has one giver for ever (see free), so givers form a tree and every walk up it ends.
        back = self.older(key)
        found = [c for k in back for c in self._ledger.claims_on.get(k, []) if isinstance(c.body, Delegation)]
        first = min((c for c in found if c.giver not in back), key=lambda claim: claim.at, default=None)
        return first if first and any(self.counts(c) for c in found) else None

    def person(self, key: str) -> str:
        """Return the oldest key of the person that ``key`` belongs to: one person, however many devices and rotations."""
        parent = self._parent(key)
        return self.person(parent.giver) if parent else self.line(key)[0]

    def giver(self, key: str) -> str | None:
        """Return the key that gave to ``key``, ``None`` where nobody's giving counts."""
        parent = self._parent(key)
        return parent.giver if parent else None

    def successor(self, key: str) -> str | None:
        """Return the key that took the place of ``key``, ``None`` where none did."""
        rotation, _ = self._rotation(key)
        return rotation.key if rotation else None

    def depth(self, key: str) -> int:
        """Return how many delegations lie between ``key`` and one that nobody gave."""
        parent = self._parent(key)
        return 1 + self.depth(parent.giver) if parent else 0

    # -- roles --------------------------------------------------------------------------------------------------------

    def roles(self, key: str, position: int, when: datetime, charter: Charter | None) -> frozenset[str]:
        """Return the roles that ``charter`` gives to an entry of ``key`` at a position and time, if it is believed."""
        return self._roles(key, position, when, charter, DEPTH) if charter else _NONE

    def _roles(self, key: str, position: int, when: datetime, charter: Charter, left: int) -> frozenset[str]:
        back = self.older(key, position)
        # A charter may name an older or a newer key of the line; before its rotation a key stands for itself alone.
        named = charter.held_by(self.line(key) if back == self.older(key) else back)
        return named.union(*self._given(back, position, when, charter, left))

    def _given(
        self, back: tuple[str, ...], position: int, when: datetime, charter: Charter, left: int
    ) -> Iterator[frozenset[str]]:
        parent = self._parent(back[0])
        givers = self.line(parent.giver) if parent and left else ()
        for claim in (claim for key in back for claim in self._ledger.claims_on.get(key, [])):
            body = claim.body
            if isinstance(body, Rotation) or claim.giver not in givers or claim.giver in back or claim.at >= position:
                continue
            if not body.runs_at(when) or not self.counts(claim):
                continue
            giver = self.holder(claim.giver, position)
            ended = self.ends(giver)
            if ended is None or ended >= position:
                yield body.roles & self._roles(giver, position, when, charter, left - 1) - {"root"}

    # -- admission ----------------------------------------------------------------------------------------------------

    def free(self, claim: Claim) -> str | None:
        """Return why a key cannot be claimed (named by a charter, spent, or another's), or ``None`` where it can.

        A key has one giver for ever, even where that giver's word no longer counts: its owner makes a new key instead.
        """
        if self._succession.names(claim.key, claim.at):
            return f"{short_key(claim.key)} is named by a charter and belongs to itself"
        if self._ledger.rotations_of.get(claim.key) or self.ends(claim.key) is not None:
            return f"{short_key(claim.key)} was rotated or revoked before, and a spent key is not taken up again"
        others = self._ledger.claims_on.get(claim.key, [])
        own = self.line(claim.giver)
        if isinstance(claim.body, Delegation):
            taken = any(isinstance(other.body, Rotation) or other.giver not in own for other in others)
        else:
            # A device may take its own giver's place, and root may decide between two rotations of one key.
            taken = any(
                other.giver != claim.giver if isinstance(other.body, Rotation) else other.giver not in own
                for other in others
            )
        return f"{short_key(claim.key)} already acts for another" if taken else None
