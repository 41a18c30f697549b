"""``fallow release``: the residual figure of areas, what stands in the way of each, and the permitted acts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fallow.cli._render import JSON, emit, table

_FILE = click.Path(path_type=Path)


@click.group()
def command() -> None:
    """Land: what may still lie in it, and what an authority would have to be shown.

    Nothing here releases land, and nothing here says that land is safe.
    """


@command.command()
@click.argument("field", type=_FILE)
@click.option("--areas", type=_FILE, required=True, help="Areas, GeoJSON polygons with an id.")
@JSON
def residual(field: Path, areas: Path, as_json: bool) -> None:
    """Say what may still lie in each area, with the limits of the figure."""
    found = _residuals(field, areas)
    rows = [
        (
            one.area_id,
            None if one.p_at_least_one is None else f"{one.p_at_least_one:.2%}",
            None if one.expected is None else f"{one.expected:.3g}",
            None if one.q05 is None else f"{one.q05:g} to {one.q95:g}",
            None if one.share_assessed is None else f"{one.share_assessed:.0%}",
        )
        for one in found
    ]

    def text() -> str:
        head = ["SIMULATED"] if any(one.simulated for one in found) else []
        header = ("area", "at least one", "expected", "5 to 95 %", "searched to the end")
        limits = "Not covered: " + "; ".join(found[0].not_covered if found else ()) + "."
        return "\n".join([*head, table(rows, header), "", limits, "No figure says that land is safe."])

    emit({"areas": [one.to_json() for one in found]}, as_json, text)


@command.command()
@click.argument("field", type=_FILE)
@click.option("--areas", type=_FILE, required=True, help="Areas, GeoJSON polygons with an id and stated facts.")
@click.option("--criteria", type=_FILE, help="The authority's criteria, YAML; generic ones otherwise.")
@JSON
def candidates(field: Path, areas: Path, criteria: Path | None, as_json: bool) -> None:
    """Hold areas against an authority's criteria, item by item."""
    from fallow.release.candidates import candidacy
    from fallow.release.criteria import load_criteria

    asked = load_criteria(criteria)
    found = _residuals(field, areas)
    facts = _facts(areas)
    held = [candidacy(one, facts[one.area_id], asked) for one in found]

    def text() -> str:
        blocks = []
        for one in held:
            lines = [one.sentence, *(f"  {check.sentence} [{check.criterion.mark}]" for check in one.checks)]
            blocks.append("\n".join(lines))
        by = asked.authority or "no authority: the national authority shall define its own (IMAS 07.10)"
        head = ["SIMULATED"] if any(one.residual.simulated for one in held) else []
        return "\n\n".join([*head, *blocks, f"Criteria {asked.name}, adopted by {by}.\nNothing was released."])

    result = {"criteria": asked.name, "authority": asked.authority, "areas": [one.to_json() for one in held]}
    emit(result, as_json, text)


@command.command()
@JSON
def transitions(as_json: bool) -> None:
    """List the states of land and the acts by which it may pass from one to another."""
    from fallow.release.state import TRANSITIONS

    listed: list[dict[str, Any]] = [
        {
            "from": None if act.before is None else act.before.value,
            "to": act.after.value,
            "act": act.act,
            "clause": act.clause,
            "requires": list(act.requires),
        }
        for act in TRANSITIONS
    ]
    header = ("from", "to", "act", "clause", "states")
    rows = [(a["from"], a["to"], a["act"], a["clause"], ", ".join(a["requires"])) for a in listed]
    emit({"transitions": listed}, as_json, lambda: table(rows, header))


def _residuals(field: Path, areas: Path) -> list[Any]:
    from fallow.hazard.geojson import read_areas
    from fallow.hazard.store import open_field
    from fallow.release.residual import residuals

    opened = open_field(field)
    return residuals(opened, read_areas(areas, opened.grid.crs))


def _facts(areas: Path) -> dict[str, dict[str, Any]]:
    """What people state about each area: the properties of its feature. Read after the geometries were checked."""
    from fallow.core.canonical import parse_json
    from fallow.hazard.inputs import parse_id

    facts = {}
    for feature in parse_json(areas.read_bytes())["features"]:
        fields = dict(feature.get("properties") or {})
        if fields.get("id") is None:
            fields["id"] = feature.get("id")
        facts[parse_id(fields, "area")] = fields
    return facts
