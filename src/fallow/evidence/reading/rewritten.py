"""Machine rewriting told from the text alone. Rules ``rewritten-*/1``, table ``tables/rewriting.yaml``.

A program that swaps words for neighbours swaps them inside names too ("secretary basic"), and makes phrases that no writer
uses. Two different signs are needed; one alone is somebody's English. With the original at hand the copies are told by their
sentences instead (``copies``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import yaml

from fallow.evidence.reading.result import Rewritten, Segment

_SAID = re.compile(r"\bsaid\b", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:stated|advised|expressed|talked about|knowledgeable)\b", re.IGNORECASE)
_ENOUGH_CUES = 6
_SIGNS_NEEDED = 2


def telltales(text: str, segments: Sequence[Segment]) -> Rewritten:
    """Return whether the wording looks machine-made and each sign found, as words a person can check."""
    story = "\n".join(one.span.of(text) for one in segments if one.kind in {"body", "headline"})
    names = sorted({match[0].lower() for match in _corrupted().finditer(story)})
    phrases = sorted({" ".join(match[0].split()).lower() for match in _phrases().finditer(story)})
    evidence = [f"rewritten-name/1: fixed name altered: {name!r}" for name in names]
    evidence += [f"rewritten-phrase/1: phrase of word-by-word replacement: {phrase!r}" for phrase in phrases]
    said, others = len(_SAID.findall(story)), len(_OTHERS.findall(story))
    if said + others >= _ENOUGH_CUES and said * 5 < others:
        evidence.append(f"rewritten-cues/1: 'said' {said} times against {others} rarer verbs of saying")
    kinds = {sign.split(":", 1)[0] for sign in evidence}
    suspected = len(kinds) >= _SIGNS_NEEDED or len(names) >= _SIGNS_NEEDED or len(phrases) > _SIGNS_NEEDED
    return Rewritten(suspected, tuple(evidence) if suspected else ())


@lru_cache(maxsize=1)
def _table() -> dict[str, object]:
    loaded: dict[str, object] = yaml.safe_load(
        (files("fallow.evidence.reading") / "tables" / "rewriting.yaml").read_text("utf-8")
    )
    return loaded


@lru_cache(maxsize=1)
def _corrupted() -> re.Pattern[str]:
    table = _table()
    names, neighbours = table["names"], table["neighbours"]
    variants: set[str] = set()
    for name in names if isinstance(names, list) else []:
        words = name.split()
        for i, word in enumerate(words):
            for other in neighbours.get(word, []) if isinstance(neighbours, dict) else []:
                variants.add(" ".join([*words[:i], other, *words[i + 1 :]]))
    variants -= set(names if isinstance(names, list) else [])
    return re.compile(r"\b(?:" + "|".join(re.escape(one) for one in sorted(variants)) + r")\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    phrases = _table()["phrases"]
    return re.compile(r"\b(?:" + "|".join(phrases if isinstance(phrases, list) else []) + r")\b", re.IGNORECASE)
