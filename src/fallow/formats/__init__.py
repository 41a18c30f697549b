"""Rows with geometry in and out: one file per format, coordinates parsed and written. Knows no domain.

The modules that hold geometry or measure it (``coordinates``, ``geojson``, ``gpkg``) need the extra ``geo`` and are
imported by their own names, so that JSON and CSV can be read without it.
"""

from fallow.formats.csv_ import write_csv
from fallow.formats.registry import FORMATS, Format, open_table
from fallow.formats.source import DEFAULT_LIMIT_BYTES
from fallow.formats.table import EXTRA, Row, Rows, Table, note, note_kind

__all__ = [
    "DEFAULT_LIMIT_BYTES",
    "EXTRA",
    "FORMATS",
    "Format",
    "Row",
    "Rows",
    "Table",
    "note",
    "note_kind",
    "open_table",
    "write_csv",
]
