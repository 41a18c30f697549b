"""The order of imports is an accident; what was known when is not. Every order gives one and the same view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fallow.core.when import parse_instant
from fallow.evidence import Claim, Refused, Wish, claims, import_files, parse_mapping_text
from fallow.evidence.columns import column_path
from fallow.evidence.difference import StoredRow, difference
from fallow.evidence.rowkeys import row_keys
from fallow.formats import Row
from fallow.register import Register

DAYS = ("2022-04-01", "2022-05-01", "2022-06-01", "2022-07-01")
SNAPSHOTS = (
    (("1", "2022-03-01", "48.1", "37.1", "cluster"), ("2", "2022-03-02", "48.2", "37.2", "rocket")),
    (("1", "03/02/2022", "48.1", "37.1", "cluster"), ("3", "03/13/2022", "", "", "cluster")),
    (("3", "03/13/2022", "48.3", "37.3", "rocket"), ("3", "03/14/2022", "48.4", "37.4", "cluster"), ("1", "03/02/2022", "48.1", "37.1", "cluster")),
    (("3", "03/14/2022", "48.4", "37.4", "cluster"), ("2", "03/02/2022", "48.2", "37.2", "rocket")),
)  # fmt: skip


def seen(claim: Claim) -> tuple[Any, ...]:
    """Everything of a claim but the id of its entry, which holds the order of recording by design."""
    where = (claim.place.position.latlon, claim.place.uncertainty_m) if claim.place else None
    return (
        claim.id, claim.kind, claim.basis, claim.source, claim.known_at, claim.authority, claim.origin, where,
        claim.when and (claim.when.start, claim.when.end), claim.munition, claim.flags, claim.labels, str(claim.fields),
    )  # fmt: skip


def views(path: Path, files: list[tuple[Path, str]], mapping: str) -> dict[str, list[tuple[Any, ...]]]:
    now = datetime(2025, 1, 15, tzinfo=UTC)
    wanted = parse_mapping_text(mapping)
    with Register.create(path) as register:
        for file, day in files:
            now += timedelta(minutes=1)
            wish = Wish(known_since=date.fromisoformat(day), mapping=wanted, source="reports")
            for outcome in import_files(register, [file], now=now, wish=wish):
                assert not isinstance(outcome, Refused), outcome
        return {
            day: [seen(claim) for claim in claims(register, as_known=parse_instant(day))]
            for day in (*DAYS, "2025-01-01")
        }


def test_every_order_of_import_gives_the_same_claims_at_every_date(
    tmp_path: Path, csv: Callable[..., Path], bring: Any
) -> None:
    files = [(csv(f"{day}.csv", *rows), day) for day, rows in zip(DAYS, SNAPSHOTS, strict=True)]
    in_order = views(tmp_path / "0.fallow", files, bring.mapping)
    assert [len(in_order[day]) for day in DAYS] == [2, 2, 3, 2]
    for number, order in enumerate(list(permutations(files))[1:]):
        assert views(tmp_path / f"{number + 1}.fallow", list(order), bring.mapping) == in_order


ROWS = st.lists(st.tuples(st.sampled_from(["a", "b", "c", ""]), st.integers(0, 3)), max_size=6)


def as_rows(cells: list[tuple[str, int]]) -> list[Row]:
    return [Row(at + 1, {"id": name, "value": str(value)}) for at, (name, value) in enumerate(cells)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, min_size=1, max_size=5))
def test_differences_put_together_are_the_last_file(files: list[list[tuple[str, int]]]) -> None:
    stored: list[StoredRow] = []
    entries = 0
    for cells in files:
        rows = as_rows(cells)
        found = difference(stored, rows, column_path("id"))
        gone = {change.before.entry_id for change in found.changes if change.before}
        kept = [row for row in stored if row.entry_id not in gone]
        assert len(kept) == found.unchanged
        for change in found.changes:
            if change.row is not None:
                entries += 1
                kept.append(StoredRow(str(entries), change.row.number, change.row.fields))
        stored = kept
    assert sorted(str(row.fields) for row in stored) == sorted(str(row.fields) for row in as_rows(files[-1]))


@given(ROWS)
def test_keys_do_not_depend_on_the_order_of_a_file(cells: list[tuple[str, int]]) -> None:
    forward, backward = as_rows(cells), as_rows(cells[::-1])
    keys = row_keys(forward, column_path("id"))
    assert len(set(keys)) == len(keys)
    assert sorted(keys) == sorted(row_keys(backward, column_path("id")))
