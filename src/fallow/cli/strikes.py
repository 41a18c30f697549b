"""``fallow strikes``: list, show, decide, export and the munition catalogue. Parse, call, render."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fallow.cli._render import AS_KNOWN, AS_RECORDED, DRY_RUN, JSON, REGISTER, emit, now

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fallow.evidence.claim import Claim
    from fallow.register import Register
    from fallow.strikes import Hypotheses, Strike


class _Numbers(click.ParamType):  # type: ignore[type-arg]
    """So many numbers, separated by commas."""

    def __init__(self, name: str, count: int) -> None:
        self.name = name
        self._count = count

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, ...]:
        """Return the numbers as a tuple."""
        if isinstance(value, tuple):
            return value
        try:
            numbers = tuple(float(part) for part in str(value).split(","))
        except ValueError:
            numbers = ()
        if len(numbers) != self._count:
            self.fail(f"expected {self.name}, {self._count} numbers; found {value!r}", param, ctx)
        return numbers


@click.group("strikes", context_settings={"max_content_width": 100})
def command() -> None:
    """Strike hypotheses: what the claims of a register say happened where and when, with every reason."""


@command.command("list")
@REGISTER
@AS_KNOWN
@AS_RECORDED
@click.option("--near", type=_Numbers("LON,LAT,KM", 3), help="Only strikes within KM of a position in degrees.")
@JSON
def list_(
    register: Path | str,
    as_known: datetime | None,
    as_recorded: datetime | None,
    near: tuple[float, float, float] | None,
    as_json: bool,
) -> None:
    """List the strikes that the claims in REGISTER make."""
    from fallow.cli._strikes_text import list_json, list_text
    from fallow.register import Register

    with Register.open(register) as opened:
        view, _ = _view(opened, as_known, as_recorded)
        shown = [strike for strike in view.strikes if near is None or _within(strike, near)]
        emit(list_json(view, shown), as_json, lambda: list_text(view, shown))


@command.command()
@REGISTER
@click.argument("strike")
@AS_KNOWN
@AS_RECORDED
@JSON
def show(
    register: Path | str, strike: str, as_known: datetime | None, as_recorded: datetime | None, as_json: bool
) -> None:
    """Show one STRIKE (the beginning of its id, or of a claim's, is enough) back to the words of each source."""
    from fallow.cli._strikes_text import show_text
    from fallow.register import Register
    from fallow.strikes import lineage

    with Register.open(register) as opened:
        view, claims = _view(opened, as_known, as_recorded)
        chosen = _chosen(view, strike)
        steps = lineage(opened, chosen, claims)
        emit({**chosen.to_json(), "lineage": steps}, as_json, lambda: show_text(chosen, steps))


@command.command()
@REGISTER
@click.argument("a")
@click.argument("b")
@click.option("--same/--different", "same", default=None, help="Whether they are of one strike.")
@click.option("--reason", required=True, help="What shows it, in words.")
@DRY_RUN
@JSON
def decide(register: Path | str, a: str, b: str, same: bool | None, reason: str, dry_run: bool, as_json: bool) -> None:
    """Say that claims A and B (ids, or their beginnings) are, or are not, of one strike. It is an entry; the newest wins."""
    from fallow.register import Register
    from fallow.strikes import decision_draft

    if same is None:
        raise click.UsageError("Missing option '--same' or '--different'.")
    with Register.open(register) as opened:
        before, claims = _view(opened, None, None)
        one, other = (_claim(claims, prefix) for prefix in (a, b))
        draft = decision_draft(one, other, same=same, reason=reason)
        made: dict[str, Any] = {"body": draft.body, "id": None, "strikes_before": len(before.strikes)}
        if dry_run:
            emit(
                made,
                as_json,
                f"would say that {one[:12]} and {other[:12]} are {draft.body['verdict']}; nothing written",
            )
            return
        (entry,) = opened.append([draft], now=now())
        after, _ = _view(opened, None, None)
        made.update(id=entry.id, strikes_after=len(after.strikes))
        text = f"{draft.body['verdict']}: entry {entry.id[:12]}; {len(before.strikes)} -> {len(after.strikes)} strikes"
        emit(made, as_json, text)


@command.command()
@REGISTER
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--bounds", type=_Numbers("W,S,E,N", 4), help="Only strikes inside, in the units of --crs.")
@click.option("--crs", default="EPSG:4326", show_default=True, help="Coordinate system of --bounds.")
@click.option("--margin", "margin_m", type=click.FloatRange(min=0), default=0.0, help="Metres round --bounds.")
@click.option("--with-candidates", is_flag=True, help="Also strikes that documents only assert.")
@click.option("--overwrite", is_flag=True, help="Replace OUT where it exists.")
@AS_KNOWN
@AS_RECORDED
@DRY_RUN
@JSON
def export(
    register: Path | str,
    out: Path,
    bounds: tuple[float, float, float, float] | None,
    crs: str,
    margin_m: float,
    with_candidates: bool,
    overwrite: bool,
    as_known: datetime | None,
    as_recorded: datetime | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write the strikes as GeoJSON for fallow hazard solve. Exact positions: a working file, not for publication."""
    from fallow.cli._strikes_text import export_text
    from fallow.register import Register
    from fallow.strikes import strikes_geojson

    with Register.open(register) as opened:
        view, _ = _view(opened, as_known, as_recorded)
    exported = strikes_geojson(view.strikes, bounds=bounds, crs=crs, margin_m=margin_m, with_candidates=with_candidates)
    if not dry_run:
        _write(out, exported.text(), overwrite=overwrite)
    count = len(exported.collection["features"])
    left_out = {reason: list(ids) for reason, ids in exported.left_out.items()}
    summary = {"out": None if dry_run else str(out), "strikes": count, "left_out": left_out}
    emit(summary, as_json, lambda: export_text(None if dry_run else out, count, exported.left_out))


@command.command()
@click.argument("key", required=False)
@JSON
def catalogue(key: str | None, as_json: bool) -> None:
    """Print the munition catalogue, or one munition by its KEY or its name, with citations and marks."""
    from fallow.cli._strikes_text import catalogue_json, catalogue_text, munition_text, reading_text
    from fallow.strikes.catalogue import load_catalogue

    found = load_catalogue()
    if key is None:
        emit(catalogue_json(found), as_json, lambda: catalogue_text(found))
        return
    match = found.find(key)
    if match is not None and match.key is None:
        emit({"match": match.to_json()}, as_json, lambda: reading_text(found, key, match))
        return
    munition = found[match.key if match is not None and match.key else key]
    emit(munition.to_json(), as_json, lambda: munition_text(munition))


def _view(
    register: Register, as_known: datetime | None, as_recorded: datetime | None
) -> tuple[Hypotheses, dict[str, Claim]]:
    from fallow.evidence import claims
    from fallow.strikes import decisions_of, load_catalogue, read_strikes

    listed = claims(register, as_known=as_known, as_recorded=as_recorded)
    made = decisions_of(register, as_known=as_known, as_recorded=as_recorded)
    return read_strikes(listed, load_catalogue(), made), {claim.id: claim for claim in listed}


def _within(strike: Strike, near: tuple[float, float, float]) -> bool:
    from fallow.core.place import lonlat_

    lon, lat, km = near
    return strike.place is not None and strike.place.position.distance_m(lonlat_(lon, lat)) <= km * 1000


def _chosen(view: Hypotheses, prefix: str) -> Strike:
    from fallow.strikes import strike_id

    # A member's own strike id is accepted too: it was this strike's id before an earlier report joined.
    names = {strike.id: [strike.id, *strike.members, *map(strike_id, strike.members)] for strike in view.strikes}
    exact = [strike for strike in view.strikes if prefix in names[strike.id]]
    found = exact or [strike for strike in view.strikes if any(n.startswith(prefix) for n in names[strike.id])]
    if len(found) == 1:
        return found[0]
    raise _not_one("strike", prefix, [strike.id for strike in found], "fallow strikes list")


def _claim(claims: Iterable[str], prefix: str) -> str:
    listed = sorted(claims)
    found = [claim for claim in listed if claim == prefix] or [claim for claim in listed if claim.startswith(prefix)]
    if len(found) == 1:
        return found[0]
    raise _not_one("claim", prefix, found, "fallow strikes show, which prints the ids of a strike's claims")


def _not_one(what: str, prefix: str, found: list[str], see: str) -> Exception:
    from fallow.core.errors import InputError, NotThereError

    if found:
        return InputError(
            kind="ambiguous-id",
            expected=f"the beginning of one {what}'s id",
            found=f"{prefix!r}, which begins {len(found)}: {', '.join(name[:12] for name in found[:3])} ...",
            do="give more characters",
        )
    return NotThereError(
        kind=f"no-{what}",
        expected=f"a {what} of this view",
        found=f"none whose id begins with {prefix!r}",
        do=f"see {see}; with the same --as-known",
    )


def _write(out: Path, text: str, *, overwrite: bool) -> None:
    from fallow.core.errors import ConflictError

    if out.exists() and not overwrite and out.read_text(encoding="utf-8") != text:
        raise ConflictError(
            kind="file-exists",
            expected=f"no other file at {out}",
            found="one with other content",
            do="choose another name, or give --overwrite",
        )
    part = out.with_name(out.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(out)
