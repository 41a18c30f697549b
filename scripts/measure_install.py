"""Installed size and install seconds of the core and of everything, each in a fresh virtual environment, and start-up time."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def size_mb(folder: Path) -> float:
    """Sum of file sizes below ``folder`` in MB (10^6 bytes), links not followed."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def measure(pins: str, folder: Path) -> tuple[float, float, float, float, float]:
    """Return (seconds to install, MB of packages, MB before, first and best seconds of ``fallow --help``)."""
    venv.create(folder, with_pip=True, clear=True)
    before = size_mb(folder)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-q"]
    began = time.monotonic()
    subprocess.run(
        [*pip, "--no-cache-dir", "--require-hashes", "-r", "requirements/build.txt", "-r", f"requirements/{pins}.txt"],
        cwd=ROOT,
        check=True,
    )
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "."], cwd=ROOT, check=True)
    seconds = time.monotonic() - began
    starts = []
    for _ in range(6):
        began = time.monotonic()
        subprocess.run([str(folder / "bin" / "fallow"), "--help"], check=True, capture_output=True)
        starts.append(time.monotonic() - began)
    return seconds, size_mb(folder) - before, before, starts[0], min(starts)


def main() -> None:
    """Print the table."""
    print("| what | install seconds (no cache) | installed MB | `fallow --help`, first s | best of 6, s |")
    print("|---|---|---|---|---|")
    for pins in ("core", "all"):
        with tempfile.TemporaryDirectory() as folder:
            seconds, added, _, first, best = measure(pins, Path(folder))
        print(f"| {pins} | {seconds:.0f} | {added:.0f} | {first:.2f} | {best:.2f} |", flush=True)
    print("\nMB are 10^6 bytes, compiled bytecode included, without the virtual environment itself.")


if __name__ == "__main__":
    sys.exit(main())
