"""``fallow export``: strikes for others, coarse and late for the public, exact for a team, never with a link."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fallow.cli._render import AS_KNOWN, AS_RECORDED, DRY_RUN, JSON, REGISTER, Day, emit, now

if TYPE_CHECKING:
    from datetime import date, datetime


@click.command("export")
@REGISTER
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--audience",
    type=click.Choice(["public", "team"]),
    default="public",
    show_default=True,
    help="Public: cells of 0.1 degree, months, 90 days late. Team: points as known.",
)
@click.option("--on", type=Day(), help="The day for which the public's delay is counted (today).")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
@AS_KNOWN
@AS_RECORDED
@DRY_RUN
@JSON
def command(
    register: Path | str,
    out: Path,
    audience: str,
    on: date | None,
    overwrite: bool,
    as_known: datetime | None,
    as_recorded: datetime | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write the strikes of REGISTER to OUT: .geojson for the public, .gpkg (styled for QGIS) for a team."""
    from fallow.core.errors import ConflictError, InputError

    wanted = ".geojson" if audience == "public" else ".gpkg"
    if out.suffix != wanted:
        raise InputError(
            kind="wrong-suffix",
            expected=f"a file ending in {wanted} for the audience {audience}",
            found=out.name,
            do="name it so, or choose the other audience",
        )
    if out.exists() and not overwrite:
        raise ConflictError(
            kind="exists", expected=f"nothing at {out}", found="a file", do="choose another name, or say --overwrite"
        )
    from fallow.evidence import claims
    from fallow.register import Register
    from fallow.strikes import decisions_of, hypotheses, load_catalogue

    with Register.open(register) as opened:
        known = claims(opened, as_known=as_known, as_recorded=as_recorded)
        strikes = hypotheses(known, load_catalogue(), decisions_of(opened, as_known=as_known, as_recorded=as_recorded))
    moment = now()
    said = (
        _public(strikes, out, on or moment.date(), dry_run)
        if audience == "public"
        else _team(strikes, out, moment, dry_run)
    )
    emit({"file": None if dry_run else str(out), "audience": audience, **said}, as_json, _text(out, said, dry_run))


def _public(strikes: list[Any], out: Path, day: date, dry_run: bool) -> dict[str, Any]:
    from fallow.publish.export import public_text
    from fallow.publish.policy import coarse_view

    view = coarse_view(strikes, on=day)
    if not dry_run:
        out.write_text(public_text(strikes, on=day, simulated=any(s.simulated for s in strikes)), encoding="utf-8")
    return {
        "cells": len(view.cells),
        "withheld_recent": view.withheld_recent,
        "withheld_undated": view.withheld_undated,
        "without_place": view.withheld_without_place,
    }


def _team(strikes: list[Any], out: Path, moment: datetime, dry_run: bool) -> dict[str, Any]:
    from fallow.core.errors import NotThereError
    from fallow.core.place import utm_crs_at
    from fallow.formats.gpkg_writer import write_geopackage
    from fallow.publish.layers import strike_layers
    from fallow.publish.styles import STYLES, qml

    placed = [strike.place for strike in strikes if strike.place is not None]
    if not placed:
        raise NotThereError(
            kind="no-place",
            expected="at least one strike with a place",
            found=f"{len(strikes)} strikes without one",
            do="see fallow strikes list",
        )
    # One system for the file, in metres: the zone of the strike in the middle.
    middle = sorted(place.position.lon for place in placed)[len(placed) // 2]
    crs = utm_crs_at(next(place.position for place in placed if place.position.lon == middle))
    layers = strike_layers(strikes, crs)
    if not dry_run:
        write_geopackage(out, layers, {name: qml(STYLES[name]) for name in layers}, now=moment)
    return {"strikes": len(layers["strikes"]), "without_place": len(strikes) - len(placed), "crs": crs}


def _text(out: Path, said: dict[str, Any], dry_run: bool) -> str:
    counts = ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in said.items())
    return f"{'would write' if dry_run else 'wrote'} {out} ({counts})"
