"""``fallow duds``: what documents claim about failure rates, what an analyst decided, and what that does to each rate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fallow.cli._render import AS_KNOWN, AS_RECORDED, DRY_RUN, JSON, REGISTER, emit, now

if TYPE_CHECKING:
    from datetime import datetime

    from fallow.evidence.dudclaims import DudClaim
    from fallow.hazard.dudprior import DudPrior
    from fallow.register import Register
    from fallow.strikes.catalogue import Catalogue

REASON = click.option("--reason", required=True, help="Why, in words; kept with the decision.")


@click.group("duds", context_settings={"max_content_width": 100})
def command() -> None:
    """Failure rates: every claim with its words and class, decisions on them, and the rate of each munition.

    A claim moves nothing before an analyst confirms it. Hearsay is shown and weighs nothing; one origin counts once.
    """


@command.command("list")
@REGISTER
@click.option("--munition", help="Only claims about this munition of the catalogue (key or name).")
@AS_KNOWN
@AS_RECORDED
@JSON
def list_(
    register: Path | str,
    munition: str | None,
    as_known: datetime | None,
    as_recorded: datetime | None,
    as_json: bool,
) -> None:
    """List every claim about a failure rate in REGISTER, with what it moves or why it moves nothing."""
    from fallow.cli._duds_text import list_text, rows_of
    from fallow.register import Register
    from fallow.strikes import load_catalogue

    catalogue = load_catalogue()
    wanted = _key(catalogue, munition) if munition is not None else None
    with Register.open(register) as opened:
        claims = _claims(opened, as_known, as_recorded)
        rows = rows_of(opened, catalogue, claims)
    shown = [row for row in rows if wanted is None or wanted in (row["munition"], *row["candidates"])]
    emit(shown, as_json, lambda: list_text(shown))


@command.command()
@REGISTER
@click.argument("claim")
@click.option("--munition", help="The munition of the catalogue, where the source's wording names no one.")
@click.option("--class", "source_class", help="The class of the source, where the rule has it wrong.")
@click.option("--counts", metavar="K/N", help="K of N items failed, where a field clearance counted them.")
@REASON
@DRY_RUN
@JSON
def confirm(
    register: Path | str,
    claim: str,
    munition: str | None,
    source_class: str | None,
    counts: str | None,
    reason: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Let CLAIM (its id, or the beginning) move the rate of its munition. It is an entry; the newest decision wins."""
    from fallow.evidence.dudclaims import dud_decision
    from fallow.register import Register
    from fallow.strikes import load_catalogue

    failed, of = _counts(counts)
    catalogue = load_catalogue()
    with Register.open(register) as opened:
        chosen = _chosen(_claims(opened), claim)
        key = _munition_of(catalogue, chosen, munition)
        _refuse_counts(source_class or chosen.source_class, counts)
        draft = dud_decision(
            chosen.id,
            verdict="confirmed",
            reason=reason,
            munition=key,
            source_class=source_class,
            failed=failed,
            of=of,
        )
        _decide(opened, catalogue, chosen, draft, dry_run=dry_run, as_json=as_json)


@command.command()
@REGISTER
@click.argument("claim")
@REASON
@DRY_RUN
@JSON
def refuse(register: Path | str, claim: str, reason: str, dry_run: bool, as_json: bool) -> None:
    """Keep CLAIM (its id, or the beginning) out of every rate. It stays listed, with the reason."""
    from fallow.evidence.dudclaims import dud_decision
    from fallow.register import Register
    from fallow.strikes import load_catalogue

    with Register.open(register) as opened:
        chosen = _chosen(_claims(opened), claim)
        draft = dud_decision(chosen.id, verdict="left_out", reason=reason)
        _decide(opened, load_catalogue(), chosen, draft, dry_run=dry_run, as_json=as_json)


@command.command()
@REGISTER
@click.argument("munition", required=False)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the rates with their lineage, as JSON."
)
@click.option("--plot", type=click.Path(path_type=Path, dir_okay=False), help="Draw one munition's rate, as PNG.")
@click.option("--overwrite", is_flag=True, help="Replace files that are there.")
@AS_KNOWN
@AS_RECORDED
@DRY_RUN
@JSON
def prior(
    register: Path | str,
    munition: str | None,
    out: Path | None,
    plot: Path | None,
    overwrite: bool,
    as_known: datetime | None,
    as_recorded: datetime | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Print the failure rates of which REGISTER holds claims, or that of one MUNITION: the catalogue's, and what claims made of it."""
    from fallow.cli._duds_text import prior_text
    from fallow.register import Register
    from fallow.strikes import load_catalogue

    catalogue = load_catalogue()
    with Register.open(register) as opened:
        made = _prior(opened, catalogue, as_known, as_recorded)
    key = _key(catalogue, munition) if munition is not None else None
    result: dict[str, Any] = {
        "catalogue": {"version": catalogue.version, "id": catalogue.id},
        "as_known": as_known.isoformat() if as_known is not None else None,
        **made.to_json(),
    }
    if key is not None:
        result["munitions"] = [made.rates[key].to_json()]
    for path in (out, plot):
        _refuse_existing(path, overwrite=overwrite)
    if plot is not None:
        from fallow.hazard.dudpicture import write_png

        shown = made.rates[key] if key is not None else _only_one(made)
        if not dry_run:
            write_png(shown, catalogue[shown.munition].name, plot)
    if out is not None and not dry_run:
        part = out.with_name(f".{out.name}.part")
        part.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        part.replace(out)
    emit(result, as_json, lambda: prior_text(result))


def _claims(
    register: Register, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> list[DudClaim]:
    from fallow.evidence import claims
    from fallow.evidence.dudclaims import dud_claims

    return dud_claims(register, claims(register, as_known, as_recorded), as_known, as_recorded)


def _prior(
    register: Register, catalogue: Catalogue, as_known: datetime | None, as_recorded: datetime | None
) -> DudPrior:
    from fallow.hazard.dudprior import prior_from

    return prior_from(catalogue, _claims(register, as_known, as_recorded))


def _decide(
    register: Register, catalogue: Catalogue, chosen: DudClaim, draft: Any, *, dry_run: bool, as_json: bool
) -> None:
    """Write the decision (or, in a dry run, suppose it) and say what the rate was and is."""
    from fallow.cli._duds_text import decided_text
    from fallow.hazard.dudprior import prior_from

    before = prior_from(catalogue, _claims(register))
    if dry_run:
        listed = _supposed(register, draft)
        entry = None
    else:
        (written,) = register.append([draft], now=now())
        entry, listed = written.id, _claims(register)
    after = prior_from(catalogue, listed)
    key, moved = next((key, moved) for key, moved in after.steps() if moved.claim == chosen.id)
    rates = [None if key is None else made.rates[key].to_json()["rate"] for made in (before, after)]
    result = {
        "id": entry,
        "body": draft.body,
        "munition": key,
        "before": rates[0],
        "after": rates[1],
        "step": moved.to_json(),
    }
    emit(result, as_json, lambda: decided_text(result))


def _supposed(register: Register, draft: Any) -> list[DudClaim]:
    """The claims as they would be with this decision, nothing written."""
    from fallow.evidence import claims
    from fallow.evidence.dudclaims import dud_claims_supposing

    return dud_claims_supposing(register, claims(register), draft)


def _chosen(claims: list[DudClaim], prefix: str) -> DudClaim:
    from fallow.core.errors import InputError, NotThereError

    found = [one for one in claims if one.id == prefix] or [one for one in claims if one.id.startswith(prefix)]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            kind="ambiguous-id",
            expected="the beginning of one claim's id",
            found=f"{prefix!r}, which begins {len(found)}: {', '.join(one.id for one in found[:3])}",
            do="give more characters",
        )
    raise NotThereError(
        kind="no-claim",
        expected="a claim about a failure rate",
        found=f"none of {len(claims)} whose id begins with {prefix!r}",
        do="see fallow duds list",
    )


def _key(catalogue: Catalogue, named: str) -> str:
    """The key of a munition by key or name; an error with near names where it is none, or not one."""
    match = catalogue.find(named) if named not in catalogue else None
    return catalogue[match.key if match is not None and match.key else named].key


def _munition_of(catalogue: Catalogue, chosen: DudClaim, named: str | None) -> str:
    from fallow.core.errors import InputError

    if named is not None:
        return _key(catalogue, named)
    match = catalogue.find(chosen.munition)
    if chosen.munition in catalogue:
        return str(chosen.munition)
    if match is not None and match.key is not None:
        return match.key
    left = f"; its wording leaves {', '.join(match.candidates)}" if match is not None and match.candidates else ""
    raise InputError(
        kind="no-munition-named",
        expected="one munition of the catalogue",
        found=f"the wording {chosen.munition!r}{left}",
        do="name it: --munition KEY, if the page makes it plain; else leave the claim as it is",
    )


def _counts(text: str | None) -> tuple[int | None, int | None]:
    from fallow.core.errors import InputError

    if text is None:
        return None, None
    failed, slash, of = text.partition("/")
    if slash and failed.strip().isdecimal() and of.strip().isdecimal():
        return int(failed), int(of)
    raise InputError(
        kind="bad-counts", expected="K/N, K items that failed of N counted", found=repr(text), do="write it as 12/240"
    )


def _refuse_counts(source_class: str, counts: str | None) -> None:
    from fallow.core.errors import InputError
    from fallow.evidence.dudclaims import COUNTED

    if counts is not None and source_class != COUNTED:
        raise InputError(
            kind="counts-of-no-field",
            expected=f"counts of a field clearance (class {COUNTED})",
            found=f"counts {counts} of class {source_class}",
            do=f"say --class {COUNTED} if those who cleared the ground counted them; else leave the counts out",
        )


def _only_one(made: DudPrior) -> Any:
    from fallow.core.errors import InputError

    spoken = made.spoken_of()
    if len(spoken) == 1:
        return spoken[0]
    raise InputError(
        kind="which-munition",
        expected="one munition to draw",
        found=f"claims about {len(spoken)}" + (f": {', '.join(one.munition for one in spoken)}" if spoken else ""),
        do="name it: fallow duds prior REGISTER MUNITION --plot FILE",
    )


def _refuse_existing(path: Path | None, *, overwrite: bool) -> None:
    from fallow.core.errors import ConflictError

    if path is not None and path.exists() and not overwrite:
        raise ConflictError(
            kind="exists",
            expected="a new place for the file",
            found=f"{path} there already",
            do="choose another name, or say --overwrite",
        )
