"""Write docs/reference/bad-input.md: every wrong input that the tests know, with the line that it gets.

Each module of ``MODULES`` has ``CASES`` (name, builder, kind) and ``messages(path)``. The inputs are made anew in an empty folder,
opened, and what is said is written down, so the page cannot promise what the code does not say. ``--check`` compares and
writes nothing; exit code 1 where the page is stale.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "bad-input.md"

MODULES = {
    "Files": "tests/formats/bad_input_cases.py",
    "Positions": "tests/formats/position_cases.py",
}
"""Headings and the modules under them. Another room's cases are one more line."""


def load(path: str) -> ModuleType:
    """Return the module at a path of the repository."""
    name = Path(path).stem
    spec = importlib.util.spec_from_file_location(name, ROOT / path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def rows(module: ModuleType) -> list[tuple[str, str, str]]:
    """Return (danger, refused or noted, what is said) for every case of a module."""
    found = []
    for name, build, kind in module.CASES:
        with tempfile.TemporaryDirectory() as folder:
            said = module.messages(build(Path(folder)))
        line = next((line for line in said if line.partition(":")[0] == kind), None)
        if line is None:
            raise ValueError(f"{name}: expected {kind}, found {said}")
        message = line.partition(": ")[2]
        found.append((name, "refused" if message.startswith("expected ") else "kept, noted", f"`{kind}`: {message}"))
    return found


def escaped(cell: str) -> str:
    """Return a cell as a Markdown table holds it."""
    return cell.replace("|", "\\|").replace("<", "&lt;")


def page() -> str:
    """Return the whole page."""
    lines = [
        "# Bad input",
        "",
        "Made by `make docs` from the cases of the tests: each input is built, opened, and answered. *Refused* means that nothing of",
        "the file is taken; *kept, noted* means that the row is kept as it is and carries the note. Nothing is mended.",
    ]
    for heading, path in MODULES.items():
        lines += ["", f"## {heading}", "", "| what is wrong | answer | in words |", "|---|---|---|"]
        for row in rows(load(path)):
            lines.append("| " + " | ".join(map(escaped, row)) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, or with ``--check`` compare it; 1 where it is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    text = page()
    if parser.parse_args().check:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
            return 0
        print("expected docs/reference/bad-input.md as the code answers today; found another text; run: make docs")
        return 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
