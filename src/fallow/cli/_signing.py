"""What the commands of ``fallow keys`` share: which key signs, keys by their beginning, an act appended and judged at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from fallow.cli._render import emit, now

if TYPE_CHECKING:
    from fallow.register import Draft, Entry, Key, Register
    from fallow.register.trust import Trust

AS_KEY = click.option(
    "--as",
    "as_key",
    metavar="KEY",
    help="Sign with this key of yours instead of the one that this copy writes under.",
)


def signer(register: Register, as_key: str | None, dry_run: bool) -> Key:
    """Return the key that signs; one is made where this copy has none yet, and only in memory for a dry run."""
    from fallow.core.errors import NotThereError
    from fallow.register import Key, Keyring
    from fallow.register.keys import short_author
    from fallow.register.known_keys import find_key, writing_key
    from fallow.register.signing import key_for

    keyring = Keyring()
    if as_key is None:
        if dry_run:
            return writing_key(register.recorder, keyring) or Key.new()
        return key_for(register.recorder, keyring)
    author = find_key(as_key, keyring.authors())
    key = keyring.find(author)
    if key is None:
        raise NotThereError(
            kind="no-secret",
            expected=f"the secret of {short_author(author)} on this computer",
            found=f"{len(keyring.authors())} others in {keyring.folder}",
            do="bring it with fallow keys import-secret, or run the command where it lies",
        )
    return key


def key_named(register: Register, trust: Trust, text: str) -> str:
    """Return the key that ``text`` begins, among those that the register knows; a whole key may be new."""
    from fallow.register.known_keys import find_key, names_known

    return find_key(text, names_known(register, trust))


def signed_act(
    register: Register,
    draft: Draft,
    *,
    as_key: str | None,
    dry_run: bool,
    then: Callable[[Entry], None] | None = None,
) -> tuple[Entry, Trust]:
    """Append a trust entry and return it with the verdicts that hold once it is there."""
    from fallow.register.trusting import append_judged

    key = signer(register, as_key, dry_run)
    return append_judged(register, key, draft, now=now(), dry_run=dry_run, then=then)


def told(entry: Entry, lines: list[str], more: dict[str, Any], *, said: str, dry_run: bool, as_json: bool) -> None:
    """Print what an act did: its id and a sentence, then lines; or as JSON ``{"id", "said", ...}``."""
    result = {"id": None if dry_run else entry.id, "said": said, **more}
    first = f"would append: {said}" if dry_run else f"{entry.id}  {said}"
    emit(result, as_json, lambda: "\n".join([first, *(f"  {line}" for line in lines)]))


def waits(trust: Trust, entry_id: str) -> tuple[bool, list[str], int]:
    """Return whether a charter, revocation or rotation counts, what is to be said of it, and how many signatures are missing.

    The last is the greatest number that any one root still lacks: somebody in two roots signs once for both.
    """
    effect = trust.effect(entry_id)
    if effect:
        return True, ["it counts from now on"], 0
    tallies = [tally for tally in trust.root_signatures(entry_id) if not tally.reached]
    missing = max((tally.needed - len(tally.counted) for tally in tallies), default=0)
    lines = list(dict.fromkeys(tally.sentence() for tally in tallies)) or [effect.sentence]
    return False, ["it does not count yet: " + line for line in lines], missing
