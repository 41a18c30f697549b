"""Casualties as ranges: killed, injured, or both together. Rules ``casualties/1``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fallow.evidence.claim import ClaimKind
from fallow.evidence.reading.figures import Figure, figures
from fallow.evidence.reading.grammar.scene import Finding, Scene
from fallow.evidence.reading.grammar.setting import setting
from fallow.evidence.reading.span import Span

_KILLED = r"(?:kill(?:ed|ing|s)?|dead|died|deaths?|lives|fatalit(?:y|ies)|death\s+toll)"
_HURT = r"(?:injur(?:ed|ing|ies|y)|wound(?:ed|ing|s)|maim(?:ed|ing|s)?|hurt|amputat\w+|hospitali[sz]ed|taken\s+to\s+(?:a\s+|the\s+)?(?:hospital|clinic)|treated)"
_BOTH = r"(?:casualt(?:y|ies)|victims?)"
_ANY = re.compile(rf"\b(?:(?P<killed>{_KILLED})|(?P<injured>{_HURT})|(?P<casualties>{_BOTH}))\b", re.IGNORECASE)
_NOT_PEOPLE = re.compile(
    r"^\s*(?:of\s+)?(?:(?:smaller|tiny|small|large|new|old|other|more|unexploded|armou?red|artillery|cluster|separate|different)\s+){0,2}?(?:per\s?cent|%|days?|weeks?|months?|years?|hours?|minutes?|km|kilomet\w+|met(?:er|re)s?|miles?|hectares?|million\s+(?:euros|dollars)|homes?|houses?|buildings?|rounds?|rockets?|shells?|sub-?munitions?|bomblets?|countries|states|nations|mm\b|members|times|vehicles?|tanks?|attacks?|strikes?|incidents?|reports?|cows?|sheep|goats?|animals?|livestock)",
    re.IGNORECASE,
)
_REACH = 70
_MONTHS = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_MONTH_AFTER = re.compile(rf"\s*(?:st|nd|rd|th)?\s*(?:of\s+)?{_MONTHS}\b", re.IGNORECASE)
_MONTH_BEFORE = re.compile(rf"\b{_MONTHS}\s+$", re.IGNORECASE)
"""'on 13 May killed four': a day is nobody."""
_ONE = (
    r"(?:a|an|one|another)\s+(?:\d{1,2}-year-old\s+|[a-z]+\s+){0,2}?(?:man|woman|boy|girl|child|farmer|civilian|teacher|shepherd|villager|resident|soldier|person|"
    r"driver|worker|deminer|nurse|pensioner|student|fisherman|herder|passer-by|toddler|baby)"
)
_ALONE = re.compile(
    rf"\b{_ONE}\b[^.;,]{{0,40}}?\b(?:was|were|has\s+been|had\s+been|is|has|had|who)?\s*(?:{_KILLED}|{_HURT})\b|\b(?:kill(?:ed|ing)|wound(?:ed|ing)|injur(?:ed|ing)|maim(?:ed|ing))\s+{_ONE}\b",
    re.IGNORECASE,
)


def find_casualties(scene: Scene) -> Iterator[Finding]:
    """Yield at most one claim: the counts of one sentence by what happened to the people counted."""
    marks = [
        (Span(m.start(), m.end()), m.lastgroup or "casualties")
        for m in _ANY.finditer(scene.text, scene.span.start, scene.span.end)
    ]
    if not marks:
        return
    counts: dict[str, dict[str, float | None]] = {}
    trigger: Span | None = None
    for figure in figures(scene.text, scene.span.start, scene.span.end):
        if figure.percent or not _counts_people(scene, figure):
            continue
        kind = _mark_for(scene.text, figure.span, marks)
        if kind is None or kind in counts:
            continue
        low, high = figure.bounds()
        counts[kind] = {"low": low, "high": high}
        trigger = figure.span if trigger is None else trigger
    alone = _ALONE.search(scene.text, scene.span.start, scene.span.end) if not counts else None
    if alone is not None:
        kind = "killed" if re.search(rf"\b{_KILLED}\b", alone[0], re.IGNORECASE) else "injured"
        counts[kind] = {"low": 1.0, "high": 1.0}
        trigger = Span(alone.start(), alone.end())
    if counts and trigger is not None:
        fields: dict[str, Any] = {name: counts.get(name) for name in ("killed", "injured", "casualties")}
        fields.update(setting(scene, trigger))
        fields["cause"] = "cluster_munition" if scene.names_cluster else None
        yield Finding(ClaimKind.CASUALTIES, trigger, "casualties/1", fields)


def _counts_people(scene: Scene, figure: Figure) -> bool:
    after = scene.text[figure.span.end : min(scene.span.end, figure.span.end + 24)]
    words = figure.span.of(scene.text)
    if scene.text[max(0, figure.span.start - 4) : figure.span.start].lower().endswith("the "):
        return False
    if _MONTH_AFTER.match(after) or _MONTH_BEFORE.search(
        scene.text[max(0, figure.span.start - 14) : figure.span.start]
    ):
        return False
    year = words.isdigit() and len(words) == 4 and words.startswith(("19", "20"))
    aged = re.match(r"\s*[-–]?\s*(?:year|,\s*(?:who|a|and)\b|-old)", after) is not None and not re.match(
        r"\s*,\s*and\b", after
    )
    return not (
        year
        or aged
        or _NOT_PEOPLE.match(after)
        or after.startswith(("mm", "-"))
        or (words.lower() in {"one", "no"} and after.startswith((" of", " longer", " side")))
    )


def _mark_for(text: str, figure: Span, marks: list[tuple[Span, str]]) -> str | None:
    """The word of harm nearest to the figure, a verb right before it ("killed 12") going first."""
    best: tuple[int, str] | None = None
    for span, kind in marks:
        between = text[min(span.end, figure.end) : max(span.start, figure.start)]
        distance = max(span.start - figure.end, figure.start - span.end, 0)
        if (
            distance > _REACH
            or ";" in between
            or (re.search(r"\b(?:and|,)\s+\S+\s+(?:more|others)\b", between) and distance > 20)
        ):
            continue
        weight = distance + 25 * between.count(",") + (0 if span.end <= figure.start and distance <= 14 else 6)
        weight += 12 if re.search(r"\band\b", between) else 0
        if best is None or weight < best[0]:
            best = (weight, kind)
    return best[1] if best is not None else None
