"""Mutated documents: broken encodings, turned directions, nested marks, enormous lines, markup. No crash, no wrong offset."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from .conftest import DENIAL, ORIGINAL, REPRINT, REWRITTEN, VISIT
from .test_offsets import check

_PAGES = (ORIGINAL, REPRINT, REWRITTEN, DENIAL, VISIT)
_MARKS = ("“", "”", '"', "‘", "’", "'", "«", "»", "„", "''", "``", "(", ")")
_ODD = (
    "\u202e",
    "\u2066",
    "\u200f",
    "\ufeff",
    "\x00",
    "\x85",
    "\u2028",
    "\x1c",
    "İ",
    "ﬁ",
    "\U0001f4a5",
    "e\u0301",
    "\ud800",
    "\ufffc",
    "\ufffd",
)


def _cut(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text))
    return text[start : start + chance.randrange(1, len(text))]


def _sprinkle(text: str, chance: random.Random) -> str:
    letters = list(text)
    for _ in range(chance.randrange(1, 25)):
        letters.insert(chance.randrange(len(letters) + 1), chance.choice(_MARKS + _ODD))
    return "".join(letters)


def _nest(text: str, chance: random.Random) -> str:
    mark = chance.choice(_MARKS)
    return text.replace(". ", f". {mark * chance.randrange(1, 40)}").replace(" said", f"{mark} said that he said")


def _one_line(text: str, chance: random.Random) -> str:
    return text.replace("\n", " ") * chance.randrange(1, 4)


def _markup(text: str, chance: random.Random) -> str:
    tag = chance.choice(("div", "p", "table", "script", "q", "!--"))
    return text.replace("\n", f"<{tag}>" * chance.randrange(1, 12))


def _swap(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    for _ in range(chance.randrange(1, 30)):
        a, b = chance.randrange(len(words)), chance.randrange(len(words))
        words[a], words[b] = words[b], words[a]
    return " ".join(words)


def _double(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    return "\n".join(line for line in lines for _ in range(chance.randrange(3)))


_WAYS: tuple[Callable[[str, random.Random], str], ...] = (_cut, _sprinkle, _nest, _one_line, _markup, _swap, _double)


def mutated(seed: int) -> bytes:
    """One broken document; the same for the same seed."""
    chance = random.Random(seed)
    text = chance.choice(_PAGES)
    for way in chance.sample(_WAYS, chance.randrange(1, 4)):
        text = way(text, chance) or " "
    data = text.encode(chance.choice(("utf-8", "utf-8", "utf-8", "utf-16", "cp1252")), errors="replace")
    if chance.random() < 0.3:
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.randbytes(chance.randrange(1, 20)) + data[at + chance.randrange(4) :]
    return data


@pytest.mark.parametrize("block", range(4))
def test_a_hundred_mutated_documents_are_read(block: int) -> None:
    for seed in range(block * 25, block * 25 + 25):
        check(mutated(seed))


@pytest.mark.long
@pytest.mark.parametrize("block", range(20))
def test_ten_thousand_mutated_documents_are_read(block: int) -> None:
    for seed in range(block * 500, block * 500 + 500):
        check(mutated(seed))
