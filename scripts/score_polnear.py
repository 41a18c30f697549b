"""Sources, cues and contents scored on PolNeAR: ``python scripts/score_polnear.py [--split dev] [--json]``.

Every article is read by ``read_documents``, as ``fallow read`` does, and every stretch of source, cue and content of its
statements is held against the corpus. A stretch is right where it holds exactly the same words; marks and spaces at either end
are words as well, except that a stretch is not asked to agree on white space. ``--spots`` scores the weights alone, before the
rules come in. The corpus (Newell, Margolin and Ruths 2018) is not part of Fallow: it is read from beside the repository.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "src")]

from fallow.evidence.reading import NO_PLACES, read_document  # noqa: E402
from fallow.evidence.reading.quote import scan_quotes  # noqa: E402
from fallow.evidence.reading.span import Span  # noqa: E402
from fallow.evidence.reading.spotting import spots_of  # noqa: E402
from fallow.evidence.reading.syntax import parser_name, plain_marks  # noqa: E402
from polnear import ROLES, articles  # noqa: E402

_WORD = re.compile(r"\w+|[^\w\s]")
Piece = tuple[str, int, int]
TARGETS = {"source": ".72", "cue": ".67", "content": ".60"}


def pieces_of(text: str, found: Iterable[tuple[str, Span | None]]) -> set[Piece]:
    """Stretches as (role, first word, last word), by the offset of their first and last word or mark."""
    kept: set[Piece] = set()
    for role, span in found:
        words = list(_WORD.finditer(text, span.start, span.end)) if span is not None else []
        if words:
            kept.add((role, words[0].start(), words[-1].end()))
    return kept


def by_lines(text: str, pieces: Iterable[tuple[str, Span | None]]) -> list[tuple[str, Span | None]]:
    """Stretches cut at line ends: a content of two paragraphs is two."""
    cut: list[tuple[str, Span | None]] = []
    for role, span in pieces:
        if span is not None:
            parts = re.finditer(r"[^\r\n]+", span.of(text))
            cut += [(role, Span(span.start + part.start(), span.start + part.end())) for part in parts]
    return cut


def from_statements(text: str) -> list[tuple[str, Span | None]]:
    """What the reader gives: mention, cue and content of every statement."""
    reading = read_document(text.encode(), "article.txt", NO_PLACES).reading
    found: list[tuple[str, Span | None]] = []
    for one in reading.statements:
        found += [("Source", one.speaker.mention), ("Cue", one.cue), *(("Content", span) for span in one.content)]
    return found


def from_spots(text: str) -> list[tuple[str, Span | None]]:
    """What the weights give."""
    lines = [Span(*m.span()) for m in re.finditer(r"[^\r\n]+", text) if m[0].strip()]
    quotes = [quote.span for quote in scan_quotes(plain_marks(text), lines)]
    found: list[tuple[str, Span | None]] = []
    for one in spots_of(text, lines, quotes):
        found += [("Source", one.source), ("Cue", one.cue), *(("Content", span) for span in one.content)]
    return found


def main() -> None:
    """Read, compare, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--split", choices=("train", "dev"), default="dev")
    options.add_argument("--spots", action="store_true")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    asked, found, right = Counter[str](), Counter[str](), Counter[str]()
    began, characters = time.perf_counter(), 0
    for article in articles(chosen.split):
        characters += len(article.text)
        gold = pieces_of(article.text, by_lines(article.text, ((r, Span(a, b)) for r, a, b in article.pieces)))
        make = from_spots if chosen.spots else from_statements
        made = pieces_of(article.text, by_lines(article.text, make(article.text)))
        for counts, one in ((asked, gold), (found, made), (right, gold & made)):
            counts.update(role for role, _, _ in one)
    rows = {}
    for role in ROLES:
        p, r = right[role] / max(1, found[role]), right[role] / max(1, asked[role])
        rows[role.lower()] = {
            "p": round(p, 4),
            "r": round(r, 4),
            "f1": round(2 * p * r / max(1e-9, p + r), 4),
            "asked": asked[role],
        }
    took = time.perf_counter() - began
    if chosen.json:
        print(json.dumps({"split": chosen.split, "parser": parser_name(), "exact": rows, "seconds": round(took, 1)}))
        return
    print(f"PolNeAR {chosen.split}, exact; parser {parser_name()}; {took:.0f} s for {characters} characters\n")
    print("| stretch | precision | recall | F1 | asked for | target F1 |\n|---|--:|--:|--:|--:|--:|")
    for role, row in rows.items():
        figures = f"{row['p']:.3f} | {row['r']:.3f} | {row['f1']:.3f} | {row['asked']}"
        print(f"| {role} | {figures} | >= {TARGETS[role]} |")


if __name__ == "__main__":
    main()
