"""The chain on the embedded example, link by link: each step is a call into one package, on what the step before left.

Everything that the steps use is what the observers of the simulated world have. The truth stays in ``world.truth`` and is
only put beside the estimates at the end (``fallow.cli.demo_report``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from fallow.cli.demo_rates import decisions, drafts, rates_of, write_count
from fallow.core.ids import digest, digest_file
from fallow.core.place import WGS84, transformer
from fallow.evidence import Claim, ImportReport, Refused, Wish, claims, import_files, read_mapping
from fallow.evidence.dudclaims import DudClaim, dud_claims
from fallow.evidence.reading import read_documents, read_place_table
from fallow.evidence.reading.capture import capture_documents
from fallow.hazard.dudfield import with_rates
from fallow.hazard.dudprior import DudPrior
from fallow.hazard.field import Field
from fallow.hazard.geojson import read_finds, read_searches, read_strikes
from fallow.hazard.inputs import SIMULATED, FindKind
from fallow.hazard.solve import solve
from fallow.hazard.store import save_field
from fallow.register import Draft, Entry, Key, Register
from fallow.release.area import decimals_as_text
from fallow.release.candidates import Candidacy, candidacy
from fallow.release.criteria import parse_criteria
from fallow.release.residual import residual_of_counts
from fallow.strikes import Hypotheses, decisions_of, load_catalogue, strikes_geojson
from fallow.strikes import read_strikes as read_hypotheses
from fallow.survey import Box, Planner
from fallow.survey.grid import make_grid
from fallow.survey.past import onto_boxes
from fallow.testing.world import World, WorldPaths, make_world
from fallow.treaty import Obligation, obligations, read_facts

NOW = datetime(2021, 11, 1, 12, tzinfo=UTC)
"""The example's clock: the simulated morning on which everything below is recorded."""

KEY = Key.from_seed(hashlib.sha256(b"fallow: the simulated example's key, known to everybody").digest())
"""The example signs with a key that everybody can make: its entries prove nothing, and say `simulated`."""

CELL_M = 50.0
BOX_M = 50.0
NEXT_BOXES = 12
STATE = "XOR"
_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Parcel:
    """Land that somebody asks about, with what people state about it, and the answer item by item."""

    id: str
    outline: BaseGeometry
    asked_by: str
    answer: Candidacy


@dataclass(slots=True)
class Chain:
    """Everything that the steps left, for the report and for the printed figures."""

    world: World
    paths: WorldPaths
    register_path: Path
    field_path: Path
    imports: list[ImportReport] = field(default_factory=list)
    reading: dict[str, Any] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    counted: tuple[int, int] = (0, 1)
    dud_claims: list[DudClaim] = field(default_factory=list)
    rates: DudPrior | None = None
    hypotheses: Hypotheses | None = None
    strikes_path: Path | None = None
    hazard: Field | None = None
    field_entry: Entry | None = None
    planner: Planner | None = None
    boxes: list[Box] = field(default_factory=list)
    confirmed: BaseGeometry = field(default_factory=shapely.Polygon)
    parcels: list[Parcel] = field(default_factory=list)
    duties: tuple[Obligation, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)


def run_chain(folder: Path, seed: int, timed: Callable[[str], Any]) -> Chain:
    """Run every step into ``folder`` and return what they left. ``timed(name)`` is a context around each step."""
    with timed("a simulated district"):
        world = make_world(seed)
        paths = world.write(folder / "input")
        count, failed, of = write_count(paths.folder / "documents", seed)
        paths = replace(paths, documents=(*paths.documents, count))
    chain = Chain(world, paths, folder / "register.fallow", folder / "field.zarr", counted=(failed, of))
    with Register.create(chain.register_path, key=KEY) as register:
        for name, step in (
            ("documents read", read_step),
            ("records imported", import_step),
            ("field work recorded", field_work_step),
            ("strikes weighed", strikes_step),
            ("failure rates decided", rates_step),
            ("hazard solved", hazard_step),
            ("survey planned", survey_step),
            ("parcels held against criteria", release_step),
            ("treaty clock", treaty_step),
        ):
            with timed(name):
                step(chain, register)
    return chain


def read_step(chain: Chain, register: Register) -> None:
    """Read the documents into statements and claims, and keep documents and readings in the register."""
    places = read_place_table(chain.paths.places)
    pairs = [(path.name, path.read_bytes()) for path in chain.paths.documents]
    chain.reading = read_documents(pairs, places).reading.to_json()
    capture_documents(register, list(chain.paths.documents), NOW, places=places)


def import_step(chain: Chain, register: Register) -> None:
    """Import the record files in the order in which they were public, each with its mapping."""
    for path, known_since in chain.paths.records:
        mapping = read_mapping(chain.paths.mappings[path.name])
        wish = Wish(known_since=known_since, mapping=mapping, mapping_from=chain.paths.mappings[path.name].name)
        for outcome in import_files(register, [path], now=NOW, wish=wish):
            if isinstance(outcome, Refused):
                raise outcome.error
            chain.imports.append(outcome)


def field_work_step(chain: Chain, register: Register) -> None:
    """Keep every search and every find as an entry, positions as text."""
    with register.transaction(NOW) as tx:
        for kind, path in (("search", chain.paths.searches), ("find", chain.paths.finds)):
            for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
                body = {"geometry": feature["geometry"], **feature["properties"]}
                tx.append(Draft(kind, _texts(body)))


def strikes_step(chain: Chain, register: Register) -> None:
    """Weigh the claims into strike hypotheses and write those that stand as the hazard's input."""
    # Whatever comes from the simulated world is marked, so that every strike and every field made from it says so.
    chain.claims = [replace(claim, labels=(*claim.labels, SIMULATED)) for claim in claims(register)]
    chain.hypotheses = read_hypotheses(chain.claims, load_catalogue(), decisions_of(register))
    chain.strikes_path = chain.register_path.parent / "strikes.geojson"
    chain.strikes_path.write_text(strikes_geojson(chain.hypotheses.strikes).text(), encoding="utf-8")


def rates_step(chain: Chain, register: Register) -> None:
    """Let the example's analyst decide on each claim about a failure rate, and make the rates of what he confirmed."""
    pages = {document["sha256"]: document["path"] for document in chain.reading["documents"]}
    made = decisions(dud_claims(register, chain.claims), pages, chain.counted)
    register.append(drafts(made), now=NOW)
    chain.dud_claims, chain.rates = rates_of(register, chain.claims, load_catalogue())


def hazard_step(chain: Chain, register: Register) -> None:
    """Solve the field of the district and record what it was solved from."""
    if chain.strikes_path is None or chain.rates is None:
        return
    crs, on = chain.world.crs, NOW.date()
    searches = read_searches(chain.paths.searches, crs)
    solved = solve(
        read_strikes(chain.strikes_path, crs, on),
        searches,
        read_finds(chain.paths.finds, crs, searches),
        bounds=chain.world.bounds,
        crs=crs,
        cell_m=CELL_M,
        seed=chain.world.seed,
        on=on,
        catalogue=chain.rates.munitions(),
        inputs={path.name: digest_file(path) for path in (chain.strikes_path, chain.paths.searches, chain.paths.finds)},
    )
    chain.hazard = with_rates(solved, chain.rates)
    save_field(chain.hazard, chain.field_path)
    body = {
        "sha256": digest_folder(chain.field_path),
        "method": chain.hazard.method,
        "version": chain.hazard.version,
        "seed": chain.hazard.seed,
        "inputs": dict(chain.hazard.provenance["inputs"]),
        "dud_claims": [step.claim for _, step in chain.rates.steps() if step.moves],
        "simulated": True,
    }
    (chain.field_entry,) = register.append([Draft("field", body)], now=NOW)


def survey_step(chain: Chain, register: Register) -> None:
    """Tell the planner what was searched so far, and ask it for the next boxes and the confirmed area."""
    if chain.strikes_path is None:
        return
    crs, on = chain.world.crs, NOW.date()
    searches = read_searches(chain.paths.searches, crs)
    finds = read_finds(chain.paths.finds, crs, searches)
    grid = make_grid(chain.world.survey_bounds, crs, BOX_M)
    past = onto_boxes(grid, searches, finds)
    apart = {*past.finds_not_used}
    planner = Planner(
        strikes=read_strikes(chain.strikes_path, crs, on),
        finds=[f for f in finds if f.search is None or f.kind is not FindKind.UNEXPLODED or f.id in apart],
        bounds=chain.world.survey_bounds,
        crs=crs,
        box_m=BOX_M,
        p_detect=chain.world.truth.told_detection,
        seed=chain.world.seed,
        on=on,
    )
    for visit in past.visits:
        box = grid.box_id(visit.box)
        planner.record(box, visit.finds, complete=visit.complete, p_detect=visit.p_detect, again=True)
    chain.planner = planner
    chain.boxes = planner.next(NEXT_BOXES)
    chain.confirmed = planner.confirmed_area()


def release_step(chain: Chain, register: Register) -> None:
    """Hold three parcels against the criteria of the (invented) authority; nothing is released."""
    if chain.hazard is None:
        return
    criteria = parse_criteria(CRITERIA, "the example's criteria")
    outlines = _parcels(chain)
    rows = chain.hazard.query({name: outline for name, (outline, _) in outlines.items()}, n_draws=_DRAWS)
    for row in rows:
        outline, asked = outlines[row.id]
        residual = residual_of_counts(
            row.id,
            np.asarray(row.draws, dtype=np.int64),
            share_assessed=row.assessed,
            area_ha=outline.area / 1e4,
            method=chain.hazard.method,
            simulated=True,
            expected=row.expected,
            p_at_least_one=row.p_at_least_one,
        )
        # People state depth and quality only of ground that was worked on; of the rest nothing is known.
        facts: dict[str, Any] = {"community_consulted": True}
        if row.assessed > 0:
            facts |= {"depth_m": 0.2, "quality_passed": True}
        chain.parcels.append(Parcel(row.id, outline, asked, candidacy(residual, facts, criteria)))


def treaty_step(chain: Chain, register: Register) -> None:
    """What the invented state owes on the example's day, from its invented facts; the facts are kept as entries."""
    facts = read_facts(chain.paths.treaty_facts)
    body = {"state": STATE, "fact": "file", "file": chain.paths.treaty_facts.name, "simulated": True}
    with register.transaction(NOW) as tx:
        body["sha256"] = tx.put_blob(chain.paths.treaty_facts.read_bytes())
        tx.append(Draft("treaty_fact", body))
    chain.duties = obligations(STATE, NOW.date(), instrument="ccm", facts=facts)


CRITERIA: dict[str, Any] = {
    "criteria": "simulated-office",
    "version": "1",
    "authority": "Orvennan Mine Action Office (SIMULATED)",
    "in_force_from": date(2021, 9, 1),
    "title": "Invented criteria of an invented authority",
    "source": "SIMULATED",
    "items": [
        {
            "id": name,
            "says": says,
            "measure": measure,
            "op": op,
            "value": value,
            "mark": "unverified",
            "citation": "SIMULATED; IMAS 07.10 leaves the criteria to the national authority",
        }
        for name, says, measure, op, value in (
            ("whole-area-assessed", "complete searches cover the whole area", "share_assessed", ">=", 1),
            ("chance-of-any-item", "the chance that an item is left is at most this", "p_at_least_one", "<=", 0.1),
            ("depth-stated", "the search reached the depth specified (m)", "fact:depth_m", ">=", 0.2),
            ("quality-assurance", "quality assurance was carried out and passed", "fact:quality_passed", "is", True),
            ("community-consulted", "those who use the land were asked", "fact:community_consulted", "is", True),
        )
    ],
}
"""The criteria of the example's invented authority."""


def _parcels(chain: Chain) -> dict[str, tuple[BaseGeometry, str]]:
    """Three parcels of one hectare (2 by 2 boxes): searched and quiet, searched with finds, and never searched."""
    west, south, east, north = chain.world.survey_bounds
    searches = geopandas.read_file(chain.paths.searches).to_crs(chain.world.crs)
    searched = shapely.union_all(searches[searches["complete"]].geometry.to_numpy(), grid_size=0.001)
    found = geopandas.read_file(chain.paths.finds).to_crs(chain.world.crs)
    points = found[found["kind"] == "unexploded"].geometry
    side = 2 * BOX_M
    ranked: dict[str, tuple[tuple[float, float, float], BaseGeometry]] = {}
    for column in range(int((east - west) / side)):
        for row in range(int((north - south) / side)):
            square = shapely.box(
                west + column * side, south + row * side, west + (column + 1) * side, south + (row + 1) * side
            )
            share = square.intersection(searched).area / square.area
            count = int(points.within(square).sum())
            near = min((square.distance(point) for point in points), default=0.0)
            for name, wanted, rank in (
                ("parcel-quiet", share > 0.999 and count == 0, (near, 0.0, 0.0)),
                ("parcel-with-finds", share > 0.999 and count > 0, (float(count), 0.0, 0.0)),
                ("parcel-unsearched", share < 0.001 and count == 0, (-near, 0.0, 0.0)),
            ):
                if wanted and (name not in ranked or rank > ranked[name][0]):
                    ranked[name] = (rank, square)
    asked = {
        "parcel-quiet": "a farmer, for pasture: searched, and nothing was found",
        "parcel-with-finds": "the school, for a garden: searched, with finds",
        "parcel-unsearched": "the road office, for gravel: never searched",
    }
    return {name: (ranked[name][1], asked[name]) for name in asked if name in ranked}


def digest_folder(folder: Path) -> str:
    """Return one digest over the names and bytes of every file below ``folder``, in the order of their names."""
    lines = [
        f"{path.relative_to(folder).as_posix()} {digest_file(path)}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    return digest("\n".join(lines).encode())


def _texts(value: Any) -> Any:
    """Numbers that are not whole become the text they had; the rest stays."""
    if isinstance(value, dict):
        return {key: decimals_as_text(inner) if key == "geometry" else _texts(inner) for key, inner in value.items()}
    return repr(value) if isinstance(value, float) else value


def to_crs(lon: float, lat: float, crs: str) -> tuple[float, float]:
    """Return a longitude and latitude as x, y in ``crs``."""
    x, y = transformer(WGS84, crs).transform(lon, lat)
    return float(x), float(y)
