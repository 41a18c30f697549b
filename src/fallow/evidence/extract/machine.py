"""Documents given to an extractor, segment by segment, and what came of it. Changes nothing in the reading itself.

The extractor sees bodies, headlines and other stories, one at a time, as bare text; not boilerplate, not captions, not a page that
speaks to machines (``addressing``). The result stands beside the reading under the key ``machine`` and is never mixed into it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from fallow.evidence.extract.disagree import Question, disagreements
from fallow.evidence.extract.draft import Draft, UnreadDraft
from fallow.evidence.extract.gate import gate_parts
from fallow.evidence.extract.limits import MOST_SEGMENT_CHARS
from fallow.evidence.extract.passed import Gated, Model
from fallow.evidence.extract.role import Extractor, SegmentText
from fallow.evidence.reading.addressing import addressed
from fallow.evidence.reading.families import default_families
from fallow.evidence.reading.places import Gazetteer
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.towns import places_for

_FAILURES = frozenset({"extractor-failed", "extractor-given-up", "segment-too-long"})
_GIVEN = frozenset({"body", "headline", "other_story"})


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A stretch about which the extractor was not asked, and why."""

    span: Span
    why: str

    def to_json(self) -> dict[str, Any]:
        """Return it as an object."""
        return {**self.span.to_json(), "why": self.why}


@dataclass(frozen=True, slots=True)
class MachineReading:
    """What an extractor's proposals about one document came to; ``asked`` holds the segments that it answered about."""

    sha256: str
    path: str
    gated: Gated
    asked: tuple[Span, ...]
    not_asked: tuple[NotAsked, ...] = ()
    questions: tuple[Question, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """Return it as an object, all offsets in the document."""
        return {
            "path": self.path,
            "sha256": self.sha256,
            "asked": [one.to_json() for one in self.asked],
            "not_asked": [one.to_json() for one in self.not_asked],
            **self.gated.to_json(),
            "questions": [one.to_json() for one in self.questions],
        }


def model_of(extractor: Extractor) -> Model:
    """Return what names the extractor."""
    return Model(extractor.name, extractor.version, extractor.prompt_sha256)


def read_by_machine(document: ReadDocument, extractor: Extractor, places: Gazetteer | None = None) -> MachineReading:
    """Return what ``extractor`` proposes about ``document``, gated, beside what the rules read.

    Without ``places`` the towns of the states that the document names are looked up, as the reader does.
    """
    reading, text = document.reading, document.text
    signs = addressed(text)
    where = places if places is not None else _places(document)
    not_asked: list[NotAsked] = []
    asked: list[Span] = []
    parts: list[tuple[Span | None, list[Draft]]] = []
    if signs:
        not_asked.append(
            NotAsked(Span(0, len(text)), f"the page speaks to the program that reads it: {'; '.join(signs)}")
        )
    for segment in () if signs else reading.segments:
        if segment.kind not in _GIVEN:
            not_asked.append(NotAsked(segment.span, f"a segment of kind {segment.kind}"))
        elif segment.span.end - segment.span.start > MOST_SEGMENT_CHARS:
            not_asked.append(NotAsked(segment.span, f"longer than {MOST_SEGMENT_CHARS} characters"))
        else:
            drafts = list(extractor.extract(SegmentText(segment.kind, segment.span.start, segment.span.of(text))))
            parts.append((segment.span, drafts))
            failed = next((one for one in drafts if isinstance(one, UnreadDraft) and one.kind in _FAILURES), None)
            if failed is None:
                asked.append(segment.span)
            else:
                not_asked.append(NotAsked(segment.span, failed.why))
    gated = gate_parts(parts, document, model_of(extractor), where)
    found = tuple(disagreements(document, gated, asked))
    return MachineReading(reading.sha256, reading.path, gated, tuple(asked), tuple(not_asked), found)


def machine_json(readings: Sequence[MachineReading], model: Model) -> dict[str, Any]:
    """Return what ``fallow read --json --extractor`` prints under the key ``machine``."""
    return {"status": "machine", "model": model.to_json(), "documents": [one.to_json() for one in readings]}


def summary_of(readings: Sequence[MachineReading], model: Model) -> str:
    """Return one line for people: what passed, what was refused and why, what there is to ask."""
    passed = sum(len(one.gated.statements) + len(one.gated.claims) for one in readings)
    why = Counter(refusal.kind for one in readings for refusal in one.gated.refused)
    refused = ", ".join(f"{count} {kind}" for kind, count in sorted(why.items()))
    questions = sum(len(one.questions) for one in readings)
    return (
        f"{model.name} {model.version}: {passed} proposals stand as a machine's, {why.total()} refused{f' ({refused})' if refused else ''}, "
        f"{questions} questions for a person; --json lists them all"
    )


def _places(document: ReadDocument) -> Gazetteer:
    known = default_families().with_states(document.states)
    counts: dict[str, int] = {}
    for _, key in known.states_in(document.text):
        counts[key] = counts.get(key, 0) + 1
    return places_for(sorted(counts, key=lambda key: (-counts[key], key)))
