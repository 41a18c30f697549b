"""What Fallow makes of real files beside the repository (``../shared``): counts and flags only, never their text or places.

Says so and succeeds where the files are absent. Nothing here shows a link, a name, a description or an exact position.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
SNAPSHOTS = ("2022-04-10", "2022-05-26", "2023-06-20", "2024-06-02")
CITY_BOUNDS, CITY_CRS = "290000,5528000,316000,5556000", "EPSG:32637"  # a city in the north-east and its surroundings


def fallow(*words: object, folder: Path) -> str:
    """Run a command and return what it printed; a failure stops the script with its error line."""
    done = subprocess.run(
        [sys.executable, "-m", "fallow.cli.main", *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"fallow {words[0]} failed: {done.stderr.strip()}")
    return done.stdout


def links_of(value: Any) -> set[str]:
    """Every web address anywhere in a JSON value."""
    return set(re.findall(r"https?://[^\s\"'\\]+", json.dumps(value, ensure_ascii=False)))


def ukraine(folder: Path) -> None:
    """The four snapshots of one data set, in the order of their dates."""
    register = folder / "u.fallow"
    fallow("init", register, folder=folder)
    print("\n## Four snapshots of one public list of events (2022 to 2024)\n")
    print("| snapshot | rows | new | corrected | unchanged | no longer listed | cluster munitions | seconds |")
    print("|---|---|---|---|---|---|---|---|")
    flagged: dict[str, dict[str, int]] = {}
    for day in SNAPSHOTS:
        path = DATA / "ukraine-civilian-harm" / f"{day}.json"
        began = time.monotonic()
        (report,) = json.loads(fallow("import", register, path, "--known-since", day, "--json", folder=folder))["files"]
        seconds = time.monotonic() - began
        cluster = report["labelled"].get("cluster_munition", 0)
        cells = [report[name] for name in ("rows", "new", "corrected", "unchanged", "no_longer_listed")]
        print(f"| {day} | {' | '.join(map(str, cells))} | {cluster} | {seconds:.1f} |")
        for kind, count in report["flagged"].items():
            flagged.setdefault(kind, {})[day] = count
    print("\n| flag | " + " | ".join(SNAPSHOTS) + " |\n|---|" + "---|" * len(SNAPSHOTS))
    for kind, counts in sorted(flagged.items()):
        print(f"| {kind} | " + " | ".join(str(counts.get(day, "–")) for day in SNAPSHOTS) + " |")
    again = [
        report["entries"]
        for day in SNAPSHOTS
        for report in json.loads(
            fallow("import", register, DATA / "ukraine-civilian-harm" / f"{day}.json", "--json", folder=folder)
        )["files"]
    ]
    print(f"\nEntries added by importing all four again: {sum(again)}.")
    entries = [json.loads(line) for line in fallow("log", register, "--json", folder=folder).splitlines()]
    inside = set().union(*(links_of(entry["body"]) for entry in entries))
    told = set().union(
        *(links_of(json.loads((DATA / "ukraine-civilian-harm" / f"{day}.json").read_text())) for day in SNAPSHOTS)
    )
    print(f"Links in the files: {len(told)}; of these missing from the register: {len(told - inside)}.")
    last = json.loads(fallow("strikes", "list", register, "--json", folder=folder))
    first = json.loads(fallow("strikes", "list", register, "--as-known", SNAPSHOTS[0], "--json", folder=folder))
    print(f"Claims of use known now: {last['claims']}; as known at {SNAPSHOTS[0]}: {first['claims']}.")
    print(f"Strike hypotheses: {last['headline']}.")
    city(register, folder)


def city(register: Path, folder: Path) -> None:
    """A field round one city, from the strikes of the register."""
    strikes, field = folder / "city.geojson", folder / "city.zarr"
    fallow("strikes", "export", register, strikes, "--bounds", CITY_BOUNDS, "--crs", CITY_CRS, folder=folder)
    features = json.loads(strikes.read_text())["features"]
    least = min(feature["properties"]["position_sigma_m"] for feature in features)
    began = time.monotonic()
    words = [
        "--strikes",
        strikes,
        "--bounds",
        CITY_BOUNDS,
        "--crs",
        CITY_CRS,
        "--cell",
        100,
        "--seed",
        1,
        "--out",
        field,
    ]
    said = json.loads(fallow("hazard", "solve", *words, "--json", folder=folder))
    seconds = time.monotonic() - began
    fallow("hazard", "export", field, "--png", folder / "city.png", folder=folder)
    published = [strikes.read_text(), (folder / "city.png").read_bytes().decode("latin-1")]
    print(
        f"\nField round one city: {len(features)} strikes, least position uncertainty {least:g} m, "
        f"{said['cells'][0]} x {said['cells'][1]} cells of 100 m, {seconds:.0f} s; "
        f"links in its files: {sum(len(links_of(text)) for text in published)}. "
        "Nothing of this ground was searched: every cell is not assessed, and the figures are what records let one expect."
    )


def syria(folder: Path) -> None:
    """Two lists of videos and incidents."""
    print("\n## Two lists of videos and incidents\n")
    print("| file | rows | claims of use | with a place | with a date | flagged |\n|---|---|---|---|---|---|")
    for name in ("cluster_munitions", "airwars_syria_cluster_37"):
        register = folder / f"{name}.fallow"
        fallow("init", register, folder=folder)
        path = DATA / "syria" / f"{name}.csv"
        (report,) = json.loads(fallow("import", register, path, "--json", folder=folder))["files"]
        flags = ", ".join(f"{kind} {count}" for kind, count in sorted(report["flagged"].items())) or "–"
        listed = json.loads(fallow("strikes", "list", register, "--json", folder=folder))
        print(
            f"| {name} | {report['rows']} | {report['labelled'].get('cluster_munition', 0)} | {report['placed']} | "
            f"{report['dated']} | {flags} |"
        )
        print(f"| | | {listed['headline']} | | | |")


def main() -> None:
    """Print the page."""
    if not DATA.is_dir():
        print("The real files are not here (../shared/data is absent): nothing was measured.")
        return
    print("Counts only: the files, their words, links and places are not part of this repository.")
    with tempfile.TemporaryDirectory() as name:
        ukraine(Path(name))
        syria(Path(name))


if __name__ == "__main__":
    main()
