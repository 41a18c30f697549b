"""Writing GeoPackage 1.3 (OGC 12-128r17) so that QGIS opens it styled, and so that the same layers give the same bytes.

Version 1.3 and not 1.4, because QGIS 3.22 and GDAL 3.6, which many programmes still run, warn of the latter. Styles stand in the
table ``layer_styles``, which is QGIS's own convention: the row with ``useAsDefault`` is applied when the layer is opened.
Bytes repeat for the same layers, ``now`` and versions of GDAL and SQLite; another version may lay the file out anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyogrio

from fallow.core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

_STYLES = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30),
    ui TEXT(30), update_time DATETIME
)
"""
_CLOCK = "OGR_CURRENT_DATE"


def write_geopackage(
    path: Path, layers: Mapping[str, Any], styles: Mapping[str, str] | None = None, *, now: datetime
) -> None:
    """Write each GeoDataFrame of ``layers`` as a layer of that name, in that order; the file is whole or not there.

    ``styles`` maps names of layers to QML text, applied by QGIS when the layer is opened. ``now`` is the moment written as
    the last change. An existing file is replaced. Raises ``InputError``: ``no-layers``, ``no-crs`` (a frame without a
    coordinate system would be drawn in the Gulf of Guinea), ``no-such-layer`` (a style for no layer), ``unwritable``.
    """
    moment = _moment(now)
    _check(layers, styles or {})
    beside = path.with_name(f"{path.stem}.part.gpkg")
    beside.unlink(missing_ok=True)
    try:
        with _clock(moment):
            for name, frame in layers.items():
                pyogrio.write_dataframe(frame, beside, layer=name, driver="GPKG", VERSION="1.3")
        with closing(sqlite3.connect(beside, isolation_level=None)) as database:
            _add_styles(database, styles or {}, moment)
            database.execute("UPDATE gpkg_contents SET last_change = ?", (moment,))
            # Lays the pages out anew, in the order of the tables, whatever order they were written in.
            database.execute("VACUUM")
        beside.replace(path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError) as error:
        raise InputError(
            kind="unwritable",
            expected=f"layers that a GeoPackage can hold in {path.name}",
            found=str(error),
            do="check the types of the columns and the folder",
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def _check(layers: Mapping[str, Any], styles: Mapping[str, str]) -> None:
    if not layers:
        raise InputError(kind="no-layers", expected="at least one layer", found="none", do="leave the file out")
    for name, frame in layers.items():
        if getattr(frame, "crs", None) is None:
            raise InputError(
                kind="no-crs",
                expected=f"a coordinate system for the layer {name!r}",
                found="none",
                do="set it on the frame, with what the source says",
            )
    for name in styles:
        if name not in layers:
            raise InputError(
                kind="no-such-layer",
                expected=f"a style for one of {', '.join(layers)}",
                found=repr(name),
                do="name the style after its layer",
            )


def _moment(now: datetime) -> str:
    if now.tzinfo is None:
        raise InputError(
            kind="bad-date",
            expected="a moment with its time zone",
            found=now.isoformat(),
            do="add the zone, such as UTC",
        )
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


@contextmanager
def _clock(moment: str) -> Iterator[None]:
    """Have GDAL write ``moment`` where it would read the clock."""
    pyogrio.set_gdal_config_options({_CLOCK: moment})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_CLOCK: None})


def _add_styles(database: sqlite3.Connection, styles: Mapping[str, str], moment: str) -> None:
    if not styles:
        return
    geometry = dict(database.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
    database.execute(_STYLES)
    database.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, "
        "styleSLD, useAsDefault, description, owner, ui, update_time) VALUES ('', '', ?, ?, ?, ?, '', 1, ?, '', '', ?)",
        [(name, geometry[name], name, qml, f"Fallow: {name}", moment) for name, qml in styles.items()],
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)",
        (moment,),
    )
