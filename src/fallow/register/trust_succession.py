"""Succession: which charter is in force when, from the pinned one on.

The caller pins one charter. Before it, the charters that it says it replaces, one by one, were in force for their time. After
it, an accepted charter that replaces exactly the one in force takes its place. Two that replace the same one are a conflict:
neither counts, nobody holds a role from the earlier of them on, until one charter replaces all of them. Whether a charter is
accepted (``spec/trust-v1.md``, "Charters") is decided elsewhere; this file only puts accepted ones in a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fallow.register.trust_bodies import Charter


@dataclass(frozen=True, slots=True)
class Reign:
    """From just after position ``start`` on: one charter, or none because those in ``conflict`` replace the same one."""

    start: int
    charter: str | None
    conflict: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Succession:
    """The reigns in their order, and every accepted charter with the position at which it was accepted."""

    reigns: tuple[Reign, ...]
    charters: Mapping[str, Charter]
    accepted: Mapping[str, int]

    @classmethod
    def of(cls, pinned: str | None, charters: Mapping[str, Charter], accepted: Mapping[str, int]) -> Succession:
        """Put the accepted charters in a row around the pinned one.

        Where that is not accepted (yet), only those before it reign: whoever has seen every entry asks ``void`` then.
        """
        known = {identifier: accepted[identifier] for identifier in charters if identifier in accepted}
        reigns = _before(pinned, charters, known)
        if pinned is not None and pinned in known:
            reigns = [*reigns, Reign(known[pinned], pinned), *_after(pinned, charters, known)]
        return cls(tuple(reigns), charters, known)

    def void(self) -> Succession:
        """Return the same charters with none of them in force."""
        return Succession((), self.charters, self.accepted)

    def reign(self, position: int) -> Reign | None:
        """Return the reign at ``position``, ``None`` before the first."""
        found = None
        for reign in self.reigns:
            if reign.start < position:
                found = reign
        return found

    def in_force(self, position: int) -> Charter | None:
        """Return the charter in force at ``position``, if there is one."""
        reign = self.reign(position)
        return self.charters[reign.charter] if reign and reign.charter else None

    def names(self, key: str, position: int) -> bool:
        """Whether a charter accepted before ``position`` names ``key`` in any role."""
        return any(
            at < position and self.charters[identifier].held_by((key,)) for identifier, at in self.accepted.items()
        )


def predecessors(pinned: str | None, charters: Mapping[str, Charter]) -> tuple[str, ...]:
    """Return the charters that the pinned one vouches for by replacing them one by one, latest first."""
    found: list[str] = []
    current = charters.get(pinned) if pinned else None
    while current is not None and len(current.replaces) == 1:
        (before,) = current.replaces
        older = charters.get(before)
        if older is None or older.version >= current.version:
            break
        found.append(before)
        current = older
    return tuple(found)


def _before(pinned: str | None, charters: Mapping[str, Charter], accepted: Mapping[str, int]) -> list[Reign]:
    reigns: list[Reign] = []
    limit = accepted.get(pinned) if pinned else None
    for identifier in predecessors(pinned, charters):
        at = accepted.get(identifier)
        if at is None and limit is None:
            continue  # still to come
        # One that was signed fully only after its successor never reigned, and what it vouched for is unknown.
        if at is None or (limit is not None and at >= limit):
            break
        limit = at
        reigns.insert(0, Reign(at, identifier))
    return reigns


def _after(pinned: str, charters: Mapping[str, Charter], accepted: Mapping[str, int]) -> list[Reign]:
    reigns: list[Reign] = []
    group = {pinned}
    while True:
        children = sorted(
            (identifier for identifier in accepted if set(charters[identifier].replaces) == group),
            key=lambda identifier: (accepted[identifier], identifier),
        )
        if not children:
            return reigns
        start = accepted[children[0]]
        reigns.append(Reign(start, children[0]) if len(children) == 1 else Reign(start, None, tuple(children)))
        group = set(children)
