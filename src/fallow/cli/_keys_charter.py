"""``fallow keys charter | pin``: who may do what, written, signed and trusted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fallow.cli._render import DRY_RUN, JSON, REGISTER, emit, now
from fallow.cli._signing import AS_KEY, key_named, signed_act, told, waits

if TYPE_CHECKING:
    from fallow.core.errors import InputError
    from fallow.register import Register
    from fallow.register.trust import Trust
    from fallow.register.trust_bodies import Charter


@click.command("charter", short_help="Write a charter: who may do what.")
@REGISTER
@click.option("--name", help="What the charter is called; kept from the one before where there is one.")
@click.option("--role", "roles", multiple=True, metavar="ROLE=KEY[,KEY]", help="Who holds a role; ROLE= for nobody.")
@click.option("--threshold", "thresholds", multiple=True, metavar="ROLE=N", help="How many of a role must sign.")
@click.option("--act", "acts", multiple=True, metavar="ACT=ROLE[:N]", help="An act, the role that signs it, how many.")
@click.option("--without-act", "dropped", multiple=True, metavar="ACT", help="Leave out an act of the charter before.")
@click.option(
    "--anew", is_flag=True, help="Begin a new row of charters, whatever stands here; pins nothing over another."
)
@AS_KEY
@DRY_RUN
@JSON
def charter(
    register: Path | str,
    name: str | None,
    roles: tuple[str, ...],
    thresholds: tuple[str, ...],
    acts: tuple[str, ...],
    dropped: tuple[str, ...],
    anew: bool,
    as_key: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write a charter for REGISTER: the first one, or the successor of the one in force, of which it keeps what is not named.

    The first is pinned on this copy. It counts once as many root keys signed as it asks for: fallow keys endorse.
    """
    from fallow.register import Draft, Register
    from fallow.register.trust_bodies import parse_charter
    from fallow.register.trusting import pin, pinned_charter, trust_of

    with Register.open(register) as opened:
        trust = trust_of(opened)
        replaced = [] if anew else _replaced(opened, trust)
        body = _body(_Named(opened, trust), name, (roles, thresholds, acts, dropped), replaced)
        parsed = parse_charter(body)
        first = pinned_charter(opened) is None
        entry, after = signed_act(
            opened,
            Draft("charter", body),
            as_key=as_key,
            dry_run=dry_run,
            then=(lambda written: pin(opened, written.id)) if first else None,
        )
    holds, lines, missing = waits(after, entry.id)
    shown = [*charter_lines(parsed), *lines]
    if first and not dry_run:
        shown.append("pinned on this copy; the others pin it on theirs once you have read each other its id")
    more = {
        "charter": body,
        "pinned": first and not dry_run,
        "holds": holds,
        "missing": missing,
        "sentences": lines,
    }
    said = f"charter {parsed.name}, version {parsed.version}"
    told(entry, shown, more, said=said, dry_run=dry_run, as_json=as_json)


@click.command("pin", short_help="Trust a charter on this copy.")
@REGISTER
@click.argument("charter")
@DRY_RUN
@JSON
def pinning(register: Path | str, charter: str, dry_run: bool, as_json: bool) -> None:
    """Trust CHARTER (the id of its entry) on this copy of REGISTER. Compare the id with its signers first, by telephone.

    The pin stays on this copy: no merge and no bundle carries it.
    """
    from fallow.register import Register
    from fallow.register.trust_bodies import parse_charter
    from fallow.register.trusting import pin, pinned_charter, trust_of

    with Register.open(register) as opened:
        before = pinned_charter(opened)
        whole = charter.strip().lower()
        here = bool(opened.recorder.find(whole[:64])) if whole and not set(whole) - set("0123456789abcdef") else True
        identifier = opened.get(charter).id if here or len(whole) < 64 else whole
        if here:
            parsed = parse_charter(_charter_body(opened, identifier))
            holds, lines, missing = waits(trust_of(opened, identifier), identifier)
            lines = [*charter_lines(parsed), *lines]
            said = f"{parsed.name}, version {parsed.version}"
        else:
            holds, lines, missing = False, ["it is not here yet: merge the copy that holds it"], None
            said = "a charter that is not here"
        if not dry_run:
            pin(opened, identifier)
    first = f"{'would pin' if dry_run else 'pinned'} {identifier}  {said}"
    if before not in (None, identifier):
        lines.append(f"in place of {before}")
    emit(
        {"charter": identifier, "before": before, "pinned": not dry_run, "holds": holds, "missing": missing},
        as_json,
        lambda: "\n".join([first, *(f"  {line}" for line in lines)]),
    )


def charter_lines(charter: Charter) -> list[str]:
    """Return a charter in words: a line a role, a key, an act; keys in full, because these lines are compared."""
    from fallow.register.trust_entry import ROLES

    lines = []
    for role in (role for role in ROLES if charter.seats(role)):
        need = f" ({charter.roles[role].threshold} must sign)" if role == "root" else ""
        lines += [f"{role}{need}:", *(f"  {key}" for key in charter.seats(role))]
    lines += [f"act {name}: {act.threshold} of {act.role}" for name, act in sorted(charter.acts.items())]
    return lines if charter.acts else [*lines, "no act: nothing can be signed under it"]


def _charter_body(opened: Register, identifier: str) -> Any:
    from fallow.core.errors import InputError
    from fallow.core.ids import short

    entry = opened.get(identifier)
    if entry.kind != "charter":
        raise InputError(
            kind="not-a-charter",
            expected="the id of a charter",
            found=f"an entry of kind {entry.kind} ({short(identifier)})",
            do="see fallow log REGISTER --kind charter",
        )
    return entry.body


def _replaced(opened: Register, trust: Trust) -> list[tuple[str, Charter]]:
    """The charters that a successor replaces: the one in force, or all that contend; none where this is the first."""
    from fallow.core.errors import ConflictError, RefusalError
    from fallow.core.ids import short
    from fallow.register.trust_bodies import parse_charter

    at = now()
    found = trust.charter(at)
    if found is not None:
        return [found]
    if contending := trust.conflict(at):
        return [(identifier, parse_charter(opened.get(identifier).body)) for identifier in contending]
    if trust.pinned is not None:
        raise ConflictError(
            kind="charter-not-in-force",
            expected=f"the pinned charter {short(trust.pinned)} in force, to be succeeded",
            found="; ".join(problem.sentence for problem in trust.problems) or "one that is not",
            do="let its root keys sign it (fallow keys endorse --role root), or begin anew with --anew",
        )
    others = [entry.id for entry in opened.entries("charter")]
    if others:
        raise RefusalError(
            kind="charter-not-pinned",
            expected="a register without a charter, or one pinned",
            found=f"{len(others)} here ({', '.join(map(short, others[:3]))}) and none pinned",
            do="compare its id with its signers and pin it (fallow keys pin), or begin another row with --anew",
        )
    return []


class _Named:
    """Finds keys by their beginning, in one register."""

    def __init__(self, opened: Register, trust: Trust) -> None:
        self._opened, self._trust = opened, trust

    def key(self, text: str) -> str:
        return key_named(self._opened, self._trust, text)


def _body(
    named: _Named,
    name: str | None,
    told: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    replaced: list[tuple[str, Charter]],
) -> dict[str, Any]:
    roles, thresholds, acts, dropped = (list(one) for one in told)
    # In a conflict the highest version is gone on from; what it says is shown before anybody signs.
    before = max((one for _, one in replaced), key=lambda one: one.version, default=None)
    seats = {role: _kept(seats.keys, seats.threshold) for role, seats in before.roles.items()} if before else {}
    for role, keys in _pairs(roles, "--role", "ROLE=KEY[,KEY]"):
        listed = [named.key(one) for one in keys.split(",") if one.strip()]
        seats[role] = _kept(listed, seats.get(role, {}).get("threshold"))
        if not listed:
            del seats[role]
    for role, number in _pairs(thresholds, "--threshold", "ROLE=N"):
        seats.setdefault(role, _kept([], None))["threshold"] = _number(number, f"--threshold {role}={number}")
    if "root" not in seats:
        raise _bad("charter", "--role root=KEY[,KEY]", "no root", "name who may change the charter")
    rules = (
        {act: {"role": rule.role, "threshold": rule.threshold} for act, rule in before.acts.items()} if before else {}
    )
    for act in dropped:
        if rules.pop(act, None) is None:
            raise _bad("charter", "--without-act with an act of the charter before", repr(act), "see fallow keys list")
    for act, rule in _pairs(acts, "--act", "ACT=ROLE[:N]"):
        role, colon, number = rule.partition(":")
        rules[act] = {
            "role": role,
            "threshold": _number(number, f"--act {act}={rule}")
            if colon
            else _told(seats, role, f"--act {act}={rule}:N"),
        }
    _told(seats, "root", "--threshold root=N")
    for seat in seats.values():
        seat["threshold"] = seat["threshold"] or 1
    if name is None and before is None:
        raise _bad("charter", "--name", "none", "say what it is called")
    return {
        "name": name if name is not None or before is None else before.name,
        "version": before.version + 1 if before else 1,
        "replaces": [identifier for identifier, _ in replaced],
        "roles": seats,
        "acts": rules,
    }


def _kept(keys: Any, threshold: int | None) -> dict[str, Any]:
    return {"keys": list(keys), "threshold": threshold}


def _told(seats: dict[str, dict[str, Any]], role: str, option: str) -> int:
    # How many must sign is never guessed where there is more than one who could.
    seat = seats.get(role, _kept([], None))
    if seat["threshold"] is None and len(seat["keys"]) != 1:
        raise _bad("charter", f"{option}: how many of {role} must sign", "no number", "say it; two is the usual least")
    return int(seat["threshold"] or 1)


def _pairs(told: list[str], option: str, form: str) -> list[tuple[str, str]]:
    pairs = [one.partition("=") for one in told]
    for before, equals, _ in pairs:
        if not equals or not before.strip():
            raise _bad("option", f"{option} {form}", repr(before)[:60], "write it with an equals sign")
    names = [before.strip() for before, _, _ in pairs]
    if len(set(names)) != len(names):
        raise _bad("option", f"{option} once for each", ", ".join(names), "name each once, keys joined by commas")
    return [(before.strip(), after.strip()) for before, _, after in pairs]


def _number(text: str, where: str) -> int:
    if text.isdecimal() and int(text) >= 1:
        return int(text)
    raise _bad("option", "a whole number from 1", where, "say how many must sign")


def _bad(kind: str, expected: str, found: str, do: str) -> InputError:
    from fallow.core.errors import InputError

    return InputError(kind=f"bad-{kind}", expected=expected, found=found, do=do)
