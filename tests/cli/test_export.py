"""Export: the public layer gives nothing away; the team's layer is styled; neither holds a link."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROWS = """id,date,latitude,longitude,weapon,description,link
A1,2021-03-05,-35.0012,-20.0034,Cluster munition,a child was hurt,https://example.org/witness/1
A2,2021-03-07,-35.0213,-20.0035,Cluster munition,two hurt,https://example.org/witness/2
A3,2023-12-20,-34.5213,-20.7035,Cluster munition,new,https://example.org/witness/3
"""


def run(*words: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "fallow.cli.main", *map(str, words)], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "r.fallow"
    (tmp_path / "events.csv").write_text(ROWS)
    run("init", path)
    run("import", path, tmp_path / "events.csv")
    return path


def test_the_public_layer_is_coarse_late_and_without_words_of_the_source(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "public.geojson"
    said = json.loads(run("export", register, out, "--on", "2024-01-01", "--json").stdout)
    text = out.read_text()
    layer = json.loads(text)
    assert said["withheld_recent"] == 1 == layer["withheld"]["recent"]
    for given in ("A1", "child", "witness", "http", "35.0012", "2021-03-05"):
        assert given not in text
    for feature in layer["features"]:
        for x, y in feature["geometry"]["coordinates"][0]:
            assert round(x * 10) == pytest.approx(x * 10)
            assert round(y * 10) == pytest.approx(y * 10)
    assert "not safe" in layer["note"]


def test_the_team_layer_holds_no_link_and_no_description(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "team.gpkg"
    run("export", register, out, "--audience", "team")
    database = sqlite3.connect(out)
    rows = [str(row) for layer in ("strikes", "strike_position") for row in database.execute(f"SELECT * FROM {layer}")]
    styles = database.execute("SELECT count(*) FROM layer_styles").fetchone()[0]
    database.close()
    assert len(rows) == 6
    assert styles == 2
    assert not [row for row in rows if "witness" in row or "child" in row or "http" in row]


def test_a_file_is_not_replaced_unless_asked_and_a_dry_run_writes_none(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "public.geojson"
    run("export", register, out, "--dry-run")
    assert not out.exists()
    out.write_text("mine")
    run("export", register, out, code=6)
    assert out.read_text() == "mine"
    run("export", register, out, "--overwrite")
    run("export", register, tmp_path / "public.gpkg", code=3)


def test_a_folder_that_is_not_there_costs_one_line(register: Path, tmp_path: Path) -> None:
    done = run("export", register, tmp_path / "no" / "public.geojson", code=3)
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr
