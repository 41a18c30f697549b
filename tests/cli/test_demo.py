"""The embedded example, as a newcomer runs it: every path exists, the same seed gives the same bytes, nothing leaks."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SEED = 7


def demo(out: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "fallow.cli.main", "demo", "--out", str(out), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("demo") / "fallow-demo"
    return out, json.loads(demo(out, "--seed", str(SEED), "--json").stdout)


def test_every_path_that_it_names_is_there(ran: tuple[Path, dict[str, Any]]) -> None:
    out, said = ran
    assert (out / "register.fallow").is_file()
    for name, path in said["files"].items():
        assert Path(path).exists(), name


def test_the_truth_stands_beside_each_estimate_and_the_ranges_are_ranges(ran: tuple[Path, dict[str, Any]]) -> None:
    figures = {figure["key"]: figure for figure in ran[1]["figures"]}
    assert set(figures) == {"origins", "strikes", "items_district", "items_survey", "confirmed", "candidates", "treaty"}
    for key in ("items_district", "items_survey"):
        numbers = figures[key]["numbers"]
        assert numbers["q05"] < numbers["q50"] < numbers["q95"]
        assert figures[key]["truth"] == str(numbers["true"])


def test_copies_are_not_counted_as_witnesses(ran: tuple[Path, dict[str, Any]]) -> None:
    (figure,) = (figure for figure in ran[1]["figures"] if figure["key"] == "origins")
    read, true = figure["numbers"]["read"], figure["numbers"]["true"]
    assert read["documents"] == true["documents"]
    low = read["origins"]["low"] if isinstance(read["origins"], dict) else read["origins"]
    assert low <= true["origins"] < true["documents"]


def test_the_register_holds_the_chain_and_verifies(ran: tuple[Path, dict[str, Any]]) -> None:
    register = str(ran[0] / "register.fallow")
    done = subprocess.run(
        [sys.executable, "-m", "fallow.cli.main", "verify", register, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["ok"]
    database = sqlite3.connect(register)
    kinds = {row[0] for row in database.execute("SELECT DISTINCT kind FROM entry")}
    database.close()  # else its write-ahead log stays beside the register
    assert {"document", "reading", "listing", "row", "search", "find", "field", "treaty_fact"} <= kinds


def test_the_field_says_which_claims_made_its_failure_rates(ran: tuple[Path, dict[str, Any]]) -> None:
    told = json.loads((ran[0] / "field.zarr" / "zarr.json").read_text(encoding="utf-8"))
    rates = json.dumps(told)
    done = subprocess.run(
        [sys.executable, "-m", "fallow.cli.main", "duds", "list", str(ran[0] / "register.fallow"), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    claims = json.loads(done.stdout)
    used = [one for one in claims if one["moves"]]
    assert [one["document"] for one in used] == ["16-harrow-count.txt"]
    for one in used:
        assert one["claim"] in rates
        assert one["decision"] in rates
        assert one["reason"]
    assert all(one["why_not"] for one in claims if not one["moves"]), "what moved nothing says why"
    assert not any(one["moves"] for one in claims if one["class"] == "hearsay")
    report = (ran[0] / "report.html").read_text(encoding="utf-8")
    assert "Why these failure rates" in report
    assert "those who cleared the pasture counted each item" in report


def test_the_report_asks_nobody_for_anything_and_says_what_it_is(ran: tuple[Path, dict[str, Any]]) -> None:
    text = (ran[0] / "report.html").read_text(encoding="utf-8")
    assert "SIMULATED EXAMPLE" in text
    assert not re.search(r"https?:|<script|src=\"(?!data:)", text)
    assert "nothing here says that any land is safe" in text


def test_what_the_public_sees_holds_no_id_no_day_and_no_link(ran: tuple[Path, dict[str, Any]]) -> None:
    public = json.loads((ran[0] / "public.geojson").read_text(encoding="utf-8"))
    assert public["features"]
    for feature in public["features"]:
        assert set(feature["properties"]) == {"reports_low", "reports_high", "first_month", "last_month"}
        assert re.fullmatch(r"\d{4}-\d{2}", feature["properties"]["first_month"])


def test_layers_for_qgis_are_styled(ran: tuple[Path, dict[str, Any]]) -> None:
    database = sqlite3.connect(ran[0] / "team.gpkg")
    layers = {row[0] for row in database.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")}
    styled = {row[0] for row in database.execute("SELECT f_table_name FROM layer_styles WHERE useAsDefault")}
    database.close()
    assert (
        layers == styled == {"areas", "searched", "next_boxes", "confirmed_area", "strike_position", "strikes", "finds"}
    )


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(ran: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    again = tmp_path / "fallow-demo"
    demo(again, "--seed", str(SEED))
    assert _digests(again) == _digests(ran[0])


def test_a_folder_of_something_else_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "work.txt").write_text("years of it")
    done = demo(tmp_path / "mine", code=6)
    assert "something else" in done.stderr
    assert (tmp_path / "mine" / "work.txt").read_text() == "years of it"
