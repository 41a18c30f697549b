"""Verify: the rules that a register must keep, checked without a clock and without trust in the store.

1. An entry's id is the digest of its bytes, and its bytes are canonical: the same value can have no second id.
2. An entry belongs to a seal: same author, a number within its range, its time of recording.
3. A seal's signature is its author's, and its root is that of the ids of its entries. Where a seal is declared to be held in
   part, each entry present has a proof that leads to the root; the rest is listed as missing.
4. A seal names the seal before it, which is here, is the same author's and ends where it begins; clock and time of
   recording do not go back.
5. Columns beside the bytes agree with them, entries lie in the order of their numbers, attachments have their digests.
6. Two seals after one seal are a fork: a copy of the register was carried on in two places. A fork is listed, never
   dropped, and does not by itself make a register bad.

A verdict is truthy where no problem was found, and always says what it looked at. What it cannot see: a whole end of a chain
cut off, or a whole author removed. Only a kept checkpoint shows those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fallow.core.errors import FallowError
from fallow.core.ids import digest, short
from fallow.register.entry import stamp
from fallow.register.keys import short_author
from fallow.register.recorder import Recorder
from fallow.register.recorders.once import FORKED
from fallow.register.seal import Seal, parse_seal
from fallow.register.verify_seal import Problem, Sealed, check_seals, columns_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found. Truthy where there is no problem.

    ``heads`` are the ids of the last entry of each chain, ``forks`` the ids of the first entries of each branch,
    ``missing`` says in a sentence each what a partial copy was handed over without.
    """

    entries: int
    heads: tuple[str, ...]
    forks: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]
    missing: tuple[str, ...] = ()
    authors: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return not self.problems

    def to_json(self) -> dict[str, Any]:
        """Return ``{"ok", "entries", "heads", "forks", "problems", "missing", "authors"}``."""
        return {
            "ok": bool(self),
            "entries": self.entries,
            "heads": list(self.heads),
            "forks": [list(fork) for fork in self.forks],
            "problems": [{"kind": p.kind, "where": p.where, "sentence": p.sentence} for p in self.problems],
            "missing": list(self.missing),
            "authors": dict(self.authors),
        }


def verify(recorder: Recorder, more: Iterable[Problem] = ()) -> Verdict:
    """Check everything in a store against the rules above; ``more`` are problems found elsewhere (views, trust)."""
    problems = [Problem(*fault) for fault in recorder.faults()]
    try:
        return _verify(recorder, problems, more)
    except Exception:
        if not any(problem.kind == "damaged-file" for problem in problems):
            raise
        # A damaged file can break off any look at it; that it is damaged is the answer.
        return Verdict(0, (), (), tuple(problems))


def _verify(recorder: Recorder, problems: list[Problem], more: Iterable[Problem]) -> Verdict:
    seals, found = _seals(recorder)
    problems.extend(found)
    sealed = check_seals(recorder, seals)
    problems.extend(sealed.problems)
    problems.extend(_chains(seals))
    problems.extend(_blobs(recorder))
    forks = _forks(seals, sealed)
    if forks and recorder.setting(FORKED) is None:
        problems.append(Problem("altered-setting", FORKED, "this copy holds a fork and its settings no longer say so"))
    problems.extend(more)
    authors: dict[str, int] = defaultdict(int)
    for number, seal in seals.items():
        authors[seal.author] += sealed.present.get(number, 0)
    return Verdict(
        sealed.entries,
        _heads(seals, sealed),
        forks,
        tuple(problems),
        (*_missing(seals, sealed), *_missing_blobs(recorder, sealed)),
        dict(sorted(authors.items())),
    )


def _seals(recorder: Recorder) -> tuple[dict[int, Seal], list[Problem]]:
    seals: dict[int, Seal] = {}
    problems: list[Problem] = []
    seen: set[str] = set()
    for stored in recorder.seals():
        try:
            seal = parse_seal(stored.raw, stored.signature)
        except FallowError as error:
            problems.append(Problem(error.kind, stored.id.hex(), str(error)))
            continue
        if seal.id != stored.id.hex():
            problems.append(
                Problem("changed-seal", stored.id.hex(), f"seal {short(stored.id.hex())} does not have its digest")
            )
        if stored[2:8] != columns_of(seal):
            problems.append(
                Problem("altered-column", seal.id, f"the index of seal {short(seal.id)} differs from its bytes")
            )
        if seal.id in seen:
            problems.append(Problem("repeated-seal", seal.id, f"seal {short(seal.id)} stands twice in this copy"))
        seen.add(seal.id)
        seals[stored.number] = seal
    return seals, problems


def _chains(seals: Mapping[int, Seal]) -> Iterable[Problem]:
    by_id = {seal.id: (number, seal) for number, seal in seals.items()}
    for number, seal in seals.items():
        at, before = by_id.get(seal.prev or "", (0, None))
        problem = link_problem(seal, before)
        if problem is not None:
            yield problem
        elif at > number:
            yield Problem("reordered", seal.id, f"{_who(seal)} lies before the seal that it follows")


def link_problem(seal: Seal, before: Seal | None) -> Problem | None:
    """Return what is wrong between a seal and the one it follows (``None`` where that is not here), by rule 4."""
    who = _who(seal)
    if before is None:
        if seal.prev is None and seal.first == 1:
            return None
        return Problem("broken-chain", seal.id, f"{who} follows {short(seal.prev or 'nothing')}, which is not here")
    if before.author != seal.author or before.after != seal.first:
        return Problem(
            "broken-chain", seal.id, f"{who} follows seal {short(before.id)}, which ends at {before.after - 1}"
        )
    if before.recorded_at > seal.recorded_at or before.reading >= seal.reading:
        return Problem(
            "clock-set-back",
            seal.id,
            f"{who} was recorded at {stamp(seal.recorded_at)}, not after its predecessor at {stamp(before.recorded_at)}",
        )
    return None


def _who(seal: Seal) -> str:
    return f"seal {short(seal.id)} of {short_author(seal.author)} (entries {seal.first} to {seal.after - 1})"


def _blobs(recorder: Recorder) -> Iterable[Problem]:
    for name in recorder.blobs():
        content = recorder.blob(name)
        if content is None or digest(content) != name:
            yield Problem("changed-blob", name, f"attachment {short(name)} does not have its digest")


def _missing_blobs(recorder: Recorder, sealed: Sealed) -> Iterable[str]:
    lacking = sealed.attachments - set(recorder.blobs()) if sealed.attachments else ()
    if lacking:
        named = ", ".join(short(name) for name in sorted(lacking)[:3])
        yield f"{len(lacking)} attachments that entries name are not in this copy ({named})"


def _heads(seals: Mapping[int, Seal], sealed: Sealed) -> tuple[str, ...]:
    followed = {seal.prev for seal in seals.values()}
    return tuple(sorted(sealed.last_of(number, seal) for number, seal in seals.items() if seal.id not in followed))


def _forks(seals: Mapping[int, Seal], sealed: Sealed) -> tuple[tuple[str, ...], ...]:
    after: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for number, seal in seals.items():
        after[(seal.author, seal.prev)].append(sealed.first_of(number, seal))
    return tuple(sorted(tuple(sorted(same)) for same in after.values() if len(same) > 1))


def _missing(seals: Mapping[int, Seal], sealed: Sealed) -> Iterable[str]:
    lacking: dict[str, Sequence[int]] = defaultdict(lambda: [0, 0])
    for number in sealed.declared:
        seal = seals.get(number)
        if seal is not None and sealed.present.get(number, 0) < seal.count:
            count = lacking[seal.author]
            lacking[seal.author] = [count[0] + seal.count - sealed.present.get(number, 0), count[1] + 1]
    for author, (entries, of) in sorted(lacking.items()):
        yield f"{entries} entries of {short_author(author)} were not handed over with this copy (in {of} of its seals)"
