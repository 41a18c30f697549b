"""Claims of use: that cluster munitions were fired, dropped or found to have been. Rules ``use-*/1``.

"The use of cluster munitions is banned" is no claim of use, nor is a promise not to use them; a country's use, an attack with
them, and their fresh remains found somewhere are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fallow.evidence.claim import ClaimKind, Modality, Polarity
from fallow.evidence.reading.grammar.actors import actor_after_by, actor_before, span_of_words
from fallow.evidence.reading.grammar.munition import munition_of
from fallow.evidence.reading.grammar.scene import CLUSTER, Finding, Scene
from fallow.evidence.reading.grammar.setting import when_of, where_of
from fallow.evidence.reading.span import Span

_GAP = r"(?:\s+(?!and\s|but\s|that\s|which\s|who\s|to\s)[\w’'\-,.()%]+){0,7}?\s+"
_VERB = r"(?:us(?:e[sd]?|ing)(?!\s+of\b)|utiliz(?:e[sd]?|ing)|utilis(?:e[sd]?|ing)|fir(?:e[sd]?|ing)|dropp(?:ed|ing)|drops?|launch(?:e[sd]|ing)?|deploy(?:s|ed|ing)|employ(?:s|ed|ing)|resort(?:ed|s|ing)\s+to|unleash(?:ed|es|ing)|lobbed|shot|rained|(?:makes?|made|making)\s+use\s+of)"
_PAST = r"(?:used|utili[sz]ed|fired|dropped|launched|deployed|employed|unleashed|shot)"
_HITS = r"(?:hit|struck|str(?:ike|ikes|iking)|shelled|shelling|attacked|bombarded|bombed|pounded|targeted|hitting|(?:fell|fall(?:s|ing)?)\s+(?:on|over|into|in)|rain(?:s|ed|ing)?\s+(?:down\s+)?on|land(?:s|ed|ing)?\s+(?:in|on|near)|explod(?:e[sd]?|ing)\s+(?:over|in|above|near)|(?:came|come|coming)\s+down|(?:poured|drifted|floated|tumbled)\s+down|burst(?:s|ing)?\s+(?:over|above)|open(?:s|ed|ing)?\s+(?:over|above)|scatter(?:s|ed|ing)?\s+(?:over|across|through)|detonat(?:e[sd]?|ing)\s+(?:over|above|in))"
_REMAINS = r"(?:remnants?|fragments?|remains|tail\s+(?:sections?|fins?|units?)|casings?|canisters?|carrier\s+(?:bod(?:y|ies)|shells?)|parts|pieces|cargo\s+sections?|duds?)"
_SEEN = r"(?:found|saw|seen|recovered|collected|photographed|identified|located|counted|documented|observed|marked|mapped|inspected|examined|cleared|removed|discovered|uncovered|verified|recorded|pulled)"
_ABOUT_USE = re.compile(
    r"\b(?:ban(?:s|ned|ning)?|prohibit\w*|outlaw\w*|against|discourag\w+|oppos\w+|treaty|convention|right\s+to|halt|end|stop|promis\w+|pledg\w+|vow\w*|assur\w+|undert\w+|commit\w*|guarantee\w*|agreed?|question|rules?\s+on|debate|position\s+on|restrict\w*)\b",
    re.IGNORECASE,
)
_PAST_WAR = re.compile(
    r"\b(?:(?:vietnam|gulf|second world|first world|korean|cold|previous|last|earlier|past|old|[a-z]+s)\s+war|war\s+of\s+(?:18|19|20)\d\d|decades?\s+ago|years?\s+ago|century|historical\w*|(?:18|19)\d\ds?)\b",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(
    r"\b(?:to|not\s+to|could|can|may|might|would|will|shall|should)\s+(?:\w+ly\s+)?$", re.IGNORECASE
)

_SHARE_OF = re.compile(
    r"(?:%|\bper\s?cent|\bpercent|\b(?:half|third|quarter|fifth|tenth)|\b(?:in|out\s+of)\s+(?:every\s+)?(?:\d{1,3}|ten|a\s+hundred|five|six|seven|eight))\s+(?:of\s+)?[^.;]{0,80}\b(?:fail|unexploded|explode|duds?|live|detonate|go\s+off)",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:attack\w*|str(?:ike|ikes|uck)|shell(?:ed|ing)|fired|dropped|used|barrage|bombard\w*|raid)\b", re.IGNORECASE
)

_NEAR = 800


def find_use(scene: Scene) -> Iterator[Finding]:
    """Yield the claims of use of one sentence, one per trigger, never two for the same words."""
    taken: list[Span] = []
    for rule, pattern in _patterns(scene):
        for match in pattern.finditer(scene.text, scene.span.start, scene.span.end):
            trigger = Span(match.start(), match.end())
            if any(trigger.meets(other) for other in taken) or _is_about_rules(scene, trigger, rule):
                continue
            taken.append(trigger)
            if rule == "use-denied/1" and (taken[:-1] or not _TOLD.search(scene.text, 0, scene.span.end)):
                continue
            yield _finding(scene, trigger, rule)


def _patterns(scene: Scene) -> list[tuple[str, re.Pattern[str]]]:
    weapon = scene.weapon
    them = r"|\s+them\b" if scene.on_topic else ""
    sources = [
        (
            "use-attack/1",
            rf"\bcluster\s+(?:hits?|strikes?|attacks?|shelling|fire|salvos?|barrages?)\b|\b{CLUSTER}\s+(?:attacks?|strikes?|raids?|shelling|barrages?|bombardments?)\b|\b(?:attacks?|strikes?|shelling|barrage|salvo|raid)\s+(?:\w+\s+){{0,4}}(?:with|using|involving|of)\s+(?:\w+\s+){{0,3}}{CLUSTER}",
        ),
        (
            "use-passive/1",
            rf"\b{weapon}(?:\s+[\w’'\-,]+){{0,6}}?\s+(?:was|were|been|being|is|are)\s+(?:\w+ly\s+|also\s+|already\s+|not\s+|never\s+)?{_PAST}\b",
        ),
        ("use-active/1", rf"\b{_VERB}[”\"’]?(?:(?:{_GAP}|\s+){weapon}{them})"),
        (
            "use-hits/1",
            rf"\b{CLUSTER}(?:\s+[\w’'\-,]+){{0,5}}?\s+{_HITS}\b|\b(?:hit|struck|strike|shell(?:ed)?|attack(?:ed)?|bombard(?:ed)?|bomb(?:ed)?|pound(?:ed)?|blitz(?:ed)?|shower(?:ed)?|pepper(?:ed)?|targeted)\b(?:\s+[\w’'\-]+){{0,8}}?\s+(?:by|with)\s+(?:\w+\s+){{0,3}}{CLUSTER}",
        ),
        (
            "use-witness/1",
            (
                rf"\b(?:saw|heard|watched|filmed|witnessed|recorded|observed)\b(?:\s+[\w’'\-,]+){{0,5}}?\s+(?:bursts?|explosions?|detonations?|blasts?|impacts?|flashes)\s+of\s+(?:\w+\s+){{0,3}}{CLUSTER}|"
                rf"\b(?:saw|watched|filmed|witnessed|observed|seen)\b(?:\s+[\w’'\-,]+){{0,6}}?\s+(?:releas|eject|scatter|dispers|dropp|spill|disgorg)(?:ing|e)\s+(?:\w+\s+){{0,3}}{CLUSTER}"
            ),
        ),
        (
            "use-laid/1",
            rf"\b(?:aircraft|planes?|warplanes?|jets?|bombers?|helicopters?|forces|troops|army|artillery|gunners|air\s+force|batteries|they|we)\b(?:\s+(?:had|have|also|then)){{0,2}}\s+(?:scattered|strewed|sowed|rained|spread|laid)\s+(?:\w+\s+){{0,3}}{CLUSTER}",
        ),
        (
            "use-was/1",
            (
                rf"\b(?:shells?|rockets?|bombs?|weapons?|munitions?|missiles?|projectiles?)\s+(?:that|which)\s+(?:had\s+)?(?:hit|struck|fell|fallen|landed|exploded)\b[^.;]{{0,90}}?\b(?:was|were|is|are|had\s+been)\s+(?:\w+\s+){{0,2}}{CLUSTER}|"
                rf"\b(?:attack|strike|shelling|raid|bombardment)\b[^.;]{{0,90}}?\b(?:was|were|had\s+been)\s+(?:carried\s+out|conducted|made|done|launched)\s+with\s+(?:\w+\s+){{0,2}}{CLUSTER}"
            ),
        ),
        (
            "use-none/1",
            (
                rf"\b(?:found|saw|seen|observed|detected|discovered|identified)\s+(?:no|not\s+any|neither)\s+(?:\w+\s+)?(?:(?:signs?|traces?|evidence|remains|remnants|indications?|proof|fragments?)\s+(?:of|for)\s+(?:the\s+use\s+of\s+|any\s+)?(?:\w+\s+){{0,2}})?{CLUSTER}|"
                rf"\b(?:did|do|does|has|have|had|could)(?:\s+not|n[’']t)\s+(?:find|found|see|seen|observed?|detect(?:ed)?)\s+(?:any\s+)?(?:(?:signs?|traces?|evidence|remains|remnants)\s+of\s+)?(?:\w+\s+){{0,2}}{CLUSTER}"
            ),
        ),
        (
            "use-denied/1",
            r"\bden(?:y|ies|ied|ying|ial\s+of)\s+(?:all\s+|any\s+|having\s+(?:any\s+|had\s+)?|that\s+it\s+had\s+(?:any\s+)?)?(?:role|part|responsibility|involvement|being\s+behind|carrying\s+(?:it\s+)?out|hand\s+in)\b"
            if scene.on_topic
            else r"(?!)",
        ),
        (
            "use-remains/1",
            rf"\b{_SEEN}\b(?:\s+[\w’'\-,]+){{0,7}}?\s+(?:{_REMAINS}\s+(?:\w+\s+){{0,3}}of\s+(?:\w+\s+){{0,4}}{CLUSTER}|(?:unexploded\s+|failed\s+)?(?:sub-?munitions?|bomblets?)|{CLUSTER}\s+{_REMAINS})",
        ),
        (
            "use-remains/1",
            rf"\b(?:{_REMAINS}\s+(?:\w+\s+){{0,3}}of\s+(?:\w+\s+){{0,4}}{CLUSTER}|(?:unexploded\s+|failed\s+)(?:sub-?munitions?|bomblets?)|{CLUSTER}\s+{_REMAINS})(?:\s+[\w’'\-,]+){{0,6}}?\s+(?:was|were|been)\s+(?:\w+ly\s+)?{_SEEN}\b",
        ),
        (
            "use-noun/1",
            rf"[\w’'\-]+(?:[’']s?|\s+documented|\s+of)?\s+(?:(?:own|repeated|continued|extensive|alleged|reported|widespread|intensive|recent|documented|first|renewed|new)\s+)*use\s+of\s+(?:\w+\s+){{0,2}}{weapon}",
        ),
    ]
    return [(rule, re.compile(source, re.IGNORECASE)) for rule, source in sources]


def _is_about_rules(scene: Scene, trigger: Span, rule: str) -> bool:
    """The weapon's use as a subject of law, or an intention, is not a claim that it was used."""
    head = scene.text[scene.span.start : trigger.start]
    clause = re.split(r"[,;:]\s|\bbut\b|\bthat\b|\bwhile\b", head)[-1]
    words = trigger.of(scene.text)
    if rule in {"use-remains/1", "use-passive/1"} and _SHARE_OF.search(scene.words):
        return True  # "about a quarter of the grenades that were fired failed": a rate
    if rule == "use-noun/1":
        owned = re.match(r"[A-Z][\w\-]*(?:[’']s|s[’'])\s", words) or re.match(
            r"(?:its|his|their|our|documented|alleged|reported)\s", words, re.IGNORECASE
        )
        confirmed = re.search(
            r"\b(?:document\w*|confirm\w*|evidence|report\w*|verif\w+|record\w*|den(?:y|ied|ies)|accus\w+|cases?|instances?)\b[^,;]{0,160}$",
            clause + " " + words[:24],
            re.IGNORECASE,
        ) or re.match(
            r"\s+(?:\w+\s+){0,4}?(?:was|were|been)\s+(?:\w+\s+)?(?:documented|confirmed|recorded|reported|verified)\b",
            scene.text[trigger.end : scene.span.end],
        )
        return not (owned or confirmed) or _ABOUT_USE.search(clause) is not None
    if rule == "use-active/1" and re.match(r"us(?:e|ing)\b", words, re.IGNORECASE) and _ABOUT_USE.search(clause):
        return True
    if rule == "use-passive/1" and re.search(
        r"\b(?:record|keep|note|log|write|list|mark|report)\w*\b[^,;]{0,80}\bwhere\b", head, re.IGNORECASE
    ):
        return True
    return bool(_INFINITIVE.search(head)) and _ABOUT_USE.search(clause) is not None


_LOOKED = re.compile(
    r"\b(?:found|saw|seen|see|observed|documented|verified|recorded|counted|confirmed|witnessed|heard|reported|said|told|says|identified|concluded|believes?)\b",
    re.IGNORECASE,
)


def _looks_on(scene: Scene, actor: str, trigger: Span) -> bool:
    """True for 'the team found munitions that struck ...': who saw it is not who did it."""
    at = scene.text.rfind(actor, scene.span.start, trigger.start)
    return at >= 0 and _LOOKED.search(scene.text, at + len(actor), trigger.start) is not None


def _finding(scene: Scene, trigger: Span, rule: str) -> Finding:
    words = trigger.of(scene.text)
    owner = re.match(r"([A-Z][\w\-]*)(?:[’']s|s[’'])\s", words)
    actor = owner[1] if owner is not None else actor_after_by(scene, trigger.end) or actor_before(scene, trigger.start)
    if rule in {"use-remains/1", "use-none/1", "use-witness/1"}:
        actor = actor_after_by(scene, trigger.end)
    elif actor is not None and owner is None and _looks_on(scene, actor, trigger):
        actor = None
    place = where_of(scene, trigger, span_of_words(scene, actor))
    fields = {
        "actor": actor,
        "munition": munition_of(scene, trigger),
        "place": None if place is None else place.to_json(),
        "when": when_of(scene, trigger, happens=rule != "use-remains/1"),
    }
    head = scene.text[scene.span.start : trigger.start]
    future = (
        _INFINITIVE.search(head) is not None
        and re.search(r"\b(?:continued?|began|started|went\s+on)\s+to\s+$", head, re.IGNORECASE) is None
    )
    modality = (
        Modality.POSSIBLE
        if future
        and re.search(r"\bto\s+(?:\w+ly\s+)?$", head, re.IGNORECASE)
        and not re.search(r"\bthreat\w*\b|\bif\b", head, re.IGNORECASE)
        else None
    )
    denied = {"use-denied/1": Polarity.DENY, "use-none/1": Polarity.NEGATED}.get(rule)
    seen = rule in {"use-remains/1", "use-witness/1", "use-none/1"}
    return Finding(ClaimKind.USE, trigger, rule, fields, denied, modality, observed=seen)


_REMEMBERED = re.compile(
    r"\b(?:anniversar\w+|commemorat\w+|memorial|remembrance|(?:gathered|came|met)\b[^.]{0,40}\bto\s+remember|(?:ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|\d{2,3})(?:[-\s]\w+)?\s+years\s+(?:ago|before|later|after))\b",
    re.IGNORECASE,
)


def is_past_war(scene: Scene) -> bool:
    """True where the sentence speaks of an earlier war, or its paragraph or the one before of remembering: history, and no strike of today."""
    if _PAST_WAR.search(scene.words) is not None:
        return True
    start = scene.previous.start if scene.previous is not None else scene.paragraph.start
    return _REMEMBERED.search(scene.text, max(start, scene.span.start - _NEAR), scene.span.end) is not None
