"""Classes of words that can tell who said, thought or wanted what. Rule ``cue-class/1``.

``tables/cue_classes.yaml`` holds the classes, written from general knowledge of English and of no corpus. Weights
(``weights.py``) are keyed by these classes and by function words, never by other words.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from fallow.evidence.reading.families import read_table

_VOWELS = "aeiou"


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """Return every form of every listed word, in lower case, with the classes it belongs to in the order of the table.

    Classes of verbs begin with ``v:``, of nouns with ``n:``, of adjectives ``a:``, of adverbs ``r:``, of speakers ``p:``.
    """
    table: dict[str, Any] = read_table("cue_classes.yaml")
    found: dict[str, list[str]] = {}
    for part, letter in (
        ("verbs", "v"),
        ("nouns", "n"),
        ("adjectives", "a"),
        ("adverbs", "r"),
        ("particles", "x"),
        ("roles", "p"),
    ):
        for name, words in table[part].items():
            for word in str(words).split():
                for form in _forms_of(word, letter):
                    kept = found.setdefault(form, [])
                    if f"{letter}:{name}" not in kept:
                        kept.append(f"{letter}:{name}")
    return {word: tuple(kept) for word, kept in found.items()}


def _forms_of(entry: str, letter: str) -> list[str]:
    base, *irregular = entry.split("/")
    if letter == "v":
        return _verb_forms(base, irregular)
    if letter == "n" or (letter == "p" and not base.endswith("s")):
        return [base, plural(base)]
    return [base]


def _verb_forms(base: str, irregular: list[str]) -> list[str]:
    """Base, third person, past, participle and -ing; ``irregular`` gives them in the table's short form."""
    third = plural(base)
    regular = _with_ending(base, "ed")
    if irregular and irregular[0] == "-":
        irregular = irregular[1:]
    past = irregular[0] if irregular and irregular[0] else regular
    participle = irregular[1] if len(irregular) > 1 else past
    ing = irregular[2] if len(irregular) > 2 else _with_ending(base, "ing")
    return list(dict.fromkeys([base, third, past, participle, ing]))


def plural(base: str) -> str:
    """Return the plain plural of a noun, which is also the third person of a verb."""
    if base.endswith(("s", "sh", "ch", "x", "z")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _with_ending(base: str, ending: str) -> str:
    if base.endswith("e") and not base.endswith("ee"):
        return base + "d" if ending == "ed" else (base[:-2] + "ying" if base.endswith("ie") else base[:-1] + "ing")
    if ending == "ed" and base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return base + ending
