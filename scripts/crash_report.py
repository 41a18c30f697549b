"""Crashes: writers killed at random, servers stopped without notice, and every way a power cut may leave a file.

Prints a Markdown section for ``docs/measured``. The simulators are those of ``tests/register/crash``, whose small forms run in
``make test``. Exits 1 where anything acknowledged was lost or a register was bad.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "register" / "crash"), str(ROOT / "tests")]

from explorer import Exploration, explore, explore_again, run_workload  # noqa: E402
from faults import fail_everywhere  # noqa: E402
from kill import Killing, kill_writers  # noqa: E402
from places import memory_folder  # noqa: E402

import postgres  # noqa: E402
from fallow.register import Keyring  # noqa: E402

ROUNDS_A_SERVER_CRASH = 20


def killed_on_files(rounds: int, seed: int) -> Killing:
    """Kill writers to SQLite files."""
    with tempfile.TemporaryDirectory(prefix="fallow-kill-") as folder:
        return kill_writers(
            lambda number: Path(folder) / f"{number}.fallow", Keyring(Path(folder) / "keys"), rounds=rounds, seed=seed
        )


def killed_on_server(server: Any, rounds: int, seed: int, *, crashing: bool) -> Killing:
    """Kill writers to a server, or crash the server under them."""

    def crash(draw: random.Random) -> None:
        server.stop("immediate")
        server.start()

    with tempfile.TemporaryDirectory(prefix="fallow-kill-") as folder:
        return kill_writers(
            lambda _: str(server.fresh()),
            Keyring(Path(folder) / "keys"),
            rounds=rounds,
            seed=seed,
            crash=crash if crashing else None,
        )


def explored(states: int, seed: int, synchronous: str = "FULL") -> Exploration:
    """Look at crash states of a workload whose length grows with the number of states asked for."""
    with tempfile.TemporaryDirectory(prefix="fallow-crash-", dir=memory_folder()) as name:
        run, state = Path(name) / "run", Path(name) / "state"
        run.mkdir()
        state.mkdir()
        operations = run_workload(run, transactions=18 if states < 1_000 else 60, seed=seed, synchronous=synchronous)
        return explore(operations, state, states=states, seed=seed)


def say(what: str, found: Killing) -> bool:
    """Print a row about kills; True where nothing was wrong."""
    print(
        f"| {what} | {found.rounds:,} | {found.acknowledged:,} | {len(found.lost)} | {len(found.bad)} | {found.seconds:.0f} |",
        flush=True,
    )
    for line in [*found.lost, *found.bad, *found.complaints][:10]:
        print(line, file=sys.stderr)
    return found.sound


def report_kills(rounds: int, seed: int) -> bool:
    """Print the section about kills."""
    print("## Killed writers\n")
    print("Two writers at once, killed (SIGKILL) at random moments; a new register every 25 rounds.\n")
    print(
        "| | rounds | entries acknowledged | of them lost | registers found bad | seconds |\n|---|---|---|---|---|---|"
    )
    sound = say("SQLite file", killed_on_files(rounds, seed))
    if (reason := postgres.why_not()) is not None:
        print(f"\nPostgreSQL: not measured ({reason}).")
        return sound
    with postgres.running() as server:
        sound &= say("PostgreSQL", killed_on_server(server, rounds, seed, crashing=False))
        crashes = max(1, rounds // ROUNDS_A_SERVER_CRASH)
        sound &= say("PostgreSQL, the server crashing", killed_on_server(server, crashes, seed, crashing=True))
    return sound


def explored_again(states: int, seed: int) -> Exploration:
    """Look at power cuts after power cuts."""
    with tempfile.TemporaryDirectory(prefix="fallow-crash-", dir=memory_folder()) as name:
        run, state = Path(name) / "run", Path(name) / "state"
        run.mkdir()
        state.mkdir()
        operations = run_workload(run, transactions=18, seed=seed)
        return explore_again(operations, state, firsts=max(1, states // 40), states=states, seed=seed)


def report_faults(states: int, seed: int) -> bool:
    """Print the section about second power cuts and failing writes."""
    again = explored_again(max(40, states // 5), seed)
    with tempfile.TemporaryDirectory(prefix="fallow-crash-", dir=memory_folder()) as name:
        faulty, failures = fail_everywhere(Path(name), seed=seed, most=max(10, states // 10), states=10)
    print("\n## Worse days (SQLite file)\n")
    print("| | distinct states | states with a loss | seconds |\n|---|---|---|---|")
    print(
        f"| a power cut, work carried on, a second power cut | {again.states:,} | {len(again.losses)} | {again.seconds:.0f} |"
    )
    print(
        f"| one write or synchronisation fails, or all until there is room ({failures:,} transactions refused), then a power cut"
        f" | {faulty.states:,} | {len(faulty.losses)} | {faulty.seconds:.0f} |"
    )
    for line in [*again.losses, *faulty.losses][:10]:
        print(line, file=sys.stderr)
    return not (again.losses or faulty.losses)


def report_states(states: int, seed: int) -> bool:
    """Print the section about power cuts."""
    found = explored(states, seed)
    print("\n## Power cuts (SQLite file)\n")
    print(
        "A workload is recorded below SQLite; from it follow the states in which a power cut may leave the files, where every write\n"
        "not yet synchronised may be there, missing or torn, in any order. Each is opened, read, verified and appended to.\n"
    )
    print("| synchronised | operations | distinct states | with acknowledged entries | states with a loss | seconds |")
    print("|---|---|---|---|---|---|")
    loose = {level: explored(min(states, 300), seed, level) for level in ("NORMAL", "OFF")}
    for level, one in {"FULL (as released)": found, **loose}.items():
        print(
            f"| {level} | {one.operations:,} | {one.states:,} | {one.with_entries:,} | {len(one.losses):,} | {one.seconds:.0f} |"
        )
    print(
        "\nThe last two rows show that the search finds losses where there are some: they are not settings of Fallow."
    )
    for line in found.losses[:10]:
        print(line, file=sys.stderr)
    return not found.losses and all(one.losses for one in loose.values())


def main() -> int:
    """Print the sections."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1_000)
    parser.add_argument("--states", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20260101)
    given = parser.parse_args()
    sound = report_kills(given.rounds, given.seed)
    sound &= report_states(given.states, given.seed)
    sound &= report_faults(given.states, given.seed)
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
