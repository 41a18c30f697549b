"""The plain kinds: those told by their words alone. Rules ``plain-<kind>/1``, table ``tables/plain_kinds.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from fallow.evidence.claim import ClaimKind, Modality
from fallow.evidence.reading.grammar.actors import actor_before
from fallow.evidence.reading.grammar.scene import CLUSTER, Finding, Scene
from fallow.evidence.reading.span import Span


@dataclass(frozen=True, slots=True)
class PlainKind:
    """One plain kind: what its words look like, and whether the sentence must speak of the weapon, or only the ``document``."""

    kind: ClaimKind
    about_weapon: bool | str
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def plain_kinds() -> tuple[PlainKind, ...]:
    """Return the plain kinds of ``tables/plain_kinds.yaml``."""
    table = yaml.safe_load((files("fallow.evidence.reading") / "tables" / "plain_kinds.yaml").read_text("utf-8"))
    return tuple(
        PlainKind(
            ClaimKind(row["kind"]),
            row["about_weapon"] if row["about_weapon"] == "document" else bool(row["about_weapon"]),
            re.compile("|".join(f"(?:{one})" for one in row["patterns"]), re.IGNORECASE),
        )
        for row in table["kinds"]
    )


_THEY = re.compile(r"\b(?:they|them|these|those)\b", re.IGNORECASE)


def find_plain(scene: Scene) -> Iterator[Finding]:
    """Yield at most one claim of each plain kind per sentence."""
    about = (
        scene.names_cluster
        or (scene.about and re.search(scene.weapon, scene.words, re.IGNORECASE) is not None)
        or _about_the_deal(scene)
        or (scene.about and bool(scene.statements) and _THEY.search(scene.words) is not None)
    )
    done: set[ClaimKind] = set()
    for plain in plain_kinds():
        if plain.kind in done:
            continue
        if plain.about_weapon and not (about or (plain.about_weapon == "document" and scene.about)):
            continue
        match = plain.pattern.search(scene.text, scene.span.start, scene.span.end)
        if match is not None:
            done.add(plain.kind)
            trigger = Span(match.start(), match.end())
            fields = _fields(scene, plain.kind, trigger)
            yield Finding(plain.kind, trigger, f"plain-{plain.kind.value}/1", fields, None, _modality(plain.kind))


def _about_the_deal(scene: Scene) -> bool:
    """In a document about the weapon, "the decision", "the treaty" and "the move" are about it too."""
    return (
        scene.about
        and re.search(
            r"\b(?:the\s+(?:decision|move|step|transfer|delivery|deliveries|treaty|convention|ban|supply)|(?:such|this)\s+(?:a\s+)?(?:measure|step|move|decision)|de-?mining|duds?)\b",
            scene.words,
            re.IGNORECASE,
        )
        is not None
    )


def _fields(scene: Scene, kind: ClaimKind, trigger: Span) -> dict[str, Any]:
    by = actor_before(scene, trigger.start)
    if kind is ClaimKind.PLEDGE:
        return {
            "by": by,
            "not_in_towns": re.search(r"\b(?:urban|populated|towns?|cities|civilian)\b", scene.words, re.IGNORECASE)
            is not None,
            "records": re.search(r"\brecord", scene.words, re.IGNORECASE) is not None,
        }
    if kind is ClaimKind.MUNITION_DESC:
        named = re.search(CLUSTER, scene.words, re.IGNORECASE)
        return {"munition": None if named is None else " ".join(named[0].split())}
    return {"by": by} if kind in {ClaimKind.REQUEST, ClaimKind.STANCE, ClaimKind.STOCK, ClaimKind.ACCUSATION} else {}


def _modality(kind: ClaimKind) -> Modality | None:
    """A ban, a law, a request, a stance and an accusation are made, whatever verbs stand around them."""
    made = {
        ClaimKind.PROHIBITION,
        ClaimKind.NATIONAL_RESTRICTION,
        ClaimKind.REQUEST,
        ClaimKind.STANCE,
        ClaimKind.ACCUSATION,
        ClaimKind.PLEDGE,
        ClaimKind.MUNITION_DESC,
        ClaimKind.HARM_RISK,
    }
    return Modality.ASSERTED if kind in made else None
