"""Replay: the trust entries in canonical order, each judged by what stands before it.

What root decides is settled when the signature that completes its threshold arrives, by what was believed then, and stays
settled: a later revocation of a root key does not undo it (root undoes it by a new decision). A claim on a key is let in or
refused when it arrives. Whether a claim that was let in still *counts* is asked again whenever it matters, by everything that
is known: a delegation by a thief falls when the thief's key is revoked.
"""

from __future__ import annotations

from collections.abc import Iterable

from fallow.core.ids import short
from fallow.register.trust_belief import DEPTH, Belief, Stands
from fallow.register.trust_bodies import Charter, Delegation, Endorsement, Revocation, Rotation
from fallow.register.trust_decision import Remark, Tally
from fallow.register.trust_entry import TRUST_KINDS, EntryLike, short_key
from fallow.register.trust_ledger import Claim, Ledger, Revoked
from fallow.register.trust_succession import Succession, predecessors


def replay(
    ordered: Iterable[EntryLike], pinned: str | None, stands: Stands | None
) -> tuple[Ledger, Belief, Succession]:
    """Return the ledger, what is believed by it, and the reigns of charters: none where the pinned one does not count."""
    ledger = Ledger.of(ordered)
    run = _Replay(ledger, pinned, stands or plain_chains(ledger.entries))
    for place, entry in enumerate(ledger.entries):
        if entry.kind in TRUST_KINDS:
            run.take(entry, place)
    if pinned not in run.succession.accepted:
        run.reign(run.succession.void())
    run.remark_waiting()
    return ledger, run.belief, run.succession


def plain_chains(entries: tuple[EntryLike, ...]) -> Stands:
    """Return a ``stands`` for callers that know nothing of forks but the numbers.

    From the first number on that an author used twice only an entry itself stands, never another before it; an entry
    that is not among ``entries`` stands nowhere. Both err on the side of not believing.
    """
    by_id = {entry.id: entry for entry in entries}
    seen: dict[tuple[str, int], str] = {}
    forked: dict[str, int] = {}
    for entry in entries:
        if seen.setdefault((entry.author, entry.seq), entry.id) != entry.id:
            forked[entry.author] = min(entry.seq, forked.get(entry.author, entry.seq))

    def stands(entry: str, last_good: str) -> bool:
        this, last = by_id.get(entry), by_id.get(last_good)
        if this is None or last is None or this.author != last.author:
            return False
        return this.id == last.id or this.seq < min(last.seq, forked.get(this.author, last.seq))

    return stands


def count(
    belief: Belief, ledger: Ledger, charter: Charter, needs: tuple[str, int], signatures: Iterable[EntryLike]
) -> Tally:
    """Count the persons who signed in a role of ``charter``; ``needs`` is the role and how many persons it takes."""
    role, threshold = needs
    counted: dict[str, str] = {}
    left_out: list[str] = []
    for entry in signatures:
        who = short_key(entry.author)
        person = belief.person(entry.author)
        if doubt := belief.doubt(entry):
            left_out.append(doubt[1])
        elif role not in belief.roles(entry.author, ledger.place(entry), entry.recorded_at, charter):
            left_out.append(f"{who} signed, and was not {role}")
        elif person in counted:
            left_out.append(f"{who} signed, and is one person with {short_key(counted[person])}")
        else:
            counted[person] = entry.author
    seats: dict[str, str] = {}
    for key in charter.seats(role):
        holder = belief.holder(key, ledger.end)
        if belief.person(key) not in counted and belief.ends(holder) is None:
            seats.setdefault(belief.person(key), holder)
    return Tally(role, threshold, tuple(counted.values()), tuple(seats.values()), tuple(dict.fromkeys(left_out)))


def root_tally(belief: Belief, ledger: Ledger, charter: Charter, identifier: str) -> Tally:
    """Count the persons of the root of ``charter`` who signed the entry ``identifier``, its author among them."""
    signatures = [ledger.entries[ledger.places[identifier]]]
    for entry in ledger.endorsements_of.get(identifier, []):
        body = ledger.bodies[entry.id]
        if isinstance(body, Endorsement) and body.role == "root":
            signatures.append(entry)
    return count(belief, ledger, charter, ("root", charter.roles["root"].threshold), signatures)


class _Replay:
    def __init__(self, ledger: Ledger, pinned: str | None, stands: Stands) -> None:
        self.ledger = ledger
        self.pinned = pinned
        self.stands = stands
        self.reign(Succession.of(pinned, {}, {}))
        # Walked once over all charters present: the pinned one may vouch for an older one whatever their clocks said.
        every = Ledger.of(entry for entry in ledger.entries if entry.kind == "charter")
        for entry in every.entries:
            every.read(entry)
        self.charters = every.charters()
        self.older = set(predecessors(pinned, self.charters))

    def reign(self, succession: Succession) -> None:
        self.succession = succession
        self.belief = Belief(self.ledger, succession, self.stands)

    def take(self, entry: EntryLike, place: int) -> None:
        body = self.ledger.read(entry)
        if isinstance(body, Endorsement):
            self.ledger.endorsements_of[body.of].append(entry)
            if body.of in self.ledger.bodies:
                self.settle(body.of, place)
        elif isinstance(body, Charter):
            self.settle(entry.id, place)
        elif isinstance(body, Delegation):
            self.delegate(Claim(entry, body.to, entry.author, place, body))
        elif isinstance(body, Revocation):
            self.ledger.revocations_of[body.key].append(Revoked(entry, place, body))
            self.settle(entry.id, place)
        elif isinstance(body, Rotation):
            if entry.author == body.old:
                self.rotate(Claim(entry, body.new, body.old, place, body))
            self.settle(entry.id, place)

    def delegate(self, claim: Claim) -> None:
        body, giver, charter = claim.body, claim.giver, self.succession.in_force(claim.at)
        roles = self.belief.roles(giver, claim.at, claim.entry.recorded_at, charter)
        why: str | None = None
        if doubt := self.belief.doubt(claim.entry):
            why = doubt[1]
        elif isinstance(body, Delegation) and not roles & body.roles:
            why = f"{short_key(giver)} had none of {', '.join(sorted(body.roles))} to give"
        elif self.belief.depth(giver) >= DEPTH:
            why = f"{short_key(giver)} is itself {DEPTH} delegations from a key that a charter names"
        elif claim.key == giver:
            why = f"{short_key(giver)} gives to itself"
        why = why or self.belief.free(claim)
        if why:
            self.remark(claim.entry, f"this delegation has no effect: {why}")
        else:
            self.ledger.admit(claim)

    def rotate(self, claim: Claim) -> None:
        charter = self.succession.in_force(claim.at)
        why: str | None = None
        if not claim.by_root:
            roles = self.belief.roles(claim.giver, claim.at, claim.entry.recorded_at, charter)
            if self.belief.revoked(claim.entry):
                why = f"{short_key(claim.giver)} was revoked"
            elif not roles:
                why = f"{short_key(claim.giver)} had no role to hand on"
        why = why or self.belief.free(claim)
        if why:
            self.remark(claim.entry, f"this rotation has no effect: {why}")
        else:
            self.ledger.admit(claim)

    def settle(self, identifier: str, place: int) -> None:
        """Settle a decision of root if the signatures that are here by now suffice."""
        body = self.ledger.bodies[identifier]
        if identifier in self.ledger.settled:
            return
        if isinstance(body, Charter):
            if self.accepts(identifier):
                self.settle_charters(place)
        elif isinstance(body, Revocation | Rotation):
            charter = self.succession.in_force(place)
            if charter is None or not self.tally(identifier, charter).reached:
                return
            self.ledger.settled[identifier] = place
            if isinstance(body, Rotation):
                entry = self.ledger.entries[self.ledger.places[identifier]]
                self.rotate(Claim(entry, body.new, body.old, place, body, by_root=True))

    def settle_charters(self, place: int) -> None:
        # One charter may have waited for another: go round until nothing moves.
        while True:
            moved = [key for key in self.ledger.charters() if key not in self.ledger.settled and self.accepts(key)]
            if not moved:
                return
            for identifier in moved:
                self.ledger.settled[identifier] = place
            self.reign(Succession.of(self.pinned, self.charters, self.ledger.settled))

    def accepts(self, identifier: str) -> bool:
        charter = self.ledger.charters()[identifier]
        if not self.tally(identifier, charter).reached:
            return False
        if identifier == self.pinned or identifier in self.older:
            return True
        replaced = [self.ledger.charters().get(before) for before in charter.replaces]
        return bool(replaced) and all(
            old is not None
            and before in self.ledger.settled
            and self.tally(identifier, old).reached
            and charter.version == 1 + max(other.version for other in replaced if other)
            for before, old in zip(charter.replaces, replaced, strict=True)
        )

    def tally(self, identifier: str, charter: Charter) -> Tally:
        return root_tally(self.belief, self.ledger, charter, identifier)

    def remark(self, entry: EntryLike, sentence: str) -> None:
        self.ledger.remarks.append(Remark("without-effect", entry.id, sentence))

    def remark_waiting(self) -> None:
        """Say of every charter, revocation and rotation that is not settled what it waits for."""
        for identifier, body in self.ledger.bodies.items():
            if identifier in self.ledger.settled:
                continue
            entry = self.ledger.entries[self.ledger.places[identifier]]
            if isinstance(body, Charter):
                self.remark(entry, f"the charter {short(identifier)} does not count: {self.waiting(identifier, body)}")
            elif isinstance(body, Revocation) and entry.author != body.key:
                ends = {r.entry.id for r in self.belief.by_giver(body.key)}
                if identifier not in ends:
                    self.remark(entry, f"this revocation has no effect: {self.waiting(identifier, None)}")
            elif isinstance(body, Rotation) and entry.author != body.old:
                self.remark(entry, f"this rotation has no effect: {self.waiting(identifier, None)}")

    def waiting(self, identifier: str, own: Charter | None) -> str:
        if own is None:
            charter = self.succession.in_force(self.ledger.end)
            return self.tally(identifier, charter).sentence() if charter else "no charter is in force"
        if not (tally := self.tally(identifier, own)).reached:
            return tally.sentence()
        for before in own.replaces:
            old = self.ledger.charters().get(before)
            if old is None or before not in self.ledger.settled:
                return f"the charter {short(before)} that it replaces is not trusted here"
            if not (tally := self.tally(identifier, old)).reached:
                return f"of the charter {short(before)} that it replaces, {tally.sentence()}"
        return (
            "it does not follow the pinned charter by a version one higher" if self.pinned else "no charter is pinned"
        )
