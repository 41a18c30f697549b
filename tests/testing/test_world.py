"""The world: the same bytes for the same seed, files that err as their truth says, and no truth among the files."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import mgrs
import numpy as np
from pyproj import Transformer
from python_calamine import CalamineWorkbook

from fallow.testing.district import FIRST, SECOND, WAR
from fallow.testing.munitions import MUNITIONS
from fallow.testing.tables.table import dms
from fallow.testing.tables.table import mgrs as own_mgrs
from fallow.testing.world import make_world


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_in_another_process(world, tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    world.write(here)
    code = f"from pathlib import Path; from fallow.testing.world import make_world; make_world(1).write(Path({str(there)!r}))"
    # Another hash seed, another zone: neither may reach a byte.
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    assert _digests(here) == _digests(there)
    assert len(_digests(here)) == 15 + 4 + 3 + 2 + 2 + 1 + 1


def test_writing_twice_changes_nothing(world, tmp_path):
    world.write(tmp_path)
    before = _digests(tmp_path)
    paths = world.write(tmp_path)
    assert _digests(tmp_path) == before
    assert [known for _, known in paths.records] == sorted(known for _, known in paths.records)
    assert all(path.is_file() for path in [*paths.documents, *paths.mappings.values(), paths.truth])


def test_another_seed_gives_another_world(world):
    assert make_world(2).truth.to_json() != world.truth.to_json()


def test_the_truth_agrees_with_itself(each_world):
    truth = each_world.truth
    strikes = {strike.id: strike for strike in truth.strikes}
    assert 9 <= len(strikes) <= 12
    counts = dict.fromkeys(strikes, 0)
    for item in truth.items:
        if item.strike is None:
            continue
        counts[item.strike] += 1
        assert strikes[item.strike].contains(np.array([[item.x_m, item.y_m]]), np.array([item.carrier])).all()
    assert counts == {name: strike.failed for name, strike in strikes.items()}
    headline = truth.headline()
    assert headline["items_remaining"] + headline["items_removed"] == headline["items_failed"] + headline["strays"]
    assert headline["items_remaining"] == len(truth.remaining()) > headline["items_remaining_in_survey"] > 0
    assert all(WAR[0] <= strike.day <= WAR[1] for strike in truth.strikes)
    assert 1 <= len(truth.in_no_record()) <= 4
    assert truth.true_detection < truth.told_detection


def test_documents_agree_with_the_ground(each_world):
    """Villages near the strikes, the days, and the clearance visit's count."""
    world = each_world
    truth = world.truth
    villages = {village.name: village for village in truth.villages}
    strikes = {strike.id: strike for strike in truth.strikes}
    claims = [claim for page in world.documents for claim in page.expected["claims"] if claim["fields"].get("strike")]
    assert {claim["fields"]["strike"] for claim in claims} == {"s01", "s02", "s03"}
    for claim in claims:
        strike, village = strikes[claim["fields"]["strike"]], villages[claim["fields"]["place"]]
        assert np.hypot(strike.x_m - village.x_m, strike.y_m - village.y_m) < 400.0
        assert claim["fields"].get("when") in (None, strike.day.isoformat())
    for name, killed in ((FIRST, True), (SECOND, False)):
        assert (truth.tolls[name].killed > 0) is killed
    visited = [item for item in truth.items if item.removed_by == "clearance visit"]
    page = next(page for page in world.documents if "visited" in page.text)
    visit = re.search(r"visited .+? on (\d+) (\w+) 2021", page.text)
    assert {(item.removed_on.day, item.strike) for item in visited} == {(int(visit[1]), SECOND)}
    said = re.search(r"It found (\w+) unexploded submunitions?", page.text)[1]
    numbers = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
    assert numbers.index(said) + 1 == len(visited)
    assert all(page.published > date(2021, 4, 6) for page in world.documents)


def _csv(file):
    return {row["Ref"]: row for row in csv.DictReader(io.StringIO(file.content.decode("utf-8"), newline=""))}


def test_the_second_version_of_the_listing_revises_the_first_in_every_way(each_world):
    first, second = (file for file in each_world.records if file.name.endswith(".csv"))
    old, new = _csv(first), _csv(second)
    assert first.known_since < second.known_since
    gone = set(old) - set(new)
    assert len(gone) == 1
    assert {row.strike for row in first.rows if row.key in gone} == {None}
    differs = {key: [name for name in old[key] if old[key][name] != new[key][name]] for key in set(old) & set(new)}
    assert sum(names == ["Date"] for names in differs.values()) == 1
    assert sum(names == ["Latitude", "Longitude"] for names in differs.values()) == 1
    assert sum("Category" in names for names in differs.values()) == 1
    dated = next(key for key, names in differs.items() if names == ["Date"])
    assert "date moved by a day" in " ".join(next(row.errors for row in second.rows if row.key == dated))
    assert any(not row["Latitude"] for row in old.values())
    assert any(int(row["Date"].split("/")[1]) > 12 for row in old.values())
    assert {"Cluster munition", "Shelling"} <= {row["Category"] for row in old.values()}


def test_the_air_arm_is_off_by_one_shift_and_lists_one_sortie_too_many(each_world):
    world = each_world
    file = next(file for file in world.records if file.name.endswith(".geojson"))
    strikes = {strike.id: strike for strike in world.truth.strikes}
    features = json.loads(file.content)["features"]
    assert [feature["properties"]["serial"] for feature in features] == [row.key for row in file.rows]
    assert sum("no such strike" in row.errors for row in file.rows) == 1
    exact = []
    for feature, row in zip(features, file.rows, strict=True):
        if row.strike is not None and feature["properties"]["position_class"] == "A":
            easting, northing = map(float, feature["properties"]["grid"].split()[1:])
            exact.append([easting - strikes[row.strike].x_m, northing - strikes[row.strike].y_m])
    if exact:
        off = np.mean(exact, axis=0) - world.truth.air_arm_shift_m
        assert np.hypot(*off) < 4 * 50.0 / np.sqrt(len(exact))
    assert 100.0 < np.hypot(*world.truth.air_arm_shift_m) < 180.0


def test_the_sheet_gives_one_number_out_twice_and_pastes_one_line_again(each_world):
    file = next(file for file in each_world.records if file.name.endswith(".xlsx"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()
    header, body = rows[0], rows[1:]
    assert header[0] == "Report ID"
    assert [row[0] for row in body] == [row.key for row in file.rows]
    ids = [row[0] for row in body]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    assert len(twice) == 2
    same = [one for one in twice if len({str(row) for row in body if row[0] == one}) == 1]
    assert len(same) == 1
    assert all(isinstance(row[2], date) for row in body)
    assert all(row[2] < row[1] or row[5] == "Other explosive remnants" for row in body)
    assert any("°" in row[4] for row in body)
    assert any(row[4].startswith("27H") for row in body)


def test_grid_references_and_degrees_are_those_of_the_library(world):
    rng = np.random.default_rng(1)
    for _ in range(200):
        x, y = float(rng.uniform(500_000, 690_000)), float(rng.uniform(5_900_000, 6_300_000))
        lat, lon = mgrs.MGRS().toLatLon(own_mgrs(x, y))
        corner = (np.floor(x / 10) * 10, np.floor(y / 10) * 10)
        there = Transformer.from_crs("EPSG:4326", world.crs, always_xy=True).transform(lon, lat)
        assert np.allclose(there, corner, atol=0.5)
    text = dms(world.crs, 591_000.0, 6_127_000.0)
    parts = [int(one) for one in re.findall(r"\d+", text)]
    lat, lon = -(parts[0] + parts[1] / 60 + parts[2] / 3600), -(parts[3] + parts[4] / 60 + parts[5] / 3600)
    there = Transformer.from_crs("EPSG:4326", world.crs, always_xy=True).transform(lon, lat)
    assert text.count("°") == 2
    assert np.hypot(there[0] - 591_000.0, there[1] - 6_127_000.0) < 22.0  # half a second each way


def test_nothing_that_observers_have_names_a_true_strike_or_item(world, tmp_path):
    paths = world.write(tmp_path)
    for path in tmp_path.rglob("*"):
        if path.is_file() and path != paths.truth and path.suffix != ".xlsx":
            assert not re.search(
                r"\bs\d\d\b|\bi\d{5}\b|no such strike|true_detection", path.read_text(encoding="utf-8")
            )
    sheet = CalamineWorkbook.from_path(str(next(tmp_path.rglob("*.xlsx")))).get_sheet_by_index(0).to_python()
    assert not re.search(r"\bs\d\d\b|no such strike", str(sheet))
    assert json.loads(paths.truth.read_text(encoding="utf-8"))["headline"] == world.truth.headline()


def test_every_find_is_where_an_item_was_or_is_a_trace(each_world):
    from fallow.core.place import WGS84, transformer

    world = each_world
    items = np.array([(item.x_m, item.y_m) for item in world.truth.items])
    for feature in world.finds["features"]:
        if feature["properties"]["kind"] == "unexploded":
            x, y = transformer(WGS84, world.crs).transform(*feature["geometry"]["coordinates"])
            assert np.hypot(*(items - [x, y]).T).min() < 45.0


def test_a_world_can_be_made_from_one_munition_alone():
    only = {"cbu-87": MUNITIONS["cbu-87"]}
    assert {strike.munition for strike in make_world(3, munitions=only).truth.strikes} == {"cbu-87"}
    rockets = {"9m27k": MUNITIONS["9m27k"]}
    assert {strike.munition for strike in make_world(3, munitions=rockets).truth.strikes} == {"9m27k"}
