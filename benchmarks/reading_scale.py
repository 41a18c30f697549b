"""Reading at scale: speed and memory of the reader, and what linking costs on archives of growing size.

``python benchmarks/reading_scale.py [--read 1000] [--link 2000 5000 20000] [--seed N]`` prints Markdown. The archives are made
(``tests/evidence/archive/made.py``): invented words drawn as words are drawn in real text, with reprints and copies of which 10 to 45 %
of the words are replaced planted among them. What is read is read from the bytes; for linking alone the readings are taken from how
the documents were made, since only the number of documents matters there. Seconds are processor time of one core, so that other
work on the machine does not count.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "evidence" / "archive")]

from light import light_reading  # noqa: E402
from made import Made, made_archive  # noqa: E402

from fallow.evidence.archive import read_files  # noqa: E402
from fallow.evidence.reading import ReadDocument, copies, relate  # noqa: E402
from fallow.evidence.reading.contradictions import contradiction_links  # noqa: E402
from fallow.evidence.reading.utterances import utterance_links  # noqa: E402

_LOAD = "from fallow.evidence.reading import read_documents; read_documents([('p', b'The road is closed, the ministry said.')])"
EXACT_UP_TO = 1_000
"""Documents up to which the search of all pairs is run beside the short way."""


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work gives, and its processor seconds."""
    began = time.process_time()
    return work(), time.process_time() - began


def load_seconds() -> tuple[float, float]:
    """Wall and processor seconds of a new process that loads the reader and reads one sentence."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, "-c", _LOAD], check=True, env=environment)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def reading(number: int, seed: int) -> None:
    """Read that many documents in this process, and print speed and memory."""
    wall, processor = load_seconds()
    print(f"Loading the reader and reading one sentence: {wall:.1f} s, {processor:.1f} s of processor time.\n")
    with tempfile.TemporaryDirectory() as name:
        paths = []
        for one in made_archive(number, seed):
            paths.append(Path(name) / f"{one.name}.txt")
            paths[-1].write_text(one.text, encoding="utf-8")
        read_files(paths[:1], jobs=1)
        found, first = timed(lambda: read_files(paths, jobs=1, cache=Path(name) / "cache"))
        again, second = timed(lambda: read_files(paths, jobs=1, cache=Path(name) / "cache"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    characters = sum(one.reading.chars for one in found.documents) / number
    print(f"| {number} documents of {characters:.0f} characters | documents a second a core | peak memory |")
    print("|---|--:|--:|")
    print(f"| read | {number / first:.1f} | {peak:.0f} MB |")
    print(f"| found in the cache ({again.cached}) | {number / second:.0f} | |\n")


def recall(made: Sequence[Made], found: Sequence[copies.Copy]) -> str:
    """The share of planted copies that were linked, reprints and rewritten apart."""
    at = {one.name: i for i, one in enumerate(made)}
    linked = {one.copy for one in found} | {one.origin for one in found}
    said = []
    for how in ("reprint", "rewritten"):
        planted = [one for one in made if one.how == how and one.origin is not None]
        right = sum(at[one.name] in linked and at[one.origin or ""] in linked for one in planted)
        said.append(f"{right}/{len(planted)}")
    return " | ".join(said)


def linking(sizes: Sequence[int], seed: int) -> None:
    """A row for each size: processor seconds of each step, links, recall of planted copies."""
    print(
        "| documents | copies s | utterances s | contradictions s | all linking s | links | reprints found | rewritten found |"
    )
    print("|--:|--:|--:|--:|--:|--:|--:|--:|")
    for size in sizes:
        made = list(made_archive(size, seed))
        documents: list[ReadDocument] = [light_reading(one) for one in made]
        found, first = timed(lambda documents=documents: copies.find_copies(documents))
        _, second = timed(lambda documents=documents: utterance_links(documents))
        _, third = timed(lambda documents=documents: contradiction_links(documents))
        related, whole = timed(lambda documents=documents: relate(documents))
        links = len(related.reading.links)
        cells = [size, *(f"{one:.1f}" for one in (first, second, third, whole)), links]
        print("| " + " | ".join(map(str, cells)) + f" | {recall(made, found)} |", flush=True)


def all_pairs(size: int, seed: int) -> None:
    """The search of all pairs beside the short way: the same copies?"""
    documents = [light_reading(one) for one in made_archive(size, seed)]
    short, quick = timed(lambda: copies.find_copies(documents))
    from fallow.evidence.reading import nearcopies

    kept, nearcopies.EXACT_UP_TO = nearcopies.EXACT_UP_TO, size
    copies.EXACT_UP_TO = size
    whole, slow = timed(lambda: copies.find_copies(documents))
    nearcopies.EXACT_UP_TO = copies.EXACT_UP_TO = kept
    same = len({(one.copy, one.origin) for one in short} & {(one.copy, one.origin) for one in whole})
    print(
        f"\nAll pairs of {size} documents: {slow:.1f} s for {len(whole)} copies; the short way {quick:.1f} s for {len(short)}; {same} the same."
    )


def main() -> None:
    """Read, link, print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--read", type=int, default=1_000)
    options.add_argument("--link", type=int, nargs="*", default=[2_000, 5_000, 20_000])
    options.add_argument("--pairs", type=int, default=300)
    options.add_argument("--seed", type=int, default=20260101)
    given = options.parse_args()
    if given.read:
        reading(given.read, given.seed)
    linking(given.link, given.seed)
    if given.pairs:
        all_pairs(min(given.pairs, EXACT_UP_TO), given.seed)


if __name__ == "__main__":
    main()
