"""Trust: who may do what, decided from entries alone. A pure rule-keeper: no file, no network, no clock.

The rules (``spec/trust-v1.md`` has them for re-implementation):

1. One charter is pinned by the caller. Without it nobody has a role and no act holds. It counts once a threshold of its own
   root keys signed it. A successor needs the threshold of the old root *and* of the new (after TUF 1.0, section 5.3). Two
   successors of one charter are a conflict: neither counts until one charter replaces both.
2. An act holds if as many *persons* as the charter asks for signed it in the role that the charter names. Devices that one
   person delegated to, and keys that were rotated, are one person.
3. A delegate never has more than its giver, and ends with it. Root is never delegated.
4. Entries of a revoked key after its last good one are not believed, whatever time they bear.
5. What a stranger writes moves nothing.

A caller may believe that ``Trust`` answers alike on every copy that holds the same entries in the same order. What it does not
cover: a signer's own clock dates a signature, so ``until`` guards against forgetting and not against a thief (revoke the key);
who holds a key in their hand; whether what was signed is true; and whether land is fit for anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from fallow.core.errors import InputError, NotThereError
from fallow.core.ids import short
from fallow.register.trust_belief import Belief, Stands
from fallow.register.trust_bodies import Act, Charter, Endorsement, keys_in, parse_endorsement
from fallow.register.trust_decision import Decision, Remark, Tally
from fallow.register.trust_entry import EntryLike, TrustEntry, short_key
from fallow.register.trust_ledger import Ledger
from fallow.register.trust_replay import count, replay, root_tally
from fallow.register.trust_succession import Succession

__all__ = ["Decision", "EntryLike", "Remark", "Trust", "TrustEntry", "short_key"]

NO_CHARTER = "no charter is trusted here"
"""The sentence of every verdict where nothing is pinned."""


@dataclass(frozen=True, slots=True)
class Trust:
    """The verdicts over a set of entries. Build it with ``Trust.of``; it never changes afterwards.

    ``problems`` are entries that are not believed and charters in conflict, for ``fallow verify``; ``without_effect`` are
    trust entries that change nothing, and entries that strangers disowned, each with its reason: listed so that nothing
    vanishes, and no problem by themselves.
    """

    pinned: str | None
    problems: tuple[Remark, ...]
    without_effect: tuple[Remark, ...]
    _ledger: Ledger = field(repr=False)
    _belief: Belief = field(repr=False)
    _succession: Succession = field(repr=False)

    @classmethod
    def of(
        cls,
        entries: Iterable[EntryLike],
        pinned: str | None,
        ancestors: Stands | None = None,
        order: Callable[[EntryLike], Any] | None = None,
    ) -> Trust:
        """Judge ``entries``, which come in the register's canonical order unless ``order`` gives the key to sort them by.

        Needed are the five trust kinds, the acts to be asked about, and every entry of ``doubtful_keys`` (an entry of such a
        key that is not among them is doubted rather than believed); others may be left out. ``ancestors(entry, last_good)`` says whether an entry *is* ``last_good`` or stands before it
        in the same chain; without it the authors' numbers decide, and doubles are doubted.
        """
        given = sorted(entries, key=order) if order else entries
        ledger, belief, succession = replay(given, pinned, ancestors)
        trust = cls(pinned, (), (), ledger, belief, succession)
        doubted = list(_disbelieved(ledger, belief))
        # A stranger who disowns words of its own must not be able to spoil what others verify. Without a charter nobody is a
        # stranger: every key speaks for itself, and what it wrote after it ended itself is a problem.
        foreign = set(trust.strangers(author for author, _ in doubted)) if pinned is not None else set()
        problems = [*_pin_problems(ledger, succession, pinned), *_conflicts(succession)]
        problems.extend(remark for author, remark in doubted if author not in foreign)
        quiet = [*ledger.remarks, *(remark for author, remark in doubted if author in foreign)]
        return replace(trust, problems=tuple(problems), without_effect=tuple(quiet))

    def charter(self, at: datetime) -> tuple[str, Charter] | None:
        """Return the id and body of the charter in force at a time, ``None`` where there is none."""
        reign = self._succession.reign(self._position(at))
        return (reign.charter, self._succession.charters[reign.charter]) if reign and reign.charter else None

    def roles_of(self, key: str, at: datetime) -> frozenset[str]:
        """Return the roles in which an entry of ``key``, written at ``at``, would count; none once revoked or rotated."""
        position = self._position(at)
        ended = self._belief.ends(key)
        gone = self._belief.rotated(key)
        if (ended is not None and ended < position) or (gone is not None and gone < position):
            return frozenset()
        return self._belief.roles(key, position, at, self._succession.in_force(position))

    def doubtful_keys(self) -> tuple[str, ...]:
        """Return the keys of which some entry could be doubted, sorted: revoked or rotated by an entry that counts."""
        named = {*self._ledger.revocations_of, *self._ledger.rotations_of}
        return tuple(sorted(key for key in named if self._belief.limited(key)))

    def person_of(self, key: str) -> str:
        """Return the oldest key of the person to whom ``key`` belongs; keys of one person count once."""
        return self._belief.person(key)

    def giver_of(self, key: str) -> str | None:
        """Return the key that delegated to ``key`` (or to an older key of its line), ``None`` where none did."""
        return self._belief.giver(key)

    def successor_of(self, key: str) -> str | None:
        """Return the key that took the place of ``key`` by a rotation that counts, ``None`` where none did."""
        return self._belief.successor(key)

    def ended(self, key: str) -> bool:
        """Whether a revocation of ``key`` counts."""
        return self._belief.ends(key) is not None

    def ruled(self) -> bool:
        """Whether the pinned charter, or one in its row, ever was in force: else nobody could have had a role."""
        return bool(self._succession.reigns)

    def conflict(self, at: datetime) -> tuple[str, ...]:
        """Return the charters that stop each other at a time, empty where there is no conflict."""
        reign = self._succession.reign(self._position(at))
        return reign.conflict if reign else ()

    def effect(self, entry_id: str) -> Decision:
        """Say whether a charter, delegation, endorsement, revocation or rotation has an effect, and if not what it waits for.

        An endorsement has one as soon as it can be read; whether it counts is a matter of the act (``act``). Raises
        ``NotThereError`` (``no-such-entry``) where the entry was not among those judged.
        """
        entry = self._judged(entry_id)
        why = next((remark.sentence for remark in self.without_effect if remark.where == entry_id), None)
        why = why or next((remark.sentence for remark in self.problems if remark.where == entry_id), None)
        return Decision(why is None, why or f"the {entry.kind} {short(entry_id)} counts")

    def root_signatures(self, entry_id: str) -> tuple[Tally, ...]:
        """Return the tallies of root that the entry needs, as they are now; each must be reached.

        A charter needs its own root and that of each charter it replaces; any other entry that of the charter in force
        (none where there is none). Raises ``NotThereError`` (``no-such-entry``).
        """
        self._judged(entry_id)
        body = self._ledger.bodies.get(entry_id)
        in_force = self._succession.in_force(self._ledger.end)
        asked = [in_force] if in_force else []
        if isinstance(body, Charter):
            older = (self._ledger.bodies.get(before) for before in body.replaces)
            asked = [body, *(charter for charter in older if isinstance(charter, Charter))]
        return tuple(root_tally(self._belief, self._ledger, charter, entry_id) for charter in asked)

    def keys_named(self) -> frozenset[str]:
        """Return every key that a trust entry which can be read speaks of, whether or not it counts."""
        return frozenset(key for body in self._ledger.bodies.values() for key in keys_in(body))

    def believes(self, entry: EntryLike) -> Decision:
        """Say whether an entry is believed: whether it is not by a revoked or rotated key after its last good entry.

        True also for strangers, of whom nothing is known: ``strangers`` lists them.
        """
        doubt = self._belief.doubt(entry)
        if doubt:
            return Decision(False, doubt[1], (doubt[0],))
        return Decision(True, f"nothing speaks against {short_key(entry.author)} as author of {short(entry.id)}")

    def act(self, entry_id: str, act_name: str, at: datetime | None = None) -> Decision:
        """Say whether the entry ``entry_id`` is signed as the charter asks for the act ``act_name``, as at ``at``.

        Raises ``NotThereError`` (``no-such-entry``) where the entry was not among those judged.
        """
        entry = self._judged(entry_id)
        return self.judges(act_name, entry, self._ledger.endorsements_of.get(entry_id, []), at)

    def judges(
        self, act_name: str, entry: EntryLike, endorsements: Iterable[EntryLike], at: datetime | None = None
    ) -> Decision:
        """Say whether ``entry`` with ``endorsements`` is signed as the charter asks for ``act_name``.

        A signature counts in the role it was given in; the author signs in the role that the act needs. Signatures recorded
        after ``at`` are left out. An act once complete stays so when the charter changes; what falls away is what a
        revoked key signed. Only a signature completes an act, never a new charter that asks for less.
        """
        if self.pinned is None:
            return Decision(False, NO_CHARTER, ("pin a charter whose root keys you know",))
        if doubt := self._belief.doubt(entry):
            return Decision(False, f"{short(entry.id)} itself is not believed: {doubt[1]}", (doubt[0],))
        signed = self._signatures(act_name, entry, endorsements, at)
        for position in sorted({place for place, _, _ in signed}):
            charter = self._succession.in_force(position)
            rule = charter.acts.get(act_name) if charter else None
            if charter is None or rule is None:
                continue
            tally = self._tally(charter, rule, [s for s in signed if s[0] <= position])
            # Completed only by a signature that itself counts: a stranger's, or one in another role, must not wake what a
            # laxer charter left lying.
            here = [s for s in signed if s[0] == position and self._tally(charter, rule, [s]).counted]
            if tally.reached and here:
                return Decision(True, tally.sentence(), tally.reasons(), tuple(sorted(tally.counted)), here[-1][2].id)
        return self._refusal(act_name, signed, at)

    def strangers(self, authors: Iterable[str]) -> tuple[str, ...]:
        """Return those of ``authors`` to whom no charter and no delegation ever gave a role, sorted. No problem by itself."""
        end = self._ledger.end
        return tuple(
            sorted(
                author
                for author in set(authors)
                if not any(self._succession.names(key, end) for key in self._belief.line(author))
                and self._belief.depth(author) == 0
            )
        )

    def _judged(self, entry_id: str) -> EntryLike:
        place = self._ledger.places.get(entry_id)
        if place is None:
            raise NotThereError(
                kind="no-such-entry",
                expected=f"the entry {short(entry_id)} among those judged",
                found=f"{self._ledger.end} others",
                do="give the whole id, or merge the copy that holds it",
            )
        return self._ledger.entries[place]

    def _position(self, at: datetime) -> int:
        # After the last entry recorded by then: in canonical order, which another's clock may have pushed on.
        places = (place for place, entry in enumerate(self._ledger.entries) if entry.recorded_at <= at)
        return 1 + max(places, default=-1)

    def _signatures(
        self, act_name: str, entry: EntryLike, endorsements: Iterable[EntryLike], at: datetime | None
    ) -> list[tuple[int, str | None, EntryLike]]:
        signed: dict[str, tuple[int, str | None, EntryLike]] = {entry.id: (self._ledger.place(entry), None, entry)}
        for other in endorsements:
            body = self._ledger.bodies.get(other.id) or _endorsement(other)
            if isinstance(body, Endorsement) and body.of == entry.id and body.act in (None, act_name):
                signed.setdefault(other.id, (self._ledger.signed_at(other, entry), body.role, other))
        kept = [item for item in signed.values() if at is None or item[2].recorded_at <= at]
        return sorted(kept, key=lambda item: (item[0], self._ledger.place(item[2]), item[2].id))

    def _tally(self, charter: Charter, rule: Act, signed: Iterable[tuple[int, str | None, EntryLike]]) -> Tally:
        meant = [entry for _, role, entry in signed if role in (None, rule.role)]
        return count(self._belief, self._ledger, charter, (rule.role, rule.threshold), meant)

    def _refusal(self, act_name: str, signed: list[tuple[int, str | None, EntryLike]], at: datetime | None) -> Decision:
        reign = self._succession.reign(self._ledger.end if at is None else self._position(at))
        if reign is None:
            return Decision(
                False, f"the pinned charter {short(self.pinned or '')} was not in force", self._why_no_pin()
            )
        if reign.charter is None:
            return Decision(False, _conflict_sentence(reign.conflict))
        charter = self._succession.charters[reign.charter]
        rule = charter.acts.get(act_name)
        if rule is None:
            known = ", ".join(sorted(charter.acts)) or "none"
            return Decision(False, f"the charter {charter.name} has no rule for the act {act_name!r}; it has: {known}")
        tally = self._tally(charter, rule, signed)
        sentence = tally.sentence()
        if tally.reached:
            sentence = (
                f"{len(tally.counted)} {rule.role} signatures, but none came while a charter was in force that asks for "
                f"{tally.needed} or fewer; endorse it once more"
            )
        return Decision(False, sentence, tally.reasons(), tuple(sorted(tally.counted)))

    def _why_no_pin(self) -> tuple[str, ...]:
        return tuple(remark.sentence for remark in self.problems if remark.where == self.pinned)


def _endorsement(entry: EntryLike) -> Endorsement | None:
    try:
        return parse_endorsement(entry.body) if entry.kind == "endorsement" else None
    except InputError:
        return None


def _pin_problems(ledger: Ledger, succession: Succession, pinned: str | None) -> Iterable[Remark]:
    if pinned is None or pinned in succession.accepted:
        return
    if pinned not in ledger.places:
        yield Remark("charter-missing", pinned, f"the pinned charter {short(pinned)} is not here")
    elif not isinstance(ledger.bodies.get(pinned), Charter):
        yield Remark("charter-missing", pinned, f"the pinned entry {short(pinned)} is not a charter that can be read")
    else:
        waits = next((remark.sentence for remark in ledger.remarks if remark.where == pinned), "it does not count")
        yield Remark("charter-unsigned", pinned, waits)


def _conflicts(succession: Succession) -> Iterable[Remark]:
    for reign in succession.reigns:
        # One that was resolved is history: the reign after it says so.
        if reign.conflict and reign is succession.reigns[-1]:
            for identifier in reign.conflict:
                yield Remark("charter-conflict", identifier, _conflict_sentence(reign.conflict))


def _conflict_sentence(conflict: tuple[str, ...]) -> str:
    names = " and ".join(short(identifier) for identifier in conflict)
    return (
        f"the charters {names} replace the same one: neither counts, and nobody holds a role, until one replaces both"
    )


def _disbelieved(ledger: Ledger, belief: Belief) -> Iterable[tuple[str, Remark]]:
    fine: set[str] = set()
    for entry in ledger.entries:
        if entry.author in fine:
            continue
        if not belief.limited(entry.author):
            fine.add(entry.author)
        elif doubt := belief.doubt(entry):
            yield entry.author, Remark(doubt[0], entry.id, doubt[1])
