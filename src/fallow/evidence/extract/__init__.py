"""The optional role of a language model: it may propose; rules and people decide. Off unless a program is named.

``CommandExtractor`` runs any program of the user's; ``gate`` lets through only what stands in the document and agrees with the
rules; ``disagreements`` lists what a person should look at. See ``docs/methods/extractor.md``.
"""

from __future__ import annotations

from fallow.evidence.extract.command import CommandExtractor
from fallow.evidence.extract.disagree import Question, disagreements
from fallow.evidence.extract.draft import Anchor, ClaimDraft, Draft, SpeakerDraft, StatementDraft, UnreadDraft
from fallow.evidence.extract.gate import gate
from fallow.evidence.extract.machine import (
    MachineReading,
    NotAsked,
    machine_json,
    model_of,
    read_by_machine,
    summary_of,
)
from fallow.evidence.extract.parse import parse_answer, parse_draft, parse_drafts
from fallow.evidence.extract.passed import Gated, MachineClaim, MachineStatement, Model, Refusal
from fallow.evidence.extract.prompt import INSTRUCTIONS, INSTRUCTIONS_SHA256, PROTOCOL
from fallow.evidence.extract.role import Extractor, SegmentText
from fallow.evidence.reading.addressing import addressed

__all__ = [
    "INSTRUCTIONS",
    "INSTRUCTIONS_SHA256",
    "PROTOCOL",
    "Anchor",
    "ClaimDraft",
    "CommandExtractor",
    "Draft",
    "Extractor",
    "Gated",
    "MachineClaim",
    "MachineReading",
    "MachineStatement",
    "Model",
    "NotAsked",
    "Question",
    "Refusal",
    "SegmentText",
    "SpeakerDraft",
    "StatementDraft",
    "UnreadDraft",
    "addressed",
    "disagreements",
    "gate",
    "machine_json",
    "model_of",
    "parse_answer",
    "parse_draft",
    "parse_drafts",
    "read_by_machine",
    "summary_of",
]
