"""The house check runs with the tests, and itself can fail."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def house() -> ModuleType:
    spec = importlib.util.spec_from_file_location("house", ROOT / "scripts" / "house.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["house"] = module
    spec.loader.exec_module(module)
    return module


def test_the_house_is_in_order(house: ModuleType) -> None:
    assert house.findings() == []


BAD = """
import fallow.cli.main
def public():
    assert True
    raise ValueError("no value")
"""


def test_the_house_check_finds_what_it_looks_for(
    house: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bad.py"
    path.write_text(BAD + "\n" * 600)
    monkeypatch.setattr(house, "ROOT", tmp_path)
    known = {"fallow.core.bad": path}
    assert any("stands above" in line for line in house.ladder_findings(known))
    said = "\n".join(house.shape_findings(known))
    for expected in ("assert in the library", "no module docstring", "public public", "more than 500"):
        assert expected in said
    assert any("carry values" in line for line in house.raise_findings(known))


def test_a_cycle_is_found(house: ModuleType, tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.py").write_text(f"import fallow.core.{other}\n")
    known = {f"fallow.core.{name}": tmp_path / f"{name}.py" for name in "ab"}
    assert any("import cycle" in line for line in house.cycle_findings(known))


def test_only_the_demo_may_import_the_simulated_world(
    house: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.py"
    path.write_text("import fallow.testing\n")
    monkeypatch.setattr(house, "ROOT", tmp_path)
    assert list(house.ladder_findings({"fallow.hazard.x": path}))
    assert not list(house.ladder_findings({"fallow.cli.demo": path}))


def test_help_loads_nothing_heavy() -> None:
    import subprocess

    code = "import sys; sys.argv=['fallow','--help']\ntry:\n import fallow.cli.main as m; m.main()\nexcept SystemExit: pass\nprint('LOADED', sorted({n.split('.')[0] for n in sys.modules} & {'numpy','shapely','pyproj','pandas','geopandas','pyogrio','rasterio','zarr','scipy','numba','matplotlib','yaml','rapidfuzz','sqlite3'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "LOADED []" in done.stdout
    assert "hazard" in done.stdout


def test_every_module_parses_as_python_3_11() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        ast.parse(path.read_text(), feature_version=(3, 11))
