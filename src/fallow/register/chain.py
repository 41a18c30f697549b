"""Chain: the rules that a register must keep, checked without I/O and without a clock.

1. An entry's id is the digest of its bytes.
2. Its bytes are canonical: the same value can have no second id.
3. A writer's entries are numbered 1, 2, 3 ... and each names the one before it.
4. A writer's recording times never go back.
5. Two entries of one writer with one number are a fork: a copy of the register was carried on in two places. A fork is
   listed, never dropped, and does not by itself make a register bad.

A verdict is truthy where no problem was found, and always says what it looked at. What it cannot see: entries cut off the
end of a chain, or a whole writer removed. Only a kept checkpoint shows those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fallow.core.canonical import canonical_bytes, parse_json
from fallow.core.errors import FallowError
from fallow.core.ids import short
from fallow.register.entry import Entry, parse_entry, stamp


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: a stable kind, the entry or blob it concerns, and a sentence."""

    kind: str
    where: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found. Truthy where there is no problem."""

    entries: int
    heads: tuple[str, ...]
    forks: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]

    def __bool__(self) -> bool:
        return not self.problems

    def to_json(self) -> dict[str, Any]:
        """Return ``{"ok", "entries", "heads", "forks", "problems"}``."""
        return {
            "ok": bool(self),
            "entries": self.entries,
            "heads": list(self.heads),
            "forks": [list(fork) for fork in self.forks],
            "problems": [{"kind": p.kind, "where": p.where, "sentence": p.sentence} for p in self.problems],
        }


def verify_chain(stored: Iterable[tuple[str, bytes]], more: Iterable[Problem] = ()) -> Verdict:
    """Check every stored ``(id, bytes)`` against the rules above; ``more`` are problems that the recorder found."""
    problems = list(more)
    by_writer: dict[str, dict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    known: dict[str, Entry] = {}
    count = 0
    for identifier, raw in stored:
        count += 1
        try:
            entry = parse_entry(raw, identifier)
        except FallowError as error:
            problems.append(Problem(error.kind, identifier, str(error)))
            continue
        if canonical_bytes(parse_json(raw)) != raw:
            problems.append(Problem("not-canonical", identifier, f"the bytes of {short(identifier)} are not canonical"))
        known[entry.id] = entry
        by_writer[entry.writer][entry.seq].append(entry)
    for numbered in by_writer.values():
        problems.extend(_chain_problems(numbered, known))
    forks = tuple(
        tuple(sorted(entry.id for entry in same))
        for _, numbered in sorted(by_writer.items())
        for _, same in sorted(numbered.items())
        if len(same) > 1
    )
    followed = {entry.prev for entry in known.values()}
    heads = tuple(sorted(identifier for identifier in known if identifier not in followed))
    return Verdict(count, heads, forks, tuple(problems))


def _chain_problems(numbered: dict[int, list[Entry]], known: dict[str, Entry]) -> Iterable[Problem]:
    for seq in sorted(numbered):
        for entry in numbered[seq]:
            before = known.get(entry.prev) if entry.prev else None
            if seq == 1 and entry.prev is None:
                continue
            if before is None or before.writer != entry.writer or before.seq != seq - 1:
                yield Problem(
                    "broken-chain",
                    entry.id,
                    f"entry {short(entry.id)} is number {seq} of its writer and names "
                    f"{short(entry.prev or 'nothing')} before it, which is not number {seq - 1} here",
                )
            elif before.recorded_at > entry.recorded_at:
                yield Problem(
                    "clock-set-back",
                    entry.id,
                    f"entry {short(entry.id)} was recorded at {stamp(entry.recorded_at)}, "
                    f"before its predecessor at {stamp(before.recorded_at)}",
                )
