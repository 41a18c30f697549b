"""Chains: where an entry lies under the seals of its author, answered from a store without reading its other entries.

Seals of one author form a chain, or a tree where a copy was carried on in two places. Two questions are asked of it: the
place of an entry in the canonical order, and whether one entry stands before another in the same chain. An entry that lies
under two seals (``fallow.register.recorders.once``) is ordered by the earlier place. It stands before another only if it
does so in *every* chain in which that other lies: or whoever stole a key could repeat the last good entry behind words of
their own and have them believed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any, NamedTuple

from fallow.register.entry import Entry, parse_entry
from fallow.register.recorder import Recorder, StoredSeal
from fallow.register.seal import parse_seal


class _Place(NamedTuple):
    """A seal's number in this store and the place under it, from 0."""

    seal: int
    at: int


class _Author:
    """The seals of one author by the number of their first entry, and whether they overlap (a fork)."""

    def __init__(self, seals: Iterable[StoredSeal]) -> None:
        self.seals = sorted(seals, key=lambda seal: (seal.first, seal.number))
        self.firsts = [seal.first for seal in self.seals]
        self.afters = list(accumulate((seal.first + seal.size for seal in self.seals), max))
        self.forked = any(after > first for after, first in zip(self.afters, self.firsts[1:], strict=False))

    def holding(self, seq: int) -> Iterator[StoredSeal]:
        """Yield the seals whose range holds ``seq``: one, or one of each branch."""
        at = bisect_right(self.firsts, seq) - 1
        while at >= 0 and self.afters[at] > seq:
            if self.seals[at].first + self.seals[at].size > seq:
                yield self.seals[at]
            at -= 1


class Chains:
    """The chains of a store as they are when it is made; what is appended later is not seen."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._seals = {seal.number: seal for seal in recorder.seals()}
        by_author: dict[str, list[StoredSeal]] = defaultdict(list)
        for seal in self._seals.values():
            by_author[seal.author].append(seal)
        self._authors = {author: _Author(seals) for author, seals in by_author.items()}
        self._numbers = {seal.id.hex(): seal.number for seal in self._seals.values()}
        self._places: dict[str, tuple[_Place, ...]] = {}
        self._ids: dict[int, dict[int, bytes]] = {}
        self._branches: dict[int, dict[int, int]] = {}

    @property
    def authors(self) -> tuple[str, ...]:
        """Everybody who sealed something here, sorted."""
        return tuple(sorted(self._authors))

    def seals_of(self, author: str) -> tuple[StoredSeal, ...]:
        """Return the seals of an author, by the number of their first entry; none where nothing of theirs is here."""
        found = self._authors.get(author)
        return tuple(found.seals) if found else ()

    def forked(self, author: str) -> bool:
        """Whether the chain of an author has branches here."""
        found = self._authors.get(author)
        return found.forked if found else False

    def entries_of(self, author: str) -> Iterator[Entry]:
        """Yield every entry of an author that is here, by seal; one that lies on two branches comes twice."""
        for seal in self.seals_of(author):
            for stored in self._recorder.entries(seal.number, seal.number):
                yield parse_entry(stored.raw, stored.id.hex())

    def order(self, entry: Entry) -> tuple[Any, ...]:
        """Return what an entry is sorted by in the canonical order; one that is not sealed here comes last."""
        held = self._held(entry)
        self._places[entry.id] = tuple(_Place(seal.number, at) for seal, at in held)
        return min((0, seal.clock, seal.tick, seal.id, at) for seal, at in held) if held else (1, entry.id)

    def stands(self, entry: str, last_good: str) -> bool:
        """Whether the entry of id ``entry`` is ``last_good`` or stands before it in every chain in which that lies."""
        here, there = self._find(entry), self._find(last_good)
        if not here or not there:
            return False
        return entry == last_good or all(self._before(here, place) for place in there)

    def _before(self, here: tuple[_Place, ...], last: _Place) -> bool:
        branch = self._branch(last.seal)
        # How far each seal of the branch is followed; the last one up to the entry asked about.
        return any(place.at < (last.at if place.seal == last.seal else branch.get(place.seal, 0)) for place in here)

    def _branch(self, number: int) -> dict[int, int]:
        """The seals from which the seal ``number`` goes on, itself included, with their sizes."""
        if number not in self._branches:
            seal: StoredSeal | None = self._seals[number]
            found: dict[int, int] = {}
            while seal is not None and seal.number not in found:
                found[seal.number] = seal.size
                before = self._numbers.get(parse_seal(seal.raw, seal.signature).prev or "")
                seal = self._seals[before] if before is not None else None
            self._branches[number] = found
        return self._branches[number]

    def _find(self, identifier: str) -> tuple[_Place, ...]:
        if identifier not in self._places:
            raw = self._recorder.read(bytes.fromhex(identifier))
            held = self._held(parse_entry(raw, identifier)) if raw is not None else []
            self._places[identifier] = tuple(_Place(seal.number, at) for seal, at in held)
        return self._places[identifier]

    def _held(self, entry: Entry) -> list[tuple[StoredSeal, int]]:
        author = self._authors.get(entry.author)
        found = [(seal, entry.seq - seal.first) for seal in author.holding(entry.seq)] if author else []
        if len(found) < 2:
            return found
        wanted = bytes.fromhex(entry.id)
        return [(seal, at) for seal, at in found if self._under(seal.number).get(at) == wanted]

    def _under(self, number: int) -> dict[int, bytes]:
        if number not in self._ids:
            self._ids[number] = {stored.at: stored.id for stored in self._recorder.entries(number, number)}
        return self._ids[number]
