"""The rows of a query as the contract's CSV and as JSON. Blank is outside the bounds; a zero is a number."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from fallow.hazard.query import AreaRow

COLUMNS = ("id", "expected", "q05", "q25", "q50", "q75", "q95", "p_at_least_one", "assessed")


def _text(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)


def rows_csv(rows: Sequence[AreaRow], n_draws: int) -> str:
    """Return the table as CSV with line feeds at line ends: ``COLUMNS``, then ``draw_000`` and so on."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    width = max(3, len(str(max(n_draws - 1, 0))))
    writer.writerow([*COLUMNS, *(f"draw_{d:0{width}d}" for d in range(n_draws))])
    for row in rows:
        drawn = [""] * n_draws if row.draws is None else [str(int(count)) for count in row.draws]
        writer.writerow(
            [
                row.id,
                _text(row.expected, ".6g"),
                *(_text(q, "d") for q in (row.q05, row.q25, row.q50, row.q75, row.q95)),
                _text(row.p_at_least_one, ".6g"),
                row.assessed_text(),
                *drawn,
            ]
        )
    return out.getvalue()


def rows_json(rows: Sequence[AreaRow], simulated: bool) -> dict[str, Any]:
    """Return the table for JSON; what stands blank in the CSV is null."""
    return {
        "simulated": simulated,
        "areas": [
            {
                "id": row.id,
                "expected": row.expected,
                "q05": row.q05,
                "q25": row.q25,
                "q50": row.q50,
                "q75": row.q75,
                "q95": row.q95,
                "p_at_least_one": row.p_at_least_one,
                "assessed": row.assessed_text(),
            }
            for row in rows
        ],
    }
