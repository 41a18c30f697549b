"""``fallow hazard``: solve a field, ask it about areas, export it as a raster and as a picture."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fallow.cli._render import DRY_RUN, JSON, Day, Moment, Place, emit, now
from fallow.core.errors import ConflictError, InputError

if TYPE_CHECKING:
    from fallow.hazard.dudprior import DudPrior

_FILE = click.Path(path_type=Path)


@click.group()
def command() -> None:
    """The hazard field: how many unexploded items may still lie where.

    Of past strikes only, and of remnants only. No figure says that land is safe.
    """


def _bounds(context: click.Context, parameter: click.Parameter, value: str) -> tuple[float, float, float, float]:
    parts = value.split(",")
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError as error:
        raise InputError(
            kind="bad-bounds",
            expected="four numbers as west,south,east,north in the units of --crs",
            found=repr(value),
            do="write them with commas and without spaces",
        ) from error
    return west, south, east, north


@command.command()
@click.option("--strikes", type=_FILE, required=True, help="Past strikes, GeoJSON points.")
@click.option("--searches", type=_FILE, help="Searched ground, GeoJSON polygons.")
@click.option("--finds", type=_FILE, help="Finds, GeoJSON points.")
@click.option("--bounds", required=True, callback=_bounds, metavar="W,S,E,N", help="In the units of --crs.")
@click.option("--crs", required=True, help="A projected system in metres, such as EPSG:32637.")
@click.option("--cell", type=float, required=True, help="Side of a cell in metres.")
@click.option("--seed", type=click.IntRange(min=0), required=True, help="Same inputs and seed, same field.")
@click.option("--out", type=_FILE, required=True, help="The folder to write.")
@click.option("--on", type=Day(), help="The day against which 'past' is judged (today).")
@click.option("--overwrite", is_flag=True, help="Replace a field that is there.")
@click.option(
    "--engine",
    type=click.Choice(["auto", "mixture", "cox", "cells"]),
    default="auto",
    show_default=True,
    help="The method; auto lets the inputs decide and says why.",
)
@click.option(
    "--effort",
    type=click.FloatRange(min=0.0, min_open=True),
    default=1.0,
    show_default=True,
    help="Steps over the usual: more where the chains do not agree.",
)
@click.option("--register", type=Place(), is_eager=True, help="Failure rates from its confirmed claims too.")
@click.option("--as-known", type=Moment(), help="With --register: the claims and decisions as known then.")
@DRY_RUN
@JSON
def solve(
    strikes: Path,
    searches: Path | None,
    finds: Path | None,
    bounds: tuple[float, float, float, float],
    crs: str,
    cell: float,
    seed: int,
    out: Path,
    on: date | None,
    overwrite: bool,
    engine: str,
    effort: float,
    register: Path | str | None,
    as_known: datetime | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Solve a field from strikes on record, searches and finds.

    Failure rates are the munition catalogue's; with --register, those that its confirmed claims make of them (fallow duds).
    """
    if out.exists() and not overwrite:
        raise ConflictError(
            kind="exists",
            expected="a new place for the field",
            found=f"{out} there already",
            do="choose another name, or say --overwrite",
        )
    from fallow.core.ids import digest_file
    from fallow.core.place import parse_projected_crs
    from fallow.hazard.dudfield import with_rates
    from fallow.hazard.geojson import read_finds, read_searches, read_strikes
    from fallow.hazard.grid import make_grid
    from fallow.hazard.solving import solve as solve_field
    from fallow.hazard.store import save_field
    from fallow.strikes import load_catalogue

    if as_known is not None and register is None:
        raise click.UsageError("--as-known is about the claims of a register: give --register too.")
    day = on or now().date()
    parse_projected_crs(crs)
    make_grid(bounds, crs, cell)
    given = read_strikes(strikes, crs, day)
    ground = read_searches(searches, crs) if searches else []
    found = read_finds(finds, crs, ground) if finds else []
    names = {"strikes": strikes, "searches": searches, "finds": finds}
    rates = _rates(register, as_known) if register is not None else None
    field = solve_field(
        given,
        ground,
        found,
        bounds=bounds,
        crs=crs,
        cell_m=cell,
        seed=seed,
        on=day,
        catalogue=load_catalogue().munitions if rates is None else rates.munitions(),
        inputs={name: digest_file(path) for name, path in names.items() if path},
        effort=effort,
        engine=engine,
    )
    if rates is not None:
        field = with_rates(field, rates, as_known)
    if not dry_run:
        save_field(field, out, overwrite=overwrite)
    summary = _summary(field, out, dry_run)
    emit(summary, as_json, lambda: _told(summary))


def _rates(register: Path | str, as_known: datetime | None) -> DudPrior:
    from fallow.evidence import claims
    from fallow.evidence.dudclaims import dud_claims
    from fallow.hazard.dudprior import prior_from
    from fallow.register import Register
    from fallow.strikes import load_catalogue

    with Register.open(register) as opened:
        return prior_from(load_catalogue(), dud_claims(opened, claims(opened, as_known), as_known))


def _summary(field: Any, out: Path, dry_run: bool) -> dict[str, Any]:
    from fallow.hazard.query import count_quantile

    total = field.items.sum(axis=(1, 2), dtype="float64")
    known = len(field.certain)
    return {
        "field": None if dry_run else str(out),
        "simulated": field.simulated,
        "method": field.method,
        "version": field.version,
        "engine": field.provenance["engine"],
        "seed": field.seed,
        "cells": [field.grid.n_columns, field.grid.n_rows],
        "items": {
            "expected": round(float(field.mean_items.sum()) + known, 3),
            "q05": known + count_quantile(total, 0.05),
            "q50": known + count_quantile(total, 0.5),
            "q95": known + count_quantile(total, 0.95),
            "known_to_lie_there": known,
        },
        "assessed_share": round(float(field.assessed_share().mean()), 4),
        "outcome": field.outcome.to_json(),
        "flags": field.provenance["flags"],
        **({"rates": _moved(field.provenance["rates"])} if "rates" in field.provenance else {}),
    }


def _moved(rates: dict[str, Any]) -> dict[str, Any]:
    """What of the rates a summary says: those that claims moved, and how many claims moved nothing."""
    steps = [step for one in rates["munitions"] for step in one["lineage"]]
    return {
        "moved": {
            one["munition"]: [one["catalogue"]["q50"], one["rate"]["q50"]] for one in rates["munitions"] if one["moved"]
        },
        "claims_used": sum(step["with_it"] is not None for step in steps),
        "claims": len(steps) + len(rates["names_no_munition"]),
    }


def _told(summary: dict[str, Any]) -> str:
    items = summary["items"]
    lines = ["SIMULATED"] if summary["simulated"] else []
    lines += [
        summary["outcome"]["sentence"],
        (
            f"Items still in the ground: {items['q05']} to {items['q95']} (90 %), middle {items['q50']}; "
            f"{items['known_to_lie_there']} of them known."
        ),
        f"Searched to the end: {100 * summary['assessed_share']:.1f} % of the ground. The rest is not assessed.",
        *_rates_told(summary),
        *(f"Note: {flag}." for flag in summary["flags"]),
        f"Written to {summary['field']}." if summary["field"] else "Nothing was written (dry run).",
        "No figure says that land is safe.",
    ]
    return "\n".join(lines)


def _rates_told(summary: dict[str, Any]) -> list[str]:
    if "rates" not in summary:
        return []
    rates = summary["rates"]
    moved = [f"{key} {100 * before:.2g} -> {100 * after:.2g} %" for key, (before, after) in rates["moved"].items()]
    used = f"{rates['claims_used']} of {rates['claims']} claims about failure rates used"
    return [f"{used}: {', '.join(moved)} (medians)." if moved else f"{used}: the catalogue's rates stand."]


@command.command()
@click.argument("field", type=_FILE)
@click.option("--areas", type=_FILE, required=True, help="Areas, GeoJSON polygons.")
@click.option("--draws", type=click.IntRange(min=0), default=0, help="Joint draws of the counts, as columns.")
@click.option("--out", type=_FILE, help="The CSV to write; without it, standard output.")
@DRY_RUN
@JSON
def query(field: Path, areas: Path, draws: int, out: Path | None, dry_run: bool, as_json: bool) -> None:
    """Say how many items may lie in each area."""
    from fallow.hazard.geojson import read_areas
    from fallow.hazard.store import open_field
    from fallow.hazard.table import rows_csv, rows_json

    opened = open_field(field)
    rows = opened.query(read_areas(areas, opened.grid.crs), draws)
    outside = sum(row.expected is None for row in rows)
    if outside:
        click.echo(f"{outside} of {len(rows)} areas reach outside the bounds and have no numbers", err=True)
    if out is not None and not dry_run:
        beside = out.with_name(f".{out.name}.part")
        beside.write_text(rows_csv(rows, draws), encoding="utf-8", newline="")
        beside.replace(out)
    if out is None or as_json:
        emit(rows_json(rows, opened.simulated), as_json, lambda: rows_csv(rows, draws).rstrip())
    else:
        click.echo(f"{len(rows)} areas, {'nothing written (dry run)' if dry_run else f'written to {out}'}")


@command.command()
@click.argument("field", type=_FILE)
@click.option("--cog", type=_FILE, help="A cloud-optimised GeoTIFF to write.")
@click.option("--png", type=_FILE, help="A map to write.")
@click.option("--overwrite", is_flag=True, help="Replace files that are there.")
@DRY_RUN
@JSON
def export(field: Path, cog: Path | None, png: Path | None, overwrite: bool, dry_run: bool, as_json: bool) -> None:
    """Write a field as a raster for a GIS (--cog) or as a map (--png)."""
    if cog is None and png is None:
        raise InputError(
            kind="nothing-asked", expected="--cog or --png", found="neither", do="say what to write, and where"
        )
    for path in (cog, png):
        if path is not None and path.exists() and not overwrite:
            raise ConflictError(
                kind="exists",
                expected="a new place for the export",
                found=f"{path} there already",
                do="choose another name, or say --overwrite",
            )
    from fallow.hazard.store import open_field

    opened = open_field(field)
    if cog is not None and not dry_run:
        from fallow.hazard.cog import write_cog

        write_cog(opened, cog)
    if png is not None and not dry_run:
        from fallow.hazard.picture import write_png

        write_png(opened, png)
    written = [str(path) for path in (cog, png) if path is not None]
    result = {"written": [] if dry_run else written, "simulated": opened.simulated}
    emit(result, as_json, "\n".join(written) if not dry_run else "Nothing was written (dry run).")
