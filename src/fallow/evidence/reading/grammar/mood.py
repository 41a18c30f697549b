"""Polarity, modality and basis of a claim, from the words before and around its trigger. Rules ``mood-*/1``."""

from __future__ import annotations

import re

from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity
from fallow.evidence.reading.grammar.scene import Finding, Scene
from fallow.evidence.reading.result import Statement

_CLAUSE = re.compile(
    r"[;:—–]|,\s+(?=(?:we|he|she|it|they|I|the|our|this)\b)|\b(?:but|whereas|while|although|though|because|after|before|when|which|who)\b|,\s+(?:and|but|adding|saying|with)\b|"
    r"\band\s+(?:that|he|she|it|they|has|have|had|is|are|was|were)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|never|cannot|nor|neither|without|no\s+longer|yet\s+to|refrain\w*\s+from|stop\w*|avoid\w*|halt\w*|cease\w*|no\s+evidence|no|none|nobody|instead\s+of|rather\s+than|refus\w+\s+to)\b|n[’']t\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|baseless|fabricat\w+|untrue|false(?:ly|hoods?)?|lies?|invented|invention|unfounded|disinformation|propaganda|hoax|fiction)\b",
    re.IGNORECASE,
)
_DENYING_CUE = re.compile(r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?)\W*$", re.IGNORECASE)
_THREAT = re.compile(
    r"\b(?:threat\w*(?:\s+to)?|retaliat\w*|reserves?\s+the\s+right|warned\s+that\s+(?:it|he|they)\s+(?:would|will)|vow\w*\s+to\s+use)\b",
    re.IGNORECASE,
)
_INVERTED_IF = re.compile(r"^\W*(?:had|were|should)\s", re.IGNORECASE)
"""'Had they been used, we would have found ...': a condition without an "if"."""

_CONDITION = re.compile(
    r"\b(?:if|unless|in\s+case|provided\s+that|in\s+the\s+event|were\s+to|as\s+long\s+as)\b", re.IGNORECASE
)
_POSSIBLE = re.compile(
    r"\b(?:(?:(?-i:may)|might|could|can(?!\s+(?:confirm|say|tell|report|reveal|see)\b)|would)(?:n[’']t)?|consider\w*|weigh\w*|discuss\w*|whether|plan(?:s|ned|ning)?\b|looking\s+(?:at|into)|mulls?\b|eye(?:s|ing)\b|prepar\w+|propos\w+|possib\w+|potential\w*|likely|fear\w*|risk\w*|ready\s+to|able\s+to|allow\w*|(?:check|verif|investigat|examin|prob)\w*\s+(?:\w+\s+)?(?:claims|reports|allegations)|debat\w+|mull\w*|ask\w*|urg\w+|want\w*|seek\w*|request\w*|call\w*\s+(?:on|for)|exercise|drill|simulat\w+|hypothetical\w*|scenario)\b",
    re.IGNORECASE,
)
_STORY = re.compile(
    r"\b(?:in|of|by)\s+(?:the|a|an|this|his|her|their)\s+(?:[\w-]+\s+){0,3}?(?:games?|films?|novels?|movies?|series|books?|play|exercises?|drills?|simulations?|war\s+games?|manoeuvres|trailer)\b",
    re.IGNORECASE,
)
"""What happens in a story or an exercise has not happened."""

_STAGE = re.compile(
    r"\b(?:premieres?|cinemas?|played\s+by|april\s+fools?|satir\w+|parod\w+|spoof|live-fire|firing\s+demonstration|proving\s+ground|(?:firing|test|training)\s+range|fiction\w*|screenplay|actors|novelist|video\s+game|computer\s+game|trailer)\b",
    re.IGNORECASE,
)
_FALSE_AFTER = re.compile(
    r"\b(?:is|are|was|were|be|been)\s+(?:\w+\s+)?(?:false|fake|wrong|mistaken|incorrect|in\s+error|untrue|fabricat\w+|staged|invented|baseless|unfounded|not\s+true|a\s+(?:lie|hoax|fabrication))\b",
    re.IGNORECASE,
)
"""'Reports that ... are false.'"""

_FUTURE = re.compile(r"\b(?:will|shall|going\s+to|about\s+to|intend\w*\s+to|[’']ll)\b", re.IGNORECASE)
_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|alleged|rumou?r\w*|(?:is|are|was|were)\s+(?:widely\s+)?(?:believed|said|thought|understood|reported|rumoured|alleged)\s+to|(?:it\s+(?:is|was)\s+)(?:believed|said|reported)|apparently|supposedly|purported(?:ly)?|unconfirmed|unverified|unnamed|anonymous)\b|"
    r"\b(?:believed|thought)\s+to\s+be\b|\b(?:some|media|press|local)\s+reports\b|\bsocial\s+media\b|\b(?:reports|rumou?rs|claims|allegations)\s+of\b",
    re.IGNORECASE,
)
_OBSERVED = re.compile(
    r"\b(?:saw|seen|found|finds|counted|documented|documents|verified|recovered|collected|photographed|witnessed|inspected|identified|observed|examined|mapped|marked|located|geolocated|heard|treated|recorded|uncovered|discovered|filmed|pulled|removed|cleared|reviewed|checked)\b",
    re.IGNORECASE,
)
_OBSERVER = re.compile(
    r"\b(?:we|i|our|us|team|teams|researchers?|deminers?|surveyors?|investigators?|staff|doctors?|surgeons?|monitors?|inspectors?|residents?|witness(?:es)?|experts?|engineers?|specialists?|villagers?|medics?|reporters?|correspondents?|photographers?|imagery|satellite|images|photographs|photos|videos?|footage|mission|analysts?|nurses?|technicians?|clearers?|crews?|workers?|visit(?:ed)?)\b",
    re.IGNORECASE,
)


_NO_RATE = re.compile(
    r"\b(?:is|was|are|were)(?:\s+not|n[’']t)\b(?!\s+(?:more|less|higher|lower|exceed|above|below))|\bnever\b|\bno\s+longer\b|\bnot\s+true\b",
    re.IGNORECASE,
)
"""A rate that is said not to be so."""


def before(scene: Scene, finding: Finding) -> str:
    """Return the words of the trigger's clause that stand before the trigger."""
    start = scene.span.start
    statement = scene.statement_at(finding.trigger.start)
    start = max([start, *_content_starts(statement, finding)])
    words = scene.text[start : finding.trigger.start]
    cuts = [match.end() for match in _CLAUSE.finditer(words)]
    return words[cuts[-1] :] if cuts else words


def _content_starts(statement: Statement | None, finding: Finding) -> list[int]:
    at = finding.trigger.start
    return [] if statement is None else [span.start for span in statement.content if span.start <= at < span.end]


def _head(scene: Scene, finding: Finding) -> str:
    """The words from the start of the sentence, or of what was said, up to the trigger."""
    start = max([scene.span.start, *_content_starts(scene.statement_at(finding.trigger.start), finding)])
    return scene.text[start : finding.trigger.start]


def polarity_of(scene: Scene, finding: Finding) -> Polarity:
    """Return the polarity: a denial by cue or word, else a negation in the clause, else affirmed."""
    if finding.polarity is not None:
        return finding.polarity
    statement = scene.statement_at(finding.trigger.start)
    cue = _cue(scene, statement)
    if scene.is_cue(finding.trigger.start):
        return Polarity.AFFIRM
    if finding.kind is ClaimKind.USE and _NOT_FOUND.search(scene.text, scene.span.start, finding.trigger.end):
        return Polarity.NEGATED
    if _DENYING_CUE.search(cue):
        return Polarity.DENY
    if (
        finding.kind is ClaimKind.DUD_RATE
    ):  # "no more than" and "fail to explode" are of the rate; only a denied rate is not affirmed
        negated = _NO_RATE.search(before(scene, finding)) is not None
        return Polarity.NEGATED if negated else Polarity.AFFIRM
    clause = before(scene, finding) + " " + finding.trigger.of(scene.text)
    if _NEGATION.search(clause):
        return Polarity.NEGATED
    false = _DENIAL.search(_head(scene, finding)) or _FALSE_AFTER.search(
        scene.text, finding.trigger.end, scene.span.end
    )
    return Polarity.DENY if false else Polarity.AFFIRM


def _paragraph(scene: Scene) -> str:
    start, end = scene.paragraph.start, scene.paragraph.end
    return scene.paragraph.of(scene.text) if end - start <= _LONGEST_PARAGRAPH else scene.words


def _cue(scene: Scene, statement: Statement | None) -> str:
    return statement.cue.of(scene.text).lower() if statement is not None and statement.cue is not None else ""


def modality_of(scene: Scene, finding: Finding, *, future_is_fact: bool = False) -> Modality:
    """Return the modality. ``future_is_fact``: an announced act counts as asserted ("will send"), an announced use does not."""
    if finding.modality is not None:
        return finding.modality
    if finding.kind is ClaimKind.DUD_RATE:
        return Modality.CONDITIONAL if _CONDITION.search(before(scene, finding)) else Modality.ASSERTED
    if finding.kind is ClaimKind.USE and scene.words.rstrip("”\"’' ").endswith("?"):
        return Modality.POSSIBLE
    clause = before(scene, finding) + " " + finding.trigger.of(scene.text)
    head = _head(scene, finding)
    statement = scene.statement_at(finding.trigger.start)
    if "threat" in _cue(scene, statement) and not scene.is_cue(finding.trigger.start):
        return Modality.THREATENED
    if _CONDITION.search(clause) or _INVERTED_IF.match(head + finding.trigger.of(scene.text)):
        return Modality.CONDITIONAL
    if _THREAT.search(head) and not future_is_fact:
        return Modality.THREATENED
    if _POSSIBLE.search(clause) or _STORY.search(scene.words) or _STAGE.search(_paragraph(scene)):
        return Modality.POSSIBLE
    if _FUTURE.search(clause) and not future_is_fact:
        return Modality.POSSIBLE
    return Modality.ASSERTED


_LONGEST_PARAGRAPH = 3000
_OWN_PEOPLE = re.compile(
    r"\b(?:its|their|the\s+(?:group|organi[sz]ation|charity|trust|mission|agency)[’']s)\s+(?:own\s+)?(?:researchers?|teams?|staff|investigators?|monitors?|experts?|deminers?|inspectors?|analysts?)\s+(?:had\s+|have\s+|also\s+)?"
    r"(?:visited|recovered|found|verified|examined|saw|counted|documented|collected|photographed|inspected|identified|mapped|analy[sz]ed)\b",
    re.IGNORECASE,
)


def basis_of(scene: Scene, finding: Finding, statement: Statement | None, *, own: bool) -> Basis:
    """Return what the claim stands on. Hearsay wins over everything: an origin that nobody names adds nothing."""
    said = (
        [span.of(scene.text) for span in statement.content if span.meets(finding.trigger)]
        if statement is not None
        else []
    )
    if any(_HEARSAY.search(words) for words in said or [scene.words]):
        return Basis.HEARSAY
    if _HEARD_THAT.search(scene.text, scene.span.start, finding.trigger.start):
        return Basis.HEARSAY
    others = _others_saw(scene, statement)
    if not others and (finding.observed or observed_here(scene) or _own_people_saw(scene, statement)):
        return Basis.OBSERVED
    if not others and finding.kind is ClaimKind.USE and teller_saw(scene) and not _state_speaks(statement):
        return Basis.OBSERVED
    if own:
        return Basis.OWN_ACT
    if statement is not None and statement.speaker.name is None and statement.speaker.authority is None:
        return Basis.HEARSAY
    return Basis.ASSERTS_OTHER


_NOT_FOUND = re.compile(
    r"\b(?:did|does|do|has|have|had|could|can|would)(?:\s+not|n[’']t|\s+never)\s+(?:\w+\s+)?(?:find|found|see|seen|observed?|confirm(?:ed)?|verif(?:y|ied)|concluded?|established?|"
    r"sa(?:y|id)|claimed?|report(?:ed)?|believed?)\b|\brul(?:e[sd]?|ing)\s+out\b|\b(?:refus|declin)\w+\s+to\s+(?:confirm|say)\b|\b(?:hardly|scarcely|barely)\s+any\b|\bretract\w*|"
    r"\bwithdr[ea]w\w*\s+(?:its|the|their|his|her|an?)\s+(?:\w+\s+)?(?:findings?|reports?|claims?|statements?|accusations?)\b|\b(?:falsely|wrongly|mistakenly)\b|\b(?:unable|failed)\s+to\s+(?:find|confirm|verify)\b|"
    r"\b(?:nobody|no\s+one|none\s+of)\b|\bit\s+is\s+(?:untrue|false|not\s+true)\b",
    re.IGNORECASE,
)
"""'The team did not find that ...', 'has retracted its report that ...': what follows is not held, whoever speaks."""
_NO_TRACE = re.compile(
    r"\b(?:no|not\s+any|without(?:\s+any)?)\s+(?:\w+\s+)?(?:traces?|signs?|evidence|indications?|proof|remains|remnants|confirmation)\b",
    re.IGNORECASE,
)
"""Those who looked and found nothing bear no use out."""
_I_SAW = re.compile(r"\bI\s+(?:\w+\s+)?(?:saw|heard|watched|counted|photographed|filmed)\b")
_HEARD_THAT = re.compile(
    r"\b(?:heard|(?:was|were|been)\s+told|rumou?red|read\s+(?:online|somewhere))\s+that\b|\brumou?r\s+has\s+it\b",
    re.IGNORECASE,
)
_BODYS_PEOPLE = re.compile(
    r"\b(?!(?:The|A|An|Our|We|Its|Their|His|Her|Two|Three|Four|Several|Some|Many)\b)([A-Z][\w.&’'-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w.&’'-]*){0,4})\s+(?:monitors?|teams?|researchers?|investigators?|observers?|inspectors?|"
    r"experts?|staff|deminers?|surveyors?|analysts?|correspondents?|reporters?|mission)\b[^.;]{0,70}?\b(?:saw|seen|observed|found|documented|verified|recorded|counted|confirmed|witnessed|heard)\b"
)


def _others_saw(scene: Scene, statement: Statement | None) -> bool:
    """True where a speaker tells what the people of another body saw: he asserts it, and observed nothing."""
    if statement is None:
        return False
    own = " ".join(
        filter(None, (statement.speaker.name, statement.speaker.affiliation, statement.speaker.role))
    ).lower()
    for span in statement.content:
        for match in _BODYS_PEOPLE.finditer(
            scene.text, max(span.start, scene.span.start), min(span.end, scene.span.end)
        ):
            if match[1].lower().removesuffix("’s").removesuffix("'s") not in own:
                return True
    return False


_TELLERS = re.compile(
    r"\b(?:(?:whose|our|its|their)\s+(?:own\s+)?(?:field\s+)?(?:staff|teams?|photographers?|researchers?|people|members)|delegations?|photographers?|(?:staff|teams?|people|members|monitors|colleagues)\s+of\s+(?:the\s+)?(?-i:[A-Z])\w+|our\s+(?:own\s+)?(?:teams?|staff|investigators?|researchers?|correspondents?|reporters?|people|colleagues|experts?|doctors?|surveyors?|deminers?)|reporters?\s+(?:of|from|for)\s+this|"
    r"(?:monitors?|observers?|inspectors?|investigators?|researchers?|deminers?|surveyors?|clearers?|experts?|specialists?|doctors?|surgeons?|medics?|paramedics?|nurses?|engineers?|correspondents?|reporters?|journalists?|aid\s+workers?|rescuers?)|"
    r"(?:aid|relief|medical|human[\s-]rights|rights|monitoring|mine[\s-]action|demining|clearance)\s+(?:organi[sz]ation|group|charity|agency|centre|center|mission|team|watchdog)|ceasefire\s+mission)\b",
    re.IGNORECASE,
)
_TELLER_SAW = re.compile(
    rf"(?:{_TELLERS.pattern}|\b(?-i:[Tt]he\s+(?:Mission|Team|Service|Observers?))\b|\bthe\s+team\b)[^.;]{{0,90}}?\b(?:saw|heard|found|counted|documented|verified|recovered|photographed|witnessed|"
    r"inspected|examined|observed|mapped|marked|recorded|filmed|removed|confirmed|visited|established|noted)\b(?!\s+(?:no|nothing|not|none|neither)\b)",
    re.IGNORECASE,
)
_SAW_IT = re.compile(
    r"\b(?:our\s+(?:[a-z-]+\s+)?(?:monitors?|teams?|staff|researchers?|correspondents?|people|observers?|deminers?)(?:,[^,.]{1,40},)?|(?:he|she|they|we|i)(?:\s+[\w’'-]+){1,6}?|he|she|they|we|i|it|(?:its|their|our|his|her)\s+(?:[a-z-]+\s+){0,2}?(?:teams?|staff|surgeons?|doctors?|nurses?|medics?|researchers?|investigators?|experts?|deminers?|inspectors?|analysts?|cameras?|photographers?|people|members))\s+"
    r"(?:had\s+|have\s+|has\s+|also\s+|themselves\s+|personally\s+)?(?:saw|seen|found|counted|documented|verified|recovered|collected|photographed|witnessed|inspected|examined|identified|observed|"
    r"mapped|marked|heard|treated|recorded|filmed|removed|pulled|gathered|measured|visited|showed|noted|logged|watched)\b(?!\s+(?:no|nothing|not|none|neither)\b)",
    re.IGNORECASE,
)


def _is_quoted(text: str, start: int, at: int) -> bool:
    """True where character ``at`` stands in quote marks opened since ``start``: "I" is then whoever is quoted, not the page."""
    return text.count("“", start, at) > text.count("”", start, at) or text.count('"', start, at) % 2 == 1


def teller_saw(scene: Scene) -> bool:
    """True where people who could see it tell it in this sentence, and the same paragraph tells what they saw."""
    start, end = scene.paragraph.start, scene.paragraph.end
    if end - start > _LONGEST_PARAGRAPH or _NO_TRACE.search(scene.text, start, end) is not None:
        return False
    if any(not _is_quoted(scene.text, start, one.start()) for one in _I_SAW.finditer(scene.text, start, end)):
        return True
    if _TELLER_SAW.search(scene.text, start, end) is not None:
        return True
    if _WENT_THERE.search(scene.words) is not None and _TELLERS.search(scene.words) is not None:
        return True
    return _TELLERS.search(scene.text, start, end) is not None and _SAW_IT.search(scene.text, start, end) is not None


def _state_speaks(statement: Statement | None) -> bool:
    return statement is not None and (statement.speaker.authority or "").startswith("state:")


_WENT_THERE = re.compile(
    r"\b(?:after|during|following|on|in)\s+(?:an?\s+|its\s+|their\s+|the\s+|several\s+|two\s+)?(?:on-site\s+(?:investigation|visit|research|inspection)|field\s+(?:investigation|visit|research|mission)|visit(?:s|ing)?|inspect(?:ions?|ing)|survey(?:s|ing)?|examin(?:ing|ations?))\b(?:[^.;]{0,40}?\b(?:sites?|scenes?|places?|villages?|towns?|areas?|spots?|locations?|impact)|(?<=investigation)|(?<=visit)|(?<=research)|(?<=inspection)|(?<=mission))\b",
    re.IGNORECASE,
)
"""'... said after visiting the site.'"""


def _own_people_saw(scene: Scene, statement: Statement | None) -> bool:
    """A body that is no government says it, and the paragraph tells what its own people saw or recovered."""
    if statement is None or statement.speaker.authority is None or _state_speaks(statement):
        return False
    if _WENT_THERE.search(scene.words) is not None:
        return True
    body = statement.speaker.authority.startswith(("ngo:", "org:"))
    return body and _OWN_PEOPLE.search(scene.text, scene.paragraph.start, scene.paragraph.end) is not None


_OWN_SURVEY = re.compile(
    r"\b(?:confirmed|verified|established|found|documented)\s+(?:by|in|during|on)\s+(?:our|its|their)\s+(?:own\s+)?(?:[a-z-]+\s+)?(?:surveys?|visits?|inspections?|teams?|investigations?|staff)\b",
    re.IGNORECASE,
)


def observed_here(scene: Scene) -> bool:
    """True where somebody who can have seen it is said to have seen, found or counted something in this sentence."""
    return (
        _OBSERVED.search(scene.words) is not None and _OBSERVER.search(scene.words) is not None
    ) or _OWN_SURVEY.search(scene.words) is not None
