"""Question: one thing that a person must confirm, with the words it stands on and what each answer does.

Its id is a digest of what it is about, so it is the same on every copy of a register, before and after an answer, and whatever
else comes in. A question about a claim names the claim, one about a link the two ends in order of text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fallow.core.canonical import canonical_bytes
from fallow.core.ids import digest
from fallow.evidence.review.effect import NONE, Effect
from fallow.evidence.review.rulings import Said
from fallow.register import stamp

KINDS: dict[str, str] = {
    "candidate": "two families assert a use that nobody is known to have observed",
    "place-and-date": "a strike's place and days, as a document has them",
    "polarity": "whether a source says that they were used, or that they were not",
    "same-strike": "whether two reports are of one strike",
    "dud-rate": "a failure rate that would move the prior",
    "same-utterance": "whether two statements are one act of speech",
    "same-origin": "whether a page took its word from another",
    "identity": "whether two names are one person",
    "headline-only": "what only a headline or caption says",
    "rewritten-text": "words that were rewritten or translated on the way",
    "casualties": "how many people, and by what cause",
    "treaty-status": "a statement that differs from the depositary's table",
    "flagged-row": "a row whose place, day or label the import doubts",
    "conflict": "amendments that stand side by side",
    "private-person": "a person who is known for no office",
}
"""Every kind of question and what it is about. Kinds never change their meaning."""


@dataclass(frozen=True, slots=True)
class Words:
    """The source's words: verbatim ``text`` at ``start`` to ``end`` of a document, with what stands before and after it.

    ``start`` is ``None`` for a row of a table or an entry, whose words have no offset; ``where`` then says which.
    """

    name: str
    text: str
    sha256: str | None = None
    start: int | None = None
    end: int | None = None
    before: str = ""
    after: str = ""
    where: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the words and where they stand; the context is for people and left out."""
        return {
            "document": self.name,
            "sha256": self.sha256,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "where": self.where or None,
        }


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its verdict, the key that gives it, what it does, and which details it needs or takes.

    ``body`` is the decision that it writes, without the reason; ``None`` where another room writes it (``answer``).
    """

    verdict: str
    key: str
    does: str
    body: Mapping[str, Any] | None = None
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the answer as it is printed."""
        return {
            "verdict": self.verdict,
            "key": self.key,
            "does": self.does,
            "needs": list(self.needs),
            "takes": list(self.takes),
        }


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``claims`` are the claims whose weight hangs on it; ``said`` what people answered so far.

    ``since`` is when what it asks about became known. ``note`` says what else one should know before answering.
    """

    kind: str
    about: Mapping[str, Any]
    asks: str
    words: tuple[Words, ...]
    choices: tuple[Choice, ...]
    since: datetime
    effect: Effect = NONE
    said: tuple[Said, ...] = ()
    state: str = "open"
    claims: tuple[str, ...] = ()
    note: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The question's id, ``q-`` and twelve hexadecimal characters, from its kind and what it is about."""
        return f"q-{digest(canonical_bytes({'kind': self.kind, **self.about}))[:12]}"

    @property
    def order(self) -> tuple[Any, ...]:
        """What a queue is sorted by; see ``fallow.evidence.review.effect``."""
        return (*self.effect.order, self.since, self.id)

    def to_json(self) -> dict[str, Any]:
        """Return the question as ``fallow review queue --json`` prints it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "state": self.state,
            "asks": self.asks,
            "note": self.note or None,
            "about": dict(self.about),
            "words": [one.to_json() for one in self.words],
            "choices": [one.to_json() for one in self.choices],
            "effect": self.effect.to_json(),
            "said": [one.to_json() for one in self.said],
            "since": stamp(self.since),
        }
