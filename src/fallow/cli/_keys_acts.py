"""``fallow keys endorse | delegate | revoke | rotate | judge``: signatures, devices, lost keys, and whether an act is signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fallow.cli._render import DRY_RUN, JSON, REGISTER, Day, Moment, emit
from fallow.cli._signing import AS_KEY, key_named, signed_act, signer, told, waits

if TYPE_CHECKING:
    from datetime import date, datetime

    from fallow.register import Entry, Key, Register
    from fallow.register.trust import Trust

ROLES = click.Choice(("root", "authority", "analyst", "observer", "publisher"))
_NO_CHARTER = "no charter is pinned on this copy, so nobody has a role here and nothing is signed (fallow keys pin)"


@click.command("endorse", short_help="Put a further signature under an entry.")
@REGISTER
@click.argument("entry")
@click.option("--role", type=ROLES, required=True, help="The role in which you sign.")
@click.option("--act", help="Sign for this act alone; else for every act that this role signs.")
@AS_KEY
@DRY_RUN
@JSON
def endorse(
    register: Path | str, entry: str, role: str, act: str | None, as_key: str | None, dry_run: bool, as_json: bool
) -> None:
    """Put a further signature under ENTRY of REGISTER: under a charter or an act, in a role that your key holds."""
    from fallow.core.ids import short
    from fallow.register import Draft, Register

    with Register.open(register) as opened:
        target = opened.get(entry)
        body = {"of": target.id, "role": role, **({"act": act} if act else {})}
        written, trust = signed_act(opened, Draft("endorsement", body), as_key=as_key, dry_run=dry_run)
    lines, more = _signed(trust, target, written, role, act)
    said = f"{target.kind} {short(target.id)} signed as {role}"
    told(written, lines, {"of": target.id, **more}, said=said, dry_run=dry_run, as_json=as_json)


def _signed(
    trust: Trust, target: Entry, written: Entry, role: str, act: str | None
) -> tuple[list[str], dict[str, Any]]:
    from fallow.register.keys import short_author

    if trust.pinned is None:
        return [_NO_CHARTER], {"charter": None, "acts": {}}
    if target.kind in ("charter", "revocation", "rotation") and role == "root":
        holds, lines, missing = waits(trust, target.id)
        return lines, {"charter": trust.pinned, "holds": holds, "missing": missing, "acts": {}}
    found = trust.charter(written.recorded_at)
    rules = found[1].acts if found else {}
    names = [name for name, rule in sorted(rules.items()) if rule.role == role and act in (None, name)]
    verdicts = {name: trust.act(target.id, name) for name in names}
    lines = [f"{name}: {verdict.sentence}" for name, verdict in verdicts.items()]
    if role not in trust.roles_of(written.author, written.recorded_at):
        lines.append(f"the key {short_author(written.author)} is not {role} here: this signature does not count")
    elif not names:
        lines.append(f"the charter in force has no act {act or f'that {role} signs'}")
    return lines, {"charter": trust.pinned, "acts": {name: verdict.to_json() for name, verdict in verdicts.items()}}


@click.command("delegate", short_help="Let a device act in some of your roles.")
@REGISTER
@click.argument("key")
@click.option("--role", "roles", type=ROLES, multiple=True, required=True, help="A role of yours; may be repeated.")
@click.option("--until", type=Day(), help="The last day on which it runs. No lock: a thief sets the clock back.")
@click.option("--reason", required=True, help="Why; kept with the entry.")
@AS_KEY
@DRY_RUN
@JSON
def delegate(
    register: Path | str,
    key: str,
    roles: tuple[str, ...],
    until: date | None,
    reason: str,
    as_key: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Let KEY (a device of yours) act in some of your roles in REGISTER. It ends with your key and belongs to it for ever."""
    from fallow.register import Draft, Register
    from fallow.register.keys import short_author
    from fallow.register.trust_bodies import parse_delegation
    from fallow.register.trusting import trust_of

    with Register.open(register) as opened:
        to = key_named(opened, trust_of(opened), key)
        body = {
            "to": to,
            "roles": sorted(set(roles)),
            "until": until.isoformat() if until else None,
            "reason": reason,
        }
        parse_delegation(body)
        entry, trust = signed_act(opened, Draft("delegation", body), as_key=as_key, dry_run=dry_run)
    effect = trust.effect(entry.id)
    lines = [_NO_CHARTER] if trust.pinned is None else [] if effect else [effect.sentence]
    said = f"{', '.join(sorted(set(roles)))} given to {short_author(to)}" + (f" until {body['until']}" if until else "")
    told(entry, lines, {"to": to, "holds": bool(effect)}, said=said, dry_run=dry_run, as_json=as_json)


@click.command("revoke", short_help="End a key that is lost, stolen or given up.")
@REGISTER
@click.argument("key")
@click.option("--reason", required=True, help="Why: lost, stolen, left ...; kept with the entry.")
@click.option("--last-good", metavar="ENTRY", help="The last entry of that key to be believed; without it none is.")
@AS_KEY
@DRY_RUN
@JSON
def revoke(
    register: Path | str,
    key: str,
    reason: str,
    last_good: str | None,
    as_key: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """End KEY in REGISTER: nothing of it after its last good entry is believed, and without --last-good nothing at all.

    Your own key and devices you delegated to you end yourself; any other needs root (fallow keys endorse --role root).
    """
    from fallow.register import Draft, Register
    from fallow.register.keys import short_author
    from fallow.register.known_keys import entries_believed
    from fallow.register.trusting import trust_of

    with Register.open(register) as opened:
        ended = key_named(opened, trust_of(opened), key)
        last = _own_entry(opened, ended, last_good)
        draft = Draft("revocation", {"key": ended, "reason": reason, "last_good": last})
        entry, trust = signed_act(opened, draft, as_key=as_key, dry_run=dry_run)
        holds, lines, missing = waits(trust, entry.id)
        kept, doubted = entries_believed(opened, trust, ended)
    if trust.pinned is None and entry.author != ended:
        lines = [_NO_CHARTER]
    doubted = [one for one in doubted if one.id != entry.id]
    if holds:
        lines.append(f"{len(doubted)} of its {len(kept) + len(doubted)} entries here are no longer believed")
        if doubted and last is None:
            way = (
                "root alone can still"
                if entry.author == ended
                else "a further revocation with --last-good ENTRY can still"
            )
            lines.append(f"--last-good ENTRY keeps those up to it; once written, {way} set that right")
        if entry.author == ended:
            lines.append("this copy wrote under it: make a new key with fallow keys new")
    more = {"key": ended, "last_good": last, "holds": holds, "missing": missing, "not_believed": len(doubted)}
    told(entry, lines, more, said=f"{short_author(ended)} revoked", dry_run=dry_run, as_json=as_json)


def _own_entry(opened: Register, author: str, prefix: str | None) -> str | None:
    from fallow.core.errors import InputError
    from fallow.core.ids import short
    from fallow.register.keys import short_author

    if prefix is None:
        return None
    entry = opened.get(prefix)
    if entry.author == author:
        return entry.id
    raise InputError(
        kind="other-author",
        expected=f"an entry by {short_author(author)}",
        found=f"{short(entry.id)} by {short_author(entry.author)}",
        do="see fallow keys show for its entries",
    )


@click.command("rotate", short_help="Let a new key take the place of an old one.")
@REGISTER
@click.option("--reason", default="new key", show_default=True, help="Why; kept with the entry.")
@click.option("--old", metavar="KEY", help="Another's lost key (then root must sign); else the key of this copy.")
@click.option("--new", metavar="KEY", help="The key that takes its place; else one is made for this copy.")
@AS_KEY
@DRY_RUN
@JSON
def rotate(
    register: Path | str,
    reason: str,
    old: str | None,
    new: str | None,
    as_key: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Let a new key take the place of this copy's key in REGISTER, signed by the old one; it keeps roles and devices.

    A key that is lost is replaced by root: --old KEY --new KEY, then fallow keys endorse --role root by the others.
    """
    from fallow.core.errors import InputError
    from fallow.register import Draft, Key, Register
    from fallow.register.keys import short_author
    from fallow.register.trusting import trust_of

    if old is not None and new is None:
        raise InputError(
            kind="no-new-key",
            expected="--new KEY beside --old KEY",
            found="none",
            do="let its owner run fallow keys new",
        )
    with Register.open(register) as opened:
        known = trust_of(opened)
        made = Key.new() if new is None else None
        to = made.author if made else key_named(opened, known, str(new))
        gone = signer(opened, as_key, dry_run).author if old is None else key_named(opened, known, old)
        entry, trust = signed_act(
            opened,
            Draft("rotation", {"old": gone, "new": to, "reason": reason}),
            as_key=as_key,
            dry_run=dry_run,
            then=(lambda _: _take_up(opened, made)) if made and not dry_run else None,
        )
    holds, lines, missing = waits(trust, entry.id)
    if trust.pinned is None:
        lines = [_NO_CHARTER]
    if made:
        lines.append("this copy writes under the new key from now on; its secret lies on this computer")
    said = f"{'a new key' if made and dry_run else short_author(to)} takes the place of {short_author(gone)}"
    more = {"old": gone, "new": None if made and dry_run else to, "holds": holds, "missing": missing}
    told(entry, lines, more, said=said, dry_run=dry_run, as_json=as_json)


def _take_up(opened: Register, key: Key) -> None:
    from fallow.register import Keyring
    from fallow.register.signing import adopt

    adopt(opened.recorder, Keyring(), key)


@click.command("judge", short_help="Is an entry signed as an act asks?")
@REGISTER
@click.argument("entry")
@click.option("--act", required=True, help="The act, as the charter names it: release ...")
@click.option("--on", type=Moment(), help="By the signatures that were there by the end of that day (UTC).")
@JSON
def judge(register: Path | str, entry: str, act: str, on: datetime | None, as_json: bool) -> int:
    """Say whether ENTRY of REGISTER is signed as the pinned charter asks for an act; exit 1 where it is not."""
    from fallow.core.ids import short
    from fallow.register import Register
    from fallow.register.trusting import trust_of

    with Register.open(register) as opened:
        target = opened.get(entry)
        trust = trust_of(opened, about=[target.id])
        decision = trust.act(target.id, act, on)
    lines = [
        f"{target.kind} {short(target.id)} is {'' if decision else 'not '}signed for {act}: {decision.sentence}",
        *(f"  {reason}" for reason in decision.reasons),
    ]
    if decision:
        lines.append("  this speaks of signatures alone: not of what was signed, and not of the ground")
    emit(
        {
            "entry": target.id,
            "act": act,
            "on": on.isoformat() if on else None,
            "charter": trust.pinned,
            **decision.to_json(),
        },
        as_json,
        "\n".join(lines),
    )
    return 0 if decision else 1
