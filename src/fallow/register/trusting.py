"""Trusting: the shell between a register and the pure rule-keeper ``fallow.register.trust``.

It reads what trust needs (the five trust kinds, what they sign, every entry of a key that could be doubted), in the
register's canonical order and whatever the reader's clearance, so that one register gives one verdict to everybody. It
answers from the seals who stands before whom in a chain, so that a branch written beside the honest one is seen.

Which charter is trusted is a setting of this copy. It never travels with a merge or a bundle: a charter is compared with its signers and pinned by a person. Corrections and withdrawals of trust entries are not
read here at all: they change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from fallow.core.errors import ConflictError, FallowError, InputError, NotThereError
from fallow.core.ids import parse_digest, short
from fallow.register.chains import Chains
from fallow.register.entry import Draft, Entry, parse_entry
from fallow.register.keys import Key
from fallow.register.recorder import Recorder, Wanted
from fallow.register.register import Register
from fallow.register.transaction import Transaction
from fallow.register.trust import Trust
from fallow.register.trust_bodies import parse_charter
from fallow.register.trust_entry import TRUST_KINDS
from fallow.register.verify_seal import Problem

_SETTING = "charter"


class _TakeBackError(Exception):
    """Ends a dry run's transaction; never leaves this module."""


def pinned_charter(register: Register) -> str | None:
    """Return the id of the charter that this copy trusts, ``None`` where none is pinned."""
    return register.recorder.setting(_SETTING) or None


def pin(register: Register, charter: str) -> None:
    """Trust ``charter`` (a whole id) on this copy from now on, in place of any other.

    It need not be here yet: its id may have come by telephone and the charter by the next memory stick. Raises
    ``InputError`` (``not-a-charter``, ``bad-charter`` or a kind of its parts) where the entry is here and is none.
    """
    raw = register.recorder.read(bytes.fromhex(parse_digest(charter)))
    if raw is not None:
        entry = parse_entry(raw, charter)
        if entry.kind != "charter":
            raise InputError(
                kind="not-a-charter",
                expected="the id of a charter",
                found=f"an entry of kind {entry.kind} ({short(charter)})",
                do="see fallow log REGISTER --kind charter",
            )
        parse_charter(entry.body)
    register.recorder.keep_setting(_SETTING, charter)


def trust_of(register: Register, pinned: str | None = None, *, about: Iterable[str] = ()) -> Trust:
    """Return the verdicts over a register under ``pinned``, else under the charter that this copy has pinned.

    ``about`` are whole ids of the entries that will be asked about; those that some endorsement signs are there without
    being named. Raises ``NotThereError`` (``no-such-entry``) where one of ``about`` is not here.
    """
    recorder = register.recorder
    pinned = pinned or pinned_charter(register)
    found = _trust_entries(recorder)
    for identifier in about:
        found[identifier] = _required(recorder, identifier)
    for entry in [entry for entry in found.values() if entry.kind == "endorsement"]:
        target = _read(recorder, entry.body.get("of"))
        if target is not None:
            found[target.id] = target
    if not found:
        return Trust.of((), pinned)
    chains = Chains(recorder)
    trust = _judged(found, pinned, chains)
    if doubtful := trust.doubtful_keys():
        found |= {entry.id: entry for key in doubtful for entry in chains.entries_of(key)}
        trust = _judged(found, pinned, chains)
    return trust


def append_judged(
    register: Register,
    key: Key,
    draft: Draft,
    *,
    now: datetime,
    dry_run: bool = False,
    then: Callable[[Entry], None] | None = None,
) -> tuple[Entry, Trust]:
    """Append one entry under ``key`` and return it with the verdicts that hold once it is there.

    ``then(entry)`` runs in the same transaction (pinning, taking up a new key): all of it is durable, or nothing. A dry run
    does everything and takes it back.
    """
    result: tuple[Entry, Trust] | None = None
    try:
        with register.recorder.transaction():
            transaction = Transaction(register.recorder, key, now)
            entry = transaction.append(draft)
            transaction.finish()
            if then is not None:
                then(entry)
            result = entry, trust_of(register, about=[entry.id])
            if dry_run:
                raise _TakeBackError
    except _TakeBackError:
        pass
    if result is None:  # the block above either set it or raised
        raise ConflictError(
            kind="storage", expected="one entry appended", found="none", do="try again; nothing was written"
        )
    return result


def trust_problems(register: Register, pinned: str | None = None) -> list[Problem]:
    """Return what ``fallow verify`` says of trust: entries that are not believed, charters missing, unsigned or in conflict.

    Without a pinned charter only what a key wrote after it ended itself. Strangers are never a problem.
    """
    return problems_of(trust_of(register, pinned))


def problems_of(trust: Trust) -> list[Problem]:
    """Return the problems of a verdict as verification lists them."""
    return [Problem(*remark) for remark in trust.problems]


def strangers_in(register: Register, trust: Trust) -> tuple[str, ...]:
    """Return the authors here to whom no charter ever gave a role, sorted; none where no charter ever was in force.

    Without a charter every key speaks for itself and nobody is a stranger.
    """
    if not trust.ruled():
        return ()
    return trust.strangers({seal.author for seal in register.recorder.seals()})


def _judged(found: dict[str, Entry], pinned: str | None, chains: Chains) -> Trust:
    ordered: list[Entry] = sorted(found.values(), key=chains.order)
    return Trust.of(ordered, pinned, chains.stands)


def _trust_entries(recorder: Recorder) -> dict[str, Entry]:
    return {
        identifier.hex(): parse_entry(raw, identifier.hex())
        for kind in TRUST_KINDS
        for identifier, raw in recorder.select(Wanted(kind))
    }


def _read(recorder: Recorder, identifier: object) -> Entry | None:
    try:
        whole = parse_digest(identifier)
    except FallowError:
        return None
    raw = recorder.read(bytes.fromhex(whole))
    return parse_entry(raw, whole) if raw is not None else None


def _required(recorder: Recorder, identifier: str) -> Entry:
    entry = _read(recorder, identifier)
    if entry is None:
        raise NotThereError(
            kind="no-such-entry",
            expected=f"the entry {short(identifier)}",
            found=f"none among {recorder.count()}",
            do="give the whole id, or merge the copy that holds it",
        )
    return entry
