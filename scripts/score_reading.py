"""Reading documents, scored on the development set: ``python scripts/score_reading.py --half first|second|fresh|unseen|last``.

The pages, their gold and the exact meaning of a match are in ``tests/evidence/development`` (``scoring.py`` and
``scoring_groups.py`` state each rule); ``tests/evidence/fresh``, ``unseen`` and ``last`` hold pages of other hands, laid out alike. In short:

- quote spans: equal once quote marks, spaces and punctuation at both ends are set aside, paragraph by paragraph; ``exact`` is
  the same without that allowance
- speaker: of all quote spans asked for, the share found with the right speaker (a person by surname, nothing foreign in the name)
- indirect: statements sharing half of the shorter span with one asked for, with the right speaker
- claims: same kind, overlapping spans; polarity and modality both right, of those found
- dates: the day of publication, the day of a statement, the days of a use, each equal at both ends, of those found
- dud-rate tuples: operator, value, upper end, and munition and owner where named; a claim that is missed is wrong
- copies and same utterance: between pages read together; chains of links count
- independence: every number the gold gives for a proposition (origins, asserting and observing families) equal; lower ends read

``--misses`` lists every case that is not right: not of the second half nor of the last set, which are for measuring and are
scored as they stand.
``--out FILE`` appends the table to a file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT = ROOT / "tests" / "evidence" / "development"
FRESH = ROOT / "tests" / "evidence" / "fresh"
UNSEEN = ROOT / "tests" / "evidence" / "unseen"
LAST = ROOT / "tests" / "evidence" / "last"
sys.path[:0] = [str(ROOT / "src"), str(DEVELOPMENT), str(FRESH), str(UNSEEN), str(LAST)]

import fresh_set  # noqa: E402
import last_set  # noqa: E402
import unseen_set  # noqa: E402
from generate import digests, files_of, listed, put  # noqa: E402
from scoring import Reading, Sheet, candidates_right  # noqa: E402
from scoring_groups import Together  # noqa: E402

from fallow.evidence.reading import read_documents, read_place_table  # noqa: E402

HALVES = {"first": 1, "second": 2}
SETS = {"fresh": fresh_set.files, "unseen": unseen_set.files, "last": last_set.files}
PARTS = (*HALVES, *SETS)
HELD_OUT = frozenset({"second", "last"})
ROWS: tuple[tuple[str, str, str, str], ...] = (
    ("quote spans, F1", "f1", "quotes", ">= .98"),
    ("quote spans exact, F1", "f1", "quotes_exact", ""),
    ("speaker of quotes", "share", "speaker", ">= .93"),
    ("indirect statement with speaker, F1", "f1", "indirect", ">= .85"),
    ("indirect, precision", "share", "indirect.p", ""),
    ("indirect, recall", "share", "indirect.r", ""),
    ("turns of transcripts with speaker", "share", "turns", ""),
    ("same utterance, precision", "share", "same_utterance.p", ">= .98"),
    ("same utterance, recall (quoted on both pages)", "share", "same_utterance.r", ">= .95"),
    ("same utterance, recall (indirect too)", "share", "same_utterance_all", ""),
    ("copies, precision", "share", "copies.p", ">= .99"),
    ("copies, recall", "share", "copies.r", ">= .98"),
    ("copies, recall of reprints", "share", "copies_reprint", ""),
    ("copies, recall of rewritten", "share", "copies_rewritten", ""),
    ("copies, recall of translated and back", "share", "copies_retranslated", ""),
    ("copies, direction right", "share", "copy_direction", ""),
    ("claim kinds, F1", "f1", "claims", ">= .88"),
    ("claim kinds, precision", "share", "claims.p", ""),
    ("claim kinds, recall", "share", "claims.r", ""),
    ("polarity and modality", "share", "polarity_modality", ">= .96"),
    ("polarity", "share", "polarity", ""),
    ("modality", "share", "modality", ""),
    ("dates", "share", "dates", ">= .95"),
    ("dates: published", "share", "published", ""),
    ("dates: statements", "share", "said_on", ""),
    ("dates: use", "share", "use_when", ""),
    ("dud-rate tuples", "share", "dud_rate", ">= .95"),
    ("dud-rate source named", "share", "source_chain", ""),
    ("independence exact", "share", "independence", ">= .95"),
    ("independence not over-counted", "share", "not_over_counted", ">= .99"),
    ("origins exact", "share", "origins", ""),
    ("documents exact", "share", "documents", ""),
    ("segments (lines)", "share", "segments", ""),
    ("bait pages without a candidate", "share", "bait", "all"),
    ("placed uses found", "share", "placed", ">= .90"),
)


def read(paths: list[Path], places: Any) -> dict[str, Any]:
    """The reading of some files, as ``fallow read --json`` prints it."""
    pairs = [(str(path), path.read_bytes()) for path in paths]
    reading: dict[str, Any] = json.loads(json.dumps(read_documents(pairs, places).reading.to_json()))
    return reading


def gold(path: Path) -> Any:
    """The gold that lies beside a page."""
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def score(folder: Path, sheet: Sheet) -> Iterator[str]:
    """Score all of a half that lies in a folder; yields the name of each part when it is done."""
    places = read_place_table(folder / "places.csv")
    for path in sorted((folder / "single").glob("*.txt")):
        Reading(path.stem, path.read_text(encoding="utf-8"), gold(path), read([path], places)["documents"][0]).score(
            sheet
        )
    yield "single pages"
    for part in sorted((folder / "group").iterdir()):
        paths = sorted(part.glob("*.txt"))
        reading = read(paths, places)
        pages = {path.stem: gold(path) for path in paths}
        names = {str(path): path.stem for path in paths}
        Together(part.name, pages, gold(part / "group"), reading, names).score(sheet)
        if part.name != "pool":  # its pages are single pages and copies of them: what they say is scored once
            for document in reading["documents"]:
                path = Path(document["path"])
                text = path.read_text(encoding="utf-8")
                Reading(f"{part.name}/{path.stem}", text, pages[path.stem], document).score(sheet)
    yield "groups"
    for path in sorted((folder / "bait").glob("*.txt")):
        made = read([path], places)["strike_candidates"]
        sheet.add(
            "bait", right=not made, why=f"{path.stem}: {[(one['place'], one['when'], one['why']) for one in made]}"
        )
    yield "bait"
    for path in sorted((folder / "placed").glob("*.txt")):
        made = read([path], places)["strike_candidates"]
        why = f"{path.stem}: {[(one['place'], one['when']) for one in made]} for {gold(path)}"
        sheet.add("placed", right=candidates_right(gold(path), made), why=why)
    yield "placed"


def dates(sheet: Sheet) -> None:
    """All three kinds of days together."""
    for name in ("published", "said_on", "use_when"):
        for part in ("all", "right"):
            sheet.counts[f"dates:{part}"] += sheet.counts[f"{name}:{part}"]


def rows(sheet: Sheet) -> list[dict[str, Any]]:
    """The table: label, value, number of cases, target."""
    made = []
    for label, form, name, target in ROWS:
        value = sheet.f1(name) if form == "f1" else sheet.share(name)
        cases = sheet.counts[f"{name}.r:all" if form == "f1" else f"{name}:all"]
        made.append(
            {"what": label, "value": None if value is None else round(value, 4), "cases": cases, "target": target}
        )
    return made


def files(half: str) -> dict[str, bytes]:
    """Every file of a half, or of a set of another hand, by its path."""
    return SETS[half]() if half in SETS else files_of(HALVES[half])


def head(half: str, seconds: float) -> str:
    """Which bytes were scored, at which commit, in what time."""
    told = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(told, capture_output=True, text=True, check=False).stdout.strip() or "unknown"
    mark = hashlib.sha256(listed(files(half)).encode()).hexdigest()[:16]
    return f"{half} {'set' if half in SETS else 'half'}, digest of digests {mark}, commit {commit}, {seconds:.0f} s"


def main() -> None:
    """Generate a half into a temporary folder, read it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=PARTS, required=True)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", nargs="?", const="", metavar="NAME", help="list what is not right (of one measure)")
    parser.add_argument("--out", type=Path, help="append the table to this file")
    parser.add_argument("--write", type=Path, help="only lay the pages out in this folder")
    asked = parser.parse_args()
    if asked.write:
        put(files(asked.half), asked.write)
        return
    if asked.misses is not None and asked.half in HELD_OUT:
        parser.error(f"{asked.half} is held out: its misses are not listed")
    if asked.half == "second" and (DEVELOPMENT / "digests.txt").read_text(encoding="utf-8") != digests(2):
        parser.error("the second half is not the one whose digests were sealed in digests.txt")
    sheet, began = Sheet(), time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        put(files(asked.half), Path(name))
        for part in score(Path(name), sheet):
            print(f"{part}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    dates(sheet)
    table = rows(sheet)
    title = head(asked.half, time.monotonic() - began)
    lines = [f"| {one['what']} | {one['value']} | {one['cases']} | {one['target']} |" for one in table]
    text = "\n".join([f"\n## {title}\n", "| measure | value | cases | target |", "|---|---|---|---|", *lines]) + "\n"
    print(json.dumps({"half": asked.half, "title": title, "rows": table}, indent=1) if asked.json else text)
    for miss in sheet.misses if asked.misses is not None else ():
        if miss.startswith(asked.misses):
            print(miss)
    if asked.out:
        with asked.out.open("a", encoding="utf-8") as out:
            out.write(text)


if __name__ == "__main__":
    main()
