"""Where rules and machine do not say the same: questions for a person, each with both readings. Rule ``disagree/1``.

Plain lists; ranking and asking belong to the review queue. Nothing is decided here: the rules' reading stays what it is. Two
claims are of the same thing where they are of one kind and their words overlap; two statements where their contents overlap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fallow.evidence.extract.passed import Gated, MachineClaim, MachineStatement
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import ReadClaim, Statement
from fallow.evidence.reading.span import Span

_COMPARED_BY_GATE = frozenset(
    {
        "polarity-not-agreed",
        "negation-left-out",
        "modality-too-strong",
        "basis-too-strong",
        "number-not-agreed",
        "place-not-agreed",
        "days-not-agreed",
        "type-not-agreed",
    }
)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask a person. ``kind``: ``only-machine``, ``only-rules``, ``differs`` or ``refused-by-rules``.

    ``rules`` and ``machine`` are the two readings as JSON objects, ``None`` where that side says nothing.
    """

    kind: str
    span: Span
    why: str
    rules: dict[str, Any] | None
    machine: dict[str, Any] | None

    def to_json(self) -> dict[str, Any]:
        """Return it as an object."""
        return {"kind": self.kind, **self.span.to_json(), "why": self.why, "rules": self.rules, "machine": self.machine}


def disagreements(document: ReadDocument, gated: Gated, asked: Sequence[Span] = ()) -> list[Question]:
    """Return the questions in order of their first character.

    ``asked`` are the segments that the machine was given: only there is its silence a question (``only-rules``).
    """
    found = [*_claims(document, gated, asked), *_statements(document, gated, asked), *_refused(document, gated)]
    return sorted(found, key=lambda one: (one.span, one.kind, one.why))


def _claims(document: ReadDocument, gated: Gated, asked: Sequence[Span]) -> Iterator[Question]:
    met: set[str] = set()
    for claim in gated.claims:
        same = [one for one in document.reading.claims if one.kind is claim.kind and one.span.meets(claim.span)]
        met |= {one.id for one in same}
        if not same:
            yield Question(
                "only-machine", claim.span, f"a claim of {claim.kind.value} that no rule reads", None, claim.to_json()
            )
        elif all((why := _claim_differs(one, claim)) is not None for one in same):
            yield Question("differs", claim.span, why or "", same[0].to_json(), claim.to_json())
    for one in document.reading.claims:
        if one.id not in met and any(span.holds(one.span) for span in asked):
            yield Question(
                "only-rules",
                one.span,
                f"a claim of {one.kind.value} that the machine does not read",
                one.to_json(),
                None,
            )


def _claim_differs(rules: ReadClaim, machine: MachineClaim) -> str | None:
    for what in ("polarity", "modality", "basis"):
        mine, other = getattr(rules, what).value, getattr(machine, what).value
        if mine != other:
            return f"{what}: {mine} by rules, {other} by the machine"
    for key in sorted(set(rules.fields) | set(machine.fields)):
        first, second = _folded(rules.fields.get(key)), _folded(machine.fields.get(key))
        if first != second:
            return f"{key}: {rules.fields.get(key)!a:.80} by rules, {machine.fields.get(key)!a:.80} by the machine"
    return None


def _statements(document: ReadDocument, gated: Gated, asked: Sequence[Span]) -> Iterator[Question]:
    met: set[str] = set()
    for statement in gated.statements:
        same = [one for one in document.reading.statements if _overlap(one.content, statement.content)]
        met |= {one.id for one in same}
        if not same:
            yield Question("only-machine", statement.span, "a statement that no rule reads", None, statement.to_json())
        elif all((why := _statement_differs(one, statement)) is not None for one in same):
            yield Question("differs", statement.span, why or "", same[0].to_json(), statement.to_json())
    for one in document.reading.statements:
        if one.id not in met and any(span.holds(one.span) for span in asked):
            yield Question("only-rules", one.span, "a statement that the machine does not read", one.to_json(), None)


def _statement_differs(rules: Statement, machine: MachineStatement) -> str | None:
    for what in ("name", "role"):
        mine, other = getattr(rules.speaker, what), getattr(machine.speaker, what)
        if _folded(mine) != _folded(other) and not (what == "role" and other is None):
            return f"speaker's {what}: {mine!a:.80} by rules, {other!a:.80} by the machine"
    if rules.type != machine.type:
        return f"type: {rules.type} by rules, {machine.type} by the machine"
    return None


def _refused(document: ReadDocument, gated: Gated) -> Iterator[Question]:
    """What the gate refused because the rules read the same words otherwise is a disagreement too."""
    for one in gated.refused:
        if one.kind in _COMPARED_BY_GATE:
            span = one.span or Span(0, 0)
            rules = next((claim.to_json() for claim in document.reading.claims if claim.span.meets(span)), None)
            yield Question("refused-by-rules", span, one.why, rules, one.to_json())


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a.meets(b) for a in one for b in other)


def _folded(value: Any) -> Any:
    """Equal for what people take as equal: case and spaces; empty and unknown; whole numbers however written."""
    if isinstance(value, str):
        return " ".join(value.lower().split())
    if isinstance(value, list | tuple):
        return [_folded(one) for one in value] or None
    if isinstance(value, dict):
        return {key: _folded(one) for key, one in value.items()}
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
