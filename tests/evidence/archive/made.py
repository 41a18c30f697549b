"""A made archive: stories of invented places and people, with reprints and rewritten copies planted among them.

Every story has words of its own, drawn as words are drawn in real text (few very common, many rare; Zipf 1949), a subject with its
own vocabulary, persons who speak in many stories, and sentences of the kind that Fallow reads. A rewritten copy has a tenth to nearly
a half of its words replaced, names and numbers left alone. The same seed gives the same archive; nothing in it is real.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

_ONSET = "b br d dr f fl g gr h k kl l m n p pr r s sk st t tr v w z".split()
_VOWEL = "a e i o u ai ea ou".split()
_CODA = " l m n nd r rk s st t".split(" ")
_STATES = tuple("Norrin Sarrow Velden Tarkas Ostrel Bralin Quenda Morvan Istria Falken Ruvia Keldor".split())
_ROLES = ("Defence Minister", "spokesman for the army", "the governor", "Foreign Minister", "a deminer", "a doctor")
_FIRST = "Ada Mara Ivo Tomas Lena Pavel Rena Oskar Dita Milan Vera Jonas Nadia Emil".split()
_COMMON = "the of and to in a was for on at by with from that they were had not but their its after before under near over into".split()
SHARES = (0.10, 0.17, 0.24, 0.31, 0.38, 0.45)
"""Shares of words replaced in the rewritten copies, in turn."""


@dataclass(frozen=True)
class Made:
    """One document; ``origin`` names the document it copies, ``how`` is reprint or rewritten, ``changed`` the share replaced."""

    name: str
    text: str
    origin: str | None = None
    how: str | None = None
    changed: float = 0.0


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, ...], tuple[float, ...], tuple[str, ...]]:
    """Words from common to rare, their cumulated frequencies, and the surnames."""
    chance = random.Random("words")
    found: dict[str, None] = {}
    while len(found) < 24_000:
        word = "".join(chance.choice(_ONSET) + chance.choice(_VOWEL) for _ in range(chance.choice((1, 2, 2, 3))))
        found[word + chance.choice(_CODA)] = None
    words = tuple(found)
    frequencies = tuple(accumulate(1 / (rank + 12) for rank in range(20_000)))
    return words[:20_000], frequencies, tuple(word.capitalize() for word in words[20_000:])


@lru_cache(maxsize=1)
def _twins() -> dict[str, str]:
    """What a machine puts in place of a word: always the same other word."""
    words = [*_words()[0], *_COMMON]
    others = list(words)
    random.Random("twins").shuffle(others)
    return dict(zip(words, others, strict=True))


def _draw(chance: random.Random, number: int) -> list[str]:
    words, frequencies, _ = _words()
    return chance.choices(words, cum_weights=frequencies, k=number)


def _sentence(chance: random.Random, subject: list[str]) -> str:
    words = []
    for word in _draw(chance, chance.randrange(8, 19)):
        if chance.random() < 0.45:
            words.append(chance.choice(_COMMON))
        words.append(chance.choice(subject) if chance.random() < 0.3 else word)
    return (" ".join(words)).capitalize() + "."


def _person(chance: random.Random) -> tuple[str, str, str]:
    """Few people speak often, many once."""
    number = min(int(20 * chance.paretovariate(0.6)) - 20, 3_000)
    own = random.Random(f"person:{number}")
    name = f"{own.choice(_FIRST)} {_words()[2][number]}"
    return name, own.choice(_ROLES), own.choice(_STATES)


def _spoken(chance: random.Random, subject: list[str]) -> str:
    name, role, state = _person(chance)
    side = chance.choice(_STATES)
    village = _words()[2][3_050 + int(chance.paretovariate(0.7)) % 900]
    day = f"{chance.randrange(1, 28)} {chance.choice(('May', 'June', 'July'))}"
    words = _sentence(chance, subject)[:-1]
    if chance.random() < 0.3:  # one speech, printed by many
        words = _sentence(random.Random(f"speech:{name}:{chance.randrange(6)}"), subject)[:-1]
    return chance.choice(
        (
            f"“{words},” said {name}, {role} of {state}.",
            f"{name}, {role} of {state}, said that {side}'s army fired cluster munitions at {village} on {day}.",
            f"“Our forces did not use cluster munitions at {village},” said {name}, {role} of {state}. “{words}.”",
            f"{name} told reporters that {words}.",
            f"{chance.randrange(2, 40)} people were killed by cluster munitions in {village} on {day}, {name} said.",
            f"The dud rate of its cluster munitions is less than {chance.randrange(2, 40)} per cent, {name} of {state} said.",
        )
    )


def _story(chance: random.Random) -> list[str]:
    subject = _draw(chance, 25)
    paragraphs = [" ".join(_draw(chance, 7)).capitalize()]
    paragraphs.append(f"Published {chance.randrange(1, 29)} {chance.choice(('June', 'July', 'August'))} 2031")
    for _ in range(chance.randrange(5, 11)):
        parts = [_sentence(chance, subject) for _ in range(chance.randrange(1, 4))]
        if chance.random() < 0.45:
            parts.append(_spoken(chance, subject))
        paragraphs.append(" ".join(parts))
    return paragraphs


def _rewritten(paragraphs: list[str], share: float, chance: random.Random) -> list[str]:
    """About this share of all words replaced; what the list does not know (names, the weapon, numbers) stays."""
    twins, done = _twins(), []
    for paragraph in paragraphs:
        words = paragraph.split(" ")
        for i, word in enumerate(words):
            if word in twins and chance.random() < share * 1.2:
                words[i] = twins[word]
        done.append(" ".join(words))
    return done


def made_archive(documents: int, seed: int = 0, copies: float = 0.3) -> Iterator[Made]:
    """Yield that many documents, about ``copies`` of them copies of earlier ones, half of those rewritten."""
    chance = random.Random(f"archive:{seed}")
    told: list[tuple[str, list[str]]] = []
    for number in range(documents):
        name = f"d{number:06d}"
        if told and chance.random() < copies:
            origin, paragraphs = chance.choice(told)
            outlet = f"© {_words()[2][chance.randrange(3_960, 4_000)]} Gazette"
            if chance.random() < 0.5:
                kept = paragraphs[:-1] if len(paragraphs) > 6 and chance.random() < 0.5 else paragraphs
                yield Made(name, "\n\n".join([*kept, outlet]) + "\n", origin, "reprint")
            else:
                share = SHARES[number % len(SHARES)]
                text = "\n\n".join([*_rewritten(paragraphs, share, chance), outlet]) + "\n"
                yield Made(name, text, origin, "rewritten", share)
            continue
        paragraphs = _story(chance)
        told.append((name, paragraphs))
        yield Made(name, "\n\n".join(paragraphs) + "\n")
