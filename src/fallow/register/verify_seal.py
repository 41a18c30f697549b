"""The part of verification that looks at every entry: digests, canonical bytes, numbers, columns, roots and signatures.

Seals are independent of each other here, so a large register is checked by several processes where its store can be opened
again by its path; the result is the same.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from fallow.core.canonical import is_canonical, parse_checked
from fallow.core.errors import FallowError
from fallow.core.ids import short
from fallow.kinds import KINDS
from fallow.register.entry import VERSION, Entry, default_tier, parse_entry, stamp
from fallow.register.keys import short_author, signed_by
from fallow.register.merkle import root_from_path, root_of
from fallow.register.recorder import Recorder, StoredEntry
from fallow.register.seal import Seal, microseconds
from fallow.register.tier import parse_tier

_WORTH_ANOTHER_PROCESS = 100_000
_WITH_BLOBS = {kind.name: kind.blobs for kind in KINDS.values() if kind.blobs}
_ENVELOPE_NUMBERS = 4  # minutes and seconds of recorded_at, seq and v: digits after a colon, each checked by itself
_LAST_SEAL = 2**31 - 1


class Problem(NamedTuple):
    """One broken rule: a stable kind, the entry, seal or attachment it concerns, and a sentence."""

    kind: str
    where: str
    sentence: str


@dataclass(slots=True)
class Sealed:
    """What was found under the seals: how many entries, the first and last id of each seal, what is declared missing."""

    entries: int = 0
    problems: list[Problem] = field(default_factory=list)
    present: dict[int, int] = field(default_factory=dict)
    ends: dict[int, tuple[str, str]] = field(default_factory=dict)
    declared: set[int] = field(default_factory=set)
    attachments: set[str] = field(default_factory=set)

    def first_of(self, number: int, seal: Seal) -> str:
        """The id of a seal's first entry here; the seal's own id where none is."""
        return self.ends[number][0] if number in self.ends else seal.id

    def last_of(self, number: int, seal: Seal) -> str:
        """The id of a seal's last entry here; the seal's own id where none is."""
        return self.ends[number][1] if number in self.ends else seal.id

    def add(self, other: Sealed) -> None:
        """Take up what was found under other seals."""
        self.entries += other.entries
        self.problems.extend(other.problems)
        self.present.update(other.present)
        self.ends.update(other.ends)
        self.attachments |= other.attachments


def columns_of(seal: Seal) -> tuple[object, ...]:
    """Return what a recorder's columns from ``author`` to ``tick`` must say of a seal."""
    return (
        seal.author,
        seal.first,
        seal.count,
        microseconds(seal.recorded_at),
        microseconds(seal.reading.moment),
        seal.reading.tick,
    )


def check_seals(recorder: Recorder, seals: Mapping[int, Seal]) -> Sealed:
    """Check every seal and every entry, in several processes where that is worth it."""
    result = Sealed(declared=recorder.partial())
    parts = _parts(seals)
    path = getattr(recorder, "path", None)
    if not isinstance(path, Path):
        parts = [sorted(seals)]
    others = [_start(path, part) for part in parts[1:] if isinstance(path, Path)]
    result.add(check_range(recorder, {number: seals[number] for number in parts[0]}, result.declared))
    for part, other in zip(parts[1:], others, strict=True):
        told, _ = other.communicate()
        # A worker that could not finish is no verdict: its part is checked here instead.
        found = pickle.loads(told) if other.returncode == 0 else None  # noqa: S301 - written by the child started above
        result.add(found or check_range(recorder, {number: seals[number] for number in part}, result.declared))
    result.problems.extend(_strays(recorder, seals, result))
    return result


def _start(path: Path, part: Sequence[int]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "fallow.register.verify_worker", str(path), str(part[0]), str(part[-1])]
    source = str(Path(__file__).parents[2])
    paths = os.pathsep.join([source, *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(  # noqa: S603 - this interpreter and Fallow's own module
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": paths}
    )


def _parts(seals: Mapping[int, Seal]) -> list[list[int]]:
    # Contiguous ranges of seals with about the same number of entries each.
    total = sum(seal.count for seal in seals.values())
    wanted = min(os.cpu_count() or 1, max(1, total // _WORTH_ANOTHER_PROCESS))
    parts: list[list[int]] = [[]]
    filled = 0
    for number in sorted(seals):
        if filled >= total * len(parts) / wanted and len(parts) < wanted:
            parts.append([])
        parts[-1].append(number)
        filled += seals[number].count
    return [part for part in parts if part] or [[]]


def check_range(recorder: Recorder, seals: Mapping[int, Seal], declared: set[int]) -> Sealed:
    """Check the seals given and the entries under them."""
    result = Sealed()
    if not seals:
        return result
    checked: set[int] = set()
    for number, group in groupby(recorder.entries(min(seals), max(seals)), key=attrgetter("seal")):
        seal = seals.get(number)
        if seal is None:
            continue  # its seal could not be read, which is reported; its entries are strays
        checked.add(number)
        _check(result, recorder, number, seal, group, number in declared)
    for number in sorted(set(seals) - checked):
        _check(result, recorder, number, seals[number], (), number in declared)
    return result


def _check(
    result: Sealed, recorder: Recorder, number: int, seal: Seal, group: Iterable[StoredEntry], partial: bool
) -> None:
    who = f"seal {short(seal.id)} of {short_author(seal.author)}"
    if not is_canonical(seal.raw):
        result.problems.append(Problem("not-canonical", seal.id, f"the bytes of {who} are not canonical"))
    if not signed_by(seal.author, seal.raw, seal.signature):
        result.problems.append(Problem("bad-signature", seal.id, f"the signature of {who} is not its author's"))
    recorded_at = stamp(seal.recorded_at)
    held: list[tuple[int, bytes]] = []
    for stored in group:
        held.append((stored.at, stored.id))
        if stored.kind in _WITH_BLOBS:
            result.attachments.update(_blobs_of(stored))
        result.problems.extend(check_entry(stored, seal, recorded_at))
    result.entries += len(held)
    result.present[number] = len(held)
    if held:
        result.ends[number] = (held[0][1].hex(), held[-1][1].hex())
    result.problems.extend(_root(recorder, number, seal, held, partial, who))


def _blobs_of(stored: StoredEntry) -> Iterable[str]:
    body = (parse_checked(stored.raw)[0] or {}).get("body") if isinstance(stored.raw, bytes) else None
    named = (body.get(key) for key in _WITH_BLOBS[stored.kind]) if isinstance(body, dict) else ()
    return [name for name in named if isinstance(name, str)]


def _root(
    recorder: Recorder, number: int, seal: Seal, held: Sequence[tuple[int, bytes]], partial: bool, who: str
) -> Iterable[Problem]:
    if len(held) == seal.count and held[0][0] == 0 and held[-1][0] == seal.count - 1:
        if root_of(identifier for _, identifier in held).hex() != seal.root:
            yield Problem("bad-root", seal.id, f"the entries under {who} are not those that were signed")
        return
    if not partial:
        here = {at for at, _ in held}
        lacking = [seal.first + at for at in range(seal.count) if at not in here]
        named = ", ".join(map(str, lacking[:5])) + (" ..." if len(lacking) > 5 else "")
        sentence = f"{who} was signed over {seal.count} entries and {len(held)} are here"
        yield Problem("missing-entry", seal.id, f"{sentence}; missing number {named}" if named else sentence)
        return
    paths = recorder.proofs(number)
    for at, identifier in held:
        path = paths.get(at, b"")
        steps = [path[step : step + 32] for step in range(0, len(path), 32)]
        root = root_from_path(identifier, at, seal.count, steps)
        if root is None or root.hex() != seal.root:
            name = identifier.hex()
            yield Problem("bad-proof", name, f"entry {short(name)} has no proof that it belongs to {who}")


def check_entry(stored: StoredEntry, seal: Seal, recorded_at: str) -> Iterable[Problem]:
    """Yield what is wrong with one stored entry under its seal, whose time of recording is ``recorded_at`` (a stamp)."""
    raw = stored.raw
    if type(raw) is not bytes or type(stored.id) is not bytes:
        place = f"entry number {seal.first + stored.at} of {short_author(seal.author)}"
        yield Problem("changed-bytes", seal.id, f"{place} is stored as {type(raw).__name__}, not as bytes")
        return
    if sha256(raw).digest() != stored.id:
        name = stored.id.hex()
        found = short(sha256(raw).hexdigest())
        yield Problem("changed-bytes", name, f"entry {short(name)} has bytes whose digest is {found}")
        return
    value, canonical = parse_checked(raw, _ENVELOPE_NUMBERS)
    try:
        # By type too: True equals 1, and would take a digit away from those that are counted for the numbers of the body.
        if type(value) is not dict or type(value["v"]) is not int or type(value["seq"]) is not int:
            raise TypeError("no envelope")
        if value["v"] != VERSION or type(value["body"]) is not dict:
            raise TypeError("no envelope")
        kind, since, tier = value["kind"], value.get("known_since"), value.get("tier")
        told = int(parse_tier(tier)) if tier is not None else int(default_tier(kind))
        known = stored.recorded if since is None else microseconds(parse_entry(raw).known_at)
        author, seq, at = value["author"], value["seq"], value["recorded_at"]
        good = canonical and author == seal.author and seq == seal.first + stored.at and at == recorded_at
        if not good or stored[3:7] != (kind, told, microseconds(seal.recorded_at), known):
            yield from _entry_problems(stored, seal, parse_entry(raw), canonical)
    except (KeyError, TypeError, ValueError, FallowError) as error:
        name = stored.id.hex()
        found = f"{type(error).__name__}: {error}"
        yield Problem("not-an-entry", name, f"the bytes of {short(name)} are no entry of version {VERSION} ({found})")
        return


def _entry_problems(stored: StoredEntry, seal: Seal, entry: Entry, canonical: bool) -> list[Problem]:
    # The slow half of ``check_entry``: which of its conditions failed.
    who = f"entry {short(entry.id)}"
    found: list[tuple[bool, str, str]] = [
        (not canonical, "not-canonical", f"the bytes of {short(entry.id)} are not canonical"),
        (
            entry.author != seal.author,
            "wrong-author",
            f"{who} of {short_author(entry.author)} lies under a seal of {short_author(seal.author)}",
        ),
        (
            entry.seq != seal.first + stored.at,
            "reordered",
            f"{who} is number {entry.seq} of its author and lies where number {seal.first + stored.at} was",
        ),
        (entry.recorded_at != seal.recorded_at, "wrong-time", f"{who} was not recorded when its seal says"),
        (
            stored[3:7] != (entry.kind, int(entry.tier), microseconds(entry.recorded_at), microseconds(entry.known_at)),
            "altered-column",
            f"the index of {short(entry.id)} differs from its bytes",
        ),
    ]
    return [Problem(kind, entry.id, sentence) for failed, kind, sentence in found if failed]


def _strays(recorder: Recorder, seals: Mapping[int, Seal], result: Sealed) -> Iterable[Problem]:
    if recorder.count() == result.entries:
        return
    # Either entries without a seal, or somebody appended since the seals were listed: then their seals are here by now,
    # because both were committed together. The whole store is read again only in this case.
    last = max(seals, default=0)
    outside = [entry.seal for entry in recorder.entries(0, _LAST_SEAL) if entry.seal not in seals]
    newer = {number for number in recorder.seal_numbers().values() if number > last}
    if stray := sum(number not in newer for number in outside):
        yield Problem("no-seal", recorder.location, f"{stray} entries lie under no seal that can be read")
