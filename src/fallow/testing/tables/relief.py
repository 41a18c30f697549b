"""The relief organisation's sheet: XLSX, positions as degrees-minutes-seconds or grid references, typed by many hands.

Numbers are given out twice, one line was pasted again, and what is called a strike is where somebody saw the bomblets.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from fallow.core.errors import DependencyError
from fallow.testing.district import CRS, SECOND, District
from fallow.testing.munitions import WorldMunition
from fallow.testing.names import RELIEF
from fallow.testing.tables.table import RecordFile, TrueRow, dms, mgrs

SHARED_ON = date(2021, 9, 1)
"""The day on which the sheet was shared."""

_HEADER = (
    "Report ID", "Reported on", "Incident date", "Village", "Coordinates", "Hazard", "Device", "Qty seen", "Remarks",
)  # fmt: skip
_DATES = (1, 2)

_MAPPING = """\
fallow-mapping: 1
# SIMULATED data set of the embedded example.
source: harrow-relief
authority: ngo:harrow-relief
id: Report ID
date: {column: Incident date, order: ymd}
position:
  text: Coordinates
  # Where bomblets were seen, which is in the pattern and not its middle.
  uncertainty_m: 120
location: Village
description: [Remarks]
counts:
  seen: {column: Qty seen}
munition: {column: Device}
labels:
  cluster_munition: {where: Hazard, equals: Cluster munition remnants}
claims:
  cluster_munition: {kind: use, basis: observed}
"""


def relief_file(rng: np.random.Generator, district: District, munitions: Mapping[str, WorldMunition]) -> RecordFile:
    """Return the sheet with the truth of its rows."""
    rows: list[tuple[list[Any], str | None, tuple[str, ...]]] = []
    for strike in district.heard_of:
        here = np.flatnonzero(
            district.ground.present & (district.ground.strike == district.ground.strikes.index(strike))
        )
        if not here.size or (strike.id != SECOND and rng.random() < 0.4):
            continue
        x, y = district.ground.points[int(rng.choice(here))] + rng.normal(0.0, 20.0, 2)
        devices = munitions[strike.munition].relief
        device = str(devices[int(rng.integers(len(devices)))])
        village, day = district.nearest(strike).name, strike.day
        reported = min(SHARED_ON - timedelta(days=1), day + timedelta(days=int(rng.integers(4, 60))))
        seen = int(rng.integers(1, max(2, min(15, here.size))))
        where = mgrs(float(x), float(y)) if len(rows) % 3 == 2 else dms(CRS, float(x), float(y))
        cells = ["", reported, day, village, where, "Cluster munition remnants", device, seen, "SIMULATED"]
        rows.append((cells, strike.id, ("position of an item",)))
    rows.extend(_others(rng, district))
    rows.sort(key=lambda row: (row[0][1], row[0][4]))
    for number, (cells, _, _) in enumerate(rows):
        cells[0] = f"HR-{number + 1:03d}"
    rows = _spoilt(rows)
    truth = tuple(TrueRow(str(cells[0]), of, errors) for cells, of, errors in rows)
    content = _workbook([cells for cells, _, _ in rows])
    name = f"harrow-relief_{SHARED_ON.isoformat()}.xlsx"
    return RecordFile(name, content, SHARED_ON, "harrow-relief.map.yaml", _MAPPING, truth)


def _others(rng: np.random.Generator, district: District) -> list[tuple[list[Any], str | None, tuple[str, ...]]]:
    """Other explosive remnants near the villages, which carry no label."""
    rows: list[tuple[list[Any], str | None, tuple[str, ...]]] = []
    for number, device in enumerate(("mortar bomb, 82 mm", "hand grenade", "artillery shell, unexploded")):
        village = district.villages[int(rng.integers(len(district.villages)))]
        where = dms(CRS, village.x_m + rng.uniform(-400, 400), village.y_m + rng.uniform(-400, 400))
        day = date(2021, 5 + number, int(rng.integers(2, 27)))
        cells = ["", day, day, village.name, where, "Other explosive remnants", device, 1, "SIMULATED"]
        rows.append((cells, None, ()))
    return rows


def _spoilt(
    rows: list[tuple[list[Any], str | None, tuple[str, ...]]],
) -> list[tuple[list[Any], str | None, tuple[str, ...]]]:
    """One number given out twice for two things, one line pasted again."""
    second, third = rows[1], rows[2]
    again = ([second[0][0], *third[0][1:]], third[1], (*third[2], "id given out twice"))
    pasted = (list(rows[-1][0]), rows[-1][1], (*rows[-1][2], "line pasted again"))
    return [*rows[:2], again, *rows[3:], pasted]


def _workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    try:
        import xlsxwriter
    except ImportError as error:
        raise DependencyError(
            kind="no-xlsx-writer",
            expected="the library xlsxwriter, to write the simulated sheet",
            found=str(error),
            do="pip install 'fallow[geo]'",
        ) from error
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    # Without a stated time the file would carry the clock's.
    book.set_properties({"title": f"{RELIEF} (SIMULATED)", "created": datetime(2021, 9, 1, tzinfo=UTC)})
    sheet, as_date = book.add_worksheet("Hazard reports"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, _HEADER)
    for line, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            if column in _DATES:
                sheet.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), as_date)  # noqa: DTZ001 - a sheet's dates have no zone
            else:
                sheet.write(line, column, cell)
    book.close()
    return buffer.getvalue()
