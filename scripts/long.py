"""The full form of every check, part by part, figures left in ``docs/measured/``.

Each part is a command of its own that prints Markdown or text; this script adds the command, the commit, the seed, the
machine and the seconds, and writes ``docs/measured/PART.md``. A part that fails leaves its old page alone, is reported at the
end and makes the run exit 1. ``--only NAME`` runs one part, ``--only bench`` the comparisons, ``--list`` names them.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ROOT / "docs" / "measured"


@dataclass(frozen=True)
class Part:
    """One part: its name, its command (``{seed}`` is filled in), and whether it is a comparison with peers."""

    name: str
    command: tuple[str, ...]
    bench: bool = False


PARTS = (
    Part("long-tests", ("python", "-m", "pytest", "-q", "-m", "long", "--hypothesis-seed={seed}")),
    Part("install", ("python", "scripts/measure_install.py")),
    Part("real-input", ("python", "scripts/measure_real_input.py")),
    Part("hazard-coverage", ("python", "benchmarks/hazard_coverage.py", "--seed", "{seed}"), bench=True),
    Part("hazard-sbc", ("python", "benchmarks/hazard_calibration.py", "--seed", "{seed}"), bench=True),
    Part("cox-mode", ("python", "benchmarks/cox_mode.py"), bench=True),
    Part("hazard-prior", ("python", "benchmarks/hazard_prior.py", "--seed", "{seed}"), bench=True),
    Part("survey", ("python", "benchmarks/survey_capture.py", "--seed", "{seed}"), bench=True),
    Part(
        "register",
        ("python", "benchmarks/register.py", "--entries", "1000000", "--singles", "5000", "--foreign", "200000"),
        bench=True,
    ),
    Part("reading", ("python", "scripts/score_reading.py", "--half", "second")),
    Part("reading-last", ("python", "scripts/score_reading.py", "--half", "last")),
    Part("reading-fuzz", ("python", "scripts/fuzz_reading.py", "--documents", "10000", "--seed", "{seed}")),
    Part("polnear", ("python", "scripts/score_polnear.py", "--split", "dev")),
    Part("reading-scale", ("python", "benchmarks/reading_scale.py", "--seed", "{seed}")),
    Part("evidence-peers", ("python", "benchmarks/evidence.py"), bench=True),
    Part("crashes", ("python", "scripts/crash_report.py", "--rounds", "1000", "--states", "10000", "--seed", "{seed}")),
)


def commit() -> str:
    """The commit measured, with ``+`` where the tree holds uncommitted changes."""
    said = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    dirty = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs/measured"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return said.stdout.strip() + ("+" if dirty.stdout.strip() else "")


def run(part: Part, seed: int) -> bool:
    """Run one part and write its page; True where it succeeded."""
    words = [word.format(seed=seed) for word in part.command]
    shown = " ".join(words)
    print(f"{part.name}: {shown}", flush=True)
    began = time.monotonic()
    done = subprocess.run([sys.executable, *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - began
    if done.returncode:
        print(f"  failed after {seconds:.0f} s\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}", flush=True)
        return False
    page = (
        f"# Measured: {part.name}\n\n"
        f"command `{shown}` · commit `{commit()}` · seed {seed} · {seconds:.0f} s · "
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}\n\n"
        f"{done.stdout.strip()}\n"
    )
    MEASURED.mkdir(parents=True, exist_ok=True)
    (MEASURED / f"{part.name}.md").write_text(page, encoding="utf-8")
    print(f"  {seconds:.0f} s -> docs/measured/{part.name}.md", flush=True)
    return True


def main() -> int:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--only", help="one part by name, or bench")
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    if given.list:
        print("\n".join(part.name for part in PARTS))
        return 0
    chosen = [part for part in PARTS if given.only in (None, part.name) or (given.only == "bench" and part.bench)]
    if not chosen:
        print(f"expected one of {', '.join(part.name for part in PARTS)} or bench; found {given.only!r}; choose again")
        return 2
    failed = [part.name for part in chosen if not run(part, given.seed)]
    print(f"{len(chosen) - len(failed)} part(s) done" + (f", failed: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
