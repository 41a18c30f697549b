"""``fallow hazard`` as outside checks drive it."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner
from hazard_small import BOUNDS, CRS

from fallow.cli.hazard import command
from fallow.core.errors import ConflictError, FallowError, InputError, NotThereError, RefusalError
from fallow.core.place import WGS84, transformer


def lonlat(x, y):
    return list(transformer(CRS, WGS84).transform(BOUNDS[0] + x, BOUNDS[1] + y))


def square(x, y, side):
    return [[lonlat(x, y), lonlat(x + side, y), lonlat(x + side, y + side), lonlat(x, y + side), lonlat(x, y)]]


def write(path, *features):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return str(path)


def point(x, y, **fields):
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": lonlat(x, y)}, "properties": fields}


def ground(x, y, side=50, **fields):
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": square(x, y, side)}, "properties": fields}


STRIKE = {
    "id": "s1", "munition": None, "carriers": None, "position_sigma_m": 80, "bearing_deg": None, "p_real": None,
    "date": "2022-03-04", "source": "simulated",
}  # fmt: skip


@pytest.fixture
def files(tmp_path):
    return make_files(tmp_path)


def make_files(tmp_path):
    return {
        "strikes": write(tmp_path / "s.geojson", point(500, 500, **STRIKE), point(200, 700, **(STRIKE | {"id": 2, "munition": "m483a1"}))),
        "searches": write(
            tmp_path / "q.geojson",
            ground(450, 450, id="q1", p_detect=0.9, complete=True, items_removed=True),
            ground(500, 450, id="q2", p_detect=0.9, complete=False, items_removed=True),
        ),
        "finds": write(
            tmp_path / "f.geojson",
            point(460, 460, id="f1", search="q1", kind="unexploded"),
            point(480, 470, id="f2", search=None, kind="unexploded"),
            point(505, 490, id="f3", search="q2", kind="fragment", removed=True),
        ),
        "areas": write(tmp_path / "a.geojson", ground(400, 400, 150, id="block"), ground(0, 0, 1000, id="all"), ground(3000, 0, 50, id="off")),
        "out": str(tmp_path / "F"),
    }  # fmt: skip


def run(*words):
    result = CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def solve(files, *more, **changed):
    told = files | changed
    return run(
        "solve", "--strikes", told["strikes"], "--searches", told["searches"], "--finds", told["finds"],
        "--bounds", ",".join(str(side) for side in BOUNDS), "--crs", CRS, "--cell", "50", "--seed", "4",
        "--out", told["out"], "--on", "2023-01-01", *more,
    )  # fmt: skip


def test_solve_query_and_export_as_the_contract_says(files, tmp_path):
    summary = json.loads(solve(files, "--json").stdout)
    assert summary["simulated"] is True
    assert summary["items"]["known_to_lie_there"] == 1
    table = tmp_path / "t.csv"
    run("query", files["out"], "--areas", files["areas"], "--draws", "30", "--out", table)
    rows = {row["id"]: row for row in csv.DictReader(table.read_text().splitlines())}
    assert list(rows) == ["block", "all", "off"]
    assert list(rows["all"])[:9] == ["id", "expected", "q05", "q25", "q50", "q75", "q95", "p_at_least_one", "assessed"]
    assert rows["off"]["expected"] == rows["off"]["draw_000"] == ""
    assert rows["block"]["p_at_least_one"] == "1"
    assert 0.1 < float(rows["block"]["assessed"]) < 0.12
    assert all(int(rows["all"][f"draw_{d:03d}"]) >= int(rows["block"][f"draw_{d:03d}"]) >= 1 for d in range(30))
    run("export", files["out"], "--cog", tmp_path / "t.tif", "--png", tmp_path / "t.png")
    assert (tmp_path / "t.tif").stat().st_size > 1000
    assert (tmp_path / "t.png").read_bytes()[:4] == b"\x89PNG"


def test_the_same_words_give_the_same_bytes(files, tmp_path):
    solve(files)
    solve(files, out=str(tmp_path / "G"))
    run("query", files["out"], "--areas", files["areas"], "--draws", "20", "--out", tmp_path / "1.csv")
    run("query", tmp_path / "G", "--areas", files["areas"], "--draws", "20", "--out", tmp_path / "2.csv")
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()
    one, two = (
        {p.relative_to(root): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}
        for root in (tmp_path / "F", tmp_path / "G")
    )
    assert one == two


def test_a_dry_run_writes_nothing(files, tmp_path):
    before = sorted(tmp_path.iterdir())
    assert "Nothing was written" in solve(files, "--dry-run").stdout
    assert sorted(tmp_path.iterdir()) == before


def test_searches_and_finds_may_be_left_out(files):
    run(
        "solve", "--strikes", files["strikes"], "--bounds", ",".join(map(str, BOUNDS)), "--crs", CRS, "--cell", "100",
        "--seed", "1", "--out", files["out"], "--on", "2023-01-01",
    )  # fmt: skip


@pytest.fixture(scope="module")
def solved(tmp_path_factory):
    """One field for the tests that only read it, with the words said when it was solved."""
    files = make_files(tmp_path_factory.mktemp("solved"))
    return files | {"said": solve(files).stdout}


def test_people_are_told_that_no_land_is_called_safe(solved):
    said = solved["said"]
    assert "No figure says that land is safe." in said
    assert "not assessed" in said
    assert said.startswith("SIMULATED")


def refused(*words, **options):
    with pytest.raises(FallowError) as error:
        CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False, **options)
    return error.value


def test_what_is_there_is_not_overwritten(solved, tmp_path):
    files = solved
    with pytest.raises(ConflictError):
        solve(files)
    solve(files, "--overwrite", "--dry-run")
    run("export", files["out"], "--png", tmp_path / "m.png")
    assert isinstance(refused("export", files["out"], "--png", tmp_path / "m.png"), ConflictError)
    assert isinstance(refused("export", files["out"]), InputError)


def test_refusals_say_what_to_do(files, tmp_path):
    ahead = write(tmp_path / "x.geojson", point(1, 1, **(STRIKE | {"date": "2031-01-01"})))
    with pytest.raises(RefusalError, match="2031-01-01"):
        solve(files, strikes=ahead)
    with pytest.raises(NotThereError):
        solve(files, strikes=str(tmp_path / "none.geojson"))
    common = ("solve", "--strikes", files["strikes"], "--seed", "1", "--out", files["out"], "--on", "2023-01-01")
    assert refused(*common, "--bounds", "1,2,3", "--crs", CRS, "--cell", 50).kind == "bad-bounds"
    assert refused(*common, "--bounds", "1,2,0,3", "--crs", CRS, "--cell", 50).kind == "bad-bounds"
    assert refused(*common, "--bounds", "0,0,1,1", "--crs", "EPSG:4326", "--cell", 50).kind == "not-metres"
    assert refused(*common, "--bounds", "0,0,900,900", "--crs", CRS, "--cell", 0).kind == "bad-cell"
    assert isinstance(refused("query", tmp_path, "--areas", files["areas"]), NotThereError)


def test_a_query_to_the_screen_is_the_table(solved):
    files = solved
    said = run("query", files["out"], "--areas", files["areas"])
    assert said.stdout.startswith("id,expected,q05")
    assert "1 of 3 areas reach outside the bounds" in said.stderr
    assert (
        json.loads(run("query", files["out"], "--areas", files["areas"], "--json").stdout)["areas"][2]["expected"]
        is None
    )
