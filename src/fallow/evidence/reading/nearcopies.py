"""Near copies: which pairs of many texts are worth comparing at all. Rule ``near-pairs/1``. Candidates only, never a verdict.

All pairs of ten thousand stories are fifty million; comparing two takes a millisecond. MinHash over five-word runs (Broder 1997) finds
reprints but no copy whose words a machine replaced one by one: of its runs less than a tenth are left. What is left are the rare words,
names and numbers above all, and two stories that share many of them are few. So the weight of a word is log(1 + n / df), as in retrieval
(Spärck Jones 1972), a word of one text alone has none, and a pair is near where the words in common weigh ``SHARE`` of those of the
lighter text or more. Words in more than ``COMMON`` of all texts are left out, which bounds the cost. A story printed by so many that all its words are
common is found by its runs instead: texts that share one of their ``SKETCH`` smallest hashes meet the first ``HUBS`` of those.

Up to ``EXACT_UP_TO`` texts nothing of this is used and every pair is looked at. When not to use it: texts of a few words.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

try:
    import numpy as np
except ImportError:  # pragma: no cover - it comes with the extra text
    np = None  # type: ignore[assignment,unused-ignore]

EXACT_UP_TO = 150
"""Texts of which every pair is looked at."""

SHARE = 0.2
COMMON = 0.05
_FEWEST_COMMON = 60
"""A word in fewer texts than this is never common, however few the texts are."""

SKETCH = 4
HUBS = 8


def near_pairs(
    words: Sequence[frozenset[str]], share: float = SHARE, common: float = COMMON
) -> Iterator[tuple[int, int]]:
    """Yield the pairs (i, j), i < j, in order, that may be near; every pair of a few texts or where numpy is not installed.

    Words that more than ``common`` of the texts hold are left out: 1 leaves none out and suits up to some thousands of short texts.
    """
    if len(words) <= EXACT_UP_TO or np is None:
        yield from combinations(range(len(words)), 2)
        return
    weights, numbered = _weighted(words, common)
    total = [sum(weights[word] for word in one) for one in numbered]
    postings: list[Any] = [[] for _ in weights]
    for i, one in enumerate(numbered):
        for word in one:
            postings[word].append(i)
    postings = [np.array(one, dtype=np.int32) for one in postings]
    heavy = np.array(total)
    for i, one in enumerate(numbered):
        later = [postings[word][np.searchsorted(postings[word], i, side="right") :] for word in one]
        if not later:
            continue
        shared = np.bincount(
            np.concatenate(later),
            weights=np.repeat([weights[word] for word in one], [len(found) for found in later]),
            minlength=0,
        )
        found = np.nonzero(shared)[0]
        enough = shared[found] >= share * np.minimum(heavy[found], total[i])
        yield from ((i, int(j)) for j in found[enough])


def _weighted(words: Sequence[frozenset[str]], common: float) -> tuple[list[float], list[list[int]]]:
    """The weight of each word that two texts or more hold and that is not common, and each text as numbers of such words."""
    counts: Counter[str] = Counter()
    for one in words:
        counts.update(one)
    most = max(_FEWEST_COMMON, int(common * len(words)))
    kept = {word: number for number, word in enumerate(sorted(w for w, df in counts.items() if 1 < df <= most))}
    weights = [math.log1p(len(words) / counts[word]) for word in kept]
    return weights, [sorted(kept[word] for word in one if word in kept) for one in words]


def reprint_pairs(runs: Sequence[Iterable[tuple[str, ...]]]) -> Iterator[tuple[int, int]]:
    """Yield pairs (i, j), i < j, of texts that share one of their smallest hashes of runs of words, each with the first few only."""
    buckets: dict[int, list[int]] = defaultdict(list)
    for i, one in enumerate(runs):
        hashes = sorted({zlib.crc32(" ".join(run).encode()) for run in one})[:SKETCH]
        for value in hashes:
            buckets[value].append(i)
    for members in buckets.values():
        for hub in members[:HUBS]:
            yield from ((hub, other) for other in members if hub < other)
