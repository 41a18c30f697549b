"""``fallow demo``: the whole chain on the embedded, simulated example, into a folder, with the truth beside each figure."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from fallow.cli._render import JSON, emit

_MARK = "README.txt"
_MARK_TEXT = (
    "SIMULATED. Made by `fallow demo`, which replaces this folder when it is run again. Everything in it is invented; "
    "nothing in it says that any land is safe.\n"
)


@click.command("demo")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("fallow-demo"),
    show_default=True,
    help="The folder to write.",
)
@click.option("--seed", type=click.IntRange(min=0), default=7, show_default=True, help="Which simulated district.")
@JSON
def command(out: Path, seed: int, as_json: bool) -> None:
    """Run the whole chain on the embedded, simulated example.

    Writes a register, a report that opens in any browser, a map, rasters and files for QGIS, and prints what it found beside
    the truth, which no step was shown. The same seed gives the same files.
    """
    from fallow.cli.demo_chain import run_chain
    from fallow.cli.demo_files import write_files
    from fallow.cli.demo_headline import headlines

    _refuse_other_folder(out)
    fresh = out.with_name(out.name + ".part")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    (fresh / _MARK).write_text(_MARK_TEXT, encoding="utf-8")
    seconds: dict[str, float] = {}
    try:
        chain = run_chain(fresh, seed, _timer(seconds, quiet=as_json))
        figures = headlines(chain)
        with _timer(seconds, quiet=as_json)("files and report"):
            files = write_files(chain, figures, fresh)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)
    written = {name: out / path.relative_to(fresh) for name, path in files.items()}
    result: dict[str, Any] = {
        "simulated": True,
        "seed": seed,
        "figures": [
            {"key": one.key, "says": one.says, "estimate": one.estimate, "truth": one.truth, "numbers": one.numbers}
            for one in figures
        ],
        "files": {name: str(path) for name, path in written.items()},
    }
    emit(json.loads(json.dumps(result, default=str)), as_json, lambda: _text(figures, written))


def _refuse_other_folder(out: Path) -> None:
    from fallow.core.errors import ConflictError

    if out.exists() and not ((out / _MARK).is_file() and (out / _MARK).read_text(encoding="utf-8") == _MARK_TEXT):
        raise ConflictError(
            kind="exists",
            expected=f"no folder at {out}, or one that an earlier demo made",
            found="something else",
            do="choose another folder with --out",
        )


def _timer(seconds: dict[str, float], *, quiet: bool) -> Any:
    @contextmanager
    def timed(name: str) -> Iterator[None]:
        began = time.monotonic()
        if not quiet and sys.stderr.isatty():
            click.echo(f"  {name} ...", err=True, nl=False)
        yield
        seconds[name] = time.monotonic() - began
        if not quiet and sys.stderr.isatty():
            click.echo(f"\r  {name}: {seconds[name]:.1f} s   ", err=True)

    return timed


def _text(figures: Any, files: dict[str, Path]) -> str:
    lines = ["", "SIMULATED example: invented states, people and places. Nothing here says that any land is safe.", ""]
    for one in figures:
        lines.append(f"{one.says}: {one.estimate}")
        if one.truth is not None:
            lines.append(f"    truth: {one.truth}")
    lines += ["", "Written, and worth a look:"]
    width = max(len(name) for name in files)
    lines += [f"  {name.ljust(width)}  {path}" for name, path in files.items()]
    return "\n".join(lines)
