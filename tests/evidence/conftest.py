"""A register to import into, and a way to import a file as it was known on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from fallow.evidence import ImportReport, Refused, Wish, import_files, parse_mapping_text
from fallow.register import Register

NOW = datetime(2025, 1, 15, 9, 30, tzinfo=UTC)

MAPPING = """\
fallow-mapping: 1
source: reports
authority: monitor
id: id
date: {column: date, order: mdy}
position: {lat: lat, lon: lon, uncertainty_m: 150}
location: place
description: [words]
links: [url]
munition: {column: weapon}
labels:
  cluster_munition: {where: weapon, contains: cluster}
"""


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.create(tmp_path / "r.fallow") as opened:
        yield opened


class Bringer:
    """Imports one file into the test's register; a refusal is raised. ``mapping`` reads what the fixture ``csv`` writes."""

    now = NOW
    mapping = MAPPING

    def __init__(self, register: Register) -> None:
        self.register = register

    def __call__(self, path: Path, known: str | None = None, mapping: str | None = None, **wishes: Any) -> ImportReport:
        wish = Wish(
            known_since=date.fromisoformat(known) if known else None,
            mapping=parse_mapping_text(mapping) if mapping else None,
            **wishes,
        )
        (outcome,) = import_files(self.register, [path], now=NOW, wish=wish)
        if isinstance(outcome, Refused):
            raise outcome.error
        return outcome


@pytest.fixture
def bring(register: Register) -> Bringer:
    return Bringer(register)


@pytest.fixture
def csv(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV of the columns that ``MAPPING`` reads: rows of (id, date, lat, lon, weapon, place, words)."""

    def write(name: str, *rows: tuple[str, ...]) -> Path:
        lines = ["id,date,lat,lon,weapon,place,words,url"]
        for row in rows:
            padded = (*row, *[""] * (7 - len(row)))
            lines.append(",".join((*padded, f"https://example.org/{row[0]}")))
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write
