"""Scenes: the hazard contract on one side, the truth on the other, and the same bytes for the same seed."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest
from shapely.geometry import shape

from fallow.core.errors import InputError
from fallow.core.place import WGS84, transformer
from fallow.testing.features import json_text
from fallow.testing.presets import PRESETS
from fallow.testing.scenes import BOUNDS, CRS, scene

EVERY = [*PRESETS, "wide"]


def _bytes(one):
    return json_text([one.strikes, one.searches, one.finds, [item.to_json() for item in one.truth.items]])


def _metres(feature):
    return np.array(transformer(WGS84, CRS).transform(*feature["geometry"]["coordinates"]))


def test_the_same_seed_gives_the_same_scene_and_another_does_not():
    assert _bytes(scene(3)) == _bytes(scene(3))
    assert _bytes(scene(3)) != _bytes(scene(4))
    assert _bytes(scene(3)) != _bytes(scene(3, "rings"))


@pytest.mark.parametrize("name", EVERY)
def test_every_preset_keeps_the_hazard_contract(name):
    one = scene(5, name)
    for feature in one.strikes["features"]:
        properties = feature["properties"]
        assert set(properties) == {
            "id", "munition", "carriers", "position_sigma_m", "bearing_deg", "p_real", "date", "source"
        }  # fmt: skip
        assert properties["source"] == "simulated"
        assert date.fromisoformat(properties["date"]) < date(2022, 1, 1)
        assert properties["position_sigma_m"] > 0
        assert properties["p_real"] is None or 0 < properties["p_real"] < 1
    searches = {one["properties"]["id"] for one in one.searches["features"]}
    assert len(searches) == len(one.searches["features"])
    for feature in one.finds["features"]:
        properties = feature["properties"]
        assert {"id", "search", "kind", "removed"} <= set(properties)
        assert properties["search"] is None or properties["search"] in searches
        assert properties["kind"] in ("unexploded", "fragment", "casing")
    assert one.preset.name == name


@pytest.mark.parametrize("name", EVERY)
def test_the_truth_agrees_with_itself(name):
    one = scene(8, name)
    strikes = {strike.id: strike for strike in one.truth.strikes}
    counts = dict.fromkeys(strikes, 0)
    for item in one.truth.items:
        if item.strike is not None:
            counts[item.strike] += 1
            point, carrier = np.array([[item.x_m, item.y_m]]), np.array([item.carrier])
            assert strikes[item.strike].contains(point, carrier).all()
    assert counts == {strike.id: strike.failed for strike in one.truth.strikes}
    left = [(item.x_m, item.y_m) for item in one.truth.items if item.removed_on is None]
    assert np.array_equal(np.array(left).reshape(-1, 2), one.truth.remaining)
    assert all(
        item.removed_on > strikes[item.strike].day for item in one.truth.items if item.removed_on and item.strike
    )


@pytest.mark.parametrize("seed", range(6))
def test_what_a_search_removed_is_gone_and_what_it_left_is_there(seed):
    one = scene(seed, "many-duds")
    left = one.truth.remaining
    for feature in one.finds["features"]:
        properties = feature["properties"]
        if properties["kind"] != "unexploded" or properties["search"] is None or properties["removed"]:
            continue
        assert np.hypot(*(left - _metres(feature)).T).min() < 6.0
    taken = [item for item in one.truth.items if item.removed_by == "search"]
    noted = [f for f in one.finds["features"] if f["properties"]["search"] and f["properties"]["removed"]]
    assert len(taken) == len([f for f in noted if f["properties"]["kind"] == "unexploded"])


def test_a_scene_without_searches_has_reports_only():
    one = scene(2, boxes=0)
    assert one.searches["features"] == []
    assert all(feature["properties"]["search"] is None for feature in one.finds["features"])


def test_searched_boxes_lie_on_the_grid_of_the_bounds():
    one = scene(1)
    west, south, east, north = BOUNDS
    for feature in one.searches["features"]:
        x, y = transformer(WGS84, CRS).transform(*np.array(feature["geometry"]["coordinates"][0]).T)
        corner = np.array([(x.min() - west) / 50.0, (y.min() - south) / 50.0])
        assert np.allclose(corner, np.round(corner), atol=1e-3)
        assert shape(feature["geometry"]).exterior.is_ccw
        assert west - 1 < x.min() < east
        assert south - 1 < y.min() < north


def _errors(name, seeds=25):
    """How far records lie from their strike, over what they say of themselves."""
    ratios = []
    for seed in range(seeds):
        one = scene(seed, name, boxes=0)
        strikes = {strike.id: strike for strike in one.truth.strikes}
        for feature in one.strikes["features"]:
            of = one.truth.record_of[feature["properties"]["id"]]
            if of is not None:
                off = _metres(feature) - [strikes[of].x_m, strikes[of].y_m]
                ratios.append(np.hypot(*off) / feature["properties"]["position_sigma_m"])
    return np.array(ratios)


def test_records_are_worse_than_they_say_and_better_in_one_preset():
    usual, far, exact = (np.median(_errors(name)) for name in ("plain", "far-records", "exact-records"))
    honest = np.sqrt(2 * np.log(2))  # the median of a Rayleigh variable
    assert exact < 0.8 * honest < honest < usual < far
    assert np.quantile(_errors("plain"), 0.97) > 4.0  # gross errors and heavy tails


def test_presets_change_what_they_say():
    def share_recorded(name):
        scenes = [scene(seed, name, boxes=0) for seed in range(20)]
        return sum(len(one.truth.traced()) for one in scenes) / sum(len(one.truth.strikes) for one in scenes)

    def false(name):
        scenes = [scene(seed, name, boxes=0) for seed in range(20)]
        return sum(of is None for one in scenes for of in one.truth.record_of.values())

    assert 0.65 < share_recorded("plain") < 0.85
    assert share_recorded("silent-records") < 0.65
    assert false("false-records") > 2 * false("plain")
    assert {strike.pattern.kind for strike in scene(1, "rings").truth.strikes} == {"annulus"}
    assert scene(1, "poor-detection").truth.true_detection <= 0.5


def test_a_doubled_record_stands_for_one_strike():
    found = False
    for seed in range(10):
        known = [of for of in scene(seed, "doubled-records", boxes=0).truth.record_of.values() if of is not None]
        found = found or len(known) > len(set(known))
    assert found


def test_an_unknown_preset_is_named_in_the_error():
    with pytest.raises(InputError, match="'nowhere'"):
        scene(1, "nowhere")


def test_writing_a_scene_keeps_the_truth_out(tmp_path):
    one = scene(1)
    paths = one.write(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["finds.geojson", "searches.geojson", "strikes.geojson"]
    for name, path in paths.items():
        assert json.loads(path.read_text(encoding="utf-8")) == getattr(one, name)
        assert "SIMULATED" in path.read_text(encoding="utf-8")


def test_a_planner_may_search_on_and_finds_the_true_share_until_nothing_is_left():
    one = scene(4, "many-duds")
    rng, day = np.random.default_rng(1), date(2021, 12, 1)
    before = len(one.ground.remaining())
    found = one.search(rng, BOUNDS, day)
    assert len(one.truth.remaining) == before  # the truth tells of the scene as it was made
    assert len(one.ground.remaining()) == before - len(found)
    assert abs(len(found) / before - one.truth.true_detection) < 0.12
    for _ in range(40):
        one.search(rng, BOUNDS, day)
    assert len(one.search(rng, BOUNDS, day)) == 0
