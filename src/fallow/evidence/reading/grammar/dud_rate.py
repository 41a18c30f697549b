"""Dud rates: whose munition, which bound, which figure, through whom it comes. Rules ``dud-rate/1``.

A rate is a fraction; "less than 3 per cent" stays a bound. The owner is the state named nearest before the figure in the same
clause, or the speaker's own side for "its own" and "our". ``source_chain`` names who passed the figure on, outermost first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fallow.evidence.claim import ClaimKind
from fallow.evidence.reading.figures import Figure, figures, shares
from fallow.evidence.reading.grammar.actors import actor_before, own_state
from fallow.evidence.reading.grammar.munition import is_designated, munition_of
from fallow.evidence.reading.grammar.scene import Finding, Scene
from fallow.evidence.reading.result import Statement
from fallow.evidence.reading.span import Span
from fallow.evidence.reading.words import STARTERS

_FAILURE = re.compile(
    r"[“\"‘']?\b(?:dud|failure|malfunction|UXO|unexploded)[\s-]*(?:ordnance\s+)?(?:rates?|percentages?)[”\"’']?|\bduds?\b|\bfail(?:s|ed|ing)?\s+to\s+(?:explode|detonate|function|go\s+off|blow\s+up)|\b(?:do|does|did)(?:\s+not|n[’']t)\s+(?:explode|detonate|go\s+off)|"
    r"\bleav(?:e|es|ing)\b[^.]{0,60}?\b(?:on|in)\s+the\s+(?:ground|soil|earth)\b|\b(?:left|lie|lying)\s+(?:behind|on\s+the\s+ground)\b|\b(?:do|does|did)\s+not\s+work\b|"
    r"\bfail(?:s|ed|ing)?\b(?=[\s“”\"'‘’]+(?:in|at|between|about|less|more|no|on)\b)|\b(?:had|have|has|having)(?:\s+not|n[’']t)\s+(?:exploded|detonated|gone\s+off)\b|\bfailed\b(?=\W*$)|\bstay(?:s|ed)?\s+behind\b|"
    r"\b(?:did|do|does|would|will)(?:\s+not|n[’']t)\s+(?:explode|detonate|go\s+(?:off|bang)|work|function)\b|\brefus(?:e|es|ed)\s+to\s+(?:explode|go\s+off)\b|"
    r"\bnot\s+(?:to\s+)?have\s+(?:exploded|detonated|gone\s+off)\b|\bnever\s+(?:exploded?|went\s+off|goes?\s+off|detonated?)\b|\bwithout\s+(?:exploding|detonating|going\s+off)\b|\b(?:still|found|left|lie|lay|lying|stay|stays|stayed)\s+(?:there\s+)?(?:live|armed|intact)\b|"
    r"\bleav(?:e|es|ing)\b[^.]{0,60}?\bbehind\b|\bleft\b[^.]{0,40}?\bbehind\b|\bmalfunction(?:s|ed)?\b|\bunexploded\b|\b(?:remain|left|lie)s?\s+unexploded\b|\brate\s+of\s+(?:failure|duds)\b|\bfail(?:s|ed)?\b(?=\s+(?:rate|on\s+impact))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:]|,\s+(?:while|whereas|but|and|compared|against)\b|\b(?:while|whereas|compared\s+(?:with|to)|against|versus)\b",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"\b(?:average|typical|(?<!at )most|all|older|other)\b", re.IGNORECASE)
OWN = re.compile(
    r"\b(?:its\s+own|our|its|ours|we|their\s+own|it\s+(?:sends?|supplies|uses|makes|has|builds|gives))\b", re.IGNORECASE
)
"""Words by which a speaker means his own side's munition."""
_WHOSE = re.compile(
    r"\b([A-Z][a-z]+)(?:[’']s)?\s+(?:cluster\s+|artillery\s+|[A-Z]+-?\d[\w-]*\s+|\d+\s?mm\s+)*(?:rockets?|shells?|munitions?|bombs?|bomblets?|sub-?munitions?|grenades?|rounds?|weapons?|missiles?|[A-Z]{0,4}-?\d{0,2}[A-Z]?\d{2,4}\w*)\b"
)
_REACH = 140
_CONTEXT = 1500
_FAILED = re.compile(r"\bfail(?:s|ed|ing)?\b", re.IGNORECASE)
_TOPIC = re.compile(
    r"\b(?:dud|failure|malfunction)[\s-]*(?:rates?|percentages?)\b|\bduds?\b|\b(?:not|n[’']t|fail\w*\s+to)\s+explode|\bfail(?:s|ed)?\s+(?:in|to)\b|\bunexploded\b|\breliab\w+",
    re.IGNORECASE,
)
_ITEMS = re.compile(
    r"\b(?:sub-?munitions?|bomblets?|grenades?|M\d{2,3}(?:A\d)?s?|[A-Z]{2,4}-?\d{2,3}s?)\b|\bthe\s+(?:share|rate|figure|proportion|percentage)\b"
)
_NEAR = 700
_THE_RATE = re.compile(r"\bthe\s+(?:rate|figure|share|number)\b(?!\s+(?:for|of|in|among)\b)", re.IGNORECASE)
_OTHER_SHARE = re.compile(
    r"\b(?:votes?|vot(?:ed|ers)|polls?|stocks?|stockpiles?|price|costs?|budget|GDP|inflation|land|hectares|area|members|victims|casualties|children|population|destroyed|cleared|delivered)\b",
    re.IGNORECASE,
)
_RATE_WORD = re.compile(
    r"\b(?:rates?|figures?|tests?|trials?|calculate|reckon|say|stood\s+at|stands\s+at|put)\b", re.IGNORECASE
)
_RULE_OF_LAW = re.compile(
    r"\b(?:laws?|legislation|rule|act|statute|policy|bars?|barred|bans?|banned|forbids?|prohibits?|prohibited|restricts?|outlaws?)\b[^.]{0,260}\b(?:rates?|of|unexploded|using)\b",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(
    r"^\s*of\s+(?:all\s+|the\s+|its\s+|those\s+|these\s+|recorded\s+)*(?:\w+\s+)?(?:victims?|casualties|people|children|civilians|dead|wounded|injured|population|inhabitants|families|voters|members|states|countries|stock\w*|land|area|fields?)\b",
    re.IGNORECASE,
)


def find_dud_rate(scene: Scene) -> Iterator[Finding]:
    """Yield one claim per percentage that stands by words of failure."""
    failures = [Span(m.start(), m.end()) for m in _FAILURE.finditer(scene.text, scene.span.start, scene.span.end)]
    if not failures and scene.names_cluster:
        failures = [Span(m.start(), m.end()) for m in _FAILED.finditer(scene.text, scene.span.start, scene.span.end)]
    if not failures:
        failures = _by_designation(scene) or _by_topic(scene)
    if not failures:
        return
    plain = [one for one in figures(scene.text, scene.span.start, scene.span.end) if one.percent and one.value <= 100]
    broken = [
        one
        for one in shares(scene.text, scene.span.start, scene.span.end)
        if not any(one.span.meets(p.span) for p in plain)
    ]
    for figure in sorted([*plain, *broken], key=lambda one: one.span):
        if min(max(f.start - figure.span.end, figure.span.start - f.end, 0) for f in failures) > _REACH:
            continue
        if _OF_PEOPLE.match(scene.text[figure.span.end : scene.span.end]) or _is_law(scene, figure.span):
            continue
        yield Finding(ClaimKind.DUD_RATE, figure.span, "dud-rate/2", _fields(scene, figure))


def _by_designation(scene: Scene) -> list[Span]:
    """'For the M85 we would say one in ten': in a text about duds, a named munition and a word for a figure are enough."""
    if not _TOPIC.search(scene.text[max(0, scene.span.start - _CONTEXT) : scene.span.end + _CONTEXT]):
        return []
    words = [Span(m.start(), m.end()) for m in _RATE_WORD.finditer(scene.text, scene.span.start, scene.span.end)]
    return (
        words
        if is_designated(scene.words) or re.search(r"\bold(?:er)?\s+(?:stocks?|shells?|munitions?)\b", scene.words)
        else []
    )


def _by_topic(scene: Scene) -> list[Span]:
    """'On grass it was one bomblet in eight': a share of submunitions, right after words about failing."""
    near = scene.text[max(0, scene.span.start - _NEAR) : scene.span.end + _NEAR // 2]
    if not _TOPIC.search(near) or _OTHER_SHARE.search(scene.words):
        return []
    return [Span(m.start(), m.end()) for m in _ITEMS.finditer(scene.text, scene.span.start, scene.span.end)]


def _is_law(scene: Scene, figure: Span) -> bool:
    """'a law that bars the export of munitions with a failure rate above 1 per cent' is no claim about any munition."""
    return _RULE_OF_LAW.search(scene.text[scene.span.start : figure.start]) is not None


def _fields(scene: Scene, figure: Figure) -> dict[str, Any]:
    start = _clause_start(scene, figure.span)
    statement = scene.statement_at(figure.span.start)
    clause = scene.text[start : figure.span.end]
    owner = (
        None if _AVERAGE.search(clause) and not OWN.search(clause) else actor_before(scene, figure.span.start, start)
    )
    if owner is None and not _AVERAGE.search(clause):
        owner = _owner_after(scene, figure.span)
    if owner is None and not _AVERAGE.search(clause):
        owner = _adjective(clause)
    if owner is None and statement is not None and OWN.search(clause):
        owner = own_state(scene, statement) if (statement.speaker.authority or "").startswith("state:") else None
    owner = _state_name(scene, owner)
    generic = _AVERAGE.search(clause) is not None and owner is None
    return {
        "owner": owner,
        "munition": None
        if generic and not is_designated(scene.words)
        else munition_of(scene, figure.span, beyond=_NEAR if _THE_RATE.search(scene.words) else 0),
        "op": figure.op,
        "value": _fraction(figure.value),
        "high": None if figure.high is None else _fraction(figure.high),
        "source_chain": source_chain(statement),
    }


def _state_name(scene: Scene, owner: str | None) -> str | None:
    """'German' and 'the German army' are Germany's; an owner whom no table knows keeps the words of the page."""
    family = None if owner is None else scene.families.state_of(owner)
    return owner if family is None else scene.families.state_name(family) or owner


def _adjective(clause: str) -> str | None:
    """'The Xian rockets leave ...': whose they are, though this page alone does not show that Xia is a state."""
    for match in _WHOSE.finditer(clause):
        if (
            match[1].lower() not in STARTERS | {"cluster", "dual", "dpicm", "artillery", "rocket"}
            and match[1].isalpha()
        ):
            return match[1]
    return None


def _owner_after(scene: Scene, figure: Span) -> str | None:
    """'a dud rate of 40 per cent for Xian rockets'."""
    match = re.match(
        r"[^,;.]{0,60}?\b(?:of|for|in|among)\s+(?:the\s+)?([A-Z][\w\-]*(?:[’']s)?)",
        scene.text[figure.end : scene.span.end],
    )
    if match is None or scene.families.state_of(match[1]) is None:
        return None
    return match[1].removesuffix("’s").removesuffix("'s")


def _clause_start(scene: Scene, figure: Span) -> int:
    cuts = [m.end() for m in _CLAUSE.finditer(scene.text, scene.span.start, figure.start)]
    statement = scene.statement_at(figure.start)
    inside = [s.start for s in statement.content if s.start <= figure.start < s.end] if statement is not None else []
    return max([scene.span.start, *cuts, *inside])


def _fraction(percent: float) -> float:
    return round(percent / 100, 8)


def source_chain(statement: Statement | None) -> list[str]:
    """Return who passed the words on, outermost first, by name, body or role; empty where nobody is named."""
    if statement is None:
        return []
    speaker = statement.speaker
    own = speaker.name or speaker.affiliation or speaker.role
    return [*statement.via, *([own] if own is not None else [])]
