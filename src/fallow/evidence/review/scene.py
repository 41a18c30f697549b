"""Scene: one view of a register as those who ask questions need it, read once.

Holds the documents read together as ruled, all claims, the rulings and the register. Look-ups by claim and statement are made when
the scene is, so that a question costs a few dictionary reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fallow.evidence.claim import Basis, Claim
from fallow.evidence.docclaims import Standing, claims_of, standing_documents
from fallow.evidence.reading.propositions import Held
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import Statement
from fallow.evidence.reading.span import Span
from fallow.evidence.review.question import Words
from fallow.evidence.review.rulings import Rulings
from fallow.register import Register

CONTEXT_CHARS = 240
"""How much of the text before and after a source's words is shown with them."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A view as it was known at a moment, with look-ups. ``claims`` are of documents and, where asked for, of rows.

    ``claims_at`` gives the claims that count of a statement, and those of a document by its digest; ``documents`` are by digest.
    """

    register: Register
    standing: Standing
    claims: tuple[Claim, ...]
    held: Mapping[str, Held]
    statements: Mapping[str, tuple[Statement, ReadDocument]]
    propositions: Mapping[str, tuple[Mapping[str, Any], ...]]
    documents: Mapping[str, ReadDocument]
    claims_at: Mapping[str, frozenset[str]]
    as_known: datetime | None = None

    @property
    def rulings(self) -> Rulings:
        """What people decided."""
        return self.standing.rulings

    def words(self, document: ReadDocument, span: Span) -> Words:
        """Return the words of a span, verbatim, with context on both sides."""
        text = document.text
        entry, _ = self.standing.entries[document.reading.sha256]
        return Words(
            name=str(entry.body.get("name") or document.reading.path),
            text=span.of(text),
            sha256=document.reading.sha256,
            start=span.start,
            end=span.end,
            before=text[max(0, span.start - CONTEXT_CHARS) : span.start],
            after=text[span.end : span.end + CONTEXT_CHARS],
        )

    def words_of_claim(self, held: Held) -> Words:
        """Return the words of a claim."""
        return self.words(held.document, held.claim.span)

    def words_of_statement(self, identifier: str) -> Words | None:
        """Return the words of a statement, or of nothing where the id is not one."""
        found = self.statements.get(identifier)
        return None if found is None else self.words(found[1], found[0].span)

    def known_at(self, document: ReadDocument) -> datetime:
        """When the reading of a document became known."""
        return self.standing.entries[document.reading.sha256][1].known_at

    def who(self, held: Held) -> str:
        """Name who stands behind a claim, for a sentence."""
        statement = self.statements.get(held.claim.statement or "")
        speaker = statement[0].speaker if statement is not None else None
        if speaker is not None and (speaker.name or speaker.role):
            role = f", {speaker.role}" if speaker.name and speaker.role else ""
            return f"{speaker.name or speaker.role}{role}"
        outlet = held.document.reading.outlet
        return outlet.name if outlet is not None else "the page itself"

    def independent_without(self, claims: Sequence[str]) -> int:
        """How many counts of families and origins would fall if these claims were not there, over all propositions."""
        gone = set(claims)
        touched = {str(one["key"]): one for claim in claims for one in self.propositions.get(claim, ())}
        change = 0
        for proposition in touched.values():
            against = set(proposition["against"]["claims"])
            for members in (set(proposition["claims"]) - against, against):
                before, after = self._independent(members), self._independent(members - gone)
                change += sum(abs(a - b) for a, b in zip(before, after, strict=True))
        return change

    def _independent(self, claims: set[str]) -> tuple[int, int, int]:
        low = self.standing.related.origins.low
        known = [self.held[one] for one in claims if one in low and self.held[one].claim.basis is not Basis.HEARSAY]
        observed = {one.authority for one in known if one.claim.basis is Basis.OBSERVED} - {None}
        asserted = {one.authority for one in known if one.claim.basis is not Basis.OBSERVED} - {None}
        origins = {low[one.claim.id] for one in known}
        return len(observed), len(asserted), len(origins)


def scene_of(
    register: Register,
    as_known: datetime | None = None,
    as_recorded: datetime | None = None,
    rows: Iterable[Claim] = (),
) -> Scene:
    """Read the view of a register once. ``rows`` are the claims of imported lists at the same moment, where they are wanted."""
    standing = standing_documents(register, as_known, as_recorded)
    related = standing.related
    propositions: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for proposition in related.reading.propositions:
        for claim in dict.fromkeys((*proposition["claims"], *proposition["against"]["claims"])):
            propositions[claim].append(proposition)
    claims_at: dict[str, set[str]] = defaultdict(set)
    for document in related.documents:
        for claim in document.reading.claims:
            claims_at[document.reading.sha256].add(claim.id)
            if claim.statement is not None:
                claims_at[claim.statement].add(claim.id)
    return Scene(
        register=register,
        standing=standing,
        claims=(*rows, *claims_of(standing)),
        held={
            claim.id: Held(claim, document, document.authorities.get(claim.id))
            for claim, document in (
                *((claim, document) for document in related.documents for claim in document.reading.claims),
                *standing.ruled.refused,
            )
        },
        statements={one.id: (one, document) for document in related.documents for one in document.reading.statements},
        propositions={claim: tuple(found) for claim, found in propositions.items()},
        documents={document.reading.sha256: document for document in related.documents},
        claims_at={end: frozenset(found) for end, found in claims_at.items()},
        as_known=as_known,
    )
