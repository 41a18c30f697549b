"""Treaty status as people say it. Rules ``treaty-status/1``. What is so is a look-up in the treaty tables, never a vote of these."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fallow.evidence.claim import ClaimKind, Polarity
from fallow.evidence.reading.figures import figures
from fallow.evidence.reading.grammar.actors import clean, is_actor
from fallow.evidence.reading.grammar.scene import Finding, Scene
from fallow.evidence.reading.span import Span

_TREATY = r"(?:convention|treaty|ccm|oslo\s+(?:convention|process|accord)|conference\s+on\s+cluster|accord|pact|agreement|ban)"
_STATUS = re.compile(
    rf"\b(?P<signed>sign(?:ed|atory|atories|ing)|sign)\b[^.;]{{0,60}}?\b{_TREATY}\b|\b(?P<ratified>ratif(?:y|ied|ies|ication)|acced(?:ed|es)|accession|joined)\b[^.;]{{0,60}}?\b{_TREATY}\b|"
    rf"\b(?P<party>(?:states?\s+)?part(?:y|ies)\s+to|member(?:s)?\s+(?:of|to)|belongs?\s+to|bound\s+by|subject\s+to)\b[^.;]{{0,40}}?\b{_TREATY}\b|\b(?P<outside>(?:stay|stand|remain|kept?|keep)(?:s|ed|ing)?\s+(?:away|out|outside|clear)\s*(?:from|of)?)\b[^.;]{{0,30}}?\b{_TREATY}\b|\b(?P<withdrawn>withdr(?:ew|awn|awal|aws?)|left|quit)\b[^.;]{{0,40}}?\b{_TREATY}\b|"
    rf"\b{_TREATY}\b[^.;]{{0,50}}?\b(?P<signed2>signed|ratified)\s+by\b",
    re.IGNORECASE,
)
_OF_IT = re.compile(
    r"\b(?P<signed>(?:sign(?:ed)?)\s+(?:it|but\s+not\s+ratified)|never\s+signed)\b|\b(?P<ratified>(?:ratified|joined|acceded\s+to)\s+it|never\s+(?:ratified|joined))\b|"
    r"\b(?P<ratified2>(?:ratified|joined|signed)\s+(?:it|the\s+same\s+(?:treaty|convention))|(?:new|more|further)\s+(?:ratifications?|accessions?|signatures)|acceded\b|(?:accession|withdrawal)\s+(?:took|takes|will\s+take)\s+effect|which\s+(?:the\s+)?[A-Z]\w+\s+(?:\w+\s+)?(?:joined|ratified|signed|left)|(?:convention|treaty)\s+(?:now\s+)?(?:has|had|counts|numbers)\s+\d+|instruments?\s+of\s+(?:accession|ratification|acceptance))\b|"
    r"\b(?P<party>(?:part(?:y|ies)|members?)\s+(?:to|of)\s+it|among\s+(?:its|the|the\s+(?:convention|treaty)[’']s)\s+(?:members|parties|signatories)|(?:stay\w*|remain\w*|stands?|stood)\s+outside|(?:has|have)\s+not(?=\W*$))",
    re.IGNORECASE,
)
_NAMES_TREATY = re.compile(rf"\b{_TREATY}\b", re.IGNORECASE)
_OUTSIDE = re.compile(r"outside|has\s+not|have\s+not|never|not\s+ratified", re.IGNORECASE)
_LOOK_BACK = 500
_NOT = re.compile(r"\b(?:not|never|neither|nor|no|yet\s+to|refus\w+|none|without)\b|n[’']t\b", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r"[,;–—]|\bbut\b|\bwhile\b")
_BUT_NOT = re.compile(
    r"\b(?:but|while|whereas)\s+(?:the\s+)?(?P<state>[A-Z][\w\-]*(?:\s+[A-Z][\w\-]*)?)\s+(?:has|have|had|is|are)(?:\s+not\b|n[’']t\b)"
)
_NAME = re.compile(r"[A-Z][\w\-]*(?:\s+[A-Z][\w\-]*)?")


def _state(scene: Scene, words: str) -> bool:
    """A state by name; in a sentence about the treaty also those whose names are given names elsewhere."""
    return scene.families.state_of(words) is not None or clean(words) in {"Chad", "Jordan", "Georgia"}


def _is_subject(scene: Scene, head: str, match: re.Match[str]) -> bool:
    """A state in the clause right before the verb, neither owner of something else nor behind a preposition."""
    if not _state(scene, match[0]) or head[match.end() : match.end() + 2] in {"’s", "'s"}:
        return False
    before = head[: match.start()].split()[-1:]
    clause = re.split(r"[;–—]|\b(?:that|which|while|but)\b", head)[-1]
    return not (
        before and before[0].lower() in {"by", "from", "in", "of", "to", "with", "for", "at"}
    ) and match.start() >= len(head) - len(clause)


def _of_it(scene: Scene) -> Iterator[Finding]:
    """'More than a hundred states have joined it.': where the treaty was named just before and the sentence does not name it."""
    match = _OF_IT.search(scene.words)
    if match is None or _STATUS.search(scene.text, scene.span.start + match.start(), scene.span.end) is not None:
        return
    earlier = scene.text[max(0, scene.span.start - _LOOK_BACK) : scene.span.start + match.start()]
    if not scene.about or _NAMES_TREATY.search(earlier) is None:
        return
    head = re.split(r";", scene.words[: match.start()])[-1]
    named = [*_NAME.finditer(head), *_NAME.finditer(match[0])]
    states = list(dict.fromkeys(clean(m[0]) for m in named if _state(scene, m[0])))
    counted = re.search(r"\d+", match[0])
    numbers = [
        f
        for f in figures(scene.text, scene.span.start, scene.span.start + match.start())
        if not f.percent and f.value > 10
    ]
    if not states and not numbers and counted is None:
        return
    status = next(name for name, value in match.groupdict().items() if value is not None).removesuffix("2")
    fields = {
        "states": states,
        "status": status,
        "instrument": "ccm",
        "count": int(numbers[-1].value) if numbers else None,
    }
    own = match[0].startswith("which ")  # a clause of its own: what is denied before it is something else
    negated = (not own and _NOT.search(head[-60:]) is not None) or _OUTSIDE.search(match[0]) is not None
    trigger = Span(scene.span.start + match.start(), scene.span.start + match.end())
    yield Finding(
        ClaimKind.TREATY_STATUS, trigger, "treaty-status-it/1", fields, Polarity.NEGATED if negated else Polarity.AFFIRM
    )


def find_treaty_status(scene: Scene) -> Iterator[Finding]:
    """Yield the statuses that a sentence gives to states, with the states named before the verb."""
    yield from _of_it(scene)
    for match in _STATUS.finditer(scene.text, scene.span.start, scene.span.end):
        trigger = Span(match.start(), match.end())
        head = scene.text[scene.span.start : trigger.start]
        status = next(name for name, value in match.groupdict().items() if value is not None).removesuffix("2")
        states = list(dict.fromkeys(clean(m[0]) for m in _NAME.finditer(head) if _is_subject(scene, head, m)))
        after = _NEXT_CLAUSE.split(scene.text[trigger.end : min(trigger.end + 50, scene.span.end)])[0]
        negated = (
            _NOT.search(head[-60:]) is not None
            or re.search(r"\b(?:has|have|had|is|are)\s+not\b|n[’']t\b", after) is not None
        )
        numbers = [f for f in figures(scene.text, scene.span.start, trigger.start) if not f.percent and f.value > 10]
        if status == "outside":
            status, negated = "party", True
        fields = {
            "states": states,
            "status": status,
            "instrument": "ccm",
            "count": int(numbers[-1].value) if numbers else None,
        }
        yield Finding(
            ClaimKind.TREATY_STATUS, trigger, "treaty-status/1", fields, Polarity.NEGATED if negated else None
        )
        for other in _BUT_NOT.finditer(scene.text, trigger.end, scene.span.end):
            if is_actor(scene, other["state"]):
                fields = {"states": [clean(other["state"])], "status": status, "instrument": "ccm", "count": None}
                yield Finding(
                    ClaimKind.TREATY_STATUS,
                    Span(other.start(), other.end()),
                    "treaty-status-but/1",
                    fields,
                    Polarity.NEGATED,
                )
