"""A hundred thousand rows: what an import and a view cost. Measures; fails only where rows are lost."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest

from fallow.evidence import claims

ROWS = 100_000


@pytest.mark.long
@pytest.mark.perf
@pytest.mark.timeout(1800)
def test_a_hundred_thousand_rows_are_all_there(tmp_path: Path, bring: Any) -> None:
    rng = random.Random(1)
    path = tmp_path / "big.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,date,lat,lon,weapon,place,words,url\n")
        for at in range(ROWS):
            day = f"{rng.randint(1, 12):02d}/{rng.randint(1, 28):02d}/2022"
            where = f"{rng.uniform(46, 51):.6f},{rng.uniform(30, 39):.6f}"
            weapon = rng.choice(("cluster rocket", "rocket", "shell"))
            file.write(f"E{at},{day},{where},{weapon},,houses near the market,https://example.org/{at}\n")
    began = time.process_time()
    report = bring(path, "2023-01-01", bring.mapping)
    imported = time.process_time()
    again = bring(path)
    recognised = time.process_time()
    found = claims(bring.register)
    viewed = time.process_time()
    said = f"import {imported - began:.1f} s, again {recognised - imported:.1f} s, claims {viewed - recognised:.1f} s"
    print(f"\n{ROWS} rows: {said} of processor time")
    assert (report.entries, again.entries, len(found)) == (ROWS + 1, 0, ROWS)
    assert len({claim.id for claim in found}) == ROWS
