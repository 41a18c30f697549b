"""The machine rewriter: exchanges words and phrases one by one, as content farms do to hide where a text is from.

It knows no grammar, which is how such copies give themselves away: names are translated like words, idioms fall apart, and
with "would" become "might" the claims shift too. The same words always come out the same.
"""

from __future__ import annotations

import re

from fallow.testing.pages.thesaurus import PHRASES, WORDS

_TOKENS = re.compile(
    "|".join(
        rf"\b{re.escape(one)}\b"
        for one in [
            *sorted(PHRASES, key=lambda phrase: (-len(phrase), phrase)),
            *sorted(WORDS, key=lambda w: (-len(w), w)),
        ]
    ),
    re.IGNORECASE,
)


def rewrite(text: str) -> str:
    """Return ``text`` with every listed phrase and word exchanged, capitals at the front kept."""
    return _TOKENS.sub(_exchange, text)


def _exchange(match: re.Match[str]) -> str:
    old = match[0]
    new = PHRASES.get(old.lower()) or WORDS[old.lower()]
    return new[0].upper() + new[1:] if old[0].isupper() else new
