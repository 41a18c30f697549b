"""Dangers of the command: a broken line of JSON, a search that vanishes, a file written over."""

import json

import pytest

from fallow.cli.main import main
from fallow.testing.scenes import scene

BOUNDS = "590000,6126000,592000,6128000"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("scene")
    made = scene(41, "plain", boxes=40)
    # One search that is no box of the grid: it must be listed, not squeezed into one.
    odd = json.loads(json.dumps(made.searches["features"][0]))
    odd["properties"]["id"] = "odd"
    ring = odd["geometry"]["coordinates"][0]
    odd["geometry"]["coordinates"][0] = [[x + 0.0002, y] for x, y in ring]
    made.searches["features"].append(odd)
    made.write(place)
    return place


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    held = capsys.readouterr()
    return ended.value.code, held.out, held.err


def given(folder, verb, *more):
    files = [f"--{name}={folder / f'{name}.geojson'}" for name in ("strikes", "finds", "searches")]
    return ["survey", verb, *files, f"--bounds={BOUNDS}", "--crs=EPSG:32727", "--on=2024-01-01", *more]


def test_plan_takes_in_searches_says_which_it_could_not_and_gives_the_same_bytes_twice(capsys, folder, tmp_path):
    out = tmp_path / "boxes.geojson"
    code, text, _ = run(capsys, *given(folder, "plan", "--count=6", f"--out={out}", "--json"))
    told = json.loads(text)
    assert code == 0
    assert told["simulated"] is True
    assert told["searches_not_used"] == ["odd"]
    assert len(told["boxes"]) == 6
    assert all(box["why"].endswith(".") for box in told["boxes"])
    drawn = json.loads(out.read_text(encoding="utf-8"))
    assert [feature["id"] for feature in drawn["features"]] == [box["id"] for box in told["boxes"]]
    lon, lat = drawn["features"][0]["geometry"]["coordinates"][0][0]
    assert -21 < lon < -19
    assert -36 < lat < -34
    written = out.read_bytes()
    assert run(capsys, *given(folder, "plan", "--count=6", f"--out={out}", "--overwrite", "--json"))[1] == text
    assert out.read_bytes() == written
    code, _, error = run(capsys, *given(folder, "plan", f"--out={out}"))
    assert code == 6
    assert "--overwrite" in error


def test_area_is_drawn_round_every_find_and_dry_run_writes_nothing(capsys, folder, tmp_path):
    import geopandas

    out = tmp_path / "area.geojson"
    bare = [a for a in given(folder, "area", f"--out={out}", "--dry-run") if not a.startswith("--searches")]
    assert run(capsys, *bare)[0] == 3  # finds that name a search which is not there
    assert run(capsys, *given(folder, "plan", "--count=1", f"--out={out}", "--dry-run"))[0] == 0
    assert not out.exists()
    code, text, _ = run(capsys, *given(folder, "area", f"--out={out}"))
    assert code == 0
    assert "nothing here says that it is safe" in text
    area = geopandas.read_file(out).geometry.union_all()
    finds = geopandas.read_file(folder / "finds.geojson")
    assert len(finds) > 3
    assert all(area.contains(point) for point in finds.geometry)


def test_bounds_in_degrees_are_one_line(capsys, folder):
    arguments = [a for a in given(folder, "plan") if not a.startswith(("--crs", "--bounds"))]
    code, _, error = run(capsys, *arguments, "--bounds=-20.1,-35.1,-20,-35", "--crs=EPSG:4326")
    assert code == 3
    assert error.count("\n") == 1
    assert "metres" in error
