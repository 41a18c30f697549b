"""The example's files: the report, the map, the raster, the layers for QGIS, and what the public would see."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas
from shapely.geometry import Polygon

from fallow.cli.demo_chain import NOW, Chain, to_crs
from fallow.cli.demo_headline import Headline
from fallow.cli.demo_report import report_page
from fallow.core.place import WGS84
from fallow.formats.geojson import Feature, write_geojson
from fallow.formats.gpkg_writer import write_geopackage
from fallow.hazard.cog import write_cog
from fallow.hazard.picture import write_png
from fallow.publish.page import render
from fallow.publish.policy import TEAM, allowed, coarse_view, refuse_links
from fallow.publish.styles import STYLES, qml
from fallow.register import Register


def write_files(chain: Chain, figures: Sequence[Headline], folder: Path) -> dict[str, Path]:
    """Write everything that the chain left for people and programs; returns what to look at, by what it is."""
    if chain.hazard is None or chain.strikes_path is None:
        return {}
    files = {
        "report": folder / "report.html",
        "map": folder / "map.png",
        "raster (COG)": folder / "hazard.tif",
        "layers for QGIS": folder / "team.gpkg",
        "register": chain.register_path,
        "hazard field": chain.field_path,
        "strikes": chain.strikes_path,
        "next boxes": folder / "next-boxes.geojson",
        "what the public sees": folder / "public.geojson",
        "reading of the documents": folder / "reading.json",
        "figures": folder / "figures.json",
        "what the observers had": chain.paths.folder,
        "the truth": chain.paths.truth,
    }
    write_png(chain.hazard, files["map"])
    write_cog(chain.hazard, files["raster (COG)"])
    write_geopackage(
        files["layers for QGIS"],
        layers(chain),
        {name: qml(style) for name, style in STYLES.items()},
        now=NOW,
    )
    write_geojson(
        files["next boxes"],
        [
            Feature(row.geometry, {"id": row.id, "order": row.order, "why": row.why})
            for row in _boxes(chain).to_crs(WGS84).itertuples()
        ],
    )
    files["what the public sees"].write_text(public_text(chain), encoding="utf-8")
    _json(files["reading of the documents"], chain.reading)
    _json(files["figures"], [{"key": one.key, "says": one.says, "numbers": one.numbers} for one in figures])
    with Register.open(chain.register_path) as register:
        page = render(report_page(chain, figures, files["map"].read_bytes(), register))
    files["report"].write_text(
        refuse_links(page.replace("http://www.w3.org/2000/svg", ""), "the report"), encoding="utf-8"
    )
    return files


def _json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")


def public_text(chain: Chain) -> str:
    """The public view of the strikes as GeoJSON: coarse cells, months, what was withheld as counts."""
    view = coarse_view(chain.hypotheses.strikes if chain.hypotheses else (), on=NOW.date())
    value = {
        "type": "FeatureCollection",
        "note": "SIMULATED. Reported uses in cells of a fixed grid. An empty cell was not reported on; it is not safe.",
        "withheld": {
            "recent": view.withheld_recent,
            "undated": view.withheld_undated,
            "without_place": view.withheld_without_place,
        },
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Polygon", "coordinates": [cell.ring]},
                "properties": {
                    "reports_low": cell.reports_low,
                    "reports_high": cell.reports_high,
                    "first_month": cell.first_month,
                    "last_month": cell.last_month,
                },
            }
            for cell in view.cells
        ],
    }
    return refuse_links(json.dumps(value, indent=1) + "\n", "the public view")


def layers(chain: Chain) -> dict[str, geopandas.GeoDataFrame]:
    """The team's layers in the district's CRS, each with the properties that the policy allows."""
    crs = chain.world.crs
    rows = [
        (strike, to_crs(*strike.place.position.lonlat, crs))
        for strike in (chain.hypotheses.strikes if chain.hypotheses else ())
        if strike.place is not None
    ]
    points = [
        {
            "id": strike.id[:12],
            "munition": strike.munition,
            "p_real": strike.p_real,
            "position_sigma_m": strike.position_sigma_m,
            "date": strike.when.start.isoformat() if strike.when else None,
            "simulated": True,
        }
        for strike, _ in rows
    ]
    frame = geopandas.GeoDataFrame(
        [allowed(point, TEAM) for point in points],
        geometry=geopandas.points_from_xy(*zip(*(xy for _, xy in rows), strict=True)),
        crs=crs,
    )
    around = frame.copy()
    around["geometry"] = frame.geometry.buffer(2.15 * frame["position_sigma_m"].astype(float))
    finds = geopandas.read_file(chain.paths.finds).to_crs(crs)[["id", "kind", "removed", "geometry"]]
    searches = geopandas.read_file(chain.paths.searches).to_crs(crs)[["id", "geometry"]]
    area = chain.confirmed if not chain.confirmed.is_empty else Polygon()
    return {
        "areas": geopandas.GeoDataFrame(
            {"id": [parcel.id for parcel in chain.parcels]},
            geometry=[parcel.outline for parcel in chain.parcels],
            crs=crs,
        ),
        "searched": searches,
        "next_boxes": _boxes(chain),
        "confirmed_area": geopandas.GeoDataFrame({"id": ["confirmed"]}, geometry=[area], crs=crs),
        "strike_position": around,
        "strikes": frame,
        "finds": finds,
    }


def _boxes(chain: Chain) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(
        {
            "id": [box.id for box in chain.boxes],
            "order": list(range(1, len(chain.boxes) + 1)),
            "why": [box.why for box in chain.boxes],
        },
        geometry=[box.polygon for box in chain.boxes],
        crs=chain.world.crs,
    )
