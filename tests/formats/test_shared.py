"""Real files, read where they are: nothing lost, nothing invented. None of their content stands here."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from fallow.core import InputError
from fallow.formats import open_table
from fallow.formats.coordinates import parse_pair

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(
    ("name", "count"), [("2022-04-10", 341), ("2022-05-26", 467), ("2023-06-20", 1173), ("2024-06-02", 1790)]
)
def test_every_event_and_every_nested_source_is_read(shared: Path, name: str, count: int) -> None:
    path = shared / "data" / "ukraine-civilian-harm" / f"{name}.json"
    rows = list(open_table(path).rows)
    assert [row.fields for row in rows] == json.loads(path.read_text(), parse_float=str, parse_int=str)
    assert len(rows) == count
    placed = [parse_pair(str(row.fields["latitude"]), str(row.fields["longitude"])).position for row in rows]
    far = [position for position in placed if not (44 < position.lat < 56 and 22 < position.lon < 41)]
    # One event of the later snapshots stands at null island: read as it is written, and flagged by the importer.
    assert all(abs(position.lat) < 0.01 and abs(position.lon) < 0.01 for position in far)
    assert len(far) <= 1


@pytest.mark.parametrize(
    ("name", "count", "placed"), [("cluster_munitions", 92, 73), ("airwars_syria_cluster_37", 37, 28)]
)
def test_the_tables_of_syria_keep_rows_without_a_place(shared: Path, name: str, count: int, placed: int) -> None:
    path = shared / "data" / "syria" / f"{name}.csv"
    table = open_table(path)
    rows = list(table.rows)
    with path.open(newline="", encoding="utf-8") as stream:
        plain = list(csv.reader(stream))
    assert [list(row.fields.values()) for row in rows] == plain[1:]
    assert len(rows) == count
    lat, lon = ("location_latitude", "location_longitude") if "location_latitude" in table.columns else ("lat", "lon")
    stated = [row for row in rows if row.fields[lat]]
    positions = [parse_pair(str(row.fields[lat]), str(row.fields[lon])).position for row in stated]
    assert all(32 < position.lat < 38 for position in positions)
    assert len(positions) == placed
    for row in rows:
        if row not in stated:
            with pytest.raises(InputError):
                parse_pair(str(row.fields[lat]), str(row.fields[lon]))
