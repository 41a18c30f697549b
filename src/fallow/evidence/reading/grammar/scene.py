"""What a rule of the grammar sees: one sentence with its document around it, and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fallow.evidence.claim import ClaimKind, Modality, Polarity
from fallow.evidence.reading.families import Families
from fallow.evidence.reading.places import Gazetteer
from fallow.evidence.reading.result import Statement
from fallow.evidence.reading.span import Span

CLUSTER = (
    r"(?:cluster[\s-]+(?:sub-?)?(?:munitions?|bombs?|bomblets?|shells?|weapons?|rockets?|missiles?|warheads?|ammunition|rounds?|projectiles?|charges?|devices?|type\s+weapons|ammo|bombing)|"
    r"DPICMs?|dual[\s-]purpose\s+(?:improved\s+conventional|conventional\s+improved)\s+munitions?(?:\s+\(DPICMs?\))?|sub-?munitions?|bomblets?|"
    r"(?:M483A1|M864|M26A?\d?|M77|M85|M42|M46|9M27K\d?|9M55K\d?|9N2[13][05]|CBU-?\d+\w?|BLU-?\d+\w?|RBK-?\d+|ShOAB[\w.-]*|PTAB[\w.-]*|AO-2[.,]5\w*|BL-?755|Rockeye)"
    r"(?:\s+(?:artillery|rocket|cluster))?(?:\s+(?:shells?|rockets?|rounds?|projectiles?|warheads?|bombs?|missiles?))?)"
)
"""Words for the weapon itself."""

ANAPHOR = (
    r"(?:(?:the|these|those|such|its|their|his|our|new|said|same|any|every|each|all|more|no|artillery|similar|first|last|next|\d[\d,.]*)\s+(?:[a-z0-9.\-]+\s+){0,2}"
    r"(?:weapons?|munitions?|shells?|arms|bombs?|rockets?|rounds?|grenades?|weaponry|ammunition)|(?:banned|controversial)\s+(?:weapons?|munitions?|shells?)|(?:similar|the\s+same)\s+means)"
)
"""Words that mean the weapon in a document that is about it."""

_ON_TOPIC = re.compile(CLUSTER, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: ``span`` in the whole ``text``; ``paragraph`` around it; ``statements`` those that touch it.

    ``on_topic``: the document named the weapon up to here; ``about``: it names it anywhere.
    """

    text: str
    span: Span
    paragraph: Span
    previous: Span | None
    statements: tuple[Statement, ...]
    on_topic: bool
    published: date | None
    families: Families
    places: Gazetteer
    about: bool = False

    @property
    def words(self) -> str:
        """The sentence's own words."""
        return self.span.of(self.text)

    @property
    def names_cluster(self) -> bool:
        """True where the sentence itself names the weapon."""
        return _ON_TOPIC.search(self.text, self.span.start, self.span.end) is not None

    @property
    def weapon(self) -> str:
        """The pattern for the weapon here: with anaphors only where the document named it before."""
        return f"(?:{CLUSTER}|{ANAPHOR})" if self.on_topic else CLUSTER

    def statement_at(self, at: int) -> Statement | None:
        """Return the statement in whose content character ``at`` lies, else the one whose cue it is.

        The innermost of those whose speaker is known ("tests show that ..., the minister said" is the minister's word), else the innermost.
        """
        inside = [
            (one.speaker.name is None and one.speaker.authority is None, span.end - span.start, index)
            for index, one in enumerate(self.statements)
            for span in one.content
            if span.start <= at < span.end
        ]
        if inside:
            return self.statements[min(inside)[2]]
        return next((one for one in self.statements if one.cue is not None and one.cue.start <= at < one.cue.end), None)

    def is_cue(self, at: int) -> bool:
        """True where character ``at`` is part of a cue and in nobody's content."""
        statement = self.statement_at(at)
        return statement is not None and not any(span.start <= at < span.end for span in statement.content)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found. ``trigger`` is the words it turns on; moods left ``None`` are read from the sentence."""

    kind: ClaimKind
    trigger: Span
    rule: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    polarity: Polarity | None = None
    modality: Modality | None = None
    observed: bool = False


def speaks_of_cluster(text: str) -> bool:
    """True where the text names the weapon at all."""
    return _ON_TOPIC.search(text) is not None
