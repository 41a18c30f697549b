"""Weights over signs, and the likeliest reading of a paragraph under them. Rule ``weights/1``.

A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001), decoded by Viterbi. The table
``tables/attribution_weights.json`` was trained by ``scripts/train_attribution.py`` on the train part of PolNeAR (Newell,
Margolin and Ruths 2018) and holds whole numbers over the signs of ``signs.py``: no word of that corpus, no embedding. Sums of
whole numbers come out the same on every machine.

When not to use it: on anything but English prose. It was taught by American political news of 2016, where it was also measured.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from fallow.core.errors import IntegrityError

OUTSIDE = "O"
_NEVER = -10_000_000
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Weights:
    """A table of weights. ``signs`` gives each sign its (label, weight) pairs; ``transitions[i][j]`` is from label i to j.

    Labels are meant by their index in ``labels``.
    """

    labels: tuple[str, ...]
    transitions: tuple[tuple[int, ...], ...]
    signs: Mapping[str, tuple[tuple[int, int], ...]]

    def decode(self, rows: Sequence[Iterable[str]]) -> list[str]:
        """Return the likeliest label of each word from its signs. An ``I`` label only ever follows its own ``B`` or ``I``."""
        if not rows:
            return []
        best = [_NEVER * (label[0] == "I") + gain for label, gain in zip(self.labels, self._gain(rows[0]), strict=True)]
        back: list[list[int]] = []
        order = range(len(self.labels))
        for row in rows[1:]:
            came = [self._likeliest(best, j) for j in order]
            gain = self._gain(row)
            best = [best[came[j]] + self.transitions[came[j]][j] + gain[j] for j in order]
            back.append(came)
        at = max(order, key=best.__getitem__)
        path = [at]
        for came in reversed(back):
            at = came[at]
            path.append(at)
        return [self.labels[at] for at in reversed(path)]

    def _likeliest(self, best: Sequence[int], to: int) -> int:
        """Return the label from which ``to`` is best reached; the first of equals."""
        through = [gain + self.transitions[of][to] for of, gain in enumerate(best)]
        return through.index(max(through))

    def _gain(self, signs: Iterable[str]) -> list[int]:
        total = [0] * len(self.labels)
        for sign in signs:
            for label, weight in self.signs.get(sign, ()):
                total[label] += weight
        return total


def parse_weights(raw: Any) -> Weights:
    """Return the table in ``raw``; refuses another version."""
    if not isinstance(raw, dict) or raw.get("fallow-weights") != _VERSION:
        found = str(raw.get("fallow-weights")) if isinstance(raw, dict) else type(raw).__name__
        raise IntegrityError(
            kind="weights-version", expected=f"a table of weights, version {_VERSION}", found=found, do="train it anew"
        )
    labels = tuple(raw["labels"])
    column = {label: i for i, label in enumerate(labels)}
    transitions = tuple(
        tuple(
            _NEVER if to[0] == "I" and of[1:] != to[1:] else int(weight) for to, weight in zip(labels, row, strict=True)
        )
        for of, row in zip(labels, raw["transitions"], strict=True)
    )
    signs = {
        sign: tuple((column[label], int(weight)) for label, weight in weights.items())
        for sign, weights in raw["signs"].items()
    }
    return Weights(labels, transitions, signs)


@lru_cache(maxsize=1)
def attribution_weights() -> Weights:
    """Return the table that ships with Fallow, read once in a run."""
    table = files("fallow.evidence.reading") / "tables" / "attribution_weights.json"
    return parse_weights(json.loads(table.read_text("utf-8")))
