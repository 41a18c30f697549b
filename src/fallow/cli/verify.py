"""``fallow verify``: was anything in a register changed?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from fallow.cli._render import JSON, REGISTER, emit
from fallow.core.ids import short

if TYPE_CHECKING:
    from fallow.register import Problem, Register, Verdict
    from fallow.register.recorder import Recorder


@dataclass(frozen=True, slots=True)
class _Trusted:
    """What trust adds: the pinned charter, who is a stranger to it, and a sentence for people."""

    charter: str | None
    strangers: tuple[str, ...]
    sentence: str
    problems: tuple[Problem, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"charter": self.charter, "strangers": list(self.strangers), "sentence": self.sentence}


@click.command("verify")
@REGISTER
@click.option("--checkpoint", type=click.File("rb"), help="A kept checkpoint: shows a copy put back to an older state.")
@click.option("--views/--no-views", default=True, help="Also fold the tables of fallow views again and compare.")
@JSON
def command(register: Path | str, checkpoint: IO[bytes] | None, views: bool, as_json: bool) -> int:
    """Check every entry, signature, chain and attachment of REGISTER (or of a bundle); exit 1 where something is wrong.

    Entries of revoked keys are problems too, by the charter that this copy has pinned (fallow keys pin).
    """
    from fallow.core.errors import IntegrityError
    from fallow.register import Problem, Verdict

    kept = checkpoint.read() if checkpoint is not None else None
    try:
        verdict, trusted = _verdict(register, kept, views)
    except IntegrityError as error:
        # A file too damaged to be opened is an answer, not a failure to answer.
        verdict = Verdict(0, (), (), (Problem(error.kind, str(register), str(error)),))
        trusted = _Trusted(None, (), "trust was not judged: the file cannot be opened")
    both = replace(verdict, problems=(*verdict.problems, *trusted.problems))
    emit({**both.to_json(), "trust": trusted.to_json()}, as_json, lambda: _text(verdict, trusted, kept is not None))
    return 0 if both else 1


def _verdict(register: Path | str, kept: bytes | None, views: bool) -> tuple[Verdict, _Trusted]:
    from fallow.register import Register
    from fallow.register.bundle_read import is_bundle, opened_bundle
    from fallow.register.views import view_problems

    if isinstance(register, Path) and is_bundle(register):
        with opened_bundle(register) as bundle:
            own = bundle.checkpoint.encode("utf-8") if bundle.checkpoint else None
            return _checked(bundle.recorder, kept or own, []), _trusted(Register(bundle.recorder))
    with Register.open(register) as opened:
        return _checked(opened.recorder, kept, view_problems(opened) if views else []), _trusted(opened)


def _trusted(register: Register) -> _Trusted:
    from fallow.core.errors import FallowError
    from fallow.register import Problem
    from fallow.register.trusting import pinned_charter, problems_of, strangers_in, trust_of

    charter = None
    try:
        charter = pinned_charter(register)
        trust = trust_of(register)
        strangers = strangers_in(register, trust)
    except FallowError as error:
        # A verdict over what can still be read would be a guess, and silence would pass for "nothing is doubted".
        told = f"trust was not judged: {error}"
        return _Trusted(charter, (), told, (Problem("trust-not-judged", charter or str(register.location), told),))
    if charter is None:
        sentence = "no charter is pinned here: every key speaks for itself, and no act is signed"
    else:
        sentence = f"roles and revocations are judged by the charter {short(charter)}, pinned on this copy"
    return _Trusted(charter, strangers, sentence, tuple(problems_of(trust)))


def _checked(recorder: Recorder, kept: bytes | None, more: list[Problem]) -> Verdict:
    from fallow.core.errors import FallowError
    from fallow.register import Problem
    from fallow.register.checkpoint import check_checkpoint, parse_checkpoint
    from fallow.register.verify import verify

    if kept is not None:
        try:
            more = more + check_checkpoint(recorder, parse_checkpoint(kept))
        except FallowError as error:
            more = [*more, Problem("bad-checkpoint", "checkpoint", str(error))]
    return verify(recorder, more)


def _text(verdict: Verdict, trusted: _Trusted, held_against: bool) -> str:
    authors = len(verdict.authors)
    of = f"{verdict.entries} entries of {authors} author{'' if authors == 1 else 's'}"
    lines = [f"{of}, {len(verdict.heads)} head(s), {len(verdict.forks)} fork(s)"]
    lines += [f"problem ({p.kind}): {p.sentence}" for p in (*verdict.problems, *trusted.problems)]
    lines += [f"missing: {sentence}" for sentence in verdict.missing]
    lines += [
        f"fork: {len(fork)} branches begin with {', '.join(short(one) for one in fork)}" for fork in verdict.forks
    ]
    lines.append(trusted.sentence)
    lines += [
        f"stranger: {key} with {verdict.authors.get(key, 0)} entries; no charter gives it a role"
        for key in trusted.strangers
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
    if verdict and trusted.problems:
        lines.append("but not everything is believed or in force: fallow keys list says of which key")
    return "\n".join(lines)
