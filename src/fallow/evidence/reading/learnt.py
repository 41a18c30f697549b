"""Authorities learnt from the other documents. Rule ``authority-learnt/1``.

One page calls him "the governor of X", the next only by his name. Where a person of the same full name speaks for exactly one
body in the other documents, he speaks for it here too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from fallow.evidence.claim import ClaimKind
from fallow.evidence.reading.families import default_families
from fallow.evidence.reading.grammar.dud_rate import OWN
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import ReadClaim


def with_learnt_authorities(documents: Sequence[ReadDocument]) -> tuple[ReadDocument, ...]:
    """Return the documents with persons of unknown body given the one body that other documents name for them."""
    known: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for statement in document.reading.statements:
            speaker = statement.speaker
            if speaker.name is not None and " " in speaker.name and _is_body(speaker.authority):
                known[speaker.name].add(str(speaker.authority))
    parties = default_families().with_states(sorted({name for document in documents for name in document.states}))
    for document in documents:
        for statement in document.reading.statements:
            name = statement.speaker.name
            if (
                name is not None
                and not _is_body(statement.speaker.authority)
                and (state := parties.state_of(name)) is not None
            ):
                known[name].add(state)
    single = {name: bodies.pop() for name, bodies in known.items() if len(bodies) == 1}
    return tuple(_taught(document, single) for document in documents)


def _is_body(authority: str | None) -> bool:
    return authority is not None and not authority.startswith("person:")


def _taught(document: ReadDocument, single: dict[str, str]) -> ReadDocument:
    changed: dict[str, str] = {}
    statements = []
    for statement in document.reading.statements:
        speaker = statement.speaker
        learnt = single.get(speaker.name or "")
        if learnt is not None and not _is_body(speaker.authority):
            changed[statement.id] = learnt
            rule = f"{statement.rule} authority-learnt/1"
            statements.append(replace(statement, speaker=replace(speaker, authority=learnt), rule=rule))
        else:
            statements.append(statement)
    if not changed:
        return document
    authorities = dict(document.authorities)
    names = {one.id: one.speaker.name for one in statements}
    claims = []
    for claim in document.reading.claims:
        if claim.statement in changed and authorities.get(claim.id) is not None:
            authorities[claim.id] = changed[claim.statement]
            claims.append(_owned(claim, names[claim.statement], document.text))
        else:
            claims.append(claim)
    reading = replace(document.reading, statements=tuple(statements), claims=tuple(claims))
    return replace(document, reading=reading, authorities=authorities)


def _owned(claim: ReadClaim, name: str | None, text: str) -> ReadClaim:
    """'The rate of the shells that it sends': whose rate it is, is known once 'it' is known for a state."""
    if (
        claim.kind is not ClaimKind.DUD_RATE
        or claim.fields.get("owner") is not None
        or OWN.search(claim.span.of(text)) is None
    ):
        return claim
    return replace(claim, fields={**claim.fields, "owner": name})
