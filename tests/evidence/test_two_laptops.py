"""Two laptops without a network import the same files in another order, and meet: neither knows more or less than before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.evidence.test_import_order import DAYS, SNAPSHOTS, seen

from fallow.core.when import parse_instant
from fallow.evidence import Mapping, Refused, Wish, claims, import_files, parse_mapping_text
from fallow.register import Key, Register
from fallow.register.merge import merge, same

REAL_DAYS = ("2022-04-10", "2022-05-26", "2023-06-20", "2024-06-02")
MONDAY = datetime(2025, 1, 13, 8, tzinfo=UTC)
FIRST = Key.from_seed(b"the laptop of the first team ...")
SECOND = Key.from_seed(b"the laptop of the second team ..")


def carry(register: Register, files: list[tuple[Path, str]], mapping: Mapping | None, start: datetime) -> None:
    for number, (path, day) in enumerate(files):
        wish = Wish(known_since=date.fromisoformat(day), mapping=mapping, source="reports" if mapping else None)
        for outcome in import_files(register, [path], now=start + timedelta(minutes=number), wish=wish):
            assert not isinstance(outcome, Refused), outcome


def meet(folder: Path, files: list[tuple[Path, str]], days: tuple[str, ...], mapping: Mapping | None) -> None:
    alone, one, two = (
        Register.create(folder / f"{name}.fallow", key=key)
        for name, key in (("alone", FIRST), ("one", FIRST), ("two", SECOND))
    )
    carry(alone, files, mapping, MONDAY)
    carry(one, files, mapping, MONDAY)
    carry(two, list(reversed(files)), mapping, MONDAY + timedelta(hours=5))
    brought = merge(one, two)
    assert brought.entries == two.count()
    merge(two, one)
    assert same(one.recorder, two.recorder)
    for day in (*days, "2025-01-01"):
        moment = parse_instant(day)
        known = claims(one, as_known=moment)
        assert known == claims(two, as_known=moment)  # entry for entry the same on both
        assert [_told(claim) for claim in known] == [_told(claim) for claim in claims(alone, as_known=moment)]
    assert merge(one, two).entries == 0
    for register in (alone, one, two):
        assert register.verify()
        register.close()


def _told(claim: Any) -> tuple[Any, ...]:
    return seen(claim)


def test_copies_that_meet_know_what_one_laptop_would(tmp_path: Path, csv: Callable[..., Path], bring: Any) -> None:
    files = [(csv(f"{day}.csv", *rows), day) for day, rows in zip(DAYS, SNAPSHOTS, strict=True)]
    meet(tmp_path, files, DAYS, parse_mapping_text(bring.mapping))


@pytest.mark.shared
def test_the_real_lists_on_two_laptops(tmp_path: Path, shared: Path) -> None:
    folder = shared / "data" / "ukraine-civilian-harm"
    meet(tmp_path, [(folder / f"{day}.json", day) for day in REAL_DAYS], REAL_DAYS, None)
