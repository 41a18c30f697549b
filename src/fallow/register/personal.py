"""Personal words of a register: sealing them before they are appended, opening them for whoever may read, erasing them.

The order of the two durable steps is what keeps a promise through a crash. Sealing: the key is durable first, then the entry.
Erasing: the ``erasure`` entry is durable first, then the key is destroyed; whoever opens the vault again (after a crash, a
restore, a merge) destroys the keys of everybody whom the register knows to be erased.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from fallow.core.errors import InputError, NotThereError, RefusalError
from fallow.register.entry import Draft, Entry
from fallow.register.keys import home
from fallow.register.people import NONCE_BYTES, PERSON_BYTES, new_person, opened, parse_person, seal_value, sealed_in
from fallow.register.register import Register
from fallow.register.tier import Tier
from fallow.register.trusting import pinned_charter, trust_of
from fallow.register.vault import FileVault, Vault, apply_erasures, vault_beside


def vault_of(register: Register) -> Vault:
    """Return the vault of a register, with every known erasure applied.

    It lies beside a register file; for a database it lies in this person's own folder on this computer, since the database's
    readers must not hold the keys.
    """
    path = getattr(register.recorder, "path", None)
    if isinstance(path, Path):
        vault = FileVault(vault_beside(path))
    else:
        folder = home() / "vaults"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        vault = FileVault(folder / f"{hashlib.sha256(register.location.encode()).hexdigest()[:32]}.vault")
    apply_erasures(vault, erased(register))
    return vault


def erased(register: Register) -> frozenset[str]:
    """Return the persons whom the register knows to be erased.

    Where a charter is pinned, an erasure by a key that it gives no role is not obeyed: what a stranger sends cannot destroy
    words for ever. It stays in the log for somebody with a role to repeat.
    """
    entries = list(register.entries("erasure"))
    if entries and pinned_charter(register) is not None:
        trust = trust_of(register)
        entries = [entry for entry in entries if trust.roles_of(entry.author, entry.recorded_at)]
    return frozenset(str(entry.body["person"]) for entry in entries)


def sealed_draft(register: Register, vault: Vault, draft: Draft, fields: Iterable[str], person: str | None) -> Draft:
    """Return ``draft`` with the named fields of its body sealed under a person's key, and its tier ``personal``.

    ``person`` ``None`` mints a new one. Raises ``RefusalError`` (``person-erased``), ``NotThereError`` (``no-person-key``)
    where somebody sealed under that id elsewhere and the key is not here, ``InputError`` where a field is not in the body.
    """
    who = new_person(os.urandom(PERSON_BYTES)) if person is None else parse_person(person)
    if person is not None and vault.key(who) is None:
        _require_new(register, who)
    key = vault.make(who)
    body = dict(draft.body)
    for name in fields:
        if name not in body:
            raise InputError(
                kind="no-field",
                expected=f"a field {name!r} in the body",
                found=f"{', '.join(sorted(body)) or 'none'}",
                do="name fields of the body itself",
            )
        body[name] = seal_value(body[name], who, key, os.urandom(NONCE_BYTES))
    return replace(draft, body=body, tier=draft.tier if draft.tier is not None else Tier.PERSONAL)


def _require_new(register: Register, person: str) -> None:
    if person in erased(register):
        raise RefusalError(
            kind="person-erased",
            expected="a person who was not erased",
            found=person,
            do="mint a new person where somebody agrees to be recorded again",
        )
    if any(person in sealed_in(entry.body) for entry in register.entries() if b'"$sealed"' in entry.raw):
        raise NotThereError(
            kind="no-person-key",
            expected=f"the key of {person}",
            found="words sealed under it, and no key in this copy's vault",
            do="record on the computer whose vault holds that key",
        )


def opened_body(register: Register, vault: Vault, entry: Entry) -> dict[str, Any]:
    """Return the body with sealed words opened; below clearance ``personal`` every one of them is marked as withheld."""
    if b'"$sealed"' not in entry.raw:
        return entry.body
    if register.clearance < Tier.PERSONAL:
        return dict(opened(entry.body, lambda _person: None))
    return dict(opened(entry.body, vault.key, erased(register)))


def erase(register: Register, person: str, reason: str, now: datetime) -> tuple[Entry, bool]:
    """Make a person's sealed words unreadable for ever; returns the ``erasure`` entry and whether a key was here.

    Copies of the vault elsewhere are not reached: they destroy the key when they next open a register that knows of the
    erasure. ``reason`` must name nobody: it is not sealed.
    """
    who = parse_person(person)
    (entry,) = register.append([Draft("erasure", {"person": who, "reason": reason})], now=now)
    vault = vault_of_unapplied(register)
    try:
        return entry, vault.destroy(who)
    finally:
        vault.close()


def vault_of_unapplied(register: Register) -> Vault:
    """Return the vault without applying erasures first, so that the caller learns whether a key was here."""
    path = getattr(register.recorder, "path", None)
    return FileVault(vault_beside(path)) if isinstance(path, Path) else vault_of(register)
