"""Every wrong file and every wrong position gets the answer that its case names, in one line, and never a traceback."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def _load(name: str, folder: Path = HERE) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


FILES = _load("bad_input_cases")
POSITIONS = _load("position_cases")
ALL = [(module, case) for module in (FILES, POSITIONS) for case in module.CASES]


@pytest.mark.parametrize(("module", "case"), ALL, ids=[case.name for _, case in ALL])
def test_a_wrong_input_is_answered_in_one_line(module: ModuleType, case, tmp_path: Path) -> None:
    path = case.build(tmp_path)
    before = path.read_bytes()
    said = module.messages(path)
    assert case.kind in [line.partition(":")[0] for line in said]
    assert all("\n" not in line for line in said)
    assert str(tmp_path) not in "".join(said)
    assert path.read_bytes() == before


def test_there_are_enough_cases_and_no_name_stands_twice() -> None:
    names = [case.name for _, case in ALL]
    assert len(FILES.CASES) >= 25
    assert len(set(names)) == len(names)


def test_the_page_of_bad_input_promises_what_the_code_answers() -> None:
    table = _load("bad_input_table", ROOT / "scripts")
    page = table.PAGE.read_text(encoding="utf-8")
    for path in table.MODULES.values():
        for danger, answer, said in table.rows(table.load(path)):
            # The words after the kind may come from a parser that another version of Python words anew.
            row = f"| {table.escaped(danger)} | {answer} | {said.partition(':')[0]}:"
            assert row in page, "docs/reference/bad-input.md is stale; run: python scripts/bad_input_table.py"
