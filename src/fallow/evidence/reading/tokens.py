"""Tokens of a stretch of text whose quotes are masked, so that grammar is looked for outside other people's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fallow.evidence.reading.span import Span
from fallow.evidence.reading.words import ADVERBS, AUXILIARIES, WORD, bare

MASK = "\ufffc"
"""Stands for every character of a quote in masked text. Masked text has the length of the text it came from."""

_ARTICLED = re.compile(r"(?:(?:al|el|ad|as|ash|ar|an|at|az|ul|bin|ibn)-|[dl][’'])[A-ZÀ-ÖØ-Þ]")
_TOKEN = re.compile(rf"{MASK}+|{WORD.pattern}")


@dataclass(frozen=True, slots=True)
class Token:
    """One token with its place in the document; ``low`` is its lower-case form without possessive or final point."""

    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        """True where it begins with an upper-case letter, or with a small article bound to one ("al-Zintali", "d’Arc")."""
        return self.text[0].isupper() or _ARTICLED.match(self.text) is not None

    @property
    def possessive(self) -> bool:
        """True for "Russia's" and "Putin’s", and for the plural form with a bare apostrophe."""
        return self.text.endswith(("'s", "’s", "s'", "s’"))

    @property
    def masked(self) -> bool:
        """True where a quote stands here."""
        return self.text[0] == MASK

    @property
    def word(self) -> bool:
        """True for words and figures, false for marks and masks."""
        return self.text[0].isalnum()

    @property
    def adverb(self) -> bool:
        """True for the plain adverbs and for what ends like one."""
        return self.low in ADVERBS or (self.low.endswith("ly") and not self.capital and len(self.low) > 4)

    @property
    def auxiliary(self) -> bool:
        """True for forms of be, have, do and the modal verbs, and for "not"."""
        return self.low in AUXILIARIES or self.low.endswith(("n't", "'ve", "'d", "'ll"))


def masked(text: str, quotes: Iterable[Span]) -> str:
    """Return ``text`` with every quote's characters replaced by ``MASK``; same length, same offsets."""
    parts: list[str] = []
    at = 0
    for span in sorted(quotes):
        parts.append(text[at : span.start])
        parts.append(MASK * (span.end - span.start))
        at = span.end
    parts.append(text[at:])
    return "".join(parts)


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of ``[start, end)``."""
    return [Token(m.start(), m.end(), m[0], bare(m[0])) for m in _TOKEN.finditer(text, start, end)]
