"""Real lists, with the traps that they really have. Skipped where the material is absent."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from fallow.core.when import parse_instant
from fallow.evidence import Claim, ImportReport, Wish, claims, import_files
from fallow.register import Register

DAYS = ("2022-04-10", "2022-05-26", "2023-06-20", "2024-06-02")
NOW = datetime(2025, 1, 15, tzinfo=UTC)
LINK = re.compile(r"https?://[^\s\"\\]+")

pytestmark = pytest.mark.shared


def bring(register: Register, folder: Path, days: tuple[str, ...], now: datetime = NOW) -> list[ImportReport]:
    reports = []
    for day in days:
        now += timedelta(minutes=1)
        wish = Wish(known_since=date.fromisoformat(day))
        (report,) = import_files(register, [folder / f"{day}.json"], now=now, wish=wish)
        reports.append(report)
    return reports


@pytest.fixture(scope="module")
def ukraine(shared: Path) -> Path:
    return shared / "data" / "ukraine-civilian-harm"


@pytest.fixture(scope="module")
def imported(ukraine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, list[ImportReport]]]:
    with Register.create(tmp_path_factory.mktemp("ua") / "r.fallow") as register:
        yield register, bring(register, ukraine, DAYS)


def cluster(found: list[Claim]) -> list[Claim]:
    return [claim for claim in found if "cluster_munition" in claim.labels]


def test_cluster_events_as_known_at_each_file(imported: Any) -> None:
    register, reports = imported
    known = [claims(register, as_known=parse_instant(day)) for day in DAYS]
    assert [len(cluster(found)) for found in known] == [41, 57, 95, 111]
    assert [len(found) for found in known] == [341, 467, 1173, 1790]
    assert all(claim.place.uncertainty_m >= 100 for claim in known[-1])
    assert all(claim.when is not None for claim in known[-1])
    assert claims(register, as_known=parse_instant("2022-04-09")) == []
    assert [report.labelled["cluster_munition"] for report in reports] == [41, 57, 95, 111]


def test_importing_again_adds_nothing(imported: Any, ukraine: Path) -> None:
    register, _ = imported
    before = register.count()
    assert [report.entries for report in bring(register, ukraine, DAYS, NOW + timedelta(days=1))] == [0, 0, 0, 0]
    assert register.count() == before


def test_every_trap_of_the_files_is_reported(imported: Any) -> None:
    _, reports = imported
    _, second, third, last = [{flag.kind: flag for flag in report.flags} for report in reports]
    kinds = [Counter(flag.kind for flag in report.flags) for report in reports]
    assert "339 of 339 dates moved by +1 day" in second["dates-shifted-together"].sentence
    assert second["mixed-date-form"].count == 72
    assert third["mixed-date-form"].count == 59
    assert kinds[2]["duplicate-id"] == 1
    assert {flag.sentence.split()[5].strip(";") for flag in reports[3].flags if flag.kind == "duplicate-id"} == {
        "CIV1151",
        "CIV1553",
        "CIV2134",
    }
    assert [kind["vanished"] for kind in kinds] == [0, 2, 8, 1]
    assert {flag.key for flag in reports[2].flags if flag.kind == "label-flipped"} == {"CIV0086"}
    assert {flag.key for flag in reports[3].flags if flag.kind == "label-flipped"} >= {"CIV1976", "CIV0031"}
    blur = last["positions-moved-together"]
    assert blur.count > 1100
    for words in ("median of 50 m", "north-east", "deliberate blur", "never undo it"):
        assert words in blur.sentence
    assert last["null-island"].key == "CIV1923"
    assert "text-contradicts-place" not in {flag.kind for flag in reports[0].flags if flag.key == "CIV0004"}
    for report in reports[1:]:
        (said,) = [flag for flag in report.flags if flag.key == "CIV0004" and flag.kind == "text-contradicts-place"]
        assert "Kyiv" in said.sentence


def test_contradictions_are_few_enough_to_be_looked_at(imported: Any) -> None:
    _, reports = imported
    counts = [sum(flag.kind == "text-contradicts-place" for flag in report.flags) for report in reports]
    assert counts == [1, 2, 6, 7]


def test_no_link_of_a_source_is_lost_and_none_is_in_a_claim(imported: Any, ukraine: Path) -> None:
    register, reports = imported
    wanted = {link for day in DAYS for link in LINK.findall((ukraine / f"{day}.json").read_text(encoding="utf-8"))}
    kept = {link for entry in register.entries() for link in LINK.findall(json.dumps(entry.body, ensure_ascii=False))}
    assert len(wanted) > 3000
    assert wanted <= kept
    for claim in claims(register):
        public = {name: value for name, value in claim.fields.items() if name != "private"}
        assert not LINK.search(f"{public} {claim.munition} {claim.origin} {claim.flags}")
    assert not any(LINK.search(flag.sentence) for report in reports for flag in report.flags)


def test_the_rows_in_the_register_are_the_rows_of_the_files(imported: Any, ukraine: Path) -> None:
    from fallow.evidence.shelf import Shelf

    register, reports = imported
    shelf = Shelf(register)
    for day, report in zip(DAYS, reports, strict=True):
        written = json.loads((ukraine / f"{day}.json").read_text(encoding="utf-8"))
        stored = [row.fields for row in shelf.rows(report.listing)]
        assert sorted(map(in_order, written)) == sorted(map(in_order, stored))


def in_order(row: dict[str, Any]) -> str:
    return json.dumps(row, sort_keys=True)


def view(register: Register, day: str) -> list[tuple[Any, ...]]:
    return [
        (
            c.id,
            c.kind,
            c.labels,
            c.flags,
            c.known_at,
            c.munition,
            c.when and c.when.start,
            c.place and c.place.position,
            str(c.fields),
        )
        for c in claims(register, as_known=parse_instant(day))
    ]


def views_of_order(ukraine: Path, path: Path, order: tuple[str, ...]) -> dict[str, list[tuple[Any, ...]]]:
    with Register.create(path) as register:
        bring(register, ukraine, order)
        return {day: view(register, day) for day in DAYS}


def test_the_files_backwards_give_the_same_claims(imported: Any, ukraine: Path, tmp_path: Path) -> None:
    register, _ = imported
    assert views_of_order(ukraine, tmp_path / "back.fallow", DAYS[::-1]) == {day: view(register, day) for day in DAYS}


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_every_order_of_the_files_gives_the_same_claims(imported: Any, ukraine: Path, tmp_path: Path) -> None:
    register, _ = imported
    in_order = {day: view(register, day) for day in DAYS}
    for number, order in enumerate(permutations(DAYS)):
        assert views_of_order(ukraine, tmp_path / f"{number}.fallow", order) == in_order, order


def test_syria_gives_ninety_two_claims_and_seventy_three_places(shared: Path, tmp_path: Path) -> None:
    with Register.create(tmp_path / "r.fallow") as register:
        (report,) = import_files(register, [shared / "data" / "syria" / "cluster_munitions.csv"], now=NOW)
        found = claims(register)
    assert (len(found), len(cluster(found)), sum(claim.place is not None for claim in found)) == (92, 92, 73)
    assert {claim.place.uncertainty_m for claim in found if claim.place} == {1000}
    assert report.to_json()["flagged"]["no-position"] == 19
    assert [flag.key for flag in report.flags if flag.kind == "text-contradicts-place"] == ["CL_1048"]


def test_airwars_keeps_ranges_and_rows_without_a_place(shared: Path, tmp_path: Path) -> None:
    with Register.create(tmp_path / "r.fallow") as register:
        import_files_of = list(
            import_files(register, [shared / "data" / "syria" / "airwars_syria_cluster_37.csv"], now=NOW)
        )
        found = claims(register)
    assert import_files_of[0].rows == len(found) == 37
    assert (len(cluster(found)), sum(claim.place is not None for claim in found)) == (19, 28)
    counts = Counter(str(claim.fields["counts"]["civ_killed"]) for claim in found)
    assert counts["unknown"] == 5
    assert any(" to " in text for text in counts)
    assert {claim.place.uncertainty_m for claim in found if claim.place} == {700, 1500, 3000, 40000}
