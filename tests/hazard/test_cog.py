"""Rasters for others: valid, the same each time, and never kinder from afar."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from rio_cogeo import cog_validate

from fallow.hazard.cog import BANDS, bands, overview, write_cog


@pytest.fixture(scope="module")
def raster(field, tmp_path_factory):
    path = tmp_path_factory.mktemp("cog") / "field.tif"
    write_cog(field, path)
    return path


def test_it_is_a_valid_cloud_optimised_geotiff(raster):
    valid, errors, warnings = cog_validate(raster, strict=True)
    assert (valid, errors, warnings) == (True, [], [])


def test_bands_say_what_they_are_and_lie_where_the_field_lies(raster, field):
    with rasterio.open(raster) as opened:
        assert [text.split(":")[0] for text in opened.descriptions] == list(BANDS)
        assert opened.crs.to_epsg() == 32727
        assert opened.bounds[:2] == field.grid.bounds[:2]
        assert np.isnan(opened.nodata)
        assert opened.tags()["SIMULATED"] == "true"
        assert opened.tags()["NOT_SAFE"].endswith("land is safe.")
        assert np.allclose(opened.read(1), field.mean_items_per_ha(), rtol=1e-5)
        assert np.allclose(opened.read(2), field.p_at_least_one(), rtol=1e-5)
        assert not np.isnan(opened.read()).any()


def test_the_same_field_gives_the_same_file(field, raster, tmp_path):
    write_cog(field, tmp_path / "again.tif")
    assert (tmp_path / "again.tif").read_bytes() == raster.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again.tif"]


LAYER = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 5), st.integers(1, 5)),
    elements=st.one_of(st.floats(0, 1, width=32), st.just(np.nan)),
)


@given(LAYER)
def test_an_overview_never_hides_hazard(layer):
    layers = dict.fromkeys(BANDS, layer)
    small = overview(layers)
    rows, columns = layer.shape
    for r in range((rows + 1) // 2):
        for c in range((columns + 1) // 2):
            four = layer[2 * r : 2 * r + 2, 2 * c : 2 * c + 2]
            known = four[~np.isnan(four)]
            for name in BANDS:
                value = small[name][r, c]
                if len(known) == 0:
                    assert np.isnan(value)
                elif name == "assessed":
                    assert value <= known.min()
                else:
                    assert value >= known.max() - 1e-6
            if len(known):
                assert small["p_at_least_one"][r, c] == pytest.approx(1 - np.prod(1 - known.astype(float)), abs=1e-5)


def test_a_large_field_keeps_its_worst_cell_in_every_overview(field, tmp_path):
    """Built from a fine grid, so that the file has overviews, with one cell that shines."""
    from dataclasses import replace

    from fallow.hazard.grid import Grid

    rng = np.random.default_rng(1)
    items = rng.gamma(0.5, 1e-4, (8, 400, 400)).astype(np.float32)
    items[:, 123, 301] = 3.0
    large = replace(
        field, grid=Grid(field.grid.bounds, field.grid.crs, 2.5), items=items, mean_items=items.mean(axis=0)
    )
    write_cog(large, tmp_path / "large.tif")
    assert cog_validate(tmp_path / "large.tif", strict=True)[0]
    worst = bands(large)["p_at_least_one"].max()
    with rasterio.open(tmp_path / "large.tif") as opened:
        assert opened.overviews(1) == [2]
        assert opened.read(2).max() == pytest.approx(worst)
        assert opened.read(2, out_shape=(200, 200)).max() >= worst
        assert opened.read(4, out_shape=(200, 200)).max() <= 1.0
