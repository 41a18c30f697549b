"""Ten thousand broken documents through capture and reader: ``python scripts/fuzz_reading.py --documents 10000 --seed N``.

Each document is made from a page of the tests by one of the kinds below, from the seed and its number alone. It is opened as
``fallow read`` opens files (HTML and e-mail in the worker process) and read; then every offset of the reading is held against the
text, the reading is put into a register's form and back, and the time is taken. Prints a Markdown table and exits 1 where a document
broke the reader or an offset was wrong. ``--jobs`` processes share the work; a document that is refused by capture in one line is no
fault, and is counted.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.evidence.reading.conftest import DENIAL, ORIGINAL, REPRINT, REWRITTEN, VISIT  # noqa: E402
from tests.evidence.reading.test_mutations import mutated  # noqa: E402
from tests.evidence.reading.test_offsets import BOMBS, check  # noqa: E402

from fallow.core.errors import FallowError  # noqa: E402
from fallow.evidence.capture import Extractor, open_bytes  # noqa: E402

PAGES = (ORIGINAL, REPRINT, REWRITTEN, DENIAL, VISIT)
TURNS = ("\u202e", "\u202d", "\u2066", "\u2067", "\u2069", "\u200f", "\u200e")
RIGHT_TO_LEFT = ("דובר הצבא אמר", "قالت الوزارة", "قنابل عنقودية", "פצצות מצרר", "١٢ مايو", "«", "»", "״")
SLOW_SECONDS = 10.0


@dataclass(frozen=True)
class Found:
    """What became of one document: its kind, seconds, and what was wrong (``""`` for nothing)."""

    number: int
    kind: str
    seconds: float
    outcome: str
    said: str = ""


def encodings(chance: random.Random, page: str) -> tuple[str, bytes]:
    """Written in one encoding, torn, patched with bytes of another."""
    names = ("utf-8", "utf-16", "utf-16-le", "utf-32", "cp1251", "cp1252", "koi8-r", "shift_jis", "utf-7")
    data = bytearray(page.encode(chance.choice(names), errors="replace"))
    for _ in range(chance.randrange(1, 30)):
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(4)] = chance.randbytes(chance.randrange(6))
    return "page.txt", bytes(data)


def right_to_left(chance: random.Random, page: str) -> tuple[str, bytes]:
    """Words and marks of right-to-left writing between the others, directions turned and not turned back."""
    words = page.split(" ")
    for _ in range(chance.randrange(1, 40)):
        words.insert(chance.randrange(len(words)), chance.choice((*TURNS, *RIGHT_TO_LEFT)))
    return "page.txt", (" " if chance.random() < 0.8 else "").join(words).encode()


def enormous_lines(chance: random.Random, page: str) -> tuple[str, bytes]:
    """One line of up to a quarter of a million characters, before, after or instead of a page."""
    piece = chance.choice([*BOMBS.values(), page.replace("\n", " ")])
    line = piece * (chance.randrange(10_000, 250_000) // len(piece))
    return "page.txt", chance.choice((line, page + line, line + page, page + "\n" + line + "\n" + page)).encode()


def nested_quotes(chance: random.Random, page: str) -> tuple[str, bytes]:
    """Quotes in quotes in quotes, closed in another order, or never."""
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(page))
        left, right = chance.choice(("“”", "‘’", "«»", "„“", '""', "''", "‹›", "()"))
        depth = chance.randrange(1, 200)
        page = page[:at] + left * depth + page[at : at + 60] + right * chance.randrange(depth + 1) + page[at + 60 :]
    return "page.txt", page.encode()


def html_bombs(chance: random.Random, page: str) -> tuple[str, bytes]:
    """Markup nested, repeated, cut off, with huge attributes and references to characters that are none."""
    tag = chance.choice(("div", "span", "table", "blockquote", "svg", "script", "template", "a"))
    body = "".join(f"<p>{line}</p>" for line in page.split("\n"))
    bombs = (
        f"<{tag}>" * chance.randrange(1, 3_000) + body,
        body.replace("<p>", f"<p {'x' * chance.randrange(1, 60_000)}=1>", 3),
        body.replace(" ", chance.choice(("&#0;", "&#x110000;", "&nbsp;", "&lt;p&gt;", "<!--", "]]>")), 400),
        body + f"<{tag}><p>{page}</p>" * chance.randrange(1, 150),
    )
    text = f"<!doctype html><html><head><title>x</title></head><body>{chance.choice(bombs)}</body></html>"
    return "page.html", text[: chance.randrange(200, len(text) + 1)].encode()


def broken_mail(chance: random.Random, page: str) -> tuple[str, bytes]:
    """An e-mail whose parts and encodings do not keep what their headers promise."""
    how = chance.choice(("base64", "quoted-printable", "8bit", "x-unknown"))
    head = f"From: a@example.org\r\nSubject: =?utf-8?b?{'x' * chance.randrange(200)}?=\r\nDate: {page[:20].strip()}\r\nMIME-Version: 1.0\r\n"
    part = f"Content-Type: text/plain; charset={chance.choice(('utf-8', 'utf-99', 'cp1251'))}\r\nContent-Transfer-Encoding: {how}\r\n\r\n{page}\r\n"
    if chance.random() < 0.5:
        return "page.eml", (head + part).encode()
    depth = chance.randrange(1, 40)
    opened = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n" for i in range(depth))
    return "page.eml", (head + opened + part).encode()


def mixtures(chance: random.Random, page: str) -> tuple[str, bytes]:
    """Cut, sprinkled, nested, joined, doubled and swapped, one after the other, as the tests of reading do it."""
    return "page.txt", mutated(chance.randrange(1 << 30))


KINDS: dict[str, Callable[[random.Random, str], tuple[str, bytes]]] = {
    "broken encodings": encodings,
    "right-to-left": right_to_left,
    "enormous lines": enormous_lines,
    "nested quotes": nested_quotes,
    "HTML bombs": html_bombs,
    "broken e-mail": broken_mail,
    "mixtures": mixtures,
}
"""The kinds of mutation, taken in turn."""

_extractors: list[Extractor] = []


def one(asked: tuple[int, int]) -> Found:
    """Make, open, read and check one document."""
    seed, number = asked
    kind = list(KINDS)[number % len(KINDS)]
    chance = random.Random(f"fuzz:{seed}:{number}")
    name, data = KINDS[kind](chance, chance.choice(PAGES))
    if not _extractors:
        _extractors.append(Extractor())
    began = time.perf_counter()
    outcome, said = "read", ""
    try:
        for _, text in open_bytes(name, data, _extractors[0]).readable():
            check(text)
    except FallowError as error:
        outcome, said = "refused", str(error)
    except AssertionError as error:
        outcome, said = "wrong offset", repr(error)
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        outcome, said = "crash", repr(error)
    return Found(number, kind, time.perf_counter() - began, outcome, said[:200])


def table(found: list[Found]) -> str:
    """A row for each kind, and one for all."""
    lines = [
        "| mutation | documents | refused in one line | crashes | wrong offsets | mean s | slowest s |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for kind in [*KINDS, "all"]:
        rows = [row for row in found if kind in (row.kind, "all")]
        if rows:
            counts = [sum(row.outcome == name for row in rows) for name in ("refused", "crash", "wrong offset")]
            seconds = [row.seconds for row in rows]
            cells = [kind, len(rows), *counts, f"{sum(seconds) / len(seconds):.3f}", f"{max(seconds):.2f}"]
            lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def main() -> int:
    """Make, read, print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=20260101)
    options.add_argument("--jobs", type=int, default=2)
    given = options.parse_args()
    asked = [(given.seed, number) for number in range(given.documents)]
    with ProcessPoolExecutor(given.jobs, get_context("spawn")) as pool:
        found = list(pool.map(one, asked, chunksize=20))
    print(f"{given.documents} documents, seed {given.seed}, {given.jobs} processes\n\n{table(found)}")
    bad = [row for row in found if row.outcome in {"crash", "wrong offset"}]
    for row in bad[:20]:
        print(f"\n- {row.outcome} of document {row.number} ({row.kind}): {row.said}")
    for row in sorted((row for row in found if row.seconds > SLOW_SECONDS), key=lambda row: -row.seconds)[:5]:
        print(f"\n- slow: document {row.number} ({row.kind}), {row.seconds:.1f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
