"""``fallow checkpoint``: a signed line under a register, to be kept elsewhere; witnesses and time-stamps for it."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import click

from fallow.cli._render import DRY_RUN, JSON, REGISTER, emit, now


@click.command("checkpoint")
@REGISTER
@click.option(
    "--witness", type=click.File("rb"), help="Sign this checkpoint of another copy too, if all of it is here."
)
@click.option(
    "--request", type=click.Path(path_type=Path), help="Also write a time-stamp request (RFC 3161) for it here."
)
@click.option("--stamped", type=click.File("rb"), help="The kept checkpoint to which --answer belongs.")
@click.option(
    "--answer", type=click.File("rb"), help="A time-stamp authority's answer: checked, then kept as an entry."
)
@click.option(
    "--certificate", "certificates", type=click.File("rb"), multiple=True, help="Certificate of the authority (PEM)."
)
@DRY_RUN
@JSON
def command(
    register: Path | str,
    witness: IO[bytes] | None,
    request: Path | None,
    stamped: IO[bytes] | None,
    answer: IO[bytes] | None,
    certificates: tuple[IO[bytes], ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Print a signed checkpoint of REGISTER; keep it (in a mail, on paper, with another office), not beside the register.

    An older copy put in a register's place verifies by itself: only fallow verify --checkpoint FILE shows it.
    """
    import hashlib
    import secrets

    from fallow.register import Keyring, Register
    from fallow.register import checkpoint as checkpoints
    from fallow.register.signing import key_for
    from fallow.register.timestamps import request as ask
    from fallow.register.whole import written_whole

    if answer is not None or stamped is not None:
        _keep_answer(register, stamped, answer, certificates, dry_run, as_json)
        return
    with Register.open(register) as opened:
        key = key_for(opened.recorder, Keyring())
        if witness is not None:
            text = checkpoints.witness(witness.read(), opened.recorder, key)
        else:
            text = checkpoints.make_checkpoint(opened.recorder, key)
    if request is not None and not dry_run:
        with written_whole(request) as stream:
            stream.write(ask(hashlib.sha256(text.encode("utf-8")).digest(), secrets.randbits(63)))
    told = checkpoints.parse_checkpoint(text)
    answer_json = {"checkpoint": text, "seals": told.seals, "entries": told.entries, "heads": list(told.heads)}
    if as_json:
        emit(answer_json, True, "")
    else:
        click.echo(text, nl=False)


def _keep_answer(
    register: Path | str,
    stamped: IO[bytes] | None,
    answer: IO[bytes] | None,
    certificates: tuple[IO[bytes], ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    import hashlib

    from fallow.core.errors import InputError
    from fallow.register import Draft, Register
    from fallow.register.checkpoint import parse_checkpoint
    from fallow.register.entry import stamp
    from fallow.register.timestamps import check

    if stamped is None or answer is None or not certificates:
        raise InputError(
            kind="timestamp-incomplete",
            expected="--stamped CHECKPOINT, --answer FILE and --certificate PEM together",
            found="one of them missing",
            do="give the checkpoint that was stamped, the authority's answer and its certificate",
        )
    text, response = stamped.read(), answer.read()
    parse_checkpoint(text)
    chain = [certificate.read() for certificate in certificates]
    proven = check(response, hashlib.sha256(text).digest(), chain)
    written = None
    if not dry_run:
        with Register.open(register) as opened, opened.transaction(now()) as tx:
            body = {
                "checkpoint": text.decode("utf-8"),
                "response": tx.put_blob(response),
                "certificates": [tx.put_blob(certificate) for certificate in chain],
                "at": stamp(proven.at),
                "authority": proven.authority,
            }
            written = tx.append(Draft("timestamp", body)).id
    said = f"{proven.authority} states that this checkpoint existed at {stamp(proven.at)}"
    emit({"id": written, "at": stamp(proven.at), "authority": proven.authority}, as_json, said)
