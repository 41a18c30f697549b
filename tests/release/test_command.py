"""Dangers of the command: a candidate that nobody searched, a figure without its limits, facts of another area."""

import json
from datetime import date

import pytest
import shapely
from shapely.geometry import mapping

from fallow.cli.main import main
from fallow.core.place import WGS84, transformer
from fallow.core.when import parse_when
from fallow.hazard import solve
from fallow.hazard.inputs import Search, StrikeRecord
from fallow.hazard.store import save_field

CRS = "EPSG:32637"
W, S = 500_000.0, 5_300_000.0


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("field")
    record = StrikeRecord("s", W + 150, S + 150, 40.0, parse_when("2023-01-01"), "simulated")
    searched = Search("q", shapely.box(W + 300, S + 300, W + 500, S + 500), 0.9)
    field = solve(
        [record], [searched], [], bounds=(W, S, W + 500, S + 500), crs=CRS, cell_m=50.0, seed=1, on=date(2024, 1, 1)
    )
    save_field(field, folder / "field", overwrite=False)
    squares = {"searched": (W + 310, S + 310), "quiet": (W + 400, S + 10)}
    facts = {"depth_m": 0.3, "quality_passed": True, "community_consulted": True}
    features = [
        {
            "type": "Feature",
            "properties": {"id": name, **facts},
            "geometry": mapping(
                shapely.transform(
                    shapely.box(x, y, x + 80, y + 80), transformer(CRS, WGS84).transform, interleaved=False
                )
            ),
        }
        for name, (x, y) in squares.items()
    ]
    (folder / "areas.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return folder


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    held = capsys.readouterr()
    return ended.value.code, held.out


def test_residual_states_its_limits(capsys, place):
    code, text = run(capsys, "release", "residual", place / "field", "--areas", place / "areas.geojson")
    assert code == 0
    assert text.startswith("SIMULATED")
    assert "Not covered" in text
    assert "No figure says that land is safe." in text
    _, text = run(capsys, "release", "residual", place / "field", "--areas", place / "areas.geojson", "--json")
    searched, quiet = json.loads(text)["areas"]
    assert (searched["share_assessed"], quiet["share_assessed"]) == (1.0, 0.0)
    assert 0 < searched["p_at_least_one"] < 1
    assert searched["does_not_cover"]


def test_land_that_nobody_searched_is_no_candidate_even_by_lax_criteria(capsys, place, tmp_path):
    lax = tmp_path / "lax.yaml"
    lax.write_text(
        "criteria: lax\nversion: '1'\nauthority: An Office\ntitle: t\nsource: s\nitems:\n"
        "  - {id: depth, says: deep enough, measure: 'fact:depth_m', op: '>=', value: 0.2, mark: chosen, citation: c}\n"
    )
    arguments = ["release", "candidates", place / "field", "--areas", place / "areas.geojson"]
    _, text = run(capsys, *arguments, "--criteria", lax, "--json")
    searched, quiet = json.loads(text)["areas"]
    assert searched["candidate"] is True
    assert quiet["candidate"] is False
    assert quiet["floors"] == ["none of it was searched to the end"]
    _, text = run(capsys, *arguments)
    assert "Nothing was released." in text
    assert "no candidate" in text


def test_the_table_of_acts_is_printed(capsys):
    code, text = run(capsys, "release", "transitions", "--json")
    assert code == 0
    acts = json.loads(text)["transitions"]
    assert {"from": "cleared", "to": "reopened"}.items() <= next(
        a for a in acts if a["to"] == "reopened" and a["from"] == "cleared"
    ).items()
