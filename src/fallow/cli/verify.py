"""``fallow verify``: was anything in a register changed?"""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from fallow.cli._render import JSON, REGISTER, emit
from fallow.core.ids import short

if TYPE_CHECKING:
    from fallow.register import Verdict
    from fallow.register.recorder import Recorder


@click.command("verify")
@REGISTER
@click.option("--checkpoint", type=click.File("rb"), help="A kept checkpoint: shows a copy put back to an older state.")
@JSON
def command(register: Path | str, checkpoint: IO[bytes] | None, as_json: bool) -> int:
    """Check every entry, signature, chain and attachment of REGISTER (or of a bundle); exit 1 where something is wrong."""
    from fallow.core.errors import IntegrityError
    from fallow.register import Problem, Verdict

    kept = checkpoint.read() if checkpoint is not None else None
    try:
        verdict = _verdict(register, kept)
    except IntegrityError as error:
        # A file too damaged to be opened is an answer, not a failure to answer.
        verdict = Verdict(0, (), (), (Problem(error.kind, str(register), str(error)),))
    emit(verdict.to_json(), as_json, lambda: _text(verdict, kept is not None))
    return 0 if verdict else 1


def _verdict(register: Path | str, kept: bytes | None) -> Verdict:
    from fallow.register import Register
    from fallow.register.bundle_read import is_bundle, opened_bundle

    if isinstance(register, Path) and is_bundle(register):
        with opened_bundle(register) as bundle:
            own = bundle.checkpoint.encode("utf-8") if bundle.checkpoint else None
            return _checked(bundle.recorder, kept or own)
    with Register.open(register) as opened:
        return _checked(opened.recorder, kept)


def _checked(recorder: Recorder, kept: bytes | None) -> Verdict:
    from fallow.core.errors import FallowError
    from fallow.register import Problem
    from fallow.register.checkpoint import check_checkpoint, parse_checkpoint
    from fallow.register.verify import verify

    more: list[Problem] = []
    if kept is not None:
        try:
            more = check_checkpoint(recorder, parse_checkpoint(kept))
        except FallowError as error:
            more = [Problem("bad-checkpoint", "checkpoint", str(error))]
    return verify(recorder, more)


def _text(verdict: Verdict, held_against: bool) -> str:
    authors = len(verdict.authors)
    of = f"{verdict.entries} entries of {authors} author{'' if authors == 1 else 's'}"
    lines = [f"{of}, {len(verdict.heads)} head(s), {len(verdict.forks)} fork(s)"]
    lines += [f"problem ({p.kind}): {p.sentence}" for p in verdict.problems]
    lines += [f"missing: {sentence}" for sentence in verdict.missing]
    lines += [
        f"fork: {len(fork)} branches begin with {', '.join(short(one) for one in fork)}" for fork in verdict.forks
    ]
    if not verdict:
        lines.append("this register is not as it was written; compare it with another copy")
    elif held_against:
        lines.append(
            "every entry has its digest and its author's signature, and nothing under the checkpoint is missing"
        )
    else:
        lines.append(
            "every entry has its digest and its author's signature; "
            "only a kept checkpoint would show an older copy put in its place"
        )
    return "\n".join(lines)
