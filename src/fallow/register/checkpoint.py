"""Checkpoint: a signed line under everything that a register holds, to be kept elsewhere.

Triggers and signatures cannot show that a register was replaced by an older copy of itself: that copy is whole. A checkpoint
can. It is a C2SP signed note (``fallow.register.note``) in the form of a C2SP checkpoint: origin, number of leaves, root in
base64; then one line for each head. The leaves are the ids of all seals in the order of their bytes, so that any copy that
holds the same seals has the same root, whatever order they came in. Heads let a later, larger register be held against it:
each must still be here, and what lies under them must give that root. (A union of registers is no log with one order, so the
consistency proofs of C2SP do not apply; the heads do their work.) Keep it on paper, in a mail, with another authority, who
may sign it too.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fallow.core.errors import FallowError, InputError
from fallow.core.ids import parse_digest, short
from fallow.register.keys import Key, parse_author, public_bytes, short_author
from fallow.register.merkle import root_of
from fallow.register.note import NoteKey, add_signature, parse_note, sign_note, verified
from fallow.register.recorder import Recorder
from fallow.register.seal import Seal, parse_seal
from fallow.register.verify_seal import Problem

_HEAD = "fallow-head "
_SIGNER = "fallow-signer "
_ENTRIES = "fallow-entries "


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A parsed checkpoint: who made it, how many seals and entries it covers, their root, and the heads (seal ids)."""

    signer: str
    seals: int
    entries: int
    root: bytes
    heads: tuple[str, ...]


def note_name(author: str) -> str:
    """The name under which an author signs notes: also the origin of the checkpoints it makes."""
    return f"fallow/{short_author(author)}"


def note_key(author: str) -> NoteKey:
    """The author's key as readers of signed notes know it."""
    return NoteKey(note_name(author), public_bytes(author))


def make_checkpoint(recorder: Recorder, key: Key) -> str:
    """Return a signed checkpoint over everything that the store holds now."""
    seals = _parsed(recorder)
    followed = {seal.prev for seal in seals.values()}
    heads = sorted(identifier for identifier in seals if identifier not in followed)
    lines = [
        note_name(key.author),
        str(len(seals)),
        base64.b64encode(root_of(bytes.fromhex(identifier) for identifier in sorted(seals))).decode("ascii"),
        _SIGNER + key.author,
        _ENTRIES + str(recorder.count()),
        *(_HEAD + head for head in heads),
    ]
    return sign_note("\n".join(lines) + "\n", note_name(key.author), public_bytes(key.author), key.sign)


def parse_checkpoint(text: str | bytes) -> Checkpoint:
    """Read a checkpoint and check the signature of its maker.

    Raises ``InputError`` (``bad-note``, ``bad-checkpoint``) where it is none, ``IntegrityError`` where the signature fails.
    """
    note = parse_note(text)
    lines = note.text.splitlines()
    try:
        extensions = lines[3:]
        signer = parse_author(next(line for line in extensions if line.startswith(_SIGNER)).removeprefix(_SIGNER))
        entries = next(line for line in extensions if line.startswith(_ENTRIES)).removeprefix(_ENTRIES)
        heads = tuple(parse_digest(line.removeprefix(_HEAD)) for line in extensions if line.startswith(_HEAD))
        root = base64.b64decode(lines[2], validate=True)
        if lines[0] != note_name(signer) or len(root) != 32 or not lines[1].isdecimal() or not entries.isdecimal():
            raise ValueError(f"origin {lines[0]!r}, size {lines[1]!r}")
    except (StopIteration, IndexError, ValueError, binascii.Error, InputError) as error:
        raise InputError(
            kind="bad-checkpoint",
            expected="a checkpoint made by fallow checkpoint",
            found=f"a signed note without its lines ({type(error).__name__}: {str(error)[:80]})",
            do="give the file as fallow checkpoint wrote it",
        ) from error
    verified(note, [note_key(signer)])
    return Checkpoint(signer, int(lines[1]), int(entries), root, heads)


def check_checkpoint(recorder: Recorder, checkpoint: Checkpoint) -> list[Problem]:
    """Return what of the checkpoint is not here any more (``rolled-back``); empty where everything is."""
    seals = _parsed(recorder)
    lost = [head for head in checkpoint.heads if head not in seals]
    if lost:
        named = ", ".join(short(head) for head in lost[:3])
        return [
            Problem(
                "rolled-back",
                lost[0],
                f"the checkpoint names {len(checkpoint.heads)} heads over {checkpoint.entries} entries; "
                f"{len(lost)} of them ({named}) are not in this register, which holds {recorder.count()} entries",
            )
        ]
    under = _under(seals, checkpoint.heads)
    root = root_of(bytes.fromhex(identifier) for identifier in sorted(under))
    if len(under) != checkpoint.seals or root != checkpoint.root:
        return [
            Problem(
                "rolled-back",
                checkpoint.heads[0] if checkpoint.heads else "register",
                f"the checkpoint covers {checkpoint.seals} seals and {len(under)} lie under its heads here",
            )
        ]
    declared = _declared_missing(recorder, seals)
    if recorder.count() + declared < checkpoint.entries:
        return [
            Problem(
                "rolled-back",
                "register",
                f"the checkpoint covers {checkpoint.entries} entries; {recorder.count()} are here and {declared} are "
                "declared as not handed over",
            )
        ]
    return []


def _declared_missing(recorder: Recorder, seals: Mapping[str, Seal]) -> int:
    sizes = {
        number: seals[identifier.hex()].count
        for identifier, number in recorder.seal_numbers().items()
        if identifier.hex() in seals
    }
    partial = recorder.partial()
    here = sum(sum(1 for _ in recorder.entries(number, number)) for number in partial)
    return sum(sizes.get(number, 0) for number in partial) - here


def witness(text: str | bytes, recorder: Recorder, key: Key) -> str:
    """Return the checkpoint with ``key``'s signature added, having checked that what it covers is here too."""
    problems = check_checkpoint(recorder, parse_checkpoint(text))
    if problems:
        raise InputError(
            kind="not-witnessed",
            expected="a checkpoint over what this register holds too",
            found=problems[0].sentence,
            do="merge the register it was made from first, then sign",
        )
    return add_signature(text, note_name(key.author), public_bytes(key.author), key.sign)


def _parsed(recorder: Recorder) -> dict[str, Seal]:
    found: dict[str, Seal] = {}
    for stored in recorder.seals():
        try:
            seal = parse_seal(stored.raw, stored.signature)
        except FallowError:
            continue  # verification reports it; here it is simply not held
        found[seal.id] = seal
    return found


def _under(seals: Mapping[str, Seal], heads: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for head in heads:
        at: str | None = head
        while at is not None and at in seals and at not in found:
            found.add(at)
            at = seals[at].prev
    return found
