"""``fallow survey``: the next boxes, and the confirmed area."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from fallow.cli._render import DRY_RUN, JSON, Day, emit, now, table
from fallow.core.errors import ConflictError

_FILE = click.Path(path_type=Path)
_SAYS = "Ground outside the confirmed area is not confirmed; nothing here says that it is safe."


@click.group()
def command() -> None:
    """Survey: where to look next, and the area that may be called confirmed.

    Searches already made are told with --searches and --finds, in the files of `fallow hazard solve`.
    """


@dataclass(frozen=True, slots=True)
class _Given:
    strikes: Path
    finds: Path | None
    searches: Path | None
    bounds: str
    crs: str
    box: float
    p_detect: float
    seed: int
    on: date | None


def _inputs(decorated: Callable[..., None]) -> Callable[..., None]:
    options = (
        click.option("--strikes", type=_FILE, required=True, help="Past strikes, GeoJSON points."),
        click.option("--finds", type=_FILE, help="Finds, in searches and outside any, GeoJSON points."),
        click.option("--searches", type=_FILE, help="Boxes searched already, GeoJSON polygons."),
        click.option("--bounds", required=True, metavar="W,S,E,N", help="In the units of --crs."),
        click.option("--crs", required=True, help="A projected system in metres, such as EPSG:32637."),
        click.option("--box", type=float, default=50.0, show_default=True, help="Side of a box in metres."),
        click.option(
            "--p-detect", type=float, default=0.9, show_default=True, help="Chance that a search finds an item."
        ),
        click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True),
        click.option("--on", type=Day(), help="The day against which 'past' is judged (today)."),
    )
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


@command.command()
@_inputs
@click.option("--count", type=click.IntRange(min=1), default=10, show_default=True, help="How many boxes.")
@click.option("--out", type=_FILE, help="The boxes as GeoJSON.")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
@DRY_RUN
@JSON
def plan(count: int, out: Path | None, overwrite: bool, dry_run: bool, as_json: bool, **given: Any) -> None:
    """Say which boxes to search next, and why."""
    _refuse_existing(out, overwrite)
    planner, standing = _planner(_Given(**given))
    boxes = planner.next(count)
    standing["boxes"] = [
        {
            "id": box.id,
            "why": box.why,
            "p_find": round(box.p_find, 4),
            "expected_items": round(box.expected_items, 4),
            "gain_items": round(box.gain_items, 4),
            "search_number": box.search_number,
            "bounds": list(box.polygon.bounds),
        }
        for box in boxes
    ]
    if out is not None and not dry_run:
        features = [
            _feature(box.polygon, planner.grid.crs, {**told, "simulated": standing["simulated"]})
            for box, told in zip(boxes, standing["boxes"], strict=True)
        ]
        _write(out, features)
    emit(standing, as_json, lambda: _plan_text(standing, out, dry_run))


@command.command()
@_inputs
@click.option("--out", type=_FILE, required=True, help="The confirmed area as GeoJSON.")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
@DRY_RUN
@JSON
def area(out: Path, overwrite: bool, dry_run: bool, as_json: bool, **given: Any) -> None:
    """Draw the confirmed area round what was found."""
    _refuse_existing(out, overwrite)
    planner, standing = _planner(_Given(**given))
    drawn = planner.confirmed_area()
    if not dry_run:
        about = {key: standing[key] for key in ("simulated", "rule", "capture", "confirmed_area_ha", "says")}
        _write(out, [] if drawn.is_empty else [_feature(drawn, planner.grid.crs, {"id": "confirmed-area", **about})])
    emit(standing, as_json, lambda: _standing_text(standing, out, dry_run))


def _planner(given: _Given) -> tuple[Any, dict[str, Any]]:
    from fallow.hazard.geojson import read_finds, read_searches, read_strikes
    from fallow.hazard.inputs import SIMULATED, FindKind
    from fallow.survey import Planner
    from fallow.survey.grid import make_grid
    from fallow.survey.past import onto_boxes

    grid = make_grid(given.bounds.split(","), given.crs, given.box)
    day = given.on or now().date()
    strikes = read_strikes(given.strikes, given.crs, day)
    searches = read_searches(given.searches, given.crs) if given.searches else []
    finds = read_finds(given.finds, given.crs, searches) if given.finds else []
    past = onto_boxes(grid, searches, finds)
    # Fragments and casings are evidence wherever they lay; finds of a search that fits no box keep their place as evidence.
    apart = {*past.finds_not_used}
    known = [f for f in finds if f.search is None or f.kind is not FindKind.UNEXPLODED or f.id in apart]
    planner = Planner(
        strikes,
        known,
        bounds=grid.bounds,
        crs=given.crs,
        box_m=given.box,
        p_detect=given.p_detect,
        seed=given.seed,
        on=day,
        past=past.visits,
    )
    stopped, capture = planner.stopped, planner.capture()
    return planner, {
        "simulated": any(SIMULATED in strike.source.lower() for strike in strikes),
        "rule": planner.practice.name,
        "seed": given.seed,
        "searches_taken_in": len({visit.search for visit in past.visits}),
        "searches_not_used": list(past.not_used),
        "stopped": None if stopped is None else stopped.to_json(),
        "capture": {name: None if math.isnan(value) else round(value, 4) for name, value in capture.items()},
        "confirmed_area_ha": round(planner.confirmed_area().area / 1e4, 4),
        "says": _SAYS,
    }


def _refuse_existing(out: Path | None, overwrite: bool) -> None:
    if out is not None and out.exists() and not overwrite:
        raise ConflictError(
            kind="exists",
            expected="a new place for the file",
            found=f"{out} there already",
            do="choose another name, or say --overwrite",
        )


def _feature(geometry: Any, crs: str, properties: dict[str, Any]) -> dict[str, Any]:
    import shapely
    from shapely.geometry import mapping

    from fallow.core.place import WGS84, transformer

    moved = shapely.transform(geometry, transformer(crs, WGS84).transform, interleaved=False)
    # Rings as RFC 7946 wants them (outer ones against the clock); 8 decimals of a degree are about a millimetre.
    turned = shapely.orient_polygons(shapely.set_precision(moved, 1e-8, mode="pointwise"))
    return {"type": "Feature", "id": properties["id"], "properties": properties, "geometry": mapping(turned)}


def _write(out: Path, features: list[dict[str, Any]]) -> None:
    beside = out.with_name(f".{out.name}.part")
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)
    beside.write_text(text + "\n", encoding="utf-8", newline="")
    beside.replace(out)


def _standing_text(standing: dict[str, Any], out: Path | None, dry_run: bool) -> str:
    held = standing["capture"]
    lines = ["SIMULATED"] if standing["simulated"] else []
    lines.append(f"{standing['searches_taken_in']} searches taken in; rule {standing['rule']}.")
    if standing["searches_not_used"]:
        names = ", ".join(standing["searches_not_used"])
        lines.append(f"Not used, because they are not made of whole boxes of this grid: {names}.")
    lines.append(f"Confirmed area: {standing['confirmed_area_ha']:g} ha.")
    if held["mean"] is not None:
        lines.append(
            f"It is forecast to hold {held['mean']:.0%} of all items ({held['q05']:.0%} to {held['q95']:.0%})."
        )
    if standing["stopped"]:
        lines.append(standing["stopped"]["sentence"])
    if out is not None:
        lines.append("Nothing was written (dry run)." if dry_run else f"Written to {out}.")
    return "\n".join([*lines, standing["says"]])


def _plan_text(standing: dict[str, Any], out: Path | None, dry_run: bool) -> str:
    rows = [(box["id"], box["search_number"], box["why"]) for box in standing["boxes"]]
    head = table(rows, ("box", "search", "why")) if rows else "Nothing is left to search."
    return f"{head}\n\n{_standing_text(standing, out, dry_run)}"
