"""A field as a cloud-optimised GeoTIFF, with overviews that never hide hazard.

A pyramid that averages a probability makes it vanish as one zooms out. So an overview cell has the LARGEST density and
upper quantile of the cells under it, the chance that at least one item lies in ANY of them (as if independent), and the
SMALLEST assessed share: seen from afar, ground looks worse and less searched than it is, never better.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import rasterio
import rasterio.shutil
from numpy.typing import NDArray
from rasterio.transform import Affine

from fallow.hazard.field import Field
from fallow.hazard.store import attributes

Layers = Mapping[str, NDArray[np.float32]]

BANDS = {
    "mean_items_per_ha": "expected unexploded items still in the ground, per hectare",
    "p_at_least_one": "chance that at least one item still lies in the cell",
    "q95_items_per_ha": "95 % quantile of the expected items per hectare",
    "assessed": "share of the cell searched to the end; 0 is not assessed, not empty",
}
"""The bands in order, with what they say."""
_BLOCK = 256


def bands(field: Field) -> dict[str, NDArray[np.float32]]:
    """Return the bands at full resolution, ``(rows, columns)`` from the north-west corner."""
    layers = (
        field.mean_items_per_ha(),
        field.p_at_least_one(),
        field.quantile_items_per_ha(0.95),
        field.assessed_share(),
    )
    return {name: layer.astype(np.float32) for name, layer in zip(BANDS, layers, strict=True)}


def overview(layers: Layers) -> dict[str, NDArray[np.float32]]:
    """Return the layers at half the resolution, each cell no better than the worst under it; NaN only where all are."""
    return {
        "mean_items_per_ha": _reduced(layers["mean_items_per_ha"], "max"),
        "p_at_least_one": _reduced(layers["p_at_least_one"], "any"),
        "q95_items_per_ha": _reduced(layers["q95_items_per_ha"], "max"),
        "assessed": _reduced(layers["assessed"], "min"),
    }


def _reduced(layer: NDArray[np.float32], how: str) -> NDArray[np.float32]:
    rows, columns = layer.shape
    padded = np.full((rows + rows % 2, columns + columns % 2), np.nan, np.float64)
    padded[:rows, :columns] = layer
    pairs = padded.reshape(padded.shape[0] // 2, 2, padded.shape[1] // 2, 2).transpose(0, 2, 1, 3)
    four = pairs.reshape(*pairs.shape[:2], 4)
    empty = np.isnan(four).all(axis=2)
    if how == "any":
        out = 1.0 - np.prod(np.where(np.isnan(four), 1.0, 1.0 - four), axis=2)
    elif how == "max":
        out = np.where(np.isnan(four), -np.inf, four).max(axis=2)
    else:
        out = np.where(np.isnan(four), np.inf, four).min(axis=2)
    return np.where(empty, np.nan, out).astype(np.float32)


def write_cog(field: Field, path: Path) -> None:
    """Write ``BANDS`` as a valid cloud-optimised GeoTIFF; the file is replaced whole. Same field, same bytes."""
    told = attributes(field)
    tags = {
        "TITLE": told["title"],
        "NOT_SAFE": told["not_safe"],
        "METHOD": f"{field.method} {field.version}",
        "SEED": str(field.seed),
        "SIMULATED": str(field.simulated).lower(),
        "OUTCOME": field.outcome.sentence,
        "DIGEST": str(field.provenance.get("digest", "")),
        "DOES_NOT_KNOW": json.dumps(field.provenance.get("does_not_know", []), ensure_ascii=False),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".cog-") as folder:
        levels = [bands(field)]
        while max(levels[-1]["assessed"].shape) > _BLOCK:
            levels.append(overview(levels[-1]))
        files = [Path(folder) / f"level{number}.tif" for number in range(len(levels))]
        for number, (layers, file) in enumerate(zip(levels, files, strict=True)):
            side = told["cell_m"] * 2**number
            _write_level(
                layers, file, Affine(side, 0.0, told["transform"][2], 0.0, -side, told["transform"][5]), told["crs"]
            )
        source = Path(folder) / "field.vrt"
        source.write_text(_vrt(files, levels, told, tags), encoding="utf-8")
        whole = Path(folder) / "whole.tif"
        rasterio.shutil.copy(
            str(source),
            str(whole),
            driver="COG",
            compress="DEFLATE",
            predictor="FLOATING_POINT",
            blocksize=str(_BLOCK),
            overviews="FORCE_USE_EXISTING" if len(levels) > 1 else "NONE",
        )
        whole.replace(path)


def _write_level(layers: Layers, file: Path, transform: Affine, crs: str) -> None:
    rows, columns = layers["assessed"].shape
    with rasterio.open(
        file,
        "w",
        driver="GTiff",
        width=columns,
        height=rows,
        count=len(BANDS),
        dtype="float32",
        crs=crs,
        transform=transform,
        nodata=np.nan,
    ) as out:
        for number, name in enumerate(BANDS, start=1):
            out.write(layers[name], number)


def _vrt(
    files: list[Path], levels: list[dict[str, NDArray[np.float32]]], told: dict[str, Any], tags: Mapping[str, str]
) -> str:
    """The levels as one virtual raster: GDAL has no other door for overviews that one has computed oneself."""
    rows, columns = levels[0]["assessed"].shape
    side, _, west, _, _, north = told["transform"]
    parts = [
        f'<VRTDataset rasterXSize="{columns}" rasterYSize="{rows}">',
        f"<SRS>{escape(told['crs'])}</SRS>",
        f"<GeoTransform>{west!r}, {side!r}, 0, {north!r}, 0, {-side!r}</GeoTransform>",
        "<Metadata>",
        *(f'<MDI key="{key}">{escape(value)}</MDI>' for key, value in tags.items()),
        "</Metadata>",
    ]
    for number, (name, says) in enumerate(BANDS.items(), start=1):
        parts += [
            f'<VRTRasterBand dataType="Float32" band="{number}"><NoDataValue>nan</NoDataValue>',
            f"<Description>{escape(name)}: {escape(says)}</Description>",
            f'<SimpleSource><SourceFilename relativeToVRT="1">{files[0].name}</SourceFilename>',
            f"<SourceBand>{number}</SourceBand></SimpleSource>",
            *(
                f'<Overview><SourceFilename relativeToVRT="1">{file.name}</SourceFilename>'
                f"<SourceBand>{number}</SourceBand></Overview>"
                for file in files[1:]
            ),
            "</VRTRasterBand>",
        ]
    return "\n".join([*parts, "</VRTDataset>"])
