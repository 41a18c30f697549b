"""Write the pages that are made from the code: commands and error kinds. ``--check`` compares and writes nothing."""

from __future__ import annotations

import argparse
import ast
import sys
from collections import defaultdict
from pathlib import Path

import click

from fallow.cli.main import COMMANDS, fallow

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"


def _help(command: click.Command, path: tuple[str, ...]) -> str:
    with click.Context(command, info_name=" ".join(path), max_content_width=100, terminal_width=100) as context:
        return command.get_help(context)


def commands_page() -> str:
    """Every command with its help as printed."""
    parts = ["# Commands", "", "Made by `make docs` from the commands themselves.", ""]
    root = click.Context(fallow, info_name="fallow")
    for name in COMMANDS:
        command = fallow.get_command(root, name)
        if command is None:
            continue
        parts += [f"## fallow {name}", "", "```text", _help(command, ("fallow", name)), "```", ""]
        if isinstance(command, click.Group):
            for inner, child in sorted(command.commands.items()):
                parts += [f"### fallow {name} {inner}", "", "```text", _help(child, ("fallow", name, inner)), "```", ""]
    return "\n".join(parts)


def _literal(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "…" for v in node.values)
    if isinstance(node, ast.IfExp):
        return f"{_literal(node.body)} / {_literal(node.orelse)}"
    return "…"


def errors_page() -> str:
    """Every error kind, its class and exit code, what it expects and what to do, read from the source."""
    from fallow.core import errors

    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                given = {word.arg: word.value for word in node.keywords}
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                # source.refuse(...) names the file and always raises InputError
                name = "InputError" if name == "refuse" else name
                if {"kind", "expected", "found", "do"} <= set(given) and hasattr(errors, name):
                    for kind in _literal(given["kind"]).split(" / "):
                        found[kind].add((name, _literal(given["expected"]), _literal(given["do"])))
    lines = [
        "# Error kinds",
        "",
        "Every error is one line, *expected …; found …; what to do*, and has a stable kind. Made by `make docs` from the source.",
        "",
        "| kind | class (exit code) | expected | what to do |",
        "|---|---|---|---|",
    ]
    for kind in sorted(found):
        for name, expected, do in sorted(found[kind]):
            code = getattr(errors, name).exit_code
            cells = (f"`{kind}`", f"{name} ({code})", expected, do)
            lines.append("| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


PAGES = {"commands.md": commands_page, "errors.md": errors_page}


def main() -> int:
    """Write, or with ``--check`` compare; 1 where a page is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    for name, make in PAGES.items():
        path, text = REFERENCE / name, make()
        if check and (not path.is_file() or path.read_text(encoding="utf-8") != text):
            stale.append(name)
        elif not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"expected docs/reference/{', '.join(stale)} as the code has it; found another text; run: make docs")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
