"""Grouping: claims that are strongly linked become one strike, guarded against chains.

Agglomerative, strongest link first, complete linkage: two groups join only if no pair across them is less than
``JOINABLE`` likely to be the same. A row of reports, each near the next, therefore never becomes one giant strike. An
analyst's decisions come first: "same" joins whatever the method thinks, "different" keeps apart for ever; among decisions
on one pair the newest wins, and a "same" that would bring together a pair decided "different" later is not followed.
The result does not depend on the order of claims, links or decisions, and a claim out of reach of others changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from fallow.strikes.linking import STRONG
from fallow.strikes.strike import Decision, Grade, Link

JOINABLE = 0.5
"""Two groups stay apart where any pair across them is less likely than this to be the same."""

Pair = tuple[str, str]


def newest(decisions: Iterable[Decision]) -> dict[Pair, list[Decision]]:
    """Return the decisions on each pair, the newest first."""
    by_pair: dict[Pair, list[Decision]] = {}
    for decision in sorted(decisions, key=lambda decision: decision.order, reverse=True):
        by_pair.setdefault(decision.pair, []).append(decision)
    return by_pair


def decided(links: Sequence[Link], decisions: dict[Pair, list[Decision]]) -> list[Link]:
    """Return the links with each pair's newest decision applied and all of them attached."""
    result = []
    for link in links:
        made = decisions.get((link.a, link.b))
        if not made:
            result.append(link)
            continue
        same = made[0].same
        verdict = "the same strike" if same else "different strikes"
        reason = f"an analyst says {verdict}: {made[0].reason} (by the method alone {link.p_same:.2f})"
        grade = Grade.DECIDED_SAME if same else Grade.DECIDED_DIFFERENT
        result.append(
            replace(link, p_same=float(same), grade=grade, reasons=(reason, *link.reasons), decisions=tuple(made))
        )
    return result


class Groups:
    """Claims under way to groups; ``atoms`` are what an analyst put together and no method may take apart."""

    def __init__(self, claims: Sequence[str], links: Sequence[Link]) -> None:
        self._p = {(link.a, link.b): link.p_same for link in links}
        self._apart = {(link.a, link.b) for link in links if link.grade is Grade.DECIDED_DIFFERENT}
        self._atoms: dict[str, list[tuple[str, ...]]] = {claim: [(claim,)] for claim in claims}
        self._root = {claim: claim for claim in claims}
        self.refused: list[Link] = []
        """Links "same", or decided so, that were not followed, because another member of the group does not fit."""

    def join_decided(self, links: Sequence[Link]) -> None:
        """Follow the analyst's "same", the newest first."""
        for link in sorted(links, key=lambda link: link.decisions[0].order, reverse=True):
            a, b = self._root[link.a], self._root[link.b]
            if a == b:
                continue
            if self._kept_apart(a, b):
                self.refused.append(link)
            else:
                self._join(a, b)
                root = self._root[link.a]
                self._atoms[root] = [tuple(claim for atom in self._atoms[root] for claim in atom)]

    def join_strong(self, links: Sequence[Link]) -> None:
        """Follow the strong links, the strongest first, where every pair across is at least ``JOINABLE``."""
        for link in sorted(links, key=lambda link: (-link.p_same, link.a, link.b)):
            a, b = self._root[link.a], self._root[link.b]
            if a == b:
                continue
            if self._fit(a, b):
                self._join(a, b)
            else:
                self.refused.append(link)

    def members(self) -> list[tuple[str, ...]]:
        """Return the groups, each sorted, in the order of their first claim."""
        return sorted(tuple(sorted(claim for atom in atoms for claim in atom)) for atoms in self._atoms.values())

    def _fit(self, a: str, b: str) -> bool:
        if self._kept_apart(a, b):
            return False
        return all(
            max(self._between(x, y) for x in one for y in other) >= JOINABLE
            for one in self._atoms[a]
            for other in self._atoms[b]
        )

    def _kept_apart(self, a: str, b: str) -> bool:
        if not self._apart:
            return False
        ours = [claim for atom in self._atoms[a] for claim in atom]
        theirs = [claim for atom in self._atoms[b] for claim in atom]
        return any(_pair(x, y) in self._apart for x in ours for y in theirs)

    def _between(self, x: str, y: str) -> float:
        return self._p.get(_pair(x, y), 0.0)

    def _join(self, a: str, b: str) -> None:
        keep, gone = min(a, b), max(a, b)
        for atom in self._atoms[gone]:
            for claim in atom:
                self._root[claim] = keep
        self._atoms[keep] += self._atoms.pop(gone)


def group(claims: Sequence[str], links: Sequence[Link]) -> Groups:
    """Return the groups of ``claims`` by ``links``, decisions first, then strong links."""
    groups = Groups(claims, links)
    groups.join_decided([link for link in links if link.grade is Grade.DECIDED_SAME])
    groups.join_strong([link for link in links if link.grade is Grade.SAME and link.p_same >= STRONG])
    return groups


def _pair(x: str, y: str) -> Pair:
    return (x, y) if x <= y else (y, x)
