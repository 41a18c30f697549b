"""The example's files: the report, the map, the raster, the layers for QGIS, and what the public would see."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas
from shapely.geometry import Polygon

from fallow.cli.demo_chain import NOW, Chain
from fallow.cli.demo_headline import Headline
from fallow.cli.demo_report import report_page
from fallow.core.place import WGS84
from fallow.formats.geojson import Feature, write_geojson
from fallow.formats.gpkg_writer import write_geopackage
from fallow.hazard.cog import write_cog
from fallow.hazard.picture import write_png
from fallow.publish.export import public_text
from fallow.publish.layers import strike_layers
from fallow.publish.page import render
from fallow.publish.policy import refuse_links
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
    strikes = chain.hypotheses.strikes if chain.hypotheses else ()
    files["what the public sees"].write_text(public_text(strikes, on=NOW.date(), simulated=True), encoding="utf-8")
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


def layers(chain: Chain) -> dict[str, geopandas.GeoDataFrame]:
    """The team's layers in the district's CRS, each with the properties that the policy allows."""
    crs = chain.world.crs
    strikes = strike_layers(chain.hypotheses.strikes if chain.hypotheses else (), crs)
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
        **strikes,
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
