"""Likeness of two pieces of text: the share of words in common, whatever their order. Method: token-set ratio.

``token_set_ratio`` of RapidFuzz (Bachmann), which joins translations of one utterance far better than order-bound measures
do. It is an extra (``fallow[text]``) and is probed when first needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fallow.core.errors import DependencyError

try:
    from rapidfuzz import fuzz, process
except ImportError:  # pragma: no cover - the tests install the extra
    fuzz = None  # type: ignore[assignment,unused-ignore]
    process = None  # type: ignore[assignment,unused-ignore]

_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def words_of(text: str) -> list[str]:
    """Return the words in lower case, apostrophes made straight."""
    return [word.lower().replace("’", "'") for word in _WORDS.findall(text)]


def plain(text: str) -> str:
    """Return the words of the text joined by single spaces."""
    return " ".join(words_of(text))


def token_set(one: str, other: str) -> float:
    """Return the likeness of two plain texts in 0..1; 0 where either is empty."""
    _need()
    return float(fuzz.token_set_ratio(one, other)) / 100 if one and other else 0.0


def best_match(one: str, others: Sequence[str], at_least: float) -> tuple[int, float] | None:
    """Return (index, likeness) of the likest of ``others``, the first of equals, or ``None`` below ``at_least``."""
    _need()
    found = process.extractOne(one, others, scorer=fuzz.token_set_ratio, score_cutoff=at_least * 100)
    return None if found is None else (int(found[2]), float(found[1]) / 100)


def _need() -> None:
    if fuzz is None:
        raise DependencyError(
            kind="missing-extra",
            expected="rapidfuzz, which comes with the extra text",
            found="no such library",
            do="pip install 'fallow[text]'",
        )
