"""A field on disk: whole or not there, the same bytes for the same field, readable without Fallow."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
import shapely

from fallow.core.errors import ConflictError, IntegrityError, NotThereError
from fallow.hazard.store import open_field, save_field


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture
def saved(field, tmp_path):
    save_field(field, tmp_path / "F")
    return tmp_path / "F"


def test_the_same_field_gives_the_same_bytes(field, tmp_path):
    save_field(field, tmp_path / "one")
    save_field(field, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_field_comes_back_as_it_went(field, saved):
    back = open_field(saved)
    assert back.grid == field.grid
    assert np.allclose(back.items, field.items, rtol=1e-6)
    assert np.array_equal(back.certain, field.certain)
    assert np.allclose(back.mean_items, field.mean_items, rtol=1e-4, atol=1e-6)
    assert shapely.equals(back.searched, field.searched)
    assert (back.outcome, back.method, back.version, back.seed, back.simulated) == (
        field.outcome,
        field.method,
        field.version,
        field.seed,
        field.simulated,
    )
    assert back.provenance == field.provenance


def test_a_query_of_the_file_is_a_query_of_the_field(field, saved):
    area = {"a": shapely.box(500_350, 6_000_350, 500_600, 6_000_620)}
    one, two = field.query(area, 10)[0], open_field(saved).query(area, 10)[0]
    assert one.expected == pytest.approx(two.expected, rel=1e-5)
    assert (one.q05, one.q95) == (two.q05, two.q95)


def test_somebody_elses_field_is_not_overwritten(field, saved):
    with pytest.raises(ConflictError) as error:
        save_field(field, saved)
    assert error.value.kind == "exists"
    before = contents(saved)
    save_field(field, saved, overwrite=True)
    assert contents(saved) == before


def test_overwrite_removes_fields_and_nothing_else(field, tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_bytes(b"x")
    with pytest.raises(ConflictError) as error:
        save_field(field, tmp_path / "photos", overwrite=True)
    assert error.value.kind == "not-a-field"
    assert (tmp_path / "photos" / "one.jpg").exists()
    assert list(tmp_path.glob(".*.part")) == []


def test_a_stranger_finds_what_it_is_in_plain_json(saved):
    told = json.loads((saved / "zarr.json").read_text())["attributes"]
    assert told["format"] == "fallow-field/1"
    assert told["simulated"] is True
    assert "SIMULATED" in told["title"]
    assert told["not_safe"] == "No figure of this field says that land is safe."
    assert told["transform"][0] == 50.0
    assert told["provenance"]["does_not_know"]
    names = {path.parent.name for path in saved.glob("*/zarr.json")}
    assert {"draws", "mean", "q05", "q25", "q50", "q75", "q95", "p_at_least_one", "assessed", "certain"} <= names
    array = json.loads((saved / "mean" / "zarr.json").read_text())
    assert array["dimension_names"] == ["y", "x"]
    assert array["attributes"]["units"] == "items_per_ha"
    assert array["fill_value"] == "NaN"


def test_rasters_run_from_the_north_west(field, saved):
    zarr = pytest.importorskip("zarr")
    root = zarr.open_group(str(saved), mode="r")
    assert root["y"][0] > root["y"][-1]
    mean = root["mean"][...]
    assert mean.shape == (20, 20)
    row, column = np.unravel_index(np.argmax(field.mean_items_per_ha()), (20, 20))
    assert mean[row, column] == mean.max()
    hot = shapely.box(
        *(v for v in (root["x"][column] - 25, root["y"][row] - 25, root["x"][column] + 25, root["y"][row] + 25))
    )
    assert field.query({"hot": hot})[0].expected * 4 == pytest.approx(mean.max(), rel=1e-4)


def test_no_field_is_not_an_empty_field(tmp_path):
    with pytest.raises(NotThereError):
        open_field(tmp_path / "nowhere")


@pytest.mark.parametrize("lost", ["draws", "searched_wkb", "draws/c"])
def test_a_field_with_a_part_missing_is_not_read_as_zero(saved, lost):
    shutil.rmtree(saved / lost)
    with pytest.raises(IntegrityError) as error:
        open_field(saved)
    assert error.value.kind == "broken-field"


def test_a_field_of_another_format_is_not_guessed_at(saved):
    told = json.loads((saved / "zarr.json").read_text())
    told["attributes"]["format"] = "fallow-field/9"
    (saved / "zarr.json").write_text(json.dumps(told))
    with pytest.raises(IntegrityError, match="fallow-field/9"):
        open_field(saved)
