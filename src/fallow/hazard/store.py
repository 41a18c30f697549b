"""A field on disk: a zarr v3 folder that a stranger can read (docs/methods/field.md lists the arrays).

Rasters run from the north-west corner, as everywhere. The folder is written beside its place under a temporary name and
renamed when whole, so a field is there or it is not. The same field gives the same bytes: no times, no host, fixed order.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import zarr
from zarr.codecs import ZstdCodec

from fallow.core.errors import ConflictError, IntegrityError, NotThereError
from fallow.core.outcome import Ending, Outcome
from fallow.hazard.field import QUANTILES, Field
from fallow.hazard.grid import Grid

FORMAT = "fallow-field/1"
NOT_SAFE = "No figure of this field says that land is safe."
_CHUNK = 64


def save_field(field: Field, path: Path, *, overwrite: bool = False) -> None:
    """Write ``field`` as the folder ``path``; raise ``ConflictError`` (``exists``) where something is there already."""
    if path.exists() and not overwrite:
        raise ConflictError(
            kind="exists",
            expected="a new place for the field",
            found=f"{path} there already",
            do="choose another name, or say --overwrite",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    if beside.exists():
        shutil.rmtree(beside)
    try:
        _write(field, beside)
        if path.exists():
            _remove(path)
        beside.rename(path)
    finally:
        if beside.exists():
            shutil.rmtree(beside)


def _remove(path: Path) -> None:
    """Remove a field that is to be replaced, and nothing that is not a field."""
    if not (path / "zarr.json").is_file():
        raise ConflictError(
            kind="not-a-field",
            expected=f"a field at {path} to overwrite",
            found="something else",
            do="choose another name; nothing was removed",
        )
    shutil.rmtree(path)


def _write(field: Field, path: Path) -> None:
    root = zarr.create_group(store=str(path), zarr_format=3, attributes=attributes(field))
    rows, columns = field.grid.n_rows, field.grid.n_columns
    per_ha = 1e4 / field.grid.cell_area_m2
    said = "expected unexploded items still in the ground"
    _array(
        root,
        "draws",
        field.items * np.float32(per_ha),
        "items_per_ha",
        f"{said}, one layer a joint posterior draw, certain ones apart",
        "draw y x",
    )
    _array(root, "mean", field.mean_items_per_ha(), "items_per_ha", f"{said}, certain ones included", "y x")
    for q in QUANTILES:
        name = f"q{round(100 * q):02d}"
        _array(
            root,
            name,
            field.quantile_items_per_ha(q),
            "items_per_ha",
            f"{q:g} quantile over the draws of {said}",
            "y x",
        )
    _array(
        root,
        "p_at_least_one",
        field.p_at_least_one(),
        "1",
        "chance that at least one item still lies in the cell",
        "y x",
    )
    _array(
        root,
        "assessed",
        field.assessed_share(),
        "1",
        "share of the cell searched to the end; 0 is not assessed, not empty",
        "y x",
    )
    _array(root, "certain", field.certain_count(), "items", "items known to lie in the cell", "y x")
    west, _, _, north = _edges(field.grid)
    _array(root, "x", west + (np.arange(columns) + 0.5) * field.grid.cell_m, "m", "easting of cell centres", "x")
    _array(root, "y", north - (np.arange(rows) + 0.5) * field.grid.cell_m, "m", "northing of cell centres", "y")
    _array(root, "certain_xy", field.certain, "m", "positions of items known to lie in the ground", "find xy")
    _array(
        root,
        "strikes_xy_sigma",
        field.strikes,
        "m",
        "recorded strikes: easting, northing, told standard deviation",
        "strike xys",
    )
    _array(
        root,
        "finds_xy_kind_removed",
        field.finds,
        "m",
        "finds: easting, northing, kind (0 unexploded, 1 fragment, 2 casing), removed",
        "find xykr",
    )
    outline = np.frombuffer(shapely.to_wkb(field.searched, byte_order=1), np.uint8)
    _array(root, "searched_wkb", outline, "", "ground searched to the end, as well-known binary", "byte")


def _edges(grid: Grid) -> tuple[float, float, float, float]:
    west, south = grid.bounds[:2]
    return west, south, west + grid.n_columns * grid.cell_m, south + grid.n_rows * grid.cell_m


def _array(root: Any, name: str, values: Any, units: str, long_name: str, dims: str) -> None:
    data = np.ascontiguousarray(values)
    if data.dtype == np.float64 and data.ndim > 1 and dims.endswith("y x"):
        data = data.astype(np.float32)
    names = dims.split()
    chunks = tuple(
        max(1, min(length, _CHUNK if axis in ("x", "y") else max(length, 1)))
        for axis, length in zip(names, data.shape, strict=True)
    )
    array = root.create_array(
        name,
        shape=data.shape,
        dtype=data.dtype,
        chunks=chunks,
        compressors=[ZstdCodec(level=3)],
        fill_value=np.nan if data.dtype.kind == "f" else 0,
        dimension_names=names,
        attributes={"units": units, "long_name": long_name},
    )
    if data.size:
        array[...] = data


def attributes(field: Field) -> dict[str, Any]:
    """Return what a field says of itself, for the store and for pictures."""
    west, _, _, north = _edges(field.grid)
    side = field.grid.cell_m
    return {
        "format": FORMAT,
        "title": "SIMULATED: unexploded submunitions that may remain"
        if field.simulated
        else "Unexploded submunitions that may remain",
        "not_safe": NOT_SAFE,
        "outcome": field.outcome.to_json(),
        "method": field.method,
        "version": field.version,
        "seed": field.seed,
        "simulated": field.simulated,
        "crs": field.grid.crs,
        "bounds": list(field.grid.bounds),
        "cell_m": side,
        "transform": [side, 0.0, west, 0.0, -side, north],
        "provenance": dict(field.provenance),
    }


def open_field(path: Path) -> Field:
    """Read a field; raise ``NotThereError`` (``no-field``) or ``IntegrityError`` (``broken-field``)."""
    if not (path / "zarr.json").is_file():
        raise NotThereError(
            kind="no-field",
            expected="a folder written by fallow hazard solve",
            found=f"none at {path}",
            do="check the path",
        )
    try:
        root: Any = zarr.open_group(store=str(path), mode="r", zarr_format=3)
        told = dict(root.attrs)
        if told["format"] != FORMAT:
            raise ValueError(f"format {told['format']!r}")
        bounds = tuple(float(side) for side in told["bounds"])
        grid = Grid((bounds[0], bounds[1], bounds[2], bounds[3]), told["crs"], float(told["cell_m"]))
        per_ha = 1e4 / grid.cell_area_m2
        mean = np.asarray(root["mean"][...], dtype=np.float64) / per_ha - np.asarray(root["certain"][...])
        items = root["draws"][...] * np.float32(grid.cell_area_m2 / 1e4)
        if items.shape[1:] != (grid.n_rows, grid.n_columns) or not (
            np.isfinite(items).all() and np.isfinite(mean).all()
        ):
            raise ValueError(f"draws of shape {items.shape}, or not all of them there")
        return Field(
            grid=grid,
            items=items.astype(np.float32),
            mean_items=np.maximum(mean, 0.0),
            certain=np.asarray(root["certain_xy"][...]).reshape(-1, 2),
            searched=shapely.from_wkb(root["searched_wkb"][...].tobytes()),
            outcome=Outcome(Ending(told["outcome"]["ending"]), told["outcome"]["sentence"]),
            method=told["method"],
            version=told["version"],
            seed=int(told["seed"]),
            simulated=bool(told["simulated"]),
            provenance=told["provenance"],
            strikes=np.asarray(root["strikes_xy_sigma"][...]).reshape(-1, 3),
            finds=np.asarray(root["finds_xy_kind_removed"][...]).reshape(-1, 4),
        )
    except (KeyError, ValueError, TypeError, json.JSONDecodeError, shapely.errors.ShapelyError) as error:
        raise IntegrityError(
            kind="broken-field",
            expected=f"a whole field of format {FORMAT} at {path}",
            found=f"{type(error).__name__}: {error}"[:160],
            do="solve it again from its inputs",
        ) from error
