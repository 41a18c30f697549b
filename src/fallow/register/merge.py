"""Merge: the union of two registers. Nothing is lost, nothing decides who is right.

Because an entry's name is its digest and chains are per author, the union of two registers is a register. Merging is
idempotent, commutative and associative in what the register then holds: seals, entries, proofs, attachments. Only the
numbers of this copy differ, which no view looks at. What comes in is verified first; where anything is wrong with it, nothing
comes in. A seal held in part here is completed by a copy that holds more of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from fallow.core.errors import IntegrityError
from fallow.core.ids import digest
from fallow.register.recorder import Recorder, StoredSeal
from fallow.register.recorders.once import FORKED
from fallow.register.register import Register
from fallow.register.seal import Seal, parse_seal
from fallow.register.verify import link_problem
from fallow.register.verify_seal import Problem, check_range, columns_of

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought in, or would bring in: counts, and the forks that the register then has."""

    seals: int
    entries: int
    attachments: int
    completed: int

    def to_json(self) -> dict[str, Any]:
        """Return the counts as an object."""
        return {
            "seals": self.seals,
            "entries": self.entries,
            "attachments": self.attachments,
            "completed": self.completed,
        }


class _TakeBackError(Exception):
    """Ends a dry run's transaction; never leaves this module."""


def merge(into: Register, source: Register, *, dry_run: bool = False) -> Merged:
    """Bring everything that ``source`` holds into ``into``, in one transaction.

    Raises ``IntegrityError`` (``merge-refused``) where anything new in ``source`` does not verify.
    """
    return merge_recorders(into.recorder, source.recorder, dry_run=dry_run)


def merge_recorders(into: Recorder, source: Recorder, *, dry_run: bool = False) -> Merged:
    """Do what ``merge`` says, on the stores themselves."""
    merged = Merged(0, 0, 0, 0)
    try:
        with into.transaction():
            merged = _merge(into, source)
            if dry_run:
                raise _TakeBackError
    except _TakeBackError:
        pass
    return merged


def _merge(into: Recorder, source: Recorder) -> Merged:
    here = into.seal_numbers()
    partial_here, partial_there = into.partial(), source.partial()
    new = [seal for seal in source.seals() if seal.id not in here]
    if len({seal.id for seal in new}) < len(new):
        raise _refused(Problem("repeated-seal", source.location, "one seal stands twice in the copy"), 1)
    fuller = [seal for seal in source.seals() if here.get(seal.id) in partial_here]
    _refuse_bad(into, source, [*new, *fuller], here)
    if _forks(into, new):
        into.keep_setting(FORKED, "yes")
    number = into.reserve()
    seals = entries = 0
    numbers: dict[int, int] = {}
    for seal in new:
        numbers[seal.number] = number + seals
        seals += 1
    entries += _copy(into, source, numbers)
    for seal in new:
        partial = seal.number in partial_there
        into.insert_seal(seal._replace(number=numbers[seal.number]), partial=partial)
        if partial:
            into.insert_proofs(numbers[seal.number], source.proofs(seal.number).items())
    completed = 0
    for seal in fuller:
        added = _complete(into, source, seal, here[seal.id])
        entries += added
        completed += bool(added)
    return Merged(seals, entries, _blobs(into, source), completed)


def _copy(into: Recorder, source: Recorder, numbers: dict[int, int]) -> int:
    count = 0
    for first, last in _ranges(sorted(numbers)):
        rows = (entry._replace(seal=numbers[entry.seal]) for entry in source.entries(first, last))
        while chunk := list(islice(rows, _AT_ONCE)):
            into.insert_entries(chunk)
            count += len(chunk)
    return count


def _complete(into: Recorder, source: Recorder, seal: StoredSeal, number: int) -> int:
    have = {entry.at for entry in into.entries(number, number)}
    more = [entry._replace(seal=number) for entry in source.entries(seal.number, seal.number) if entry.at not in have]
    into.insert_entries(more)
    into.insert_proofs(number, source.proofs(seal.number).items())
    return len(more)


def _blobs(into: Recorder, source: Recorder) -> int:
    have = set(into.blobs())
    count = 0
    for name in source.blobs():
        if name in have:
            continue
        content = source.blob(name)
        if content is None or digest(content) != name:
            raise _refused(Problem("changed-blob", name, f"attachment {name[:10]} does not have its digest"), 1)
        into.put_blob(content)
        count += 1
    return count


def _refuse_bad(into: Recorder, source: Recorder, wanted: list[StoredSeal], here: dict[bytes, int]) -> None:
    seals = {seal.number: parse_seal(seal.raw, seal.signature) for seal in wanted}
    declared = source.partial()
    problems: list[Problem] = []
    for first, last in _ranges(sorted(seals)):
        part = {number: seals[number] for number in range(first, last + 1)}
        problems.extend(check_range(source, part, declared).problems)
    came: dict[str, Seal] = {}
    for stored in wanted:
        seal = seals[stored.number]
        if seal.id != stored.id.hex() or stored[2:8] != columns_of(seal):
            problems.append(
                Problem("altered-column", seal.id, f"the index of seal {seal.id[:10]} differs from its bytes")
            )
        if stored.id not in here:
            # A seal that is here already was checked when it came. One that follows a later seal of the copy is refused too.
            before = came.get(seal.prev) or _seal_here(into, here, seal.prev) if seal.prev else None
            problems.extend(filter(None, [link_problem(seal, before)]))
            came[seal.id] = seal
    if problems:
        raise _refused(problems[0], len(problems))


def _seal_here(into: Recorder, here: dict[bytes, int], identifier: str) -> Seal | None:
    number = here.get(bytes.fromhex(identifier))
    stored = next(into.seals(number - 1), None) if number is not None else None
    return parse_seal(stored.raw, stored.signature) if stored else None


def _forks(into: Recorder, new: list[StoredSeal]) -> bool:
    # Whether a chain does not simply go on from the author's last seal here. Run after the links were checked.
    after: dict[str, int] = {}
    for seal in new:
        if seal.author not in after:
            head = into.head(seal.author)
            after[seal.author] = head.first + head.size if head else 1
        if seal.first != after[seal.author]:
            return True
        after[seal.author] = seal.first + seal.size
    return False


def _refused(problem: Problem, count: int) -> IntegrityError:
    more = f" (and {count - 1} more)" if count > 1 else ""
    return IntegrityError(
        kind="merge-refused",
        expected="a copy that verifies",
        found=f"{problem.kind}: {problem.sentence}{more}",
        do="run fallow verify on that copy and ask whoever gave it for another; nothing was merged",
    )


def _ranges(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        listed = [number for _, number in run]
        yield listed[0], listed[-1]


def same(a: Recorder, b: Recorder) -> bool:
    """Whether two stores hold the same seals, entries and attachments, whatever their numbers."""
    return _contents(a) == _contents(b)


def _contents(recorder: Recorder) -> tuple[set[bytes], set[bytes], set[str]]:
    entries = {entry.id for entry in recorder.entries(1, 2**31 - 1)}
    return set(recorder.seal_numbers()), entries, set(recorder.blobs())
