"""The names that the package promises are there, and cost nothing until they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import fallow.hazard


@pytest.mark.parametrize("name", fallow.hazard.__all__)
def test_every_promised_name_is_there_and_says_what_it_does(name):
    found = getattr(fallow.hazard, name)
    assert callable(found)
    assert found.__doc__


def test_an_unpromised_name_is_an_error():
    with pytest.raises(AttributeError, match="is_safe"):
        fallow.hazard.is_safe  # noqa: B018


def test_importing_the_package_loads_no_heavy_library():
    code = "import sys, fallow.hazard; print([m for m in ('numba', 'numpy', 'shapely', 'zarr') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
