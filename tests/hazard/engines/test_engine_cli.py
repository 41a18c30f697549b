"""``fallow hazard solve --engine --effort``: what is asked for is what is used, and the file says so."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from fallow.cli.hazard import command
from fallow.core.place import WGS84, transformer
from fallow.testing.engines_scenes import BOUNDS, CRS


def strikes(folder):
    lon, lat = transformer(CRS, WGS84).transform(BOUNDS[0] + 500, BOUNDS[1] + 500)
    fields = {"id": "s1", "position_sigma_m": 80, "date": "2022-03-04", "source": "simulated"}
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]}, "properties": fields}
    path = folder / "s.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [point]}))
    return path


def solve(folder, *more):
    return CliRunner().invoke(
        command,
        ["solve", "--strikes", str(strikes(folder)), "--bounds", ",".join(map(str, BOUNDS)), "--crs", CRS, "--cell", "100",
         "--seed", "1", "--on", "2023-01-01", "--out", str(folder / "F"), *more],
        catch_exceptions=True,
    )  # fmt: skip


def test_an_engine_is_used_by_its_name_and_named_in_what_is_said(tmp_path):
    done = solve(tmp_path, "--engine", "cells", "--json")
    told = json.loads(done.stdout)
    assert told["method"] == "conjugate-cells"
    assert told["engine"]["asked"] == "cells"
    assert "because it was asked for" in told["outcome"]["sentence"]
    attributes = json.loads((tmp_path / "F" / "zarr.json").read_text())["attributes"]
    assert attributes["provenance"]["engine"] == told["engine"]


def test_auto_says_why(tmp_path):
    told = json.loads(solve(tmp_path, "--effort", "0.05", "--json", "--dry-run").stdout)
    assert told["engine"] == {
        "name": "mixture",
        "asked": "auto",
        "why": "there is a strike on record to place, number and shape",
    }


@pytest.mark.parametrize("words", [["--engine", "kde"], ["--effort", "0"], ["--effort", "-1"]])
def test_what_cannot_be_is_refused_before_anything_is_written(tmp_path, words):
    assert solve(tmp_path, *words).exit_code == 2
    assert not (tmp_path / "F").exists()
