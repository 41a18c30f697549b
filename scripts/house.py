"""House check: what the manners of this repository promise and a script can see.

Run it as ``python scripts/house.py``; it prints one line a finding and exits 1 where there is one. Checked in ``src``: the
import ladder and cycles, no assert, a docstring on every public name, at most 500 lines a file and 80 a function, at
least 80 % of raises carrying the values involved; in every tracked text file: no paths of a machine, no registry hosts.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "fallow"

LADDER = [
    "core",
    "kinds",
    "formats",
    "register",
    "evidence",
    "strikes",
    "hazard",
    "survey",
    "release",
    "treaty",
    "publish",
    "cli",
]
"""Packages in the order of the data; each may import itself and those before it."""

BESIDE = "testing"
"""Stands beside the ladder: may import from it, and only ``cli/demo*`` may import it."""

MOST_LINES = 500
MOST_FUNCTION_LINES = 80
LEAST_SHARE_OF_RAISES_WITH_VALUES = 0.8

# Written in pieces, so that this file does not find itself.
_FORBIDDEN = [
    re.compile(pattern)
    for pattern in (
        r"(?<![\w.])/(?:work|home|root|tmp)/[\w]",
        r"files\.python" + r"hosted\.org",
        r"pypi\." + r"org",
        r"registry\." + r"npmjs",
        r"deb\." + r"debian\.org",
    )
]


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_of(tree: ast.AST, known: dict[str, Path], *, top_only: bool) -> Iterator[tuple[str, int]]:
    """Yield ``(module, line)`` for each import of the package, of the whole file or of its top level."""
    body = list(_top_level(tree)) if top_only else list(ast.walk(tree))
    for node in body:
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names if name.name.split(".")[0] == "fallow")
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "fallow":
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                yield (whole if whole in known else node.module), node.lineno


def _top_level(tree: ast.AST) -> Iterator[ast.stmt]:
    for node in getattr(tree, "body", []):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        yield node


def room(module: str) -> str:
    """The package of the ladder in which a module lives (``fallow`` itself is no room)."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def ladder_findings(known: dict[str, Path]) -> Iterator[str]:
    """Imports that go up the ladder, or into ``testing`` from elsewhere than ``cli/demo``."""
    for module, path in known.items():
        here = room(module)
        for target, line in imports_of(ast.parse(path.read_text()), known, top_only=False):
            there = room(target)
            if not there or there == here or here == BESIDE:
                continue
            where = f"{path.relative_to(ROOT)}:{line}"
            if there == BESIDE:
                if not module.startswith("fallow.cli.demo"):
                    yield f"{where}: only cli/demo may import testing"
            elif here not in LADDER or there not in LADDER:
                yield f"{where}: {here} or {there} is not on the ladder"
            elif LADDER.index(there) > LADDER.index(here):
                yield f"{where}: {here} imports {there}, which stands above it"


def cycle_findings(known: dict[str, Path]) -> Iterator[str]:
    """Cycles among imports at module level."""
    graph = {
        module: {
            target for target, _ in imports_of(ast.parse(path.read_text()), known, top_only=True) if target != module
        }
        for module, path in known.items()
    }
    state: dict[str, int] = {}

    def visit(module: str, trail: tuple[str, ...]) -> Iterator[str]:
        state[module] = 1
        for target in sorted(graph.get(module, ())):
            if state.get(target) == 1:
                yield "import cycle: " + " -> ".join((*trail[trail.index(target) :], target))
            elif target not in state:
                yield from visit(target, (*trail, target))
        state[module] = 2

    for module in graph:
        if module not in state:
            yield from visit(module, (module,))


def shape_findings(known: dict[str, Path]) -> Iterator[str]:
    """Asserts, missing docstrings, long files, long functions."""
    for path in known.values():
        where = path.relative_to(ROOT)
        text = path.read_text()
        tree = ast.parse(text)
        if (lines := text.count("\n")) > MOST_LINES:
            yield f"{where}: {lines} lines, more than {MOST_LINES}"
        if not ast.get_docstring(tree):
            yield f"{where}: no module docstring"
        for node in ast.walk(tree):
            if isinstance(node, ast.Assert):
                yield f"{where}:{node.lineno}: assert in the library"
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > MOST_FUNCTION_LINES:
                    yield f"{where}:{node.lineno}: {node.name} has {length} lines, more than {MOST_FUNCTION_LINES}"
        yield from (f"{where}:{line}: public {name} has no docstring" for name, line in _undocumented(tree))


def _undocumented(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, int]]:
    for node in getattr(tree, "body", []):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        overloaded = any("overload" in ast.dump(d) for d in node.decorator_list)
        if not ast.get_docstring(node) and not overloaded:
            yield f"{inside}{node.name}", node.lineno
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node, f"{node.name}.")


def raise_findings(known: dict[str, Path]) -> Iterator[str]:
    """The share of raises whose message interpolates a value, over the whole package."""
    plain: list[str] = []
    total = 0
    for path in known.values():
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Raise) or node.exc is None or isinstance(node.exc, ast.Name):
                continue
            total += 1
            if not _carries_value(node.exc):
                plain.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    if total and (share := 1 - len(plain) / total) < LEAST_SHARE_OF_RAISES_WITH_VALUES:
        yield f"{share:.0%} of {total} raises carry values, fewer than 80 %: {', '.join(plain[:12])}"


def _carries_value(raised: ast.expr) -> bool:
    if isinstance(raised, ast.Call):
        name = getattr(raised.func, "id", getattr(raised.func, "attr", ""))
        if not name.endswith(("Error", "Exception", "Abort", "Parameter", "Exit")):
            return bool(raised.args or raised.keywords)  # a function that makes the error from the values given to it
        given = [*raised.args, *(keyword.value for keyword in raised.keywords)]
        return any(not isinstance(part, ast.Constant) for part in given)
    return False


def text_findings() -> Iterator[str]:
    """Paths of a machine and registry hosts in tracked or new text files."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    for name in listed.stdout.splitlines():
        path = ROOT / name
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, OSError):
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if any(pattern.search(line) for pattern in _FORBIDDEN):
                yield f"{name}:{number}: a machine's path or a registry host: {line.strip()[:80]}"


def findings() -> list[str]:
    """Every finding of every check, in a stable order."""
    known = modules()
    return [
        *ladder_findings(known),
        *cycle_findings(known),
        *shape_findings(known),
        *raise_findings(known),
        *text_findings(),
    ]


def main() -> int:
    """Print the findings; 1 where there is one."""
    found = findings()
    for line in found:
        print(line)
    print(f"{len(found)} finding(s) in {len(modules())} modules")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
